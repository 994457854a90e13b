package server

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"strings"
	"time"

	"recourse/complaint"
)

// LinkLasts is how long a link can be used: as long as OWASP ASVS 5.0.0, 6.5.5, lets
// what is sent out of band live. Whose letter was slower asks for another.
const LinkLasts = 10 * time.Minute

// The measure of links. Product choices: nobody's mailbox is filled by strangers, and
// nobody looks for cases by asking.
const (
	linksPerCase = 3  // sent in an hour
	linksPerNet  = 10 // asked for in an hour
)

// Lengths of links, in bytes.
const (
	seedBytes  = 16
	tokenBytes = 20 // 160 bits, 32 letters
)

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

// LinkToken returns what a link holds. It follows from a seed that is on record and
// from a key that is not, so that a letter which is written again holds the same, and
// nobody reads it in the record.
func LinkToken(key, seed []byte) string {
	mac := hmac.New(sha256.New, key)
	_, _ = mac.Write(seed) // never fails
	return letters.EncodeToString(mac.Sum(nil)[:tokenBytes])
}

// LinkPath is the address of a link below that of the installation.
func LinkPath(token string) string { return "/follow/link?token=" + token }

// AskLink sends a link to the address of the person, or of a representative who has
// access, if that is the address given. The answer is the same, and takes the same
// way, whether or not there is such a case, the address is right, or there were too
// many wishes. Invalid for what is no case number.
func (s *Service) AskLink(ctx context.Context, number, address string) error {
	n, err := complaint.ParseNumber(number)
	if err != nil {
		return err
	}
	addresses, err := s.record.Correspondents(ctx, n)
	if err != nil {
		return ours(err, "read the addresses of a case")
	}
	agent, matches := addressee(addresses, address)
	seed := make([]byte, seedBytes)
	_, _ = rand.Read(seed) // never fails: the runtime aborts when the system has no randomness
	at := s.now().UTC()
	err = s.record.AskLink(ctx, LinkAsk{
		Number: n, Agent: agent, Matches: matches, CaseKey: s.caseKey(n), NetworkKey: s.networkKey(ctx, ""),
		Seed: seed, Hash: TokenHash(LinkToken(s.linkKey, seed)), At: at, Expires: at.Add(LinkLasts), PerCase: linksPerCase, PerNetwork: linksPerNet,
	})
	return ours(err, "write down a wish for a link")
}

// addressee finds whose address it is, the person before any representative. It
// compares with every address.
func addressee(addresses map[int]string, given string) (agent int, found bool) {
	want := mailbox(given)
	for a, address := range addresses {
		same := subtle.ConstantTimeCompare(mailbox(address), want) == 1
		if same && (!found || a < agent) {
			agent, found = a, true
		}
	}
	return agent, found
}

// mailbox returns the digest of an address, in either case.
func mailbox(address string) []byte {
	sum := sha256.Sum256([]byte(strings.ToLower(strings.TrimSpace(address))))
	return sum[:]
}

// errNoLink is the one answer to whatever is no link, or none any more.
var errNoLink = complaint.Errorf(complaint.Missing, "this link opens nothing: it has been used, it is too old, or it is not complete")

// UseLink opens a session with what a link holds, once; with a number only on that
// case. Missing for a link that opens nothing.
func (s *Service) UseLink(ctx context.Context, number, token string) (complaint.Number, error) {
	var only complaint.Number
	if number != "" {
		var err error
		if only, err = complaint.ParseNumber(number); err != nil {
			return "", err
		}
	}
	n, agent, err := s.record.UseLink(ctx, only, TokenHash(strings.TrimSpace(token)), s.now().UTC())
	if complaint.KindOf(err) == complaint.Missing {
		return "", errNoLink
	}
	if err != nil {
		return "", ours(err, "use a link")
	}
	hashes, err := s.record.Accesses(ctx, n)
	if err != nil {
		return "", ours(err, "read the accesses")
	}
	return n, s.letIn(ctx, n, agent, hashes[agent])
}
