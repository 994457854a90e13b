package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// evidenceRows is how many files a form without script takes at once. Product
// choice.
const evidenceRows = 3

// filesPath is where a complainant adds files to the own case.
const filesPath = "/my-case/evidence"

// intake is where files of a form go: a case, or a draft.
type intake interface {
	// take takes in the content of a file.
	take(ctx context.Context, name string, content io.Reader) (law.Document, error)
	// add puts a file that was taken in on record, with what is said of it. It tells
	// whether the same file was there before, and is then not added.
	add(ctx context.Context, file law.Document, said map[string]any) (twice bool, err error)
	// drop forgets a file that was taken in.
	drop(ctx context.Context, file law.Document) error
}

// row is one file of a form, with what is said of it and why it is not taken.
type row struct {
	name           string
	caption, dated string
	file           law.Document
	taken          bool
	wrong          faults // by input
}

// evidence shows the files of the own case, and asks for more.
func (p *Pages) evidence(c echo.Context) error {
	return p.evidenceForm(c, http.StatusOK, nil, nil)
}

// evidenceForm shows the page, with the rows that were not taken and what is wrong
// with the form as a whole.
func (p *Pages) evidenceForm(c echo.Context, status int, rows []row, general []page.Fault) error {
	r, options, err := p.read(c)
	if err != nil {
		return err
	}
	v := page.EvidenceView{
		Number: r.rec.Case.Number, Back: r.base, Files: r.documents(), Room: r.room(),
		Form: p.uploadForm(c, filesPath, filesPath, rows, general),
	}
	i := slices.IndexFunc(options, func(o law.Option) bool { return o.Action == complaint.DocumentAdded })
	if v.Allowed = i >= 0 && options[i].Allowed; !v.Allowed && i >= 0 {
		v.Why = whyNot(r.ctx, options[i])
	}
	chrome := p.chrome(c, say(c, "evidence.title"))
	chrome.Notice, chrome.Failed = p.notice(c), len(v.Form.Summary()) > 0
	return show(c, status, page.Evidence(chrome, v))
}

// room says how much of the case's room for files is taken.
func (r *reading) room() string {
	var size int64
	for _, d := range r.rec.Documents {
		size += d.Size
	}
	return r.say("evidence.room", "N", len(r.rec.Documents), "Size", sizeWords(r.ctx, size))
}

// uploadForm is the form of several files.
func (p *Pages) uploadForm(c echo.Context, action, after string, rows []row, general []page.Fault) page.UploadForm {
	f := page.UploadForm{Action: action, After: after, Faults: general}
	for i := range max(evidenceRows, len(rows)) {
		var at row
		if i < len(rows) {
			at = rows[i]
		}
		f.Rows = append(f.Rows, uploadRow(c, i+1, at))
	}
	f.Blank = uploadRow(c, 0, row{})
	return f
}

// uploadRow asks for one file and what is said of it.
func uploadRow(c echo.Context, n int, r row) page.UploadRow {
	input := func(name string, kind page.Kind, value string) page.Input {
		return page.Input{
			Name: fmt.Sprint(name, n), Kind: kind, Label: say(c, "evidence."+name), Hint: words.Or(c.Request().Context(), "evidence."+name+"_hint", ""),
			Value: value, Fault: r.wrong[name], Rows: 2, Required: name == fileField, Complete: "off", Short: kind == page.Date,
		}
	}
	return page.UploadRow{N: n, File: input(fileField, page.File, ""), Caption: input(captionField, page.Area, r.caption), Dated: input(datedField, page.Date, r.dated)}
}

// The inputs of a row, whose number follows their name.
const (
	fileField    = "file"
	captionField = "caption"
	datedField   = "dated"
)

// addEvidence takes in the files of the form, puts them on record one after the
// other, and shows again what was not taken, with what was typed.
func (p *Pages) addEvidence(c echo.Context) error {
	number, err := caseOf(c)
	if err != nil {
		return err
	}
	to := &caseIntake{p.Service, number, caller(c).Actor}
	done, err := takeRows(c, to)
	if err != nil {
		return err
	}
	return p.afterUpload(c, filesPath, done, func(rows []row, general []page.Fault) error {
		return p.evidenceForm(c, http.StatusBadRequest, rows, general)
	})
}

