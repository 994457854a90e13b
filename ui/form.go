package ui

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/ui/page"
	"recourse/words"
)

// faults are what is wrong with the answers of a form, by name of the input.
type faults map[string]string

// miss notes that an answer is missing which the form cannot do without.
func (f faults) miss(ctx context.Context, in page.Input) {
	f[in.Name] = words.Or(ctx, "fault."+in.Name, words.T(ctx, "fault.missing", "Label", in.Label))
}

// fill puts the answers and what is wrong with them into the inputs.
func fill(sections []page.Section, answers url.Values, wrong faults) []page.Section {
	for s := range sections {
		inputs := sections[s].Inputs
		for i := range inputs {
			in := &inputs[i]
			in.Fault = wrong[in.Name]
			given := answers[in.Name]
			if in.Kind != page.Password && in.Kind != page.File {
				in.Value = strings.Join(given, "\n")
			}
			if in.Kind == page.Day {
				for n, name := range in.PartNames() {
					in.Parts[n] = answers.Get(name)
				}
			}
			choose(in.Choices, given)
			for _, g := range in.Groups {
				choose(g.Choices, given)
			}
		}
	}
	return sections
}

func choose(list []page.Choice, given []string) {
	for i := range list {
		list[i].Chosen = slices.Contains(given, list[i].Value)
	}
}

// required finds the inputs that must have an answer and have none.
func required(ctx context.Context, sections []page.Section, answers url.Values) faults {
	wrong := faults{}
	for _, s := range sections {
		for _, in := range s.Inputs {
			if in.Required && (in.Unless == "" || answers.Get(in.Unless) != "true") && in.Kind != page.File && strings.TrimSpace(answers.Get(in.Name)) == "" {
				wrong.miss(ctx, in)
			}
		}
	}
	return wrong
}

// place finds the input a domain error speaks of, since its text begins with
// the name of a field or holds it as a word; "" when it speaks of none.
func place(err error, sections []page.Section) string {
	said := strings.FieldsFunc(err.Error(), func(r rune) bool { return r == ' ' || r == ':' })
	for _, s := range sections {
		for _, in := range s.Inputs {
			if slices.Contains(said, in.Name) {
				return in.Name
			}
		}
	}
	return ""
}

// coded makes choices of the codes of a vocabulary, in words.
func coded(ctx context.Context, vocabulary string, codes complaint.Vocabulary) []page.Choice {
	list := make([]page.Choice, len(codes))
	for i, code := range codes {
		list[i] = page.Choice{Value: code, Label: codeWords(ctx, vocabulary, code)}
	}
	return list
}

// named makes choices of codes that have names of their own.
func named(list []words.Named) []page.Choice {
	choices := make([]page.Choice, len(list))
	for i, n := range list {
		choices[i] = page.Choice{Value: n.Code, Label: n.Name}
	}
	return choices
}

// blank is the empty first choice of a select.
func blank(ctx context.Context) page.Choice {
	return page.Choice{Label: words.T(ctx, "form.choose")}
}

// formOf reads the answers of a posted form without files.
func formOf(c echo.Context) (url.Values, error) {
	r := c.Request()
	if kind, _, _ := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType)); kind == echo.MIMEMultipartForm {
		return nil, echo.ErrUnsupportedMediaType // would be read into memory, files and all
	}
	if err := r.ParseForm(); err != nil {
		return nil, unreadable(err)
	}
	return r.Form, nil
}

// unreadable says of a form that it cannot be read, or is too large.
func unreadable(err error) error {
	var known *echo.HTTPError
	var large *http.MaxBytesError
	switch {
	case complaint.KindOf(err) != "":
		return err
	case errors.As(err, &known):
		return known
	case errors.As(err, &large):
		return echo.ErrStatusRequestEntityTooLarge
	}
	return complaint.Errorf(complaint.Invalid, "the form cannot be read")
}
