package page

import (
	"context"
	"slices"
	"strings"

	"recourse/law"
	"recourse/words"
)

// AskView fills a page with one question. What was answered before travels along in
// the address.
type AskView struct {
	Action  string
	Input   Input
	Asked   string // name of the field that says which question this is
	Carried []Carried
	Back    string
}

// Carried is an answer that travels along unseen.
type Carried struct{ Name, Value string }

// faults is the summary of what is wrong with the one answer.
func (v AskView) faults() []Fault {
	if v.Input.Fault == "" {
		return nil
	}
	return []Fault{{Text: v.Input.Fault, Href: "#" + v.Input.ID()}}
}

// DirectionView says where a matter goes.
type DirectionView struct {
	law.Direction
	Answers []GivenAnswer
	Draft   []Carried // with which a draft begins; none where nothing can be filed
	Back    string
}

// GivenAnswer is one answer with the way to change it.
type GivenAnswer struct{ Name, Question, Answer, Change string }

// RegionName names a part of a country.
func RegionName(ctx context.Context, r law.Region) string {
	return words.Or(ctx, "region."+r.Code, r.Place)
}

// rule is one period of the framework that gives the procedure.
func (v DirectionView) rule(id law.RuleID) *law.Rule { return v.Pack.Rule(id) }

// says is the sentence of a door, with all gaps that one of them has.
func (v DirectionView) says(ctx context.Context, d law.Door, part string) string {
	return words.T(ctx, v.name(d, part), "Period", period(ctx, v.rule(law.D45)), "Forward", period(ctx, v.rule(law.Forward)),
		"Request", period(ctx, v.answerOfRequest()), "Framework", v.Pack.Name, "Body", v.Pack.IRM.Name, "Authority", v.authorityName(ctx))
}

// Heading is the answer in short.
func (v DirectionView) Heading(ctx context.Context) string { return v.says(ctx, v.Door, "") }

// name is the name of the sentence of a door. A request is answered behind every
// door but those that lead elsewhere, and of intelligence services there is no
// authority to ask everywhere.
func (v DirectionView) name(d law.Door, part string) string {
	switch {
	case d.Rule == "R7" && part == "_says" && v.Authority.Name == "":
		return "gate.door.R7_nobody"
	case d.Rule == v.Door.Rule && part != "_why" && len(v.Path) > 0 && v.Path[0] == "request" && d.Rule != "R9":
		return "gate.request" + part
	}
	return "gate.door." + d.Rule + part
}

// answerOfRequest is the period in which a request is answered: for residents of the
// EEA the earlier of two (rulebook, section 11), else that of the framework.
func (v DirectionView) answerOfRequest() *law.Rule {
	if v.Authority.EEA {
		return v.rule(law.RR1M)
	}
	return v.rule(law.RRPS)
}

// authorityName is the authority the matter belongs to, that of the Land where it
// is known.
func (v DirectionView) authorityName(ctx context.Context) string {
	switch {
	case v.Region.Code != "":
		return words.T(ctx, "authority.of_region", "Region", RegionName(ctx, v.Region))
	case len(law.RegionsOf(v.Authority.Country)) > 0:
		return words.T(ctx, "authority.of_some_region")
	case v.Authority.Name == "":
		return words.T(ctx, "authority.yours")
	}
	return v.Authority.Name
}

// part is one part of the way with its periods.
type part struct {
	code, title, says string
	rules             []*law.Rule
}

// partRules are the periods of each part, in the order in which its sentence names
// them.
var partRules = map[string][]law.RuleID{
	"company": {law.D45}, "courtesy": {law.D45}, "complaint": {law.D45}, "controller": {law.Forward}, "recourse": {law.IRM}, "authority": {law.D90},
	"panel": {law.D60, law.D25}, "arbitration": {law.ARB90},
}

// parts says the way of the matter, part by part.
func (v DirectionView) parts(ctx context.Context) []part {
	out := make([]part, len(v.Path))
	for i, code := range v.Path {
		rules, name := []*law.Rule{}, v.partName(code)
		for _, id := range partRules[name] {
			rules = append(rules, v.rule(id))
		}
		if code == "request" {
			rules = append(rules, v.answerOfRequest())
		}
		out[i] = part{code: code, title: words.T(ctx, "gate.part."+name), rules: rules, says: words.T(ctx, "gate.part."+name+"_says", v.gaps(ctx, rules)...)}
	}
	return out
}

// partName picks the words for a part: some parts are told otherwise behind some
// doors.
func (v DirectionView) partName(code string) string {
	switch {
	case code == "company" && v.Opens == law.OpensRequest:
		return "complaint"
	case code == "company" && !v.Open:
		return "courtesy"
	case code == "authority" && v.Door.Rule == "R7":
		return "intelligence"
	case code == "authority" && v.Door.Rule == "R9":
		return "gdpr"
	}
	return code
}

// gaps fills the sentence of a part.
func (v DirectionView) gaps(ctx context.Context, rules []*law.Rule) []any {
	gaps := []any{"Recourse", v.Pack.IRM.Name, "Arbitration", v.Pack.Arbitration.Name, "Authority", v.authorityName(ctx)}
	for i, r := range rules {
		gaps = append(gaps, []string{"Period", "Then"}[i], period(ctx, r))
	}
	return gaps
}

// spoken lists languages, each in its own words.
func spoken(codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = words.Language(code)
	}
	return strings.Join(names, ", ")
}

// right reports whether a request is what can be filed.
func (v DirectionView) right() bool { return v.Opens == law.OpensRequest }

// basisOf says where a rule comes from.
func basisOf(ctx context.Context, d law.Door) string {
	return words.T(ctx, "arbitration.source", "Cite", words.Cited(ctx, d.Cite), "Basis", words.T(ctx, "basis."+string(d.Basis)))
}

// panel reports whether the authority is the one where somebody works.
func (v DirectionView) panel() bool { return slices.Contains(v.Path, "panel") }
