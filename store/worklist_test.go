package store_test

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

// desk is a worklist with cases of many kinds.
type desk struct {
	s     *store.Store
	cases []law.Case
}

// newDesk files n complaints: every third from Germany, every fourth about
// another company, every second accepted, every fifth withdrawn, every seventh
// assigned; several are received at the same instant.
func newDesk(t *testing.T, n int) *desk {
	t.Helper()
	d := &desk{s: storetest.New(t)}
	for i := range n {
		d.add(t, i)
	}
	return d
}

func (d *desk) add(t *testing.T, i int) {
	t.Helper()
	filed := newCase(fmt.Sprint("key ", len(d.cases)), received.Add(time.Duration(i/3)*time.Hour), func(f *complaint.Filing) {
		if i%3 == 0 {
			f.Residence = "DE"
		}
		if i%4 == 0 {
			f.Entity = "AEROTEK"
		}
	})
	file(t, d.s, filed)
	r := begin(t, filed).day(5)
	if i%2 == 0 {
		r.do(complaint.CaseOfficer, complaint.TriageAccepted, "data_class=NON_HR")
	}
	if i%7 == 0 {
		r.do(complaint.CaseOfficer, complaint.CaseAssigned, "assignee=staff/7")
	}
	if i%5 == 0 {
		r.do(complaint.Complainant, complaint.ComplaintWithdrawn, "confirmed=true")
	}
	r.record(d.s, 1)
	d.cases = append(d.cases, r.c)
}

// numbers lists the cases for which keep holds, in no order.
func (d *desk) numbers(keep func(*law.Case) bool) []complaint.Number {
	var out []complaint.Number
	for i := range d.cases {
		if keep(&d.cases[i]) {
			out = append(out, d.cases[i].Number)
		}
	}
	return out
}

// walk reads all pages of a filter.
func (d *desk) walk(t *testing.T, f law.Filter) []law.Row {
	t.Helper()
	var all []law.Row
	for {
		page, err := d.s.Worklist(context.Background(), f)
		if err != nil {
			t.Fatalf("worklist %+v: %v", f, err)
		}
		all = append(all, page.Rows...)
		if f.Cursor = page.Cursor; f.Cursor == "" {
			return all
		}
	}
}

func numbersOf(rows []law.Row) []complaint.Number {
	var out []complaint.Number
	for _, r := range rows {
		out = append(out, r.Number)
	}
	return out
}

