package law

import (
	"fmt"
	"slices"
	"time"

	"recourse/complaint"
)

// Agent is somebody whom the person has given an access of their own to the case.
// Who it is, only the record knows: name and address are private texts of the act
// that gives the access.
type Agent struct {
	Seq   int       `json:"seq"` // of the event that gives the access
	At    time.Time `json:"at"`
	Ended time.Time `json:"ended,omitzero"` // when it was taken back
}

// AgentPrefix is how the identifier of a representative begins.
const AgentPrefix = "rep/"

// Facts of acts that others than the rules read too.
const (
	AgentFact  = "agent"  // the representative whose access is taken back
	SharedFact = "shared" // an officer's document that the complainant may read
)

// AgentID is the identifier under which the representative acts to whom the event
// has given access: "rep/2". It holds no name.
func AgentID(seq int) string { return fmt.Sprintf("%s%d", AgentPrefix, seq) }

// IsAgentID reports whether s has the form of such an identifier.
func IsAgentID(s string) bool { return agentForm.MatchString(s) }

// ID is the identifier under which the representative acts.
func (a Agent) ID() string { return AgentID(a.Seq) }

// Current reports whether the access still stands.
func (a Agent) Current() bool { return a.Ended.IsZero() }

// representation holds the acts by which the person lets somebody else read the
// case and act on it. That such a representative may speak for the person in law
// is another matter, and recorded by an officer (mandate.recorded).
var representation = slices.Concat(
	everywhere(Transition{
		ID: "H98", Action: complaint.RepresentativeAdmitted, If: when(fewAgents), Does: admitAgent,
		Says: "The representative can read the case and act on it with a code of their own until the access is taken back. Their written authority is still needed.", Cite: "E13",
	}),
	everywhere(Transition{
		ID: "H99", Action: complaint.RepresentativeRevoked, If: when(someAgent, hasAccess), Does: revokeAgent,
		Says: "The representative can no longer read the case or act on it.", Cite: "E13",
	}),
	ofRequests(atAnyTime(Transition{
		ID: "H68", Action: complaint.RepresentativeAdmitted, If: when(fewAgents), Does: admitAgent,
		Says: "The representative can read the request and act on it with a code of their own until the access is taken back. Their written authority is still needed.", Cite: "E13",
	})),
	ofRequests(atAnyTime(Transition{
		ID: "H69", Action: complaint.RepresentativeRevoked, If: when(someAgent, hasAccess), Does: revokeAgent,
		Says: "The representative can no longer read the request or act on it.", Cite: "E13",
	})),
)

// mostAgents is how many representatives can have access at the same time. Product
// choice: more than anybody needs, and few enough to keep an eye on.
const mostAgents = 5

var (
	fewAgents = Condition{Says: fmt.Sprintf("fewer than %d representatives have access", mostAgents), Holds: func(c *Case, _ Act) bool {
		return len(c.currentAgents()) < mostAgents
	}}
	someAgent = Condition{Says: "a representative has access", Holds: func(c *Case, _ Act) bool { return len(c.currentAgents()) > 0 }}
	hasAccess = Condition{Says: "this representative has access", OnFacts: true, Holds: func(c *Case, a Act) bool { return c.admits(a.Facts[AgentFact]) }}
)

func admitAgent(c *Case, e *Event) {
	c.Agents = append(c.Agents, Agent{Seq: e.Seq, At: e.At})
}

func revokeAgent(c *Case, e *Event) {
	for i := range c.Agents {
		if a := &c.Agents[i]; a.ID() == e.Facts[AgentFact] && a.Current() {
			a.Ended = e.At
		}
	}
}

// admits reports whether a representative has access.
func (c *Case) admits(id string) bool {
	return slices.ContainsFunc(c.currentAgents(), func(a Agent) bool { return a.ID() == id })
}

// currentAgents are the representatives who have access now.
func (c *Case) currentAgents() []Agent {
	return slices.DeleteFunc(slices.Clone(c.Agents), func(a Agent) bool { return !a.Current() })
}

// Admitted is a representative as the record knows them.
type Admitted struct {
	Agent
	Name, Email string // as the person wrote them; empty once the case is erased
}

// Admitted lists the representatives of the case, the first admitted first.
func (r Record) Admitted() []Admitted {
	list := make([]Admitted, len(r.Case.Agents))
	for i, a := range r.Case.Agents {
		list[i].Agent = a
		for _, e := range r.Entries {
			if e.Seq == a.Seq {
				list[i].Name, list[i].Email = e.Details["name"], e.Details["email"]
			}
		}
	}
	return list
}
