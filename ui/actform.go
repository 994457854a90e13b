package ui

import (
	"context"
	"net/url"
	"strings"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// fewChoices is the most choices that are all shown; more become a select.
const fewChoices = 6

// kinds is how the law's fields are drawn.
var kinds = map[law.FieldKind]page.Kind{
	law.TextField: page.Area, law.ShortField: page.Text, law.ChoiceField: page.Radios, law.ChoicesField: page.Checkboxes,
	law.DateField: page.Date, law.FlagField: page.Check, law.CaseField: page.Text, law.StaffField: page.Select, law.PackField: page.Select, law.AgentField: page.Text,
}

// sections is the form of the act, without answers: the questions of the law,
// and for an officer when it happened.
func (a acting) sections(ctx context.Context) []page.Section {
	var inputs []page.Input
	for _, f := range a.fields() {
		inputs = append(inputs, a.input(ctx, f))
	}
	if a.option.Action == complaint.DocumentAdded {
		inputs = append([]page.Input{{Name: "file", Kind: page.File, Label: words.T(ctx, "field.file"), Hint: words.T(ctx, "field.file.hint"), Required: true}}, inputs...)
	}
	sections := []page.Section{{Inputs: inputs}}
	if !a.own {
		sections = append(sections, page.Section{Title: words.T(ctx, "act.when"), Lead: words.T(ctx, "act.when_lead", "Zone", a.place.Zone), Inputs: []page.Input{
			{Name: "on", Kind: page.Date, Label: words.T(ctx, "act.on"), Short: true},
			{Name: "at", Kind: page.Time, Label: words.T(ctx, "act.at"), Short: true},
		}})
	}
	return sections
}

// fields are the questions the law asks, less those a file answers by itself.
func (a acting) fields() []law.Field {
	asks := a.option.Asks
	if a.own {
		asks = ownFields(a.option.Action, asks)
	}
	if a.option.Action != complaint.DocumentAdded {
		return asks
	}
	var list []law.Field
	for _, f := range asks {
		if f.Name != "document" && f.Name != "name" && f.Name != "original" {
			list = append(list, f)
		}
	}
	return list
}

// input draws one question of the law.
func (a acting) input(ctx context.Context, f law.Field) page.Input {
	in := page.Input{
		Name: f.Name, Kind: kinds[f.Kind], Label: fieldLabel(ctx, a.option.Action, f, a.own), Required: f.Required,
		Hint: words.Or(ctx, "field."+string(a.option.Action)+"."+f.Name+".hint", words.Or(ctx, "kind."+string(f.Kind)+".hint", "")),
	}
	switch f.Kind {
	case law.ChoiceField, law.ChoicesField:
		in.Choices = coded(ctx, f.Name, f.Of)
		if f.Kind == law.ChoiceField && len(f.Of) > fewChoices {
			in.Kind, in.Choices = page.Select, append([]page.Choice{blank(ctx)}, in.Choices...)
		}
	case law.StaffField:
		in.Choices = a.staff
	case law.PackField:
		in.Choices = packChoices(ctx, a.goals)
	case law.DateField, law.CaseField:
		in.Short = true
	case law.ShortField:
		if f.Name == datedField { // a day that is private
			in.Kind, in.Short = page.Date, true
		}
	default: // a text or a box to tick is complete as it is
	}
	return in
}

// fieldLabel is the question in the reader's words.
func fieldLabel(ctx context.Context, action complaint.Action, f law.Field, own bool) string {
	label := words.Or(ctx, "field."+string(action)+"."+f.Name, f.Label)
	if own {
		return words.Or(ctx, "own.field."+string(action)+"."+f.Name, label)
	}
	return label
}

// data reads the answers as the law takes them.
func (a acting) data(form url.Values) map[string]any {
	data := map[string]any{}
	for _, f := range a.fields() {
		given := form[f.Name]
		switch {
		case len(given) == 0:
		case f.Kind == law.ChoicesField:
			list := make([]any, len(given))
			for i, code := range given {
				list[i] = code
			}
			data[f.Name] = list
		case f.Kind == law.FlagField:
			data[f.Name] = given[0] == "true"
		default:
			if text := strings.TrimSpace(strings.ReplaceAll(given[0], "\r\n", "\n")); text != "" {
				data[f.Name] = text
			}
		}
	}
	return data
}

// when reads the instant at which the act happened, as the clock at the
// receiving address showed it. No date is now. A day without a time is its
// noon, moved so that it lies neither before the complaint nor in the future.
func (a acting) when(ctx context.Context, form url.Values, now time.Time, wrong faults) time.Time {
	on := strings.TrimSpace(form.Get("on"))
	if a.own || on == "" {
		return time.Time{}
	}
	day, err := complaint.ParseDate(on)
	if err != nil {
		wrong["on"] = words.T(ctx, "fault.date")
		return time.Time{}
	}
	hour, minute, ok := clockTime(form.Get("at"))
	if !ok {
		wrong["at"] = words.T(ctx, "fault.time")
	}
	at := day.In(zoneOf(a.place.Zone), hour, minute).UTC()
	if form.Get("at") != "" {
		return at
	}
	if day == a.place.Local(a.since) && at.Before(a.since) {
		return a.since
	}
	if day == a.place.Local(now) && at.After(now) {
		return now
	}
	return at
}
