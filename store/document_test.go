package store_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

// take takes in a file and makes a document of it.
func take(t *testing.T, s *store.Store, number complaint.Number, upload string, d law.Document, content []byte) error {
	t.Helper()
	size, err := s.Upload(context.Background(), number, upload, complaint.Complainant, iotest.HalfReader(bytes.NewReader(content)))
	if err != nil || size != int64(len(content)) {
		t.Fatalf("%d bytes were taken in, %v", size, err)
	}
	d.Size = size
	return s.AddDocument(context.Background(), number, d, upload)
}

// read reads a document to its end.
func read(t *testing.T, s *store.Store, number complaint.Number, id string) (law.Document, []byte) {
	t.Helper()
	d, content, err := s.Document(context.Background(), number, id)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(content)
	if err != nil {
		t.Fatal(err)
	}
	return d, text
}

// count counts rows.
func count(t *testing.T, s *store.Store, query string) (n int) {
	t.Helper()
	if err := s.DB().QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestDocument_comesBackAsAdded(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c := file(t, s, newCase("key", received))
	content := bytes.Repeat([]byte{0, 1, 0xff, '\\', '\''}, 900_000) // more than four pieces
	doc := law.Document{ID: "d1", Name: "Avtal “1”.pdf", Type: "application/pdf", SHA256: "ab", By: "complainant", AddedAt: received}
	for _, upload := range []string{"u1", "u2"} { // again is fine
		if err := take(t, s, c.Number, upload, doc, content); err != nil {
			t.Fatal(err)
		}
	}
	doc.Size = int64(len(content))
	got, text := read(t, s, c.Number, doc.ID)
	if diff := cmp.Diff(doc, got); diff != "" || !bytes.Equal(text, content) {
		t.Errorf("document (-want +got):\n%s same content %v", diff, bytes.Equal(text, content))
	}
	r, err := s.Dossier(ctx, c.Number)
	if diff := cmp.Diff([]law.Document{doc}, r.Documents); diff != "" || err != nil {
		t.Errorf("documents (-want +got):\n%s%v", diff, err)
	}
}

func TestDocument_isNotSeenFromAnotherCase(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	one, two := file(t, s, newCase("one", received)), file(t, s, newCase("two", received))
	doc := law.Document{ID: "d1", Name: "a", SHA256: "ab", AddedAt: received}
	if err := take(t, s, one.Number, "u1", doc, []byte("a")); err != nil {
		t.Fatal(err)
	}
	_, _, err := s.Document(ctx, two.Number, doc.ID)
	want(t, complaint.Missing, err)
	want(t, complaint.Conflict, take(t, s, two.Number, "u2", doc, []byte("a")))
	want(t, complaint.Conflict, s.AddDocument(ctx, two.Number, law.Document{ID: "d2", Size: 1, AddedAt: received}, "u1"))
	doc.SHA256 = "cd"
	want(t, complaint.Conflict, take(t, s, one.Number, "u3", doc, []byte("b")))
	_, err = s.Upload(ctx, "RC-0000-0000", "u4", complaint.Complainant, bytes.NewReader(nil))
	want(t, complaint.Missing, err)
	want(t, complaint.Invalid, take(t, s, one.Number, "u5", law.Document{ID: "d3", Name: "a\x00.pdf", AddedAt: received}, nil))
}

// TestUpload_thatBreaksOffLeavesNothing breaks off in the second piece.
func TestUpload_thatBreaksOffLeavesNothing(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	c := file(t, s, newCase("key", received))
	lost := errors.New("the line is dead")
	_, err := s.Upload(context.Background(), c.Number, "u1", complaint.Complainant, io.MultiReader(bytes.NewReader(make([]byte, 3<<20/2)), iotest.ErrReader(lost)))
	if !errors.Is(err, lost) {
		t.Errorf("got %v", err)
	}
	if n := count(t, s, `SELECT (SELECT count(*) FROM uploads) + (SELECT count(*) FROM document_chunks)`); n != 0 {
		t.Errorf("%d rows are left", n)
	}
	want(t, complaint.Conflict, s.AddDocument(context.Background(), c.Number, law.Document{ID: "d1", AddedAt: received}, "u1"))
}

// TestUpload_ofACaseHasItsLimits fills a case up, by number and by size.
func TestUpload_ofACaseHasItsLimits(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	large, many := file(t, s, newCase("large", received)), file(t, s, newCase("many", received))
	if _, err := s.DB().Exec(`INSERT INTO uploads (id, number, size) SELECT 'l' || i, $1, 33333333 FROM generate_series(1, 3) i`, string(large.Number)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.DB().Exec(`INSERT INTO uploads (id, number, size) SELECT 'm' || i, $1, 1 FROM generate_series(1, 99) i`, string(many.Number)); err != nil {
		t.Fatal(err)
	}
	_, err := s.Upload(ctx, large.Number, "u1", complaint.Complainant, bytes.NewReader(make([]byte, 6<<20)))
	want(t, complaint.Conflict, err)
	if _, err := s.Upload(ctx, large.Number, "u2", complaint.Complainant, bytes.NewReader(make([]byte, 1<<20))); err != nil {
		t.Error(err)
	}
	if _, err := s.Upload(ctx, many.Number, "u3", complaint.Complainant, bytes.NewReader([]byte("the hundredth"))); err != nil {
		t.Error(err)
	}
	_, err = s.Upload(ctx, many.Number, "u4", complaint.Complainant, bytes.NewReader([]byte("one more")))
	want(t, complaint.Conflict, err)

	// The office has as much room again.
	if _, err := s.Upload(ctx, many.Number, "u5", complaint.CaseOfficer, bytes.NewReader([]byte("the office's first"))); err != nil {
		t.Error(err)
	}
	if _, err := s.Upload(ctx, large.Number, "u6", complaint.PrivacyOfficer, bytes.NewReader(make([]byte, 6<<20))); err != nil {
		t.Error(err)
	}
	_, err = s.Upload(ctx, large.Number, "u7", complaint.Representative, bytes.NewReader([]byte("a")))
	want(t, complaint.Conflict, err)
	if _, err := s.DB().Exec(`INSERT INTO uploads (id, number, size) SELECT 'o' || i, $1, 1048576 FROM generate_series(1, 99) i`, string(many.Number)); err != nil {
		t.Fatal(err)
	}
	_, err = s.Upload(ctx, many.Number, "u8", complaint.CaseOfficer, bytes.NewReader([]byte("one more")))
	want(t, complaint.Conflict, err)
}

func TestDropStaleUploads_sparesDocumentsAndWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c := file(t, s, newCase("key", received))
	if err := take(t, s, c.Number, "document", law.Document{ID: "d1", SHA256: "ab", AddedAt: received}, []byte("kept")); err != nil {
		t.Fatal(err)
	}
	for _, upload := range []string{"stale", "fresh"} {
		if _, err := s.Upload(ctx, c.Number, upload, complaint.Complainant, bytes.NewReader([]byte("a"))); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.DB().Exec(`UPDATE uploads SET begun_at = $1 WHERE id <> 'fresh'`, time.Now().Add(-25*time.Hour)); err != nil {
		t.Fatal(err)
	}
	n, err := s.DropStaleUploads(ctx)
	if err != nil || n != 1 || count(t, s, `SELECT count(*) FROM uploads`) != 2 || count(t, s, `SELECT count(*) FROM document_chunks`) != 2 {
		t.Errorf("%d were dropped, %v", n, err)
	}
	if _, text := read(t, s, c.Number, "d1"); string(text) != "kept" {
		t.Errorf("the document holds %q", text)
	}
	if err := s.DropUpload(ctx, "document"); err != nil || count(t, s, `SELECT count(*) FROM uploads`) != 2 {
		t.Errorf("a document was dropped, %v", err)
	}
}

// TestDocument_thatWasTamperedWithBreaksOff changes a piece, cuts off the end, and
// lays a piece in another's place.
func TestDocument_thatWasTamperedWithBreaksOff(t *testing.T) {
	t.Parallel()
	for name, attack := range map[string]string{
		"changed":  `UPDATE document_chunks SET sealed = set_byte(sealed, 5000, get_byte(sealed, 5000) # 1) WHERE n = 1`,
		"cut off":  `DELETE FROM document_chunks WHERE n = 2`,
		"exchange": `UPDATE document_chunks SET n = CASE n WHEN 0 THEN 11 ELSE 10 END WHERE n < 2; UPDATE document_chunks SET n = n - 10 WHERE n >= 10`,
		"moved":    `UPDATE document_chunks c SET sealed = o.sealed FROM document_chunks o WHERE c.upload = 'u1' AND o.upload = 'u2' AND c.n = o.n`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := storetest.New(t)
			c := file(t, s, newCase("key", received))
			for i, upload := range []string{"u1", "u2"} {
				doc := law.Document{ID: "d" + upload, SHA256: "ab", AddedAt: received}
				if err := take(t, s, c.Number, upload, doc, bytes.Repeat([]byte{byte(i)}, 5<<19)); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := s.DB().Exec(attack); err != nil {
				t.Fatal(err)
			}
			_, content, err := s.Document(context.Background(), c.Number, "du1")
			if err != nil {
				return // its very beginning tells
			}
			if n, err := io.Copy(io.Discard, content); err == nil {
				t.Errorf("%d bytes are taken for genuine", n)
			}
		})
	}
}
