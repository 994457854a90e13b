package server

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
)

// ask asks for a link and returns the answer and what it took.
func (h *house) ask(address, number, email string) (answer, string) {
	h.t.Helper()
	h.address = address
	defer func() { h.address = "" }()
	h.record.work = nil
	a := h.visitor().post(apiBase+"/complaints/"+number+"/link", map[string]string{"email": email})
	return a, strings.Join(h.record.work, " ")
}

// sent returns what the links hold that are under way.
func (h *house) sent() []string { return h.record.sent(h.service.linkKey) }

func TestLink_asksAnswerAndCostAlike(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := h.visitor().file()
	nameless := h.visitor().file(set("person", map[string]any{}), set("anonymous", true))
	for name, c := range map[string]struct {
		number, email string
		links         int
	}{
		"the right address":            {r.CaseNumber, "quillon@example.org", 1},
		"in capitals and with a blank": {strings.ToLower(r.CaseNumber), " Quillon@Example.org ", 1},
		"another address":              {r.CaseNumber, "quillon@example.com", 0},
		"an unknown case":              {"RC-0000-0000", "quillon@example.org", 0},
		"nobody's case":                {nameless.CaseNumber, "quillon@example.org", 0},
	} {
		h.record.links, h.record.asked = nil, nil
		a, work := h.ask("", c.number, c.email)
		if a.is(http.StatusAccepted); len(a.body) != 0 || work != "correspondents ask" {
			t.Errorf("%s: answered %q, by %q", name, a.body, work)
		}
		if got := len(h.sent()); got != c.links {
			t.Errorf("%s: %d links, want %d", name, got, c.links)
		}
	}
	a, _ := h.ask("", "no number", "quillon@example.org")
	a.problem(http.StatusBadRequest, "case number")
}

func TestLink_hasItsMeasureInSilence(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := h.visitor().file()
	for i := range 6 {
		a, work := h.ask("10.0."+string(rune('0'+i))+".1", r.CaseNumber, "quillon@example.org")
		if a.is(http.StatusAccepted); work != "correspondents ask" {
			t.Errorf("wish %d takes %q", i, work)
		}
	}
	if got := len(h.sent()); got != linksPerCase {
		t.Errorf("%d links for one case, want %d", got, linksPerCase)
	}
	h.record.links = nil
	for range 12 {
		other := h.visitor().file()
		a, _ := h.ask("192.0.2.1", other.CaseNumber, "quillon@example.org")
		a.is(http.StatusAccepted)
	}
	if got := len(h.sent()); got != linksPerNet {
		t.Errorf("%d links from one network, want %d", got, linksPerNet)
	}
	h.record.links = nil
	h.pass(time.Hour)
	if h.ask("192.0.2.1", r.CaseNumber, "quillon@example.org"); len(h.sent()) != 1 {
		t.Error("after an hour there is no link")
	}
}

func TestLink_opensOnceAndLetsThePersonMakeACode(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := h.visitor().file()
	path := apiBase + "/complaints/" + r.CaseNumber
	h.ask("", r.CaseNumber, "quillon@example.org")
	token := map[string]string{"token": h.sent()[0]}
	other := h.visitor().file().CaseNumber
	h.visitor().post(apiBase+"/complaints/"+other+"/link/session", token).problem(http.StatusNotFound, "opens nothing")
	v := h.visitor()
	v.post(path+"/link/session", token).is(http.StatusNoContent)
	v.get(path).is(http.StatusOK)
	v.post(path+"/access-code", nil).is(http.StatusOK)
	v.get(path).is(http.StatusOK)
	used := h.visitor().post(path+"/link/session", token).problem(http.StatusNotFound, "opens nothing")
	made := h.visitor().post(path+"/link/session", map[string]string{"token": "made up"}).problem(http.StatusNotFound, "opens nothing")
	if used.Detail != made.Detail {
		t.Errorf("a used link is answered %q, a made up one %q", used.Detail, made.Detail)
	}
	h.ask("", r.CaseNumber, "quillon@example.org")
	late := map[string]string{"token": h.sent()[0]}
	h.pass(LinkLasts)
	h.visitor().post(path+"/link/session", late).problem(http.StatusNotFound, "opens nothing")
}

func TestLink_letsARepresentativeInAsSuch(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	person, number := h.resident()
	person.admits(number, "Robin Advocate", "robin@example.org")
	path := apiBase + "/complaints/" + number
	h.ask("", number, "robin@example.org")
	v := h.visitor()
	v.post(path+"/link/session", map[string]string{"token": h.sent()[0]}).is(http.StatusNoContent)
	v.post(path+"/messages", map[string]string{"text": "It is me."}).is(http.StatusOK)
	if by := h.cases.acts[len(h.cases.acts)-1].Actor; by != (complaint.Actor{Role: complaint.Representative, ID: "rep/2"}) {
		t.Errorf("the message is by %+v", by)
	}
	v.post(path+"/access-code", nil).is(http.StatusForbidden)
	h.ask("", number, "robin@example.org")
	left := map[string]string{"token": h.sent()[0]}
	person.remove(path + "/representatives/2").is(http.StatusNoContent)
	h.visitor().post(path+"/link/session", left).problem(http.StatusNotFound, "opens nothing")
	if h.ask("", number, "robin@example.org"); len(h.sent()) != 1 {
		t.Error("who has no access any more has got another link")
	}
}

// The letter is written elsewhere and perhaps twice: the link follows from the seed
// and the key, and from both.
func TestLinkToken(t *testing.T) {
	t.Parallel()
	token := LinkToken([]byte("key"), []byte("seed"))
	if token != LinkToken([]byte("key"), []byte("seed")) || len(token) != 32 {
		t.Errorf("token %q", token)
	}
	if token == LinkToken([]byte("another"), []byte("seed")) || token == LinkToken([]byte("key"), []byte("other")) {
		t.Error("another key or seed makes the same token")
	}
}
