package server

import (
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/server/api"
)

// worklist returns the numbers that a member of staff sees.
func (v *visitor) worklist(pairs ...string) []string {
	v.t.Helper()
	var page struct {
		Cases []struct {
			Number string `json:"case_number"`
		} `json:"cases"`
	}
	v.get(apiBase + "/cases" + query(pairs...)).is(http.StatusOK).into(&page)
	var out []string
	for _, row := range page.Cases {
		out = append(out, row.Number)
	}
	slices.Sort(out)
	return out
}

func sorted(list ...string) []string { slices.Sort(list); return list }

// A case outside the scope is not there: not in the list, not by its number, not
// as the other end of an act, and not told from one that does not exist.
func TestScope_aCaseOutsideIsNotThere(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	mine := h.visitor().file().CaseNumber
	second := h.visitor().file().CaseNumber
	other := h.visitor().file(set("entity", "AEROTEK")).CaseNumber
	american := h.visitor().file(set("residence", "US")).CaseNumber
	o := h.scoped(complaint.CaseOfficer, []string{"TEKSYSTEMS"}, []string{"eu"})
	if got := o.worklist(); !slices.Equal(got, sorted(mine, second)) {
		t.Errorf("the worklist holds %v, want %v and %v", got, mine, second)
	}
	for _, outside := range []string{other, american, "RC-0000-0000"} {
		path := apiBase + "/cases/" + outside
		h.unchanged(func() {
			for _, get := range []string{"", "/events", "/actions", "/packs", "/arbitration", "/documents/X"} {
				o.get(path+get).problem(http.StatusNotFound, errNotYours.Error())
			}
			o.post(path+"/actions", map[string]any{"action": complaint.TriageAccepted, "data": map[string]any{"data_class": "NON_HR"}}).problem(http.StatusNotFound, errNotYours.Error())
			o.send(upload(o, path+"/documents")).problem(http.StatusNotFound, errNotYours.Error())
			for action, field := range map[complaint.Action]string{complaint.CaseLinked: "linked_case", complaint.DuplicateFound: "surviving_case"} {
				o.post(apiBase+"/cases/"+mine+"/actions", map[string]any{"action": action, "data": map[string]any{field: outside}}).problem(http.StatusBadRequest, "there is no case "+outside)
			}
		})
	}
	o.act(mine, complaint.CaseLinked, map[string]any{"linked_case": second})
	if got := h.scoped(complaint.Auditor, nil, []string{"us"}).worklist(); !slices.Equal(got, []string{american}) {
		t.Errorf("an auditor of the us queue sees %v", got)
	}
	if got := h.officer(complaint.Manager).worklist(); len(got) != 4 {
		t.Errorf("without a scope one sees %v", got)
	}
}

// upload is a small file for a case.
func upload(v *visitor, path string) *http.Request {
	const body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nx\r\n--b--\r\n"
	return v.request(http.MethodPost, path, body, "Content-Type: multipart/form-data; boundary=b")
}

// Nobody enters a complaint that they could not then work on.
func TestScope_enteringAComplaint(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	o := h.scoped(complaint.CaseOfficer, []string{"TEKSYSTEMS"}, []string{"eu"})
	entry := func(change ...func(map[string]any)) map[string]any {
		return filing(append(change, set("channel", "POST_EU"), set("received_at", "2018-08-20T10:00:00Z"))...)
	}
	h.unchanged(func() {
		o.post(apiBase+"/cases", entry(set("entity", "AEROTEK"))).problem(http.StatusForbidden, "AEROTEK")
		o.post(apiBase+"/cases", entry(set("residence", "US"))).problem(http.StatusForbidden, "queue us")
	})
	o.post(apiBase+"/cases", entry()).is(http.StatusCreated)
}

