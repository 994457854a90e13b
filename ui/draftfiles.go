package ui

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// DraftFiles is what the pages ask of the Service about files that wait with a draft.
type DraftFiles interface {
	// UploadToDraft takes in a file as it comes; it is not listed before KeepDraftFile,
	// and DropDraftFile forgets it. Invalid for what is no evidence, Conflict, Busy.
	UploadToDraft(ctx context.Context, d complaint.Draft, name string, content io.Reader) (law.Document, error)
	// KeepDraftFile keeps a file with what is said of it, unless the draft has it
	// already. Invalid.
	KeepDraftFile(ctx context.Context, d complaint.Draft, file law.Document, said map[string]any) (twice bool, err error)
	DropDraftFile(ctx context.Context, id string) error
	// DraftFiles lists the files of a draft, in the order they came.
	DraftFiles(ctx context.Context, d complaint.Draft) ([]complaint.DraftFile, error)
	// DescribeDraftFile says something else of a file; RemoveDraftFile takes it out.
	// Missing, Invalid.
	DescribeDraftFile(ctx context.Context, d complaint.Draft, id string, said map[string]any) error
	RemoveDraftFile(ctx context.Context, d complaint.Draft, id string) error
}

// evidenceTask is the task of files in the list.
const evidenceTask = "evidence"

// draftFileRoutes are the pages on which files are added to a draft.
func (p *Pages) draftFileRoutes() []route {
	return []route{
		{http.MethodGet, evidencePath, p.withDraft(evidenceTask, p.draftFiles)},
		{http.MethodPost, evidencePath, p.withThisDraft(p.addDraftFiles)},
		{http.MethodPost, evidencePath + "/next", p.withThisDraft(p.draftFilesDone)},
		{http.MethodPost, evidencePath + "/:file", p.withThisDraft(p.changeDraftFile)},
	}
}

// withThisDraft answers with the draft that the session holds, if the form belongs to
// it: another page of the browser may have begun another one since. A form with files
// says in its address what it belongs to, which comes before the files.
func (p *Pages) withThisDraft(next func(echo.Context, draft) error) handler {
	return p.withDraft(evidenceTask, func(c echo.Context, d draft) error {
		if strangeForm(d, c.QueryParams()) {
			return then(c, resumeFor(evidenceTask))
		}
		return next(c, d)
	})
}

// formPath is where a form of the page is sent: it says of which draft it is, and
// where the page leads back to.
func formPath(c echo.Context, d draft, below string) string {
	q := url.Values{"draft": {string(d.ID)}}
	if c.QueryParam("to") == "check" {
		q.Set("to", "check")
	}
	return evidencePath + below + "?" + q.Encode()
}

// filesPage is the address of the page to a browser that comes from one of its forms.
func filesPage(c echo.Context) string {
	if c.QueryParam("to") == "check" {
		return evidencePath + "?to=check"
	}
	return evidencePath
}

// draftFiles shows the files of a draft, and asks for more.
func (p *Pages) draftFiles(c echo.Context, d draft) error {
	return p.draftFilesPage(c, http.StatusOK, d, nil, nil, changed{})
}

// changed is what somebody has said anew of one file, and what is wrong with it.
type changed struct {
	id      string
	answers url.Values
	wrong   faults
}

func (p *Pages) draftFilesPage(c echo.Context, status int, d draft, rows []row, general []page.Fault, anew changed) error {
	ctx := c.Request().Context()
	list, err := p.Service.DraftFiles(ctx, d.Draft)
	if err != nil {
		return err
	}
	v := page.DraftFilesView{
		Back: draftPath, Form: p.uploadForm(c, formPath(c, d, ""), filesPage(c), rows, general),
		Next: page.Form{Action: formPath(c, d, "/next"), Submit: say(c, "draft.continue")},
	}
	if c.QueryParam("to") == "check" {
		v.Back, v.To = checkPath, "check"
	}
	var size int64
	for i, f := range list {
		size += f.Size
		v.Files = append(v.Files, draftFile(c, d, i+1, f, anew))
	}
	v.Room = words.T(ctx, "evidence.room", "N", len(list), "Size", sizeWords(ctx, size))
	chrome := p.draftChrome(c, d.say(ctx, "task."+evidenceTask), len(v.Summary()) > 0)
	return show(c, status, page.DraftFiles(chrome, v))
}

