package server

import (
	"context"
	"strings"
	"sync"
	"testing"

	"recourse/complaint"
)

// browser is a browser without pages: a session, and the network it comes from.
func (h *house) browser() context.Context {
	h.t.Helper()
	ctx, err := h.service.sessions.Load(h.t.Context(), "")
	if err != nil {
		h.t.Fatal(err)
	}
	return context.WithValue(ctx, visitKey{}, &visit{network: networkOf("192.0.2.7"), cookie: func(string) string { return "" }})
}

// written is what somebody writes in a draft of these tests.
func written() complaint.Filing {
	return complaint.Filing{
		Person: complaint.Person{Name: "Quillon Vexworth", Email: "quillon@example.org"}, Narrative: "They kept my zebrafish file.", Residence: "SE",
		Language: "sv", PersonType: "JOB_SEEKER", Entity: "TEKSYSTEMS", Grounds: []string{"NEVER_ANSWERED"}, Channel: webForm,
	}
}

// begins begins a draft in a browser.
func (h *house) begins(ctx context.Context) complaint.Draft {
	h.t.Helper()
	d, err := h.service.BeginDraft(ctx, "", map[string][]string{"residence": {"SE"}})
	if err != nil {
		h.t.Fatal(err)
	}
	return d
}

func TestDraft_isHeldByTheBrowserThatBeganIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := h.browser()
	if _, err := h.service.HeldDraft(ctx); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("a browser without a draft holds one: %v", err)
	}
	d := h.begins(ctx)
	if d, err := h.service.SaveDraft(ctx, d, map[string][]string{"narrative": {"one"}}); err != nil || d.Version != 2 {
		t.Fatalf("version %d: %v", d.Version, err)
	}
	got, err := h.service.HeldDraft(ctx)
	if err != nil || got.Answer("narrative") != "one" || got.Answer("residence") != "SE" {
		t.Errorf("held: %v, %v", got.Answers, err)
	}
	if _, err := h.service.HeldDraft(h.browser()); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("another browser holds it: %v", err)
	}
	h.pass(DraftLasts)
	if _, err := h.service.HeldDraft(ctx); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("after its time it is still there: %v", err)
	}
}

// Two pages of one draft, each read before the other was kept: neither loses what the
// other has said.
func TestSaveDraft_joinsTwoPages(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := h.browser()
	d := h.begins(ctx)
	for name, text := range map[string]string{"narrative": "one", "wanted": "two"} {
		if _, err := h.service.SaveDraft(ctx, d, map[string][]string{name: {text}}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := h.service.HeldDraft(ctx)
	if err != nil || got.Answer("narrative") != "one" || got.Answer("wanted") != "two" {
		t.Errorf("kept: %v, %v", got.Answers, err)
	}
	if got, err = h.service.SaveDraft(ctx, got, map[string][]string{"wanted": {""}}); err != nil || got.Answer("wanted") != "" {
		t.Errorf("an answer that was taken away stays: %v, %v", got.Answers, err)
	}
	if _, err := h.service.SaveDraft(ctx, got, map[string][]string{"narrative": {strings.Repeat("a", largestDraft)}}); complaint.KindOf(err) != complaint.Invalid {
		t.Errorf("a draft without end is taken: %v", err)
	}
}

func TestOpenDraft_byItsCode(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	d := h.begins(h.browser())
	code := h.service.DraftCode(d)
	for name, c := range map[string]struct {
		id, code string
		kind     complaint.Kind
	}{
		"the right one":       {string(d.ID), code, ""},
		"typed carelessly":    {strings.ToLower(strings.ReplaceAll(string(d.ID), "-", " ")), strings.ToLower(strings.ReplaceAll(code, "-", "")), ""},
		"a wrong code":        {string(d.ID), noCode, complaint.Missing},
		"an unknown draft":    {"RD-0000-0000", code, complaint.Missing},
		"no reference at all": {"an elephant", code, complaint.Invalid},
	} {
		ctx := h.browser()
		got, err := h.service.OpenDraft(ctx, c.id, c.code)
		if complaint.KindOf(err) != c.kind || err == nil && got.ID != d.ID {
			t.Errorf("%s: %v, %v", name, got.ID, err)
		}
		if held, err := h.service.HeldDraft(ctx); (err == nil) != (c.kind == "") || err == nil && held.ID != d.ID {
			t.Errorf("%s: the browser holds %v, %v", name, held.ID, err)
		}
	}
}

// Guessing costs a wait, and all failures are one answer.
func TestOpenDraft_isHeldUpAfterGuesses(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	d := h.begins(h.browser())
	code, ctx := h.service.DraftCode(d), h.browser()
	var said []string
	for range freeGuesses + 1 {
		_, err := h.service.OpenDraft(ctx, string(d.ID), noCode)
		said = append(said, err.Error())
	}
	_, err := h.service.OpenDraft(ctx, string(d.ID), code)
	if err == nil || err.Error() != said[0] {
		t.Errorf("the right code too early: %v, want %q", err, said[0])
	}
	h.pass(longestPause)
	if _, err := h.service.OpenDraft(ctx, string(d.ID), code); err != nil {
		t.Errorf("after the wait: %v", err)
	}
}

func TestUseDraftLink(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := h.browser()
	d := h.begins(ctx)
	if err := h.service.AskDraftLink(ctx, d); complaint.KindOf(err) != complaint.Conflict {
		t.Errorf("a link is sent nowhere: %v", err)
	}
	d, err := h.service.SaveDraft(ctx, d, map[string][]string{"person.email": {"quillon@example.org"}})
	if err != nil {
		t.Fatal(err)
	}
	for n := range draftLinks + 1 {
		err := h.service.AskDraftLink(ctx, d)
		if want := n < draftLinks; (err == nil) != want {
			t.Errorf("link %d: %v", n, err)
		}
	}
	token := LinkToken(h.service.linkKey, d.Seed)
	for range 2 { // it works more than once
		other := h.browser()
		if got, err := h.service.UseDraftLink(other, token); err != nil || got.ID != d.ID {
			t.Errorf("got %v, %v", got.ID, err)
		}
		if held, err := h.service.HeldDraft(other); err != nil || held.ID != d.ID {
			t.Errorf("held %v, %v", held.ID, err)
		}
	}
	if _, err := h.service.UseDraftLink(ctx, "made up"); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("a made-up link: %v", err)
	}
	h.pass(DraftLasts)
	if _, err := h.service.UseDraftLink(ctx, token); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("a link past its time: %v", err)
	}
}

