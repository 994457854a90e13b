package server

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// fakeRecord is a record in memory. It decides by the real law.
type fakeRecord struct {
	mu      sync.Mutex
	files   map[complaint.Number]*fakeFile
	staff   []Member
	tokens  map[string]int64  // hash to staff
	sender  complaint.Role    // who has sent the last file
	uploads map[string][]byte // files of which no document was made yet
	taken   int               // how many more numbers are said to be taken
	fault   error             // answers everything, when set
	written int               // how often something was written
	fakeAdmission
	fakeTallies
	fakeDrafts
	fakeDraftFiles
	fakeReminders
	looks    map[complaint.Number][]law.Reading
	provided []string       // issuer and subject of the staff, where a provider has described them
	ended    func(id int64) // ends the sessions of one of the staff, where any can be open
	blind    error          // answers whoever wants to record a look, when set
	receipts []string       // cases of which a receipt was asked for by mail
}

type fakeFile struct {
	law.Record
	key, digest string
	hash        []byte
	details     map[string]kept
	contents    map[string][]byte
}

type kept struct {
	digest  string
	private map[string]string
}

func newFakeRecord() *fakeRecord {
	return &fakeRecord{files: map[complaint.Number]*fakeFile{}, tokens: map[string]int64{}, uploads: map[string][]byte{}}
}

// hire adds a member of staff and returns their bearer token.
func (r *fakeRecord) hire(role complaint.Role) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	id := int64(len(r.staff) + 1)
	r.staff = append(r.staff, Member{ID: id, Name: "Staff " + strconv.FormatInt(id, 10), Role: role})
	token := "token-" + strconv.FormatInt(id, 10)
	r.tokens[string(TokenHash(token))] = id
	return token
}

// snapshot is everything on record, for comparing before and after.
func (r *fakeRecord) snapshot() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	type all struct {
		Record  law.Record
		Details map[string]map[string]string
		Uploads int
	}
	out := map[complaint.Number]all{}
	for n, f := range r.files {
		d := map[string]map[string]string{}
		for k, v := range f.details {
			d[k] = v.private
		}
		out[n] = all{f.Record, d, len(r.uploads)}
	}
	text, _ := json.Marshal(out)
	return string(text)
}

func (r *fakeRecord) file(n complaint.Number) (*fakeFile, error) {
	if r.fault != nil {
		return nil, r.fault
	}
	f := r.files[n]
	if f == nil {
		return nil, complaint.Errorf(complaint.Missing, "there is no case %s", n)
	}
	return f, nil
}

func (r *fakeRecord) File(_ context.Context, filing complaint.Filing, c law.Case, e law.Event, digest string, hash []byte, from complaint.Draft) (law.Case, bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fault != nil {
		return law.Case{}, false, r.fault
	}
	for _, f := range r.files {
		switch {
		case f.key == e.Key && f.digest == digest:
			return f.Case.Clone(), false, nil
		case f.key == e.Key:
			return law.Case{}, false, complaint.Errorf(complaint.Conflict, "this idempotency key was used for another complaint")
		}
	}
	if r.taken > 0 {
		r.taken--
		return law.Case{}, false, ErrNumberTaken
	}
	if err := r.send(from, c.Number); err != nil {
		return law.Case{}, false, err
	}
	r.written++
	f := &fakeFile{key: e.Key, digest: digest, hash: hash, details: map[string]kept{}, contents: map[string][]byte{}}
	f.Record = law.Record{Case: c.Clone(), Filing: filing, Entries: []law.Entry{{Event: e}}, FiledAt: e.Recorded}
	f.post(e)
	r.files[c.Number] = f
	return c, true, nil
}

func (f *fakeFile) post(e law.Event) {
	for _, l := range e.Letters {
		f.Letters = append(f.Letters, law.Posted{Letter: l, ID: int64(len(f.Letters) + 1), Seq: e.Seq, Status: "PENDING"})
	}
}

func (r *fakeRecord) Case(_ context.Context, n complaint.Number) (law.Case, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, err := r.file(n)
	if err != nil {
		return law.Case{}, err
	}
	return f.Case.Clone(), nil
}

func (r *fakeRecord) Version(_ context.Context, n complaint.Number) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, err := r.file(n)
	if err != nil {
		return 0, err
	}
	return f.Case.Seq, nil
}

func (r *fakeRecord) Dossier(_ context.Context, n complaint.Number) (law.Record, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, err := r.file(n)
	if err != nil {
		return law.Record{}, err
	}
	out := f.Record
	out.Case, out.Entries = f.Case.Clone(), slices.Clone(f.Entries)
	for i, e := range out.Entries {
		out.Entries[i].Details = maps.Clone(f.details[e.Key].private)
	}
	return out, nil
}

func (r *fakeRecord) Worklist(_ context.Context, f law.Filter) (law.Page, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var p law.Page
	for _, n := range slices.Sorted(maps.Keys(r.files)) {
		c := &r.files[n].Case
		if f.Country != "" && c.Facts.Residence != f.Country || len(p.Rows) == f.Limit || !access.NewScope(f.Entities, f.Queues).Holds(c.Facts.Entity, c.Queue()) {
			continue
		}
		p.Rows = append(p.Rows, law.Row{
			Number: n, Steps: c.Steps(), Status: "OPEN", ReceivedAt: c.Facts.ReceivedAt, Residence: c.Facts.Residence, Entity: c.Facts.Entity,
			DataClass: c.Facts.DataClass, Pack: c.Pack.ID, LastAction: complaint.ComplaintReceived, LastAt: c.LastActivity,
		})
	}
	return p, r.fault
}

