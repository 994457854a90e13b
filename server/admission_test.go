package server

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
)

const noCode = "0000-0000-0000-0000-0000-0000"

// opens tries to open a case from an address and returns the answer.
func (h *house) opens(address, number, code string) answer {
	h.t.Helper()
	h.address = address
	defer func() { h.address = "" }()
	return h.visitor().post(apiBase+"/complaints/"+number+"/session", map[string]string{"access_code": code})
}

// guess fails to open a case n times from an address, in no time.
func (h *house) guess(address, number string, n int) {
	h.t.Helper()
	for range n {
		h.opens(address, number, noCode).problem(http.StatusNotFound, "number and access code")
	}
}

// agent has the person admit a representative, and opens a session of theirs.
func (h *house) agent(person *visitor, number string) *visitor {
	h.t.Helper()
	a := person.admits(number, "Robin Advocate", "robin@example.org")
	v := h.visitor()
	v.post(apiBase+"/complaints/"+number+"/session", map[string]string{"access_code": a.AccessCode}).is(http.StatusNoContent)
	return v
}

func (v *visitor) admits(number, name, email string, header ...string) api.AdmittedRepresentative {
	v.t.Helper()
	var a api.AdmittedRepresentative
	v.post(apiBase+"/complaints/"+number+"/representatives", map[string]string{"name": name, "email": email}, header...).is(http.StatusCreated).into(&a)
	return a
}

func (v *visitor) remove(path string) answer {
	v.t.Helper()
	return v.send(v.request(http.MethodDelete, path, nil))
}

// Whatever does not open a case is answered alike, and takes as many questions to
// the record: who counts them or takes the time learns nothing.
func TestOpenSession_allFailuresLookAndCostAlike(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := h.visitor().file()
	type outcome struct {
		problem api.Problem
		work    string
	}
	try := func(address, number, code string) outcome {
		h.record.work = nil
		p := h.opens(address, number, code).problem(http.StatusNotFound, "wait half a minute")
		p.RequestId, p.Instance = "", ""
		return outcome{p, strings.Join(h.record.work, " ")}
	}
	const unknown = "RC-0000-0000"
	seen := map[string]outcome{
		"a wrong code":    try("192.0.2.1", r.CaseNumber, noCode),
		"an unknown case": try("192.0.2.1", unknown, noCode),
	}
	h.guess("192.0.2.1", r.CaseNumber, 8)
	h.guess("192.0.2.1", unknown, 8)
	seen["a wrong code, too early"] = try("192.0.2.1", r.CaseNumber, noCode)
	seen["an unknown case, too early"] = try("192.0.2.1", unknown, noCode)
	seen["the right code, too early"] = try("192.0.2.1", r.CaseNumber, r.AccessCode)
	for name, got := range seen {
		if want := seen["a wrong code"]; got != want {
			t.Errorf("%s is answered %+v by %q; a wrong code %+v by %q", name, got.problem, got.work, want.problem, want.work)
		}
	}
	if work := seen["a wrong code"].work; work != "accesses try" {
		t.Errorf("a failure takes %q", work)
	}
}

// The owner comes in from a network that has not failed, however much others guess.
func TestOpenSession_nobodyShutsTheOwnerOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := h.visitor().file()
	for i := range 40 {
		h.guess("198.51."+string(rune('0'+i%10))+".7", r.CaseNumber, 10)
	}
	h.opens("203.0.113.9", r.CaseNumber, r.AccessCode).is(http.StatusNoContent)
	h.opens("203.0.113.9", r.CaseNumber, r.AccessCode).is(http.StatusNoContent)
	h.guess("203.0.113.9", r.CaseNumber, 1) // a slip of the pen while the case is guessed at
	h.opens("203.0.113.9", r.CaseNumber, r.AccessCode).is(http.StatusNotFound)
	h.pass(longestPause)
	h.opens("203.0.113.9", r.CaseNumber, r.AccessCode).is(http.StatusNoContent)
}

// A network that fails at a case waits there, and its neighbours with it, but nobody
// waits at another case; tries that come too early prolong nothing.
func TestOpenSession_aNetworkThatFailsWaits(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	mine, other := h.visitor().file(), h.visitor().file()
	h.guess("192.0.2.1", mine.CaseNumber, freeGuesses-1)
	h.opens("192.0.2.1", mine.CaseNumber, mine.AccessCode).is(http.StatusNoContent)
	h.guess("192.0.2.1", mine.CaseNumber, 1)
	h.opens("192.0.2.1", mine.CaseNumber, mine.AccessCode).is(http.StatusNotFound)
	h.opens("192.0.2.200", mine.CaseNumber, mine.AccessCode).is(http.StatusNotFound)
	h.opens("192.0.2.200", other.CaseNumber, other.AccessCode).is(http.StatusNoContent)
	h.opens("192.0.3.1", other.CaseNumber, other.AccessCode).is(http.StatusNoContent)
	h.pass(time.Second)
	for range 20 {
		h.pass(longestPause)
		h.guess("192.0.2.1", mine.CaseNumber, 5)
	}
	h.pass(longestPause - time.Second)
	h.opens("192.0.2.1", mine.CaseNumber, mine.AccessCode).is(http.StatusNotFound)
	h.pass(time.Second)
	h.opens("192.0.2.1", mine.CaseNumber, mine.AccessCode).is(http.StatusNoContent)
}

