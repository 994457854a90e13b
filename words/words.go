// Package words holds every sentence that people read, one file per language for
// residents and one in English for staff; what the law and errors say in English,
// in other languages; and the ways to write dates, countries and languages. It
// knows the codes of the vocabularies but no rules, and never sees a case. A
// sentence is one entry with named gaps; nothing is put together from pieces in
// code, since other languages order their words differently.
package words

import (
	"context"
	"fmt"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

type contextKey struct{}

// speaker is a chosen language with its sentences.
type speaker struct {
	tag       language.Tag
	localizer *i18n.Localizer
	house     bool // speaks to staff, who read what the law says as it says it
	said      *catalogue
	countries func() []Named
	through   func(string) string // what every text goes through; nil for nothing
}

// With returns a context in which the best language for the wishes is spoken to
// residents and the public; wishes are BCP 47 tags or values of an Accept-Language
// header, the strongest first. English is spoken where none of them can be met.
func With(ctx context.Context, wishes ...string) context.Context {
	return context.WithValue(ctx, contextKey{}, ours.residents.best(wishes))
}

// ForStaff returns a context in which staff are spoken to: in the best of the
// languages that have sentences for them.
func ForStaff(ctx context.Context, wishes ...string) context.Context {
	s := *ours.staff.best(wishes)
	s.house = true
	return context.WithValue(ctx, contextKey{}, &s)
}

// Through returns a context in which every text of this package goes through a
// function: tests find by it what a page says without asking here.
func Through(ctx context.Context, change func(string) string) context.Context {
	s := *of(ctx)
	s.through = change
	return context.WithValue(ctx, contextKey{}, &s)
}

// Chosen reports whether a language has been chosen in the context.
func Chosen(ctx context.Context) bool {
	_, ok := ctx.Value(contextKey{}).(*speaker)
	return ok
}

func of(ctx context.Context) *speaker {
	if s, ok := ctx.Value(contextKey{}).(*speaker); ok {
		return s
	}
	return ours.residents.speakers[0]
}

// Lang returns the language spoken, for the lang attribute.
func Lang(ctx context.Context) string { return of(ctx).tag.String() }

// T returns a sentence with its gaps filled: T(ctx, "follow.title") or
// T(ctx, "days.left", "N", 3). A gap called N decides between singular and
// plural. A sentence that the language does not have comes out in English, an
// unknown one as its name; tests forbid both.
func T(ctx context.Context, id string, gaps ...any) string {
	s := of(ctx)
	if text, ok := s.say(id, gaps); ok {
		return s.out(text)
	}
	return id
}

// Or returns a sentence if there is one of that name, and otherwise what the law
// says in English, in the language spoken (Said): for titles and labels that the
// law itself carries.
func Or(ctx context.Context, id, otherwise string) string {
	s := of(ctx)
	if text, ok := s.say(id, nil); ok {
		return s.out(text)
	}
	return Said(ctx, otherwise)
}

// Has reports whether there is a sentence of that name.
func Has(ctx context.Context, id string) bool {
	_, ok := of(ctx).say(id, nil)
	return ok
}

// out is a text on its way out.
func (s *speaker) out(text string) string {
	if s.through == nil {
		return text
	}
	return s.through(text)
}

// say looks a sentence up. What the language lacks is there in English.
func (s *speaker) say(id string, gaps []any) (string, bool) {
	config := i18n.LocalizeConfig{MessageID: id}
	if len(gaps) > 0 {
		fill := make(map[string]any, len(gaps)/2)
		for i := 0; i+1 < len(gaps); i += 2 {
			fill[fmt.Sprint(gaps[i])] = gaps[i+1]
		}
		config.TemplateData = fill
		if n, ok := fill["N"].(int); ok {
			config.PluralCount = n
		}
	}
	text, err := s.localizer.Localize(&config)
	return text, err == nil || text != ""
}
