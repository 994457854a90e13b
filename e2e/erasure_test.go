package e2e

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/seal"
	"recourse/store"
)

// Six years pass in 44 seconds here.
const hurriedDay = 20 * time.Millisecond

// nightly is how long the next nightly run may take to come and to be done; a worker
// that dies over it is missed after half a minute.
const nightly = 90 * time.Second

// A closed case is erased after six years, and before that when two people agree to
// what its person asks, or when it is about a child; a hold keeps it. A worker that
// dies in the middle of a nightly run leaves nothing undone. A backup from before,
// restored, brings nobody back, and without its register nothing is served.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestErasure(t *testing.T) {
	for _, tool := range []string{"pg_dump", "psql"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
	i := &installation{day: hurriedDay}
	t.Cleanup(i.remove)
	i.ready(t)
	kept, held, asked := i.withdrawn(t, "kept"), i.withdrawn(t, "held"), i.withdrawn(t, "asked")
	dump := i.backup(t)

	i.agree(t, asked)
	await(t, "what two people agreed to", nightly, func() bool { return i.isErased(t, asked.Number) })
	i.checkErased(t, asked, "REQUEST")
	i.hold(t, held.Number)
	i.eraseChildren(t)
	await(t, "the end of six years", nightly, func() bool { return i.isErased(t, kept.Number) })
	i.checkErased(t, kept, "RETENTION")
	if i.isErased(t, held.Number) {
		t.Error("the hold did not keep its case")
	}
	i.restore(t, dump, kept, asked)
	i.refuseWithoutRegister(t)
	i.checkCases(t)
}

// withdrawn is a case that its person has withdrawn.
func (i *installation) withdrawn(t *testing.T, name string) receipt {
	t.Helper()
	r := i.file(t, name, simple("Zebulon "+name))
	i.must(t, i.acting(r.Number, name+"-withdraw", complaint.ComplaintWithdrawn, map[string]any{"confirmed": true})).want(t, http.StatusOK)
	return r
}

// agree has the person ask for erasure, one officer propose it and another agree.
func (i *installation) agree(t *testing.T, r receipt) {
	t.Helper()
	n := string(r.Number)
	session := i.must(t, request{method: http.MethodPost, path: "/api/v1/complaints/" + n + "/session", key: newKey(), body: map[string]string{"access_code": r.Code}}).want(t, http.StatusNoContent).cookies
	i.must(t, request{
		method: http.MethodPost, path: "/api/v1/complaints/" + n + "/actions", cookies: session, key: newKey(),
		body: map[string]any{"action": complaint.ErasureRequested, "data": map[string]any{"reasons": "I am done with it."}},
	}).want(t, http.StatusOK)
	i.must(t, i.acting(r.Number, newKey(), complaint.ErasureProposed, map[string]any{"ground": "REQUESTED", "reasons": "As asked."})).want(t, http.StatusOK)
	approve := i.acting(r.Number, newKey(), complaint.ErasureApproved, map[string]any{})
	i.must(t, approve).want(t, http.StatusForbidden)
	approve.token = i.tokens[complaint.PrivacyOfficer]
	i.must(t, approve).want(t, http.StatusOK)
}

// hold places a hold on a case whose workflow is over: more than a year after it
// was closed.
func (i *installation) hold(t *testing.T, n complaint.Number) {
	t.Helper()
	await(t, "the end of the time for reopening", nightly, func() bool { c, err := i.store.Case(t.Context(), n); return err == nil && c.Ended })
	i.must(t, i.acting(n, newKey(), complaint.HoldPlaced, map[string]any{"reason": "A court has the case."})).want(t, http.StatusOK)
}

