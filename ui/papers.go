package ui

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	papers "recourse/paper"
	"recourse/words"
)

// Papers makes what people take away of a case, in the language of the context: for
// the pages, for the API and for letters.
type Papers struct {
	Record PaperRecord
	Site   string // address of the portal as people reach it
}

// PaperRecord is what papers are made from. Each method is one of Service.
type PaperRecord interface {
	Now() time.Time
	Dossier(ctx context.Context, number complaint.Number, actor complaint.Actor) (law.Record, error)
	Document(ctx context.Context, number complaint.Number, id string) (law.Document, io.Reader, error)
	CertificatePDF(ctx context.Context, number complaint.Number, actor complaint.Actor) ([]byte, error)
	CertificateJSON(ctx context.Context, number complaint.Number, actor complaint.Actor) ([]byte, error)
}

// File is one paper, ready to be handed out.
type File struct {
	Name    string
	Type    string // media type
	Content []byte
}

// The media types of papers.
const (
	typePDF      = "application/pdf"
	typeZip      = "application/zip"
	typeCalendar = "text/calendar; charset=utf-8"
)

// complainant is who reads the papers of a case without a session: whoever holds the
// receipt of the filing.
func complainant(number complaint.Number) access.Caller {
	return access.Caller{Actor: complaint.Actor{Role: complaint.Complainant}, Case: number}
}

// reading is the case as the caller may see it.
func (p Papers) reading(ctx context.Context, number complaint.Number, who access.Caller) (*reading, error) {
	rec, err := p.Record.Dossier(ctx, number, who.Actor)
	if err != nil {
		return nil, err
	}
	return newReading(ctx, rec, p.Record.Now(), who, nil, "")
}

// Speaking returns a context in which papers are in a language, or in English where the
// house does not speak it.
func Speaking(ctx context.Context, language string) context.Context { return words.With(ctx, language) }

// Tag names what the caller can see of a case on a day: the same as long as nothing has
// changed.
func (p Papers) Tag(ctx context.Context, number complaint.Number, who access.Caller) (string, error) {
	r, err := p.reading(ctx, number, who)
	if err != nil {
		return "", err
	}
	return r.tag(), nil
}

// tag is the SHA-256 of all that the reader can see, with day and language.
func (r *reading) tag() string {
	text, err := json.Marshal([]any{r.rec, r.today, words.Lang(r.ctx)})
	if err != nil {
		panic("ui: " + err.Error()) // plain values, as the API gives them out
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Receipt is the receipt of a filing as a PDF, with everything that was sent. The code
// is shown while it may be; "" for not.
func (p Papers) Receipt(ctx context.Context, number complaint.Number, who access.Caller, code string) (File, error) {
	r, err := p.reading(ctx, number, who)
	if err != nil {
		return File{}, err
	}
	return p.pdf("receipt", r, r.receiptSheet(p.Site, code, true))
}

// pdf sets a sheet about a case.
func (p Papers) pdf(name string, r *reading, s papers.Sheet) (File, error) {
	content, err := papers.PDF(&s)
	if err != nil {
		return File{}, err
	}
	return File{fmt.Sprintf("%s-%s.pdf", name, r.rec.Case.Number), typePDF, content}, nil
}

// Calendar is the dates of a case that are still open as a calendar file.
func (p Papers) Calendar(ctx context.Context, number complaint.Number, who access.Caller) (File, error) {
	r, err := p.reading(ctx, number, who)
	if err != nil {
		return File{}, err
	}
	var open []law.Deadline
	for _, d := range r.rec.Case.Deadlines {
		if r.deadline(d).Live() {
			open = append(open, d)
		}
	}
	return r.calendar(p.Site, open)
}

// LastDay is the last day for the company's answer as a calendar file.
func (p Papers) LastDay(ctx context.Context, number complaint.Number, who access.Caller) (File, error) {
	r, err := p.reading(ctx, number, who)
	if err != nil {
		return File{}, err
	}
	return r.calendar(p.Site, r.lastDay())
}

// Mailed is what goes along with a receipt by mail: the receipt without the code and
// without a word of the complaint, since mail is read on its way, and the calendar.
func (p Papers) Mailed(ctx context.Context, rec law.Record, now time.Time) ([]File, error) {
	r, err := newReading(ctx, rec, now, complainant(rec.Case.Number), nil, "")
	if err != nil {
		return nil, err
	}
	receipt, err := p.pdf("receipt", r, r.receiptSheet(p.Site, "", false))
	if err != nil {
		return nil, err
	}
	calendar, err := r.calendar(p.Site, r.lastDay())
	return []File{receipt, calendar}, err
}

// lastDay is the period that ends with the last day for the answer.
func (r *reading) lastDay() []law.Deadline {
	c := &r.rec.Case
	i := slices.IndexFunc(c.Deadlines, func(d law.Deadline) bool {
		return d.Due == c.RespondBy() && (d.Rule == law.D45 || c.IsRequest()) && d.Status != complaint.Superseded
	})
	if i < 0 {
		return nil
	}
	return c.Deadlines[i : i+1]
}

// calendar writes periods of the case as a calendar. A calendar that is loaded again
// replaces what it said before.
func (r *reading) calendar(site string, list []law.Deadline) (File, error) {
	number := r.rec.Case.Number
	c := papers.Calendar{Lang: words.Lang(r.ctx), Name: r.say("case.number", "Number", string(number)), URL: site + "/my-case", Made: r.now}
	for _, d := range list {
		shown := r.deadline(d)
		c.Days = append(c.Days, papers.Day{
			ID: fmt.Sprintf("%s-%d@%s", number, d.ID, hostOf(site)), On: d.Due,
			Title: r.say("paper.day", "Title", shown.Title, "Number", string(number)),
			Says:  r.say("paper.day_says", "Date", words.Date(r.ctx, d.Due), "Who", shown.Who),
		})
	}
	content, err := c.ICS()
	return File{fmt.Sprintf("dates-%s.ics", number), typeCalendar, content}, err
}

// hostOf is the host of an address.
func hostOf(site string) string {
	u, err := url.Parse(site)
	if err != nil || u.Hostname() == "" {
		return "recourse.invalid"
	}
	return u.Hostname()
}

// foot is the line at the foot of a paper.
func (r *reading) foot() string {
	return r.say("paper.foot", "Number", string(r.rec.Case.Number), "At", r.moment(r.now), "Zone", r.zone.String())
}

// sheet is an empty paper about the case.
func (r *reading) sheet(title string) papers.Sheet {
	return papers.Sheet{
		Lang: words.Lang(r.ctx), Title: title, Caption: r.say("case.number", "Number", string(r.rec.Case.Number)), Made: r.now, Foot: r.foot(),
	}
}

// pageOf writes a sheet as a page.
func pageOf(s *papers.Sheet) ([]byte, error) {
	var out bytes.Buffer
	err := papers.HTML(&out, s)
	return out.Bytes(), err
}

// besides joins sentences into one text.
func besides(list ...string) string {
	return strings.Join(slices.DeleteFunc(list, func(s string) bool { return s == "" }), " ")
}