// A case is given only to somebody who may work on it.
func TestScope_assigning(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	number := h.visitor().file().CaseNumber
	manager := h.officer(complaint.Manager)
	h.scoped(complaint.CaseOfficer, []string{"AEROTEK"}, nil)
	h.scoped(complaint.CaseOfficer, []string{"TEKSYSTEMS"}, []string{"eu"})
	h.officer(complaint.Auditor)
	for who, says := range map[string]string{"staff/2": "does not work on", "staff/4": "does not work on", "staff/9": "nobody on the staff"} {
		h.unchanged(func() {
			manager.post(apiBase+"/cases/"+number+"/actions", map[string]any{"action": complaint.CaseAssigned, "data": map[string]any{"assignee": who}}).problem(http.StatusBadRequest, says)
		})
	}
	manager.act(number, complaint.CaseAssigned, map[string]any{"assignee": "staff/3"})
}

// A scope that is changed, and a role, count at once, for sessions too.
func TestScope_changesCountAtOnce(t *testing.T) {
	t.Parallel()
	h := newOpenHouse(t)
	number := h.visitor().file().CaseNumber
	h.officer(complaint.CaseOfficer)
	m := &h.record.staff[0]
	cookie := h.signedIn(m.caller())
	get := func() int {
		v := h.visitor()
		r := v.request(http.MethodGet, apiBase+"/cases/"+number, nil)
		r.AddCookie(cookie)
		return v.send(r).status
	}
	if got := get(); got != http.StatusOK {
		t.Fatalf("at first %d", got)
	}
	m.Queues = []string{"us"}
	if got := get(); got != http.StatusNotFound {
		t.Errorf("with another scope %d", got)
	}
	m.Queues, m.Role = nil, complaint.SystemAdmin
	if got := get(); got != http.StatusForbidden {
		t.Errorf("as an administrator %d", got)
	}
	h.record.staff = nil
	if got := get(); got != http.StatusUnauthorized {
		t.Errorf("when they are gone %d", got)
	}
}

// Every look at a case is on record, who oversees the office can read it, and
// without a record there is no look.
func TestReadings(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	v.get(apiBase + "/complaints/" + number).is(http.StatusOK)
	o, auditor := h.officer(complaint.CaseOfficer), h.officer(complaint.Auditor)
	o.get(apiBase + "/cases/" + number).is(http.StatusOK)
	o.get(apiBase + "/cases/" + number + "/events").is(http.StatusOK)
	o.get(apiBase + "/cases/" + number).is(http.StatusOK)
	o.get(apiBase + "/cases/" + number + "/documents/NO1").is(http.StatusNotFound)
	o.get(apiBase + "/cases/" + number + "/documents/caller%20words").is(http.StatusNotFound)
	h.pass(time.Minute)
	o.get(apiBase + "/cases/" + number).is(http.StatusOK)
	o.get(apiBase+"/cases/"+number+"/reads").problem(http.StatusForbidden, "")
	v.get(apiBase+"/cases/"+number+"/reads").problem(http.StatusForbidden, "")
	var page api.ReadingPage
	auditor.get(apiBase + "/cases/" + number + "/reads").is(http.StatusOK).into(&page)
	var got []string
	for _, r := range page.Reads {
		got = append(got, r.Staff+" "+r.What)
	}
	want := []string{"staff/2 reads", "staff/1 case", "staff/1 documents", "staff/1 documents/NO1", "staff/1 events", "staff/1 case"}
	if !slices.Equal(got, want) || !page.Reads[5].At.Equal(time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC)) {
		t.Errorf("on record are %v, want %v", page.Reads, want)
	}
	auditor.get(apiBase + "/cases/" + number + "/reads?limit=4").is(http.StatusOK).into(&page)
	var rest api.ReadingPage
	auditor.get(apiBase + "/cases/" + number + "/reads?limit=4&cursor=" + page.NextCursor).is(http.StatusOK).into(&rest)
	if len(page.Reads) != 4 || len(rest.Reads) != 2 || rest.NextCursor != "" {
		t.Errorf("pages of %d and %d looks", len(page.Reads), len(rest.Reads))
	}
	auditor.get(apiBase+"/cases/"+number+"/reads?cursor=-1").problem(http.StatusBadRequest, "cursor")
	auditor.get(apiBase+"/cases/RC-0000-0000/reads").problem(http.StatusNotFound, "no case")
	h.record.blind = errors.New("the record cannot be written")
	o.get(apiBase+"/cases/"+number).problem(http.StatusInternalServerError, "")
	v.get(apiBase + "/complaints/" + number).is(http.StatusOK)
}
