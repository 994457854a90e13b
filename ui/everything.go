package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"recourse/access"
	"recourse/complaint"
	papers "recourse/paper"
	"recourse/ui/page"
	"recourse/words"
)

// The files of the archive with everything.
const (
	indexFile       = "index.html"
	casePaperFile   = "case.pdf"
	certificateFile = "certificate.pdf"
	proofFile       = "certificate.json"
)

// Everything writes all that the caller may see of a case as one archive: a page to
// begin with, the same as PDF, every document, and the certificate with the events and
// the chain that proves them. Documents go out as they are read. An error in the middle
// leaves an archive that cannot be opened.
func (p Papers) Everything(ctx context.Context, number complaint.Number, who access.Caller, w io.Writer) error {
	r, err := p.reading(ctx, number, who)
	if err != nil {
		return err
	}
	texts, err := p.texts(ctx, r)
	if err != nil {
		return err
	}
	a := papers.NewArchive(w, number, string(who.Actor.Role), r.now)
	for _, f := range texts {
		if err := a.AddBytes(f.Name, f.Content); err != nil {
			return err
		}
	}
	if err := a.AddDocuments(r.rec.Documents, p.contents(ctx, number)); err != nil {
		return err
	}
	return a.Close()
}

// EverythingName is the name of that archive.
func EverythingName(number complaint.Number) string { return fmt.Sprintf("case-%s.zip", number) }

// texts are the files of the archive that are made and not stored.
func (p Papers) texts(ctx context.Context, r *reading) ([]File, error) {
	number, sheet := r.rec.Case.Number, r.caseSheet()
	pdf, err1 := papers.PDF(&sheet)
	proof, err2 := p.Record.CertificateJSON(ctx, number, r.self)
	certificate, err3 := p.Record.CertificatePDF(ctx, number, r.self)
	sheet.Parts = append([]papers.Part{r.contents()}, sheet.Parts...)
	index, err4 := pageOf(&sheet)
	return []File{
		{Name: indexFile, Content: index}, {Name: casePaperFile, Content: pdf}, {Name: certificateFile, Content: certificate}, {Name: proofFile, Content: proof},
	}, errors.Join(err1, err2, err3, err4)
}

// contents lists the files of the archive, with what each is.
func (r *reading) contents() papers.Part {
	files := papers.Block{Links: []papers.Link{
		{Text: casePaperFile, Href: casePaperFile, Note: r.say("everything.pdf")},
		{Text: certificateFile, Href: certificateFile, Note: r.say("case.certificate_says")},
		{Text: proofFile, Href: proofFile, Note: r.say("everything.proof")},
		{Text: papers.ManifestName, Href: papers.ManifestName, Note: r.say("everything.manifest")},
	}}
	captions := r.documents()
	for i, d := range r.rec.Documents {
		files.Links = append(files.Links, papers.Link{Text: d.Name, Href: papers.DocumentName(i+1, d), Note: aboutDocument(r, captions[i])})
	}
	return papers.Part{Title: r.say("everything.files"), Blocks: []papers.Block{papers.Text(r.say("everything.says")), files}}
}

func aboutDocument(r *reading, d page.Document) string {
	return besides(r.say("documents.about", "Size", d.Size, "Who", d.By, "At", d.Added), d.Caption)
}

// caseSheet is the whole case as its reader sees it.
func (r *reading) caseSheet() papers.Sheet {
	s := r.sheet(r.say("mycase.title"))
	s.Parts = []papers.Part{
		{Title: r.say("everything.stands"), Blocks: r.stands()},
		{Title: r.say("case.dates"), Blocks: r.dateBlocks()},
		{Title: r.say("case.messages"), Blocks: r.messageBlocks()},
		{Title: r.say("case.timeline"), Blocks: r.eventBlocks()},
		{Title: r.say("case.letters"), Blocks: r.letterBlocks()},
		{Title: r.say("case.documents"), Blocks: r.documentBlocks()},
		{Title: r.say("mycase.filing"), Blocks: []papers.Block{{Facts: plain(r.filing())}}},
	}
	return s
}

