package ui

import (
	"context"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"recourse/complaint"
	"recourse/law"
	"recourse/words"
)

// asked finds the sentences that the sources ask for by a fixed name, hole the
// gaps of a sentence.
var (
	asked = regexp.MustCompile(`(?:words\.T\([a-z.A-Z()]+, |say\(c, |r\.say\()"([a-z][a-zA-Z_.0-9]*[a-z0-9])"`)
	hole  = regexp.MustCompile(`\{\{\.([A-Z][A-Za-z]*)\}\}`)
)

func sources(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, pattern := range []string{"*.go", "page/*.go", "page/*.templ", "../words/*.go"} {
		names, err := fs.Glob(os.DirFS("."), pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_templ.go") || strings.HasSuffix(name, "_test.go") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			texts[name] = string(text)
		}
	}
	return texts
}

func sentences(t *testing.T) map[string]string {
	t.Helper()
	entries := map[string]any{}
	for _, file := range []string{"../words/en.yaml", "../words/staff.en.yaml"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(text, &entries); err != nil {
			t.Fatal(err)
		}
	}
	flat := map[string]string{}
	for id, entry := range entries {
		switch e := entry.(type) {
		case string:
			flat[id] = e
		case map[string]any:
			flat[id], _ = e["other"].(string)
		default:
			t.Errorf("%s is neither a sentence nor a pair of them", id)
		}
	}
	return flat
}

func TestWords_everySentenceAskedForIsThereWithItsGaps(t *testing.T) {
	t.Parallel()
	have, found := sentences(t), 0
	for name, text := range sources(t) {
		for line := range strings.Lines(text) {
			for _, at := range asked.FindAllStringSubmatchIndex(line, -1) {
				found++
				id := line[at[2]:at[3]]
				sentence, ok := have[id]
				if !ok {
					t.Errorf("%s asks for %q, which no file of English words has", name, id)
				}
				for _, h := range hole.FindAllStringSubmatch(sentence, -1) {
					if !strings.Contains(line[at[1]:], `"`+h[1]+`", `) {
						t.Errorf("%s leaves the gap %s of %q open", name, h[1], id)
					}
				}
			}
		}
	}
	if found < 150 {
		t.Errorf("only %d sentences found in the sources: the pattern is broken", found)
	}
}

func TestWords_everyCodeHasWords(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	need := func(id string) {
		t.Helper()
		if !words.Has(ctx, id) {
			t.Errorf("%s has no words", id)
		}
	}
	for _, spec := range law.ActionSpecs() {
		need("event." + string(spec.Action))
		for _, f := range spec.Asks {
			for _, code := range f.Of {
				if got := codeWords(ctx, f.Name, code); got == code || got == "" {
					t.Errorf("code %s of %s.%s has no words", code, spec.Action, f.Name)
				}
			}
		}
	}
	for vocabulary, codes := range map[string]complaint.Vocabulary{
		"principles": complaint.Principles, "channel": complaint.Channels, "data_class": complaint.DataClasses, "role": complaint.ProcessorRole,
		"person_type": complaint.PersonTypes, "finding": complaint.Findings, "remedies": complaint.Remedies, "reason_code": complaint.IneligibleReasons,
	} {
		for _, code := range codes {
			need("code." + vocabulary + "." + code)
		}
	}
	for _, info := range complaint.Steps {
		if info.Turn != "" {
			need("role." + string(info.Turn))
		}
		need("stage." + string(info.Step.Stage()))
	}
	for _, role := range complaint.StaffRoles {
		need("role." + string(role))
	}
	for _, s := range []complaint.DeadlineStatus{complaint.Running, complaint.DueSoon, complaint.Met, complaint.Missed, complaint.Cancelled, complaint.Superseded} {
		need("deadline." + strings.ToLower(string(s)))
	}
	for _, b := range []law.Basis{law.Primary, law.Secondary, law.Recalled, law.Product} {
		need("basis." + string(b))
	}
	for _, status := range []string{"PENDING", "CLAIMED", "SENT", "UNSETTLED", "FAILED"} {
		need("delivery." + status)
	}
	for _, name := range []string{"title", "number", "code_title", "code_says", "code_over"} {
		need("receipt." + name)
		need("entry.receipt." + name)
	}
	for _, form := range []paper{{}, {staff: true}, {asks: true}, {staff: true, asks: true}} {
		for _, s := range filingSections(ctx, form) {
			for _, in := range s.Inputs {
				if in.Label == "" || s.Title == "" {
					t.Errorf("%s of %q has no words", in.Name, s.Title)
				}
			}
		}
	}
	for _, name := range problems {
		need("problem." + name)
		need("problem." + name + "_says")
	}
}

func TestWords_everyLetterHasATitle(t *testing.T) {
	t.Parallel()
	for _, transition := range law.Table {
		for _, n := range transition.Tells {
			if letterTitle(context.Background(), string(n)) == string(n) {
				t.Errorf("letter %s has no title", n)
			}
		}
	}
	for _, code := range []string{law.ReminderLetter, law.AlarmLetter, law.MessageLetter} {
		if letterTitle(context.Background(), code) == code {
			t.Errorf("letter %s has no title", code)
		}
	}
}

func TestWords_everyOutcomeHasWords(t *testing.T) {
	t.Parallel()
	for _, o := range []complaint.Outcome{
		complaint.UpheldRemedied, complaint.PartlyUpheldRemedied, complaint.NotUpheld, complaint.Settled, complaint.NoObjection, complaint.Withdrawn,
		complaint.Ineligible, complaint.ReferredController, complaint.ConvertedRightsRequest, complaint.MergedDuplicate, complaint.UnansweredByComplainant,
		complaint.AuthorityResolved, complaint.AuthorityNoBreach, complaint.ArbitratedForIndividual, complaint.ArbitratedPartial,
		complaint.ArbitratedForCompany, complaint.NoncomplianceReported, complaint.LapsedDeath,
	} {
		if codeWords(context.Background(), "outcome", string(o)) == string(o) {
			t.Errorf("outcome %s has no words", o)
		}
	}
}
