package ui

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// gatePath is where people find out whether this is the right door. What they say
// travels in the address alone: codes and countries, nothing about a person.
const gatePath = "/complaint/start"

// What the address holds besides the answers: the question to show although it is
// answered, and the question that was asked, so that no answer to it is a fault.
const (
	askAgain = "ask"
	wasAsked = "asked"
)

// sameCountry answers that somebody lived where they live now.
const sameCountry = "same"

// gateQuestion is one question before anything is filed.
type gateQuestion struct {
	name    string
	kind    page.Kind
	when    func(law.Situation, time.Time) bool // whether it is asked, after the answers so far; nil for always
	choices func(context.Context) []page.Choice
	groups  func(context.Context) []page.Group
}

// gateQuestions are all questions, in their order. The law says which of them make
// a difference.
var gateQuestions = []gateQuestion{
	{name: "residence", kind: page.Select, choices: blanks, groups: countries},
	{name: "region", kind: page.Select, choices: regionChoices, when: func(s law.Situation, _ time.Time) bool { return len(law.RegionsOf(s.Residence)) > 0 }},
	{name: "residence_then", kind: page.Select, choices: thenChoices, groups: countries, when: func(s law.Situation, now time.Time) bool { return law.ThenMatters(s.Residence, now) }},
	{name: "about", kind: page.Radios, choices: codesOf("about", law.Abouts)},
	{name: "person_type", kind: page.Radios, choices: codesOf("person_type", complaint.PersonTypes)},
	{name: "employment_data", kind: page.Radios, choices: codesOf("gate_employment", complaint.Vocabulary{"true", "false"}), when: func(s law.Situation, _ time.Time) bool { return law.ClassOpen(s.PersonType) }},
	{name: "entity", kind: page.Select, choices: entityChoices},
	{name: "role", kind: page.Radios, choices: codesOf("gate_role", complaint.Vocabulary{"CONTROLLER", "PROCESSOR"})},
	{name: "matter", kind: page.Radios, choices: codesOf("matter", law.Matters)},
}

func codesOf(vocabulary string, codes complaint.Vocabulary) func(context.Context) []page.Choice {
	return func(ctx context.Context) []page.Choice { return coded(ctx, vocabulary, codes) }
}

func blanks(ctx context.Context) []page.Choice { return []page.Choice{blank(ctx)} }

func thenChoices(ctx context.Context) []page.Choice {
	return []page.Choice{blank(ctx), {Value: sameCountry, Label: words.T(ctx, "gate.same_country")}}
}

func entityChoices(ctx context.Context) []page.Choice { return append(blanks(ctx), companies()...) }

// unknownRegion answers that somebody does not say in which Land they live.
const unknownRegion = "none"

func regionChoices(ctx context.Context) []page.Choice {
	return append(append(blanks(ctx), regions(ctx, law.Regions)...), page.Choice{Value: unknownRegion, Label: words.T(ctx, "gate.no_region")})
}

// regions makes choices of the parts of a country.
func regions(ctx context.Context, list []law.Region) []page.Choice {
	out := make([]page.Choice, len(list))
	for i, r := range list {
		out[i] = page.Choice{Value: r.Code, Label: page.RegionName(ctx, r)}
	}
	return out
}

// input is the question as it is drawn, with the answer given.
func (q gateQuestion) input(ctx context.Context, given string) page.Input {
	in := page.Input{Name: q.name, Kind: q.kind, Label: words.T(ctx, "gate."+q.name), Hint: words.Or(ctx, "gate."+q.name+".hint", ""), Value: given, Required: true}
	in.Choices = q.choices(ctx)
	if q.groups != nil {
		in.Groups = q.groups(ctx)
	}
	choose(in.Choices, []string{given})
	for _, g := range in.Groups {
		choose(g.Choices, []string{given})
	}
	return in
}

// chosen returns the choice of a code; false for what is none.
func (q gateQuestion) chosen(ctx context.Context, code string) (page.Choice, bool) {
	list := q.choices(ctx)
	if q.groups != nil {
		for _, g := range q.groups(ctx) {
			list = append(list, g.Choices...)
		}
	}
	i := slices.IndexFunc(list, func(c page.Choice) bool { return c.Value == code && code != "" })
	if i < 0 {
		return page.Choice{}, false
	}
	return list[i], true
}

// said is one answer that counts.
type said struct {
	question gateQuestion
	choice   page.Choice
}

