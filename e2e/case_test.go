package e2e

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"recourse/cmd/recourse/rehearsal"
	"recourse/complaint"
)

// The rehearsal ends well, and afterwards everything agrees: the letters, the
// read model, the running cases; and nothing that a person has said is anywhere
// but in the record.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestRehearsal(t *testing.T) {
	i := rehearsed.ready(t)
	marked := i.leaveMarks(t)
	roads := i.rehearse(t).wait(t)
	t.Run("cases", func(t *testing.T) { i.checkCases(t) })
	t.Run("replay", func(t *testing.T) { i.checkReplay(t) })
	t.Run("privacy", func(t *testing.T) { i.checkPrivacy(t, marked) })
	if *record {
		for road, n := range roads {
			i.write(t, road, n)
		}
	}
	i.file(t, "asleep", simple("Somebody Asleep")) // for TestSecondStart to find
	i.stop(t)
}

// rehearsing is `recourse rehearse` under way.
type rehearsing struct {
	*process
	out *writer
}

// rehearse starts to rehearse against the installation.
func (i *installation) rehearse(t *testing.T) *rehearsing {
	t.Helper()
	r := &rehearsing{out: &writer{}}
	var err error
	r.process, err = launch(r.out, nil, program, "rehearse", "--server", "http://"+i.listen, "--tokens", filepath.Join(i.state, "tokens.json"))
	check(t, err)
	t.Cleanup(func() {
		_ = r.cmd.Process.Kill() // it has ended, unless the test has failed
		<-r.done
	})
	return r
}

// wait waits for the rehearsal to end well and returns the case of each road.
func (r *rehearsing) wait(t *testing.T) map[string]complaint.Number {
	t.Helper()
	await(t, "the rehearsal to end", 3*time.Minute, r.over)
	if r.err != nil {
		t.Fatalf("the rehearsal ended with %v:\n%s", r.err, lastLines(r.out.String(), 150))
	}
	roads := map[string]complaint.Number{}
	for _, m := range regexp.MustCompile(`(?m)^(.+) — case (RC-\w{4}-\w{4}),`).FindAllStringSubmatch(r.out.String(), -1) {
		roads[m[1]] = complaint.Number(m[2])
	}
	for _, road := range rehearsal.Roads {
		if roads[road.Name] == "" {
			t.Errorf("the rehearsal tells nothing of the road %q", road.Name)
		}
	}
	return roads
}

// mark is a word that nobody uses. It is put wherever a caller can put words.
const mark = "quixabelle"

// leaveMarks files a complaint that holds the mark in every field, and makes
// all sorts of mistakes with it. It returns secrets that are to stay secret.
func (i *installation) leaveMarks(t *testing.T) []string {
	t.Helper()
	f := simple(mark + " of Elsewhere")
	f.Person = complaint.Person{Name: f.Person.Name, Email: mark + "@example.org", Phone: "+31 20 555 " + mark, Address: mark + " street", Identifier: "user " + mark}
	f.Narrative = "Everybody knows " + mark + " now."
	r := i.file(t, mark+"-filing", f)
	session := i.must(t, request{method: http.MethodPost, path: "/api/v1/complaints/" + string(r.Number) + "/session", body: map[string]string{"access_code": r.Code}}).want(t, http.StatusNoContent)
	i.must(t, request{
		method: http.MethodPost, path: "/api/v1/complaints/" + string(r.Number) + "/messages", cookies: session.cookies,
		key: mark + "-message", body: map[string]string{"text": "Please call " + mark + "."},
	}).want(t, http.StatusOK)
	i.mistake(t, r.Number)
	secrets := append(i.leaveDraft(t), r.Code, strings.ReplaceAll(r.Code, "-", ""))
	for _, c := range session.cookies {
		secrets = append(secrets, c.Value)
	}
	for _, token := range i.tokens {
		secrets = append(secrets, token)
	}
	secret, err := os.ReadFile(filepath.Join(i.state, "secret"))
	check(t, err)
	database, err := url.Parse(readEnv(t, i.envFile())["DATABASE_URL"])
	check(t, err)
	password, _ := database.User.Password()
	return append(secrets, strings.TrimSpace(string(secret)), password)
}

