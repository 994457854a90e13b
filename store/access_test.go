package store_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"maps"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

// now is the real time of these tests, as exact as the database keeps it.
func now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

func hashOf(b byte) []byte { return bytes.Repeat([]byte{b}, 32) }

// represents files a case and lets a representative in.
func represents(t *testing.T, s *store.Store) (law.Case, int) {
	t.Helper()
	ctx := context.Background()
	n := newCase("one", received)
	file(t, s, n)
	told := begin(t, n).do(complaint.Complainant, complaint.RepresentativeAdmitted)
	act := told.events[1]
	if err := s.KeepDetails(ctx, n.Case.Number, act.Key, "digest", string(act.Action), map[string]string{"name": "Rut Ek", "email": "rut@example.org"}); err != nil {
		t.Fatal(err)
	}
	told.record(s, 1)
	for range 2 { // again is fine
		if err := s.AddRepresentative(ctx, n.Case.Number, act.Seq, hashOf(7)); err != nil {
			t.Fatal(err)
		}
	}
	return told.c, act.Seq
}

func TestAccess_ofAPersonAndARepresentative(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c, seq := represents(t, s)
	other := file(t, s, newCase("another", received))
	hashes, err := s.Accesses(ctx, c.Number)
	if err != nil || len(hashes) != 2 || !bytes.Equal(hashes[seq], hashOf(7)) || len(hashes[0]) != 32 {
		t.Errorf("the case is opened by %v, %v", hashes, err)
	}
	addresses, err := s.Correspondents(ctx, c.Number)
	if want := map[int]string{0: "asa@example.org", seq: "rut@example.org"}; err != nil || !maps.Equal(addresses, want) {
		t.Errorf("addresses %v, %v; want %v", addresses, err, want)
	}
	if err := s.RenewAccess(ctx, c.Number, "8", hashOf(8)); err != nil {
		t.Fatal(err)
	}
	if err := s.RevokeRepresentative(ctx, c.Number, seq); err != nil {
		t.Fatal(err)
	}
	if hashes, err = s.Accesses(ctx, c.Number); err != nil || len(hashes) != 1 || !bytes.Equal(hashes[0], hashOf(8)) {
		t.Errorf("afterwards the case is opened by %v, %v", hashes, err)
	}
	if addresses, err = s.Correspondents(ctx, c.Number); err != nil || len(addresses) != 1 {
		t.Errorf("afterwards addresses %v, %v", addresses, err)
	}
	if hash, err := s.AccessHash(ctx, other.Number); err != nil || bytes.Equal(hash, hashOf(8)) {
		t.Error("another case has got the code too")
	}
	for _, unknown := range []func() (int, error){
		func() (int, error) { m, err := s.Accesses(ctx, "RC-0000-0000"); return len(m), err },
		func() (int, error) { m, err := s.Correspondents(ctx, "RC-0000-0000"); return len(m), err },
	} {
		if n, err := unknown(); n != 0 || err != nil {
			t.Errorf("an unknown case has %d, %v", n, err)
		}
	}
	want(t, complaint.Missing, s.RenewAccess(ctx, "RC-0000-0000", "9", hashOf(9)))
}

// The cases that came out of a case are opened by its code, also by its next one.
func TestAccess_isRenewedForTheWholeFamily(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	n := newCase("family", received)
	file(t, s, n)
	begin(t, n).do(complaint.CaseOfficer, complaint.TriageMixed, "right=ACCESS", "data_class=NON_HR").record(s, 1)
	child := n.Case.Number.Opened(complaint.RightsRequest, 1)
	for i, from := range []complaint.Number{n.Case.Number, child} {
		if err := s.RenewAccess(ctx, from, strconv.Itoa(i), hashOf(byte(i))); err != nil {
			t.Fatal(err)
		}
		for _, number := range []complaint.Number{n.Case.Number, child} {
			if hash, err := s.AccessHash(ctx, number); err != nil || !bytes.Equal(hash, hashOf(byte(i))) {
				t.Errorf("renewed by %s, %s is opened by %x, %v", from, number, hash, err)
			}
		}
	}
}

// counted is a sealer that counts what it opens, and seals nothing.
type counted struct{ opened *[]string }

func (c counted) NewKey(string) (store.Key, []byte, error)    { return c, []byte("k"), nil }
func (c counted) Words(...string) []int32                     { return nil }
func (c counted) Seal(plain []byte, _ string) ([]byte, error) { return plain, nil }

func (c counted) Key(string, []byte) (store.Key, error) {
	*c.opened = append(*c.opened, "key")
	return c, nil
}

func (c counted) SealStream(io.Writer, string) (io.WriteCloser, error) { return nil, io.ErrClosedPipe }
func (c counted) UnsealStream(io.Reader, string) (io.Reader, error)    { return nil, io.ErrClosedPipe }

func (c counted) Unseal(plain []byte, what string) ([]byte, error) {
	*c.opened = append(*c.opened, what)
	return plain, nil
}

