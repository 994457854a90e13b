package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

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

// keyCmd is `recourse key`. To rotate: add, hand the file to every server and worker
// and start them again; promote, and the same again; rewrap; retire, and the same
// once more. A key that wraps before all have it would be a locked door to some.
type keyCmd struct {
	New     keyNewCmd     `cmd:"" help:"Make a master key and write it to a new file."`
	Add     keyAddCmd     `cmd:"" help:"Add a key to the file, for all servers and workers to have before it is promoted."`
	Promote keyPromoteCmd `cmd:"" help:"Let the key that was added last wrap from now on; the old ones still unwrap."`
	Rewrap  keyRewrapCmd  `cmd:"" help:"Wrap the keys of all cases anew with the first master key; no case is touched."`
	Retire  keyRetireCmd  `cmd:"" help:"Take the old keys out of the file, once nothing is wrapped by them."`
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
	if err := replace(f.File, text); err != nil {
		return fmt.Errorf("write the master key: %w", err)
	}
	return nil
}

// replace puts a text in the place of a file, for its owner only, so that after a
// crash either the old one is there or the new one, whole. The old one stays beside
// it, and the new one belongs to whom the old one did.
func replace(path string, text []byte) error {
	fresh := path + ".new"
	if err := os.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(fresh, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := f.Write(text); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := keepOld(path, fresh); err != nil {
		return err
	}
	if err := os.Rename(fresh, path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// keepOld keeps the file that is replaced, if there is one, and gives the new one to
// its owner.
func keepOld(path, fresh string) error {
	there, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if owner, ok := there.Sys().(*syscall.Stat_t); ok {
		if err := os.Chown(fresh, int(owner.Uid), int(owner.Gid)); err != nil {
			return err
		}
	}
	if err := os.Remove(path + ".old"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Link(path, path+".old")
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

type keyAddCmd struct{ keyFile }

// Run adds a key.
func (k *keyAddCmd) Run(out io.Writer) error {
	m, err := k.key().master()
	if err != nil {
		return err
	}
	m, id, err := m.Added()
	if err != nil {
		return err
	}
	if err := k.write(m); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s holds master key %d too, which does not wrap yet; start all servers and workers with it, then: recourse key promote\n", k.File, id)
	return err
}

type keyPromoteCmd struct{ keyFile }

// Run lets the key that was added last wrap.
func (k *keyPromoteCmd) Run(out io.Writer) error {
	m, err := k.key().master()
	if err != nil {
		return err
	}
	if m.Newest() == m.Primary() {
		return fmt.Errorf("the newest key of %s wraps already; add another with: recourse key add", k.File)
	}
	if m, err = m.Promoted(m.Newest()); err != nil {
		return err
	}
	if err := k.write(m); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s wraps with master key %d from now on; start all servers and workers with it, then: recourse key rewrap\n", k.File, m.Primary())
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