// eraseChildren kills the worker as soon as the first of many cases is erased, and
// expects all of them to be in the end.
func (i *installation) eraseChildren(t *testing.T) {
	t.Helper()
	var cases []receipt
	for n := range 20 {
		f := simple(fmt.Sprint("Zebulon child ", n))
		f.Under13 = true
		call := filing(fmt.Sprint("child-", n), f)
		call.body.(map[string]any)["under_13"] = true
		var r receipt
		i.must(t, call).want(t, http.StatusCreated).read(t, &r)
		i.must(t, i.acting(r.Number, newKey(), complaint.TriageIneligible, map[string]any{"reason_code": "NO_AUTHORITY_OF_AGENT"})).want(t, http.StatusOK)
		cases = append(cases, r)
	}
	erased := func() (n int) {
		for _, r := range cases {
			if i.isErased(t, r.Number) {
				n++
			}
		}
		return n
	}
	await(t, "a child's case to be erased", nightly, func() bool { return erased() > 0 })
	pid := i.send(t, "worker", syscall.SIGKILL)
	i.awaitAnother(t, "worker", pid)
	await(t, "every child's case to be erased", nightly, func() bool { return erased() == len(cases) })
	for _, r := range cases {
		i.checkErased(t, r, "UNDER_13")
	}
}

// isErased reports whether nothing opens the case any more.
func (i *installation) isErased(t *testing.T, n complaint.Number) bool {
	t.Helper()
	r, err := i.store.Dossier(t.Context(), n)
	check(t, err)
	return r.Erased
}

// checkErased looks at an erased case as staff and as its person do.
func (i *installation) checkErased(t *testing.T, r receipt, by string) {
	t.Helper()
	n := string(r.Number)
	a := i.must(t, request{method: http.MethodGet, path: "/api/v1/cases/" + n, token: i.tokens[complaint.CaseOfficer]}).want(t, http.StatusOK)
	if text := string(a.text); strings.Contains(text, "Zebulon") || strings.Contains(text, "narrative") || !strings.Contains(text, `"erased_by":"`+by+`"`) || !strings.Contains(text, "complaint.received") {
		t.Errorf("case %s shows %.600s", n, text)
	}
	code := request{method: http.MethodPost, path: "/api/v1/complaints/" + n + "/session", key: newKey(), body: map[string]string{"access_code": r.Code}}
	unknown := request{method: http.MethodPost, path: "/api/v1/complaints/RC-ZZZZ-ZZZZ/session", key: newKey(), body: map[string]string{"access_code": r.Code}}
	if mine, none := i.must(t, code), i.must(t, unknown); mine.status != none.status || mine.status == http.StatusNoContent {
		t.Errorf("the code of case %s is answered %d, that of an unknown case %d", n, mine.status, none.status)
	}
	if letters, err := i.tray(t.Context(), r.Number); err != nil || len(letters) != 0 {
		t.Errorf("case %s has %d letters in the tray, %v", n, len(letters), err)
	}
}

// beside is the address of another database beside the record.
func (i *installation) beside(t *testing.T, suffix string) string {
	t.Helper()
	u, err := url.Parse(readEnv(t, i.envFile())["DATABASE_URL"])
	check(t, err)
	u.Path += suffix
	return u.String()
}

// backup backs the record up.
func (i *installation) backup(t *testing.T) []byte {
	t.Helper()
	dump, err := exec.Command("pg_dump", "--dbname="+i.beside(t, "")).Output()
	check(t, err)
	return dump
}

