package ui

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
)

// myCase is the complainant's page.
func (p *Pages) myCase(c echo.Context) error {
	r, options, err := p.read(c)
	if err != nil {
		return err
	}
	k, list := &r.rec.Case, r.acts(options)
	next := r.next(list)
	v := page.MyCaseView{
		Number: k.Number, Zone: r.zone.String(), Ladder: r.ladder(), Turns: r.ownTurns(), Next: next, Deadlines: r.deadlines(), Ways: r.ways(list, next),
		Acts: list, Events: r.events(), Messages: r.latest(), Letters: r.letters(), Documents: r.documents(),
		Open: r.arbitrable(), Never: k.HR(), Authority: law.AuthorityOf(k.Facts.Residence), Filing: r.filing(), Request: k.IsRequest(), Kept: r.kept(),
		Access: r.self.Role == complaint.Complainant, Agents: len(current(r.rec)),
	}
	chrome := p.chrome(c, say(c, "mycase.title"))
	chrome.Notice = p.notice(c)
	return show(c, http.StatusOK, page.MyCase(chrome, v))
}

// latest is the conversation, the latest first: on a phone it is what a person has
// come for.
func (r *reading) latest() []page.Message {
	list := r.messages()
	slices.Reverse(list)
	return list
}

// file is the document that an event has brought, with its address; none for another
// event.
func (r *reading) file(e law.Entry) page.Link {
	i := slices.IndexFunc(r.rec.Documents, func(d law.Document) bool { return d.ID == e.Details["document"] })
	if e.Action != complaint.DocumentAdded || i < 0 {
		return page.Link{}
	}
	return page.Link{Text: r.rec.Documents[i].Name, Href: r.base + "/documents/" + r.rec.Documents[i].ID}
}

// fate says what the record knows of a message: that we have it, or how word of it
// went out.
func (r *reading) fate(e law.Entry) string {
	if kindOf(e.Actor.Role) == "person" {
		return r.say("messages.received", "At", r.moment(e.Recorded))
	}
	for _, l := range r.rec.Letters {
		if l.Seq != e.Seq || l.To != complaint.Complainant {
			continue
		}
		return r.say("messages.fate."+l.Status, "At", r.moment(l.SentAt))
	}
	return ""
}

// lastOf is the latest event of one of the acts, with its texts; nil for none.
func (r *reading) lastOf(list ...complaint.Action) *law.Entry {
	for i := range slices.Backward(r.rec.Entries) {
		if slices.Contains(list, r.rec.Entries[i].Action) {
			return &r.rec.Entries[i]
		}
	}
	return nil
}

// shows names the conditions and bars that a document is to show.
func (r *reading) shows(codes string) string {
	var list []string
	for code := range strings.SplitSeq(codes, ",") {
		if code != "" {
			list = append(list, r.conditionWords(code))
		}
	}
	return strings.Join(list, "; ")
}

// conditionWords names a condition or bar of arbitration: to a complainant without
// its code.
func (r *reading) conditionWords(code string) string {
	if r.own {
		return r.say("own.finding." + code)
	}
	return codeWords(r.ctx, "shows", code)
}
