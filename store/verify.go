package store

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"

	"github.com/lib/pq"
	"golang.org/x/sync/errgroup"

	"recourse/audit"
	"recourse/complaint"
)

// chunkCases is how many cases a worker takes at once.
const chunkCases = 400

// Verify reads everything that the chains speak of, all at one instant, and has
// it checked by several workers. It writes nothing and locks nobody out.
func (s *Store) Verify(ctx context.Context, r *audit.Report, checkpoints *audit.Succession, workers int) error {
	tx, err := s.snapshot(ctx)
	if err != nil {
		return fault(err, "begin to verify")
	}
	defer func() { _ = tx.Rollback() }() // it only reads
	var id string
	if err := tx.QueryRowContext(ctx, "SELECT pg_export_snapshot()").Scan(&id); err != nil {
		return fault(err, "share one instant")
	}
	bounds, err := listOf(ctx, tx, "SELECT number FROM (SELECT number, row_number() OVER (ORDER BY number) AS n FROM cases) c WHERE n % $1 = 0 ORDER BY number", chunkCases)
	if err != nil {
		return fault(err, "divide the cases")
	}
	group, ctx := errgroup.WithContext(ctx)
	chunks := make(chan chunk)
	group.Go(func() error { return divide(ctx, bounds, chunks) })
	for range workers {
		group.Go(func() error { return s.verifyChunks(ctx, id, chunks, r) })
	}
	if err := group.Wait(); err != nil {
		return fault(err, "verify the chains")
	}
	return fault(succeed(context.WithoutCancel(ctx), tx, r, checkpoints), "verify the checkpoints")
}

// snapshot begins a transaction that sees one instant.
func (s *Store) snapshot(ctx context.Context) (*sql.Tx, error) {
	return s.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
}

// chunk is all case numbers from one on and before another, whether there are
// such cases or only rows that speak of them.
type chunk struct{ from, before string }

// farthest comes after all case numbers.
const farthest = "\U0010ffff"