func TestWorklist_narrows(t *testing.T) {
	t.Parallel()
	d := newDesk(t, 40)
	some := &d.cases[1]
	for name, tt := range map[string]struct {
		filter law.Filter
		keep   func(*law.Case) bool
	}{
		"nothing asked":        {law.Filter{}, func(*law.Case) bool { return true }},
		"open":                 {law.Filter{Status: "OPEN"}, func(c *law.Case) bool { return !c.Closed() }},
		"closed":               {law.Filter{Status: "CLOSED"}, (*law.Case).Closed},
		"stage S1":             {law.Filter{Stage: complaint.Response}, func(c *law.Case) bool { return c.At(complaint.S1) }},
		"stage S5":             {law.Filter{Stage: complaint.Closing}, (*law.Case).Closed},
		"stage S4":             {law.Filter{Stage: complaint.Arbitration}, func(*law.Case) bool { return false }},
		"country":              {law.Filter{Country: "DE"}, func(c *law.Case) bool { return c.Facts.Residence == "DE" }},
		"entity":               {law.Filter{Entity: "AEROTEK"}, func(c *law.Case) bool { return c.Facts.Entity == "AEROTEK" }},
		"pack":                 {law.Filter{Pack: some.Pack.ID}, func(*law.Case) bool { return true }},
		"another pack":         {law.Filter{Pack: "NONE"}, func(*law.Case) bool { return false }},
		"assignee":             {law.Filter{Assignee: "staff/7"}, func(c *law.Case) bool { return c.Assignee == "staff/7" }},
		"nobody":               {law.Filter{Assignee: "none"}, func(c *law.Case) bool { return c.Assignee == "" }},
		"due before a day":     {law.Filter{DueBefore: received.AddDate(0, 0, 46)}, func(c *law.Case) bool { return dueOf(c).Before(received.AddDate(0, 0, 46)) }},
		"number":               {law.Filter{Query: string(some.Number)}, func(c *law.Case) bool { return c.Number == some.Number }},
		"number as typed":      {law.Filter{Query: strings.ToLower(strings.ReplaceAll(string(some.Number), "-", " "))}, func(c *law.Case) bool { return c.Number == some.Number }},
		"start of a number":    {law.Filter{Query: string(some.Number[:6])}, func(c *law.Case) bool { return c.Number[:6] == some.Number[:6] }},
		"too short a start":    {law.Filter{Query: string(some.Number[:4])}, func(*law.Case) bool { return false }},
		"letters of two bytes": {law.Filter{Query: "aöå"}, func(*law.Case) bool { return false }},
		"no number":            {law.Filter{Query: "%"}, func(*law.Case) bool { return false }},
		"several at once":      {law.Filter{Country: "DE", Status: "OPEN", Stage: complaint.Intake}, func(c *law.Case) bool { return c.Facts.Residence == "DE" && c.At(complaint.S0) }},
		"nothing but a quote":  {law.Filter{Entity: "' OR true --"}, func(*law.Case) bool { return false }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tt.filter.Limit = 7
			got, want := numbersOf(d.walk(t, tt.filter)), d.numbers(tt.keep)
			if diff := gocmp.Diff(want, got, loosely, anyOrder); diff != "" {
				t.Errorf("cases (-want +got):\n%s", diff)
			}
		})
	}
}

// dueOf is when a case is due, and for one that is not, late.
func dueOf(c *law.Case) time.Time {
	if d := c.NextDeadline(); d != nil {
		return d.Instant
	}
	return received.AddDate(1000, 0, 0)
}

func TestWorklist_sortsAndPages(t *testing.T) {
	t.Parallel()
	d := newDesk(t, 30)
	for name, key := range map[string]func(*law.Case) time.Time{
		"due": dueOf, "received": func(c *law.Case) time.Time { return c.Facts.ReceivedAt }, "activity": func(c *law.Case) time.Time { return c.LastActivity },
	} {
		sorted := slices.Clone(d.cases)
		slices.SortFunc(sorted, func(a, b law.Case) int {
			return cmp.Or(key(&a).Compare(key(&b)), cmp.Compare(a.Number, b.Number))
		})
		var want []complaint.Number
		for _, c := range sorted {
			want = append(want, c.Number)
		}
		for _, limit := range []int{1, 7, 30, 200, 0} {
			got := numbersOf(d.walk(t, law.Filter{Sort: name, Limit: limit}))
			down := numbersOf(d.walk(t, law.Filter{Sort: "-" + name, Limit: limit}))
			slices.Reverse(down)
			if diff := gocmp.Diff(want, got) + gocmp.Diff(want, down); diff != "" {
				t.Errorf("by %s, %d a page (-want +got):\n%s", name, limit, diff)
			}
		}
	}
}

func TestWorklist_newCasesNeitherRepeatNorHideRows(t *testing.T) {
	t.Parallel()
	d := newDesk(t, 20)
	before := numbersOf(d.walk(t, law.Filter{Sort: "received"}))
	var got []complaint.Number
	f := law.Filter{Sort: "received", Limit: 3}
	for {
		page, err := d.s.Worklist(context.Background(), f)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, numbersOf(page.Rows)...)
		if f.Cursor = page.Cursor; f.Cursor == "" {
			break
		}
		if len(d.cases) < 40 {
			d.add(t, rand.IntN(20)) // anywhere in the list
		}
	}
	seen := map[complaint.Number]int{}
	for _, n := range got {
		seen[n]++
	}
	for _, n := range before {
		if seen[n] != 1 {
			t.Errorf("case %s was listed %d times, want once", n, seen[n])
		}
	}
	if len(seen) != len(got) {
		t.Error("a row was repeated")
	}
}

