package mail

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"text/template"
	"unicode"
	"unicode/utf8"

	"recourse/complaint"
	"recourse/words"
)

// letterFiles holds one folder per language and in it one file per letter. A
// file whose name begins with an underscore holds blocks shared by letters.
//
//go:embed letters/*/*.txt
var letterFiles embed.FS

// fallback is the language of letters to people whose language we have no
// letters in; those letters offer a translation.
const fallback = "en"

// view is what a template sees.
type view struct {
	Data
	Case      complaint.Number
	Resident  bool // for the complaining side, not for staff
	Translate bool // the receiver reads another language: offer a translation
}

// Render writes the letter in the receiver's language, or in English where we
// have no letters in it. A datum that the letter needs and that is empty is an
// *Incomplete error. No error carries a datum.
func Render(l Letter) (Rendered, error) {
	byLanguage, err := letters()
	if err != nil {
		return Rendered{}, err
	}
	language, ours := languageOf(byLanguage, l.Language)
	l.Data = tidy(words.With(context.Background(), language), l.Data)
	if err := l.check(); err != nil {
		return Rendered{}, err
	}
	var text strings.Builder
	v := view{Data: l.Data, Case: l.Case, Resident: l.resident(), Translate: !ours && l.Language != ""}
	if err := byLanguage[language].ExecuteTemplate(&text, l.Code+".txt", v); err != nil {
		return Rendered{}, fmt.Errorf("write letter %s: %w", l.Code, err)
	}
	return split(l.Code, text.String())
}

// languageOf returns the language to write in to somebody who reads a language by
// its BCP 47 tag, and whether it is theirs.
func languageOf(byLanguage map[string]*template.Template, tag string) (language string, ours bool) {
	tongue := words.Tongue(tag)
	if _, ok := byLanguage[tongue]; !ok {
		return fallback, false
	}
	return tongue, true
}

// letters reads all templates once.
var letters = sync.OnceValues(func() (map[string]*template.Template, error) { return parse(letterFiles) })

// parse reads one set of templates per language folder.
func parse(files fs.FS) (map[string]*template.Template, error) {
	folders, err := fs.Glob(files, "letters/*")
	if err != nil {
		return nil, fmt.Errorf("list letters: %w", err)
	}
	sets := map[string]*template.Template{}
	for _, folder := range folders {
		language := path.Base(folder)
		set, err := template.New("").Option("missingkey=error").Funcs(functions(words.With(context.Background(), language))).ParseFS(files, folder+"/*.txt")
		if err != nil {
			return nil, fmt.Errorf("read letters: %w", err)
		}
		sets[language] = set
	}
	return sets, nil
}

// functions are the verbs of the templates in the language of the context. Each
// answers an empty value with an error, so that no letter goes out with a hole in
// it. What the law says comes in English and goes out in the language.
func functions(ctx context.Context) template.FuncMap {
	entry := func(id string) (string, error) {
		if !words.Has(ctx, id) {
			return "", errors.New("there are no words for a code")
		}
		return words.T(ctx, id), nil
	}
	return template.FuncMap{
		"day": func(d complaint.Date) (string, error) {
			if d.IsZero() {
				return "", errors.New("a date is missing")
			}
			return words.Date(ctx, d), nil
		},
		"days":     func(n int) string { return words.T(ctx, "period.calendar_day", "N", n) },
		"span":     func(n int, unit string) string { return words.T(ctx, "period."+unit, "N", n) },
		"plain":    func(code any) (string, error) { return entry("plain." + fmt.Sprint(code)) },
		"relief":   func(code string) (string, error) { return entry("relief." + code) },
		"link":     webLink,
		"said":     func(s string) string { return words.Said(ctx, s) },
		"clause":   func(s string) string { return clause(words.Said(ctx, s)) },
		"sentence": func(s string) string { return sentence(words.Said(ctx, s)) },
		"country":  func(code string) string { return words.Country(ctx, code) },
		"language": func(code string) string { return words.LanguageHere(ctx, code) },
	}
}

// webLink is a web address with its scheme.
func webLink(web string) (string, error) {
	switch {
	case web == "":
		return "", errors.New("a web address is missing")
	case strings.Contains(web, "://"):
		return web, nil
	}
	return "https://" + web, nil
}

// holes are three or more line breaks, left by blocks that were not printed.
var holes = regexp.MustCompile(`\n{3,}`)

// split parts the first line, "Subject: ...", from the body.
func split(code, text string) (Rendered, error) {
	first, body, _ := strings.Cut(text, "\n")
	subject, ok := strings.CutPrefix(first, "Subject: ")
	body = holes.ReplaceAllString(strings.TrimSpace(body), "\n\n")
	if !ok || subject == "" || body == "" {
		return Rendered{}, fmt.Errorf("letter %s has no subject or no body", code)
	}
	return Rendered{Subject: subject, Body: body + "\n"}, nil
}

// tidy brings every text of the data onto one line, and keeps out of the letter
// a salutation or company name that is no name. Everybody may file in anybody's
// name and with anybody's address: our letters must not carry a stranger's
// advertisement.
func tidy(ctx context.Context, d Data) Data {
	fields := reflect.ValueOf(&d).Elem()
	for i := range fields.NumField() {
		if f := fields.Field(i); f.Kind() == reflect.String {
			f.SetString(oneLine(f.String()))
		}
	}
	if !isName(d.Name) {
		d.Name = words.T(ctx, "plain.nobody")
	}
	if !isName(d.Entity) {
		d.Entity = words.T(ctx, "plain.company")
	}
	return d
}

// oneLine replaces every run of white space and control characters by a blank.
func oneLine(s string) string {
	blank := func(r rune) bool {
		return unicode.IsSpace(r) || complaint.Hidden(r) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError
	}
	return strings.Join(strings.FieldsFunc(s, blank), " ")
}

// longestName is how many characters a salutation may have; longer ones are no
// names. Product choice.
const longestName = 80

// address finds what a mail program would turn into a link.
var address = regexp.MustCompile(`[@/\\<>]|\p{L}{2,}\.\p{L}{2,}`)

func isName(s string) bool {
	return utf8.RuneCountInString(s) <= longestName && !address.MatchString(s)
}
