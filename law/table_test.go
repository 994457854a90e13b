package law

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"recourse/complaint"
)

func TestTable_everyRowOfTheRulebook(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 37; n++ {
		id := fmt.Sprintf("T%02d", n)
		if !slices.ContainsFunc(Table, func(row Transition) bool { return row.ID == id }) {
			t.Errorf("row %s is not in the table", id)
		}
	}
}

func TestTable_everyRowSaysWhatItDoesAndWhere(t *testing.T) {
	t.Parallel()
	id := regexp.MustCompile(`^(T\d\d|H\d{2,3})$`)
	for _, row := range Table {
		if !id.MatchString(row.ID) || row.Says == "" || row.Cite == "" || !strings.HasSuffix(row.Says, ".") {
			t.Errorf("row %s by %s: says %q, cites %q", row.ID, row.Action, row.Says, row.Cite)
		}
		for _, c := range row.If {
			if c.Says == "" || c.Holds == nil {
				t.Errorf("row %s has a condition without words or without a test", row.ID)
			}
		}
		for _, rule := range slices.Concat(row.Stops, row.Starts) {
			if !slices.Contains(Rules, rule) {
				t.Errorf("row %s names the rule %s, which no pack has", row.ID, rule)
			}
		}
		if row.Proves != "" && !knownProof(row.Proves) {
			t.Errorf("row %s proves %s, which is no guard or bar", row.ID, row.Proves)
		}
	}
}

func knownProof(code string) bool {
	for _, f := range findings {
		if f.code == code {
			return true
		}
	}
	return false
}

func TestTable_oneNumberOneAct(t *testing.T) {
	t.Parallel()
	shared := []string{"T17", "T18", "T20", "T27", "T29", "T33"} // the rulebook writes two acts in these rows
	acts := map[string]complaint.Action{}
	for _, row := range Table {
		if a, ok := acts[row.ID]; ok && a != row.Action && !slices.Contains(shared, row.ID) {
			t.Errorf("row %s is for %s and for %s", row.ID, a, row.Action)
		}
		acts[row.ID] = row.Action
	}
}

func TestTable_everyActHasARowAndEveryRowAnAct(t *testing.T) {
	t.Parallel()
	for _, spec := range actions {
		if len(rows[spec.Action]) == 0 {
			t.Errorf("%s can be done and moves nothing", spec.Action)
		}
		if spec.Title == "" || len(spec.By) == 0 {
			t.Errorf("%s has no title or nobody to do it", spec.Action)
		}
	}
	for _, row := range Table {
		if _, err := actionSpec(row.Action); err != nil && !row.begins() { // done by Receive
			t.Errorf("row %s waits for %s, which nobody can do", row.ID, row.Action)
		}
	}
}

func TestActions_formsHaveDistinctFields(t *testing.T) {
	t.Parallel()
	for i, spec := range actions {
		if slices.ContainsFunc(actions[:i], func(s ActionSpec) bool { return s.Action == spec.Action }) {
			t.Errorf("%s stands twice in the table", spec.Action)
		}
		seen := map[string]bool{}
		for _, f := range spec.Asks {
			choice := f.Kind == ChoiceField || f.Kind == ChoicesField
			if seen[f.Name] || f.Label == "" || choice != (len(f.Of) > 0) {
				t.Errorf("%s: field %q is doubled, has no label or no codes to choose from", spec.Action, f.Name)
			}
			seen[f.Name] = true
		}
	}
}

// Every step of the glossary can be entered, and every step but the closed one
// is left again by an act or a clock.
func TestTable_everyStepIsReachedAndLeft(t *testing.T) {
	t.Parallel()
	entered := map[complaint.Step]bool{complaint.S5: true} // when nothing is open
	left := map[complaint.Step]bool{complaint.S5: true}
	for _, row := range Table {
		entered[row.To], entered[row.Opens] = true, true
		for _, s := range row.From {
			if row.Ends != "" || row.To != "" && row.To != s {
				left[s] = true
			}
		}
	}
	for _, info := range complaint.Steps {
		if !entered[info.Step] || !left[info.Step] {
			t.Errorf("%s: entered %v, left %v", info.Step, entered[info.Step], left[info.Step])
		}
	}
	for step, to := range resume {
		if step.Info().Step == "" || to.Info().Step == "" {
			t.Errorf("reopening leads from %q to %q", step, to)
		}
	}
}

// Every clock that starts is stopped somewhere or has an act of its own when it
// ends, and whatever a clock does has a row.
func TestTable_everyClockHasAnEnd(t *testing.T) {
	t.Parallel()
	stopped := map[RuleID]bool{}
	for _, row := range Table {
		for _, rule := range row.Stops {
			stopped[rule] = true
		}
	}
	for _, row := range Table {
		for _, rule := range row.Starts {
			if !stopped[rule] && shield().Rule(rule).Then == "" {
				t.Errorf("row %s starts %s, which nothing stops", row.ID, rule)
			}
		}
	}
	for _, p := range Packs() {
		for id, r := range p.Rules {
			if r.Then != "" && len(rows[r.Then]) == 0 {
				t.Errorf("%s of %s ends with %s, which moves nothing", id, p.ID, r.Then)
			}
		}
	}
}

func TestTable_exitsNameFieldsOfTheForm(t *testing.T) {
	t.Parallel()
	for _, row := range Table {
		_, field, ok := strings.Cut(strings.TrimSuffix(row.Ends, "}"), "{")
		if !ok {
			continue
		}
		spec, err := actionSpec(row.Action)
		if err != nil || !slices.ContainsFunc(spec.Asks, func(f Field) bool { return f.Name == field && f.Required && !f.Private() }) {
			t.Errorf("row %s ends with %s, but %s asks for no such code", row.ID, row.Ends, row.Action)
		}
	}
}

// exits are the ends of a stage: the rulebook's (section 5), and the house's own
// for offers nobody took up and the like (decision 0005).
var exits = []string{
	"INELIGIBLE_{reason_code}", "REFERRED_CONTROLLER", "MERGED_DUPLICATE", "WITHDRAWN", "SETTLED",
	"ACCEPTED_BY_COMPLAINANT", "NOT_SATISFIED", "NO_OBJECTION", "IRM_INELIGIBLE",
	"DPA_ADVICE_COMPLIED", "DPA_ADVICE_NOT_COMPLIED", "DPA_NO_BREACH", "DPA_DIRECT_ACTION", "DOC_RESOLVED", "DOC_UNRESOLVED", "DOC_TIMEOUT",
	"FTC_ACTION", "FTC_NO_ACTION", "ARB_NOT_AVAILABLE", "ARB_{reason_code}", "ARB_AWARD_FOR_COMPANY", "ARB_AWARD_COMPLIED", "ARB_AWARD_NOT_COMPLIED",
	"CONVERTED_RIGHTS_REQUEST", "{outcome}",
	"NOT_PURSUED", "ARB_DECLINED", "ARB_NOT_INVOKED", "NOT_PERFORMED",
}

func TestTable_exitsAreKnown(t *testing.T) {
	t.Parallel()
	used := map[string]bool{"WITHDRAWN": true} // by the act that ends several stages at once
	for _, row := range Table {
		if used[row.Ends] = true; row.Ends != "" && !slices.Contains(exits, row.Ends) {
			t.Errorf("row %s ends with %s, which no list of exits knows", row.ID, row.Ends)
		}
	}
	for _, exit := range exits {
		if !used[exit] {
			t.Errorf("nothing ends with %s", exit)
		}
	}
}
