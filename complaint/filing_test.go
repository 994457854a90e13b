package complaint

import (
	"strings"
	"testing"
)

// filing is a complaint that is complete; the person is invented.
func filing() Filing {
	return Filing{
		Person:    Person{Name: "Maja Ek", Email: "maja.ek@example.org", Phone: "+46 70 000 00 00", Address: "Storgatan 1\n111 11 Stockholm"},
		Narrative: "De svarade aldrig.", Residence: "SE", ResidenceThen: "NO", Language: "sv", PersonType: "JOB_SEEKER", Entity: "TEKSYSTEMS",
		Principles: []string{"ACCESS", "CHOICE"}, Channel: "WEB_FORM",
	}
}

func TestFiling_validate(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name   string
		change func(*Filing)
		want   string // words of the refusal, "" when it is taken
	}{
		{"complete", func(*Filing) {}, ""},
		{"only what is needed", func(f *Filing) {
			f.Person, f.ResidenceThen, f.Principles = Person{Name: "Maja Ek"}, "", nil
		}, ""},
		{"no name", func(f *Filing) { f.Person.Name = " \t" }, "person.name is missing"},
		{"no narrative", func(f *Filing) { f.Narrative = "" }, "narrative is missing"},
		{"no language", func(f *Filing) { f.Language = "" }, "language is missing"},
		{"no entity", func(f *Filing) { f.Entity = "" }, "entity is missing"},
		{"a long narrative", func(f *Filing) { f.Narrative = strings.Repeat("å", longText/2) }, ""},
		{"a narrative too long", func(f *Filing) { f.Narrative = strings.Repeat("å", longText/2) + "a" }, "narrative is longer than"},
		{"a name too long", func(f *Filing) { f.Person.Name = strings.Repeat("a", shortText+1) }, "person.name is longer than"},
		{"a language too long", func(f *Filing) { f.Language = strings.Repeat("a", 36) }, "language is longer than"},
		{"an answer of before too long", func(f *Filing) { f.AskedBefore = strings.Repeat("a", longText+1) }, "asked_before is longer than"},
		{"a wish too long", func(f *Filing) { f.Wanted = strings.Repeat("a", longText+1) }, "wanted is longer than"},
		{"bytes that are no text", func(f *Filing) { f.Narrative = "a\xff" }, "narrative is not valid UTF-8"},
		{"a zero byte", func(f *Filing) { f.Person.Address = "a\x00b" }, "person.address is not valid UTF-8"},
		{"an address with a name", func(f *Filing) { f.Person.Email = "Maja <maja.ek@example.org>" }, "person.email is no e-mail address"},
		{"an address without a host", func(f *Filing) { f.Person.Email = "maja.ek" }, "person.email is no e-mail address"},
		{"two addresses", func(f *Filing) { f.Person.Email = "a@example.org, b@example.org" }, "person.email is no e-mail address"},
		{"an address that goes on", func(f *Filing) { f.Person.Email = "a@example.org\r\nBcc: b@example.org" }, "person.email is no e-mail address"},
		{"no residence", func(f *Filing) { f.Residence = "" }, "residence is a country code"},
		{"a country in small letters", func(f *Filing) { f.Residence = "se" }, "residence is a country code"},
		{"a country of three letters", func(f *Filing) { f.Residence = "SWE" }, "residence is a country code"},
		{"a country of before that is none", func(f *Filing) { f.ResidenceThen = "S1" }, "residence_then is a country code"},
		{"a country in two bytes", func(f *Filing) { f.Residence = "Å" }, "residence is a country code"},
		{"a country outside the path", func(f *Filing) { f.Residence = "US" }, ""}, // everybody may file
		{"an unknown person type", func(f *Filing) { f.PersonType = "CAT" }, "person_type must be one of VISITOR"},
		{"an unknown channel", func(f *Filing) { f.Channel = "PIGEON" }, "channel must be one of WEB_FORM"},
		{"an unknown principle", func(f *Filing) { f.Principles = []string{"ACCESS", "LUCK"} }, "principles must hold only NOTICE"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			f := filing()
			tc.change(&f)
			err := f.Validate()
			switch {
			case tc.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case tc.want != "" && (KindOf(err) != Invalid || !strings.Contains(err.Error(), tc.want)):
				t.Errorf("got %v, want it invalid: %s", err, tc.want)
			}
			if err != nil && (strings.Contains(err.Error(), "Maja") || strings.Contains(err.Error(), "example.org")) {
				t.Errorf("the refusal quotes the person: %v", err)
			}
		})
	}
}
