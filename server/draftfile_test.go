package server

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"

	"recourse/complaint"
	"recourse/law"
)

// adds puts a file into a draft.
func (h *house) adds(d complaint.Draft, name string, content []byte, said map[string]any) bool {
	h.t.Helper()
	ctx := h.t.Context()
	file, err := h.service.UploadToDraft(ctx, d, name, bytes.NewReader(content))
	if err != nil {
		h.t.Fatal(err)
	}
	twice, err := h.service.KeepDraftFile(ctx, d, file, said)
	if err != nil {
		h.t.Fatal(err)
	}
	return twice
}

// sends sends a draft, and tells the files of it.
func (h *house) sends(ctx context.Context, d complaint.Draft) law.Case {
	h.t.Helper()
	c, _, err := h.service.SendDraft(ctx, d, written())
	if err != nil {
		h.t.Fatal(err)
	}
	h.record.filesMu.Lock()
	h.record.became = map[complaint.DraftID]complaint.Number{d.ID: c.Number}
	h.record.filesMu.Unlock()
	return c
}

// documents are those on record.
func (h *house) documents(number complaint.Number) []law.Document {
	h.t.Helper()
	r, err := h.record.Dossier(h.t.Context(), number)
	if err != nil {
		h.t.Fatal(err)
	}
	return forComplainant(r).Documents
}

func TestDraftFile_becomesADocument(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := h.browser()
	d := h.begins(ctx)
	photo := photograph(t)
	h.adds(d, "photo.jpg", photo, map[string]any{"caption": "the notice on the door", "dated": "2018-07-02"})
	if !h.adds(d, "again.jpg", photo, nil) {
		t.Error("the same file twice is two")
	}
	h.adds(d, "reply.txt", []byte("We do not answer."), map[string]any{})
	list, err := h.service.DraftFiles(ctx, d)
	if err != nil || len(list) != 2 || list[0].Sent != hexSum(photo) || len(h.record.content) != 2 {
		t.Fatalf("files %+v, %v", list, err)
	}
	if err := h.service.DescribeDraftFile(ctx, d, list[1].ID, map[string]any{"caption": "what they wrote"}); err != nil {
		t.Fatal(err)
	}
	if err := h.service.MoveDraftFiles(ctx); err != nil || len(h.record.waiting) != 2 {
		t.Errorf("files of a draft that was not sent are moved, %v", err)
	}
	c := h.sends(ctx, d)
	for range 2 { // again is fine
		if err := h.service.MoveDraftFiles(ctx); err != nil {
			t.Fatal(err)
		}
	}
	docs := h.documents(c.Number)
	if len(docs) != 2 || len(h.record.waiting) != 0 || len(h.record.uploads) != 0 {
		t.Fatalf("%d documents, %d files wait, %d uploads are left", len(docs), len(h.record.waiting), len(h.record.uploads))
	}
	r, err := h.record.Dossier(ctx, c.Number)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, e := range r.Entries {
		for name, text := range e.Details {
			said[name] += text + "|"
		}
	}
	if !strings.Contains(said["caption"], "the notice on the door|") || !strings.Contains(said["caption"], "what they wrote|") || said["dated"] != "2018-07-02|" || said["original"] != hexSum(photo)+"|" {
		t.Errorf("the entries say %v", said)
	}
}

// A machine may fail before a file is forgotten, or the case be busy: the next sweep
// does what is left, and nothing twice.
func TestDraftFile_isMovedOnceWhateverFails(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := h.browser()
	d := h.begins(ctx)
	h.adds(d, "reply.txt", []byte("We do not answer."), nil)
	c := h.sends(ctx, d)
	h.cases.answer = complaint.Errorf(complaint.Busy, "not now")
	if err := h.service.MoveDraftFiles(ctx); err == nil || len(h.record.waiting) != 1 || len(h.record.uploads) != 0 {
		t.Errorf("%v, %d files wait, %d uploads are left", err, len(h.record.waiting), len(h.record.uploads))
	}
	h.cases.answer = nil
	h.record.stay = true
	if err := h.service.MoveDraftFiles(ctx); err == nil {
		t.Error("that the file is still there is not told")
	}
	h.record.stay = false
	if err := h.service.MoveDraftFiles(ctx); err != nil {
		t.Fatal(err)
	}
	if docs := h.documents(c.Number); len(docs) != 1 || len(h.record.waiting) != 0 {
		t.Errorf("%d documents, %d files wait", len(docs), len(h.record.waiting))
	}
}

// Sending has the files moved at once, and a sweep comes to its end with the server.
func TestMoveFiles_whenADraftIsSent(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := h.browser()
	d := h.begins(ctx)
	h.adds(d, "reply.txt", []byte("We do not answer."), nil)
	<-h.service.sentOff // which a file that is kept asks for too
	h.sends(ctx, d)
	if len(h.service.sentOff) != 1 {
		t.Fatal("nobody is told that a draft was sent")
	}
	ending, stop := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() { defer close(ended); h.service.MoveFiles(ending, slog.New(slog.DiscardHandler)) }()
	for left := 1; left > 0; {
		list, err := h.service.DraftFiles(ctx, d)
		if err != nil {
			t.Error(err)
			break
		}
		left = len(list)
	}
	stop()
	<-ended
}

func TestDraftFile_whatIsRefusedIsDropped(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := h.browser()
	d := h.begins(ctx)
	if _, err := h.service.UploadToDraft(ctx, d, "run.exe", strings.NewReader("MZ\x90\x00")); complaint.FaultOf(err) != complaint.FileType {
		t.Errorf("a program: %v", err)
	}
	file, err := h.service.UploadToDraft(ctx, d, "reply.txt", strings.NewReader("We do not answer."))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.service.KeepDraftFile(ctx, d, file, map[string]any{"caption": strings.Repeat("a", longestCaption+1)}); complaint.KindOf(err) != complaint.Invalid {
		t.Errorf("a caption too long: %v", err)
	}
	if len(h.record.waiting) != 0 || len(h.record.content) != 0 {
		t.Error("what was refused is still there")
	}
	h.adds(d, "reply.txt", []byte("We do not answer."), nil)
	list, _ := h.service.DraftFiles(ctx, d)
	other := h.begins(h.browser())
	if err := h.service.RemoveDraftFile(ctx, other, list[0].ID); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("a file of another draft is removed: %v", err)
	}
	if err := h.service.RemoveDraftFile(ctx, d, list[0].ID); err != nil || len(h.record.waiting) != 0 {
		t.Errorf("it is not removed: %v", err)
	}
}
