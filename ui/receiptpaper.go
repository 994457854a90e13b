package ui

import (
	"recourse/law"
	papers "recourse/paper"
	"recourse/ui/page"
	"recourse/words"
)

// receiptSheet is the receipt of a filing: which case it is, until when the answer is
// due, what happens next, and where the case is followed; with the answers as they
// were sent, if they are wanted.
func (r *reading) receiptSheet(site, code string, answers bool) papers.Sheet {
	c := &r.rec.Case
	title, received := r.say("receipt.title"), "receipt.received"
	if c.IsRequest() {
		title, received = r.say("request.receipt"), "request.received"
	}
	s := r.sheet(title)
	s.Parts = []papers.Part{
		{Blocks: []papers.Block{
			papers.Said(papers.Large, string(c.Number)),
			papers.Text(words.T(r.ctx, received, "Date", words.Date(r.ctx, r.day(c.Facts.ReceivedAt)))),
			papers.Said(papers.Strong, r.say("receipt.respond_by", "Date", words.Date(r.ctx, c.RespondBy()))),
		}},
	}
	if code != "" {
		s.Parts = append(s.Parts, papers.Part{Title: r.say("receipt.code_title"), Blocks: []papers.Block{papers.Said(papers.Large, code), papers.Text(r.say("paper.code"))}})
	}
	s.Parts = append(s.Parts, r.whatNow(), r.whereToFollow(site))
	if answers {
		s.Parts = append(s.Parts, papers.Part{Title: r.say("mycase.filing"), Blocks: []papers.Block{{Facts: plain(r.filing())}}})
	}
	return s
}

// whatNow says what happens next, and where else the person can go.
func (r *reading) whatNow() papers.Part {
	p := papers.Part{Title: r.say("receipt.next_title")}
	if r.rec.Case.IsRequest() {
		p.Blocks = []papers.Block{papers.Text(r.say("request.silence"))}
	} else {
		p.Blocks = []papers.Block{{Items: []string{r.say("paper.step.check"), r.say("paper.step.find"), r.say("paper.step.answer")}}, papers.Text(r.say("receipt.silence"))}
	}
	if a := law.AuthorityOf(r.rec.Case.Facts.Residence); a.Country != "" {
		p.Blocks = append(p.Blocks, papers.Text(besides(r.say("mycase.authority_says", "Authority", a.Name), a.Web)))
	}
	return p
}

// whereToFollow says where the case is followed, and what helps who has lost the code.
func (r *reading) whereToFollow(site string) papers.Part {
	return papers.Part{Title: r.say("follow.title"), Blocks: []papers.Block{
		papers.Text(r.say("paper.follow", "Address", site+"/follow")), papers.Text(r.say("paper.lost")),
	}}
}

// plain turns facts of a page into those of a paper.
func plain(list []page.Fact) []papers.Fact {
	out := make([]papers.Fact, len(list))
	for i, f := range list {
		out[i] = papers.Fact{Name: f.Name, Text: f.Text}
	}
	return out
}
