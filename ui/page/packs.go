package page

import (
	"context"
	"maps"
	"slices"
	"strings"

	"recourse/complaint"
	"recourse/law"
	"recourse/words"
)

// PacksView fills the list of frameworks.
type PacksView struct{ Packs []*law.Pack }

// PackView fills the page of one framework.
type PackView struct {
	Pack  *law.Pack
	Packs []*law.Pack // all there are
	Than  *law.Pack   // with which it is compared; nil for none
}

// trait is one thing that is told of a framework or a period.
type trait struct{ name, label, text, source string }

// difference is a trait that two frameworks do not share.
type difference struct {
	of, label   string
	here, there trait
}

// days says the days of transfers that a framework covers.
func days(ctx context.Context, p *law.Pack) string {
	from := day(ctx, p.ValidTransfers.From)
	if p.ValidTransfers.Until == "" {
		return words.T(ctx, "packs.from", "From", from)
	}
	return words.T(ctx, "packs.from_until", "From", from, "Until", day(ctx, p.ValidTransfers.Until))
}

// day writes a day of a pack; what is no day stays as it is.
func day(ctx context.Context, text string) string {
	d, err := complaint.ParseDate(text)
	if err != nil {
		return text
	}
	return words.Day(ctx, d)
}

// residents says whom a framework covers.
func residents(ctx context.Context, p *law.Pack) string {
	var list []string
	for _, code := range p.Residence {
		list = append(list, words.Or(ctx, "packs.residence."+code, words.Country(ctx, code)))
	}
	for _, code := range slices.Sorted(maps.Keys(p.ResidenceUntil)) {
		list = append(list, words.T(ctx, "packs.residence_until", "Country", words.Country(ctx, code), "Date", day(ctx, p.ResidenceUntil[code])))
	}
	return strings.Join(list, ", ")
}

// packTraits tells of a framework what is not a period.
func packTraits(ctx context.Context, p *law.Pack) []trait {
	add := func(list []trait, name, text, source string) []trait {
		if text == "" {
			text = words.T(ctx, "packs.none")
		}
		return append(list, trait{name, words.T(ctx, "packs.trait."+name), text, source})
	}
	source := func(cite string, basis law.Basis) string {
		if basis == "" {
			return ""
		}
		return words.T(ctx, "arbitration.source", "Cite", words.Cited(ctx, cite), "Basis", words.T(ctx, "basis."+string(basis)))
	}
	var list []trait
	list = add(list, "instrument", words.Said(ctx, p.Instrument), "")
	list = add(list, "reference_law", words.Said(ctx, p.ReferenceLaw), "")
	list = add(list, "transfers", days(ctx, p), source(p.ValidTransfers.Cite, p.ValidTransfers.Basis))
	list = add(list, "residents", residents(ctx, p), "")
	list = add(list, "succeeds", succeeds(ctx, p), source(p.Succeeds.Cite, p.Succeeds.Basis))
	list = add(list, "authority", words.Said(ctx, p.Authority.Name), source(p.Authority.Cite, p.Authority.Basis))
	list = add(list, "hr", words.Or(ctx, "packs.hr."+p.HRRoute, p.HRRoute), "")
	list = add(list, "irm", bodyText(ctx, p.IRM), source(p.IRM.Cite, p.IRM.Basis))
	list = add(list, "arbitration", bodyText(ctx, p.Arbitration), source(p.Arbitration.Cite, p.Arbitration.Basis))
	list = add(list, "arbitration_from", day(ctx, p.Arbitration.AvailableFrom), source(p.Arbitration.AvailableCite, p.Arbitration.AvailableBasis))
	return add(list, "sensitive", adds(ctx, p), source(p.Sensitive.Cite, p.Sensitive.Basis))
}

func succeeds(ctx context.Context, p *law.Pack) string {
	old, err := law.Lookup(law.PackRef{ID: p.Succeeds.Pack})
	if err != nil {
		return ""
	}
	return words.T(ctx, "packs.succeeds", "Name", old.Name, "Date", day(ctx, p.Succeeds.On))
}

// bodyText names a body with its address on the web.
func bodyText(ctx context.Context, b law.Body) string {
	if b.Web == "" {
		return b.Name
	}
	return words.T(ctx, "packs.body", "Name", b.Name, "Web", b.Web)
}

// ruleTraits tells of a period what people can check.
func ruleTraits(ctx context.Context, r *law.Rule) []trait {
	at := func(name, text string) trait { return trait{name, words.T(ctx, "packs.rule."+name), text, ""} }
	return []trait{
		at("length", length(ctx, r)), at("from", runsFrom(ctx, r)), at("owner", words.Or(ctx, "role."+string(r.Owner), string(r.Owner))),
		at("source", words.T(ctx, "arbitration.source", "Cite", words.Cited(ctx, r.Cite), "Basis", words.T(ctx, "basis."+string(r.Basis)))),
	}
}

// length is the period of a rule and what happens to a last day without work.
func length(ctx context.Context, r *law.Rule) string {
	return words.T(ctx, "packs.length", "Period", period(ctx, r), "Roll", words.T(ctx, "packs.roll."+string(r.Roll)))
}

// differences lists the traits that two frameworks do not share.
func differences(ctx context.Context, a, b *law.Pack) []difference {
	var out []difference
	compare := func(of string, here, there []trait) {
		for i, t := range here {
			if t.text != there[i].text || t.source != there[i].source {
				out = append(out, difference{of, t.label, t, there[i]})
			}
		}
	}
	compare("", packTraits(ctx, a), packTraits(ctx, b))
	for _, id := range law.Rules {
		compare(ruleTitle(ctx, a.Rule(id)), ruleTraits(ctx, a.Rule(id)), ruleTraits(ctx, b.Rule(id)))
	}
	return out
}

// ruleTitle is what a period is called on the page.
func ruleTitle(ctx context.Context, r *law.Rule) string {
	return words.Or(ctx, "rule."+string(r.ID), r.Title)
}

// runsFrom is the event from which a period runs: an act, or what the framework
// says in words.
func runsFrom(ctx context.Context, r *law.Rule) string {
	return words.Or(ctx, "event."+r.From, words.Or(ctx, "packs.from."+strings.ReplaceAll(r.From, " ", "_"), r.From))
}

// adds lists the data that a framework adds to what is sensitive.
func adds(ctx context.Context, p *law.Pack) string {
	list := make([]string, len(p.Sensitive.Adds))
	for i, text := range p.Sensitive.Adds {
		list[i] = words.Said(ctx, text)
	}
	return strings.Join(list, ", ")
}