// gateRead reads the answers of an address up to the first question that has none,
// and returns that question; its name is "" when all are answered. Answers to
// questions that are not asked do not count.
func gateRead(ctx context.Context, answers url.Values, now time.Time) ([]said, gateQuestion) {
	var list []said
	var s law.Situation
	for _, q := range gateQuestions {
		if q.when != nil && !q.when(s, now) {
			continue
		}
		c, ok := q.chosen(ctx, answers.Get(q.name))
		if !ok {
			return list, q
		}
		list = append(list, said{q, c})
		s = situation(list)
	}
	return list, gateQuestion{}
}

// situation is what the answers say to the law.
func situation(list []said) law.Situation {
	get := func(name string) string {
		i := slices.IndexFunc(list, func(a said) bool { return a.question.name == name })
		if i < 0 {
			return ""
		}
		return list[i].choice.Value
	}
	s := law.Situation{
		Residence: get("residence"), ResidenceThen: get("residence_then"), Region: get("region"), About: get("about"), PersonType: get("person_type"),
		Employment: get("employment_data") == "true", Role: get("role"), Matter: get("matter"),
	}
	if s.ResidenceThen == sameCountry || s.ResidenceThen == s.Residence {
		s.ResidenceThen = ""
	}
	return s
}

// gate asks one question after the other and then says where the matter goes.
func (p *Pages) gate(c echo.Context) error {
	answers, now := c.QueryParams(), p.Service.Now()
	list, open := gateRead(c.Request().Context(), answers, now)
	if i := slices.IndexFunc(list, func(a said) bool { return a.question.name == answers.Get(askAgain) }); i >= 0 {
		return p.gateAsk(c, list, list[i].question)
	}
	if open.name != "" {
		return p.gateAsk(c, list, open)
	}
	return p.gateAnswer(c, list)
}

// gateAsk shows one question. The answers to all others travel along, also to those
// after it.
func (p *Pages) gateAsk(c echo.Context, list []said, q gateQuestion) error {
	ctx, answers := c.Request().Context(), c.QueryParams()
	in := q.input(ctx, answers.Get(q.name))
	status := http.StatusOK
	if answers.Get(wasAsked) == q.name {
		in.Fault, status = words.T(ctx, "gate."+q.name+".fault"), http.StatusBadRequest
	}
	v := page.AskView{Action: gatePath, Input: in, Asked: wasAsked, Back: "/"}
	for _, other := range gateQuestions {
		if code := answers.Get(other.name); other.name != q.name && code != "" {
			if _, ok := other.chosen(ctx, code); ok {
				v.Carried = append(v.Carried, page.Carried{Name: other.name, Value: code})
			}
		}
	}
	before := slices.IndexFunc(list, func(a said) bool { return a.question.name == q.name })
	if before < 0 {
		before = len(list)
	}
	if before > 0 {
		v.Back = gateAddress(list, list[before-1].question.name)
	}
	chrome := p.chrome(c, in.Label)
	chrome.Failed = in.Fault != ""
	return show(c, status, page.Ask(chrome, v))
}

// gateAddress is the address with these answers; ask names a question to show again.
func gateAddress(list []said, ask string) string {
	q := url.Values{}
	for _, a := range list {
		q.Set(a.question.name, a.choice.Value)
	}
	if ask != "" {
		q.Set(askAgain, ask)
	}
	return gatePath + "?" + q.Encode()
}

// gateAnswer says where the matter goes, why, and what can be done here.
func (p *Pages) gateAnswer(c echo.Context, list []said) error {
	ctx, s := c.Request().Context(), situation(list)
	d := law.Direct(s, p.Service.Now())
	v := page.DirectionView{Direction: d, Draft: draftFields(list, s, d), Back: gateAddress(list, list[len(list)-1].question.name)}
	for _, a := range list {
		v.Answers = append(v.Answers, page.GivenAnswer{
			Question: words.T(ctx, "gate."+a.question.name), Answer: a.choice.Label, Change: gateAddress(list, a.question.name), Name: a.question.name,
		})
	}
	return show(c, http.StatusOK, page.Direction(p.chrome(c, v.Heading(ctx)), v))
}

// draftFields are the answers with which a draft begins; none where nothing can be
// filed. They say only what is not the usual.
func draftFields(list []said, s law.Situation, d law.Direction) []page.Carried {
	if d.Opens == "" {
		return nil
	}
	fields := []page.Carried{{Name: "kind", Value: d.Opens}}
	for _, a := range list {
		if name := a.question.name; slices.Contains([]string{"residence", "about", "person_type", "entity"}, name) {
			fields = append(fields, page.Carried{Name: name, Value: a.choice.Value})
		}
	}
	if s.ResidenceThen != "" {
		fields = append(fields, page.Carried{Name: "residence_then", Value: s.ResidenceThen})
	}
	if d.Employed {
		fields = append(fields, page.Carried{Name: "employment_data", Value: "true"})
	}
	return fields
}
