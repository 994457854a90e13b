package page

import (
	"context"

	"recourse/complaint"
	"recourse/law"
	"recourse/words"
)

// HowView fills the page on how a complaint moves.
type HowView struct {
	Pack   *law.Pack
	Packs  []*law.Pack // all there are
	Routes []law.Route
}

// routeTitle is what a route is called on the page.
func routeTitle(ctx context.Context, r law.Route) string {
	return words.Or(ctx, "how.route."+r.ID, r.Title)
}

// stepTitle is what a step is called on the page.
func stepTitle(ctx context.Context, s complaint.Step) string {
	if s == law.Resumed {
		return words.T(ctx, "how.resumed")
	}
	return words.Or(ctx, "step."+string(s), s.Info().Title)
}

// comesFrom lists where a row can start.
func comesFrom(ctx context.Context, m law.Move) []string {
	switch {
	case m.Begins:
		return []string{words.T(ctx, "how.new")}
	case m.From == nil:
		return []string{words.T(ctx, "how.any")}
	}
	out := make([]string, len(m.From))
	for i, s := range m.From {
		out[i] = stepTitle(ctx, s)
	}
	return out
}

// follows lists what a row does besides its consequence in words: where the case
// goes, which periods begin and who is told.
func follows(ctx context.Context, m law.Move) []string {
	var out []string
	if m.Ends != "" {
		out = append(out, words.T(ctx, "how.ends"))
	}
	for i, s := range m.To {
		if m.Beside && i == len(m.To)-1 {
			out = append(out, words.T(ctx, "how.opens", "Step", stepTitle(ctx, s)))
		} else {
			out = append(out, words.T(ctx, "how.leads", "Step", stepTitle(ctx, s)))
		}
	}
	for _, r := range m.Starts {
		title, basis := words.Or(ctx, "rule."+string(r.ID), r.Title), words.T(ctx, "basis."+string(r.Basis))
		out = append(out, words.T(ctx, "how.starts", "Title", title, "Period", period(ctx, r), "Basis", basis))
	}
	for _, n := range m.Tells {
		out = append(out, words.T(ctx, "how.letter", "Letter", words.Or(ctx, "letter."+string(n), string(n))))
	}
	if m.Alarms {
		out = append(out, words.T(ctx, "how.alarm"))
	}
	return out
}