// leaveDraft writes the mark into a draft that is never sent, and returns its secrets.
func (i *installation) leaveDraft(t *testing.T) []string {
	t.Helper()
	post := func(path string, cookies []*http.Cookie, form url.Values) answer {
		return i.must(t, request{method: http.MethodPost, path: path, cookies: cookies, body: form})
	}
	begun := post("/complaint/draft", nil, url.Values{"residence": {"SE"}}).want(t, http.StatusSeeOther)
	held := begun.cookies
	post("/complaint/draft/name", held, url.Values{"person.name": {mark + " Draft"}}).want(t, http.StatusSeeOther)
	post("/complaint/draft/contact", held, url.Values{"person.email": {mark + "@example.org"}}).want(t, http.StatusSeeOther)
	post("/complaint/draft/what-happened", held, url.Values{"narrative": {"Nobody knows " + mark + " yet."}}).want(t, http.StatusSeeOther)
	post("/complaint/draft/mail", held, url.Values{}).want(t, http.StatusSeeOther)
	list := i.must(t, request{method: http.MethodGet, path: "/complaint/draft", cookies: held}).want(t, http.StatusOK)
	code := regexp.MustCompile(`data-draft-code="([0-9A-Z-]+)"`).FindSubmatch(list.text)
	if code == nil {
		t.Fatal("the list of a draft shows no code")
	}
	secrets := []string{string(code[1]), strings.ReplaceAll(string(code[1]), "-", "")}
	for _, c := range held {
		secrets = append(secrets, c.Value)
	}
	return secrets
}

// mistake sends what must be refused, with the mark in it. What the server says
// to the caller is not looked at here; what it says to the log is.
func (i *installation) mistake(t *testing.T, n complaint.Number) {
	t.Helper()
	wrong := simple(mark)
	wrong.Person.Email = mark + " at home"
	nul := simple(mark + "\x00")
	officer, apart := i.tokens[complaint.CaseOfficer], "/api/v1/cases/"+string(n)
	for k, r := range []request{
		filing(mark+"-wrong", wrong), filing(mark+"-nul", nul),
		{method: http.MethodPost, path: "/api/v1/complaints", body: map[string]any{mark: mark}},
		{method: http.MethodPost, path: "/api/v1/complaints/" + string(n) + "/session", body: map[string]string{"access_code": mark}},
		{method: http.MethodPost, path: "/sign-in?name=" + mark, body: map[string]string{"name": mark, "password": mark}},
		{method: http.MethodGet, path: "/api/v1/cases?q=" + mark + "&sort=" + mark, token: officer},
		{method: http.MethodGet, path: "/api/v1/cases/" + mark, token: officer},
		{method: http.MethodGet, path: "/" + mark},
		{method: mark, path: "/" + mark},
		{method: http.MethodGet, path: apart, token: mark},
		i.acting(n, mark+"-1", mark, map[string]any{mark: mark}),
		i.acting(n, mark+"-2", complaint.TriageAccepted, map[string]any{"data_class": mark, "allegations": mark}),
		i.acting(n, mark+"-3", complaint.TriageIneligible, map[string]any{"reason_code": "NOT_EEA_CH", "reason": mark}),
		i.acting(n, mark+"-4", complaint.ArbAward, map[string]any{"award": "FOR_INDIVIDUAL", "text": mark}),
	} {
		if a := i.must(t, r); a.status < 300 {
			t.Errorf("mistake %d was answered with %d", k, a.status)
		}
	}
}

// checkPrivacy looks for what people have said in everything that Temporal
// keeps, in all logs and in the metrics, and in every row of every database: it
// stands in the record, and there it is sealed.
func (i *installation) checkPrivacy(t *testing.T, secrets []string) {
	t.Helper()
	said := privateWords(t)
	if len(said) < 200 {
		t.Fatalf("only %d words and sentences to look for", len(said))
	}
	said = append(said, mark)
	said = append(said, secrets...)
	for where, text := range i.public(t) {
		if hits := found(said, text); len(hits) > 0 {
			t.Errorf("%s holds %q, first in the line\n%s", where, hits, lineWith(hits[0], text))
		}
	}
}

// public returns all texts that must hold no words of persons, by where they
// stand.
func (i *installation) public(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{"the list of workflows": readable(i.executions(t))}
	for _, n := range i.numbers(t) {
		runs, err := i.histories(t.Context(), n)
		check(t, err)
		for k, h := range runs {
			all[fmt.Sprintf("the history of case %s, run %d,", n, k+1)] = readable(h)
		}
		described, err := i.temporal.DescribeWorkflowExecution(t.Context(), workflowID(n), "")
		check(t, err)
		all["the description of case "+string(n)] = readable(described)
	}
	for _, path := range i.logs() {
		text, err := os.ReadFile(path)
		check(t, err)
		all[filepath.Base(path)] = string(text)
	}
	status, text, err := i.get(t.Context(), "/metrics")
	check(t, err)
	if status != http.StatusOK {
		t.Errorf("/metrics answers %d", status)
	}
	all["/metrics"] = string(text)
	maps.Copy(all, i.everywhere(t))
	return all
}
