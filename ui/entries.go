package ui

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// events is the timeline, the latest first.
func (r *reading) events() []page.Event {
	list := make([]page.Event, 0, len(r.rec.Entries))
	for _, e := range slices.Backward(r.rec.Entries) {
		list = append(list, r.event(e))
	}
	return list
}

func (r *reading) event(e law.Entry) page.Event {
	out := page.Event{
		Seq: e.Seq, Title: eventTitle(r.ctx, e.Action), Who: r.who(e.Actor), Kind: kindOf(e.Actor.Role),
		At: r.moment(e.At), Transition: e.Transition,
	}
	if e.Recorded.Sub(e.At) > time.Minute {
		out.Recorded = r.moment(e.Recorded)
	}
	if e.Late > 0 {
		out.Late = lateWords(r.ctx, e.Late)
	}
	if t := transition(e.Event); r.own { // to whom the law speaks in the words of the page, and without its numbers
		out.Says, out.Transition = words.Or(r.ctx, "own.event."+string(e.Action), ""), ""
	} else if t != nil {
		out.Says, out.Cite = words.Said(r.ctx, t.Says), words.Cited(r.ctx, t.Cite)
	}
	if spec, err := law.Spec(r.asks(e.Action)); err == nil && len(spec.Asks) > 0 {
		out.Facts, out.Texts = r.answers(spec, e)
		out.Facts = append(out.Facts, r.moved(e)...)
		if other := e.Facts[law.SiblingFact]; other != "" {
			out.Facts = append(out.Facts, page.Fact{Name: r.say("fact." + law.SiblingFact), Text: other})
		}
	} else {
		out.Facts = r.loose(e.Facts)
	}
	for _, l := range e.Letters {
		if !r.own || l.To == complaint.Complainant {
			out.Letters = append(out.Letters, r.say("letters.code_to", "Letter", r.letterTitle(l, e.Seq), "To", r.party(l.To)))
		}
	}
	return out
}

// asks is the act whose form an event answers. The answer of the company is written
// when it is drafted; its complainant reads it where it was sent.
func (r *reading) asks(action complaint.Action) complaint.Action {
	if r.own && action == complaint.ResponseSent {
		return complaint.ResponseDrafted
	}
	return action
}

// answers puts the facts and texts of an act in the order of its form.
func (r *reading) answers(spec law.ActionSpec, e law.Entry) (facts, texts []page.Fact) {
	for _, f := range spec.Asks {
		label := fieldLabel(r.ctx, spec.Action, f, r.own)
		if text := e.Details[f.Name]; text != "" && f.Name != "document" {
			if f.Name == datedField {
				text = cmp.Or(r.thingDay(text), text)
			}
			texts = append(texts, page.Fact{Name: label, Text: text})
		}
		if code := e.Facts[f.Name]; code != "" && (!r.own || f.Kind != law.StaffField && f.Name != law.SharedFact) {
			facts = append(facts, page.Fact{Name: label, Text: r.value(f, code)})
		}
	}
	return facts, texts
}

// value says the answer to one question in words.
func (r *reading) value(f law.Field, code string) string {
	switch f.Kind {
	case law.ChoiceField, law.ChoicesField:
		if f.Name == "shows" {
			return r.shows(code)
		}
		return strings.ReplaceAll(codesWords(r.ctx, f.Name, code), "\n", "; ")
	case law.DateField:
		if d, err := complaint.ParseDate(code); err == nil {
			return words.Date(r.ctx, d)
		}
	case law.FlagField:
		return r.say("form.yes")
	case law.PackField:
		return r.packWords(code)
	case law.StaffField, law.AgentField:
		if name := r.names[code]; name != "" {
			return name
		}
	default:
	}
	return code
}

// loose shows facts that belong to no form, such as those of a clock, as far as
// they have a name for people.
func (r *reading) loose(facts map[string]string) []page.Fact {
	var list []page.Fact
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		if title := words.Or(r.ctx, "fact."+name, ""); title != "" {
			list = append(list, page.Fact{Name: title, Text: codeWords(r.ctx, name, facts[name])})
		}
	}
	return list
}

// letterTitle says what a letter of an event is; a reminder says what of, by the
// rule by which the deadline that rang is counted.
func (r *reading) letterTitle(l law.Letter, seq int) string {
	if l.Code != law.ReminderLetter {
		return letterTitle(r.ctx, l.Code)
	}
	if rule := r.rung(l, seq); rule != nil && l.Rung >= 0 && l.Rung < len(rule.Ladder) {
		return r.say("letter.reminder_of", "Says", words.Or(r.ctx, fmt.Sprintf("rung.%s.%d", l.Rule, l.Rung), rule.Ladder[l.Rung].Say))
	}
	return letterTitle(r.ctx, l.Code)
}

// rung is the rule on whose ladder a reminder stands. A deadline that kept its date
// when the case was moved names its own pack; any other goes by that of the case.
func (r *reading) rung(l law.Letter, seq int) *law.Rule {
	d := law.Deadline{Rule: l.Rule}
	for _, e := range r.rec.Entries {
		if id, err := strconv.Atoi(e.Facts["deadline"]); e.Seq == seq && err == nil && id >= 1 && id <= len(r.rec.Case.Deadlines) {
			d = r.rec.Case.Deadlines[id-1]
		}
	}
	d.Pack = cmp.Or(d.Pack, law.PackAt(r.rec.Case.Pack, r.rec.Entries, seq))
	return r.rec.Case.Rule(d)
}

