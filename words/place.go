package words

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"recourse/complaint"
)

// Named is a code with its name in the language spoken.
type Named struct{ Code, Name string }

// Country names a country by its ISO 3166-1 code; an unknown code is its own name.
func Country(ctx context.Context, code string) string {
	s := of(ctx)
	name := countryIn(s.tag, code)
	if name == code {
		return code
	}
	return s.out(name)
}

func countryIn(tag language.Tag, code string) string {
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() {
		return code
	}
	if namer := display.Regions(tag); namer != nil {
		if name := namer.Name(region); name != "" {
			return name
		}
	}
	return code
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// reserved are codes that ISO 3166-1 keeps for other uses than a country.
const reserved = "AC CP DG EA EZ IC TA UN"

// countries are the codes of all countries of ISO 3166-1.
var countries = func() []string {
	var codes []string
	for _, a := range letters {
		for _, b := range letters {
			if code := string(a) + string(b); isCountry(code) {
				codes = append(codes, code)
			}
		}
	}
	return codes
}()

// isCountry reports whether the code is a country of today: codes that were
// withdrawn have no name any more.
func isCountry(code string) bool {
	r, err := language.ParseRegion(code)
	return err == nil && r.IsCountry() && r.Canonicalize() == r && r.String() == code &&
		!strings.Contains(reserved, code) && display.English.Regions().Name(r) != ""
}

// Countries lists all countries by name, in the order of the language's alphabet.
func Countries(ctx context.Context) []Named {
	s := of(ctx)
	list := slices.Clone(s.countries())
	for i := range list {
		list[i].Name = s.out(list[i].Name)
	}
	return list
}

func countriesIn(tag language.Tag) []Named {
	list := make([]Named, len(countries))
	for i, code := range countries {
		list[i] = Named{code, countryIn(tag, code)}
	}
	order := collate.New(tag)
	slices.SortFunc(list, func(a, b Named) int { return order.CompareString(a.Name, b.Name) })
	return list
}

// Languages lists the languages a complaint is accepted in (rulebook, E18), each
// in its own words.
func Languages() []Named {
	list := make([]Named, len(complaint.Languages))
	for i, code := range complaint.Languages {
		list[i] = Named{code, display.Self.Name(language.Make(code))}
	}
	return list
}

// Language names a language in its own words; an unknown code is its own name.
func Language(code string) string {
	if name := display.Self.Name(language.Make(code)); name != "" {
		return name
	}
	return code
}

// LanguageHere names a language in the language spoken; an unknown code is its own
// name.
func LanguageHere(ctx context.Context, code string) string {
	s := of(ctx)
	if namer := display.Languages(s.tag); namer != nil {
		if name := namer.Name(language.Make(code)); name != "" {
			return s.out(name)
		}
	}
	return Language(code)
}
