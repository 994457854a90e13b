package law

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"recourse/complaint"
)

// FieldKind is the type of one field of an act's form.
type FieldKind string

// The kinds of field, with the form in which the API carries them.
const (
	TextField    FieldKind = "text"    // free text, string; always private
	ShortField   FieldKind = "short"   // one line, such as another body's reference; always private
	ChoiceField  FieldKind = "choice"  // one code of a vocabulary
	ChoicesField FieldKind = "choices" // several codes of a vocabulary, array of strings
	DateField    FieldKind = "date"    // 2018-08-24
	FlagField    FieldKind = "flag"    // boolean
	CaseField    FieldKind = "case"    // a case number
	StaffField   FieldKind = "staff"   // a staff identifier such as staff/3
	AgentField   FieldKind = "agent"   // a representative of the case, such as rep/2
	PackField    FieldKind = "pack"    // a pack of this release with its version, such as EU-PS-2016@1.0.0
)

// textLimit is the longest free text a field takes, in bytes.
const textLimit = 100_000

// shortLimit is the longest one-line text a field takes, in bytes.
const shortLimit = 500

var (
	staffForm = regexp.MustCompile(`^staff/\d{1,14}$`)
	agentForm = regexp.MustCompile(`^rep/[1-9]\d{0,8}$`)
)

// Field is one question an act's form asks.
type Field struct {
	Name     string               `json:"name"`
	Label    string               `json:"label"`
	Kind     FieldKind            `json:"kind"`
	Of       complaint.Vocabulary `json:"of,omitempty"`
	Required bool                 `json:"required,omitempty"`
	// RequiredIf makes the field required where another field says so. It is asked
	// at the door only (ParseData): what is on record stays as it is.
	RequiredIf *Given `json:"required_if,omitempty"`
}

// Given says that a field of a form has one of the values.
type Given struct {
	Field string   `json:"field"`
	Of    []string `json:"of"`
}

// Private reports whether the field may hold words about a person. Such words
// go to the record only and never into the workflow.
func (f Field) Private() bool { return f.Kind == TextField || f.Kind == ShortField }

// ParseData checks the data of an act against the fields it asks for and splits
// it into facts, which the rules may see, and private texts, which only the
// record keeps. Values are strings, booleans or arrays of strings as decoded
// from JSON.
func ParseData(action complaint.Action, data map[string]any) (facts, private map[string]string, err error) {
	spec, err := actionSpec(action)
	if err != nil {
		return nil, nil, err
	}
	facts, private = map[string]string{}, map[string]string{}
	for name := range data {
		if !slices.ContainsFunc(spec.Asks, func(f Field) bool { return f.Name == name }) {
			return nil, nil, complaint.Errorf(complaint.Invalid, "%s has no field %q", action, name)
		}
	}
	for _, f := range spec.Asks {
		value, err := f.parse(data[f.Name])
		if err != nil {
			return nil, nil, complaint.Errorf(complaint.Invalid, "%s: %s %v", action, f.Name, err)
		}
		switch {
		case value == "" && f.Needed(facts):
			return nil, nil, complaint.Errorf(complaint.Invalid, "%s needs %s (%s)", action, f.Name, strings.ToLower(f.Label))
		case value == "":
		case f.Private():
			private[f.Name] = value
		default:
			facts[f.Name] = value
		}
	}
	return facts, private, nil
}

// Needed reports whether the field must be answered, given the facts asked for
// before it.
func (f Field) Needed(facts map[string]string) bool {
	return f.Required || f.RequiredIf != nil && slices.Contains(f.RequiredIf.Of, facts[f.RequiredIf.Field])
}

// check says what is wrong with the facts of an act. The rules see only the
// fields that the act asks for, each in its canonical form, and never a private
// text: such words stay in the record.
func (s ActionSpec) check(facts map[string]string) error {
	asked := 0
	for _, f := range s.Asks {
		value, given := facts[f.Name]
		if given {
			asked++
		}
		switch canonical, err := f.parseText(value); {
		case f.Private() && given:
			return complaint.Errorf(complaint.Invalid, "%s: %s is private and no fact", s.Action, f.Name)
		case f.Private():
		case err != nil:
			return complaint.Errorf(complaint.Invalid, "%s: %s %v", s.Action, f.Name, err)
		case canonical != value:
			return complaint.Errorf(complaint.Invalid, "%s: %s is not in its canonical form", s.Action, f.Name)
		case value == "" && f.Required:
			return complaint.Errorf(complaint.Invalid, "%s needs %s (%s)", s.Action, f.Name, strings.ToLower(f.Label))
		}
	}
	if asked < len(facts) {
		return complaint.Errorf(complaint.Invalid, "%s takes fewer facts than given", s.Action)
	}
	return nil
}

