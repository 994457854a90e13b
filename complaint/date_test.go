package complaint

import (
	"encoding/json"
	"testing"
	"time"
)

func date(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDate_addMonths(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, from string
		months     int
		want       string
	}{
		{"the same day", "2018-08-24", 1, "2018-09-24"},
		{"31 January ends on 28 February", "2019-01-31", 1, "2019-02-28"},
		{"and on the 29th in a leap year", "2020-01-31", 1, "2020-02-29"},
		{"29 February a year later is the 28th", "2020-02-29", 12, "2021-02-28"},
		{"four years later it is the 29th again", "2020-02-29", 48, "2024-02-29"},
		{"over the end of the year", "2018-11-30", 3, "2019-02-28"},
		{"backwards", "2019-03-31", -1, "2019-02-28"},
		{"backwards over the new year", "2019-01-15", -13, "2017-12-15"},
		{"2000 was a leap year", "1999-12-31", 2, "2000-02-29"},
		{"2100 will be none", "2099-12-31", 2, "2100-02-28"},
		{"no month at all", "2019-01-31", 0, "2019-01-31"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if got := date(t, tc.from).AddMonths(tc.months).String(); got != tc.want {
				t.Errorf("%d months after %s is %s, want %s", tc.months, tc.from, got, tc.want)
			}
		})
	}
}

func TestDate_addDays(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		from string
		days int
		want string
	}{
		{"2018-08-24", 45, "2018-10-08"},
		{"2019-02-28", 1, "2019-03-01"},
		{"2020-02-28", 1, "2020-02-29"},
		{"2018-12-31", 1, "2019-01-01"},
		{"2019-01-01", -1, "2018-12-31"},
		{"2018-10-28", 1, "2018-10-29"},
		{"2018-08-24", 0, "2018-08-24"},
	} {
		from := date(t, tc.from)
		got := from.AddDays(tc.days)
		if got.String() != tc.want || from.DaysUntil(got) != tc.days || got.DaysUntil(from) != -tc.days {
			t.Errorf("%d days after %s is %s, want %s; counted back %d", tc.days, tc.from, got, tc.want, from.DaysUntil(got))
		}
		if from.Before(got) != (tc.days > 0) || got.Before(from) != (tc.days < 0) {
			t.Errorf("%s before %s: %v", from, got, from.Before(got))
		}
	}
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "2018-8-24", "24.08.2018", "2018-02-29", "2018-13-01", "2018-00-10", "2018-08-32", "2018-08-24T00:00:00Z", " 2018-08-24", "18-08-24", "０２０１８-08-24"} {
		if d, err := ParseDate(s); KindOf(err) != Invalid || !d.IsZero() {
			t.Errorf("%q is read as %s: %v", s, d, err)
		}
	}
	for _, s := range []string{"2018-08-24", "2020-02-29", "0001-01-01", "9999-12-31"} {
		if d, err := ParseDate(s); err != nil || d.String() != s {
			t.Errorf("%q is read as %s: %v", s, d, err)
		}
	}
}

func TestDate_ofAnInstant(t *testing.T) {
	t.Parallel()
	stockholm := time.FixedZone("", 2*3600)
	at := time.Date(2018, 8, 24, 23, 30, 0, 0, time.UTC)
	if got := DateOf(at).String() + " " + DateOf(at.In(stockholm)).String(); got != "2018-08-24 2018-08-25" {
		t.Errorf("got %s", got)
	}
	d := date(t, "2018-10-08")
	if got := d.EndIn(stockholm).UTC(); !got.Equal(time.Date(2018, 10, 8, 21, 59, 59, 0, time.UTC)) {
		t.Errorf("the day ends %s", got)
	}
	if got := d.In(stockholm, 9, 30).UTC(); !got.Equal(time.Date(2018, 10, 8, 7, 30, 0, 0, time.UTC)) {
		t.Errorf("half past nine is %s", got)
	}
	if d.Weekday() != time.Monday || d.Long() != "Monday 8 October 2018" {
		t.Errorf("it is %s, %s", d.Weekday(), d.Long())
	}
}

func TestDate_asText(t *testing.T) {
	t.Parallel()
	type record struct {
		Day  Date `json:"day"`
		None Date `json:"none,omitzero"`
	}
	text, err := json.Marshal(record{Day: date(t, "2018-08-24")})
	if err != nil || string(text) != `{"day":"2018-08-24"}` {
		t.Errorf("written as %s: %v", text, err)
	}
	var back record
	if err := json.Unmarshal([]byte(`{"day":"2018-08-24","none":""}`), &back); err != nil || back.Day != date(t, "2018-08-24") || !back.None.IsZero() {
		t.Errorf("read as %+v: %v", back, err)
	}
	if err := json.Unmarshal([]byte(`{"day":"tomorrow"}`), &back); err == nil {
		t.Error("tomorrow is read as a date")
	}
	if (Date{}).String() != "" {
		t.Error("no date has a text")
	}
}
