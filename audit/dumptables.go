package audit

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"recourse/complaint"
)

func (d *Dump) file(number complaint.Number) *File {
	f := d.Files[number]
	if f == nil {
		f = &File{Number: number, Erased: true, Details: map[string]Hash{}, Documents: map[string]string{}}
		d.Files[number] = f
	}
	return f
}

// scanned is file, for a row that was read with an error or none.
func (d *Dump) scanned(r dumpRow, table string, err error) *File {
	f := d.file(r.number())
	if err != nil {
		f.Spoilt = append(f.Spoilt, table)
	}
	return f
}

func (d *Dump) addCase(r dumpRow) error {
	version, err := r.integer("version")
	d.scanned(r, "cases", err).Version = int(version)
	return nil
}

func (d *Dump) addEvent(r dumpRow) error {
	f := d.file(r.number())
	e := Event{
		Number: f.Number, Action: complaint.Action(r.text("action")), Transition: r.text("transition"),
		ActorRole: complaint.Role(r.text("actor_role")), ActorID: r.text("actor_id"), Facts: ReadFacts(r.bytes("facts")), Key: r.text("key"),
	}
	var errs [4]error
	var bad [5]error // what somebody has written who is not this program
	var seq int64
	var stored, sealed, hash Hash
	seq, errs[0] = r.integer("seq")
	e.Seq = int(seq)
	e.At, bad[0] = r.instant("at")
	e.RecordedAt, bad[1] = r.instant("recorded_at")
	e.From, bad[2] = ReadSteps(r.text("from_steps"))
	e.To, bad[3] = ReadSteps(r.text("to_steps"))
	e.Late, bad[4] = r.integer("late")
	stored, errs[1] = r.hash("content")
	sealed, errs[2] = r.hash("sealed")
	hash, errs[3] = r.hash("hash")
	link := NewLink(&e, stored, sealed, hash)
	if errors.Join(bad[:]...) != nil {
		link = link.Unreadable()
	}
	f.Links = append(f.Links, link)
	return errors.Join(errs[:]...)
}

func (d *Dump) addFiling(r dumpRow) (err error) {
	d.file(r.number()).Filing, err = r.sealed()
	return err
}

func (d *Dump) addDetails(r dumpRow) error {
	texts, err := r.sealed()
	if !texts.IsZero() {
		d.file(r.number()).Details[r.text("key")] = texts
	}
	return err
}

func (d *Dump) addDocument(r dumpRow) error {
	f, key := d.file(r.number()), r.text("key")
	f.Documents[key] = r.text("sha256")
	size, err := r.integer("size")
	f.Contents = append(f.Contents, Content{Key: key, Upload: r.text("upload"), Size: size})
	return err
}

// addPiece notes that a piece of a content is there, and how long it is in the
// hexadecimal digits of the dump, which begin with an escaped backslash and an x.
func (d *Dump) addPiece(r dumpRow) error {
	n, err := r.integer("n")
	upload := r.text("upload")
	c := d.pieces[upload]
	if c == nil {
		c = &Content{}
		d.pieces[upload] = c
	}
	c.Pieces, c.Last = c.Pieces+1, max(c.Last, n)
	if i, ok := r.columns["sealed"]; ok && i < len(r.fields) {
		c.Bytes += int64(max(0, len(r.fields[i])-len(`\\x`)) / 2)
	}
	return err
}

// fill gives the documents of a case the pieces of their contents, which may come
// before them in the dump.
func (d *Dump) fill(f *File) {
	if d.pieces == nil { // it was made without them
		f.Contents = nil
	}
	for i := range f.Contents {
		if found := d.pieces[f.Contents[i].Upload]; found != nil {
			f.Contents[i].Pieces, f.Contents[i].Last, f.Contents[i].Bytes = found.Pieces, found.Last, found.Bytes
		}
	}
}

func (d *Dump) addKey(r dumpRow) error {
	d.file(r.number()).Erased = false
	return nil
}

func (d *Dump) addCheckpoint(r dumpRow) error {
	var errs [5]error
	c := &Checkpoint{}
	n, err := r.integer("n")
	heads, bad1 := r.integer("heads")
	c.Statement.Checkpoint, c.Statement.Heads, errs[0] = int(n), int(heads), err
	at, bad2 := r.instant("at")
	c.Statement.Previous, errs[1] = r.hash("previous")
	c.Statement.Root, errs[2] = r.hash("root")
	c.Signature, errs[3] = r.binary("signature")
	key, err := r.binary("public_key")
	c.Key, errs[4] = key, err
	if c.Statement.At = at; errors.Join(bad1, bad2) != nil {
		*c = c.Unreadable()
	}
	d.Checkpoints[c.Statement.Checkpoint] = c
	return errors.Join(errs[:]...)
}

func (d *Dump) addHead(r dumpRow) error {
	n, err1 := r.integer("n")
	seq, err2 := r.integer("seq")
	hash, err3 := r.hash("hash")
	f := d.scanned(r, "checkpoint_heads", errors.Join(err1, err2))
	h := Head{Number: f.Number, Seq: int(seq), Hash: hash, Checkpoint: int(n)}
	f.Heads = append(f.Heads, h)
	d.heads[h.Checkpoint] = append(d.heads[h.Checkpoint], h)
	return err3
}

// Verify checks everything in the dump.
func (d *Dump) Verify(r *Report, checkpoints *Succession) {
	files := slices.Collect(maps.Values(d.Files))
	for _, f := range files {
		d.fill(f)
	}
	r.Check(files)
	for _, n := range slices.Sorted(maps.Keys(d.Checkpoints)) {
		heads := d.heads[n]
		slices.SortFunc(heads, func(a, b Head) int { return cmp.Compare(a.Number, b.Number) })
		var tree Tree
		for _, h := range heads {
			tree.Add(h)
		}
		checkpoints.Add(*d.Checkpoints[n], len(heads), tree.Root())
	}
	r.Succession(checkpoints)
}
