package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"recourse/complaint"
	"recourse/law"
	"recourse/seal"
	"recourse/store/storedb"
)

// Key seals and opens what belongs to one case.
type Key interface {
	Seal(plain []byte, what string) ([]byte, error)
	Unseal(sealed []byte, what string) ([]byte, error)
	SealStream(w io.Writer, what string) (io.WriteCloser, error)
	UnsealStream(r io.Reader, what string) (io.Reader, error)
}

// Sealer makes and unwraps the keys of cases, and gives the numbers by which
// words are found. Package seal has it; benchmarks bring one that does nothing.
type Sealer interface {
	NewKey(owner string) (Key, []byte, error)
	Key(owner string, wrapped []byte) (Key, error)
	Words(texts ...string) []int32
}

// errLocked says that the record was not given its keys.
var errLocked = errors.New("the record is locked: its master key was not given")

// locked refuses, for a record that was opened without its keys.
type locked struct{}

func (locked) NewKey(string) (Key, []byte, error) { return nil, nil, errLocked }
func (locked) Key(string, []byte) (Key, error)    { return nil, errLocked }
func (locked) Words(...string) []int32            { return nil }

// vault is the sealer of package seal.
type vault struct {
	*seal.Master
	*seal.Index
}

func (v vault) NewKey(owner string) (Key, []byte, error)      { return v.Master.NewKey(owner) }
func (v vault) Key(owner string, wrapped []byte) (Key, error) { return v.Master.Key(owner, wrapped) }
func (v vault) Words(texts ...string) []int32                 { return v.Index.Words(texts...) }

// indexKey is the installation key of the blind index.
const indexKey = "index"

// Unlock gives the record its master key. Before that it neither takes nor shows
// what persons have written. A master that did not wrap the keys on record is
// refused.
func (s *Store) Unlock(ctx context.Context, master *seal.Master) error {
	s.master = master
	secret, err := s.InstallationKey(ctx, indexKey)
	if err != nil {
		s.master = nil
		return err
	}
	s.sealer = vault{master, seal.NewIndex(secret)}
	return nil
}

// Seal lets another sealer than that of package seal do the work, so that a
// benchmark can tell what sealing costs.
func (s *Store) Seal(with Sealer) { s.sealer = with }

// InstallationKey returns a secret of seal.KeySize bytes for one purpose, the same
// for every process and for as long as the record lives. It is made at first use.
func (s *Store) InstallationKey(ctx context.Context, name string) ([]byte, error) {
	if s.master == nil {
		return nil, errLocked
	}
	_, wrapped, err := s.master.NewSecret(name)
	if err != nil {
		return nil, err
	}
	add := storedb.AddInstallationKeyParams{Name: name, Wrapped: wrapped, Master: int64(seal.WrappedBy(wrapped))}
	if err := s.q.AddInstallationKey(ctx, add); err != nil {
		return nil, fault(err, "make the installation key %s", name)
	}
	if wrapped, err = s.q.InstallationKey(ctx, name); err != nil {
		return nil, fault(err, "read the installation key %s", name)
	}
	secret, err := s.master.Secret(name, wrapped)
	if err != nil {
		return nil, fmt.Errorf("the master key given is not that of this record (installation key %s): %w", name, err)
	}
	return secret, nil
}

// rewrapped is how many keys are wrapped anew in one commit.
const rewrapped = 1000

// Rewrap wraps every key that another master key than the first has wrapped anew
// with that one, and returns how many there were. No case is touched, and all may
// go on meanwhile; it may be stopped and repeated. After each commit it says how
// many are done.
func (s *Store) Rewrap(ctx context.Context, said func(int)) (int, error) {
	if s.master == nil {
		return 0, errLocked
	}
	done, err := s.rewrapSecrets(ctx)
	if err != nil {
		return done, err
	}
	drafts, err := s.rewrapDrafts(ctx)
	if done += drafts; err != nil {
		return done, err
	}
	files, err := s.rewrapDraftFiles(ctx)
	if done += files; err != nil {
		return done, err
	}
	for after := ""; ; {
		rows, err := s.q.CaseKeys(ctx, storedb.CaseKeysParams{After: after, Master: int64(s.master.Primary()), MaxRows: rewrapped})
		if err != nil {
			return done, fault(err, "list the keys of cases")
		}
		if len(rows) == 0 {
			return done, nil
		}
		if err := s.rewrapCases(ctx, rows); err != nil {
			return done, err
		}
		after = rows[len(rows)-1].Number
		done += len(rows)
		said(done)
	}
}