// restore brings the backup back as another database and serves it with the
// register of the installation: whoever was erased since then is gone.
func (i *installation) restore(t *testing.T, dump []byte, gone ...receipt) {
	t.Helper()
	_, err := i.db.ExecContext(t.Context(), "CREATE DATABASE recourse_restored")
	check(t, err)
	address := i.beside(t, "_restored")
	psql := exec.Command("psql", "--dbname="+address, "--quiet", "--set=ON_ERROR_STOP=1")
	psql.Stdin = bytes.NewReader(dump)
	if out, err := psql.CombinedOutput(); err != nil {
		t.Fatalf("restore the record: %v: %s", err, out)
	}
	back := &installation{dir: i.dir, state: i.state, day: i.day, tokens: i.tokens, listen: fmt.Sprintf("127.0.0.1:%d", freePorts(t, 1)[0])}
	back.store, err = store.Open(t.Context(), address)
	check(t, err)
	defer back.store.Close()
	check(t, back.store.Unlock(t.Context(), i.master(t)))
	for _, r := range gone {
		if d, err := back.store.Dossier(t.Context(), r.Number); err != nil || d.Erased || !strings.HasPrefix(d.Filing.Person.Name, "Zebulon") {
			t.Fatalf("the backup does not hold the person of case %s, %v", r.Number, err)
		}
	}
	out := &writer{}
	p, err := launch(out, i.serving(t, back.listen, "DATABASE_URL="+address, "ERASURE_REGISTER_URL="+i.beside(t, "_register")), program, "server")
	check(t, err)
	defer func() { _ = p.signal(syscall.SIGTERM); <-p.done }()
	await(t, "the restored record to be served", readyWithin, func() bool { return p.over() || back.atRest(t.Context()) })
	if p.over() {
		t.Fatalf("the restored record is not served: %s", out)
	}
	for _, r := range gone {
		if d, err := back.store.Dossier(t.Context(), r.Number); err != nil || !d.Erased || d.Filing.Person.Name != "" {
			t.Errorf("the backup has brought back the person of case %s, %v", r.Number, err)
		}
		c, err := back.store.Case(t.Context(), r.Number)
		check(t, err)
		back.checkErased(t, r, c.Erasure.Ground)
		if entry := last(t, back.store, r.Number); entry.Transition != "H107" {
			t.Errorf("the last event of case %s is %s", r.Number, entry.Transition)
		}
	}
}

// last is the last event of a case.
func last(t *testing.T, s *store.Store, n complaint.Number) law.Entry {
	t.Helper()
	all, err := s.Events(t.Context(), n, 0, 1000)
	check(t, err)
	return all[len(all)-1]
}

// serving is the environment of a server beside the installation.
func (i *installation) serving(t *testing.T, listen string, more ...string) []string {
	t.Helper()
	secret, err := os.ReadFile(filepath.Join(i.state, "secret"))
	check(t, err)
	env := readEnv(t, i.envFile())
	return append([]string{
		"RECOURSE_DEV=true", "RECOURSE_DAY=" + i.day.String(), "RECOURSE_LISTEN=" + listen, "RECOURSE_SECRET=" + strings.TrimSpace(string(secret)),
		"RECOURSE_MASTER_KEY_FILE=" + env["RECOURSE_MASTER_KEY_FILE"], "TEMPORAL_ADDRESS=" + env["TEMPORAL_ADDRESS"], "TEMPORAL_NAMESPACE=" + env["TEMPORAL_NAMESPACE"],
	}, more...)
}

// master is the master key of the installation.
func (i *installation) master(t *testing.T) *seal.Master {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(i.state, "master.json"))
	check(t, err)
	m, err := seal.ReadMaster(text, nil)
	check(t, err)
	return m
}

// refuseWithoutRegister starts servers and workers that cannot read the register.
func (i *installation) refuseWithoutRegister(t *testing.T) {
	t.Helper()
	listen := fmt.Sprintf("127.0.0.1:%d", freePorts(t, 1)[0])
	for _, part := range []string{"server", "worker"} {
		out := &writer{}
		p, err := launch(out, i.serving(t, listen, "DATABASE_URL="+i.beside(t, ""), "ERASURE_REGISTER_URL="+i.beside(t, "_nowhere")), program, part)
		check(t, err)
		await(t, "the "+part+" without a register to give up", time.Minute, p.over)
		if said := out.String(); p.err == nil || !strings.Contains(said, "the register of destroyed keys cannot be used") || !strings.Contains(said, "recourse migrate") {
			t.Errorf("the %s without a register ended with %v and said %s", part, p.err, said)
		}
	}
}
