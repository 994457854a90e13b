package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"recourse/complaint"
	"recourse/law"
	"recourse/seal"
	"recourse/store"
	"recourse/store/storetest"
)

// written is a case with something sealed in every place.
func written(t *testing.T, s *store.Store) law.Case {
	t.Helper()
	ctx := context.Background()
	n := newCase("sealed", received)
	c := file(t, s, n)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	told := begin(t, n).do(complaint.CaseOfficer, complaint.TriageAccepted, "data_class=NON_HR")
	act := told.events[len(told.events)-1]
	check(s.KeepDetails(ctx, c.Number, act.Key, "digest", string(act.Action), map[string]string{"allegations": words}))
	check(s.Record(ctx, told.c, []law.Event{act}))
	check(take(t, s, c.Number, "U1", law.Document{ID: "D1", Name: "Åsa Öberg.pdf", Type: "application/pdf", SHA256: "00", By: "complainant", AddedAt: received}, []byte(words)))
	letters, err := s.Claim(ctx, 10, 0)
	check(err)
	for _, l := range letters {
		check(s.Deliver(ctx, l.ID, l.Attempt, "To Åsa Öberg", words))
	}
	return told.c
}

// everything returns all rows of all tables as one text, bytes as they are.
func everything(t *testing.T, s *store.Store) string {
	t.Helper()
	var tables []string
	rows, err := s.DB().Query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, table)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, table := range tables {
		all.WriteString(value[string](t, s, "SELECT coalesce(string_agg(r::text, E'\\n'), '') FROM "+table+" r"))
	}
	return all.String()
}

func TestSeal_nothingThatAPersonWroteCanBeReadInTheDatabase(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	c := written(t, s)
	all := everything(t, s)
	if !strings.Contains(all, string(c.Number)) {
		t.Fatal("the dump does not even hold the number of the case")
	}
	f := newFiling()
	for name, text := range map[string]string{
		"name": "Öberg", "mail address": "asa@example", "telephone": "8 1234", "story": "deleted", "wish": "Deletion", "name of a document": "berg.pdf", "content of a document": words, "letter": "To ",
	} {
		for _, form := range []string{text, fmt.Sprintf("%x", text)} { // bytea shows itself in hexadecimal digits
			if strings.Contains(all, form) {
				t.Errorf("the %s can be read", name)
			}
		}
	}
	r, err := s.Dossier(context.Background(), c.Number)
	if err != nil {
		t.Fatal(err)
	}
	details := r.Entries[len(r.Entries)-1].Details
	if r.Filing.Person != f.Person || r.Documents[0].Name != "Åsa Öberg.pdf" || details["allegations"] != words || r.Letters[0].Body != words || r.Erased {
		t.Errorf("what was sealed comes back as %+v", r)
	}
}

func TestSeal_withoutItsKeyNothingOfACaseIsLeft(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c := written(t, s)
	if _, err := s.DB().ExecContext(ctx, "DELETE FROM case_keys WHERE number = $1", string(c.Number)); err != nil {
		t.Fatal(err)
	}
	r, err := s.Dossier(ctx, c.Number)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Erased || r.Filing.Narrative != "" || r.Documents[0].Name != "" || r.Letters[0].Body != "" || r.Entries[len(r.Entries)-1].Details != nil {
		t.Errorf("there is still %+v", r)
	}
	if len(r.Entries) != c.Seq || r.Case.Facts.Residence != "SE" {
		t.Errorf("%d events and the facts %+v are left", len(r.Entries), r.Case.Facts)
	}
	if _, _, err := s.Document(ctx, c.Number, "D1"); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("the document can be read: %v", err)
	}
	if tray, err := s.Tray(ctx, "", 10); err != nil || len(tray) == 0 || tray[0].Body != "" {
		t.Errorf("the tray shows %+v, %v", tray, err)
	}
	err = s.KeepDetails(ctx, c.Number, "later", "digest", "note.added", map[string]string{"note": words})
	if complaint.KindOf(err) != complaint.Missing {
		t.Errorf("more can be written into it: %v", err)
	}
}

