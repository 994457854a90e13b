package words

import (
	"context"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// forms are the sentences of one entry: one, or one for each plural form.
type forms map[string]string

func read(t *testing.T, file string) map[string]forms {
	t.Helper()
	text, err := fs.ReadFile(files, file)
	if err != nil {
		t.Fatal(err)
	}
	raw := map[string]any{}
	if err := yaml.Unmarshal(text, &raw); err != nil {
		t.Fatal(err)
	}
	entries := map[string]forms{}
	for id, entry := range raw {
		switch e := entry.(type) {
		case string:
			entries[id] = forms{"": e}
		case map[string]any:
			entries[id] = forms{}
			for form, text := range e {
				entries[id][form], _ = text.(string)
			}
		default:
			t.Errorf("%s: %s is neither a sentence nor several of them", file, id)
		}
	}
	return entries
}

// others are the languages besides English, by their files for residents.
func others() []string {
	var list []string
	for _, t := range Tongues() {
		if t.Code != "en" {
			list = append(list, t.Code)
		}
	}
	return list
}

func TestLanguages_haveEverySentence(t *testing.T) {
	t.Parallel()
	english := read(t, "en.yaml")
	for _, lang := range others() {
		have := read(t, lang+".yaml")
		for _, id := range slices.Sorted(maps.Keys(english)) {
			if _, ok := have[id]; !ok {
				t.Errorf("%s.yaml lacks %s: %q", lang, id, english[id])
			}
		}
		for _, id := range slices.Sorted(maps.Keys(have)) {
			if _, ok := english[id]; !ok {
				t.Errorf("%s.yaml has %s, which en.yaml has not", lang, id)
			}
		}
	}
}

var named = regexp.MustCompile(`\{\{[^}]*\}\}`)

// gapsOf lists the gaps of a sentence, each once.
func gapsOf(text string) []string {
	list := named.FindAllString(text, -1)
	slices.Sort(list)
	return slices.Compact(list)
}

func TestLanguages_fillTheSameGaps(t *testing.T) {
	t.Parallel()
	english := read(t, "en.yaml")
	for _, lang := range others() {
		for id, have := range read(t, lang+".yaml") {
			want := gapsOf(english[id][""] + english[id]["other"])
			if english[id] == nil {
				continue
			}
			for form, text := range have {
				if got := gapsOf(text); !slices.Equal(got, want) && (form != "one" || !slices.Equal(slices.Sorted(slices.Values(append(got, "{{.N}}"))), want)) {
					t.Errorf("%s.yaml: %s %s has the gaps %v, English %v", lang, id, form, got, want)
				}
				if strings.TrimSpace(text) == "" || text != strings.TrimSpace(text) {
					t.Errorf("%s.yaml: %s %s is empty or has blanks around it: %q", lang, id, form, text)
				}
			}
			if have[""] == "" != (english[id][""] == "") {
				t.Errorf("%s.yaml: %s is one sentence where English has several, or the other way round", lang, id)
			}
		}
	}
}

// TestLanguages_knowEveryPlural asks for each form that whole numbers up to a
// thousand have in the language (CLDR), and for "other", by which a form that is
// missing is replaced.
func TestLanguages_knowEveryPlural(t *testing.T) {
	t.Parallel()
	names := map[plural.Form]string{plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other"}
	for _, lang := range append(others(), "en") {
		want := map[string]bool{"other": true}
		for n := range 1001 {
			want[names[plural.Cardinal.MatchPlural(language.Make(lang), n, 0, 0, 0, 0)]] = true
		}
		for id, have := range read(t, lang+".yaml") {
			if have[""] != "" {
				continue
			}
			for form := range want {
				if have[form] == "" {
					t.Errorf("%s.yaml: %s lacks the form %s", lang, id, form)
				}
			}
			for form := range have {
				if !want[form] {
					t.Errorf("%s.yaml: %s has the form %s, which the language has not", lang, id, form)
				}
			}
		}
	}
}

// same are sentences that may be the same in English and elsewhere: names, codes,
// patterns of gaps, words of one spelling.
var same = regexp.MustCompile(`^(product\.|nav\.api$|layout\.title$|layout\.staff$|date\.|month\.|mon\.|weekday\.|fact\.pack_is$|kept\.rule$|letters\.|messages\.by$|documents\.|` +
	`arbitration\.(available|source)$|how\.pack$|start\.period$|role\.(ftc|arbitrator)$|code\.(strikes|first|second|third|members|arbitrators)\.|access\.name$|packet\.(condition|step)$|filing\.person|period\.)`)

func TestLanguages_areNotEnglish(t *testing.T) {
	t.Parallel()
	english := read(t, "en.yaml")
	for _, lang := range others() {
		equal := 0
		for id, have := range read(t, lang+".yaml") {
			text := have[""] + have["other"]
			if text != english[id][""]+english[id]["other"] || same.MatchString(id) {
				continue
			}
			equal++
			if strings.Count(text, " ") > 1 {
				t.Errorf("%s.yaml: %s is English: %q", lang, id, text)
			}
		}
		if equal > 25 { // single words can be the same by chance
			t.Errorf("%s.yaml has %d entries as in English", lang, equal)
		}
	}
}

func TestLanguages_sayWhatTheLawSays(t *testing.T) {
	t.Parallel()
	english, err := ReadSayings(files, "law.en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range others() {
		list, err := ReadSayings(files, "law."+lang+".yaml")
		if err != nil {
			t.Error(err)
			continue
		}
		have := map[string]string{}
		for _, s := range list {
			have[s.En] = s.Says
		}
		for _, s := range english {
			says := have[s.En]
			switch delete(have, s.En); {
			case says == "":
				t.Errorf("law.%s.yaml lacks %q", lang, s.En)
			case says == s.En && strings.Count(says, " ") > 1:
				t.Errorf("law.%s.yaml: %q is English", lang, says)
			}
			for _, n := range gaps(says) {
				if !slices.Contains(gaps(s.En), n) {
					t.Errorf("law.%s.yaml: %q has a gap %d, which %q has not", lang, says, n, s.En)
				}
			}
		}
		for en := range have {
			t.Errorf("law.%s.yaml has %q, which the law does not say any more", lang, en)
		}
	}
}

func TestSayings_keepTheirGaps(t *testing.T) {
	t.Parallel()
	english, err := ReadSayings(files, "law.en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range english {
		for _, n := range gaps(s.Says) {
			if !slices.Contains(gaps(s.En), n) {
				t.Errorf("%q has a gap %d, which %q has not", s.Says, n, s.En)
			}
		}
	}
}

func TestSaid(t *testing.T) {
	t.Parallel()
	sv, en := With(context.Background(), "sv"), With(context.Background(), "en")
	for _, c := range []struct {
		name, got, want string
	}{
		{"a text", Said(sv, "Conciliation"), "Medling"},
		{"a day in a gap", Said(sv, "Friday 24 August 2018 is day 0: the day of the event does not count."), "fredag 24 augusti 2018 är dag 0: den dag då det hände räknas inte."},
		{"gaps within a gap", Said(sv, "That is a public holiday (Julafton, SE); the legal date stays, since the rule does not roll."), "Det är en helgdag (Julafton, Sverige); datumet står fast, eftersom regeln inte flyttar det."},
		{"a gap left out", Said(sv, "complaint.withdrawn (T35) is possible only when the complaint has not been withdrawn"), "Det är bara möjligt när klagomålet inte har återtagits."},
		{"a text nobody has translated", Said(sv, "No such text"), "No such text"},
		{"nothing", Said(sv, ""), ""},
		{"English where residents read it better", Said(en, "complaint.withdrawn (T35) is possible only when the complaint has not been withdrawn"), "This is possible only when the complaint has not been withdrawn."},
		{"staff read it as it stands", Said(ForStaff(context.Background(), "sv"), "Conciliation"), "Conciliation"},
		{"a citation part by part", Cited(sv, "Planning figure; II.7.b (a; b)"), "Planeringstid; II.7.b (a; b)"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestTongues_haveTheirOwnNames(t *testing.T) {
	t.Parallel()
	list := Tongues()
	if list[0] != (Named{"en", "English"}) || !slices.Contains(list, Named{"sv", "svenska"}) {
		t.Errorf("spoken are %v", list)
	}
	for _, n := range list {
		ctx := With(context.Background(), n.Code)
		if Lang(ctx) != n.Code || Tongue(n.Code) != n.Code || Dir(ctx) != "ltr" {
			t.Errorf("%s is spoken as %s, %s", n.Code, Lang(ctx), Dir(ctx))
		}
		if c := Country(ctx, "DE"); c == "DE" || n.Code != "en" && n.Code != "nl" && c == "Germany" {
			t.Errorf("in %s, DE is called %q", n.Code, c)
		}
	}
	for tag, want := range map[string]string{"sv-FI": "sv", "en-US": "en", "el": "", "": "", "\xff": ""} {
		if got := Tongue(tag); got != want {
			t.Errorf("%q is spoken to in %q, want %q", tag, got, want)
		}
	}
}

func TestCountries_goByTheAlphabet(t *testing.T) {
	t.Parallel()
	list := Countries(With(context.Background(), "sv"))
	if last := list[len(list)-1].Name; last != "Östtimor" {
		t.Errorf("the last country in Swedish is %s", last)
	}
}

func TestForStaff_speaksTheHousesLanguage(t *testing.T) {
	t.Parallel()
	ctx := ForStaff(context.Background(), "sv", "de")
	if Lang(ctx) != "en" || T(ctx, "desk.title") != "Cases" {
		t.Errorf("staff are spoken to in %s", Lang(ctx))
	}
}

func TestThrough_changesEveryText(t *testing.T) {
	t.Parallel()
	ctx := Through(With(context.Background(), "en"), func(s string) string { return "[" + s + "]" })
	for _, text := range []string{T(ctx, "nav.start"), Or(ctx, "nav.start", ""), Or(ctx, "no.such", "Conciliation"), Said(ctx, "Conciliation"), Country(ctx, "SE")} {
		if text[0] != '[' || text[len(text)-1] != ']' {
			t.Errorf("%q has not gone through", text)
		}
	}
}
