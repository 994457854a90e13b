package store

import (
	"context"
	"fmt"

	"recourse/complaint"
	"recourse/law"
	"recourse/store/storedb"
)

// AddDocument adds a file to a case. Adding the same identifier with the same
// content again does nothing; with another content, or on another case, it is a
// Conflict. Missing when there is no such case.
func (s *Store) AddDocument(ctx context.Context, number complaint.Number, d law.Document, content []byte) error {
	if err := checkTexts(d); err != nil {
		return err
	}
	if content == nil {
		content = []byte{} // an empty file is a file
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
		AddedAt: d.AddedAt, Content: content, Key: d.Key,
	})
	switch {
	case violates(err, "documents_number_fkey"):
		return complaint.Errorf(complaint.Missing, "there is no case %s", number)
	case err != nil:
		return fault(err, "add a document to case %s", number)
	case added == 0:
		return s.sameDocument(ctx, number, d)
	}
	return nil
}

// sameDocument checks that the identifier stands for this very document.
func (s *Store) sameDocument(ctx context.Context, number complaint.Number, d law.Document) error {
	there, _, err := s.Document(ctx, number, d.ID)
	if complaint.KindOf(err) == complaint.Missing || err == nil && there.SHA256 != d.SHA256 {
		return complaint.Errorf(complaint.Conflict, "another document has this identifier")
	}
	return err
}

// Document returns a file of a case with its content. Missing when the case has
// no such file.
func (s *Store) Document(ctx context.Context, number complaint.Number, id string) (law.Document, []byte, error) {
	row, err := s.q.Document(ctx, storedb.DocumentParams{Number: string(number), ID: id})
	if err != nil {
		return law.Document{}, nil, fault(missing(err, "case %s has no such document", number), "read a document of case %s", number)
	}
	d := law.Document{ID: row.ID, Type: row.Type, Size: row.Size, SHA256: row.Sha256, By: row.ByRole, AddedAt: row.AddedAt.UTC()}
	k, err := s.keyOf(number, row.Wrapped)
	if err != nil {
		return law.Document{}, nil, err
	}
	if err := unseal(k, row.Sealed, documentPlace+id, &d.Name); err != nil {
		return law.Document{}, nil, fmt.Errorf("open a document of case %s: %w", number, err)
	}
	return d, row.Content, nil
}