func TestPause(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		atCase, fromNetwork int
		want                time.Duration
	}{
		{0, 0, 0},
		{1000, 0, 0},
		{4, 4, 0},
		{1, 5, time.Second},
		{7, 1, 4 * time.Second},
		{6, 9, 16 * time.Second},
		{10, 10, longestPause},
		{1 << 40, 1, longestPause},
	} {
		if got := pause(c.atCase, c.fromNetwork); got != c.want {
			t.Errorf("%d at the case and %d from the network: got %s, want %s", c.atCase, c.fromNetwork, got, c.want)
		}
	}
}

func TestNetworkOf(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"192.0.2.7": "192.0.2.0/24", "::ffff:192.0.2.7": "192.0.2.0/24", "2001:db8:1:2:3::4": "2001:db8:1::/48", "fe80::1%eth0": "fe80::/48",
		"": "", "elsewhere": "",
	} {
		if got := networkOf(address); got != want {
			t.Errorf("%q is of %q, want %q", address, got, want)
		}
	}
}

// The old code and what it has opened end with the new one; whoever asks goes on.
func TestRenewCode(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v := h.visitor()
	r := v.file()
	path := apiBase + "/complaints/" + r.CaseNumber
	v.post(path+"/session", map[string]string{"access_code": r.AccessCode}).is(http.StatusNoContent)
	elsewhere := h.visitor()
	elsewhere.post(path+"/session", map[string]string{"access_code": r.AccessCode}).is(http.StatusNoContent)
	var fresh, again struct {
		Code string `json:"access_code"`
	}
	v.post(path+"/access-code", nil, "Idempotency-Key: k1").is(http.StatusOK).into(&fresh)
	v.post(path+"/access-code", nil, "Idempotency-Key: k1").is(http.StatusOK).into(&again)
	if fresh.Code == r.AccessCode || len(fresh.Code) != len(r.AccessCode) || again != fresh {
		t.Errorf("the new code is %q and again %q, the old one was %q", fresh.Code, again.Code, r.AccessCode)
	}
	v.get(path).is(http.StatusOK)
	elsewhere.get(path).problem(http.StatusUnauthorized, "sign in")
	h.opens("", r.CaseNumber, r.AccessCode).is(http.StatusNotFound)
	h.opens("", r.CaseNumber, fresh.Code).is(http.StatusNoContent)
	h.visitor().post(path+"/access-code", nil).is(http.StatusUnauthorized)
}

// Who repeats a filing after that is not told a code that opens nothing.
func TestRenewCode_theFilingIsRepeatedWithoutIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v := h.visitor()
	var first, again, after api.Receipt
	file := func(into *api.Receipt) {
		v.post(apiBase+"/complaints", filing(), "Idempotency-Key: k1").is(http.StatusCreated).into(into)
	}
	file(&first)
	file(&again)
	path := apiBase + "/complaints/" + first.CaseNumber
	v.post(path+"/session", map[string]string{"access_code": first.AccessCode}).is(http.StatusNoContent)
	v.post(path+"/access-code", nil).is(http.StatusOK)
	file(&after)
	if again.AccessCode != first.AccessCode || after.AccessCode != "" || after.CaseNumber != first.CaseNumber {
		t.Errorf("the codes are %q, %q and %q", first.AccessCode, again.AccessCode, after.AccessCode)
	}
}

// E13: a representative reads the case and acts under a number of their own, says
// nothing about who else may, and is out at once when the person says so.
func TestRepresentative(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	person, number := h.resident()
	path := apiBase + "/complaints/" + number
	agent := h.agent(person, number)
	agent.post(path+"/messages", map[string]string{"text": "I write for her."}).is(http.StatusOK)
	if last := h.cases.acts[len(h.cases.acts)-1].Actor; last != (complaint.Actor{Role: complaint.Representative, ID: "rep/2"}) {
		t.Errorf("the message is by %+v", last)
	}
	h.unchanged(func() {
		agent.post(path+"/access-code", nil).problem(http.StatusForbidden, "representative")
		agent.get(path+"/representatives").problem(http.StatusForbidden, "representative")
		agent.post(path+"/representatives", map[string]string{"name": "A friend"}).problem(http.StatusForbidden, "representative")
		agent.remove(path+"/representatives/2").problem(http.StatusForbidden, "representative")
		agent.post(path+"/actions", map[string]any{"action": complaint.RepresentativeRevoked, "data": map[string]any{"agent": "rep/2"}}).problem(http.StatusForbidden, "")
	})
	other := person.admits(number, "Kim Other", "")
	var seen, own api.CaseFile
	agent.get(path).is(http.StatusOK).into(&seen)
	person.get(path).is(http.StatusOK).into(&own)
	if name := named(seen, 2); name != "Robin Advocate" {
		t.Errorf("the representative reads of themselves %q", name)
	}
	if name := named(seen, other.Id); name != "" {
		t.Errorf("the representative reads of another one %q", name)
	}
	if name := named(own, other.Id); name != "Kim Other" {
		t.Errorf("the person reads %q", name)
	}
	person.remove(path + "/representatives/2").is(http.StatusNoContent)
	agent.get(path).problem(http.StatusUnauthorized, "sign in")
	var list api.Representatives
	person.get(path + "/representatives").is(http.StatusOK).into(&list)
	if len(list.Representatives) != 2 || list.Representatives[0].Until.IsZero() || !list.Representatives[1].Until.IsZero() || list.Representatives[0].Email != "robin@example.org" {
		t.Errorf("the list says %+v", list.Representatives)
	}
	person.get(path).is(http.StatusOK)
}

