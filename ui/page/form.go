package page

import (
	"fmt"
	"strings"

	"github.com/a-h/templ"
)

// Form is one form with everything that was typed into it.
type Form struct {
	Action    string // address it is sent to
	Key       string // idempotency key, so that sending twice does it once
	Sections  []Section
	Submit    string // words on the button
	Grave     bool   // what it does cannot be taken back
	Multipart bool   // carries files
	Faults    []Fault
}

// Section is a part of a form under one heading.
type Section struct {
	Title  string // "" for no heading
	Lead   string
	Inputs []Input
}

// Kind is how an input is drawn.
type Kind string

// The kinds of input.
const (
	Text       Kind = "text" // one line
	Area       Kind = "area" // several lines
	Select     Kind = "select"
	Radios     Kind = "radios"
	Checkboxes Kind = "checkboxes"
	Check      Kind = "check" // one box to tick, value "true"
	Date       Kind = "date"
	Time       Kind = "time"
	File       Kind = "file"
	Password   Kind = "password"
	Day        Kind = "day" // three boxes: day, month, year
)

// Input is one question of a form.
type Input struct {
	Name     string
	Kind     Kind
	Label    string
	Hint     string
	Fault    string // what is wrong with the answer; "" for nothing
	Value    string
	Choices  []Choice
	Groups   []Group // of a select, after Choices
	Required bool
	Unless   string    // the box that, when ticked, makes a required answer unnecessary
	Type     string    // email, tel; text when empty
	Complete string    // what the browser may fill in (autocomplete)
	Rows     int       // lines of an Area; 5 when 0
	Short    bool      // a narrow field
	Heading  bool      // the only question of its page: its words are the page's heading
	Parts    [3]string // day, month and year of a Day, as typed
}

// Choice is one answer to choose.
type Choice struct {
	Value, Label string
	Chosen       bool
}

// Group is a named part of the choices of a select.
type Group struct {
	Label   string
	Choices []Choice
}

// Fault is one line of the error summary, linked to its input.
type Fault struct{ Text, Href string }

// ID is the input's identifier in the document.
func (i Input) ID() string { return "f-" + strings.NewReplacer(".", "-", "_", "-").Replace(i.Name) }

// Optional reports whether the label says that the answer may be left out:
// boxes to tick and groups of them need no such word.
func (i Input) Optional() bool { return !i.Required && i.Kind != Check && i.Kind != Checkboxes }

// PartNames are the names of the three boxes of a Day.
func (i Input) PartNames() [3]string {
	return [3]string{i.Name + ".day", i.Name + ".month", i.Name + ".year"}
}

// partIDs are their identifiers; the first has the input's own, so that the error
// summary can link to it.
func (i Input) partIDs() [3]string { return [3]string{i.ID(), i.ID() + "-month", i.ID() + "-year"} }

// choiceID is the identifier of the nth choice; the first has the input's own,
// so that the error summary can link to it.
func (i Input) choiceID(n int) string {
	if n == 0 {
		return i.ID()
	}
	return fmt.Sprintf("%s-%d", i.ID(), n+1)
}

// aria ties the input to what is said about it.
func (i Input) aria() templ.Attributes {
	if ids := i.described(); ids != "" {
		return templ.Attributes{"aria-describedby": ids}
	}
	return nil
}

// described lists the elements that describe the input.
func (i Input) described() string {
	var ids []string
	if i.Hint != "" {
		ids = append(ids, i.ID()+"-hint")
	}
	if i.Fault != "" {
		ids = append(ids, i.ID()+"-error")
	}
	return strings.Join(ids, " ")
}

func (i Input) rows() string {
	if i.Rows == 0 {
		return "5"
	}
	return fmt.Sprint(i.Rows)
}

// inputType is the type attribute of a one-line input.
func (i Input) inputType() string {
	switch {
	case i.Kind == Date, i.Kind == Time, i.Kind == File, i.Kind == Password:
		return string(i.Kind)
	case i.Type != "":
		return i.Type
	}
	return "text"
}

// Summary lists the faults of all inputs in their order, after those of the
// form as a whole.
func (f Form) Summary() []Fault {
	list := f.Faults
	for _, s := range f.Sections {
		for _, i := range s.Inputs {
			if i.Fault != "" {
				list = append(list, Fault{Text: i.Fault, Href: "#" + i.ID()})
			}
		}
	}
	return list
}

// spellcheck is on only where prose is typed.
func spellcheck(i Input) string {
	if i.Kind == Text && i.Type == "" && i.Complete == "" {
		return "true"
	}
	return "false"
}
