package words

import (
	"context"
	"slices"
	"testing"
	"time"

	"recourse/complaint"
)

func TestT(t *testing.T) {
	t.Parallel()
	ctx := With(context.Background(), "en")
	for _, c := range []struct {
		name, got, want string
	}{
		{"a plain sentence", T(ctx, "product.name"), "Recourse"},
		{"a gap is filled", T(ctx, "case.number", "Number", "RC-7K3F-9Q2M"), "Case RC-7K3F-9Q2M"},
		{"one day is singular", T(ctx, "days.left", "N", 1), "1 day left"},
		{"two days are plural", T(ctx, "days.left", "N", 2), "2 days left"},
		{"an unknown sentence is its name", T(ctx, "no.such"), "no.such"},
		{"the text of the law stands in", Or(ctx, "step.no", "At a step"), "At a step"},
		{"a sentence of ours goes first", Or(ctx, "own.action.complaint.withdrawn", "Withdraw the complaint"), "Withdraw your complaint"},
		{"no language chosen is English", T(context.Background(), "role.you"), "you"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestWith_takesTheBestLanguageThereIs(t *testing.T) {
	t.Parallel()
	for _, wish := range []string{"en", "en-GB,en;q=0.9", "zz", "", "not a language"} {
		if got := Lang(With(context.Background(), wish)); got != "en" {
			t.Errorf("wish %q speaks %q, want en", wish, got)
		}
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := complaint.Date{Year: 2018, Month: 8, Day: 24}
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	noon := time.Date(2018, 8, 24, 12, 5, 0, 0, time.UTC)
	for _, c := range []struct{ name, got, want string }{
		{"in full", Date(ctx, d), "Friday 24 August 2018"},
		{"shortly", Day(ctx, d), "24 Aug 2018"},
		{"an instant in a zone with summer time", Moment(ctx, noon, london), "24 Aug 2018, 13:05"},
		{"no date", Date(ctx, complaint.Date{}), ""},
		{"no instant", Moment(ctx, time.Time{}, london), ""},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestDate_agreesWithTheLaw(t *testing.T) {
	t.Parallel()
	for i := range 366 {
		d := complaint.Date{Year: 2018, Month: 1, Day: 1}.AddDays(i)
		if got := Date(context.Background(), d); got != d.Long() {
			t.Errorf("%s is written %q, the law writes %q", d, got, d.Long())
		}
	}
}

func TestCountries(t *testing.T) {
	t.Parallel()
	list := Countries(context.Background())
	if len(list) < 240 || len(list) > 255 {
		t.Errorf("%d countries, want those of ISO 3166-1, about 249", len(list))
	}
	for _, want := range []Named{{"SE", "Sweden"}, {"CH", "Switzerland"}, {"GR", "Greece"}, {"GB", "United Kingdom"}, {"US", "United States"}} {
		if !slices.Contains(list, want) {
			t.Errorf("%v is missing", want)
		}
	}
	for _, n := range list {
		if n.Name == "" || n.Name == n.Code || n.Code == "EU" || n.Code == "UN" {
			t.Errorf("%v is no country of today", n)
		}
	}
	if got := Country(context.Background(), "??"); got != "??" {
		t.Errorf("an unknown code is called %q", got)
	}
}

func TestLanguages(t *testing.T) {
	t.Parallel()
	list := Languages()
	if !slices.Contains(list, Named{"sv", "svenska"}) || !slices.Contains(list, Named{"el", "Ελληνικά"}) {
		t.Errorf("languages are not in their own words: %v", list)
	}
	if got := Language("sv"); got != "svenska" {
		t.Errorf("sv is called %q", got)
	}
}
