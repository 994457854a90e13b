package server

import (
	"context"
	"crypto/rand"

	"recourse/access"
	"recourse/complaint"
)

// heldOwn is where a session of a complainant keeps by which name it is listed.
const heldOwn = "own session"

// openOwn notes that a case is open in this browser.
func (s *Service) openOwn(ctx context.Context, c access.Caller) error {
	v := access.OwnSession{ID: rand.Text(), Number: c.Case, Agent: agentOf(c.Actor), OpenedAt: s.now().UTC(), ExpiresAt: s.now().UTC().Add(ownSession)}
	s.sessions.Put(ctx, heldOwn, v.ID)
	return ours(s.record.OpenOwnSession(ctx, v), "open a session")
}

// closeOwn notes that it is no longer.
func (s *Service) closeOwn(ctx context.Context) error {
	id := s.sessions.GetString(ctx, heldOwn)
	if id == "" {
		return nil
	}
	number, by := complaint.Number(s.sessions.GetString(ctx, heldCase)), complaint.Actor{ID: s.sessions.GetString(ctx, heldID)}
	return ours(s.record.EndOwnSession(ctx, number, agentOf(by), id), "end a session")
}

// goesOn reports whether the session of a complainant was not ended from elsewhere.
func (s *Service) goesOn(ctx context.Context, c access.Caller) (bool, error) {
	err := s.record.SeeOwnSession(ctx, c.Case, agentOf(c.Actor), s.sessions.GetString(ctx, heldOwn), s.now().UTC())
	if complaint.KindOf(err) == complaint.Missing {
		return false, nil
	}
	return err == nil, ours(err, "find a session")
}

// OwnSessions lists where the caller's case is open to them, and whether they have
// just shown by code or link who they are, so that they may end others.
func (s *Service) OwnSessions(ctx context.Context) (list []access.OwnSession, here string, proven bool, err error) {
	c := access.From(ctx)
	list, err = s.record.OwnSessions(ctx, c.Case, agentOf(c.Actor), s.now().UTC())
	if err != nil {
		return nil, "", false, ours(err, "list sessions")
	}
	here = s.sessions.GetString(ctx, heldOwn)
	for _, v := range list {
		proven = proven || v.ID == here && s.now().Sub(v.OpenedAt) < freshProof
	}
	return list, here, proven, nil
}

// EndOwnSessions ends one of the sessions that OwnSessions lists, or with "" all but
// this one. The caller shows their code once more, unless they have just come in
// (OWASP ASVS 5.0.0, 7.5.2). Missing for a code that is not theirs, or was tried too
// often.
func (s *Service) EndOwnSessions(ctx context.Context, id, code string) error {
	_, here, proven, err := s.OwnSessions(ctx)
	if err != nil {
		return err
	}
	c := access.From(ctx)
	if !proven {
		if err := s.showsCode(ctx, c, code); err != nil {
			return err
		}
	}
	if id == "" {
		return ours(s.record.EndOwnSessions(ctx, c.Case, agentOf(c.Actor), here), "end the other sessions")
	}
	return ours(s.record.EndOwnSession(ctx, c.Case, agentOf(c.Actor), id), "end a session")
}

// showsCode checks the code of whoever is in the case. Tries count as at the door.
func (s *Service) showsCode(ctx context.Context, c access.Caller, code string) error {
	hashes, err := s.record.Accesses(ctx, c.Case)
	if err != nil {
		return ours(err, "read the accesses")
	}
	agent, found := ownerOf(hashes, codeHash(code))
	right, err := s.record.TryCase(ctx, s.caseKey(c.Case), s.networkKey(ctx, c.Case), s.now(), found && agent == agentOf(c.Actor), pause)
	if err != nil {
		return ours(err, "count a try")
	}
	if !right {
		return errNoEntry
	}
	return nil
}
