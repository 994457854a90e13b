package store

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"recourse/complaint"
	"recourse/store/storedb"
)

// Accesses returns the hashes of the codes that open a case: the person's at 0,
// those of representatives at the sequence of the event that admitted each. An
// unknown case has none.
func (s *Store) Accesses(ctx context.Context, number complaint.Number) (map[int][]byte, error) {
	rows, err := s.q.Accesses(ctx, string(number))
	if err != nil {
		return nil, fault(err, "read the accesses to case %s", number)
	}
	hashes := make(map[int][]byte, len(rows))
	for _, r := range rows {
		hashes[int(r.Agent)] = r.AccessHash
	}
	return hashes, nil
}

// RenewAccess replaces the hash of the person's code, on the case and on all that
// are opened by the same code: the person has one for a case and for those that
// came out of it. Missing when there is no such case.
func (s *Store) RenewAccess(ctx context.Context, number complaint.Number, key string, hash []byte) error {
	n, err := s.q.RenewAccess(ctx, storedb.RenewAccessParams{AccessHash: hash, Root: rootOf(number), Number: string(number), Key: key})
	if err != nil || n > 0 {
		return fault(err, "renew the access to case %s", number)
	}
	there, err := s.AccessHash(ctx, number)
	if err == nil && !bytes.Equal(there, hash) {
		err = complaint.Errorf(complaint.Conflict, "with this key a code was made that another has replaced since")
	}
	return err
}

// rootOf is the number of the case that was filed, of which a case bears the
// number that came out of it.
func rootOf(number complaint.Number) string {
	const parts = 3
	list := strings.Split(string(number), "-")
	return strings.Join(list[:min(len(list), parts)], "-")
}

// AddRepresentative lets a representative in with the code of this hash, from the
// event on that admitted them. Done twice it changes nothing.
func (s *Store) AddRepresentative(ctx context.Context, number complaint.Number, seq int, hash []byte) error {
	err := s.q.AddRepresentative(ctx, storedb.AddRepresentativeParams{Number: string(number), Seq: int64(seq), AccessHash: hash})
	return fault(err, "let a representative in to case %s", number)
}

// RevokeRepresentative lets a representative in no more, from now on.
func (s *Store) RevokeRepresentative(ctx context.Context, number complaint.Number, seq int) error {
	err := s.q.RevokeRepresentative(ctx, storedb.RevokeRepresentativeParams{Number: string(number), Seq: int64(seq)})
	return fault(err, "let a representative in no more to case %s", number)
}

// Correspondents returns the e-mail addresses of those who have access to a case,
// by whom Accesses lists; an unknown case has none, and who has no address is left
// out. For an unknown case, and for one that is erased, as much is opened as for any
// other, so that the time tells nobody which cases there are.
func (s *Store) Correspondents(ctx context.Context, number complaint.Number) (map[int]string, error) {
	rows, err := s.q.Correspondents(ctx, string(number))
	if err != nil {
		return nil, fault(err, "read the addresses of case %s", number)
	}
	if len(rows) == 0 {
		return map[int]string{}, s.openDecoy()
	}
	addresses := map[int]string{}
	for _, r := range rows {
		address, err := s.addressIn(number, r)
		if err != nil {
			return nil, fmt.Errorf("open an address of case %s: %w", number, err)
		}
		if address != "" {
			addresses[int(r.Agent)] = address
		}
	}
	return addresses, nil
}

// addressIn opens a filing, or what an act says of a representative, and returns
// the e-mail address in it.
func (s *Store) addressIn(number complaint.Number, r storedb.CorrespondentsRow) (string, error) {
	k, err := s.keyOf(number, r.Wrapped)
	if err != nil {
		return "", err
	}
	if r.Agent == 0 {
		var f complaint.Filing
		err := unseal(k, r.Sealed, filingPlace, &f)
		return f.Person.Email, err
	}
	var said map[string]string
	err = unseal(k, r.Sealed, detailsPlace+r.ActKey, &said)
	return said["email"], err
}

// decoyNumber owns the decoy. It is no case number.
const decoyNumber = "decoy"

// decoyText is how long a story is that somebody writes, in bytes.
const decoyText = 1500

// openDecoy opens a filing that nobody has made. It is made at first use, and again
// when the record has got another master key.
func (s *Store) openDecoy() error {
	if d := s.decoy.Load(); d != nil {
		if _, err := s.addressIn(decoyNumber, *d); err == nil {
			return nil
		}
	}
	k, wrapped, err := s.sealer.NewKey(decoyNumber)
	if err != nil {
		return fmt.Errorf("make a decoy: %w", err)
	}
	text, err := sealed(k, complaint.Filing{Narrative: strings.Repeat("n", decoyText)}, filingPlace)
	if err != nil {
		return fmt.Errorf("make a decoy: %w", err)
	}
	s.decoy.Store(&storedb.CorrespondentsRow{Sealed: text, Wrapped: wrapped})
	return nil
}

// LinkAsk is somebody's wish for a link.
type LinkAsk struct {
	Number              complaint.Number
	Agent               int    // who is to be let in, as in Accesses
	Matches             bool   // the address given is on file: a link is due
	CaseKey, NetworkKey []byte // under which the wishes are counted
	Seed, Hash          []byte // from which the link follows, and by which it is known
	At, Expires         time.Time
	PerCase, PerNetwork int // how many links a case, and wishes a network, has in an hour
}

// AskLink counts the wish, and where a link is due and there were not too many it
// writes down the link and the letter that brings it. What it does costs as much
// either way.
func (s *Store) AskLink(ctx context.Context, a LinkAsk) error {
	role := complaint.Complainant
	if a.Agent != 0 {
		role = complaint.Representative
	}
	_, err := s.q.AskLink(ctx, storedb.AskLinkParams{
		NetworkKey: a.NetworkKey, At: a.At, PerNetwork: int64(a.PerNetwork), CaseKey: a.CaseKey, Matches: a.Matches, PerCase: int64(a.PerCase),
		Number: string(a.Number), ToRole: string(role), Agent: int64(a.Agent), Seed: a.Seed, Hash: a.Hash, ExpiresAt: a.Expires,
	})
	if err == nil {
		err = s.q.ForgetAsks(ctx, a.At.Add(-longKept))
	}
	return fault(err, "write down a wish for a link")
}

// LinkOf returns from what the link of a letter follows, and whom it lets in.
func (s *Store) LinkOf(ctx context.Context, letterID int64) (seed []byte, agent int, err error) {
	row, err := s.q.LinkOf(ctx, letterID)
	return row.Seed, int(row.Agent), fault(err, "read the link of letter %d", letterID)
}

// UseLink uses up the link of this hash and returns whom it lets in to which case;
// only on the case of a number, if one is given.
// Missing for one that is unknown, used, or past its time, and for a representative
// who has no access any more.
func (s *Store) UseLink(ctx context.Context, number complaint.Number, hash []byte, at time.Time) (complaint.Number, int, error) {
	row, err := s.q.UseLink(ctx, storedb.UseLinkParams{Number: string(number), Hash: hash, At: at})
	if err != nil {
		return "", 0, fault(missing(err, "there is no such link"), "use a link")
	}
	return complaint.Number(row.Number), int(row.Agent), nil
}