// However often and from however many pages it is sent, one case comes of it, and the
// same receipt.
func TestSendDraft_filesOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := h.browser()
	d := h.begins(ctx)
	type receipt struct {
		number    complaint.Number
		key, code string
	}
	var mu sync.Mutex
	seen := map[receipt]int{}
	send := func(d complaint.Draft) {
		c, key, err := h.service.SendDraft(ctx, d, written())
		if err != nil {
			t.Error(err)
			return
		}
		_, code, err := h.service.Receipt(ctx, c.Number, key)
		if err != nil {
			t.Error(err)
		}
		mu.Lock()
		seen[receipt{c.Number, key, code}]++
		mu.Unlock()
	}
	var pages sync.WaitGroup
	for range 4 {
		pages.Go(func() { send(d) })
	}
	pages.Wait()
	late, err := h.service.HeldDraft(ctx)
	if err != nil || !late.Sent() || len(late.Answers) != 0 {
		t.Fatalf("after sending: %+v, %v", late, err)
	}
	send(late)
	if len(seen) != 1 || len(h.record.files) != 1 {
		t.Errorf("%d receipts, %d cases", len(seen), len(h.record.files))
	}
	if _, err := h.service.SaveDraft(ctx, d, map[string][]string{"narrative": {"more"}}); complaint.KindOf(err) != complaint.Conflict {
		t.Errorf("what was sent is changed: %v", err)
	}
}

// A draft that another page has changed since it was read is not sent as it was.
func TestSendDraft_refusesWhatIsOld(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := h.browser()
	old := h.begins(ctx)
	d, err := h.service.SaveDraft(ctx, old, map[string][]string{"narrative": {"more"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := h.service.SendDraft(ctx, old, written()); complaint.KindOf(err) != complaint.Conflict || len(h.record.files) != 0 {
		t.Errorf("sent: %v", err)
	}
	if _, _, err := h.service.SendDraft(ctx, d, written()); err != nil {
		t.Error(err)
	}
}

func TestCheckFiling_listsAllFaults(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if all := h.service.CheckFiling(written()); len(all) != 0 {
		t.Errorf("a good filing: %v", all)
	}
	f := written()
	f.Person.Email, f.Entity, f.Narrative = "nowhere", "ACME", ""
	f.AskedOn, f.Remedies = complaint.DateOf(h.clock()).AddDays(9), []string{"COMPENSATION_VOLUNTARY"}
	var said []string
	for _, err := range h.service.CheckFiling(f) {
		first, _, _ := strings.Cut(err.Error(), " ")
		said = append(said, first)
	}
	if got, want := strings.Join(said, " "), "narrative person.email remedies entity asked_on"; got != want {
		t.Errorf("got faults of %q, want %q", got, want)
	}
}

func TestDraftCode_isNoAccessCode(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := h.browser()
	d := h.begins(ctx)
	c, _, err := h.service.SendDraft(ctx, d, written())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.service.OpenSession(ctx, string(c.Number), h.service.DraftCode(d)); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("the code of the draft opens the case: %v", err)
	}
}