// parse returns the canonical text of a value.
func (f Field) parse(value any) (string, error) {
	switch v := value.(type) {
	case nil:
		return "", nil
	case string:
		return f.parseText(strings.TrimSpace(v))
	case bool:
		if f.Kind != FlagField {
			return "", fmt.Errorf("must be a text, not true or false")
		}
		return map[bool]string{true: "true"}[v], nil
	case []any:
		return f.parseList(v)
	default:
		return "", fmt.Errorf("has a value of the wrong type")
	}
}

func (f Field) parseList(values []any) (string, error) {
	if f.Kind != ChoicesField {
		return "", fmt.Errorf("takes one value, not a list")
	}
	codes := make([]string, 0, len(values))
	for _, v := range values {
		code, ok := v.(string)
		if !ok {
			return "", fmt.Errorf("must be a list of texts")
		}
		codes = append(codes, code)
	}
	return f.parseText(strings.Join(codes, ","))
}

func (f Field) parseText(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	switch f.Kind {
	case TextField, ShortField:
		return s, f.checkPrivate(s)
	case ChoiceField:
		if !f.Of.Has(s) {
			return "", fmt.Errorf("must be one of %s", strings.Join(f.Of, ", "))
		}
	case ChoicesField:
		for code := range strings.SplitSeq(s, ",") {
			if !f.Of.Has(code) {
				return "", fmt.Errorf("must hold only %s", strings.Join(f.Of, ", "))
			}
		}
	case DateField:
		d, err := complaint.ParseDate(s)
		return d.String(), err
	case FlagField:
		if s != "true" && s != "false" {
			return "", fmt.Errorf("must be true or false")
		}
		return map[string]string{"true": "true"}[s], nil
	case CaseField:
		n, err := complaint.ParseNumber(s)
		return string(n), err
	case PackField:
		_, err := packOf(s)
		return s, err
	case StaffField:
		if !staffForm.MatchString(s) {
			return "", fmt.Errorf("must be a staff identifier such as staff/3")
		}
	case AgentField:
		if !agentForm.MatchString(s) {
			return "", fmt.Errorf("must be the identifier of a representative, such as rep/2")
		}
	}
	return s, nil
}

func (f Field) checkPrivate(s string) error {
	limit := map[FieldKind]int{TextField: textLimit, ShortField: shortLimit}[f.Kind]
	switch {
	case len(s) > limit:
		return fmt.Errorf("is longer than %d bytes", limit)
	case !utf8.ValidString(s) || strings.ContainsRune(s, 0):
		return fmt.Errorf("is not valid UTF-8 text")
	}
	return nil
}

// wanted are the private texts that an act needs only where something holds.
var wanted = []struct {
	action complaint.Action
	field  string
	rule   string
	why    string
	when   func(*Case, Act) bool
}{
	{complaint.TriageAccepted, "reason", "R4", "the class departs from the default of the person's group (R4, R5)", unusualClass},
	{complaint.TriageMixed, "reason", "R4", "the class departs from the default of the person's group (R4, R5)", unusualClass},
	{complaint.TriageProcessor, "reason", "R4", "the class departs from the default of the person's group (R4, R5)", func(c *Case, a Act) bool {
		return a.Facts["also_controller"] == "true" && unusualClass(c, a)
	}},
	{complaint.RequestAnswered, "explanation", "H44", "whoever does not get all they asked for is told why (III.8; GDPR Art. 12(4))", answers(refuses)},
	{complaint.RequestAnswered, "contact", "H44", "a restriction names a contact point for further questions (III.8)", answers(restricts)},
}

// CheckTexts says which private text of an act is missing that only this case
// asks for. The rules themselves never see such texts, so whoever keeps them
// asks here first.
func (c *Case) CheckTexts(act Act, private map[string]string) error {
	for _, w := range wanted {
		if w.action == act.Action && private[w.field] == "" && w.when(c, act) {
			return &complaint.Error{Kind: complaint.Invalid, Rule: w.rule, Text: fmt.Sprintf("%s needs %s: %s", act.Action, w.field, w.why)}
		}
	}
	return nil
}
