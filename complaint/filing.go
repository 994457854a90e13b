package complaint

import (
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Person is who complains and how to reach them. It is personal data: it lives
// in the record only.
type Person struct {
	Name       string `json:"name,omitempty"` // empty for an anonymous report
	Email      string `json:"email,omitempty"`
	Phone      string `json:"phone,omitempty"`
	Address    string `json:"address,omitempty"`    // postal
	Identifier string `json:"identifier,omitempty"` // user name or candidate number with the company
}

// Filing is a complaint, or a rights request, as it is handed in.
type Filing struct {
	Person        Person    `json:"person"`
	Narrative     string    `json:"narrative"`                // what happened, in any language
	Wanted        string    `json:"wanted,omitempty"`         // the relief sought
	AskedBefore   string    `json:"asked_before,omitempty"`   // what was asked of the company before, and what came back
	Residence     string    `json:"residence"`                // country now, ISO 3166-1 alpha-2
	ResidenceThen string    `json:"residence_then,omitempty"` // country when the data was collected, if another
	TransferredOn Date      `json:"transferred_on,omitzero"`  // when the data was collected or transferred, if known
	Language      string    `json:"language"`                 // BCP 47
	PersonType    string    `json:"person_type"`
	Entity        string    `json:"entity"`
	Principles    []string  `json:"principles,omitempty"`
	Right         string    `json:"right,omitempty"`           // what a rights request asks for; empty for a complaint
	Employment    bool      `json:"employment_data,omitempty"` // the complainant says that it is employment data
	Under13       bool      `json:"under_13,omitempty"`
	Anonymous     bool      `json:"anonymous,omitempty"`      // a report by somebody who gives no name
	Represented   string    `json:"represented_by,omitempty"` // who acts for the complainant, if somebody does
	Channel       string    `json:"channel"`
	ReceivedAt    time.Time `json:"received_at,omitzero"` // true receipt of a complaint entered by staff; zero for now

	Grounds  []string `json:"grounds,omitempty"`   // what the person ticked of Grounds
	Remedies []string `json:"remedies,omitempty"`  // what the person ticked of Wishes
	AskedOn  Date     `json:"asked_on,omitzero"`   // when the company was asked before
	CameBack string   `json:"came_back,omitempty"` // what it answered, where that is told apart from AskedBefore
}

// The longest texts a filing takes, in bytes.
const (
	shortText = 500
	longText  = 100_000
)

// Validate says what is wrong with the form of the filing, first things first.
// Whether the complaint is eligible is not asked here: everybody may file.
func (f Filing) Validate() error {
	if all := f.Faults(); len(all) > 0 {
		return all[0]
	}
	return nil
}

// Faults lists all that is wrong with the form of the filing, each Invalid and
// beginning with the name of the field.
func (f Filing) Faults() []error {
	var all []error
	for _, t := range []struct {
		name, value string
		limit       int
		required    bool
	}{
		{"person.name", f.Person.Name, shortText, !f.Anonymous},
		{"person.email", f.Person.Email, shortText, false},
		{"person.phone", f.Person.Phone, shortText, false},
		{"person.address", f.Person.Address, shortText, false},
		{"person.identifier", f.Person.Identifier, shortText, false},
		{"narrative", f.Narrative, longText, true},
		{"wanted", f.Wanted, longText, false},
		{"asked_before", f.AskedBefore, longText, false},
		{"came_back", f.CameBack, longText, false},
		{"represented_by", f.Represented, shortText, false},
		{"language", f.Language, 35, true},
		{"entity", f.Entity, shortText, true},
	} {
		if err := checkText(t.name, t.value, t.limit, t.required); err != nil {
			all = append(all, err)
		}
	}
	if f.Person.Email != "" {
		if a, err := mail.ParseAddress(f.Person.Email); err != nil || a.Address != f.Person.Email {
			all = append(all, Errorf(Invalid, "person.email is no e-mail address"))
		}
	}
	if f.Anonymous && strings.TrimSpace(f.Person.Name) != "" {
		all = append(all, Errorf(Invalid, "person.name is given, so the complaint is not anonymous: leave out one of the two"))
	}
	if f.Anonymous && f.Right != "" {
		all = append(all, Errorf(Invalid, "anonymous: a request about somebody's data needs a name"))
	}
	return append(all, f.codeFaults()...)
}

// codeFaults lists the codes that are none.
func (f Filing) codeFaults() []error {
	var all []error
	for _, c := range []struct{ name, value string }{{"residence", f.Residence}, {"residence_then", f.ResidenceThen}} {
		if c.value == "" && c.name != "residence" {
			continue
		}
		if len(c.value) != 2 || strings.Trim(c.value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			all = append(all, Errorf(Invalid, "%s is a country code of two capital letters, for example SE", c.name))
		}
	}
	none := func(codes []string, among Vocabulary) bool {
		return slices.ContainsFunc(codes, func(code string) bool { return !among.Has(code) })
	}
	for _, c := range []struct {
		wrong bool
		err   error
	}{
		{!PersonTypes.Has(f.PersonType), Errorf(Invalid, "person_type must be one of %s", strings.Join(PersonTypes, ", "))},
		{f.Right != "" && !Rights.Has(f.Right), Errorf(Invalid, "right must be one of %s", strings.Join(Rights, ", "))},
		{!Channels.Has(f.Channel), Errorf(Invalid, "channel must be one of %s", strings.Join(Channels, ", "))},
		{none(f.Principles, Principles), Errorf(Invalid, "principles must hold only %s", strings.Join(Principles, ", "))},
		{none(f.Grounds, Grounds), Errorf(Invalid, "grounds must hold only %s", strings.Join(Grounds, ", "))},
		{none(f.Remedies, Wishes), Errorf(Invalid, "remedies must hold only %s", strings.Join(Wishes, ", "))},
	} {
		if c.wrong {
			all = append(all, c.err)
		}
	}
	return all
}

func checkText(name, value string, limit int, required bool) error {
	switch {
	case required && strings.TrimSpace(value) == "":
		return Errorf(Invalid, "%s is missing", name)
	case len(value) > limit:
		return Errorf(Invalid, "%s is longer than %d bytes", name, limit)
	case !utf8.ValidString(value) || strings.ContainsRune(value, 0):
		return Errorf(Invalid, "%s is not valid UTF-8 text", name)
	}
	return nil
}