func (r *fakeRecord) Events(_ context.Context, n complaint.Number, after, limit int) ([]law.Entry, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, err := r.file(n)
	if err != nil {
		return nil, err
	}
	var out []law.Entry
	for _, e := range f.Entries {
		if e.Seq > after && len(out) < limit {
			out = append(out, e)
		}
	}
	return out, nil
}

func (r *fakeRecord) EventByKey(_ context.Context, n complaint.Number, key string) (law.Entry, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, err := r.file(n)
	if err != nil {
		return law.Entry{}, err
	}
	for _, e := range f.Entries {
		if e.Key == key {
			return e, nil
		}
	}
	return law.Entry{}, complaint.Errorf(complaint.Missing, "no act has this key")
}

func (r *fakeRecord) KeepDetails(_ context.Context, n complaint.Number, key, digest, _ string, private map[string]string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, err := r.file(n)
	if err != nil {
		return err
	}
	if old, ok := f.details[key]; ok && old.digest != digest {
		return complaint.Errorf(complaint.Conflict, "this idempotency key was used for another act")
	}
	r.written++
	f.details[key] = kept{digest, private}
	return nil
}

func (r *fakeRecord) DropDetails(_ context.Context, n complaint.Number, key string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, err := r.file(n)
	if err == nil {
		delete(f.details, key)
	}
	return err
}

func (r *fakeRecord) AccessHash(_ context.Context, n complaint.Number) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, err := r.file(n)
	if err != nil {
		return nil, err
	}
	return f.hash, nil
}

func (r *fakeRecord) Upload(_ context.Context, n complaint.Number, id string, by complaint.Role, content io.Reader) (int64, error) {
	text, err := io.ReadAll(content)
	if err != nil {
		return 0, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, err := r.file(n); err != nil {
		return 0, err
	}
	r.uploads[id] = text
	r.sender = by
	return int64(len(text)), nil
}

func (r *fakeRecord) DropUpload(_ context.Context, id string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.uploads, id)
	return r.fault
}

func (r *fakeRecord) AddDocument(_ context.Context, n complaint.Number, d law.Document, upload string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, err := r.file(n)
	if err != nil {
		return err
	}
	content, ok := r.uploads[upload]
	if !ok {
		return complaint.Errorf(complaint.Conflict, "there is no such file")
	}
	if _, ok := f.contents[d.ID]; !ok {
		r.written++
		f.Documents, f.contents[d.ID] = append(f.Documents, d), content
		delete(r.uploads, upload)
	}
	return nil
}

func (r *fakeRecord) Document(_ context.Context, n complaint.Number, id string) (law.Document, io.Reader, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, err := r.file(n)
	if err != nil {
		return law.Document{}, nil, err
	}
	for _, d := range f.Documents {
		if d.ID == id {
			return d, bytes.NewReader(f.contents[id]), nil
		}
	}
	return law.Document{}, nil, complaint.Errorf(complaint.Missing, "the case has no such document")
}

func (r *fakeRecord) member(found func(Member) bool) (Member, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i := slices.IndexFunc(r.staff, found); i >= 0 && r.fault == nil {
		return r.staff[i], nil
	}
	if r.fault != nil {
		return Member{}, r.fault
	}
	return Member{}, complaint.Errorf(complaint.Missing, "nobody of that name")
}

func (r *fakeRecord) StaffByID(_ context.Context, id int64) (Member, error) {
	return r.member(func(m Member) bool { return m.ID == id })
}

func (r *fakeRecord) StaffByToken(_ context.Context, hash []byte) (Member, error) {
	r.mu.Lock()
	id := r.tokens[string(hash)]
	r.mu.Unlock()
	return r.member(func(m Member) bool { return m.ID == id })
}

func (r *fakeRecord) Staff(context.Context) ([]Member, error) { return r.staff, r.fault }

// fakeCases are running cases over a fakeRecord.
type fakeCases struct {
	record *fakeRecord
	now    func() time.Time // case time
	answer error            // instead of acting, when set
	acts   []law.Act        // what has reached the engine
	again  int              // acts that have reached it once more
}

func (c *fakeCases) Act(_ context.Context, n complaint.Number, act law.Act) (int, error) {
	c.record.mu.Lock()
	defer c.record.mu.Unlock()
	f, err := c.record.file(n)
	if err == nil {
		if done := slices.IndexFunc(f.Entries, func(e law.Entry) bool { return e.Key == act.Key }); done >= 0 {
			c.again++
			return f.Entries[done].Seq, c.answer
		}
	}
	c.acts = append(c.acts, act)
	if c.answer != nil {
		return 0, c.answer
	}
	if err != nil {
		return 0, err
	}
	e, err := f.Case.Apply(act, c.now())
	if err != nil {
		return 0, err
	}
	f.Entries = append(f.Entries, law.Entry{Event: e})
	f.post(e)
	if e.Opens != nil { // with the access code of the case that opens it
		o := &fakeFile{key: e.Opens.Event.Key, hash: f.hash, details: map[string]kept{}, contents: map[string][]byte{}}
		o.Record = law.Record{Case: e.Opens.Case.Clone(), Filing: f.Filing, Entries: []law.Entry{{Event: e.Opens.Event}}, FiledAt: e.Recorded}
		o.post(e.Opens.Event)
		c.record.files[e.Opens.Case.Number] = o
	}
	return e.Seq, nil
}
