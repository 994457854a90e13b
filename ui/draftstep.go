package ui

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/ui/page"
	"recourse/words"
)

// draftStep shows one page of the draft.
func (p *Pages) draftStep(c echo.Context) error {
	return p.withDraft(c.Param("step"), func(c echo.Context, d draft) error {
		s, ok := stepOf(d, c.Param("step"))
		if !ok {
			return echo.ErrNotFound
		}
		return p.stepPage(c, http.StatusOK, d, s, d.values(), nil, c.QueryParam("to"))
	})(c)
}

// stepPage shows a step with answers and what is wrong with them.
func (p *Pages) stepPage(c echo.Context, status int, d draft, s step, answers url.Values, wrong faults, to string, general ...page.Fault) error {
	ctx := c.Request().Context()
	inputs := fill([]page.Section{{Inputs: s.asked(ctx, d)}}, answers, wrong)
	title := inputs[0].Inputs[0].Label
	v := page.DraftStepView{
		Caption: d.say(ctx, "task."+s.task), Lead: d.say(ctx, "step."+s.name+".lead"), Draft: string(d.ID), Back: draftPath,
		Form: page.Form{Action: draftPath + "/" + s.name, Sections: inputs, Faults: general, Submit: say(c, "draft.continue")},
	}
	if to == "check" {
		v.To, v.Back = to, checkPath
	}
	if len(inputs[0].Inputs) > 1 {
		title = d.say(ctx, "step."+s.name)
		v.Title = title
	}
	return show(c, status, page.DraftStep(p.draftChrome(c, title, len(wrong)+len(general) > 0), v))
}

// saveStep keeps what was typed, right or wrong, and goes on where it is right.
// Whoever has no session any more, or one that holds another draft, gives the code
// first, and nothing of what they typed is lost.
func (p *Pages) saveStep(c echo.Context) error {
	form, err := formOf(c)
	if err != nil {
		return err
	}
	ctx, name := c.Request().Context(), c.Param("step")
	d, err := p.heldDraft(c)
	if missing := complaint.KindOf(err) == complaint.Missing; missing || err == nil && strangeForm(d, form) {
		return p.resumePage(c, http.StatusForbidden, typedIn(form, name), page.Fault{Text: say(c, "draft.session_over"), Href: "#f-code"})
	}
	switch {
	case err != nil:
		return err
	case d.Sent():
		return p.sentAlready(c, d)
	}
	s, ok := stepOf(d, name)
	if !ok {
		return echo.ErrNotFound
	}
	change := trimmed(form, s.names(ctx, d), "")
	change[visited(s.name)] = []string{yes}
	saved, err := p.Service.SaveDraft(ctx, d.Draft, change)
	switch complaint.KindOf(err) {
	case complaint.Invalid:
		return p.stepPage(c, http.StatusBadRequest, d, s, form, nil, form.Get("to"), page.Fault{Text: capital(told(c, err))})
	case complaint.Conflict:
		return p.sentMeanwhile(c)
	default:
		if err != nil {
			return err
		}
	}
	d = draft{Draft: saved}
	if form.Get("then") == "later" {
		return then(c, laterPath)
	}
	if wrong := p.wrongIn(ctx, d, s); len(wrong) > 0 {
		return p.stepPage(c, http.StatusBadRequest, d, s, form, wrong, form.Get("to"))
	}
	return then(c, onward(d, s, form.Get("to")))
}

// strangeForm reports whether a form belongs to another draft than the one that is
// held.
func strangeForm(d draft, form url.Values) bool {
	of := form.Get("draft")
	return of != "" && of != string(d.ID)
}

// sentMeanwhile shows the receipt of a draft that another page has sent.
func (p *Pages) sentMeanwhile(c echo.Context) error {
	d, err := p.heldDraft(c)
	if err != nil {
		return err
	}
	if !d.Sent() {
		return complaint.Errorf(complaint.Busy, "this draft is being changed from another page; try again")
	}
	return p.sentAlready(c, d)
}

// onward is the page after a step: the next of the same task, or the list.
func onward(d draft, s step, to string) string {
	if to == "check" {
		return checkPath
	}
	steps := stepsOf(d, s.task)
	at := slices.IndexFunc(steps, func(other step) bool { return other.name == s.name })
	if at >= 0 && at+1 < len(steps) {
		return draftPath + "/" + steps[at+1].name
	}
	return draftPath
}

// wrongIn says what is wrong with the answers to a step: by the form, and by the same
// functions that judge the filing. A page judges each step once, however often it
// asks.
func (p *Pages) wrongIn(ctx context.Context, d draft, s step) faults {
	wrong, ok := d.judged[s.name]
	if !ok {
		wrong = p.judge(ctx, d, s)
	}
	if d.judged != nil {
		d.judged[s.name] = wrong
	}
	return wrong
}

func (p *Pages) judge(ctx context.Context, d draft, s step) faults {
	sections := []page.Section{{Inputs: s.asked(ctx, d)}}
	wrong := required(ctx, sections, d.values())
	for _, in := range sections[0].Inputs {
		if in.Kind != page.Day {
			continue
		}
		if _, ok := dayOf(d.values(), in.Name); !ok {
			wrong[in.Name] = words.T(ctx, "fault.day_parts")
		}
	}
	for _, err := range p.Service.CheckFiling(filingOf(d)) {
		name := fieldOf(err)
		if slices.ContainsFunc(sections[0].Inputs, func(in page.Input) bool { return in.Name == name }) && wrong[name] == "" {
			wrong[name] = faultWords(ctx, name, err)
		}
	}
	return wrong
}

// fieldOf is the field that an error about a filing speaks of: its first word.
func fieldOf(err error) string {
	first, _, _ := strings.Cut(err.Error(), " ")
	return strings.TrimSuffix(first, ":")
}

// dayOf reads the three boxes of a day. Empty boxes are no day, and right.
func dayOf(a url.Values, name string) (complaint.Date, bool) {
	parts := (page.Input{Name: name}).PartNames()
	var n [3]int
	for i, part := range parts {
		n[i], _ = strconv.Atoi(strings.TrimSpace(a.Get(part)))
	}
	if cmp.Or(a.Get(parts[0]), a.Get(parts[1]), a.Get(parts[2])) == "" {
		return complaint.Date{}, true
	}
	const firstYear, lastYear = 1900, 2200
	d := complaint.Date{Year: n[2], Month: time.Month(n[1]), Day: n[0]}
	if d.AddDays(0) != d || d.Year < firstYear || d.Year > lastYear {
		return complaint.Date{}, false
	}
	return d, true
}

// filingOf is what a draft would be filed as. Only questions that apply count.
func filingOf(d draft) complaint.Filing {
	a := url.Values(maps.Clone(d.Answers))
	f := filingFrom(a)
	f.TransferredOn, _ = dayOf(a, "transferred_on")
	f.Under13 = d.about() == aboutChild
	if !forOthers(d) {
		f.Represented = ""
	}
	if forOthers(d) || d.asks() {
		f.Anonymous = false
	}
	if d.asks() {
		f.Right, f.Wanted, f.AskedBefore = a.Get("right"), "", ""
		return f
	}
	f.Grounds, f.Remedies = a["grounds"], a["remedies"]
	f.Principles = complaint.PrinciplesOf(f.Grounds)
	if !hasAsked(d) {
		f.AskedBefore = ""
		return f
	}
	f.AskedOn, _ = dayOf(a, "asked_on")
	f.CameBack = strings.TrimSpace(a.Get("came_back"))
	return f
}
