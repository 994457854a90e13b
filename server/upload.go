package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"os"
	"strings"

	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
)

// The limits of a form with a file.
const (
	longestPart = 100_000 // bytes of a caption or a date, while it is read
	mostParts   = 100
)

// upload takes in the file of a form and adds it to the case; pending is true when
// that is accepted but not on record yet.
func (c calls) upload(ctx context.Context, n complaint.Number, key string, form *multipart.Reader) (a api.DocumentAnswerJSONResponse, pending bool, err error) {
	by := actor(ctx)
	file, data, err := c.readForm(ctx, n, by, form)
	if err != nil {
		return a, false, err
	}
	d, err := c.Service.AddDocument(ctx, n, law.Act{Key: key, Actor: by}, file, data)
	if err != nil {
		return a, slow(err), err
	}
	a.Body, a.Headers.Location = d, location(n, by)+"/documents/"+d.ID
	return a, false, nil
}

// readForm takes in the file of a form, and reads what the form says of it. When
// the form turns out to be none, the file is dropped.
func (c calls) readForm(ctx context.Context, n complaint.Number, by complaint.Actor, form *multipart.Reader) (file law.Document, data map[string]any, err error) {
	data = map[string]any{}
	for range mostParts {
		part, err := form.NextPart()
		switch {
		case errors.Is(err, io.EOF) && file.ID == "":
			return file, nil, complaint.Errorf(complaint.Invalid, "the part %q with the file is missing", "file")
		case errors.Is(err, io.EOF):
			return file, data, nil
		case err != nil:
			err = broken(err)
		case part.FormName() == "file" && file.ID != "":
			err = complaint.Errorf(complaint.Invalid, "there is more than one file; send each by itself")
		case part.FormName() == "file":
			file, err = c.Upload(ctx, n, by, part.FileName(), formReader{part})
		default:
			err = readField(part, data)
		}
		if err != nil {
			return law.Document{}, nil, c.dropped(ctx, file, err)
		}
	}
	return law.Document{}, nil, c.dropped(ctx, file, complaint.Errorf(complaint.Invalid, "the form has more than %d parts", mostParts))
}

// dropped drops a file that was taken in, if any, because of an error, which it
// returns.
func (c calls) dropped(ctx context.Context, file law.Document, because error) error {
	if file.ID == "" {
		return because
	}
	return errors.Join(because, c.DropUpload(ctx, file.ID))
}

// readField adds what a part other than the file says.
func readField(part *multipart.Part, data map[string]any) error {
	switch part.FormName() {
	case captionField, datedField:
		text, err := readPart(part, longestPart)
		data[part.FormName()] = string(text)
		return err
	case law.SharedFact:
		text, err := readPart(part, longestFact)
		data[law.SharedFact] = string(text)
		return err
	case showsField:
		return readCodes(part, data)
	}
	return complaint.Errorf(complaint.Invalid, "there is no field %q", part.FormName())
}

// readCodes adds the codes of a part to those of the parts before it, for a part
// may come once for each code or hold several, with commas between them.
func readCodes(part *multipart.Part, data map[string]any) error {
	text, err := readPart(part, longestFact)
	if err != nil {
		return err
	}
	list, _ := data[part.FormName()].([]any)
	if codes := strings.TrimSpace(string(text)); codes != "" {
		data[part.FormName()] = append(list, codes)
	}
	return nil
}

// readPart reads a part of a form up to a limit in bytes.
func readPart(part io.Reader, limit int64) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(part, limit+1))
	switch {
	case err != nil:
		return nil, broken(err)
	case int64(len(content)) > limit:
		return nil, errTooLarge
	}
	return content, nil
}

// formReader reads a part of a form, and says of its errors that they are the
// form's.
type formReader struct{ io.Reader }

// Read reads on.
func (r formReader) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		err = broken(err)
	}
	return n, err
}

// broken tells a form that is too large or has stopped coming from one that is
// no form.
func broken(err error) error {
	if p, ours := problem(err); !ours && p.Status != 0 {
		return fmt.Errorf("read a form: %w", err)
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return errTooSlow
	}
	return complaint.Errorf(complaint.Invalid, "the form is no valid multipart/form-data")
}
