package mail

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"recourse/complaint"
	"recourse/words"
)

// constants reads the string constants of a type from the sources of package
// complaint, so that a new one cannot be forgotten here.
func constants(t *testing.T, file, typeName string) complaint.Vocabulary {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), "../complaint/"+file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var codes complaint.Vocabulary
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if name, ok := spec.Type.(*ast.Ident); ok && name.Name == typeName {
			for _, v := range spec.Values {
				code, err := strconv.Unquote(v.(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				codes = append(codes, code)
			}
		}
		return true
	})
	return codes
}

func prefixed(prefix string, codes complaint.Vocabulary) complaint.Vocabulary {
	var out complaint.Vocabulary
	for _, code := range codes {
		out = append(out, prefix+code)
	}
	return out
}

func TestPlain_everyCodeHasWords(t *testing.T) {
	t.Parallel()
	for name, codes := range map[string]complaint.Vocabulary{
		"ineligible reasons": complaint.IneligibleReasons, "principles": complaint.Principles, "findings": complaint.Findings, "remedies": complaint.Remedies,
		"channels": complaint.Channels, "data classes": complaint.DataClasses, "processor roles": complaint.ProcessorRole, "person types": complaint.PersonTypes,
		"outcomes": constants(t, "vocabulary.go", "Outcome"), "deadline statuses": constants(t, "vocabulary.go", "DeadlineStatus"),
		"decisions": {"UPHELD", "PARTLY_UPHELD", "REJECTED"}, "restriction grounds": complaint.RestrictionGrounds, "rights": prefixed("RIGHT_", complaint.Rights), "extension grounds": append(prefixed("EXTENSION_", complaint.ExtensionGrounds), "EXTENDED"),
		"awards": {"FOR_INDIVIDUAL", "PARTIAL", "FOR_COMPANY"},
	} {
		if len(codes) < 3 {
			t.Errorf("%s: only %d codes found", name, len(codes))
		}
		for _, code := range codes {
			if !words.Has(context.Background(), "plain."+code) {
				t.Errorf("%s: no words for %s", name, code)
			}
		}
	}
	if words.Has(context.Background(), "plain.NO_SUCH_CODE") {
		t.Error("there are words for an unknown code")
	}
}

func TestPlain_noticesAreAllInTheTable(t *testing.T) {
	t.Parallel()
	for _, code := range constants(t, "vocabulary.go", "Notice") {
		if _, ok := needs[code]; !ok {
			t.Errorf("notice %s is not in the table of needs", code)
		}
	}
}

func TestPlain_fitsIntoASentence(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for _, codes := range []complaint.Vocabulary{complaint.IneligibleReasons, complaint.Findings, complaint.Remedies, complaint.RetentionGrounds, prefixed("RIGHT_", complaint.Rights)} {
		for _, code := range codes {
			w := words.T(ctx, "plain."+code)
			if !words.Has(ctx, "plain."+code) || unicode.IsUpper(rune(w[0])) || strings.HasSuffix(w, ".") || w != strings.TrimSpace(w) {
				t.Errorf("%s: %q does not fit into a sentence", code, w)
			}
		}
	}
}
