package workflows

import (
	"slices"
	"strings"

	"recourse/complaint"
	"recourse/law"
)

const (
	keyLimit   = 200 // characters of an act's key
	staffLimit = 15  // digits of a staff identifier
	digits     = "0123456789"
	keyLetters = digits + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._:/-"
)

// admit says whether an act may enter Temporal: it holds nothing but a key
// without words, a role, a number of staff or of a representative, and codes of the law's vocabularies.
// Free texts stay in the record, and their names are refused here.
func admit(act law.Act) error {
	if act.Key == "" || len(act.Key) > keyLimit || strings.Trim(act.Key, keyLetters) != "" {
		return complaint.Errorf(complaint.Invalid, "the key of an act is up to %d letters, digits and . _ : / -", keyLimit)
	}
	agent := act.Actor.Role == complaint.Representative && law.IsAgentID(act.Actor.ID)
	if act.Actor.ID != "" && !agent && !isStaff(act.Actor.ID) {
		return complaint.Errorf(complaint.Invalid, "an actor is named by a staff identifier such as staff/3, a representative by one such as rep/2")
	}
	return admitFacts(act)
}

// admitFacts compares the facts with what the act asks for.
func admitFacts(act law.Act) error {
	spec, err := law.Spec(act.Action)
	if err != nil {
		return err
	}
	known, data := 0, map[string]any{}
	for _, f := range spec.Asks {
		value, given := act.Facts[f.Name]
		switch {
		case given && f.Private():
			return complaint.Errorf(complaint.Invalid, "%s: %s belongs to the record and not to the facts", act.Action, f.Name)
		case given && f.Kind == law.StaffField && !isStaff(value):
			return complaint.Errorf(complaint.Invalid, "%s: %s must be a staff identifier such as staff/3", act.Action, f.Name)
		case given:
			known, data[f.Name] = known+1, value
		case f.Private():
			data[f.Name] = "on record" // whoever keeps the record has seen to it
		}
	}
	if known != len(act.Facts) {
		return complaint.Errorf(complaint.Invalid, "%s: the facts hold a field that it does not ask for", act.Action)
	}
	facts, _, err := law.ParseData(act.Action, data)
	if err != nil {
		return err
	}
	for _, f := range spec.Asks {
		if facts[f.Name] != act.Facts[f.Name] {
			return complaint.Errorf(complaint.Invalid, "%s: %s is not in the form in which it is kept", act.Action, f.Name)
		}
	}
	return nil
}

// isStaff reports whether s is a staff identifier such as staff/3.
func isStaff(s string) bool {
	number, ok := strings.CutPrefix(s, "staff/")
	return ok && number != "" && len(number) <= staffLimit && strings.Trim(number, digits) == ""
}

// kinds are the kinds of error that cross the wire as they are.
var kinds = []complaint.Kind{complaint.Invalid, complaint.Missing, complaint.Forbidden, complaint.Conflict, complaint.Busy}

// isKind reports whether the type of an application error is a kind of ours.
func isKind(kind string) bool { return slices.Contains(kinds, complaint.Kind(kind)) }
