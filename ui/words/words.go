// Package words holds every sentence the pages say, one file per language for
// residents and one in English for staff, and the ways to write dates, countries and languages in it. It knows the codes of
// the vocabularies but no rules, and never sees a case. A sentence is one entry
// with named gaps; nothing is put together from pieces in code, since other
// languages order their words differently.
package words

import (
	"context"
	"embed"
	"fmt"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
)

//go:embed *.yaml
var files embed.FS

// bundle holds all languages.
var bundle = i18n.NewBundle(language.English)

// A language file that cannot be read is a broken build.
func init() {
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	names, err := files.ReadDir(".")
	if err != nil {
		panic("words: " + err.Error())
	}
	for _, f := range names {
		if _, err := bundle.LoadMessageFileFS(files, f.Name()); err != nil {
			panic("words: " + err.Error())
		}
	}
}

type contextKey struct{}

// speaker is a chosen language with its sentences.
type speaker struct {
	tag       language.Tag
	localizer *i18n.Localizer
}

var english = newSpeaker("en")

func newSpeaker(wanted ...string) *speaker {
	tag, _ := language.MatchStrings(language.NewMatcher(bundle.LanguageTags()), wanted...)
	base, _ := tag.Base()
	return &speaker{tag: language.Make(base.String()), localizer: i18n.NewLocalizer(bundle, wanted...)}
}

// With returns a context in which the best language for the wishes is spoken;
// wishes are BCP 47 tags or the value of an Accept-Language header.
func With(ctx context.Context, wishes ...string) context.Context {
	return context.WithValue(ctx, contextKey{}, newSpeaker(wishes...))
}

func of(ctx context.Context) *speaker {
	if s, ok := ctx.Value(contextKey{}).(*speaker); ok {
		return s
	}
	return english
}

// Lang returns the language spoken, for the lang attribute.
func Lang(ctx context.Context) string { return of(ctx).tag.String() }

// T returns a sentence with its gaps filled: T(ctx, "follow.title") or
// T(ctx, "days.left", "N", 3). A gap called N decides between singular and
// plural. An unknown sentence comes out as its name, which a test forbids.
func T(ctx context.Context, id string, gaps ...any) string {
	if text, err := say(ctx, id, gaps); err == nil {
		return text
	}
	return id
}

// Or returns a sentence if the language has it, and otherwise the text given:
// for titles and labels that the law itself carries in English.
func Or(ctx context.Context, id, otherwise string) string {
	if text, err := say(ctx, id, nil); err == nil {
		return text
	}
	return otherwise
}

// Has reports whether the language has the sentence.
func Has(ctx context.Context, id string) bool {
	_, err := say(ctx, id, nil)
	return err == nil
}

func say(ctx context.Context, id string, gaps []any) (string, error) {
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
	text, err := of(ctx).localizer.Localize(&config)
	if err != nil {
		return "", fmt.Errorf("say %s: %w", id, err)
	}
	return text, nil
}
