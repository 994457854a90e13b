package ui

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"recourse/access"
	"recourse/complaint"
	"recourse/ui/page"
	"recourse/words"
)

// What a draft can be about, by the answer to its question.
const (
	aboutSelf    = "self"
	aboutChild   = "child"
	aboutAnother = "represented"
)

var abouts = complaint.Vocabulary{aboutSelf, aboutChild, aboutAnother}

// The answers to a question of yes and no.
const (
	yes = "true"
	no  = "false"
)

// step is one page of a draft, with one question.
type step struct {
	name   string // in its address
	task   string // it belongs to
	when   func(draft) bool
	inputs func(ctx context.Context, d draft) []page.Input
}

// task is one line of the task list.
type task struct {
	name string
	part string // of the list
	when func(draft) bool
	page string // address of the page that does it, where that is none of the steps
}

// draft is a draft with what the pages ask of it.
type draft struct {
	complaint.Draft
	judged map[string]faults // what is wrong with the steps that a page has asked about; nil for a draft that changes
}

func (d draft) values() url.Values { return url.Values(d.Answers) }
func (d draft) asks() bool         { return d.Kind == complaint.RightsRequest }
func (d draft) about() string      { return d.Answer("about") }

// The conditions of steps and tasks.
var (
	complains = func(d draft) bool { return !d.asks() }
	requests  = draft.asks
	forOthers = func(d draft) bool { return d.about() == aboutChild || d.about() == aboutAnother }
	hasAsked  = func(d draft) bool { return !d.asks() && d.Answer("asked") == yes }
)

// evidencePath is the page on which files are added to a draft.
const evidencePath = draftPath + "/evidence"

// takesEvidence reports whether this release takes files with a draft.
func takesEvidence(draft) bool {
	_, ok := access.Find(http.MethodGet, evidencePath)
	return ok
}

// draftTasks is the task list, in its order.
var draftTasks = []task{
	{name: "path", part: "you"},
	{name: "you", part: "you"},
	{name: "story", part: "story"},
	{name: "before", part: "story", when: complains},
	{name: "evidence", part: "story", when: takesEvidence, page: evidencePath},
	{name: "wanted", part: "story", when: complains},
	{name: "who-sees", part: "finish", page: seesPath},
	{name: "check", part: "finish", page: checkPath},
}

// draftSteps are the pages of a draft, in their order. What a page asks is named like
// the field of the filing that it fills.
var draftSteps = []step{
	{"residence", "path", nil, func(ctx context.Context, _ draft) []page.Input {
		return []page.Input{{Name: "residence", Kind: page.Select, Choices: []page.Choice{blank(ctx)}, Groups: countries(ctx), Required: true, Complete: "country"}}
	}},
	{"residence-then", "path", nil, func(ctx context.Context, _ draft) []page.Input {
		return []page.Input{{Name: "residence_then", Kind: page.Select, Choices: []page.Choice{blank(ctx)}, Groups: countries(ctx)}}
	}},
	{"about", "path", nil, func(ctx context.Context, _ draft) []page.Input {
		return []page.Input{{Name: "about", Kind: page.Radios, Choices: coded(ctx, "about", abouts), Required: true}}
	}},
	{"person-type", "path", nil, func(ctx context.Context, _ draft) []page.Input {
		return []page.Input{{Name: "person_type", Kind: page.Radios, Choices: coded(ctx, "person_type", complaint.PersonTypes), Required: true}}
	}},
	{"company", "path", nil, func(ctx context.Context, _ draft) []page.Input {
		return []page.Input{{Name: "entity", Kind: page.Select, Choices: append([]page.Choice{blank(ctx)}, companies()...), Required: true}}
	}},
	{"employment", "path", nil, func(ctx context.Context, _ draft) []page.Input {
		return []page.Input{{Name: "employment_data", Kind: page.Radios, Choices: yesNo(ctx), Required: true}}
	}},

	{"name", "you", nil, nameInputs},
	{"acting", "you", forOthers, one(page.Input{Name: "represented_by", Kind: page.Area, Rows: 4, Required: true, Complete: "off"})},
	{"contact", "you", nil, one(
		page.Input{Name: "person.email", Kind: page.Text, Type: "email", Complete: "email"},
		page.Input{Name: "person.phone", Kind: page.Text, Type: "tel", Complete: "tel", Short: true},
	)},
	{"address", "you", nil, one(page.Input{Name: "person.address", Kind: page.Area, Rows: 4, Complete: "street-address"})},
	{"identifier", "you", nil, one(page.Input{Name: "person.identifier", Kind: page.Text, Complete: "off"})},
	{"language", "you", nil, func(context.Context, draft) []page.Input {
		return []page.Input{{Name: "language", Kind: page.Select, Choices: named(words.Languages()), Required: true}}
	}},

	{"right", "story", requests, func(ctx context.Context, _ draft) []page.Input {
		return []page.Input{{Name: "right", Kind: page.Radios, Choices: coded(ctx, "right", complaint.Rights), Required: true}}
	}},
	{"what-happened", "story", nil, one(page.Input{Name: "narrative", Kind: page.Area, Rows: 12, Required: true})},
	{"grounds", "story", complains, func(ctx context.Context, _ draft) []page.Input {
		return []page.Input{{Name: "grounds", Kind: page.Checkboxes, Choices: coded(ctx, "grounds", complaint.Grounds)}}
	}},
	{"when", "story", nil, one(page.Input{Name: "transferred_on", Kind: page.Day})},

	{"asked", "before", complains, func(ctx context.Context, _ draft) []page.Input {
		return []page.Input{{Name: "asked", Kind: page.Radios, Choices: yesNo(ctx), Required: true}}
	}},
	{"asked-what", "before", hasAsked, one(
		page.Input{Name: "asked_on", Kind: page.Day},
		page.Input{Name: "asked_before", Kind: page.Area, Rows: 6, Required: true},
	)},
	{"came-back", "before", hasAsked, one(page.Input{Name: "came_back", Kind: page.Area, Rows: 6})},

	{"wanted", "wanted", complains, func(ctx context.Context, _ draft) []page.Input {
		return []page.Input{
			{Name: "remedies", Kind: page.Checkboxes, Choices: coded(ctx, "wishes", complaint.Wishes)},
			{Name: "wanted", Kind: page.Area},
		}
	}},
}