// draftFile is the nth file of a draft, with the form that changes what is said of it.
func draftFile(c echo.Context, d draft, n int, f complaint.DraftFile, anew changed) page.DraftFile {
	ctx := c.Request().Context()
	answers := url.Values{captionField: {f.Caption}, datedField: {f.Dated}}
	var wrong faults
	if anew.id == f.ID {
		answers, wrong = anew.answers, anew.wrong
	}
	input := func(name string, kind page.Kind) page.Input {
		return page.Input{
			Name: fmt.Sprint(name, ".", n), Kind: kind, Label: say(c, "evidence."+name), Hint: say(c, "evidence."+name+"_hint"), Value: answers.Get(name),
			Fault: wrong[name], Rows: 2, Complete: "off", Short: kind == page.Date,
		}
	}
	day, _ := complaint.ParseDate(f.Dated)
	return page.DraftFile{
		Document: page.Document{Name: f.Name, Size: sizeWords(ctx, f.Size), Caption: f.Caption, SHA256: f.SHA256, Sent: f.Sent, Dated: words.Date(ctx, day)},
		Action:   formPath(c, d, "/"+url.PathEscape(f.ID)), Caption: input(captionField, page.Area), Dated: input(datedField, page.Date), Open: len(wrong) > 0,
	}
}

// addDraftFiles takes in the files of the form and keeps them with the draft. The
// draft is kept anew for as long as after any change.
func (p *Pages) addDraftFiles(c echo.Context, d draft) error {
	done, err := takeRows(c, &draftIntake{p.Service, d.Draft})
	if err != nil {
		return err
	}
	if done.added > 0 {
		if err := p.sawEvidence(c, d); err != nil {
			return err
		}
	}
	return p.afterUpload(c, filesPage(c), done, func(rows []row, general []page.Fault) error {
		return p.draftFilesPage(c, http.StatusBadRequest, d, rows, general, changed{})
	})
}

// sawEvidence notes that the page was gone through. A draft that was sent meanwhile
// needs no such note.
func (p *Pages) sawEvidence(c echo.Context, d draft) error {
	_, err := p.Service.SaveDraft(c.Request().Context(), d.Draft, map[string][]string{visited(evidenceTask): {yes}})
	if complaint.KindOf(err) == complaint.Conflict {
		return nil
	}
	return err
}

// draftFilesDone goes on to the list.
func (p *Pages) draftFilesDone(c echo.Context, d draft) error {
	if err := p.sawEvidence(c, d); err != nil {
		return err
	}
	if c.QueryParam("to") == "check" {
		return then(c, checkPath)
	}
	return then(c, draftPath)
}

// changeDraftFile says something else of a file, or takes it out. A button pressed
// twice does nothing more.
func (p *Pages) changeDraftFile(c echo.Context, d draft) error {
	form, err := formOf(c)
	if err != nil {
		return err
	}
	ctx, id := c.Request().Context(), c.Param("file")
	if form.Get("then") == "remove" {
		if err := p.Service.RemoveDraftFile(ctx, d.Draft, id); err != nil && complaint.KindOf(err) != complaint.Missing {
			return err
		}
		p.Sessions.Put(ctx, noticeKey, say(c, "evidence.taken_out"))
		return then(c, filesPage(c))
	}
	r := row{caption: numbered(form, captionField), dated: numbered(form, datedField)}
	err = p.Service.DescribeDraftFile(ctx, d.Draft, id, r.said())
	if complaint.KindOf(err) == complaint.Invalid {
		wrong, err := fileFaults(c, "", err)
		if err != nil {
			return err
		}
		return p.draftFilesPage(c, http.StatusBadRequest, d, nil, nil, changed{id, url.Values{captionField: {r.caption}, datedField: {r.dated}}, wrong})
	}
	if err != nil {
		return err
	}
	p.Sessions.Put(ctx, noticeKey, say(c, "evidence.changed"))
	return then(c, filesPage(c))
}

// numbered is the answer to the question of a form that has a number after its name.
func numbered(form url.Values, name string) string {
	for key, list := range form {
		if strings.HasPrefix(key, name+".") {
			return clean(list[0])
		}
	}
	return ""
}

// checkedFiles lists the files of a draft where all answers are checked.
func (p *Pages) checkedFiles(ctx context.Context, d draft) (page.CheckPart, error) {
	part := page.CheckPart{Title: d.say(ctx, "task."+evidenceTask)}
	list, err := p.Service.DraftFiles(ctx, d.Draft)
	if err != nil {
		return part, err
	}
	row := page.CheckRow{ID: "c-" + evidenceTask, Label: words.T(ctx, "evidence.files_short"), Change: evidencePath + "?to=check"}
	for _, f := range list {
		row.Lines = append(row.Lines, f.Name)
		if f.Caption != "" {
			row.Lines = append(row.Lines, f.Caption)
		}
	}
	part.Rows = []page.CheckRow{row}
	return part, nil
}

// draftIntake takes files in for a draft.
type draftIntake struct {
	service Service
	draft   complaint.Draft
}

func (i *draftIntake) take(ctx context.Context, name string, content io.Reader) (law.Document, error) {
	return i.service.UploadToDraft(ctx, i.draft, name, content)
}

func (i *draftIntake) add(ctx context.Context, file law.Document, said map[string]any) (bool, error) {
	return i.service.KeepDraftFile(ctx, i.draft, file, said)
}

func (i *draftIntake) drop(ctx context.Context, file law.Document) error {
	return i.service.DropDraftFile(ctx, file.ID)
}
