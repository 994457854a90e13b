package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"

	"recourse/complaint"
	"recourse/law"
	"recourse/store/registerdb"
)

//go:embed register/migrations/*.sql
var registerMigrations embed.FS

// Register is the register of destroyed keys: a database of its own, which is backed
// up by itself and never restored to an older state. It is append-only, and its
// entries are chained by hashes.
type Register struct {
	db *sql.DB
	q  *registerdb.Queries
}

// ErrRegister says that the register cannot be used as it is.
var ErrRegister = errors.New("the register of destroyed keys cannot be used")

// registerConnections is how many connections the register takes: it is used seldom.
const registerConnections = 2

// OpenRegister connects to the register at a postgres URL. ErrRegister when there is
// none, or when it cannot be reached.
func OpenRegister(ctx context.Context, address string) (*Register, error) {
	connector, err := connect(address)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRegister, err)
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(registerConnections)
	db.SetConnMaxIdleTime(idleTime)
	r := &Register{db: db, q: registerdb.New(db)}
	if _, err := r.q.Has(ctx, ""); err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", ErrRegister, fault(err, "read it")), r.Close())
	}
	return r, nil
}

// PrepareRegister makes the database of the register where there is none, and brings
// its schema up to this release. It may be repeated.
func PrepareRegister(ctx context.Context, address string) error {
	connector, err := connect(address)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrRegister, err)
	}
	db := sql.OpenDB(connector)
	defer func() { _ = db.Close() }()
	if err := db.PingContext(ctx); isCode(err, pqerror.InvalidCatalogName) {
		err = createDatabase(ctx, address)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrRegister, err)
		}
	} else if err != nil {
		return fmt.Errorf("%w: %w", ErrRegister, fault(err, "reach it"))
	}
	files, err := fs.Sub(registerMigrations, "register/migrations")
	if err != nil {
		return fmt.Errorf("read the migrations of the register: %w", err)
	}
	return migrate(ctx, db, files)
}

func isCode(err error, code pqerror.Code) bool {
	pqErr := pq.As(err)
	return pqErr != nil && pqErr.Code == code
}

// createDatabase makes the database that the address names, on its server.
func createDatabase(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return errors.New("its URL cannot be read") // the error would quote the password
	}
	name := strings.TrimPrefix(u.Path, "/")
	u.Path = "/postgres"
	connector, err := connect(u.String())
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(ctx, "CREATE DATABASE "+pq.QuoteIdentifier(name)); err != nil && !isCode(err, pqerror.DuplicateDatabase) {
		return fault(err, "make its database")
	}
	return nil
}

// Close ends all connections.
func (r *Register) Close() error {
	if err := r.db.Close(); err != nil {
		return fmt.Errorf("close the register: %w", err)
	}
	return nil
}

// Add notes an erasure at the end of the register; its Seq does not count. A case
// that is in the register stays as it is.
func (r *Register) Add(ctx context.Context, d law.Destroyed) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return fault(err, "write into the register")
	}
	defer func() { _ = tx.Rollback() }() // nothing is left to roll back after the commit
	q := r.q.WithTx(tx)
	if err := q.LockEntries(ctx); err != nil {
		return fault(err, "lock the register")
	}
	known, err := q.Has(ctx, string(d.Number))
	if err != nil || known {
		return fault(err, "look for case %s in the register", d.Number)
	}
	last, err := q.LastEntry(ctx)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fault(err, "read the end of the register")
	}
	d.Seq, d.At = last.Seq+1, d.At.UTC().Truncate(precision)
	arg := registerdb.AddEntryParams{Seq: d.Seq, Number: string(d.Number), Ground: d.Ground, At: d.At, Hash: chained(last.Hash, d)}
	if err := q.AddEntry(ctx, arg); err != nil {
		return fault(err, "add case %s to the register", d.Number)
	}
	return fault(tx.Commit(), "commit case %s to the register", d.Number)
}

// Unknown returns those of the numbers that are not in the register.
func (r *Register) Unknown(ctx context.Context, numbers []complaint.Number) ([]complaint.Number, error) {
	known, err := r.q.Known(ctx, namesOf(numbers))
	if err != nil {
		return nil, fault(err, "compare with the register")
	}
	return slices.DeleteFunc(slices.Clone(numbers), func(n complaint.Number) bool { return slices.Contains(known, string(n)) }), nil
}

// Destroyed returns up to limit entries after a place, in order, and checks their
// chain: an entry that was changed, removed or put elsewhere is named, with
// ErrRegister.
func (r *Register) Destroyed(ctx context.Context, after int64, limit int) ([]law.Destroyed, error) {
	var before []byte
	if after > 0 {
		var err error
		if before, err = r.q.HashOf(ctx, after); err != nil {
			return nil, fault(err, "read entry %d of the register", after)
		}
	}
	rows, err := r.q.Entries(ctx, registerdb.EntriesParams{After: after, MaxRows: int64(limit)})
	if err != nil {
		return nil, fault(err, "read the register")
	}
	out := make([]law.Destroyed, len(rows))
	for i, row := range rows {
		out[i] = law.Destroyed{Seq: row.Seq, Number: complaint.Number(row.Number), Ground: row.Ground, At: row.At.UTC()}
		if row.Seq != after+int64(i)+1 || !bytes.Equal(row.Hash, chained(before, out[i])) {
			return nil, fmt.Errorf("%w: entry %d (case %s) does not follow from the one before; it was changed, or one was removed", ErrRegister, row.Seq, row.Number)
		}
		before = row.Hash
	}
	return out, nil
}

// chained is the hash of an entry: SHA-256 of the hash before and of what the entry
// says, one thing a line.
func chained(before []byte, d law.Destroyed) []byte {
	sum := sha256.Sum256(fmt.Appendf(nil, "recourse register 1\n%x\n%d\n%s\n%s\n%s\n", before, d.Seq, d.Number, d.Ground, d.At.UTC().Format(time.RFC3339Nano)))
	return sum[:]
}