// eventTitle says what has happened.
func eventTitle(ctx context.Context, action complaint.Action) string {
	return words.Or(ctx, "event."+string(action), string(action))
}

// lateWords says by how much a clock rang late, in the unit that fits.
func lateWords(ctx context.Context, late time.Duration) string {
	switch {
	case late >= 48*time.Hour:
		return words.T(ctx, "late.days", "N", int(late.Hours()/24))
	case late >= 2*time.Hour:
		return words.T(ctx, "late.hours", "N", int(late.Hours()))
	}
	return words.T(ctx, "late.minutes", "N", int(late.Minutes()))
}

// transition is the row of the table that decided an event; nil for none.
func transition(e law.Event) *law.Transition {
	var found *law.Transition
	for i := range law.Table {
		t := &law.Table[i]
		if t.ID != e.Transition || t.Action != e.Action {
			continue
		}
		fits := t.From == nil || slices.ContainsFunc(t.From, func(s complaint.Step) bool { return slices.Contains(e.From, s) })
		leads := (t.To == "" || slices.Contains(e.To, t.To)) && t.Alarms == alarmed(e)
		if found == nil || fits && leads {
			found = t
		}
		if fits && leads {
			return found
		}
	}
	return found
}

// alarmed reports whether an event told the house of something grave.
func alarmed(e law.Event) bool {
	return slices.ContainsFunc(e.Letters, func(l law.Letter) bool { return l.Code == law.AlarmLetter && l.To == complaint.PrivacyOfficer })
}

// kindOf sorts actors for the eye: person, house, clock or body outside.
func kindOf(role complaint.Role) string {
	switch {
	case role == complaint.Complainant || role == complaint.Representative:
		return "person"
	case role == complaint.Clock || role == complaint.System:
		return "clock"
	case slices.Contains(complaint.StaffRoles, role):
		return "house"
	}
	return "body"
}

// talk names the text of each act that is part of the conversation between the
// house and the person.
var talk = map[complaint.Action]string{
	complaint.MessageSent: "text", complaint.TriageNeedsInfo: "questions", complaint.InfoProvided: "answer", complaint.ResponseSent: "text",
	complaint.ComplainantNotSatisfied: "reasons", complaint.TriageIneligible: "reason",
	complaint.ErasureRequested: "reasons", complaint.ErasureRefused: "reasons", complaint.DocumentAdded: "caption",
	complaint.IneligibilityContested: "reasons", complaint.IdentityAsked: "asked_for", complaint.RequestAnswered: "text", complaint.RequestExtended: "reasons",
	complaint.IRMDecision: "text", complaint.DPAAdvice: "advice", complaint.ArbAward: "text",
}

// messages is the conversation, the oldest first.
func (r *reading) messages() []page.Message {
	var list []page.Message
	for _, e := range r.rec.Entries {
		text, file := e.Details[talk[e.Action]], r.file(e)
		kind := kindOf(e.Actor.Role)
		inside := e.Action == complaint.DocumentAdded && kind != "person" && e.Facts[law.SharedFact] == ""
		if text == "" && file.Href == "" || inside {
			continue
		}
		list = append(list, page.Message{
			Seq: e.Seq, Who: capital(r.who(e.Actor)), At: r.moment(e.At), Text: text, Translation: e.Details["translation"], File: file, State: r.fate(e),
			Mine: r.own && kind == "person" || !r.own && kind == "house",
		})
	}
	return list
}

// letters lists the letters of the case, the latest first. Complainants see
// those to them only.
func (r *reading) letters() []page.Letter {
	var list []page.Letter
	for _, l := range slices.Backward(r.rec.Letters) {
		if r.own && l.To != complaint.Complainant {
			continue
		}
		list = append(list, page.Letter{
			ID: l.ID, Title: r.letterTitle(l.Letter, l.Seq), To: r.party(l.To), Sent: r.moment(l.SentAt), State: r.say("delivery." + l.Status),
			Failed: l.Status == "FAILED" || l.Status == "UNSETTLED", Subject: l.Subject, Body: l.Body,
		})
	}
	return list
}

// documents lists the files of the case with what the act that added each says.
func (r *reading) documents() []page.Document {
	said, shows := map[string]map[string]string{}, map[string]string{} // by document
	for _, e := range r.rec.Entries {
		if e.Action == complaint.DocumentAdded {
			said[e.Details["document"]], shows[e.Details["document"]] = e.Details, r.shows(e.Facts["shows"])
		}
	}
	var list []page.Document
	for _, d := range r.rec.Documents {
		list = append(list, page.Document{
			Href: r.base + "/documents/" + d.ID, Name: d.Name, By: r.party(complaint.Role(d.By)), Added: r.moment(d.AddedAt), Size: sizeWords(r.ctx, d.Size),
			Caption: said[d.ID][captionField], Shows: shows[d.ID], SHA256: d.SHA256, Dated: r.thingDay(said[d.ID][datedField]), Sent: said[d.ID]["original"],
		})
	}
	return list
}