// Looking up the addresses of a case that does not exist opens as much as that of one
// that does.
func TestCorrespondents_costAlikeForAnUnknownCase(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	var opened []string
	s.Seal(counted{&opened})
	c := file(t, s, newCase("one", received))
	look := func(number complaint.Number) string {
		t.Helper()
		opened = nil
		if _, err := s.Correspondents(context.Background(), number); err != nil {
			t.Fatal(err)
		}
		return strings.Join(opened, " ")
	}
	look("RC-0000-0000") // the first one makes the decoy
	if known, unknown := look(c.Number), look("RC-0000-0000"); known != unknown || known != "key filing" {
		t.Errorf("a known case opens %q, an unknown one %q", known, unknown)
	}
}

// ask is a wish for a link that is due.
func ask(c law.Case, network byte, at time.Time) store.LinkAsk {
	random := make([]byte, 32)
	_, _ = rand.Read(random)
	return store.LinkAsk{
		Number: c.Number, Matches: true, CaseKey: []byte(c.Number), NetworkKey: []byte{network}, Seed: random[:16], Hash: random,
		At: at, Expires: at.Add(30 * time.Minute), PerCase: 3, PerNetwork: 10,
	}
}

func links(t *testing.T, s *store.Store) int {
	t.Helper()
	return value[int](t, s, "SELECT count(*) FROM letters l JOIN access_links a ON a.letter_id = l.id WHERE l.code = 'LINK'")
}

func TestLink_opensOnceInItsTime(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c, seq := represents(t, s)
	at := now()
	mine, theirs, late := ask(c, 1, at), ask(c, 1, at), ask(c, 1, at)
	theirs.Agent = seq
	for _, a := range []store.LinkAsk{mine, theirs, late} {
		if err := s.AskLink(ctx, a); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := s.UseLink(ctx, "RC-0000-0000", mine.Hash, at); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("on another case: %v", err)
	}
	if n, agent, err := s.UseLink(ctx, c.Number, mine.Hash, at.Add(time.Minute)); err != nil || n != c.Number || agent != 0 {
		t.Errorf("the link opens %s for %d, %v", n, agent, err)
	}
	for name, a := range map[string]struct {
		hash []byte
		at   time.Time
	}{"used": {mine.Hash, at.Add(2 * time.Minute)}, "too old": {late.Hash, late.Expires}, "made up": {hashOf(1), at}} {
		if _, _, err := s.UseLink(ctx, "", a.hash, a.at); complaint.KindOf(err) != complaint.Missing {
			t.Errorf("a link that is %s: %v", name, err)
		}
	}
	if err := s.RevokeRepresentative(ctx, c.Number, seq); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.UseLink(ctx, "", theirs.Hash, at); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("the link of somebody without access: %v", err)
	}
	roles := value[string](t, s, "SELECT string_agg(to_role, ' ' ORDER BY id) FROM letters WHERE code = 'LINK'")
	if roles != "complainant representative complainant" {
		t.Errorf("letters to %s", roles)
	}
	letter := value[int64](t, s, "SELECT min(id) FROM letters WHERE code = 'LINK'")
	if seed, agent, err := s.LinkOf(ctx, letter); err != nil || !bytes.Equal(seed, mine.Seed) || agent != 0 {
		t.Errorf("the link of the letter: %x, %d, %v", seed, agent, err)
	}
}