// uploaded is what became of a form with files.
type uploaded struct {
	added, twice int
	left         []row // not taken
}

// afterUpload leads on when all is taken, and else shows the form with the rest.
// Scripts send one file at a time and are answered in JSON.
func (p *Pages) afterUpload(c echo.Context, to string, u uploaded, again func([]row, []page.Fault) error) error {
	ctx := c.Request().Context()
	none := u.added+u.twice+len(u.left) == 0
	if strings.Contains(c.Request().Header.Get(echo.HeaderAccept), echo.MIMEApplicationJSON) {
		if u.added+u.twice > 0 {
			p.Sessions.Put(ctx, noticeKey, words.T(ctx, "evidence.sent"))
		}
		return c.JSON(http.StatusOK, map[string]string{"says": firstFault(u.left)})
	}
	var said []string
	if u.added > 0 {
		said = append(said, words.T(ctx, "evidence.added", "N", u.added))
	}
	if u.twice > 0 {
		said = append(said, words.T(ctx, "evidence.twice", "N", u.twice))
	}
	if len(said) > 0 {
		p.Sessions.Put(ctx, noticeKey, strings.Join(said, " "))
	}
	switch {
	case none:
		return again(nil, []page.Fault{{Text: say(c, "evidence.none_chosen"), Href: "#f-file1"}})
	case len(u.left) > 0:
		return again(u.left, nil)
	}
	return then(c, to)
}

// firstFault is what is wrong with the first row; "" for none.
func firstFault(rows []row) string {
	for _, r := range rows {
		for _, name := range []string{fileField, captionField, datedField} {
			if text := r.wrong[name]; text != "" {
				return text
			}
		}
	}
	return ""
}

// takeRows reads the form as it comes, and puts its files on record once it is
// whole.
func takeRows(c echo.Context, to intake) (uploaded, error) {
	rows, err := readRows(c, to)
	if err != nil {
		return uploaded{}, err
	}
	var u uploaded
	for i := range rows {
		r := &rows[i]
		switch {
		case !r.taken && r.wrong == nil && r.caption == "" && r.dated == "":
			continue
		case !r.taken && r.wrong == nil:
			r.wrong = faults{fileField: say(c, "evidence.choose")}
		case r.taken:
			twice, err := to.add(c.Request().Context(), r.file, r.said())
			if err != nil {
				if r.wrong, err = fileFaults(c, r.name, err); err != nil {
					return u, errors.Join(err, dropRows(c, rows[i+1:], to))
				}
				break
			}
			if twice {
				u.twice++
			} else {
				u.added++
			}
			continue
		}
		u.left = append(u.left, *r)
	}
	return u, nil
}

// said is what the form says of the file, as the law takes it.
func (r *row) said() map[string]any {
	said := map[string]any{}
	if r.caption != "" {
		said[captionField] = r.caption
	}
	if r.dated != "" {
		said[datedField] = r.dated
	}
	return said
}

// readRows reads a form of several files and takes these in, none of them whole in
// memory. A form that is broken leaves no file behind.
func readRows(c echo.Context, to intake) ([]row, error) {
	rows := make([]row, evidenceRows)
	form, err := c.Request().MultipartReader()
	if err != nil { // a form of another kind brings no file
		answers, err := formOf(c)
		for i := range rows {
			rows[i].answer(answers, i+1)
		}
		return rows, err
	}
	for range mostAnswers {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err == nil {
			err = readRow(c, part, rows, to)
		}
		if err != nil {
			return nil, errors.Join(unreadable(err), dropRows(c, rows, to))
		}
	}
	return nil, errors.Join(unreadable(nil), dropRows(c, rows, to))
}

// answer reads what a form without files says of the nth.
func (r *row) answer(answers url.Values, n int) {
	r.caption, r.dated = clean(answers.Get(fmt.Sprint(captionField, n))), clean(answers.Get(fmt.Sprint(datedField, n)))
}

