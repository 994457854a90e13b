package ui

import (
	"context"
	"slices"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// kept says how long the case is kept, how far erasing it has come, or that it is
// erased.
func (r *reading) kept() page.Keeping {
	c := &r.rec.Case
	if c.Erased() {
		return r.erased()
	}
	k := page.Keeping{Says: r.erasing()}
	if !c.Closed() {
		return k
	}
	if c.Hold && !r.own {
		k.Says = append(k.Says, r.say("kept.hold"))
	} else if !c.Erasure.Approved {
		k.Says = append(k.Says, r.say("kept.until", "Date", words.Date(r.ctx, c.KeptUntil())))
	}
	k.Rule = keptRule(r.ctx, r.pack, r.own)
	if c.Facts.Under13 {
		k.Rule = r.say("kept.child")
	}
	return k
}

// keptRule names the rule by which cases are kept, with how well it is sourced.
func keptRule(ctx context.Context, pack *law.Pack, own bool) string {
	rule := pack.Rule(law.Retention)
	title, cite := ruleTitle(ctx, pack, law.Retention), words.Cited(ctx, rule.Cite)
	if own {
		title, cite = words.Or(ctx, "own.rule."+string(law.Retention), title), words.Or(ctx, "own.cite."+string(law.Retention), cite)
	}
	return words.T(ctx, "kept.rule", "Title", title, "Span", page.Span(ctx, rule), "Basis", words.T(ctx, "basis."+string(rule.Basis)), "Cite", cite)
}

// erasing says how far erasing the case has come.
func (r *reading) erasing() []string {
	switch e := r.rec.Case.Erasure; {
	case e.Approved:
		return []string{r.say("kept.approved")}
	case e.By != "" && !r.own:
		return []string{r.say("kept.proposed")}
	case e.Asked > 0:
		return []string{r.say("kept.asked")}
	}
	return nil
}

// erased says when the case was erased, why, and by which rule.
func (r *reading) erased() page.Keeping {
	e := r.rec.Case.Erasure
	k := page.Keeping{Gone: true, Says: []string{
		r.say("kept.erased", "Date", words.Date(r.ctx, r.day(e.At)), "Why", codeWords(r.ctx, "erased", e.Ground)), r.say("kept.stays"),
	}}
	i := slices.IndexFunc(r.rec.Entries, func(e law.Entry) bool { return e.Action == complaint.CaseErased })
	if i < 0 || r.own {
		return k
	}
	if t := transition(r.rec.Entries[i].Event); t != nil {
		k.Rule = r.say("event.rule", "Rule", t.ID, "Cite", words.Cited(r.ctx, t.Cite))
	}
	return k
}

// stays says, beside the form that asks for erasure, what must stay and until when.
func (a acting) stays(ctx context.Context) page.Keeping {
	if a.option.Action != complaint.ErasureRequested {
		return page.Keeping{}
	}
	k := page.Keeping{Rule: keptRule(ctx, a.pack, a.own)}
	if a.kept.IsZero() {
		k.Says = []string{words.T(ctx, "kept.ask_open", "Span", page.Span(ctx, a.pack.Rule(law.Retention)))}
	} else {
		k.Says = []string{words.T(ctx, "kept.ask_closed", "Date", words.Date(ctx, a.kept))}
	}
	k.Says = append(k.Says, words.T(ctx, "kept.would"))
	return k
}