// named is the name that a case file gives the representative of an event.
func named(f api.CaseFile, seq int) string {
	for _, e := range f.Entries {
		if e.Seq == seq {
			return e.Details["name"]
		}
	}
	return ""
}

func TestRepresentative_isAdmittedOnceByAKey(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	person, number := h.resident()
	path := apiBase + "/complaints/" + number
	first := person.admits(number, "Robin Advocate", "", "Idempotency-Key: k1")
	if again := person.admits(number, "Robin Advocate", "", "Idempotency-Key: k1"); again != first || first.Actor != "rep/2" || first.Since.IsZero() {
		t.Errorf("admitted as %+v and again as %+v", first, again)
	}
	h.unchanged(func() {
		person.post(path+"/representatives", map[string]string{"name": "X", "email": "no address"}).problem(http.StatusBadRequest, "email")
		person.post(path+"/representatives", map[string]string{"name": " "}).problem(http.StatusBadRequest, "name")
		person.post(path+"/actions", map[string]any{"action": complaint.RepresentativeAdmitted, "data": map[string]any{"name": "X"}}).problem(http.StatusBadRequest, "/representatives")
		person.remove(path+"/representatives/9").problem(http.StatusConflict, "this representative")
		h.officer(complaint.CaseOfficer).post(apiBase+"/cases/"+number+"/actions", map[string]any{"action": complaint.RepresentativeRevoked, "data": map[string]any{"agent": "rep/2"}}).
			problem(http.StatusForbidden, "")
	})
	person.post(path+"/actions", map[string]any{"action": complaint.RepresentativeRevoked, "data": map[string]any{"agent": "rep/2"}}).is(http.StatusOK)
	h.opens("", number, first.AccessCode).is(http.StatusNotFound)
}

// Nothing more is recorded on a case that has ended for good; shutting somebody out
// works all the same.
func TestRepresentative_isShutOutOfAnEndedCaseToo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	person, number := h.resident()
	agent := h.agent(person, number)
	h.record.files[complaint.Number(number)].Case.Ended = true
	person.remove(apiBase + "/complaints/" + number + "/representatives/2").is(http.StatusNoContent)
	agent.get(apiBase + "/complaints/" + number).is(http.StatusUnauthorized)
}

// What officers add is theirs until they share it; what the complaining side adds is
// its own (decision 17).
func TestDocuments_ofOfficersAreSeenWhenShared(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	person, number := h.resident()
	o := h.officer(complaint.CaseOfficer)
	add := func(v *visitor, path, name string, fields ...string) law.Document {
		t.Helper()
		var d law.Document
		v.adds(path, name, fields...).is(http.StatusCreated).into(&d)
		return d
	}
	mine, theirs := apiBase+"/complaints/"+number, apiBase+"/cases/"+number
	own := add(person, mine, "own.txt")
	note := add(o, theirs, "note.txt")
	shared := add(o, theirs, "shared.txt", law.SharedFact, "true")
	var f api.CaseFile
	person.get(mine).is(http.StatusOK).into(&f)
	var names []string
	for _, d := range f.Documents {
		names = append(names, d.Name)
	}
	if want := []string{"own.txt", "shared.txt"}; !slices.Equal(names, want) {
		t.Errorf("the complainant sees %v, want %v", names, want)
	}
	for _, e := range f.Entries {
		if e.Details["name"] == "note.txt" {
			t.Error("the complainant sees that a document of the office was added")
		}
	}
	for id, status := range map[string]int{own.ID: http.StatusOK, note.ID: http.StatusNotFound, shared.ID: http.StatusOK} {
		person.get(mine + "/documents/" + id).is(status)
		o.get(theirs + "/documents/" + id).is(http.StatusOK)
	}
	h.unchanged(func() {
		person.adds(mine, "x.txt", law.SharedFact, "true").problem(http.StatusBadRequest, "shared")
	})
}

// adds sends a file to a case, with more fields of the form: name, value, and so on.
func (v *visitor) adds(path, name string, fields ...string) answer {
	v.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write([]byte("content of " + name))
	}
	for i := 0; err == nil && i+1 < len(fields); i += 2 {
		err = w.WriteField(fields[i], fields[i+1])
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		v.t.Fatal(err)
	}
	return v.send(wrong(v.request(http.MethodPost, path+"/documents", b.String(), "Content-Type: "+w.FormDataContentType())))
}
