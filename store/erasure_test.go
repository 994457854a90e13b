package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/testsuite"

	"recourse/activities"
	"recourse/audit"
	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

// newRegister makes a register of its own for a test.
func newRegister(t *testing.T) (*store.Register, string) {
	t.Helper()
	address := storetest.Unmade(t)
	if err := store.PrepareRegister(t.Context(), address); err != nil {
		t.Fatal(err)
	}
	r, err := store.OpenRegister(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r, address
}

// straight does acts on the record, as the door does on cases whose workflow has
// ended.
type straight struct {
	s   *store.Store
	now func() time.Time
}

func (d straight) Act(ctx context.Context, number complaint.Number, act law.Act) (int, error) {
	c, err := d.s.Case(ctx, number)
	if err != nil {
		return 0, err
	}
	e, err := c.Apply(act, d.now())
	if err != nil {
		return 0, err
	}
	return e.Seq, d.s.Record(ctx, c, []law.Event{e})
}

// eraserAt erases as if it were some years after the receipt of the complaints in
// these tests.
func eraserAt(s *store.Store, r activities.Register, years int) *activities.Eraser {
	now := func() time.Time { return received.AddDate(years, 0, 0) }
	return &activities.Eraser{Record: s, Register: r, Door: straight{s, now}, Clock: law.Clock{Epoch: received, Day: 24 * time.Hour}, Now: now, Log: slog.New(slog.DiscardHandler)}
}

// erase has one page erased.
func erase(t *testing.T, e *activities.Eraser, after complaint.Number) activities.Erased {
	t.Helper()
	suite := testsuite.WorkflowTestSuite{}
	suite.SetLogger(quietLog{})
	env := suite.NewTestActivityEnvironment()
	env.RegisterActivity(e.EraseDue)
	v, err := env.ExecuteActivity(e.EraseDue, activities.EraseInput{After: after, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	var out activities.Erased
	if err := v.Get(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// quietLog says nothing.
type quietLog struct{}

func (quietLog) Debug(string, ...any) {}
func (quietLog) Info(string, ...any)  {}
func (quietLog) Warn(string, ...any)  {}
func (quietLog) Error(string, ...any) {}

// withdrawnCase has something in every place, and has closed.
func withdrawnCase(t *testing.T, s *store.Store) law.Case {
	t.Helper()
	c := written(t, s)
	e, err := c.Apply(law.Act{Key: "withdraw", Action: complaint.ComplaintWithdrawn, Actor: complaint.Actor{Role: complaint.Complainant}, Facts: map[string]string{"confirmed": "true"}}, received.Add(48*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Record(t.Context(), c, []law.Event{e}); err != nil {
		t.Fatal(err)
	}
	index(t, s, c.Number)
	return c
}

// index has a case found by its words.
func index(t *testing.T, s *store.Store, number complaint.Number) {
	t.Helper()
	if err := s.MarkStarted(t.Context(), []complaint.Number{number}); err != nil {
		t.Fatal(err)
	}
	if page, err := s.Worklist(t.Context(), law.Filter{Query: "Öberg"}); err != nil || len(page.Rows) == 0 {
		t.Fatalf("the case is not found by its words, %v", err)
	}
}

// post sends every letter that waits.
func post(t *testing.T, s *store.Store) {
	t.Helper()
	letters, err := s.Claim(t.Context(), 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range letters {
		if err := s.MarkSent(t.Context(), l.ID, l.Attempt, "receipt-of-the-provider", "To Åsa Öberg", words); err != nil {
			t.Fatal(err)
		}
	}
}

// gone expects that nothing leads to the person of a case any more, and that facts
// and events are as they were.
func gone(t *testing.T, s *store.Store, before law.Case) {
	t.Helper()
	ctx := t.Context()
	r, err := s.Dossier(ctx, before.Number)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Erased || !r.Case.Erased() || r.Filing.Person != (complaint.Person{}) || r.Filing.Narrative != "" {
		t.Errorf("erased %t and %t, and there is still %+v", r.Erased, r.Case.Erased(), r.Filing)
	}
	for _, e := range r.Entries {
		if len(e.Details) > 0 {
			t.Errorf("event %d still says %v", e.Seq, e.Details)
		}
	}
	for _, l := range r.Letters {
		if l.Subject != "" || l.Body != "" || l.Status != "SENT" && l.Status != "FAILED" {
			t.Errorf("letter %d is %s and says %q", l.ID, l.Status, l.Subject)
		}
	}
	if len(r.Entries) != before.Seq+1 || r.Case.Facts.Residence != "SE" || r.Case.Outcome != before.Outcome {
		t.Errorf("%d events, facts %+v and outcome %s are left", len(r.Entries), r.Case.Facts, r.Case.Outcome)
	}
	for _, d := range r.Documents {
		if _, _, err := s.Document(ctx, before.Number, d.ID); complaint.KindOf(err) != complaint.Missing || d.Name != "" || d.SHA256 != "" {
			t.Errorf("the document %+v can be read: %v", d, err)
		}
	}
	for _, query := range []string{"Öberg", "asa@example.org", "application"} {
		if page, err := s.Worklist(ctx, law.Filter{Query: query}); err != nil || len(page.Rows) != 0 {
			t.Errorf("%q still finds %d cases, %v", query, len(page.Rows), err)
		}
	}
	if hash, err := s.AccessHash(ctx, before.Number); err != nil || len(hash) != 0 {
		t.Errorf("the access code still opens something: %x, %v", hash, err)
	}
	report := &audit.Report{}
	if err := s.Verify(ctx, report, &audit.Succession{}, 1); err != nil || len(report.Faults) != 0 {
		t.Errorf("the chain does not hold after the erasure: %+v, %v", report.Faults, err)
	}
	n := string(before.Number)
	for what, query := range map[string]string{
		"keys":      "SELECT count(*) FROM case_keys WHERE number = $1",
		"words":     "SELECT count(*) FROM case_words WHERE number = $1",
		"digests":   "SELECT count(*) FROM act_details WHERE number = $1 AND (digest <> '' OR sealed IS NOT NULL)",
		"sealed":    "SELECT count(*) FROM filings WHERE number = $1 AND sealed IS NOT NULL",
		"contents":  "SELECT count(*) FROM document_chunks t JOIN uploads u ON u.id = t.upload WHERE u.number = $1",
		"receipts":  "SELECT count(*) FROM letters WHERE number = $1 AND (receipt <> '' OR sealed IS NOT NULL)",
		"the tray":  "SELECT count(*) FROM tray t JOIN letters l ON l.id = t.letter_id WHERE l.number = $1",
		"reasons":   "SELECT count(*) FROM letter_attempts a JOIN letters l ON l.id = a.letter_id WHERE l.number = $1 AND a.reason <> ''",
		"not noted": "SELECT count(*) FROM cases WHERE number = $1 AND (erased_at IS NULL OR filing_digest <> '')",
	} {
		if left := value[int](t, s, query, n); left != 0 {
			t.Errorf("%s: %d are left", what, left)
		}
	}
}

// Six years after it was closed a case is erased, the register knows it, and doing
// it again changes nothing. Before that it is not, nor while a letter is to leave.
func TestErase_retention(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.New(t), context.Background()
	r, _ := newRegister(t)
	c := withdrawnCase(t, s)
	if got := erase(t, eraserAt(s, r, 7), ""); got != (activities.Erased{}) {
		t.Fatalf("with a letter that has not left: %+v", got)
	}
	post(t, s)
	if got := erase(t, eraserAt(s, r, 5), ""); got != (activities.Erased{}) {
		t.Fatalf("after five years: %+v", got)
	}
	if got := erase(t, eraserAt(s, r, 7), ""); got != (activities.Erased{Erased: 1}) {
		t.Fatalf("after seven years: %+v", got)
	}
	gone(t, s, c)
	if got := erase(t, eraserAt(s, r, 8), ""); got != (activities.Erased{}) {
		t.Errorf("once more: %+v", got)
	}
	if err := s.Destroy(ctx, c.Number); err != nil {
		t.Errorf("destroyed twice: %v", err)
	}
	list, err := r.Destroyed(ctx, 0, 10)
	if err != nil || len(list) != 1 || list[0].Number != c.Number || list[0].Ground != complaint.ErasedByRetention || list[0].At.Year() != 2025 {
		t.Errorf("the register says %+v, %v", list, err)
	}
	all := everything(t, s)
	for _, word := range []string{"Öberg", "asa@", "deleted", "receipt-of-the-provider"} {
		if strings.Contains(all, word) || strings.Contains(all, fmt.Sprintf("%x", word)) {
			t.Errorf("%q can still be read", word)
		}
	}
}

// broken is a register that cannot be written.
type broken struct{ *store.Register }

func (broken) Add(context.Context, law.Destroyed) error { return errors.New("away") }

// A run that is stopped in the middle is finished by the next: nothing is destroyed
// that the register does not know.
func TestErase_goesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	r, _ := newRegister(t)
	c := withdrawnCase(t, s)
	post(t, s)
	if got := erase(t, eraserAt(s, broken{r}, 7), ""); got != (activities.Erased{Left: 1}) {
		t.Fatalf("without a register: %+v", got)
	}
	if keys := value[int](t, s, "SELECT count(*) FROM case_keys"); keys != 1 {
		t.Fatal("the key was destroyed although the register does not know")
	}
	if got := erase(t, eraserAt(s, r, 7), ""); got != (activities.Erased{Erased: 1}) {
		t.Fatalf("the next run: %+v", got)
	}
	gone(t, s, c)
}

// A hold freezes deletion, also years after the end of the case.
func TestErase_legalHold(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	r, _ := newRegister(t)
	c := withdrawnCase(t, s)
	post(t, s)
	e := eraserAt(s, r, 7)
	c.Wake(e.Now(), time.Minute)
	door := e.Door
	officer := complaint.Actor{Role: complaint.CaseOfficer, ID: "staff/1"}
	if _, err := door.Act(t.Context(), c.Number, law.Act{Key: "hold", Action: complaint.HoldPlaced, Actor: officer}); err != nil {
		t.Fatal(err)
	}
	if got := erase(t, e, ""); got != (activities.Erased{}) {
		t.Fatalf("a held case: %+v", got)
	}
	if _, err := door.Act(t.Context(), c.Number, law.Act{Key: "release", Action: complaint.HoldReleased, Actor: officer}); err != nil {
		t.Fatal(err)
	}
	if got := erase(t, e, ""); got != (activities.Erased{Erased: 1}) {
		t.Fatalf("when it is released: %+v", got)
	}
}

// Many cases go by in pages, and one that cannot be erased holds up no other.
func TestErase_pages(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	r, _ := newRegister(t)
	for i := range 25 {
		n := newCase(fmt.Sprint("child ", i), received, func(f *complaint.Filing) { f.Under13 = true })
		told := begin(t, n).do(complaint.CaseOfficer, complaint.TriageIneligible, "reason_code=NO_AUTHORITY_OF_AGENT")
		file(t, s, n)
		told.record(s, 1)
	}
	file(t, s, newCase("open", received))
	post(t, s)
	e := eraserAt(s, r, 1)
	total, pages := 0, 0
	for after := complaint.Number(""); ; {
		got := erase(t, e, after)
		total, pages = total+got.Erased, pages+1
		if got.Next == "" {
			break
		}
		after = got.Next
	}
	if total != 25 || pages != 3 {
		t.Errorf("%d cases erased in %d pages, want 25 in 3", total, pages)
	}
	if keys := value[int](t, s, "SELECT count(*) FROM case_keys"); keys != 1 {
		t.Errorf("%d keys are left, want that of the open case", keys)
	}
}

// restored dumps a record as it is and returns a way to bring it back as another
// database, unlocked by the same master key.
func restored(t *testing.T, address string) func() *store.Store {
	t.Helper()
	text := dump(t, address)
	return func() *store.Store {
		other := storetest.Unmade(t)
		if err := store.PrepareRegister(t.Context(), other); err != nil { // for the database; the dump brings its own tables
			t.Fatal(err)
		}
		psql := exec.Command("psql", "--dbname="+other, "--quiet", "--set=ON_ERROR_STOP=1", "--command=DROP SCHEMA public CASCADE; CREATE SCHEMA public", "--file=-")
		psql.Stdin = bytes.NewReader(bytes.ReplaceAll(text, []byte("CREATE SCHEMA public;"), nil))
		if out, err := psql.CombinedOutput(); err != nil {
			t.Fatalf("restore the record: %v: %s", err, out)
		}
		s, err := store.Open(t.Context(), other)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		if err := s.Unlock(t.Context(), storetest.Master(t)); err != nil {
			t.Fatal(err)
		}
		return s
	}
}

// A backup that is older than an erasure does not bring the person back, whether the
// case was open or closed in it.
func TestErase_aRestoredBackupDoesNotBringThePersonBack(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"pg_dump", "psql"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
	ctx := t.Context()
	address := storetest.URL(t)
	s, err := store.Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Unlock(ctx, storetest.Master(t)); err != nil {
		t.Fatal(err)
	}
	r, _ := newRegister(t)
	open := written(t, s)
	index(t, s, open.Number)
	whileOpen := restored(t, address)
	e, err := open.Apply(law.Act{Key: "withdraw", Action: complaint.ComplaintWithdrawn, Actor: complaint.Actor{Role: complaint.Complainant}, Facts: map[string]string{"confirmed": "true"}}, received.Add(48*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Record(ctx, open, []law.Event{e}); err != nil {
		t.Fatal(err)
	}
	post(t, s)
	whenClosed := restored(t, address)
	if got := erase(t, eraserAt(s, r, 7), ""); got.Erased != 1 {
		t.Fatalf("%+v", got)
	}
	for name, restore := range map[string]func() *store.Store{"open": whileOpen, "closed": whenClosed} {
		back := restore()
		before, err := back.Dossier(ctx, open.Number)
		if err != nil || before.Filing.Person.Name != "Åsa Öberg" {
			t.Fatalf("%s: the backup does not hold the person (%v), so that nothing is shown", name, err)
		}
		if n, err := eraserAt(back, r, 8).Again(ctx); err != nil || n != 1 {
			t.Fatalf("%s: %d cases erased again, %v", name, n, err)
		}
		if before.Case.Outcome == "" {
			before.Case.Outcome = complaint.Withdrawn
		}
		gone(t, back, before.Case)
		if n, err := eraserAt(back, r, 8).Again(ctx); err != nil || n != 0 {
			t.Errorf("%s: %d cases erased once more, %v", name, n, err)
		}
	}
}

// A register that has lost entries learns from the record what was erased.
func TestRegister_learnsFromTheRecord(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	r, _ := newRegister(t)
	c := withdrawnCase(t, s)
	post(t, s)
	erase(t, eraserAt(s, r, 7), "")
	empty, _ := newRegister(t)
	if n, err := eraserAt(s, empty, 8).Again(t.Context()); err != nil || n != 0 {
		t.Fatalf("%d, %v", n, err)
	}
	list, err := empty.Destroyed(t.Context(), 0, 10)
	if err != nil || len(list) != 1 || list[0].Number != c.Number || list[0].At.Year() != 2025 {
		t.Errorf("the register has learnt %+v, %v", list, err)
	}
}

// The register takes each case once, nothing is changed or removed in it, and where
// somebody has done it all the same, it names the entry.
func TestRegister_isAChain(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	r, address := newRegister(t)
	for i := range 5 {
		d := law.Destroyed{Number: complaint.Number(fmt.Sprint("RC-TEST-000", i)), Ground: complaint.ErasedOnRequest, At: received}
		for range 2 {
			if err := r.Add(ctx, d); err != nil {
				t.Fatal(err)
			}
		}
	}
	if first, err := r.Destroyed(ctx, 0, 3); err != nil || len(first) != 3 {
		t.Fatalf("%+v, %v", first, err)
	}
	if rest, err := r.Destroyed(ctx, 3, 3); err != nil || len(rest) != 2 || rest[1].Seq != 5 || !rest[1].At.Equal(received) {
		t.Fatalf("%+v, %v", rest, err)
	}
	s, err := store.Open(ctx, address) // for its pool
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, change := range []string{"UPDATE destroyed_keys SET number = 'RC-TEST-9999' WHERE seq = 2", "DELETE FROM destroyed_keys WHERE seq = 2", "TRUNCATE destroyed_keys"} {
		if _, err := s.DB().ExecContext(ctx, change); err == nil {
			t.Errorf("%s goes through", change)
		}
	}
	if _, err := s.DB().ExecContext(ctx, "ALTER TABLE destroyed_keys DISABLE TRIGGER ALL"); err != nil {
		t.Fatal(err)
	}
	for i, change := range []string{"UPDATE destroyed_keys SET ground = 'RETENTION' WHERE seq = 4", "DELETE FROM destroyed_keys WHERE seq = 2"} {
		if _, err := s.DB().ExecContext(ctx, change); err != nil {
			t.Fatal(err)
		}
		want := []string{"entry 4", "entry 3"}[i]
		if _, err := r.Destroyed(ctx, 0, 10); !errors.Is(err, store.ErrRegister) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want it to name %s", change, err, want)
		}
	}
}

func TestOpenRegister_saysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, address := range map[string]string{"not there": storetest.Unmade(t), "not prepared": storetest.URL(t), "no server": "postgres://nobody:secretword@127.0.0.1:1/none?sslmode=disable", "no URL": "secretword%%"} {
		r, err := store.OpenRegister(t.Context(), address)
		if err == nil {
			_ = r.Close()
		}
		if !errors.Is(err, store.ErrRegister) || strings.Contains(fmt.Sprint(err), "secretword") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Every table that speaks of a case is thought of: either nothing in it leads to a
// person, or Destroy sees to it.
func TestDestroy_everyTableIsThoughtOf(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	without := []string{"access_renewals", "case_events", "case_reads", "checkpoint_heads", "deadlines", "drafts", "own_sessions", "stages", "uploads"} // codes, dates, sequence, sizes
	destroyed := []string{"access_links", "act_details", "case_keys", "case_words", "cases", "documents", "filings", "letters", "own_reminders", "representatives"}
	rows, err := s.DB().QueryContext(t.Context(), `SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
		WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name IN ('number', 'case_number') ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(without, table) && !slices.Contains(destroyed, table) {
			t.Errorf("table %s speaks of cases, and nobody has said what is erased of it", table)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
