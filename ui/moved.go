package ui

import (
	"context"
	"slices"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// goals lists the packs a case can be moved to, if the act asks for one.
func (p *Pages) goals(ctx context.Context, a acting) ([]law.Goal, error) {
	if !slices.ContainsFunc(a.option.Asks, func(f law.Field) bool { return f.Kind == law.PackField }) {
		return nil, nil
	}
	return p.Service.Goals(ctx, a.number)
}

// packChoices are the packs of the goals, to choose from.
func packChoices(ctx context.Context, goals []law.Goal) []page.Choice {
	list := []page.Choice{blank(ctx)}
	for _, g := range goals {
		list = append(list, page.Choice{Value: g.Pack.Ref().String(), Label: packTitle(ctx, g.Pack)})
	}
	return list
}

// packTitle names a pack with its version.
func packTitle(ctx context.Context, p *law.Pack) string {
	return words.T(ctx, "fact.pack_is", "Name", p.Name, "Version", p.Version)
}

// outlooks say what moving the case to each pack would change.
func outlooks(ctx context.Context, goals []law.Goal) []page.Outlook {
	var list []page.Outlook
	for _, g := range goals {
		o := page.Outlook{Pack: g.Pack.Ref().String(), Title: packTitle(ctx, g.Pack)}
		for _, c := range g.Changes {
			o.Dates = append(o.Dates, dateChange(ctx, g.Pack, c))
		}
		list = append(list, o)
	}
	return list
}

// dateChange names the deadline and its two dates.
func dateChange(ctx context.Context, p *law.Pack, c law.Change) page.Fact {
	return page.Fact{
		Name: ruleTitle(ctx, p, c.Rule),
		Text: words.T(ctx, "pack.date_change", "From", words.Date(ctx, c.From), "To", words.Date(ctx, c.To)),
	}
}

// moved lists what a move to another pack has changed.
func (r *reading) moved(e law.Entry) []page.Fact {
	if e.Action != complaint.PackMoved {
		return nil
	}
	list := []page.Fact{{Name: r.say("fact.from_pack"), Text: r.packWords(e.Facts["from_pack"])}}
	for _, c := range e.Moved() {
		list = append(list, dateChange(r.ctx, r.pack, c))
	}
	if len(list) == 1 {
		list = append(list, page.Fact{Name: r.say("pack.dates"), Text: r.say("pack.no_change")})
	}
	return list
}

// packWords names the pack of a code such as EU-PS-2016@1.0.0.
func (r *reading) packWords(code string) string {
	for _, p := range law.Packs() {
		if p.Ref().String() == code {
			return packTitle(r.ctx, p)
		}
	}
	return code
}
