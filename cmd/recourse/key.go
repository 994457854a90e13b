package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/tink-crypto/tink-go/v2/tink"

	"recourse/seal"
	"recourse/store"
)

// masterKey says where the master key is.
type masterKey struct {
	MasterKey     string `env:"RECOURSE_MASTER_KEY" help:"The master key, a Tink keyset in JSON as made by: recourse key new. Without it nobody reads what is on record, so keep a copy apart from the database."`
	MasterKeyFile string `env:"RECOURSE_MASTER_KEY_FILE" help:"File that holds the master key, instead of RECOURSE_MASTER_KEY."`
	MasterKeyKMS  string `env:"RECOURSE_MASTER_KEY_KMS" help:"URI of a key of a key management service that has sealed the master key; of a service this program was built with."`
}

// master reads the master key.
func (m masterKey) master() (*seal.Master, error) {
	text := m.MasterKey
	if m.MasterKeyFile != "" {
		b, err := os.ReadFile(m.MasterKeyFile)
		if err != nil {
			return nil, fmt.Errorf("read the master key: %w", err)
		}
		text = string(b)
	}
	if strings.TrimSpace(text) == "" {
		return nil, errors.New("RECOURSE_MASTER_KEY_FILE or RECOURSE_MASTER_KEY must name the master key; make one, once, with: recourse key new FILE")
	}
	kms, err := m.kms()
	if err != nil {
		return nil, err
	}
	return seal.ReadMaster([]byte(text), kms)
}

func (m masterKey) kms() (tink.AEAD, error) {
	if m.MasterKeyKMS == "" {
		return nil, nil //nolint:nilnil // no service is asked for
	}
	return seal.KMS(m.MasterKeyKMS)
}

// unlocked opens the record and gives it its keys.
func (m masterKey) unlocked(ctx context.Context, d database) (*store.Store, error) {
	master, err := m.master()
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, d.DatabaseURL)
	if err != nil {
		return nil, err
	}
	if err := db.Unlock(ctx, master); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// keyCmd is `recourse key`. To rotate: rotate the file, hand it to every server
// and worker and start them again, rewrap, retire, hand it out once more.
type keyCmd struct {
	New    keyNewCmd    `cmd:"" help:"Make a master key and write it to a new file."`
	Rotate keyRotateCmd `cmd:"" help:"Add a key to the file, which wraps from now on; the old ones still unwrap."`
	Rewrap keyRewrapCmd `cmd:"" help:"Wrap the keys of all cases anew with the first master key; no case is touched."`
	Retire keyRetireCmd `cmd:"" help:"Take the old keys out of the file, once nothing is wrapped by them."`
}

// keyFile is a file with a master key.
type keyFile struct {
	File string `arg:"" help:"File with the master key."`
	KMS  string `env:"RECOURSE_MASTER_KEY_KMS" help:"URI of the key of a key management service that seals the file."`
}

func (f keyFile) key() masterKey { return masterKey{MasterKeyFile: f.File, MasterKeyKMS: f.KMS} }

// write puts a master key into the file; never half of it, and for the owner only.
func (f keyFile) write(m *seal.Master) error {
	kms, err := f.key().kms()
	if err != nil {
		return err
	}
	text, err := m.Write(kms)
	if err != nil {
		return err
	}
	if err := os.WriteFile(f.File+".new", text, 0o600); err != nil {
		return fmt.Errorf("write the master key: %w", err)
	}
	if err := os.Rename(f.File+".new", f.File); err != nil {
		return fmt.Errorf("write the master key: %w", err)
	}
	return nil
}

type keyNewCmd struct{ keyFile }

// Run makes a master key. A file that is there already is never overwritten.
func (k *keyNewCmd) Run(out io.Writer) error {
	if _, err := os.Stat(k.File); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is there already; a master key that is lost takes all cases with it, so it is not overwritten", k.File)
	}
	m, err := seal.NewMaster()
	if err != nil {
		return err
	}
	if err := k.write(m); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s holds master key %d; keep a copy apart from the database\n", k.File, m.Primary())
	return err
}

type keyRotateCmd struct{ keyFile }

// Run adds a key.
func (k *keyRotateCmd) Run(out io.Writer) error {
	m, err := k.key().master()
	if err != nil {
		return err
	}
	if m, err = m.Rotated(); err != nil {
		return err
	}
	if err := k.write(m); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s wraps with master key %d from now on; start servers and workers with it, then: recourse key rewrap\n", k.File, m.Primary())
	return err
}

type keyRewrapCmd struct {
	database
	masterKey
}

// Run wraps all keys anew, showing how far it is.
func (k *keyRewrapCmd) Run(ctx context.Context, out io.Writer) error {
	db, err := k.unlocked(ctx, k.database)
	if err != nil {
		return err
	}
	defer db.Close()
	done, err := db.Rewrap(ctx, func(n int) { fmt.Fprintf(out, "%d keys wrapped anew\n", n) })
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%d keys wrapped anew, all are wrapped by the first master key\n", done)
	return err
}

type keyRetireCmd struct {
	database
	keyFile
}

// Run takes out the keys that are not the first, unless one is still needed.
func (k *keyRetireCmd) Run(ctx context.Context, out io.Writer) error {
	m, err := k.key().master()
	if err != nil {
		return err
	}
	db, err := k.key().unlocked(ctx, k.database)
	if err != nil {
		return err
	}
	defer db.Close()
	uses, err := db.MasterKeysInUse(ctx)
	if err != nil {
		return err
	}
	for _, id := range m.Others() {
		if n := uses[id]; n > 0 {
			return fmt.Errorf("master key %d has wrapped %d keys that are in use; wrap them anew first, with: recourse key rewrap", id, n)
		}
	}
	for _, id := range m.Others() {
		if m, err = m.Retired(id); err != nil {
			return err
		}
		fmt.Fprintf(out, "master key %d is retired\n", id)
	}
	return k.write(m)
}

// masterIn makes a master key in a file unless there is one.
func masterIn(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	m, err := seal.NewMaster()
	if err != nil {
		return err
	}
	return keyFile{File: path}.write(m)
}
