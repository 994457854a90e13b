// Package access says who may do and see what: the roles, who is calling, and
// the one table of routes. It decides on routes only. Which act a role may do
// on a case at which moment is the law's to say (package law), and whose case
// it is, the front door checks (package server): a complainant's own, or one in
// the scope of a member of staff.
package access

import (
	"context"
	"slices"

	"recourse/complaint"
)

// The roles that no party to a case has.
const (
	Anyone   complaint.Role = "anyone"   // nobody in particular: not signed in
	Operator complaint.Role = "operator" // who runs the installation, recognised by where the request comes from
)

// The groups of roles the table is written in.
var (
	Everyone       = []complaint.Role{Anyone}
	Operators      = []complaint.Role{Operator, complaint.SystemAdmin}
	Complainants   = []complaint.Role{complaint.Complainant, complaint.Representative}
	Owner          = []complaint.Role{complaint.Complainant} // who may read a case is the person's to say
	Officers       = []complaint.Role{complaint.CaseOfficer, complaint.PrivacyOfficer, complaint.Manager}
	Auditors       = []complaint.Role{complaint.CaseOfficer, complaint.PrivacyOfficer, complaint.Manager, complaint.Auditor}
	Overseers      = []complaint.Role{complaint.PrivacyOfficer, complaint.Manager, complaint.Auditor}
	Staff          = complaint.StaffRoles
	Administrators = []complaint.Role{complaint.SystemAdmin}
	Parties        = slices.Concat(Complainants, Officers)
)

// Rule says who may call one route.
type Rule struct {
	Method string
	Route  string           // as the router writes it: /cases/:case
	Roles  []complaint.Role // Everyone for a route that asks for no sign-in
}

// Table is every route of the API and of the pages.
var Table = slices.Concat(api, pages)

// rules finds the rule of a route.
var rules = func() map[[2]string]Rule {
	m := make(map[[2]string]Rule, len(Table))
	for _, r := range Table {
		m[[2]string{r.Method, r.Route}] = r
	}
	return m
}()

// Find returns the rule of a route; false when the table does not know it, so
// that nobody may call it.
func Find(method, route string) (Rule, bool) {
	r, ok := rules[[2]string{method, route}]
	return r, ok
}

// Open reports whether the route asks for no sign-in.
func (r Rule) Open() bool { return slices.Contains(r.Roles, Anyone) }

// Allows reports whether the role may call the route.
func (r Rule) Allows(role complaint.Role) bool { return r.Open() || slices.Contains(r.Roles, role) }

// Allowed reports whether the role may call the route; false for a route that
// the table does not know.
func Allowed(method, route string, role complaint.Role) bool {
	r, ok := Find(method, route)
	return ok && r.Allows(role)
}

// Caller is who makes a request, as the front door has recognised them.
type Caller struct {
	Actor complaint.Actor  // its role is Anyone for nobody in particular
	Case  complaint.Number // the one case that a complainant's session opens
	Name  string           // of a member of staff, for the head of a page
	Out   bool             // of office: in a list of staff, an account that is disabled
	Scope Scope            // of a member of staff: the cases they work on
}

// Nobody is a caller who has not signed in.
var Nobody = Caller{Actor: complaint.Actor{Role: Anyone}}

// Complains reports whether the caller is a complainant or acts for one.
func (c Caller) Complains() bool { return slices.Contains(Complainants, c.Actor.Role) }

// Works reports whether the caller is a member of staff.
func (c Caller) Works() bool { return slices.Contains(Staff, c.Actor.Role) }

type contextKey struct{}

// With returns a context that carries the caller.
func With(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, contextKey{}, c)
}

// From returns the caller of a request; Nobody when the context carries none.
func From(ctx context.Context) Caller {
	if c, ok := ctx.Value(contextKey{}).(Caller); ok {
		return c
	}
	return Nobody
}
