package law

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// longest is the longest period of a what-if pack in its unit: ten years of days.
// Product choice; it keeps slips of the pen from counting for ever.
const longest = 3650

// figures are what With may change in a rule: everything that can be counted.
var figures = map[string]func(*Rule, string) error{
	"n":        func(r *Rule, v string) error { return whole("n", v, &r.N) },
	"target":   func(r *Rule, v string) error { return whole("target", v, &r.Target) },
	"unit":     func(r *Rule, v string) error { return code(v, &r.Unit) },
	"roll":     func(r *Rule, v string) error { return code(v, &r.Roll) },
	"internal": func(r *Rule, v string) error { return code(v, &r.Internal) },
	"breach":   setBreach,
}

// With returns a pack that differs from p in the figures named, each written
// RULE.field=value, for example "D45.n=30". The rules are checked as those of any
// pack; their ladders stay as they are. Nothing of p is changed. An error says
// what there is to set.
func (p *Pack) With(sets ...string) (*Pack, error) {
	q := *p
	q.Rules = maps.Clone(p.Rules)
	for _, set := range sets {
		if err := q.set(set); err != nil {
			return nil, err
		}
	}
	for _, set := range sets { // once all is set: a shorter period may come before its target
		id, _, _ := strings.Cut(set, ".")
		if err := q.Rules[RuleID(id)].check(); err != nil {
			return nil, fmt.Errorf("%s: %w", set, err)
		}
	}
	return &q, nil
}

// set changes one figure of a rule of its own.
func (p *Pack) set(set string) error {
	name, value, ok := strings.Cut(set, "=")
	id, field, dotted := strings.Cut(name, ".")
	if !ok || !dotted {
		return fmt.Errorf("%q is no setting; write RULE.field=value, for example D45.n=30", set)
	}
	old := p.Rules[RuleID(id)]
	if old == nil {
		return fmt.Errorf("%s: %s has no rule %s; it has %s", set, p.ID, id, join(slices.Sorted(maps.Keys(p.Rules))))
	}
	change := figures[field]
	if change == nil {
		return fmt.Errorf("%s: a rule has no figure %s to set; it has %s", set, field, join(slices.Sorted(maps.Keys(figures))))
	}
	r := *old
	if err := change(&r, value); err != nil {
		return fmt.Errorf("%s: %w", set, err)
	}
	p.Rules[r.ID] = &r
	return nil
}

func join[S ~string](names []S) string {
	texts := make([]string, len(names))
	for i, n := range names {
		texts[i] = string(n)
	}
	return strings.Join(texts, ", ")
}

// whole reads a whole number.
func whole(field, value string, into *int) error {
	n, err := strconv.Atoi(value)
	switch {
	case err != nil:
		return fmt.Errorf("%s takes a whole number", field)
	case n > longest:
		return fmt.Errorf("%s must not be more than %d", field, longest)
	}
	*into = n
	return nil
}

// code reads one of the codes of a pack; the check of the rule knows them.
func code[C ~string](value string, into *C) error {
	if value == "" {
		return fmt.Errorf("a code is missing")
	}
	*into = C(value)
	return nil
}

func setBreach(r *Rule, value string) error {
	if value != "true" && value != "false" {
		return fmt.Errorf("breach takes true or false")
	}
	r.Breach = value == "true"
	return nil
}
