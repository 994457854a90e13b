package words

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
)

// files are the sentences. The name of a file says what is in it, and its last
// part for which language:
//
//	sv.yaml        what residents and the public read
//	law.sv.yaml    what the law and errors say to them
//	staff.en.yaml  what only staff read
//
//go:embed *.yaml
var files embed.FS

// The kinds of files besides that for residents.
const (
	lawFile   = "law"
	staffFile = "staff"
)

// ours are the languages of this release.
var ours = mustLoad(files)

// tongues are the languages somebody can be spoken to in, English first.
type tongues struct {
	speakers []*speaker
	byBase   map[string]*speaker
}

// library holds all languages.
type library struct{ residents, staff tongues }

// A language file that cannot be read is a broken build.
func mustLoad(from fs.FS) *library {
	l, err := load(from)
	if err != nil {
		panic("words: " + err.Error())
	}
	return l
}

// nameOf parts the name of a file into what is in it and the language.
func nameOf(file string) (kind, lang string) {
	lang = strings.TrimSuffix(file, ".yaml")
	if k, l, ok := strings.Cut(lang, "."); ok {
		return k, l
	}
	return "", lang
}

// load reads all languages that have a file for residents.
func load(from fs.FS) (*library, error) {
	names, err := fs.Glob(from, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the files of words: %w", err)
	}
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	laws := map[string]*catalogue{}
	for _, name := range names {
		kind, lang := nameOf(name)
		if kind == lawFile {
			laws[lang], err = readCatalogue(from, name)
		} else {
			_, err = bundle.LoadMessageFileFS(from, name)
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	return shelve(names, bundle, laws), nil
}

// shelve makes a speaker for each language with a file for residents, and says
// which of them speak to staff.
func shelve(names []string, bundle *i18n.Bundle, laws map[string]*catalogue) *library {
	var l library
	slices.SortStableFunc(names, func(a, b string) int { // English is what is spoken where no wish can be met
		_, langA := nameOf(a)
		_, langB := nameOf(b)
		return rank(langA) - rank(langB)
	})
	for _, name := range names {
		kind, lang := nameOf(name)
		s := &speaker{tag: language.Make(lang), localizer: i18n.NewLocalizer(bundle, lang), said: laws[lang]}
		s.countries = sync.OnceValue(func() []Named { return countriesIn(s.tag) })
		switch kind {
		case "":
			l.residents.speakers = append(l.residents.speakers, s)
		case staffFile:
			l.staff.speakers = append(l.staff.speakers, s)
		}
	}
	for _, t := range []*tongues{&l.residents, &l.staff} {
		t.byBase = make(map[string]*speaker, len(t.speakers))
		for _, s := range t.speakers {
			t.byBase[base(s.tag)] = s
		}
	}
	return &l
}

// norwegian are the codes under which Norwegian is asked for. Who reads one of its
// written forms reads the other.
const norwegian = "nb nn no"

// base is what we go by: the language without its region. A neighbouring language
// will not do, as it does in the tables of the CLDR: to an Estonian we write
// English and offer a translation (E18), and not Finnish.
func base(tag language.Tag) string {
	b, how := tag.Base()
	switch {
	case how < language.High:
		return ""
	case strings.Contains(norwegian, b.String()):
		return "nb"
	}
	return b.String()
}

func rank(lang string) int {
	if lang == "en" {
		return 0
	}
	return 1
}

// best is the speaker of the first wish that can be met, English otherwise.
func (t tongues) best(wishes []string) *speaker {
	for _, wish := range wishes {
		tags, _, err := language.ParseAcceptLanguage(wish)
		if err != nil {
			continue
		}
		for _, tag := range tags {
			if s := t.byBase[base(tag)]; s != nil {
				return s
			}
		}
	}
	return t.speakers[0]
}