func clean(text string) string { return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")) }

// dropRows forgets the files of a form that will not be used.
func dropRows(c echo.Context, rows []row, to intake) error {
	var all error
	for _, r := range rows {
		if r.taken {
			all = errors.Join(all, to.drop(c.Request().Context(), r.file))
		}
	}
	return all
}

// readRow reads one part of the form. What is no input of a row is read over.
func readRow(c echo.Context, part *multipart.Part, rows []row, to intake) error {
	for i := range rows {
		r := &rows[i]
		switch part.FormName() {
		case fmt.Sprint(fileField, i+1):
			return r.take(c, part, to)
		case fmt.Sprint(captionField, i+1):
			return readText(part, &r.caption)
		case fmt.Sprint(datedField, i+1):
			return readText(part, &r.dated)
		}
	}
	return nil
}

func readText(part io.Reader, to *string) error {
	text, err := io.ReadAll(io.LimitReader(part, longestAnswer+1))
	if err == nil && len(text) > longestAnswer {
		err = echo.ErrStatusRequestEntityTooLarge
	}
	*to = clean(string(text))
	return err
}

// take takes in the file of a row, or notes why it is not taken.
func (r *row) take(c echo.Context, part *multipart.Part, to intake) error {
	if part.FileName() == "" || r.taken {
		return nil // a form without a file sends an empty one
	}
	r.name = part.FileName()
	file, err := to.take(c.Request().Context(), r.name, part)
	if err == nil {
		r.file, r.taken = file, true
		return nil
	}
	r.wrong, err = fileFaults(c, r.name, err)
	return err
}

// fileFaults says in the reader's words why a file is not taken: its name, the
// reason and what to do. What is not the file's fault stays an error.
func fileFaults(c echo.Context, name string, err error) (faults, error) {
	ctx := c.Request().Context()
	var known *echo.HTTPError
	fault, kind := complaint.FaultOf(err), complaint.KindOf(err)
	if errors.As(err, &known) && known.Code == http.StatusRequestEntityTooLarge {
		fault = complaint.FileLarge
	}
	switch {
	case fault != "":
		return faults{fileField: words.T(ctx, "evidence.fault."+string(fault), "Name", name)}, nil
	case kind == complaint.Invalid && strings.HasPrefix(err.Error(), captionField+":"):
		return faults{captionField: say(c, "evidence.caption_wrong"), fileField: say(c, "evidence.choose")}, nil
	case kind == complaint.Invalid && strings.HasPrefix(err.Error(), datedField+":"):
		return faults{datedField: say(c, "evidence.dated_wrong"), fileField: say(c, "evidence.choose")}, nil
	case kind == complaint.Busy:
		return faults{fileField: words.T(ctx, "evidence.fault.busy", "Name", name)}, nil
	case kind == complaint.Invalid || kind == complaint.Conflict:
		return faults{fileField: capital(words.Said(ctx, err.Error()))}, nil
	}
	return nil, err
}

// caseIntake takes files in for a case.
type caseIntake struct {
	service Service
	number  complaint.Number
	by      complaint.Actor
}

func (i *caseIntake) take(ctx context.Context, name string, content io.Reader) (law.Document, error) {
	return i.service.Upload(ctx, i.number, i.by, name, content)
}

func (i *caseIntake) drop(ctx context.Context, file law.Document) error {
	return i.service.DropUpload(ctx, file.ID)
}

// add adds a document, unless the person has sent the same before. The key of the
// act follows from the file, so that two that come at once become one as well.
func (i *caseIntake) add(ctx context.Context, file law.Document, said map[string]any) (bool, error) {
	rec, err := i.service.Dossier(ctx, i.number, i.by)
	if err != nil {
		return false, errors.Join(err, i.drop(ctx, file))
	}
	if slices.ContainsFunc(rec.Documents, func(d law.Document) bool {
		return d.SHA256 == file.SHA256 && file.SHA256 != "" && d.By == string(i.by.Role)
	}) {
		return true, i.drop(ctx, file)
	}
	_, err = i.service.AddDocument(ctx, i.number, law.Act{Key: "file/" + file.SHA256, Action: complaint.DocumentAdded, Actor: i.by}, file, said)
	if errors.Is(err, context.DeadlineExceeded) {
		return false, nil // it is accepted, and will show up
	}
	return false, err
}

// thingDay writes the day of what a document shows.
func (r *reading) thingDay(text string) string {
	day, err := complaint.ParseDate(text)
	if err != nil {
		return ""
	}
	return words.Date(r.ctx, day)
}
