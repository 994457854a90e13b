package store

import (
	"context"
	"fmt"
	"io"

	"recourse/complaint"
	"recourse/law"
	"recourse/store/storedb"
)

// AddDocument makes a document of a file that was taken in (Upload). Adding the
// same identifier with the same content again does nothing; with another content,
// on another case, or without such an upload it is a Conflict. Missing when there
// is no such case.
func (s *Store) AddDocument(ctx context.Context, number complaint.Number, d law.Document, upload string) error {
	if err := checkTexts(d); err != nil {
		return err
	}
	k, err := s.caseKey(ctx, number)
	if err != nil {
		return err
	}
	name, err := sealed(k, d.Name, documentPlace+d.ID)
	if err != nil {
		return fmt.Errorf("seal the name of a document of case %s: %w", number, err)
	}
	added, err := s.q.AddDocument(ctx, storedb.AddDocumentParams{
		ID: d.ID, Number: string(number), Sealed: name, Type: d.Type, Size: d.Size, Sha256: d.SHA256, ByRole: d.By,
		AddedAt: d.AddedAt, Upload: upload, Key: d.Key,
	})
	if err != nil {
		return fault(err, "add a document to case %s", number)
	}
	if added == 0 {
		return s.sameDocument(ctx, number, d)
	}
	return nil
}

// sameDocument checks that the identifier stands for this very document.
func (s *Store) sameDocument(ctx context.Context, number complaint.Number, d law.Document) error {
	row, err := s.q.Document(ctx, storedb.DocumentParams{Number: string(number), ID: d.ID})
	err = fault(missing(err, "there is no such file"), "read a document of case %s", number)
	if complaint.KindOf(err) == complaint.Missing || err == nil && row.Sha256 != d.SHA256 {
		return complaint.Errorf(complaint.Conflict, "another document has this identifier, or there is no such file")
	}
	return err
}

// Document returns a file of a case with its content, which is fetched and opened
// piece by piece as it is read. Missing when the case has no such file, or its
// content is gone for good.
func (s *Store) Document(ctx context.Context, number complaint.Number, id string) (law.Document, io.Reader, error) {
	row, err := s.q.Document(ctx, storedb.DocumentParams{Number: string(number), ID: id})
	if err != nil {
		return law.Document{}, nil, fault(missing(err, "case %s has no such document", number), "read a document of case %s", number)
	}
	d := law.Document{ID: row.ID, Type: row.Type, Size: row.Size, SHA256: row.Sha256, By: row.ByRole, AddedAt: row.AddedAt.UTC()}
	k, err := s.keyOf(number, row.Wrapped)
	if err != nil {
		return law.Document{}, nil, err
	}
	if k == nil {
		return law.Document{}, nil, complaint.Errorf(complaint.Missing, "the content of this document was erased")
	}
	if err := unseal(k, row.Sealed, documentPlace+id, &d.Name); err != nil {
		return law.Document{}, nil, fmt.Errorf("open a document of case %s: %w", number, err)
	}
	content, err := s.content(ctx, number, k, row.Upload)
	return d, content, err
}
