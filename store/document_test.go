package store_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/complaint"
	"recourse/law"
	"recourse/store/storetest"
)

func TestDocument_comesBackAsAdded(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	ctx := context.Background()
	c := file(t, s, newCase("key", received))
	content := bytes.Repeat([]byte{0, 1, 0xff, '\\', '\''}, 100_000)
	doc := law.Document{ID: "d1", Name: "Avtal “1”.pdf", Type: "application/pdf", Size: int64(len(content)), SHA256: "ab", By: "complainant", AddedAt: received}
	for range 2 { // again is fine
		if err := s.AddDocument(ctx, c.Number, doc, content); err != nil {
			t.Fatal(err)
		}
	}
	got, text, err := s.Document(ctx, c.Number, doc.ID)
	if diff := cmp.Diff(doc, got); diff != "" || err != nil || !bytes.Equal(text, content) {
		t.Errorf("document (-want +got):\n%s%v, same content %v", diff, err, bytes.Equal(text, content))
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
	if err := s.AddDocument(ctx, one.Number, doc, []byte("a")); err != nil {
		t.Fatal(err)
	}
	_, _, err := s.Document(ctx, two.Number, doc.ID)
	want(t, complaint.Missing, err)
	want(t, complaint.Conflict, s.AddDocument(ctx, two.Number, doc, []byte("a")))
	doc.SHA256 = "cd"
	want(t, complaint.Conflict, s.AddDocument(ctx, one.Number, doc, []byte("b")))
	want(t, complaint.Missing, s.AddDocument(ctx, "RC-0000-0000", law.Document{ID: "d2", AddedAt: received}, nil))
	want(t, complaint.Invalid, s.AddDocument(ctx, one.Number, law.Document{ID: "d3", Name: "a\x00.pdf", AddedAt: received}, nil))
}
