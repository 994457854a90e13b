package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"recourse/audit"
	"recourse/law"
	"recourse/store"
)

// auditCmd is `recourse audit`.
type auditCmd struct {
	Verify     auditVerifyCmd     `cmd:"" help:"Verify the chains of all cases and the checkpoints; name every case that was tampered with."`
	Key        auditKeyCmd        `cmd:"" help:"Print the public key with which checkpoints and certificates are signed."`
	Checkpoint auditCheckpointCmd `cmd:"" help:"Print the latest checkpoint, to be kept where nobody who changes the record comes."`
}

// auditKeyName names the installation key that signs.
const auditKeyName = "audit"

// signer is the one that signs for this installation.
func signer(ctx context.Context, db *store.Store) (*audit.Signer, error) {
	seed, err := db.InstallationKey(ctx, auditKeyName)
	if err != nil {
		return nil, err
	}
	return audit.NewSigner(seed)
}

// checkpoints makes the checkpoints of the record, in case time.
type checkpoints struct {
	db    *store.Store
	by    *audit.Signer
	clock law.Clock
}

// Checkpoint makes the checkpoint of a run.
func (c checkpoints) Checkpoint(ctx context.Context, run string) (audit.Checkpoint, error) {
	return c.db.Checkpoint(ctx, c.by, run, c.clock.Case(time.Now()))
}

// auditKeyCmd is `recourse audit key`.
type auditKeyCmd struct {
	database
	masterKey
}

// Run prints the key as PEM, and its fingerprint beside it.
func (k *auditKeyCmd) Run(ctx context.Context, out io.Writer) error {
	db, err := k.unlocked(ctx, k.database)
	if err != nil {
		return err
	}
	defer db.Close()
	by, err := signer(ctx, db)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "key %s, fingerprint %s\n", by.Public().ID(), by.Public().Fingerprint())
	_, err = io.WriteString(out, by.Public().PEM())
	return err
}

// auditCheckpointCmd is `recourse audit checkpoint`.
type auditCheckpointCmd struct {
	database
}

// Run prints the checkpoint as JSON.
func (a *auditCheckpointCmd) Run(ctx context.Context, out io.Writer) error {
	db, err := store.Open(ctx, a.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	c, err := db.LastCheckpoint(ctx)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(c)
}

// auditVerifyCmd is `recourse audit verify`.
type auditVerifyCmd struct {
	DatabaseURL string `env:"DATABASE_URL" help:"PostgreSQL URL of the record to verify; not needed with --dump."`
	Dump        string `placeholder:"FILE" help:"Verify this plain dump instead, offline; - is standard input. Make one of a custom-format dump with: pg_restore --file=- DUMP"`
	Key         string `placeholder:"PEM" type:"existingfile" help:"File with the public key that all checkpoints must be signed with."`
	Checkpoint  string `placeholder:"FILE" type:"existingfile" help:"File with checkpoints that were kept elsewhere, as JSON one after the other; the record must hold them."`
}

// Run prints every fault as a line and fails when there is one.
func (v *auditVerifyCmd) Run(ctx context.Context, out io.Writer) error {
	s, err := v.succession()
	if err != nil {
		return err
	}
	r := &audit.Report{}
	begun := time.Now()
	stop := watch(r, begun)
	if v.Dump != "" {
		err = v.dump(r, s)
	} else {
		err = v.database(ctx, r, s)
	}
	stop()
	if err != nil {
		return err
	}
	return conclude(out, r, time.Since(begun), v.Key == "")
}

// succession reads what the checkpoints are measured against.
func (v *auditVerifyCmd) succession() (*audit.Succession, error) {
	key, err := readKey(v.Key)
	s := &audit.Succession{Key: key}
	if err != nil || v.Checkpoint == "" {
		return s, err
	}
	f, err := os.Open(v.Checkpoint)
	if err != nil {
		return nil, fmt.Errorf("read the checkpoints: %w", err)
	}
	defer f.Close()
	s.Anchors, err = audit.ReadAnchors(f, s.Key)
	return s, err
}

func (v *auditVerifyCmd) dump(r *audit.Report, s *audit.Succession) error {
	in := os.Stdin
	if v.Dump != "-" {
		f, err := os.Open(v.Dump)
		if err != nil {
			return fmt.Errorf("open the dump: %w", err)
		}
		defer f.Close()
		in = f
	}
	d, err := audit.ReadDump(in)
	if err != nil {
		return err
	}
	d.Verify(r, s)
	return nil
}

func (v *auditVerifyCmd) database(ctx context.Context, r *audit.Report, s *audit.Succession) error {
	db, err := store.Open(ctx, v.DatabaseURL)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Verify(ctx, r, s, runtime.NumCPU())
}

// watchEvery is the time between two lines of progress.
const watchEvery = 2 * time.Second

// watch tells on standard error how far the verification has come, until it is stopped.
func watch(r *audit.Report, begun time.Time) (stop func()) {
	tick, done := time.NewTicker(watchEvery), make(chan struct{})
	go func() {
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				cases, events := r.Progress()
				fmt.Fprintf(os.Stderr, "%d cases, %d events, %.0f events per second\n", cases, events, float64(events)/time.Since(begun).Seconds())
			}
		}
	}()
	return func() { tick.Stop(); close(done) }
}

// conclude prints what was found.
func conclude(out io.Writer, r *audit.Report, took time.Duration, trusting bool) error {
	r.Sort()
	for _, f := range r.Faults {
		fmt.Fprintln(out, f)
	}
	fmt.Fprintf(out, "%d cases, %d events and %d checkpoints verified in %s, %.0f events per second\n",
		r.Cases, r.Events, r.Checkpoints, took.Round(time.Millisecond), float64(r.Events)/took.Seconds())
	if r.Key != nil && trusting {
		fmt.Fprintf(out, "The checkpoints are signed with key %s. Compare its fingerprint with the one you were given, or say --key: %s\n", r.Key.ID(), r.Key.Fingerprint())
	}
	if n := len(r.Faults); n > 0 {
		return fmt.Errorf("the record was tampered with: %d faults", n)
	}
	_, err := fmt.Fprintln(out, "Nothing was changed, removed or put in.")
	return err
}
