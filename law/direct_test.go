package law

import (
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
)

// today is a day on which every framework of the Data Privacy Framework is in force.
var today = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

func TestDirect(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		s                                Situation
		rule, beside, path, opens, queue string
		pack, authority                  string
	}{
		"a visitor in the EEA":             {Situation{Residence: "SE", PersonType: "VISITOR", Matter: "use"}, "R1", "", "company recourse authority arbitration", "complaint", "eu", "EU-DPF-2023", "IMY"},
		"an employee":                      {Situation{Residence: "DK", PersonType: "EMPLOYEE", Matter: "use"}, "R2", "", "company panel", "complaint", "eu", "EU-DPF-2023", "Datatilsynet"},
		"an employee in Switzerland":       {Situation{Residence: "CH", PersonType: "EMPLOYEE", Matter: "use"}, "R3", "", "company panel", "complaint", "eu", "CH-DPF-2024", "FDPIC"},
		"a job seeker":                     {Situation{Residence: "FR", PersonType: "JOB_SEEKER", Matter: "use"}, "R4", "", "company recourse authority arbitration", "complaint", "eu", "EU-DPF-2023", "CNIL"},
		"a job seeker employed before":     {Situation{Residence: "FR", PersonType: "JOB_SEEKER", Employment: true, Matter: "use"}, "R2", "", "company panel", "complaint", "eu", "EU-DPF-2023", "CNIL"},
		"employment data of a visitor":     {Situation{Residence: "FR", PersonType: "VISITOR", Employment: true, Matter: "use"}, "R1", "", "company recourse authority arbitration", "complaint", "eu", "EU-DPF-2023", "CNIL"},
		"a contingent worker":              {Situation{Residence: "NL", PersonType: "CONTINGENT_WORKER", Matter: "use"}, "R5", "", "company panel", "complaint", "eu", "EU-DPF-2023", "AP"},
		"a client's data":                  {Situation{Residence: "IE", PersonType: "VISITOR", Role: "PROCESSOR", Matter: "use"}, "R6", "", "controller", "complaint", "eu", "EU-DPF-2023", "DPC"},
		"a request about a client's data":  {Situation{Residence: "IE", PersonType: "VISITOR", Role: "PROCESSOR", Matter: "right"}, "R6", "", "controller", "request", "eu", "EU-DPF-2023", "DPC"},
		"intelligence":                     {Situation{Residence: "DE", PersonType: "VISITOR", Matter: "intelligence"}, "R7", "", "authority", "", "eu", "EU-DPF-2023", "BfDI"},
		"intelligence, nobody covers":      {Situation{Residence: "US", PersonType: "VISITOR", Matter: "intelligence"}, "R7", "", "", "", "us", "EU-DPF-2023", ""},
		"nobody covers":                    {Situation{Residence: "US", PersonType: "VISITOR", Matter: "use"}, "R8", "", "company", "complaint", "us", "EU-DPF-2023", ""},
		"moved away":                       {Situation{Residence: "US", ResidenceThen: "SE", PersonType: "VISITOR", Matter: "use"}, "R1", "E07", "company recourse authority arbitration", "complaint", "us", "EU-DPF-2023", "IMY"},
		"moved from Switzerland":           {Situation{Residence: "SE", ResidenceThen: "CH", PersonType: "VISITOR", Matter: "use"}, "R1", "", "company recourse authority arbitration", "complaint", "eu", "CH-DPF-2024", "IMY"},
		"the United Kingdom":               {Situation{Residence: "GB", PersonType: "VISITOR", Matter: "use"}, "R1", "", "company recourse authority arbitration", "complaint", "eu", "UK-EXT-2023", "ICO"},
		"Gibraltar":                        {Situation{Residence: "GI", PersonType: "VISITOR", Matter: "use"}, "R1", "", "company recourse authority arbitration", "complaint", "eu", "UK-EXT-2023", "GRA"},
		"only a company in Europe":         {Situation{Residence: "ES", PersonType: "VISITOR", Matter: "europe"}, "R9", "", "request authority", "request", "eu", "EU-DPF-2023", "AEPD"},
		"a right":                          {Situation{Residence: "ES", PersonType: "VISITOR", Matter: "right"}, "R1", "", "request company recourse authority arbitration", "request", "eu", "EU-DPF-2023", "AEPD"},
		"a right of an employee":           {Situation{Residence: "ES", PersonType: "EMPLOYEE", Matter: "right"}, "R2", "", "request company panel", "request", "eu", "EU-DPF-2023", "AEPD"},
		"a child":                          {Situation{Residence: "PL", About: "child", PersonType: "VISITOR", Matter: "use"}, "R1", "E28", "company recourse authority arbitration", "complaint", "eu", "EU-DPF-2023", "UODO"},
		"somebody represented":             {Situation{Residence: "PL", About: "represented", PersonType: "EMPLOYEE", Matter: "use"}, "R2", "E13", "company panel", "complaint", "eu", "EU-DPF-2023", "UODO"},
		"somebody represented, from afar":  {Situation{Residence: "JP", About: "represented", PersonType: "VISITOR", Matter: "use"}, "R8", "E13", "company", "complaint", "us", "EU-DPF-2023", ""},
		"a child, of intelligence":         {Situation{Residence: "PL", About: "child", PersonType: "VISITOR", Matter: "intelligence"}, "R7", "E28", "authority", "", "eu", "EU-DPF-2023", "UODO"},
		"a client's data, nobody covers":   {Situation{Residence: "US", PersonType: "VISITOR", Role: "PROCESSOR", Matter: "use"}, "R6", "", "controller", "complaint", "us", "EU-DPF-2023", ""},
		"a client's data, intelligence":    {Situation{Residence: "IE", PersonType: "VISITOR", Role: "PROCESSOR", Matter: "intelligence"}, "R7", "", "authority", "", "eu", "EU-DPF-2023", "DPC"},
		"a right where nobody covers":      {Situation{Residence: "US", PersonType: "VISITOR", Matter: "right"}, "R8", "", "request company", "request", "us", "EU-DPF-2023", ""},
		"the company's own data, employee": {Situation{Residence: "SE", PersonType: "EMPLOYEE", Role: "CONTROLLER", Matter: "use"}, "R2", "", "company panel", "complaint", "eu", "EU-DPF-2023", "IMY"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := Direct(tt.s, today)
			var besides []string
			for _, b := range d.Beside {
				besides = append(besides, b.Rule)
			}
			got := []string{d.Door.Rule, strings.Join(besides, " "), strings.Join(d.Path, " "), d.Opens, d.Contact.Queue, d.Pack.ID, d.Authority.Short}
			if want := []string{tt.rule, tt.beside, tt.path, tt.opens, tt.queue, tt.pack, tt.authority}; !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// Before the framework of the United Kingdom was in force, its residents had the
// path for as long as the Union's law was theirs (R8, selection rule 4).
func TestDirect_theUnitedKingdomByItsPack(t *testing.T) {
	t.Parallel()
	for day, rule := range map[string]string{"2018-08-24": "R1", "2021-06-01": "R8", "2024-01-02": "R1"} {
		now, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := Direct(Situation{Residence: "GB", PersonType: "VISITOR", Matter: "use"}, now).Door.Rule; got != rule {
			t.Errorf("on %s: %s, want %s", day, got, rule)
		}
	}
}

// What a case is filed as goes the way it was directed: the same pack, the same
// office, the same gate.
func TestDirect_agreesWithTheCaseThatIsFiled(t *testing.T) {
	t.Parallel()
	for _, residence := range []string{"SE", "CH", "GB", "GI", "US", "DE"} {
		for _, then := range []string{"", "CH", "SE", "US"} {
			d := Direct(Situation{Residence: residence, ResidenceThen: then}, today)
			facts := FactsOf(complaint.Filing{Residence: residence, ResidenceThen: then, PersonType: "VISITOR", Channel: "WEB_FORM"}, today)
			c, _ := Receive("RC-TEST-0001", Select(facts).Ref(), facts, "k", complaint.Actor{Role: complaint.Complainant}, today)
			if d.Pack.Ref() != c.Pack || d.Open != c.Covered() || d.Contact != c.Contact() {
				t.Errorf("%s, %q then: %v %v %v, the case has %v %v %v", residence, then, d.Pack.Ref(), d.Open, d.Contact.Queue, c.Pack, c.Covered(), c.Contact().Queue)
			}
		}
	}
}

func TestDirect_everyPartIsKnown(t *testing.T) {
	t.Parallel()
	for _, d := range doors {
		for _, part := range d.Path {
			if !Parts.Has(part) {
				t.Errorf("%s leads to %q", d.Rule, part)
			}
		}
		if d.Cite == "" || d.Basis == "" {
			t.Errorf("%s has no source", d.Rule)
		}
	}
}

func TestThenMatters(t *testing.T) {
	t.Parallel()
	for _, country := range []string{"US", "SE", "CH"} {
		if !ThenMatters(country, today) {
			t.Errorf("%s: another residence would make no difference", country)
		}
	}
}

func TestRegions(t *testing.T) {
	t.Parallel()
	if len(RegionsOf("DE")) != 16 || len(RegionsOf("SE")) != 0 {
		t.Errorf("%d Länder, and %d regions of Sweden", len(RegionsOf("DE")), len(RegionsOf("SE")))
	}
	if r := RegionOf("DE", "DE-BY"); r.Short != "BayLDA" || r.Web != "www.lda.bayern.de" {
		t.Errorf("Bavaria has %+v", r)
	}
	if RegionOf("SE", "DE-BY").Code != "" || RegionOf("DE", "").Code != "" {
		t.Error("a region that is none of the country's")
	}
	d := Direct(Situation{Residence: "DE", Region: "DE-HH", PersonType: "VISITOR", Matter: "use"}, today)
	if d.Region.Web != "datenschutz-hamburg.de" {
		t.Errorf("Hamburg leads to %+v", d.Region)
	}
}

func TestLanguagesOf_knowsEveryCountryOfTheDirectory(t *testing.T) {
	t.Parallel()
	for _, a := range Authorities {
		if len(languages[a.Country]) == 0 {
			t.Errorf("%s has no language", a.Country)
		}
		for _, code := range languages[a.Country] {
			if !complaint.Languages.Has(code) {
				t.Errorf("%s: a complaint in %s is not accepted", a.Country, code)
			}
		}
	}
	if got := LanguagesOf("US"); !slices.Equal(got, []string{"en"}) {
		t.Errorf("elsewhere: %v", got)
	}
}
