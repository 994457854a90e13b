package workflows

import (
	"slices"
	"testing"

	"recourse/complaint"
	"recourse/law"
)

// agentAdmitted: the person has admitted a representative, by the second event.
func agentAdmitted(s *story) *story { return s.do(2, person, complaint.RepresentativeAdmitted) }

var representationPassages = slices.Concat(
	anywhere("H98: the person lets somebody else read the case", person, complaint.RepresentativeAdmitted, "", asItIs),
	requestAnyTime("H68: the requester lets somebody else read the request", person, complaint.RepresentativeAdmitted, ""),
	[]passage{
		{name: "H98: officers do not say who may read", road: acceptedNonHR, day: 5, by: officer, act: complaint.RepresentativeAdmitted, refused: "not for the role"},
		{
			name: "H99: the access is taken back", road: agentAdmitted, day: 5, by: person, act: complaint.RepresentativeRevoked, facts: []string{"agent=rep/2"},
			to: "S0",
		},
		{
			name: "H99: the access is taken back, in a closed case",
			road: func(s *story) *story {
				return agentAdmitted(s).do(3, person, complaint.ComplaintWithdrawn, "confirmed=true")
			},
			day: 60, by: person, act: complaint.RepresentativeRevoked, facts: []string{"agent=rep/2"}, to: "S5",
		},
		{name: "H99: nobody has access", day: 5, by: person, act: complaint.RepresentativeRevoked, facts: []string{"agent=rep/2"}, refused: "a representative has access"},
		{
			name: "H69: the access to a request is taken back", filing: asksAccess, road: agentAdmitted, day: 5, by: person, act: complaint.RepresentativeRevoked,
			facts: []string{"agent=rep/2"}, to: "R/RECEIVED",
		},
		{
			name: "H69: the access to a request is taken back, when it is closed", filing: asksAccess,
			road: func(s *story) *story {
				return agentAdmitted(s).do(20, officer, complaint.RequestAnswered, "outcome=GRANTED")
			},
			day: 25, by: person, act: complaint.RepresentativeRevoked, facts: []string{"agent=rep/2"}, to: "S5",
		},
	},
)

// What a representative does is recorded as theirs, as long as they have access.
func TestCase_representativeActs(t *testing.T) {
	t.Parallel()
	robin := complaint.Actor{Role: complaint.Representative, ID: law.AgentID(2)}
	s := newStory(t).do(2, person, complaint.RepresentativeAdmitted)
	act := s.newAct(robin.Role, complaint.MessageSent)
	act.Actor = robin
	s.on(3, func() { s.send(act, "") }).expect(act).
		do(4, person, complaint.RepresentativeRevoked, "agent=rep/2").until(5).tell()
	if e := s.find(t, "H25", complaint.MessageSent); e.Actor != robin {
		t.Errorf("the message is by %+v", e.Actor)
	}
}

func TestCase_representation(t *testing.T) {
	t.Parallel()
	tellPassages(t, representationPassages)
}
