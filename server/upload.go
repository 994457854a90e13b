package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"strings"

	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
)

// longestCaption bounds the caption of a file while it is read, in bytes.
const longestCaption = 100_000

// upload reads a file from a form and adds it to the case; pending is true when
// that is accepted but not on record yet.
func (c calls) upload(ctx context.Context, n complaint.Number, key string, form *multipart.Reader) (a api.DocumentAnswerJSONResponse, pending bool, err error) {
	file, data, content, err := readForm(form)
	if err != nil {
		return a, false, err
	}
	by := actor(ctx)
	d, err := c.Service.AddDocument(ctx, n, law.Act{Key: key, Actor: by}, file, data, content)
	if err != nil {
		return a, slow(err), err
	}
	a.Body, a.Headers.Location = d, location(n, by)+"/documents/"+d.ID
	return a, false, nil
}

// readForm takes the file, and what the form says of it, from a form.
func readForm(form *multipart.Reader) (file law.Document, data map[string]any, content []byte, err error) {
	data = map[string]any{}
	for {
		part, err := form.NextPart()
		switch {
		case errors.Is(err, io.EOF) && content == nil:
			return file, nil, nil, complaint.Errorf(complaint.Invalid, "the part %q with the file is missing", "file")
		case errors.Is(err, io.EOF):
			return file, data, content, nil
		case err != nil:
			return file, nil, nil, broken(err)
		}
		switch part.FormName() {
		case "file":
			file.Name, file.Type = part.FileName(), part.Header.Get("Content-Type")
			content, err = readPart(part, largestFile)
		case "caption":
			var text []byte
			text, err = readPart(part, longestCaption)
			data["caption"] = string(text)
		case law.SharedFact:
			var text []byte
			text, err = readPart(part, longestFact)
			data[law.SharedFact] = string(text)
		case showsField:
			err = readCodes(part, data)
		default:
			err = complaint.Errorf(complaint.Invalid, "there is no field %q", part.FormName())
		}
		if err != nil {
			return file, nil, nil, err
		}
	}
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

// broken tells a form that is too large or has stopped coming from one that is
// no form.
func broken(err error) error {
	if p, ours := problem(err); !ours && p.Status != 0 {
		return fmt.Errorf("read a form: %w", err)
	}
	return complaint.Errorf(complaint.Invalid, "the form is no valid multipart/form-data")
}
