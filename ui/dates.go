package ui

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// The years between which dates are counted: before them no framework began, and
// after them no calendar of holidays is worth its name. Product choice.
const (
	firstYear = 2016
	lastYear  = 2099
)

// receivingZones are the zones of the two addresses that receive complaints
// (rulebook, sections 12.6 and 14).
var receivingZones = complaint.Vocabulary{"Europe/London", "America/New_York"}

// dates counts one period and shows how, from what the address says.
func (p *Pages) dates(c echo.Context) error {
	ctx, answers := c.Request().Context(), c.QueryParams()
	asked := answers.Has("from")
	for name, usual := range map[string]string{
		"pack": law.Select(law.Facts{ReceivedAt: p.Service.Now()}).ID, "rule": string(law.D45), "zone": receivingZones[0],
	} {
		if answers.Get(name) == "" {
			answers.Set(name, usual)
		}
	}
	wrong := faults{}
	v := page.DatesView{}
	if asked {
		v.Result = countDate(ctx, answers, wrong)
	}
	v.Inputs = fill([]page.Section{{Inputs: dateInputs(ctx)}}, answers, wrong)[0].Inputs
	chrome, status := p.chrome(c, say(c, "dates.title")), http.StatusOK
	if len(wrong) > 0 {
		chrome.Failed, status = true, http.StatusBadRequest
	}
	return show(c, status, page.Dates(chrome, v))
}

func dateInputs(ctx context.Context) []page.Input {
	inputs := []page.Input{
		{Name: "pack", Kind: page.Select, Choices: frameworkChoices(), Required: true},
		{Name: "rule", Kind: page.Select, Choices: ruleChoices(ctx), Required: true},
		{Name: "from", Kind: page.Date, Required: true, Short: true},
		{Name: "zone", Kind: page.Select, Choices: coded(ctx, "zone", receivingZones), Required: true},
		{Name: "home", Kind: page.Select, Choices: homeChoices(ctx)},
	}
	for i := range inputs {
		inputs[i].Label, inputs[i].Hint = words.T(ctx, "dates."+inputs[i].Name), words.Or(ctx, "dates."+inputs[i].Name+".hint", "")
	}
	return inputs
}

// frameworkChoices are the newest versions of all packs.
func frameworkChoices() []page.Choice {
	var list []page.Choice
	for _, p := range latestPacks() {
		list = append(list, page.Choice{Value: p.ID, Label: p.Name})
	}
	return list
}

// latestPacks are the newest versions of all packs, in the order in which the
// frameworks began.
func latestPacks() []*law.Pack {
	var list []*law.Pack
	for _, p := range law.Packs() {
		if latest, err := law.Lookup(law.PackRef{ID: p.ID}); err == nil && latest == p {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b *law.Pack) int { return strings.Compare(a.ValidTransfers.From, b.ValidTransfers.From) })
	return list
}

// ruleChoices are the periods, by the titles of the first framework: all frameworks
// have the same.
func ruleChoices(ctx context.Context) []page.Choice {
	list := make([]page.Choice, len(law.Rules))
	for i, id := range law.Rules {
		list[i] = page.Choice{Value: string(id), Label: words.Or(ctx, "rule."+string(id), law.Packs()[0].Rule(id).Title)}
	}
	return list
}

// homeChoices are the countries whose zone can end a day earlier than that of the
// receiving address.
func homeChoices(ctx context.Context) []page.Choice {
	list := authorityCountries(ctx)
	return list[:len(list)-1]
}

// countDate counts the period that the answers name; nil, and what is wrong with
// them, where they name none.
func countDate(ctx context.Context, answers url.Values, wrong faults) *page.Counted {
	pack, err := law.Lookup(law.PackRef{ID: answers.Get("pack")})
	if err != nil {
		wrong["pack"] = words.T(ctx, "dates.pack.fault")
		return nil
	}
	rule := pack.Rule(law.RuleID(answers.Get("rule")))
	if rule == nil {
		wrong["rule"] = words.T(ctx, "dates.rule.fault")
	}
	from, err := complaint.ParseDate(strings.TrimSpace(answers.Get("from")))
	switch {
	case err != nil:
		wrong["from"] = words.T(ctx, "fault.date")
	case from.Year < firstYear || from.Year > lastYear:
		wrong["from"] = words.T(ctx, "dates.from.fault", "First", firstYear, "Last", lastYear)
	}
	zone := answers.Get("zone")
	if !receivingZones.Has(zone) {
		wrong["zone"] = words.T(ctx, "dates.zone.fault")
	}
	if len(wrong) > 0 {
		return nil
	}
	period := rule.Count(from, law.Place{Zone: zone, Person: law.AuthorityOf(answers.Get("home")).Zone})
	return &page.Counted{Pack: pack, Rule: rule, Period: period}
}
