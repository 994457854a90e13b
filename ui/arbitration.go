package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// arbitration is the answer to whether arbitration is open, as its reader sees
// it: proofs lead to the events that the page shows, what is missing leads to the
// act that brings it, if the reader may do it now.
func (r *reading) arbitration(acts []page.Act) page.ArbitrationView {
	a := r.rec.Case.Arbitration(r.now)
	v := page.ArbitrationView{Open: a.Open, PossibleFrom: a.PossibleFrom, Objections: r.objections(a.Objections), Panel: r.panel(a.Panel), Hearing: r.hearing(a)}
	v.Says, v.GuardTitle, v.BarTitle = r.say(openSays[a.Open]), r.say("arbitration.guards"), r.say("arbitration.bars")
	if r.own {
		v.Says, v.GuardTitle, v.BarTitle = r.say(ownOpenSays[a.Open]), r.say("own.arbitration.guards"), r.say("own.arbitration.bars")
	}
	for _, f := range slices.Concat([]law.Finding{a.Available}, a.Guards) {
		v.Guards = append(v.Guards, r.condition(f, true, acts))
	}
	for _, f := range a.Bars {
		v.Bars = append(v.Bars, r.condition(f, false, acts))
	}
	return v
}

// openSays says whether arbitration is open, and ownOpenSays so to its complainant.
var (
	openSays    = map[bool]string{true: "arbitration.open_says", false: "arbitration.shut_says"}
	ownOpenSays = map[bool]string{true: "own.arbitration.open", false: "own.arbitration.shut"}
)

// objections names what was noted for the panel.
func (r *reading) objections(codes []string) []string {
	if !r.own {
		return codes
	}
	out := make([]string, len(codes))
	for i, code := range codes {
		out[i] = strings.TrimSuffix(r.conditionWords(code), ".")
	}
	return out
}

// condition shows one guard or bar.
func (r *reading) condition(f law.Finding, guard bool, acts []page.Act) page.Condition {
	c := page.Condition{
		Code: f.Code, Mark: f.Code, Says: words.Or(r.ctx, "finding."+f.Code, f.Says), Good: f.Holds == guard,
		Answer: r.say(answers[guard][f.Holds]), Why: words.Or(r.ctx, fmt.Sprintf("finding.%s.%t", f.Code, f.Holds), f.Why),
		Proofs: r.proofs(f), Next: words.Said(r.ctx, f.Next.Says),
		Source: r.say("arbitration.source", "Cite", words.Cited(r.ctx, f.Cite), "Basis", r.say("basis."+string(f.Basis))),
	}
	if c.Lead = r.say("arbitration.next"); !guard {
		c.Lead = r.say("arbitration.left")
	}
	if f.Code == law.Available {
		c.Mark = r.say("arbitration.available")
	}
	if r.own {
		r.plainly(&c, f, guard)
	}
	if f.Next.By != "" {
		c.Who = r.party(f.Next.By)
	}
	if !f.Next.On.IsZero() {
		c.When = words.Date(r.ctx, f.Next.On)
	}
	if i := slices.IndexFunc(acts, func(a page.Act) bool { return a.Allowed && a.Action == f.Next.Action }); i >= 0 {
		c.Act = page.Link{Text: acts[i].Title, Href: acts[i].Href}
	}
	return c
}

// plainly says a guard or bar in the words of the page, without the law's codes: its
// complainant reads a tick or a cross instead.
func (r *reading) plainly(c *page.Condition, f law.Finding, guard bool) {
	c.Says, c.Why = r.say("own.finding."+f.Code), ""
	c.Answer, c.Source = r.say("own."+answers[guard][f.Holds]), ""
	c.Mark = "✓"
	if !c.Good {
		c.Mark = "✗"
	}
	if f.Next.Says == "" {
		return
	}
	if id := "own.finding." + f.Code + ".next." + string(f.Next.Action); f.Next.Action != "" && words.Has(r.ctx, id) {
		c.Next = r.say(id)
		return
	}
	c.Next = words.Or(r.ctx, "own.finding."+f.Code+".next", r.say("own.finding.next"))
}

// answers say whether a guard is met or a bar stands.
var answers = map[bool]map[bool]string{
	true:  {true: "arbitration.met", false: "arbitration.unmet"},
	false: {true: "arbitration.stands", false: "arbitration.absent"},
}

