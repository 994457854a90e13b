package law

import (
	"testing"

	"recourse/complaint"
)

// H98, H99 (E13): who is given access acts under a number until it is taken back,
// and gives nobody else any.
func TestRepresentation(t *testing.T) {
	t.Parallel()
	r := newRoad(t).do(person, complaint.RepresentativeAdmitted).by("H98")
	agent := complaint.Actor{Role: complaint.Representative, ID: r.c.Agents[0].ID()}
	if agent.ID != "rep/2" || AgentID(2) != agent.ID {
		t.Fatalf("the representative is %s, want rep/2", agent.ID)
	}
	check := func(actor complaint.Actor, action complaint.Action, facts map[string]string) error {
		return r.c.Check(Act{Key: "k", Action: action, Actor: actor, Facts: facts}, r.now)
	}
	if err := check(agent, complaint.MessageSent, nil); err != nil {
		t.Errorf("the representative cannot write: %v", err)
	}
	for _, action := range []complaint.Action{complaint.RepresentativeAdmitted, complaint.RepresentativeRevoked} {
		for _, role := range []complaint.Role{complaint.Representative, complaint.CaseOfficer, complaint.Manager} {
			if err := check(complaint.Actor{Role: role, ID: agent.ID}, action, map[string]string{AgentFact: agent.ID}); complaint.KindOf(err) != complaint.Forbidden {
				t.Errorf("%s by %s: got %v, want it forbidden", action, role, err)
			}
		}
	}
	r.refused("this representative has access", person, complaint.RepresentativeRevoked, "agent=rep/3")
	r.do(person, complaint.RepresentativeRevoked, "agent=rep/2").by("H99")
	if err := check(agent, complaint.MessageSent, nil); complaint.RuleOf(err) != "H99" {
		t.Errorf("after revoking: got %v, want H99", err)
	}
	r.refused("a representative has access", person, complaint.RepresentativeRevoked, "agent=rep/2")
	for range mostAgents {
		r.do(person, complaint.RepresentativeAdmitted)
	}
	r.refused("fewer than 5", person, complaint.RepresentativeAdmitted)
}

// A copy of the case does not share its representatives.
func TestRepresentation_clone(t *testing.T) {
	t.Parallel()
	r := newRoad(t).do(person, complaint.RepresentativeAdmitted)
	c := r.c.Clone()
	r.do(person, complaint.RepresentativeRevoked, "agent=rep/2")
	if !c.Agents[0].Current() || r.c.Agents[0].Current() {
		t.Errorf("the copy has %+v, the case %+v", c.Agents, r.c.Agents)
	}
}

// An officer's document is for the office unless the officer shares it.
func TestDocument_isSharedByAFlag(t *testing.T) {
	t.Parallel()
	facts, _, err := ParseData(complaint.DocumentAdded, map[string]any{"document": "X", SharedFact: true})
	if err != nil || facts[SharedFact] != "true" {
		t.Errorf("got %v, %v", facts, err)
	}
}