func (s *Store) rewrapCases(ctx context.Context, rows []storedb.CaseKeysRow) error {
	arg := storedb.RewrapCaseKeysParams{Master: int64(s.master.Primary())}
	for _, row := range rows {
		wrapped, err := s.master.Rewrap(row.Number, row.Wrapped)
		if err != nil {
			return fmt.Errorf("wrap the key of case %s anew: %w", row.Number, err)
		}
		arg.Numbers, arg.Wrapped, arg.Was = append(arg.Numbers, row.Number), append(arg.Wrapped, wrapped), append(arg.Was, row.Wrapped)
	}
	_, err := s.q.RewrapCaseKeys(ctx, arg)
	return fault(err, "keep %d keys that were wrapped anew", len(rows))
}

func (s *Store) rewrapSecrets(ctx context.Context) (int, error) {
	rows, err := s.q.InstallationKeys(ctx, int64(s.master.Primary()))
	if err != nil {
		return 0, fault(err, "list the installation keys")
	}
	for _, row := range rows {
		wrapped, err := s.master.RewrapSecret(row.Name, row.Wrapped)
		if err != nil {
			return 0, fmt.Errorf("wrap the installation key %s anew: %w", row.Name, err)
		}
		arg := storedb.RewrapInstallationKeyParams{Name: row.Name, Wrapped: wrapped, Was: row.Wrapped, Master: int64(s.master.Primary())}
		if _, err := s.q.RewrapInstallationKey(ctx, arg); err != nil {
			return 0, fault(err, "keep the installation key %s", row.Name)
		}
	}
	return len(rows), nil
}

// MasterKeysInUse returns how many keys each master key has wrapped.
func (s *Store) MasterKeysInUse(ctx context.Context) (map[uint32]int64, error) {
	rows, err := s.q.MasterKeysInUse(ctx)
	if err != nil {
		return nil, fault(err, "count the keys that master keys have wrapped")
	}
	uses := map[uint32]int64{}
	for _, row := range rows {
		uses[uint32(row.Master)] = row.Keys
	}
	return uses, nil
}

// The places of what is sealed, within its case.
const (
	filingPlace   = "filing"
	detailsPlace  = "details/"  // and the key of the act
	letterPlace   = "letter/"   // and the identifier of the letter
	documentPlace = "document/" // and the identifier of the document: its name
	uploadPlace   = "upload/"   // and the identifier of the upload: its content
	reminderPlace = "reminder/" // and the identifier of the reminder: the word in it
)

// sealed seals a value as JSON.
func sealed(k Key, value any, place string) ([]byte, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("encode what is to be sealed: %w", err)
	}
	return k.Seal(text, place)
}

// unseal opens what sealed has sealed. Without a key, since the case is erased,
// and where nothing was sealed, the value stays as it is.
func unseal(k Key, text []byte, place string, to any) error {
	if k == nil || text == nil {
		return nil
	}
	plain, err := k.Unseal(text, place)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(plain, to); err != nil {
		return errors.New("what was sealed is no JSON of this release") // the library's words may quote it
	}
	return nil
}

// keyOf unwraps the key of a case; nil, and no error, for an erased one.
func (s *Store) keyOf(number complaint.Number, wrapped []byte) (Key, error) {
	if wrapped == nil {
		return nil, nil //nolint:nilnil // an erased case has no key, and that is no fault
	}
	k, err := s.sealer.Key(string(number), wrapped)
	if err != nil {
		return nil, fmt.Errorf("unwrap the key of case %s: %w", number, err)
	}
	return k, nil
}

// caseKey reads the key of a case. Missing when there is no such case, or no
// longer a key.
func (s *Store) caseKey(ctx context.Context, number complaint.Number) (Key, error) {
	wrapped, err := s.q.CaseKey(ctx, string(number))
	if err != nil {
		return nil, fault(missingCase(err, number), "read the key of case %s", number)
	}
	return s.keyOf(number, wrapped)
}

// sealedEntry is an event as view entries gives it.
type sealedEntry struct {
	law.Entry
	Sealed []byte `json:"sealed"`
}

// entry opens the private texts of an event.
func (e sealedEntry) entry(k Key) (law.Entry, error) {
	err := unseal(k, e.Sealed, detailsPlace+e.Key, &e.Details)
	return e.Entry, err
}

// openEntries decodes events and opens their private texts.
func openEntries(k Key, rows json.RawMessage) ([]law.Entry, error) {
	var closed []sealedEntry
	if err := json.Unmarshal(rows, &closed); err != nil {
		return nil, err
	}
	entries := make([]law.Entry, len(closed))
	for i, e := range closed {
		var err error
		if entries[i], err = e.entry(k); err != nil {
			return nil, fmt.Errorf("open event %d: %w", e.Seq, err)
		}
	}
	return entries, nil
}
