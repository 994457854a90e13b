package access

import (
	"slices"
	"testing"

	"recourse/complaint"
)

func TestScope(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		scope         Scope
		entity, queue string
		want          bool
	}{
		"everything":                {Scope{}, "AEROTEK", "us", true},
		"its company":               {NewScope([]string{"TEKSYSTEMS", "AEROTEK"}, nil), "AEROTEK", "us", true},
		"another company":           {NewScope([]string{"TEKSYSTEMS"}, nil), "AEROTEK", "us", false},
		"no part of a longer code":  {NewScope([]string{"TEKSYSTEMS_GLOBAL_SERVICES"}, nil), "TEKSYSTEMS", "us", false},
		"its queue":                 {NewScope(nil, []string{"eu"}), "AEROTEK", "eu", true},
		"the other queue":           {NewScope(nil, []string{"eu"}), "AEROTEK", "us", false},
		"its company, other queue":  {NewScope([]string{"AEROTEK"}, []string{"eu"}), "AEROTEK", "us", false},
		"its company and its queue": {NewScope([]string{"AEROTEK"}, []string{"eu"}), "AEROTEK", "eu", true},
	} {
		if got := c.scope.Holds(c.entity, c.queue); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
	one, same := NewScope([]string{"B", "A", "B"}, []string{"us"}), NewScope([]string{"A", "B"}, []string{"us"})
	if one != same || !slices.Equal(one.Entities(), []string{"A", "B"}) || !slices.Equal(one.Queues(), []string{"us"}) || one.All() {
		t.Errorf("%+v and %+v are the same scope", one, same)
	}
	if NewScope(nil, []string{}) != (Scope{}) || !(Scope{}).All() || (Scope{}).Entities() != nil {
		t.Error("no codes are the scope of all")
	}
}

// Whatever shows staff something of a case is recorded; acts are on record
// themselves, and complainants read their own case unrecorded.
func TestRule_Reads(t *testing.T) {
	t.Parallel()
	for route, want := range map[[2]string]string{
		{"GET", base + "/cases/:case"}:                          "case",
		{"GET", base + "/cases/:case/events"}:                   "events",
		{"GET", base + "/cases/:case/documents/:document"}:      "documents",
		{"GET", base + "/cases/:case/reads"}:                    "reads",
		{"GET", base + "/cases/:case/arbitration"}:              "arbitration",
		{"GET", "/desk/cases/:case"}:                            "case",
		{"GET", "/desk/cases/:case/acts/:action"}:               "acts",
		{"POST", base + "/cases/:case/actions"}:                 "",
		{"GET", base + "/cases"}:                                "",
		{"GET", "/desk"}:                                        "",
		{"GET", base + "/complaints/:case"}:                     "",
		{"GET", base + "/complaints/:case/documents/:document"}: "",
	} {
		r, ok := Find(route[0], route[1])
		if got := r.Reads(); !ok || got != (want != "") || got && r.Part() != want {
			t.Errorf("%v: known %v, read %v of %q, want %q", route, ok, got, r.Part(), want)
		}
	}
	if r := (Rule{"GET", "/desk/cases/:case/anything", []complaint.Role{complaint.CaseOfficer}}); !r.Reads() || r.Part() != "anything" {
		t.Error("a route that is added later is recorded too")
	}
}
