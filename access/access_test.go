package access

import (
	"testing"

	"recourse/complaint"
)

func TestAllowed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		method, route string
		role          complaint.Role
		want          bool
	}{
		"anybody files":                             {"POST", base + "/complaints", Anyone, true},
		"an officer may use what is open to all":    {"GET", base + "/clock", complaint.CaseOfficer, true},
		"complainants read their case":              {"GET", base + "/complaints/:case", complaint.Complainant, true},
		"the office reads it by another way":        {"GET", base + "/complaints/:case", complaint.CaseOfficer, false},
		"complainants see no worklist":              {"GET", base + "/cases", complaint.Complainant, false},
		"auditors see the chain":                    {"GET", base + "/cases/:case/events", complaint.Auditor, true},
		"auditors read cases":                       {"GET", base + "/cases/:case", complaint.Auditor, true},
		"auditors read documents":                   {"GET", base + "/cases/:case/documents/:document", complaint.Auditor, true},
		"auditors enter no complaint":               {"POST", base + "/cases", complaint.Auditor, false},
		"administrators see no worklist":            {"GET", "/desk", complaint.SystemAdmin, false},
		"administrators see no events":              {"GET", base + "/cases/:case/events", complaint.SystemAdmin, false},
		"officers do not see who reads":             {"GET", base + "/cases/:case/reads", complaint.CaseOfficer, false},
		"complainants do not see who reads":         {"GET", base + "/cases/:case/reads", complaint.Complainant, false},
		"auditors see who reads":                    {"GET", base + "/cases/:case/reads", complaint.Auditor, true},
		"auditors do not act":                       {"POST", base + "/cases/:case/actions", complaint.Auditor, false},
		"administrators see no cases":               {"GET", base + "/cases/:case", complaint.SystemAdmin, false},
		"operators read the metrics":                {"GET", "/metrics", Operator, true},
		"the public does not":                       {"GET", "/metrics", Anyone, false},
		"nobody calls what the table does not know": {"GET", "/back-door", complaint.SystemAdmin, false},
		"the method counts":                         {"DELETE", base + "/complaints", complaint.PrivacyOfficer, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Allowed(c.method, c.route, c.role); got != c.want {
				t.Errorf("%s %s as %s: got %v, want %v", c.method, c.route, c.role, got, c.want)
			}
		})
	}
}

func TestTable_knowsEachRouteOnceAndOnlyRoles(t *testing.T) {
	t.Parallel()
	known := map[complaint.Role]bool{Anyone: true, Operator: true, complaint.Complainant: true, complaint.Representative: true}
	for _, r := range complaint.StaffRoles {
		known[r] = true
	}
	seen := map[[2]string]bool{}
	for _, r := range Table {
		if key := [2]string{r.Method, r.Route}; seen[key] {
			t.Errorf("%s %s is there twice", r.Method, r.Route)
		} else {
			seen[key] = true
		}
		if len(r.Roles) == 0 {
			t.Errorf("nobody may call %s %s", r.Method, r.Route)
		}
		for _, role := range r.Roles {
			if !known[role] {
				t.Errorf("%s %s is for %q, which is no role", r.Method, r.Route, role)
			}
		}
	}
}

func TestFrom_isNobodyWhereNobodyIsKnown(t *testing.T) {
	t.Parallel()
	if c := From(t.Context()); c != Nobody || c.Works() || c.Complains() {
		t.Errorf("got %+v, want nobody", c)
	}
	officer := Caller{Actor: complaint.Actor{Role: complaint.CaseOfficer, ID: "staff/1"}, Name: "A"}
	if c := From(With(t.Context(), officer)); c != officer || !c.Works() || c.Complains() {
		t.Errorf("got %+v, want the officer", c)
	}
}