func TestSeal_takesNothingWithoutTheMasterOrWithAnother(t *testing.T) {
	t.Parallel()
	url := storetest.URL(t)
	ctx := context.Background()
	s, err := store.Open(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, _, err := s.File(ctx, newCase("locked", received)); err == nil {
		t.Error("a locked record takes complaints")
	}
	if err := s.Unlock(ctx, storetest.Master(t)); err != nil {
		t.Fatal(err)
	}
	file(t, s, newCase("unlocked", received))
	other, err := seal.NewMaster()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Unlock(ctx, other); !errors.Is(err, seal.ErrUnreadable) {
		t.Errorf("another master unlocks it: %v", err)
	}
}

func TestSeal_theMasterIsRotatedWhileCasesStay(t *testing.T) {
	t.Parallel()
	url := storetest.URL(t)
	ctx := context.Background()
	s, err := store.Open(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	old, err := seal.NewMaster()
	if err != nil {
		t.Fatal(err)
	}
	unlock := func(m *seal.Master) {
		t.Helper()
		if err := s.Unlock(ctx, m); err != nil {
			t.Fatal(err)
		}
	}
	unlock(old)
	c := written(t, s)
	before := value[[]byte](t, s, "SELECT sealed FROM filings")
	index, err := s.InstallationKey(ctx, "index")
	if err != nil {
		t.Fatal(err)
	}
	added, id, err := old.Added()
	if err != nil {
		t.Fatal(err)
	}
	rotated, err := added.Promoted(id)
	if err != nil {
		t.Fatal(err)
	}
	unlock(rotated)
	later := file(t, s, newCase("after the rotation", received)) // wrapped by the new key already
	if n, err := s.Rewrap(ctx, func(int) {}); err != nil || n != 2 {
		t.Fatalf("%d keys were wrapped anew, %v; want the case and the index", n, err)
	}
	if n, err := s.Rewrap(ctx, func(int) {}); err != nil || n != 0 {
		t.Errorf("%d keys were wrapped anew once more, %v", n, err)
	}
	if uses, err := s.MasterKeysInUse(ctx); err != nil || uses[old.Primary()] != 0 || uses[rotated.Primary()] != 3 {
		t.Errorf("keys in use: %v, %v", uses, err)
	}
	retired, err := rotated.Retired(old.Primary())
	if err != nil {
		t.Fatal(err)
	}
	unlock(retired)
	for _, number := range []complaint.Number{c.Number, later.Number} {
		if r, err := s.Dossier(ctx, number); err != nil || r.Filing.Narrative == "" {
			t.Errorf("case %s cannot be read: %v", number, err)
		}
	}
	if !bytes.Equal(before, value[[]byte](t, s, "SELECT sealed FROM filings WHERE number = '"+string(c.Number)+"'")) {
		t.Error("the rotation touched a case")
	}
	if again, err := s.InstallationKey(ctx, "index"); err != nil || !bytes.Equal(again, index) {
		t.Errorf("the installation key is another one: %v", err)
	}
}

func TestSeal_findsCasesByTheirWords(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	asa := file(t, s, newCase("asa", received))
	jan := file(t, s, newCase("jan", received, func(f *complaint.Filing) {
		f.Person = complaint.Person{Name: "Jan Novák", Email: "jan@example.org", Identifier: "candidate-4711"}
		f.Narrative = "They sold my application."
	}))
	if page, err := s.Worklist(ctx, law.Filter{Query: string(asa.Number)}); err != nil || len(page.Rows) != 1 {
		t.Errorf("before its workflow runs, a case is found %d times by its number, %v", len(page.Rows), err)
	}
	for range 2 { // repeating it changes nothing
		if err := s.MarkStarted(ctx, []complaint.Number{asa.Number, jan.Number}); err != nil {
			t.Fatal(err)
		}
	}
	for query, want := range map[string][]complaint.Number{
		"Öberg":            {asa.Number},
		"oberg ASA":        {asa.Number},
		"asa@example.org":  {asa.Number},
		"novak sold":       {jan.Number},
		"4711":             {jan.Number},
		"application":      {asa.Number, jan.Number},
		"example.org":      {asa.Number, jan.Number},
		"novak kept":       nil,
		"applic":           nil,
		"nobody":           nil,
		string(jan.Number): {jan.Number},
		"rc":               nil,
	} {
		page, err := s.Worklist(ctx, law.Filter{Query: query})
		if err != nil {
			t.Fatal(err)
		}
		var got []complaint.Number
		for _, row := range page.Rows {
			got = append(got, row.Number)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
}

func TestSeal_aCaseThatCannotBeOpenedHoldsUpNoLetters(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	broken := file(t, s, newCase("broken", received))
	whole := file(t, s, newCase("whole", received))
	if _, err := s.DB().ExecContext(ctx, "UPDATE filings SET sealed = 'torn' WHERE number = $1", string(broken.Number)); err != nil {
		t.Fatal(err)
	}
	if err := s.MarkStarted(ctx, []complaint.Number{broken.Number, whole.Number}); !errors.Is(err, seal.ErrUnreadable) {
		t.Errorf("nothing is said of the broken case: %v", err)
	}
	if page, err := s.Worklist(ctx, law.Filter{Query: "oberg"}); err != nil || len(page.Rows) != 1 {
		t.Errorf("%d cases are found, %v; want the whole one", len(page.Rows), err)
	}
	if left, err := s.Unstarted(ctx, 10); err != nil || len(left) != 0 {
		t.Errorf("%d cases are not marked as started, %v", len(left), err)
	}
	letters, err := s.Claim(ctx, 10, 0)
	if !errors.Is(err, seal.ErrUnreadable) || !strings.Contains(err.Error(), string(broken.Number)) {
		t.Errorf("the broken case is not named: %v", err)
	}
	if len(letters) == 0 || letters[0].Number != whole.Number {
		t.Errorf("claimed %+v, want those of the whole case", letters)
	}
	if n := value[int](t, s, "SELECT count(*) FROM letters WHERE number = $1 AND status = 'PENDING' AND next_attempt_at > now() + interval '5 minutes'", string(broken.Number)); n == 0 {
		t.Error("the letter of the broken case is not put back")
	}
}