// one is a step that asks the same of everybody.
func one(inputs ...page.Input) func(context.Context, draft) []page.Input {
	return func(context.Context, draft) []page.Input { return slices.Clone(inputs) }
}

func nameInputs(_ context.Context, d draft) []page.Input {
	name := page.Input{Name: "person.name", Kind: page.Text, Required: true, Complete: "name"}
	if d.asks() || forOthers(d) {
		return []page.Input{name}
	}
	name.Unless = "anonymous" // E12: somebody can report without a name
	return []page.Input{name, {Name: "anonymous", Kind: page.Check}}
}

func yesNo(ctx context.Context) []page.Choice {
	return []page.Choice{{Value: yes, Label: words.T(ctx, "form.yes")}, {Value: no, Label: words.T(ctx, "draft.no")}}
}

// applies reports whether a step or task is one of the draft's.
func applies(when func(draft) bool, d draft) bool { return when == nil || when(d) }

// stepOf finds a step of a draft by its name; false when the draft has none such.
func stepOf(d draft, name string) (step, bool) {
	i := slices.IndexFunc(draftSteps, func(s step) bool { return s.name == name && applies(s.when, d) })
	if i < 0 {
		return step{}, false
	}
	return draftSteps[i], true
}

// stepsOf are the steps of a task that apply to a draft.
func stepsOf(d draft, name string) []step {
	return slices.DeleteFunc(slices.Clone(draftSteps), func(s step) bool { return s.task != name || !applies(s.when, d) })
}

// tasksOf are the tasks of a draft.
func tasksOf(d draft) []task {
	return slices.DeleteFunc(slices.Clone(draftTasks), func(t task) bool { return !applies(t.when, d) })
}

// asked are the inputs of a step with their words.
func (s step) asked(ctx context.Context, d draft) []page.Input {
	inputs := s.inputs(ctx, d)
	for i := range inputs {
		in := &inputs[i]
		in.Label, in.Hint = d.say(ctx, in.Name), d.say(ctx, in.Name+".hint")
		in.Heading = len(inputs) == 1
	}
	return inputs
}

// say says a part of the pages of a draft, as the draft asks for it: for a request or
// for somebody else where that differs; "" where nothing is to be said.
func (d draft) say(ctx context.Context, name string) string {
	text := words.Or(ctx, "filing."+name, "")
	if d.asks() {
		text = words.Or(ctx, "request."+name, text)
	}
	text = words.Or(ctx, "draft."+name, text)
	if d.asks() {
		text = words.Or(ctx, "draft.request."+name, text)
	}
	return words.Or(ctx, "draft."+d.about()+"."+name, text)
}

// names are the names under which a step keeps its answers.
func (s step) names(ctx context.Context, d draft) []string {
	var list []string
	for _, in := range s.inputs(ctx, d) {
		if in.Kind == page.Day {
			parts := in.PartNames()
			list = append(list, parts[:]...)
			continue
		}
		list = append(list, in.Name)
	}
	return list
}