func TestWorklist_rowTellsTheCase(t *testing.T) {
	t.Parallel()
	s, n := storetest.New(t), newCase("key", received)
	file(t, s, n)
	r := begin(t, n).day(2).do(complaint.CaseOfficer, complaint.TriageAccepted, "data_class=HR").day(50)
	r.record(s, 1)
	page, err := s.Worklist(context.Background(), law.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	last, late := r.events[len(r.events)-1], r.c.NextDeadline()
	want := law.Page{Rows: []law.Row{{
		Number: r.c.Number, Steps: []complaint.Step{complaint.S1Overdue}, Status: "OPEN", ReceivedAt: received, Residence: "SE", Entity: "TEKSYSTEMS",
		DataClass: "HR", Pack: "EU-PS-2016", Overdue: true, NextRule: law.Late, NextDue: late.Due, NextAt: late.Instant, LastAction: last.Action, LastAt: r.c.LastActivity,
	}}}
	if diff := gocmp.Diff(want, page); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
	r.do(complaint.Complainant, complaint.ComplaintWithdrawn, "confirmed=true").record(s, 1)
	if page, err = s.Worklist(context.Background(), law.Filter{}); err != nil || page.Rows[0].Status != "CLOSED" || page.Rows[0].Outcome != complaint.Withdrawn {
		t.Errorf("after the withdrawal: %+v, %v", page.Rows, err)
	}
}

func TestWorklist_refusesWhatMakesNoSense(t *testing.T) {
	t.Parallel()
	d := newDesk(t, 3)
	page, err := d.s.Worklist(context.Background(), law.Filter{Sort: "due", Limit: 1})
	if err != nil || page.Cursor == "" {
		t.Fatalf("cursor %q, %v", page.Cursor, err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	for name, f := range map[string]law.Filter{
		"sort":                     {Sort: "name"},
		"sort twice round":         {Sort: "--due"},
		"limit":                    {Limit: 201},
		"limit below":              {Limit: -1},
		"status":                   {Status: "HALF"},
		"stage":                    {Stage: "S9"},
		"text":                     {Country: "\xff"},
		"text with NUL":            {Query: "RC\x00"},
		"cursor of no kind":        {Cursor: "!"},
		"cursor without parts":     {Cursor: encode([]byte("due"))},
		"cursor without a time":    {Cursor: encode([]byte("due|today|RC-0000-0000"))},
		"cursor without a number":  {Cursor: encode([]byte("due|2018-10-08T21:59:59Z|%"))},
		"cursor of another order":  {Cursor: page.Cursor, Sort: "received"},
		"cursor turned round":      {Cursor: page.Cursor, Sort: "-due"},
		"cursor with a long year":  {Cursor: encode([]byte("due|99999-10-08T21:59:59Z|RC-0000-0000"))},
		"cursor with another text": {Cursor: encode([]byte("due|2018-10-08T21:59:59Z|RC-0000-000\x00"))},
	} {
		_, err := d.s.Worklist(context.Background(), f)
		if complaint.KindOf(err) != complaint.Invalid {
			t.Errorf("%s: got %v, want Invalid", name, err)
		}
	}
}

// FuzzWorklist_cursor tries cursors of any kind: each is a place in the list or
// Invalid.
func FuzzWorklist_cursor(f *testing.F) {
	s := storetest.New(f)
	f.Add("")
	f.Add(base64.RawURLEncoding.EncodeToString([]byte("due|2018-10-08T21:59:59Z|RC-0000-0000")))
	f.Add(base64.RawURLEncoding.EncodeToString([]byte("due|0000-01-01T00:00:00Z|RC-0000-0000")))
	f.Fuzz(func(t *testing.T, cursor string) {
		_, err := s.Worklist(context.Background(), law.Filter{Cursor: cursor})
		if err != nil && complaint.KindOf(err) != complaint.Invalid {
			t.Errorf("cursor %q: %v", cursor, err)
		}
	})
}
