package complaint

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"
)

// constants reads the values of the constants of a type from the source.
func constants(t *testing.T, file, typ string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(f, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || len(v.Values) != 1 {
			return true
		}
		name, ok := v.Type.(*ast.Ident)
		if lit, isLit := v.Values[0].(*ast.BasicLit); ok && isLit && name.Name == typ {
			s, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, s)
		}
		return true
	})
	return out
}

func TestSteps_glossaryIsComplete(t *testing.T) {
	t.Parallel()
	all := constants(t, "stage.go", "Step")
	if len(all) < 20 {
		t.Fatalf("only %d steps were found in the source", len(all))
	}
	var listed []string
	for _, info := range Steps {
		listed = append(listed, string(info.Step))
	}
	if !slices.Equal(all, listed) {
		t.Errorf("the glossary lists %v, the source %v", listed, all)
	}
}

func TestSteps_haveTrackStageAndTurn(t *testing.T) {
	t.Parallel()
	stages := []Stage{Intake, Response, Recourse, Authority, Arbitration, Closing, Request}
	for _, info := range Steps {
		s := info.Step
		if info.Title == "" || s.Info() != info || !slices.Contains(stages, s.Stage()) {
			t.Errorf("%s: title %q, stage %q", s, info.Title, s.Stage())
		}
		switch closed := s == S5; {
		case closed != (s.Track() == ""), closed != (info.Turn == ""):
			t.Errorf("%s lies on track %q and is the turn of %q", s, s.Track(), info.Turn)
		case !closed && !slices.Contains(Tracks, s.Track()):
			t.Errorf("%s lies on track %q, which is not listed", s, s.Track())
		}
	}
	for step, want := range map[Step]Track{
		S0AwaitingInfo: CompanyTrack, S1RespondedLte: CompanyTrack, S2Offered: RecourseTrack, S24: RecourseTrack,
		S34: AuthorityTrack, S35: FTCTrack, S41: ArbitrationTrack, S5Performance: SettlementTrack,
		RIdentity: RightsTrack,
	} {
		if got := step.Track(); got != want {
			t.Errorf("%s lies on %s, want %s", step, got, want)
		}
	}
	if Step("").Stage() != "" || Step("X").Track() != "" || (Step("S9").Info() != StepInfo{}) {
		t.Error("a step that is none has a place on the path")
	}
}

// The closed vocabularies, counted as the rulebook lists them in section 7.
func TestVocabularies(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name  string
		codes Vocabulary
		count int
		has   string
	}{
		{"ineligible_reason", IneligibleReasons, 12, "FRAMEWORK_EXCEPTION"},
		{"principle", Principles, 9, "RECOURSE_ENFORCEMENT_LIABILITY"},
		{"finding", Findings, 4, "NOT_DETERMINED"},
		{"remedy", Remedies, 15, "COMPENSATION_VOLUNTARY"},
		{"channel", Channels, 12, "FROM_CONTROLLER"},
		{"data_class", DataClasses, 3, "UNDECIDED"},
		{"role", ProcessorRole, 3, "BOTH"},
		{"person_type", PersonTypes, 6, "CONTINGENT_WORKER"},
		{"final_outcome", constants(t, "vocabulary.go", "Outcome"), 25, "LAPSED_DEATH"},
		{"right", Rights, 10, "OBJECTION"},
		{"request_outcome", append(RequestAnswers, string(ReferredController), string(Withdrawn), string(Extended)), 9, "REFUSED_IDENTITY"},
		{"deadline_status", constants(t, "vocabulary.go", "DeadlineStatus"), 6, "SUPERSEDED"},
		{"notice", constants(t, "vocabulary.go", "Notice"), 23, "R07"},
	} {
		distinct := slices.Compact(slices.Sorted(slices.Values(tc.codes)))
		if len(tc.codes) != tc.count || len(distinct) != tc.count || !tc.codes.Has(tc.has) || tc.codes.Has("") {
			t.Errorf("%s has %d codes (%d distinct), want %d with %s", tc.name, len(tc.codes), len(distinct), tc.count, tc.has)
		}
	}
}

func TestActions_areDistinct(t *testing.T) {
	t.Parallel()
	all := constants(t, "action.go", "Action")
	if distinct := slices.Compact(slices.Sorted(slices.Values(all))); len(distinct) != len(all) || len(all) < 50 {
		t.Errorf("%d acts, %d distinct", len(all), len(distinct))
	}
}

func TestError_kindAndRule(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("send the answer: %w", Refuse("T09", "not before %s", "approval"))
	if KindOf(err) != Conflict || RuleOf(err) != "T09" || err.Error() != "send the answer: not before approval" {
		t.Errorf("%s %s %v", KindOf(err), RuleOf(err), err)
	}
	if err := Errorf(Missing, "no case"); KindOf(err) != Missing || RuleOf(err) != "" {
		t.Errorf("%s %q", KindOf(err), RuleOf(err))
	}
	if other := errors.New("disk full"); KindOf(other) != "" || RuleOf(other) != "" || KindOf(nil) != "" {
		t.Error("an error of our own is taken for an answer")
	}
}
