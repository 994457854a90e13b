package store_test

import (
	"bytes"
	"crypto/sha256"
	"strings"
	"sync"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/store"
	"recourse/store/storetest"
)

// newDraft is a draft that is about to be begun; its code and link have the hash of
// its name.
func newDraft(id complaint.DraftID) store.NewDraft {
	hash := sha256.Sum256([]byte(id))
	at := time.Now().UTC().Truncate(time.Microsecond)
	return store.NewDraft{Draft: complaint.Draft{
		ID: id, Seed: []byte("seed of " + id), Answers: map[string][]string{"narrative": {words}, "grounds": {"NOT_DELETED", "NOT_SHOWN"}},
		Version: 1, Changed: at, Expires: at.Add(time.Hour),
	}, CodeHash: hash[:], LinkHash: hash[:]}
}

// draftID names the draft of these tests.
const draftID = complaint.DraftID("RD-TEST-0001")

func begun(t testing.TB, s *store.Store) complaint.Draft {
	t.Helper()
	if err := s.BeginDraft(t.Context(), newDraft(draftID)); err != nil {
		t.Fatal(err)
	}
	d, err := s.Draft(t.Context(), draftID, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDraft_isKeptAndSealed(t *testing.T) {
	t.Parallel()
	s, id := storetest.New(t), draftID
	d := begun(t, s)
	if d.Answer("narrative") != words || len(d.Answers["grounds"]) != 2 || d.Version != 1 || d.Sent() || d.Kind != "" {
		t.Errorf("got %+v", d)
	}
	if err := s.BeginDraft(t.Context(), newDraft(id)); err != store.ErrNumberTaken { //nolint:errorlint // it is returned bare
		t.Errorf("a second draft of the name: %v", err)
	}
	d.Answers["wanted"] = []string{"Delete it."}
	if err := s.SaveDraft(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveDraft(t.Context(), d); complaint.KindOf(err) != complaint.Conflict {
		t.Errorf("an old version is kept: %v", err)
	}
	if got, err := s.Draft(t.Context(), id, time.Now()); err != nil || got.Answer("wanted") != "Delete it." || got.Version != 2 {
		t.Errorf("got %+v, %v", got, err)
	}
	var row string
	if err := s.DB().QueryRowContext(t.Context(), `SELECT d::text || encode(d.sealed, 'escape') FROM drafts d`).Scan(&row); err != nil {
		t.Fatal(err)
	}
	for _, clear := range []string{"application of March", "narrative", "NOT_DELETED", "Delete it"} {
		if strings.Contains(row, clear) {
			t.Errorf("the row says %q", clear)
		}
	}
	if _, err := s.Draft(t.Context(), id, d.Expires.Add(time.Hour)); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("a draft past its time: %v", err)
	}
}

func TestDraft_isOpenedByCodeAndLink(t *testing.T) {
	t.Parallel()
	s, id := storetest.New(t), draftID
	d, hash, now := begun(t, s), sha256.Sum256([]byte(id)), time.Now()
	if got, err := s.DraftCode(t.Context(), id, now); err != nil || !bytes.Equal(got, hash[:]) {
		t.Errorf("code %x, %v", got, err)
	}
	if got, err := s.DraftCode(t.Context(), "RD-NONE-0001", now); err != nil || got != nil {
		t.Errorf("the code of no draft: %x, %v", got, err)
	}
	if got, err := s.DraftOfLink(t.Context(), hash[:], now); err != nil || got != id {
		t.Errorf("link to %q, %v", got, err)
	}
	if _, err := s.DraftOfLink(t.Context(), hash[:], d.Expires.Add(time.Second)); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("a link past its time: %v", err)
	}
}

// fileDraft is a complaint that was written in a draft.
func fileDraft(d complaint.Draft, key string) store.NewCase {
	n := newCase(key, received)
	n.Draft, n.DraftVersion = d.ID, d.Version
	return n
}

func TestFile_endsTheDraftInTheSameCommit(t *testing.T) {
	t.Parallel()
	s, id := storetest.New(t), draftID
	old := begun(t, s)
	if err := s.SaveDraft(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.File(t.Context(), fileDraft(old, "k")); complaint.KindOf(err) != complaint.Conflict {
		t.Errorf("a draft that was changed meanwhile is filed as it was: %v", err)
	}
	if got := count(t, s, "SELECT count(*) FROM cases"); got != 0 {
		t.Errorf("%d cases", got)
	}
	d, err := s.Draft(t.Context(), id, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	c := file(t, s, fileDraft(d, "k"))
	again, fresh, err := s.File(t.Context(), fileDraft(d, "k"))
	if err != nil || fresh || again.Number != c.Number {
		t.Errorf("sent again: %s, fresh %v, %v", again.Number, fresh, err)
	}
	sent, err := s.Draft(t.Context(), id, time.Now())
	if err != nil || sent.Number != c.Number || sent.Answers != nil || sent.Wrapped != nil {
		t.Errorf("after sending: %+v, %v", sent, err)
	}
	if got := count(t, s, "SELECT count(*) FROM drafts WHERE sealed IS NOT NULL OR wrapped IS NOT NULL"); got != 0 {
		t.Error("its answers or its key are still there")
	}
	if err := s.SaveDraft(t.Context(), d); complaint.KindOf(err) != complaint.Conflict {
		t.Errorf("what was sent is changed: %v", err)
	}
}

// What is sent on its last day stays until its files are moved: it expires as long
// after that as after any other change.
func TestFile_countsTheTimeOfTheDraftAnew(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	begun(t, s)
	waits(t, s, draftID, "f1", []byte("a"))
	if _, err := s.DB().ExecContext(t.Context(), `UPDATE drafts SET changed_at = changed_at - interval '2 hours', expires_at = expires_at - interval '2 hours'`); err != nil {
		t.Fatal(err)
	}
	c := file(t, s, fileDraft(complaint.Draft{ID: draftID, Version: 1}, "k"))
	if n, err := s.DropExpiredDrafts(t.Context()); err != nil || n != 0 {
		t.Errorf("dropped %d, %v", n, err)
	}
	if list, err := s.FilesToMove(t.Context(), "", 10); err != nil || len(list) != 1 || list[0].Number != c.Number {
		t.Errorf("to move: %+v, %v", list, err)
	}
	if d, err := s.Draft(t.Context(), draftID, time.Now()); err != nil || d.Expires.Sub(d.Changed) != time.Hour {
		t.Errorf("it is kept from %v to %v, %v", d.Changed, d.Expires, err)
	}
}

// Pages that send at the same time file once, whichever key they bring.
func TestFile_ofOneDraftFromManyPages(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	d := begun(t, s)
	var pages sync.WaitGroup
	for i := range 6 {
		pages.Go(func() {
			if _, _, err := s.File(t.Context(), fileDraft(d, "k"+string(rune('0'+i%2)))); err != nil && complaint.KindOf(err) != complaint.Conflict {
				t.Error(err)
			}
		})
	}
	pages.Wait()
	if got := count(t, s, "SELECT count(*) FROM cases"); got != 1 {
		t.Errorf("%d cases of one draft", got)
	}
}

func TestDropExpiredDrafts(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	begun(t, s)
	gone := newDraft("RD-TEST-0002")
	gone.Expires = time.Now().Add(time.Minute)
	if err := s.BeginDraft(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	ask := store.DraftLinkAsk{ID: gone.ID, DraftKey: []byte("d"), NetworkKey: []byte("n"), At: time.Now(), PerDraft: 2, PerNetwork: 10}
	for n, want := range []bool{true, true, false} {
		if got, err := s.AskDraftLink(t.Context(), ask); err != nil || got != want {
			t.Errorf("link %d: %v, %v", n, got, err)
		}
	}
	if _, err := s.Claim(t.Context(), 1, time.Minute); err != nil {
		t.Fatal(err)
	}
	if _, err := s.DB().ExecContext(t.Context(), `UPDATE drafts SET expires_at = now() - interval '1 second' WHERE id = 'RD-TEST-0002'`); err != nil {
		t.Fatal(err)
	}
	if n, err := s.DropExpiredDrafts(t.Context()); err != nil || n != 1 {
		t.Errorf("dropped %d, %v", n, err)
	}
	for query, want := range map[string]int{"SELECT count(*) FROM drafts": 1, "SELECT count(*) FROM letters": 0, "SELECT count(*) FROM letter_attempts": 0} {
		if got := count(t, s, query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
}

func TestClaim_bringsTheLetterOfADraft(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	d := begun(t, s)
	d.Answers["person.email"] = []string{"asa@example.org"}
	if err := s.SaveDraft(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	ask := store.DraftLinkAsk{ID: d.ID, DraftKey: []byte("d"), NetworkKey: []byte("n"), At: time.Now(), PerDraft: 3, PerNetwork: 10}
	for range 2 {
		if ok, err := s.AskDraftLink(t.Context(), ask); err != nil || !ok {
			t.Fatal(ok, err)
		}
	}
	letters, err := s.Claim(t.Context(), 1, time.Minute)
	if err != nil || len(letters) != 1 {
		t.Fatal(letters, err)
	}
	l := letters[0]
	if l.Draft == nil || l.Draft.Answer("person.email") != "asa@example.org" || !bytes.Equal(l.Draft.Seed, d.Seed) || l.Code != "DRAFT" || l.Number != "RD-TEST-0001" {
		t.Errorf("got %+v", l)
	}
	if err := s.Deliver(t.Context(), l.ID, l.Attempt, "Subject", "Body"); err != nil {
		t.Fatal(err)
	}
	if tray, err := s.Tray(t.Context(), "", 9); err != nil || len(tray) != 1 || tray[0].Body != "Body" {
		t.Errorf("tray %+v, %v", tray, err)
	}
	d, err = s.Draft(t.Context(), d.ID, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	file(t, s, fileDraft(d, "k"))
	for _, l := range claimed(t, s) {
		if l.Code == "DRAFT" {
			t.Error("a link to what was sent is still posted")
		}
	}
}

// claimed claims all letters that are due.
func claimed(t testing.TB, s *store.Store) []store.Outgoing {
	t.Helper()
	letters, err := s.Claim(t.Context(), 9, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return letters
}
