package server

import (
	"context"
	"errors"
	"maps"
	"net/mail"
	"slices"
	"strings"

	"recourse/complaint"
	"recourse/law"
)

// Admit gives a representative access to a case and returns them with the code that
// opens it to them. The same key does it once and returns the same. Busy when the
// act is accepted but not on record yet: then the same key asks again.
func (s *Service) Admit(ctx context.Context, number complaint.Number, by complaint.Actor, key, name, email string) (law.Admitted, string, error) {
	email = strings.TrimSpace(email)
	if a, err := mail.ParseAddress(email); email != "" && (err != nil || a.Address != email) {
		return law.Admitted{}, "", complaint.Errorf(complaint.Invalid, "email is no e-mail address")
	}
	data := map[string]any{"name": name, "email": email}
	d, err := s.deed(number, law.Act{Key: key, Action: complaint.RepresentativeAdmitted, Actor: by}, data)
	if err != nil {
		return law.Admitted{}, "", err
	}
	seq, err := s.perform(ctx, d)
	if errors.Is(err, context.DeadlineExceeded) {
		return law.Admitted{}, "", complaint.Errorf(complaint.Busy, "the access is being given; ask again with the same Idempotency-Key")
	}
	if err != nil {
		return law.Admitted{}, "", err
	}
	code := s.accessCode(number, madeForAgent, d.act.Key)
	if err := s.record.AddRepresentative(ctx, number, seq, codeHash(code)); err != nil {
		return law.Admitted{}, "", ours(err, "let a representative in")
	}
	e, err := s.record.EventByKey(ctx, number, d.act.Key)
	if err != nil {
		return law.Admitted{}, "", ours(err, "read the act that admits a representative")
	}
	return law.Admitted{Agent: law.Agent{Seq: seq, At: e.At}, Name: d.private["name"], Email: d.private["email"]}, code, nil
}

// Admitted lists the representatives who have, or had, access to a case.
func (s *Service) Admitted(ctx context.Context, number complaint.Number) ([]law.Admitted, error) {
	r, err := s.record.Dossier(ctx, number)
	if err != nil {
		return nil, ours(err, "read a case")
	}
	return r.Admitted(), nil
}

// Revoke takes a representative's access back. It takes effect before it is on
// record: should the record take its time, the representative is out all the same.
// From a case that has ended for good, on which nothing more can be recorded, the
// representative is shut out too.
func (s *Service) Revoke(ctx context.Context, number complaint.Number, by complaint.Actor, key string, seq int) error {
	c, err := s.record.Case(ctx, number)
	if err != nil {
		return ours(err, "read a case")
	}
	id := law.AgentID(seq)
	if c.Ended && by.Role == complaint.Complainant {
		return s.shutOut(number, id)(ctx)
	}
	act := law.Act{Key: key, Action: complaint.RepresentativeRevoked, Actor: by}
	_, err = s.Act(ctx, number, act, map[string]any{law.AgentFact: id})
	return err
}

// shutOut returns what ends the code and the sessions of a representative.
func (s *Service) shutOut(number complaint.Number, id string) func(context.Context) error {
	return func(ctx context.Context) error {
		err := s.record.RevokeRepresentative(ctx, number, agentOf(complaint.Actor{ID: id}))
		return ours(err, "shut a representative out")
	}
}

// forAgent keeps from a representative who the others are: their names and addresses
// are between them and the person. Letters with links name whom they let in.
func forAgent(r law.Record, by complaint.Actor) law.Record {
	if by.Role != complaint.Representative {
		return r
	}
	r.Letters = slices.DeleteFunc(slices.Clone(r.Letters), func(p law.Posted) bool { return p.Code == law.LinkLetter })
	r.Entries = slices.Clone(r.Entries)
	for i, e := range r.Entries {
		if e.Action == complaint.RepresentativeAdmitted && law.AgentID(e.Seq) != by.ID {
			details := maps.Clone(e.Details)
			delete(details, "name")
			delete(details, "email")
			r.Entries[i].Details = details
		}
	}
	return r
}
