package ui

import (
	"context"
	"slices"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// paper says which form is filled in: for a complaint or a rights request, by the
// person or by an officer.
type paper struct{ staff, asks bool }

// filingSections is the form for a complaint or a request, without answers. An
// officer who enters one is asked first how and when it came.
func filingSections(ctx context.Context, p paper) []page.Section {
	parts := []struct {
		title  string
		inputs []page.Input
	}{
		{"person", personInputs(p)},
		{"company", companyInputs(ctx)},
		{"story", storyInputs(ctx, p)},
	}
	if p.staff {
		parts = slices.Insert(parts, 0, struct {
			title  string
			inputs []page.Input
		}{"channel", channelInputs(ctx)})
	}
	sections := make([]page.Section, len(parts))
	for i, part := range parts {
		for n := range part.inputs {
			in := &part.inputs[n]
			in.Label = p.say(ctx, in.Name)
			in.Hint = p.say(ctx, in.Name+".hint")
		}
		sections[i] = page.Section{Title: p.say(ctx, "part."+part.title), Inputs: part.inputs}
	}
	return sections
}

// say says a part of the form, to an officer in the third person; "" where nothing
// is to be said. A request says otherwise than a complaint only what differs.
func (p paper) say(ctx context.Context, name string) string {
	text := words.Or(ctx, "filing."+name, "")
	if p.staff {
		text = words.Or(ctx, "entry."+name, text)
	}
	switch {
	case p.asks && p.staff:
		text = words.Or(ctx, "entry.request."+name, text)
	case p.asks:
		text = words.Or(ctx, "request."+name, text)
	}
	return text
}

func channelInputs(ctx context.Context) []page.Input {
	post := slices.DeleteFunc(slices.Clone(complaint.Channels), func(code string) bool { return code == "WEB_FORM" })
	return []page.Input{
		{Name: "channel", Kind: page.Select, Choices: coded(ctx, "channel", post), Required: true},
		{Name: "received_on", Kind: page.Date, Required: true, Short: true},
		{Name: "received_at", Kind: page.Time, Short: true},
	}
}

func personInputs(p paper) []page.Input {
	inputs := []page.Input{
		{Name: "person.name", Kind: page.Text, Required: true, Unless: "anonymous", Complete: "name"},
		{Name: "anonymous", Kind: page.Check},
		{Name: "person.email", Kind: page.Text, Type: "email", Complete: "email"},
		{Name: "person.phone", Kind: page.Text, Type: "tel", Complete: "tel", Short: true},
		{Name: "person.address", Kind: page.Area, Rows: 3, Complete: "street-address"},
		{Name: "represented_by", Kind: page.Text, Complete: "off"},
		{Name: "under_13", Kind: page.Check},
	}
	if p.asks { // whoever asks for data says whose
		inputs = slices.DeleteFunc(inputs, func(in page.Input) bool { return in.Name == "anonymous" })
	}
	return inputs
}

// companies are the companies of the group, to choose from.
func companies() []page.Choice {
	list := make([]page.Choice, len(law.Entities))
	for i, e := range law.Entities {
		list[i] = page.Choice{Value: e.Code, Label: e.Name}
	}
	return list
}

func companyInputs(ctx context.Context) []page.Input {
	languages := named(words.Languages())
	return []page.Input{
		{Name: "residence", Kind: page.Select, Choices: []page.Choice{blank(ctx)}, Groups: countries(ctx), Required: true, Complete: "country"},
		{Name: "residence_then", Kind: page.Select, Choices: []page.Choice{blank(ctx)}, Groups: countries(ctx)},
		{Name: "transferred_on", Kind: page.Date, Short: true},
		{Name: "language", Kind: page.Select, Choices: languages, Required: true},
		{Name: "person_type", Kind: page.Radios, Choices: coded(ctx, "person_type", complaint.PersonTypes), Required: true},
		{Name: "entity", Kind: page.Select, Choices: append([]page.Choice{blank(ctx)}, companies()...), Required: true},
		{Name: "person.identifier", Kind: page.Text, Complete: "off"},
		{Name: "employment_data", Kind: page.Check},
	}
}

func storyInputs(ctx context.Context, p paper) []page.Input {
	if p.asks {
		return []page.Input{
			{Name: "right", Kind: page.Radios, Choices: coded(ctx, "right", complaint.Rights), Required: true},
			{Name: "narrative", Kind: page.Area, Rows: 6, Required: true},
		}
	}
	return []page.Input{
		{Name: "narrative", Kind: page.Area, Rows: 10, Required: true},
		{Name: "principles", Kind: page.Checkboxes, Choices: coded(ctx, "principles", complaint.Principles)},
		{Name: "asked_before", Kind: page.Area},
		{Name: "wanted", Kind: page.Area},
	}
}

// countries lists first the countries whose residents may use the whole path,
// then all others: everybody may file.
func countries(ctx context.Context) []page.Group {
	covered, others := page.Group{Label: words.T(ctx, "filing.covered")}, page.Group{Label: words.T(ctx, "filing.others")}
	for _, n := range words.Countries(ctx) {
		c := page.Choice{Value: n.Code, Label: n.Name}
		if law.Reached(n.Code) {
			covered.Choices = append(covered.Choices, c)
		} else {
			others.Choices = append(others.Choices, c)
		}
	}
	return []page.Group{covered, others}
}
