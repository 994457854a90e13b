package complaint

import (
	"errors"
	"fmt"
)

// Kind is why a request cannot be met, in terms the person asking understands.
type Kind string

// The kinds of error, each with what the person should hear.
const (
	Invalid   Kind = "invalid"   // the request itself is wrong
	Missing   Kind = "missing"   // no such case, or not theirs to see
	Forbidden Kind = "forbidden" // they may see it but not do this
	Conflict  Kind = "conflict"  // right request, wrong moment: the law does not allow it now
	Busy      Kind = "busy"      // right request, accepted later: try again
	TooMany   Kind = "too-many"  // right request, but too soon after others
)

// Error is an error whose text may be shown to the person asking. Every other
// error is ours alone and is shown as "something went wrong".
type Error struct {
	Kind Kind
	Text string
	Rule string // the rule that decides, for example "T09"; may be empty
}

// Error returns the text for the person asking.
func (e *Error) Error() string { return e.Text }

// Errorf makes an error of a kind with a text for the person asking.
func Errorf(kind Kind, format string, args ...any) error {
	return &Error{Kind: kind, Text: fmt.Sprintf(format, args...)}
}

// Refuse makes a Conflict that names the rule which forbids the act.
func Refuse(rule, format string, args ...any) error {
	return &Error{Kind: Conflict, Rule: rule, Text: fmt.Sprintf(format, args...)}
}

// KindOf returns the kind of a domain error, or "" for any other error.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// RuleOf returns the rule a domain error names, or "".
func RuleOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Rule
	}
	return ""
}
