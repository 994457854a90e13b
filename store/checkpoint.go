package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"recourse/audit"
	"recourse/complaint"
	"recourse/store/storedb"
)

// Checkpoint signs how far every chain has come that has grown since the last
// checkpoint. A run that has made a checkpoint gets the same one again. at is case
// time.
func (s *Store) Checkpoint(ctx context.Context, signer *audit.Signer, run string, at time.Time) (audit.Checkpoint, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return audit.Checkpoint{}, fault(err, "begin a checkpoint")
	}
	defer func() { _ = tx.Rollback() }() // nothing is left to roll back after the commit
	// One checkpoint is made at a time; reading goes on. Locking the table would ask
	// for the right to change it.
	if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(7328)"); err != nil {
		return audit.Checkpoint{}, fault(err, "wait for another checkpoint")
	}
	q := storedb.New(tx)
	row, err := q.RunCheckpoint(ctx, run)
	if err == nil {
		return checkpointOf(storedb.LastCheckpointRow(row)), nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return audit.Checkpoint{}, fault(err, "look for the checkpoint of a run")
	}
	c, err := addCheckpoint(ctx, q, signer, run, at)
	if err != nil {
		return audit.Checkpoint{}, err
	}
	return c, fault(tx.Commit(), "commit checkpoint %d", c.Statement.Checkpoint)
}

// addCheckpoint writes the next checkpoint.
func addCheckpoint(ctx context.Context, q *storedb.Queries, signer *audit.Signer, run string, at time.Time) (audit.Checkpoint, error) {
	st := audit.Statement{Checkpoint: 1, At: at.UTC().Truncate(audit.Precision)}
	last, err := q.LastCheckpoint(ctx)
	switch {
	case err == nil:
		before := checkpointOf(last).Statement
		st.Checkpoint, st.Previous = before.Checkpoint+1, before.Hash()
	case !errors.Is(err, sql.ErrNoRows):
		return audit.Checkpoint{}, fault(err, "read the last checkpoint")
	}
	heads, err := q.AddHeads(ctx, int64(st.Checkpoint))
	if err != nil {
		return audit.Checkpoint{}, fault(err, "write the heads of checkpoint %d", st.Checkpoint)
	}
	var tree audit.Tree
	for _, h := range heads {
		tree.Add(audit.Head{Number: complaint.Number(h.Number), Seq: int(h.Seq), Hash: audit.HashOf(h.Hash)})
	}
	st.Heads, st.Root = len(heads), tree.Root()
	c := signer.Checkpoint(st)
	return c, fault(q.AddCheckpoint(ctx, storedb.AddCheckpointParams{
		N: int64(st.Checkpoint), At: st.At, Previous: hashColumn(st.Previous), Heads: int64(st.Heads), Root: hashColumn(st.Root),
		Signature: c.Signature, PublicKey: c.Key, Run: run,
	}), "write checkpoint %d", st.Checkpoint)
}

// hashColumn is a hash as a column, which is empty for no hash.
func hashColumn(h audit.Hash) []byte {
	if h.IsZero() {
		return []byte{}
	}
	return h[:]
}

func checkpointOf(row storedb.LastCheckpointRow) audit.Checkpoint {
	return audit.Checkpoint{
		Statement: audit.Statement{
			Checkpoint: int(row.N), At: row.At.UTC(), Previous: audit.HashOf(row.Previous), Heads: int(row.Heads), Root: audit.HashOf(row.Root),
		},
		Signature: row.Signature, Key: row.PublicKey,
	}
}

// LastCheckpoint returns the latest checkpoint. Missing when there is none yet.
func (s *Store) LastCheckpoint(ctx context.Context) (audit.Checkpoint, error) {
	row, err := s.q.LastCheckpoint(ctx)
	if err != nil {
		return audit.Checkpoint{}, fault(missing(err, "there is no checkpoint yet"), "read the last checkpoint")
	}
	return checkpointOf(row), nil
}

// Chain reads the chain of a case. Missing when there is no such case.
func (s *Store) Chain(ctx context.Context, number complaint.Number) (audit.Chain, error) {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return audit.Chain{}, fault(err, "read the chain of case %s", number)
	}
	defer func() { _ = tx.Rollback() }() // it only reads
	q := storedb.New(tx)
	rows, err := q.Chain(ctx, string(number))
	if err != nil {
		return audit.Chain{}, fault(err, "read the chain of case %s", number)
	}
	if len(rows) == 0 {
		return audit.Chain{}, missingCase(sql.ErrNoRows, number)
	}
	c := audit.Chain{}
	for _, r := range rows {
		e := eventOfRow(number, r)
		c.Events = append(c.Events, e)
		c.Links = append(c.Links, audit.NewLink(&e, audit.HashOf(r.Content), audit.HashOf(r.Sealed), audit.HashOf(r.Hash)))
	}
	return c, include(ctx, q, number, &c)
}

func eventOfRow(number complaint.Number, r storedb.ChainRow) audit.Event {
	return audit.Event{
		Number: number, Seq: int(r.Seq), Action: complaint.Action(r.Action), Transition: r.Transition, ActorRole: complaint.Role(r.ActorRole),
		ActorID: r.ActorID, At: r.At.UTC(), RecordedAt: r.RecordedAt.UTC(), Facts: audit.ReadFacts(r.Facts), From: asSteps(r.FromSteps),
		To: asSteps(r.ToSteps), Late: r.Late, Key: r.Key,
	}
}

func asSteps(list []string) []complaint.Step {
	steps := make([]complaint.Step, len(list))
	for i, s := range list {
		steps[i] = complaint.Step(s)
	}
	return steps
}

// include finds the latest checkpoint of the case and proves that it is in it.
func include(ctx context.Context, q *storedb.Queries, number complaint.Number, c *audit.Chain) error {
	of, err := q.CaseHeads(ctx, string(number))
	if err != nil || len(of) == 0 {
		return fault(err, "read the checkpoints of case %s", number)
	}
	row, err := q.Checkpoint(ctx, of[0].N)
	if err != nil {
		return fault(err, "read checkpoint %d", of[0].N)
	}
	rows, err := q.CheckpointHeads(ctx, of[0].N)
	if err != nil {
		return fault(err, "read the heads of checkpoint %d", of[0].N)
	}
	heads, index := make([]audit.Head, len(rows)), -1
	for i, h := range rows {
		heads[i] = audit.Head{Number: complaint.Number(h.Number), Seq: int(h.Seq), Hash: audit.HashOf(h.Hash)}
		if heads[i].Number == number {
			index = i
		}
	}
	if index < 0 {
		return fmt.Errorf("case %s is not among the heads of checkpoint %d", number, of[0].N)
	}
	c.Head = heads[index]
	c.Checkpoint = &audit.Inclusion{Checkpoint: checkpointOf(storedb.LastCheckpointRow(row)), Index: index, Path: audit.Prove(heads, index)}
	return nil
}
