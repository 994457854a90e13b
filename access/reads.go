package access

import (
	"net/http"
	"slices"
	"strings"

	"recourse/complaint"
)

// caseParam is how a route names the case it is about.
const caseParam = "/:case"

// OfCase reports whether the route is about one case that its address names.
func (r Rule) OfCase() bool { return strings.Contains(r.Route+"/", caseParam+"/") }

// Reads reports whether the route shows something of a case file to staff, so
// that its use is recorded. Every route does that reads, is about one case and is
// for a role of staff: none has to be marked, and so none can be forgotten.
func (r Rule) Reads() bool {
	return r.Method == http.MethodGet && r.OfCase() && !r.Open() &&
		slices.ContainsFunc(r.Roles, func(role complaint.Role) bool { return slices.Contains(Staff, role) })
}

// Part names what a route shows of a case: "case" for the file as a whole, else
// what follows the case in the route, such as "events" or "documents".
func (r Rule) Part() string {
	_, rest, _ := strings.Cut(r.Route+"/", caseParam+"/")
	part, _, _ := strings.Cut(rest, "/")
	if part == "" {
		return "case"
	}
	return part
}