// stands says where the case stands and how long it is kept.
func (r *reading) stands() []papers.Block {
	var list []papers.Block
	if ended := r.ended(); ended != "" {
		list = append(list, papers.Said(papers.Strong, ended))
	}
	for _, t := range r.turns() {
		if t.Who != "" && r.ended() == "" {
			list = append(list, papers.Block{Facts: []papers.Fact{{Name: t.Title, Text: r.turnWords(t)}}})
		}
	}
	for _, s := range r.kept().Says {
		list = append(list, papers.Said(papers.Quiet, s))
	}
	return append(list, papers.Said(papers.Quiet, r.say("case.zone", "Zone", r.zone.String())))
}

// turnWords says whose turn it is at a step, and until when.
func (r *reading) turnWords(t page.Stand) string {
	switch {
	case t.You && t.Until.IsZero():
		return r.say("turn.you")
	case t.You:
		return r.say("turn.you_until", "Date", words.Date(r.ctx, t.Until))
	case t.Until.IsZero():
		return r.say("turn.other", "Who", t.Who)
	}
	return r.say("turn.other_until", "Who", t.Who, "Date", words.Date(r.ctx, t.Until))
}

// dateBlocks are the periods of the case, each with the way it was counted.
func (r *reading) dateBlocks() []papers.Block {
	var list []papers.Block
	for _, d := range r.deadlines() {
		list = append(list,
			papers.Block{Facts: []papers.Fact{{Name: d.Title, Text: r.say("everything.date", "Date", words.Date(r.ctx, d.Due), "Status", words.T(r.ctx, "deadline."+strings.ToLower(string(d.Status))), "Who", d.Who)}}, Items: d.Steps},
			papers.Said(papers.Quiet, r.say("deadline.cite", "Cite", d.Cite)))
	}
	return list
}

// messageBlocks are the conversation, the oldest first.
func (r *reading) messageBlocks() []papers.Block {
	var list []papers.Block
	for _, m := range r.messages() {
		list = append(list, papers.Said(papers.Quiet, r.say("messages.by", "Who", m.Who, "At", m.At)), papers.Text(lines(m.Text, m.File.Text)))
		if m.Translation != "" {
			list = append(list, papers.Said(papers.Quiet, r.say("messages.translation")), papers.Text(m.Translation))
		}
	}
	return orElse(list, r.say("messages.none"))
}

// eventBlocks are what has happened, the latest first.
func (r *reading) eventBlocks() []papers.Block {
	var list []papers.Block
	for _, e := range r.events() {
		list = append(list, papers.Said(papers.Strong, r.say("everything.event", "Seq", e.Seq, "Title", e.Title)),
			papers.Said(papers.Quiet, r.say("messages.by", "Who", e.Who, "At", e.At)))
		if facts := append(plain(e.Facts), plain(e.Texts)...); len(facts) > 0 {
			list = append(list, papers.Block{Facts: facts})
		}
	}
	return list
}

// letterBlocks are the letters to the person, the latest first.
func (r *reading) letterBlocks() []papers.Block {
	var list []papers.Block
	for _, l := range r.letters() {
		list = append(list, papers.Said(papers.Strong, l.Title), papers.Said(papers.Quiet, r.sentWords(l)))
		if l.Body != "" {
			list = append(list, papers.Text(l.Body))
		}
	}
	return orElse(list, r.say("letters.none"))
}

// sentWords says what became of a letter.
func (r *reading) sentWords(l page.Letter) string {
	if l.Sent == "" {
		return l.State
	}
	return r.say("messages.by", "Who", l.State, "At", l.Sent)
}

// documentBlocks are the files of the case with their hashes.
func (r *reading) documentBlocks() []papers.Block {
	var list []papers.Block
	for _, d := range r.documents() {
		list = append(list, papers.Block{Items: []string{d.Name + "\n" + aboutDocument(r, d) + "\n" + r.say("documents.hash", "Hash", d.SHA256)}})
	}
	return orElse(list, r.say("documents.none"))
}

// orElse says that there is nothing, where there is nothing.
func orElse(list []papers.Block, nothing string) []papers.Block {
	if len(list) == 0 {
		return []papers.Block{papers.Text(nothing)}
	}
	return list
}
