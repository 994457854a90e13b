package paper

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// ErrField says that a packet would hold what its recipient must not get.
var ErrField = errors.New("a packet would hold a field that is not for its recipient")

// Value is one field of a case, named in the language of the packet.
type Value struct {
	Item law.Item
	Name string
	Text string
}

// Packet is what one body gets about a case. It can only be made by NewPacket, so that
// there is none that holds too much.
type Packet struct {
	to     law.Recipient
	values []Value
	files  []law.Document
}

// NewPacket makes a packet of values and documents. It refuses, with ErrField, any
// value that the table of package law does not send to the recipient, and documents
// where none may go. Fields that the body asks the person come without text, as lines
// to be filled in.
func NewPacket(to law.Recipient, values []Value, files []law.Document) (Packet, error) {
	p := Packet{to: to}
	for _, v := range values {
		empty := strings.TrimSpace(v.Text) == ""
		switch use := v.Item.For(to).Use; {
		case use == law.Asked && empty, use == law.Sent && !empty:
			p.values = append(p.values, v)
		case use == law.Sent:
		default:
			return Packet{}, fmt.Errorf("%w: %s to %s", ErrField, v.Item, to)
		}
	}
	if len(files) > 0 && law.ItemDocuments.For(to).Use != law.Sent {
		return Packet{}, fmt.Errorf("%w: %s to %s", ErrField, law.ItemDocuments, to)
	}
	p.files = files
	return p, nil
}

// To is who the packet is for.
func (p Packet) To() law.Recipient { return p.to }

// Facts are its fields, in the order in which they were given.
func (p Packet) Facts() []Fact {
	list := make([]Fact, len(p.values))
	for i, v := range p.values {
		list[i] = Fact{v.Name, v.Text}
	}
	return list
}

// Documents are the files that go with it.
func (p Packet) Documents() []law.Document { return p.files }

// Zip writes the packet as a file: its sheet as PDF and as a page, the documents, and
// the list of all with their hashes. The content of a document comes from read.
func (p Packet) Zip(w io.Writer, number complaint.Number, s *Sheet, made time.Time, read func(id string) (io.Reader, error)) error {
	a := NewArchive(w, number, string(p.to), made)
	pdf, err := PDF(s)
	if err != nil {
		return err
	}
	var page strings.Builder
	if err := HTML(&page, s); err != nil {
		return err
	}
	if err := errors.Join(a.AddBytes("packet.pdf", pdf), a.AddBytes("packet.html", []byte(page.String()))); err != nil {
		return err
	}
	if err := a.AddDocuments(p.files, read); err != nil {
		return err
	}
	return a.Close()
}

// documents is the folder of an archive with the files of the case.
const documents = "documents"

// DocumentName is the name of the file at a place of a list of documents, from 1.
func DocumentName(place int, d law.Document) string { return FileName(documents, place, d.Name) }

// AddDocuments writes documents one after the other, as they are read.
func (a *Archive) AddDocuments(list []law.Document, read func(id string) (io.Reader, error)) error {
	for i, d := range list {
		content, err := read(d.ID)
		if err != nil {
			return fmt.Errorf("read a document for an archive: %w", err)
		}
		if err := a.Add(DocumentName(i+1, d), content); err != nil {
			return err
		}
	}
	return nil
}