func divide(ctx context.Context, bounds []string, to chan<- chunk) error {
	defer close(to)
	from := ""
	for _, b := range append(bounds, farthest) {
		select {
		case to <- chunk{from, b}:
			from = b
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (s *Store) verifyChunks(ctx context.Context, snapshot string, chunks <-chan chunk, r *audit.Report) error {
	tx, err := s.snapshot(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // it only reads
	if _, err := tx.ExecContext(ctx, "SET TRANSACTION SNAPSHOT "+pq.QuoteLiteral(snapshot)); err != nil {
		return err
	}
	for c := range chunks {
		files := filesOf{}
		for _, part := range parts {
			if err := part(ctx, tx, c, files); err != nil {
				return err
			}
		}
		r.Check(slices.Collect(maps.Values(files)))
	}
	return nil
}

// filesOf finds the file of a case.
type filesOf map[string]*audit.File

func (f filesOf) of(number string) *audit.File {
	file := f[number]
	if file == nil {
		file = &audit.File{Number: complaint.Number(number), Erased: true, Details: map[string]audit.Hash{}, Documents: map[string]string{}}
		f[number] = file
	}
	return file
}

// scanned is of, for a row that was read with an error or none. Columns come into
// their places in order, the number first; one that does not fit was changed.
func (f filesOf) scanned(number, table string, err error) *audit.File {
	file := f.of(number)
	if err != nil {
		file.Spoilt = append(file.Spoilt, table)
	}
	return file
}

// parts read one table each into the files of a chunk.
var parts = []func(context.Context, *sql.Tx, chunk, filesOf) error{
	readEvents,
	table("SELECT number, version FROM cases", func(r *sql.Rows, f filesOf) {
		var number string
		var version int
		err := r.Scan(&number, &version)
		f.scanned(number, "cases", err).Version = version
	}),
	table("SELECT number FROM case_keys", func(r *sql.Rows, f filesOf) {
		var number string
		err := r.Scan(&number)
		f.scanned(number, "case_keys", err).Erased = false
	}),
	table("SELECT number, sha256(nullif(sealed, '')) FROM filings", func(r *sql.Rows, f filesOf) {
		var number string
		var hash sql.RawBytes
		err := r.Scan(&number, &hash)
		f.scanned(number, "filings", err).Filing = audit.HashOf(hash)
	}),
	table("SELECT number, key, sha256(sealed) FROM act_details", func(r *sql.Rows, f filesOf) {
		var number, key string
		var hash sql.RawBytes
		err := r.Scan(&number, &key, &hash)
		if file := f.scanned(number, "act_details", err); hash != nil {
			file.Details[key] = audit.HashOf(hash)
		}
	}),
	table(`SELECT number, key, coalesce(sha256, ''), size, pieces, last, bytes
	FROM documents d CROSS JOIN LATERAL (
		SELECT count(*) AS pieces, coalesce(max(t.n), -1) AS last, coalesce(sum(octet_length(t.sealed)), 0)::bigint AS bytes
		FROM document_chunks t WHERE t.upload = d.upload
	) c`, func(r *sql.Rows, f filesOf) {
		var number, sum string
		var c audit.Content
		err := r.Scan(&number, &c.Key, &sum, &c.Size, &c.Pieces, &c.Last, &c.Bytes)
		file := f.scanned(number, "documents", err)
		file.Documents[c.Key] = sum
		file.Contents = append(file.Contents, c)
	}),
	table("SELECT number, n, seq, hash FROM checkpoint_heads", func(r *sql.Rows, f filesOf) {
		var number string
		var h audit.Head
		var hash sql.RawBytes
		err := r.Scan(&number, &h.Checkpoint, &h.Seq, &hash)
		h.Number, h.Hash = complaint.Number(number), audit.HashOf(hash)
		file := f.scanned(number, "checkpoint_heads", err)
		file.Heads = append(file.Heads, h)
	}),
}

// table reads the rows of a chunk one by one. One that does not fit its places ends
// nothing: it is a fault of its case.
func table(query string, read func(*sql.Rows, filesOf)) func(context.Context, *sql.Tx, chunk, filesOf) error {
	return func(ctx context.Context, tx *sql.Tx, c chunk, f filesOf) error {
		rows, err := tx.QueryContext(ctx, query+" WHERE number >= $1 AND number < $2", c.from, c.before)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			read(rows, f)
		}
		return rows.Err()
	}
}

// The hashes come first, so that they are there when another column is unreadable.
var readEvents = table(`SELECT number, seq, content, sealed, hash, key, action, transition, actor_role, actor_id, at, recorded_at, facts,
	from_steps::text, to_steps::text, late FROM case_events`, func(r *sql.Rows, f filesOf) {
	var e audit.Event
	var number, from, to string
	var facts, content, sealed, hash sql.RawBytes
	err := r.Scan(&number, &e.Seq, &content, &sealed, &hash, &e.Key, &e.Action, &e.Transition, &e.ActorRole, &e.ActorID, &e.At, &e.RecordedAt, &facts,
		&from, &to, &e.Late)
	var err1, err2 error
	e.From, err1 = audit.ReadSteps(from)
	e.To, err2 = audit.ReadSteps(to)
	e.Number, e.Facts = complaint.Number(number), audit.ReadFacts(facts)
	link := audit.NewLink(&e, audit.HashOf(content), audit.HashOf(sealed), audit.HashOf(hash))
	if errors.Join(err, err1, err2) != nil {
		link = link.Unreadable()
	}
	file := f.of(number)
	file.Links = append(file.Links, link)
})

// succeed checks the checkpoints one after the other.
func succeed(ctx context.Context, tx *sql.Tx, r *audit.Report, checkpoints *audit.Succession) error {
	list, err := readCheckpoints(ctx, tx)
	if err != nil {
		return err
	}
	for _, c := range list {
		n, root, err := treeOf(ctx, tx, c.Statement.Checkpoint)
		if err != nil {
			return err
		}
		checkpoints.Add(c, n, root)
	}
	r.Succession(checkpoints)
	return nil
}

func readCheckpoints(ctx context.Context, tx *sql.Tx) ([]audit.Checkpoint, error) {
	rows, err := tx.QueryContext(ctx, "SELECT n, previous, heads, root, signature, public_key, at FROM checkpoints ORDER BY n")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []audit.Checkpoint
	for rows.Next() {
		var c audit.Checkpoint
		var previous, root []byte
		st := &c.Statement
		err := rows.Scan(&st.Checkpoint, &previous, &st.Heads, &root, &c.Signature, (*[]byte)(&c.Key), &st.At)
		st.At, st.Previous, st.Root = st.At.UTC(), audit.HashOf(previous), audit.HashOf(root)
		if err != nil {
			c = c.Unreadable()
		}
		list = append(list, c)
	}
	return list, rows.Err()
}

// treeOf builds the tree of the heads that stand beside a checkpoint.
func treeOf(ctx context.Context, tx *sql.Tx, n int) (heads int, root audit.Hash, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT number, seq, hash FROM checkpoint_heads WHERE n = $1 ORDER BY number", n)
	if err != nil {
		return 0, audit.Hash{}, err
	}
	defer rows.Close()
	var tree audit.Tree
	for rows.Next() {
		var h audit.Head
		var hash sql.RawBytes
		_ = rows.Scan(&h.Number, &h.Seq, &hash) // what does not fit gives another root
		h.Hash = audit.HashOf(hash)
		tree.Add(h)
		heads++
	}
	return heads, tree.Root(), rows.Err()
}

// listOf reads one column of texts.
func listOf(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]string, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		list = append(list, text)
	}
	return list, rows.Err()
}
