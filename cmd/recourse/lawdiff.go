package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"recourse/law"
)

type lawDiffCmd struct {
	A string `arg:"" help:"Pack, such as EU-PS-2016, one version of it, such as EU-PS-2016@1.0.0, or a pack file (YAML)."`
	B string `arg:"" help:"The other pack, version or file."`
}

// Run says in words how two packs differ.
func (d lawDiffCmd) Run(out io.Writer) error {
	a, err := namedPack(d.A)
	if err != nil {
		return err
	}
	b, err := namedPack(d.B)
	if err != nil {
		return err
	}
	lines := append(headDiff(a, b), ruleDiff(a, b)...)
	if len(lines) == 0 {
		lines = []string{"There is no difference."}
	}
	fmt.Fprintf(out, "From %s %s to %s %s:\n", a.ID, a.Version, b.ID, b.Version)
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
	return nil
}

// namedPack finds a pack by its name, with or without a version, or in a file.
func namedPack(name string) (*law.Pack, error) {
	if strings.HasSuffix(name, ".yaml") {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read the pack: %w", err)
		}
		p, err := law.ParsePack(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return p, nil
	}
	id, version, _ := strings.Cut(name, "@")
	p, err := law.Lookup(law.PackRef{ID: id, Version: version})
	if err != nil {
		return nil, unknownPack(name)
	}
	return p, nil
}

// trait is one thing that packs or rules can differ in, in words.
type trait struct{ name, text string }

// differ pairs the traits of two sides and says which are not the same.
func differ(of string, a, b []trait) []string {
	var out []string
	for i, t := range a {
		if t.text != b[i].text {
			out = append(out, fmt.Sprintf("%s%s: %s, becomes: %s", of, t.name, orNone(t.text), orNone(b[i].text)))
		}
	}
	return out
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

func headDiff(a, b *law.Pack) []string { return differ("", headTraits(a), headTraits(b)) }

func headTraits(p *law.Pack) []trait {
	list := []trait{
		{"Framework", p.Name},
		{"Instrument", p.Instrument},
		{"Reference law", p.ReferenceLaw},
		{"Data received", transfers(p)},
		{"Residents of", residents(p)},
		{"Succeeds", p.Succeeds.Pack},
		{"Employment data", p.HRRoute},
		{"Authorities chosen for all data", yes(p.DPAsChosen)},
		{"Sensitive data added", sourced(strings.Join(p.Sensitive.Adds, ", "), p.Sensitive.Basis, p.Sensitive.Cite)},
	}
	for _, b := range bodies(p) {
		list = append(list,
			trait{b.name, b.body.Name}, trait{b.name + ", web", b.body.Web}, trait{b.name + ", post", b.body.Post},
			trait{b.name + ", administrator", b.body.Administrator}, trait{b.name + ", run by", operators(b.body)},
			trait{b.name + ", authorities of", strings.Join(b.body.Directory, ", ")}, trait{b.name + ", available from", b.body.AvailableFrom},
			trait{b.name + ", available from, basis", string(b.body.AvailableBasis)}, trait{b.name + ", available from, citation", b.body.AvailableCite},
			trait{b.name + ", guards and bars", strings.Join(append(slices.Clone(b.body.Guards), b.body.Bars...), ", ")},
			trait{b.name + ", arbitrators", strings.Trim(fmt.Sprint(b.body.PanelSizes), "[]")},
			trait{b.name + ", free", yes(b.body.Free)}, trait{b.name + ", takes employment data", yes(b.body.HR)},
			trait{b.name + ", basis", string(b.body.Basis)}, trait{b.name + ", citation", b.body.Cite},
		)
	}
	return list
}

// ruleDiff says in which periods two packs differ.
func ruleDiff(a, b *law.Pack) []string {
	var out []string
	for _, id := range law.Rules {
		out = append(out, differ(string(id)+" ", ruleTraits(a.Rule(id)), ruleTraits(b.Rule(id)))...)
	}
	return out
}

func ruleTraits(r *law.Rule) []trait {
	return []trait{
		{"title", r.Title},
		{"length", length(r)},
		{"internal date", rolls[r.Internal]},
		{"runs from", r.From},
		{"owed by", string(r.Owner)},
		{"breach when missed", yes(r.Breach)},
		{"at its end", string(r.Then)},
		{"basis", string(r.Basis)},
		{"citation", r.Cite},
		{"reminders", ladder(r)},
	}
}

func ladder(r *law.Rule) string {
	rungs := make([]string, len(r.Ladder))
	for i, rung := range r.Ladder {
		rungs[i] = fmt.Sprintf("%s to %s: %s", rung.On, roles(rung), rung.Say)
		if rung.Alarm {
			rungs[i] += " (alarm)"
		}
	}
	return strings.Join(rungs, "; ")
}

func yes(b bool) string { return map[bool]string{true: "yes", false: "no"}[b] }

// residents says whom a pack covers.
func residents(p *law.Pack) string {
	list := slices.Clone(p.Residence)
	for _, country := range slices.Sorted(maps.Keys(p.ResidenceUntil)) {
		list = append(list, country+" until "+p.ResidenceUntil[country])
	}
	return strings.Join(list, ", ")
}

// sourced adds to a text how well it is sourced; an empty text stays empty.
func sourced(text string, basis law.Basis, cite string) string {
	if text == "" {
		return ""
	}
	return fmt.Sprintf("%s (%s: %s)", text, basis, cite)
}

// operators says who runs a body, and when.
func operators(b law.Body) string {
	list := make([]string, len(b.Operators))
	for i, t := range b.Operators {
		name := t.Name
		if t.From != "" {
			name += " from " + t.From
		}
		if t.Until != "" {
			name += " until " + t.Until
		}
		list[i] = sourced(name, t.Basis, t.Cite)
	}
	return strings.Join(list, "; ")
}

// namedBody is a body of a pack with what it is for.
type namedBody struct {
	name string
	body law.Body
}

func bodies(p *law.Pack) []namedBody {
	return []namedBody{{"Authority", p.Authority}, {"Recourse body", p.IRM}, {"Arbitration", p.Arbitration}}
}