// proofs are the event, the text and the documents that show a guard or bar.
func (r *reading) proofs(f law.Finding) []page.Link {
	var list []page.Link
	if f.Event > 0 {
		list = append(list, r.proof("arbitration.proof", f.Event))
	}
	if f.Text > 0 && f.Text != f.Event && r.anchor(f.Text) != "" { // a complainant reads the answer where it was sent
		list = append(list, r.proof("arbitration.text", f.Text))
	}
	for _, seq := range f.Papers {
		if e := r.entry(seq); e != nil {
			list = append(list, page.Link{Text: r.say("arbitration.paper", "Name", e.Details["name"]), Href: r.anchor(seq)})
		}
	}
	return list
}

// proof leads to an event: for its complainant by what happened and when.
func (r *reading) proof(id string, seq int) page.Link {
	l := page.Link{Text: r.say(id, "Seq", seq), Href: r.anchor(seq)}
	if e := r.entry(seq); r.own && e != nil {
		l.Text = r.say("own.proof", "What", eventTitle(r.ctx, e.Action), "Date", words.Day(r.ctx, r.day(e.At)))
	}
	return l
}

// entry returns the event of the sequence, if the reader sees it.
func (r *reading) entry(seq int) *law.Entry {
	i := slices.IndexFunc(r.rec.Entries, func(e law.Entry) bool { return e.Seq == seq })
	if i < 0 {
		return nil
	}
	return &r.rec.Entries[i]
}

// anchor is where the page shows an event; "" where it does not.
func (r *reading) anchor(seq int) string {
	if r.entry(seq) == nil {
		return ""
	}
	if r.own { // on another page
		return fmt.Sprintf("%s#event-%d", r.base, seq)
	}
	return fmt.Sprintf("#event-%d", seq)
}

// panel tells how the panel comes about.
func (r *reading) panel(c law.Choice) []string {
	var out []string
	if c.List > 0 {
		out = append(out, r.list(c.List))
	}
	if len(c.Ranked) > 0 {
		out = append(out, r.say("arbitration.ranked", "Sides", r.codes("side", c.Ranked)))
	}
	if len(c.Proposed) > 0 {
		out = append(out, r.say("arbitration.proposed", "Numbers", numbers(c.Proposed)))
	}
	if c.Size > 0 {
		out = append(out, r.say("arbitration.size", "Size", codeWords(r.ctx, "arbitrators", strconv.Itoa(c.Size))))
	}
	if len(c.Members) > 0 {
		out = append(out, r.say("arbitration.members", "Numbers", numbers(c.Members)))
	}
	return out
}

// hearing tells how the complainant wants to take part, and what is settled.
func (r *reading) hearing(a law.Availability) []string {
	var out []string
	if what := r.wishes(a.Asked); what != "" {
		out = append(out, r.say("arbitration.asked", "What", what))
	}
	if what := r.wishes(a.Agreed); what != "" {
		out = append(out, r.say("arbitration.agreed", "What", what))
	}
	return out
}

// list tells where the list of arbitrators is: its complainant reads it among the
// events.
func (r *reading) list(seq int) string {
	if r.own {
		return r.say("own.arbitration.list")
	}
	return r.say("arbitration.list", "Seq", seq)
}

func (r *reading) wishes(h law.Hearing) string {
	var list []string
	add := func(vocabulary, code string) {
		if code != "" {
			list = append(list, codeWords(r.ctx, vocabulary, code))
		}
	}
	add("participation", h.Participation)
	for _, help := range h.Help {
		add("help", help)
	}
	add("language", h.Language)
	add("cost", h.Cost)
	if h.Lawyer {
		list = append(list, r.say("arbitration.lawyer"))
	}
	return strings.Join(list, ", ")
}

// codes says several codes of a vocabulary on one line.
func (r *reading) codes(vocabulary string, list []string) string {
	out := make([]string, len(list))
	for i, code := range list {
		out[i] = codeWords(r.ctx, vocabulary, code)
	}
	return strings.Join(out, ", ")
}

func numbers(list []int) string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = strconv.Itoa(n)
	}
	return strings.Join(out, ", ")
}

// ownFields are the questions of an act as a complainant is asked them: for
// themselves only, and without the law's own codes.
func ownFields(action complaint.Action, asks []law.Field) []law.Field {
	var list []law.Field
	for _, f := range asks {
		switch {
		case action == complaint.DocumentAdded && (f.Name == "shows" || f.Name == law.SharedFact), action == complaint.MessageSent && f.Name == "translation":
			continue
		case action == complaint.ArbListRanked && f.Name == "side":
			f.Of = complaint.Vocabulary{law.Individual}
		}
		list = append(list, f)
	}
	return list
}
