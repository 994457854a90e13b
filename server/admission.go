package server

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// Admission is what the record knows of who is let in to a case. Whom a code or a
// link belongs to is told by a number: 0 for the person, for a representative the
// sequence of the event that admitted them.
type Admission interface {
	// Accesses returns the SHA-256 of each code that opens a case; none for an
	// unknown case.
	Accesses(ctx context.Context, number complaint.Number) (map[int][]byte, error)
	// RenewAccess replaces the hash of the person's code, also on the cases that
	// came out of the case; Missing for an unknown case.
	RenewAccess(ctx context.Context, number complaint.Number, key string, hash []byte) error
	// AddRepresentative lets a representative in; again it changes nothing.
	AddRepresentative(ctx context.Context, number complaint.Number, seq int, hash []byte) error
	// RevokeRepresentative lets a representative in no more.
	RevokeRepresentative(ctx context.Context, number complaint.Number, seq int) error
	// Correspondents returns the e-mail addresses of those who have access; none
	// for an unknown case.
	Correspondents(ctx context.Context, number complaint.Number) (map[int]string, error)
	// AskLink counts a wish for a link, and writes down link and letter where one
	// is due and there were not too many.
	AskLink(ctx context.Context, a LinkAsk) error
	// UseLink uses up a link, once, and tells whom it lets in to which case; with a
	// number only to that case. Missing for one that opens nothing.
	UseLink(ctx context.Context, number complaint.Number, hash []byte, at time.Time) (complaint.Number, int, error)
	// OpenOwnSession notes that a case is open somewhere; SeeOwnSession that it is in
	// use there, Missing when it has ended.
	OpenOwnSession(ctx context.Context, v access.OwnSession) error
	SeeOwnSession(ctx context.Context, number complaint.Number, agent int, id string, at time.Time) error
	// OwnSessions lists where a case is open to whom Accesses lists, the last used
	// first. EndOwnSession ends one of them, EndOwnSessions all but one.
	OwnSessions(ctx context.Context, number complaint.Number, agent int, at time.Time) ([]access.OwnSession, error)
	EndOwnSession(ctx context.Context, number complaint.Number, agent int, id string) error
	EndOwnSessions(ctx context.Context, number complaint.Number, agent int, but string) error
	// Try counts a try to open a case, and tells whether it does: a good one, and
	// not before wait, after the last failure from the network.
	TryCase(ctx context.Context, caseKey, networkKey []byte, at time.Time, good bool, wait func(atCase, fromNetwork int) time.Duration) (bool, error)
}

// The pace of opening cases. A code has 120 bits: nobody guesses it, however fast.
// The pace keeps those who try from keeping us busy, and nobody from coming in: who
// has not failed never waits, and who has waits half a minute at most. Product
// choices.
const (
	freeGuesses  = 5
	longestPause = 30 * time.Second
)

// pause is how long a network waits after a failure, with so many failures at the
// case and so many from the network. A network that has not failed does not wait,
// whatever others do to the case.
func pause(atCase, fromNetwork int) time.Duration {
	over := max(atCase, fromNetwork) - freeGuesses
	if fromNetwork == 0 || over < 0 {
		return 0
	}
	const doublings = 5
	return min(time.Second<<min(over, doublings), longestPause)
}

// errNoEntry is the one answer to whatever does not open a case.
var errNoEntry = complaint.Errorf(complaint.Missing, "there is no case with this number and access code, or it was tried too often: then wait half a minute")

// OpenSession checks a case number, as a person types it, and an access code, and
// opens a session for its owner: the person, or a representative. The answer is the
// same, and takes the same way, for an unknown case, for a wrong code, and for a try
// that comes too early.
func (s *Service) OpenSession(ctx context.Context, number, code string) (complaint.Number, error) {
	n, err := complaint.ParseNumber(number)
	if err != nil {
		return "", err
	}
	hashes, err := s.record.Accesses(ctx, n)
	if err != nil {
		return "", fmt.Errorf("read the accesses: %w", err)
	}
	agent, found := ownerOf(hashes, codeHash(code))
	opens, err := s.record.TryCase(ctx, s.caseKey(n), s.networkKey(ctx, n), s.now(), found, pause)
	if err != nil {
		return "", fmt.Errorf("count a try: %w", err)
	}
	if !opens {
		return "", errNoEntry
	}
	return n, s.letIn(ctx, n, agent, hashes[agent])
}

// ownerOf finds whose code it is. It compares with every code, and where there is
// none with one that nobody has.
func ownerOf(hashes map[int][]byte, hash []byte) (agent int, found bool) {
	none := make([]byte, sha256.Size)
	if len(hashes) == 0 {
		hashes = map[int][]byte{0: none}
	}
	for a, h := range hashes {
		if subtle.ConstantTimeCompare(h, hash) == 1 {
			agent, found = a, true
		}
	}
	return agent, found
}

// letIn opens the session of the person or of a representative.
func (s *Service) letIn(ctx context.Context, n complaint.Number, agent int, hash []byte) error {
	c := access.Caller{Actor: complaint.Actor{Role: complaint.Complainant}, Case: n}
	if agent != 0 {
		c.Actor = complaint.Actor{Role: complaint.Representative, ID: law.AgentID(agent)}
	}
	return s.enter(ctx, c, inShort(hash))
}

// inShort is by what a session remembers the code that has opened it: enough to
// notice that the code is another one now.
func inShort(hash []byte) string {
	const length = 8
	return base64.RawStdEncoding.EncodeToString(hash[:min(len(hash), length)])
}

// stillIn ends the session of a complainant whose access has been taken back, whose
// code has been replaced, or who has ended it from elsewhere, since it was opened.
func (s *Service) stillIn(ctx context.Context, c access.Caller) (access.Caller, error) {
	if !c.Complains() {
		return c, nil
	}
	hashes, err := s.record.Accesses(ctx, c.Case)
	if err != nil {
		return access.Nobody, fmt.Errorf("read the accesses: %w", err)
	}
	hash, ok := hashes[agentOf(c.Actor)]
	if ok && inShort(hash) == s.sessions.GetString(ctx, heldCode) {
		on, err := s.goesOn(ctx, c)
		if on || err != nil {
			return c, err
		}
	}
	return access.Nobody, s.Leave(ctx)
}

// agentOf is the number of the representative that acts; 0 for the person.
func agentOf(a complaint.Actor) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(a.ID, law.AgentPrefix)) // no number for the person, who has no identifier
	return n
}

// RenewCode makes a new code for the person and returns it; the old one opens
// nothing any more, and the sessions that it has opened end, but for the one of the
// caller. The same key makes the same code. Missing when there is no such case.
func (s *Service) RenewCode(ctx context.Context, number complaint.Number, by complaint.Actor, key string) (string, error) {
	if by.Role != complaint.Complainant {
		return "", complaint.Errorf(complaint.Forbidden, "the code of a case is for its person to change")
	}
	key = s.actKey(number, by, key)
	code := s.accessCode(number, madeForRenewal, key)
	hash := codeHash(code)
	if err := s.record.RenewAccess(ctx, number, key, hash); err != nil {
		return "", ours(err, "renew an access code")
	}
	s.sessions.Put(ctx, heldCode, inShort(hash))
	return code, ours(s.record.EndOwnSessions(ctx, number, agentOf(by), s.sessions.GetString(ctx, heldOwn)), "end the other sessions")
}