// Three links for a case in an hour, and ten wishes from a network; however many
// come at once.
func TestLink_hasItsMeasure(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c := file(t, s, newCase("one", received))
	at := now()
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			if err := s.AskLink(ctx, ask(c, byte(i), at)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := links(t, s); got != 3 {
		t.Errorf("%d links for one case, want 3", got)
	}
	must := func(a store.LinkAsk) {
		t.Helper()
		if err := s.AskLink(ctx, a); err != nil {
			t.Fatal(err)
		}
	}
	must(ask(c, 50, at.Add(59*time.Minute)))
	if got := links(t, s); got != 3 {
		t.Errorf("%d links within the hour, want 3", got)
	}
	must(ask(c, 50, at.Add(61*time.Minute)))
	if got := links(t, s); got != 4 {
		t.Errorf("%d links after the hour, want 4", got)
	}
	for i := range 12 {
		other := file(t, s, newCase(string(rune('a'+i)), received))
		a := ask(other, 99, at)
		if a.Matches = i > 4; i == 0 {
			a.Number, a.CaseKey = "RC-0000-0000", []byte("unknown")
		}
		must(a)
	}
	if got := links(t, s); got != 4+5 {
		t.Errorf("%d links after ten wishes from one network, want 5 more than 4", got)
	}
}

// A wish that matches nothing does not use up what the case has.
func TestLink_wrongAddressesDoNotShutOutTheOwner(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c := file(t, s, newCase("one", received))
	at := now()
	for i := range 20 {
		a := ask(c, byte(i), at)
		a.Matches = false
		if err := s.AskLink(ctx, a); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.AskLink(ctx, ask(c, 100, at)); err != nil {
		t.Fatal(err)
	}
	if got := links(t, s); got != 1 {
		t.Errorf("%d links, want that of the owner", got)
	}
}

// A letter with a link is claimed and marked like any other, though no event sends it.
func TestLink_travelsAsALetter(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c := file(t, s, newCase("one", received))
	for range 2 { // more than one of the same kind
		if err := s.AskLink(ctx, ask(c, 1, now())); err != nil {
			t.Fatal(err)
		}
	}
	claimed, err := s.Claim(ctx, 10, time.Minute)
	if err != nil || len(claimed) != 3 || claimed[1].Code != "LINK" || claimed[1].Filing.Person.Email == "" || claimed[1].Seq != 0 {
		t.Fatalf("claimed %+v, %v", claimed, err)
	}
	if err := s.Deliver(ctx, claimed[1].ID, claimed[1].Attempt, "Your link", "in short"); err != nil {
		t.Fatal(err)
	}
	r, err := s.Dossier(ctx, c.Number)
	if err != nil || len(r.Letters) != 3 || r.Letters[1].Body != "in short" || len(r.Entries[0].Letters) != 1 {
		t.Errorf("letters on file %+v, %v", r.Letters, err)
	}
}

func TestTry_countsTogetherAndForgets(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	at := now()
	wait := func(_, fromNetwork int) time.Duration {
		if fromNetwork < 3 {
			return 0
		}
		return 10 * time.Second
	}
	try := func(network string, at time.Time, good bool) bool {
		t.Helper()
		opens, err := s.TryCase(ctx, []byte("case"), []byte(network), at, good, wait)
		if err != nil {
			t.Fatal(err)
		}
		return opens
	}
	var all sync.WaitGroup
	for range 20 { // good ones at the same time do not get into each other's way
		all.Go(func() {
			if !try("n", at, true) {
				t.Error("a good try does not open the case")
			}
		})
	}
	all.Wait()
	for range 20 {
		all.Go(func() {
			if try("n", at, false) {
				t.Error("a bad try opens the case")
			}
		})
	}
	all.Wait()
	if n := value[int](t, s, "SELECT failed * 100 + refused FROM access_tries WHERE kind = 'NETWORK'"); n != 317 {
		t.Errorf("failures and refusals are %d, want 3 and 17", n)
	}
	if try("n", at, true) {
		t.Error("a network that has failed does not wait")
	}
	if !try("elsewhere", at, true) {
		t.Error("who comes from elsewhere has to wait too")
	}
	for range 30 { // tries that come too early prolong nothing
		try("n", at.Add(9*time.Second), false)
	}
	if !try("n", at.Add(10*time.Second), true) {
		t.Error("waiting does not help")
	}
	try("n", at.Add(10*time.Second), false)
	if try("n", at.Add(11*time.Second), true) {
		t.Error("after another failure nobody has to wait")
	}
	var atCase, fromNetwork int
	look := func(network string, at time.Time) {
		t.Helper()
		if _, err := s.TryCase(ctx, []byte("case"), []byte(network), at, false, func(c, n int) time.Duration { atCase, fromNetwork = c, n; return 0 }); err != nil {
			t.Fatal(err)
		}
	}
	if look("elsewhere", at.Add(12*time.Second)); fromNetwork != 0 || atCase != 4 {
		t.Errorf("%d failures from elsewhere and %d at the case, want 0 and 4", fromNetwork, atCase)
	}
	if look("n", at.Add(time.Hour)); fromNetwork != 0 || atCase != 0 {
		t.Errorf("an hour later %d and %d failures count", fromNetwork, atCase)
	}
	look("later", at.Add(48*time.Hour))
	look("later", at.Add(48*time.Hour))
	if left := value[int](t, s, "SELECT count(*) FROM access_tries"); left != 2 {
		t.Errorf("%d rows are kept after two days, want 2", left)
	}
}

// Who is shut out while being let in was interrupted stays out, whatever comes late.
func TestRevokeRepresentative_comesBeforeBeingLetIn(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	c := file(t, s, newCase("early", received))
	if err := s.RevokeRepresentative(ctx, c.Number, 2); err != nil {
		t.Fatal(err)
	}
	if err := s.AddRepresentative(ctx, c.Number, 2, hashOf(2)); err != nil {
		t.Fatal(err)
	}
	if all, err := s.Accesses(ctx, c.Number); err != nil || all[2] != nil {
		t.Errorf("the representative is let in: %v, %v", all, err)
	}
}

// A late repetition does not bring back a code that was replaced.
func TestRenewAccess_aKeyDoesItOnce(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	c := file(t, s, newCase("late", received))
	for range 2 { // repeating the latest is fine
		if err := s.RenewAccess(ctx, c.Number, "a", hashOf(1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.RenewAccess(ctx, c.Number, "b", hashOf(2)); err != nil {
		t.Fatal(err)
	}
	want(t, complaint.Conflict, s.RenewAccess(ctx, c.Number, "a", hashOf(1)))
	if hash, err := s.AccessHash(ctx, c.Number); err != nil || string(hash) != string(hashOf(2)) {
		t.Errorf("the code that was replaced is back, %v", err)
	}
}
