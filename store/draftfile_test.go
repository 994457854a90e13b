package store_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
	"recourse/seal"
	"recourse/store"
	"recourse/store/storetest"
)

// beganAs begins a draft of a name.
func beganAs(t *testing.T, s *store.Store, id complaint.DraftID) complaint.Draft {
	t.Helper()
	if err := s.BeginDraft(t.Context(), newDraft(id)); err != nil {
		t.Fatal(err)
	}
	d, err := s.Draft(t.Context(), id, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// waits takes in a file of a draft and describes it.
func waits(t *testing.T, s *store.Store, draft complaint.DraftID, id string, content []byte) complaint.DraftFile {
	t.Helper()
	size, err := s.UploadToDraft(t.Context(), draft, id, iotest.HalfReader(bytes.NewReader(content)))
	if err != nil || size != int64(len(content)) {
		t.Fatalf("%d bytes were taken in, %v", size, err)
	}
	f := complaint.DraftFile{ID: id, Draft: draft, Size: size, Name: "avtal.pdf", Type: "application/pdf", SHA256: "ab", Sent: "cd", Caption: "What they promised", Dated: "2018-07-02"}
	if err := s.DescribeDraftFile(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestDraftFile_waitsSealedUntilItIsMoved(t *testing.T) {
	t.Parallel()
	s, id := storetest.New(t), complaint.DraftID("RD-TEST-0001")
	d := beganAs(t, s, id)
	content := bytes.Repeat([]byte("application of March "), 150_000) // more than two pieces
	f := waits(t, s, id, "f1", content)
	f.Caption = "What they have promised"
	if err := s.DescribeDraftFile(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UploadToDraft(t.Context(), id, "f2", strings.NewReader("not described")); err != nil {
		t.Fatal(err)
	}
	got, err := s.DraftFiles(t.Context(), id)
	if diff := cmp.Diff([]complaint.DraftFile{f}, got); diff != "" || err != nil {
		t.Errorf("files (-want +got):\n%s%v", diff, err)
	}
	var rows string
	if err := s.DB().QueryRowContext(t.Context(), `SELECT (SELECT string_agg(encode(f.sealed, 'escape'), '') FROM draft_files f) || (SELECT string_agg(encode(c.sealed, 'escape'), '') FROM draft_chunks c)`).Scan(&rows); err != nil {
		t.Fatal(err)
	}
	for _, clear := range []string{"application of March", "avtal", "promised", "not described"} {
		if strings.Contains(rows, clear) {
			t.Errorf("the rows say %q", clear)
		}
	}
	if list, err := s.FilesToMove(t.Context(), "", 10); err != nil || len(list) != 0 {
		t.Errorf("%d files of a draft that was not sent, %v", len(list), err)
	}
	n := newCase("key", received)
	n.Draft, n.DraftVersion = id, d.Version
	c := file(t, s, n)
	list, err := s.FilesToMove(t.Context(), "", 10)
	f.Number = c.Number
	if diff := cmp.Diff([]complaint.DraftFile{f}, list); diff != "" || err != nil {
		t.Fatalf("to move (-want +got):\n%s%v", diff, err)
	}
	r, err := s.DraftFile(t.Context(), list[0])
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(r); err != nil || !bytes.Equal(text, content) {
		t.Errorf("%d bytes came back, %v", len(text), err)
	}
	if err := s.DropDraftFile(t.Context(), "f1"); err != nil {
		t.Fatal(err)
	}
	if list, err = s.FilesToMove(t.Context(), "", 10); err != nil || len(list) != 0 {
		t.Errorf("%d files are left, %v", len(list), err)
	}
}

// An erased case leaves nothing waiting either.
func TestDraftFile_goesWithItsCase(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	d, other := beganAs(t, s, "RD-TEST-0001"), beganAs(t, s, "RD-TEST-0002")
	waits(t, s, d.ID, "f1", []byte("a"))
	waits(t, s, other.ID, "f2", []byte("b"))
	c := file(t, s, fileDraft(d, "k"))
	if err := s.Destroy(t.Context(), c.Number); err != nil {
		t.Fatal(err)
	}
	if n := count(t, s, `SELECT count(*) FROM draft_files`); n != 1 {
		t.Errorf("%d files are left, want the other draft's", n)
	}
}

// A file that cannot be opened keeps no other one from being moved, wherever it stands
// in the list.
func TestFilesToMove_goesOnBehindWhatCannotBeOpened(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	d := beganAs(t, s, "RD-TEST-0001")
	for _, id := range []string{"f1", "f2", "f3", "f4", "f5"} {
		waits(t, s, d.ID, id, []byte(id))
	}
	file(t, s, fileDraft(d, "k"))
	if _, err := s.DB().ExecContext(t.Context(), `UPDATE draft_files SET sealed = '\x00' WHERE id IN ('f1', 'f2', 'f4')`); err != nil {
		t.Fatal(err)
	}
	var got []string
	for after := ""; ; {
		list, err := s.FilesToMove(t.Context(), after, 2)
		if err == nil && after == "" {
			t.Error("that some cannot be opened is not told")
		}
		if len(list) == 0 {
			break
		}
		for _, f := range list {
			got, after = append(got, f.ID), f.ID
		}
	}
	if diff := cmp.Diff([]string{"f3", "f5"}, got); diff != "" {
		t.Errorf("to move (-want +got):\n%s", diff)
	}
}

// What expires takes its files along, and what never got whole goes in the night.
func TestDraftFile_goesWithItsDraft(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	beganAs(t, s, "RD-TEST-0001")
	beganAs(t, s, "RD-TEST-0002")
	waits(t, s, "RD-TEST-0001", "f1", []byte("a"))
	waits(t, s, "RD-TEST-0002", "f2", []byte("b"))
	lost := errors.New("the line is dead")
	_, err := s.UploadToDraft(t.Context(), "RD-TEST-0002", "f3", io.MultiReader(bytes.NewReader(make([]byte, 3<<20/2)), iotest.ErrReader(lost)))
	if !errors.Is(err, lost) {
		t.Errorf("got %v", err)
	}
	if n := count(t, s, `SELECT count(*) FROM draft_files WHERE id = 'f3'`); n != 0 {
		t.Error("what broke off is still there")
	}
	if _, err := s.UploadToDraft(t.Context(), "RD-TEST-0002", "f4", strings.NewReader("whole, and never described")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.DB().ExecContext(t.Context(), `UPDATE draft_files SET begun_at = now() - interval '25 hours'`); err != nil {
		t.Fatal(err)
	}
	if n, err := s.DropStaleUploads(t.Context()); err != nil || n != 1 {
		t.Errorf("%d files dropped, %v", n, err)
	}
	if _, err := s.DB().ExecContext(t.Context(), `UPDATE drafts SET expires_at = now() - interval '1 hour' WHERE id = 'RD-TEST-0001'`); err != nil {
		t.Fatal(err)
	}
	if _, err := s.DropExpiredDrafts(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(t, s, `SELECT count(*) FROM draft_files`); n != 1 {
		t.Errorf("%d files are left, want the other draft's", n)
	}
	if n := count(t, s, `SELECT count(*) FROM draft_chunks`); n != 1 {
		t.Errorf("%d pieces are left, want the other draft's", n)
	}
}

func TestDraftFile_hasItsLimits(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	beganAs(t, s, "RD-TEST-0001")
	beganAs(t, s, "RD-TEST-0002")
	upload := func(draft complaint.DraftID) error {
		_, err := s.UploadToDraft(t.Context(), draft, "late", strings.NewReader("one more"))
		return err
	}
	want(t, complaint.Missing, upload("RD-NONE-0001"))
	fill := func(draft string, n, size int) {
		t.Helper()
		if _, err := s.DB().ExecContext(t.Context(), `INSERT INTO draft_files (id, draft, wrapped, master, size) SELECT $1 || i, $1, '', 1, $3 FROM generate_series(1, $2::int) i`, draft, n, size); err != nil {
			t.Fatal(err)
		}
	}
	fill("RD-TEST-0001", 4, 25<<20)
	fill("RD-TEST-0002", 100, 1)
	if err := upload("RD-TEST-0001"); complaint.FaultOf(err) != complaint.FilesFull {
		t.Errorf("a draft of 100 MB takes more: %v", err)
	}
	if err := upload("RD-TEST-0002"); complaint.FaultOf(err) != complaint.FilesMany {
		t.Errorf("a draft of 100 files takes more: %v", err)
	}
	want(t, complaint.Missing, s.DescribeDraftFile(t.Context(), complaint.DraftFile{ID: "RD-TEST-00011", Draft: "RD-TEST-0002"}))
	if _, err := s.DB().ExecContext(t.Context(), `UPDATE draft_files SET size = 300::bigint << 20 WHERE draft = 'RD-TEST-0002'`); err != nil {
		t.Fatal(err)
	}
	want(t, complaint.Busy, upload("RD-TEST-0001"))
}

// A file outlives the master key under which it came.
func TestDraftFile_isWrappedAnew(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), storetest.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	old, err := seal.NewMaster()
	if err == nil {
		err = s.Unlock(t.Context(), old)
	}
	if err != nil {
		t.Fatal(err)
	}
	beganAs(t, s, "RD-TEST-0001")
	waits(t, s, "RD-TEST-0001", "f1", []byte("a"))
	added, id, err := old.Added()
	if err != nil {
		t.Fatal(err)
	}
	rotated, err := added.Promoted(id)
	if err == nil {
		err = s.Unlock(t.Context(), rotated)
	}
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.Rewrap(t.Context(), func(int) {}); err != nil || n != 3 {
		t.Errorf("%d keys were wrapped anew, %v; want the index, the draft and its file", n, err)
	}
	if uses, err := s.MasterKeysInUse(t.Context()); err != nil || uses[old.Primary()] != 0 || uses[rotated.Primary()] != 3 {
		t.Errorf("keys in use: %v, %v", uses, err)
	}
	if list, err := s.DraftFiles(t.Context(), "RD-TEST-0001"); err != nil || len(list) != 1 || list[0].Name != "avtal.pdf" {
		t.Errorf("files %+v, %v", list, err)
	}
}
