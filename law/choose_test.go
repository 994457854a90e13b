package law

import (
	"testing"
	"time"

	"recourse/complaint"
)

// filedBy makes the facts by which a pack is chosen: where the person lives, and
// lived then, when the data was transferred and when the complaint came.
func filedBy(t *testing.T, home, then, transferred, received string) Facts {
	t.Helper()
	f := Facts{Residence: home, ResidenceThen: then, Channel: "WEB_FORM", ReceivedAt: day(t, received).In(time.UTC, 12, 0)}
	if transferred != "" {
		f.TransferredOn = day(t, transferred)
	}
	return f
}

// The selection rules of the rulebook, section 13. A pack behind a slash is the
// measure of the substance, where it is another one.
func TestSelect(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, home, then, transferred, received string
		want, substance                         string
	}{
		{"rule 1: the framework of the transfer", "SE", "", "2018-05-04", "2018-08-24", "EU-PS-2016", ""},
		{"rule 1: its first day", "SE", "", "2016-07-12", "2016-08-01", "EU-PS-2016", ""},
		{"rule 1: Switzerland has its own", "CH", "", "2018-05-04", "2018-08-24", "CH-PS-2017", ""},
		{"rule 1: the residence at the time", "CH", "SE", "2018-05-04", "2018-08-24", "EU-PS-2016", ""},
		{"rule 1: the residence at the time, the other way round", "SE", "CH", "2018-05-04", "2018-08-24", "CH-PS-2017", ""},
		{"rule 1: the residence now, where none reached that of the time (E07)", "CH", "US", "2018-05-04", "2018-08-24", "CH-PS-2017", ""},
		{"rule 1: the Swiss shield outlived the EU's", "CH", "", "2020-08-01", "2020-08-02", "CH-PS-2017", ""},
		{"rule 1: transfer under the DPF", "DE", "", "2023-07-10", "2024-01-01", "EU-DPF-2023", ""},
		{"rule 1: transfer after the Schrems II judgment, duties go on", "DE", "", "2021-02-03", "2021-04-01", "EU-PS-2016", ""},
		{"rule 2: the successor gives the procedure", "SE", "", "2018-05-04", "2026-01-01", "EU-DPF-2023", "EU-PS-2016"},
		{"rule 2: from its first day", "SE", "", "2018-05-04", "2023-07-10", "EU-DPF-2023", "EU-PS-2016"},
		{"rule 2: not a day before", "SE", "", "2018-05-04", "2023-07-09", "EU-PS-2016", ""},
		{"rule 2: the Swiss successor", "CH", "", "2018-05-04", "2023-07-17", "CH-DPF-2024", "CH-PS-2017"},
		{"rule 2: no successor covers the data of UK residents", "GB", "", "2019-01-01", "2024-01-01", "EU-PS-2016", ""},
		{"rule 3: unknown transfer, the pack in force at receipt", "SE", "", "", "2018-08-24", "EU-PS-2016", ""},
		{"rule 3: unknown transfer, today", "SE", "", "", "2026-01-01", "EU-DPF-2023", ""},
		{"rule 3: unknown transfer, Switzerland", "CH", "", "", "2024-09-15", "CH-DPF-2024", ""},
		{"rule 3: unknown transfer, no framework in force", "SE", "", "", "2021-01-01", "EU-PS-2016", ""},
		{"rule 4: UK residents, last day of the EU shield", "GB", "", "2020-12-31", "2021-02-01", "EU-PS-2016", ""},
		{"rule 4: UK residents, while the EU shield was invalid already", "GB", "", "2020-09-01", "2020-10-01", "EU-PS-2016", ""},
		{"rule 4: UK residents, then the UK pack when in force", "GB", "", "2021-01-01", "2023-10-12", "UK-EXT-2023", ""},
		{"rule 4: Gibraltar", "GI", "", "", "2024-01-01", "UK-EXT-2023", ""},
		{"R8: who lives elsewhere is pinned to the EU's pack of the day", "US", "", "", "2024-01-01", "EU-DPF-2023", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			f := filedBy(t, tc.home, tc.then, tc.transferred, tc.received)
			if got := Select(f); got.ID != tc.want {
				t.Errorf("chosen is %s, want %s", got.ID, tc.want)
			}
			if tc.substance == "" {
				tc.substance = tc.want
			}
			if got := Substance(f); got.ID != tc.substance {
				t.Errorf("the measure is %s, want %s", got.ID, tc.substance)
			}
		})
	}
}

// The residence gate follows the pack: EEA and Switzerland always, the United
// Kingdom and Gibraltar where the pack covers them.
func TestCovered_followsThePack(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, home, then, transferred, received string
		open                                    bool
		queue                                   string
	}{
		{"EEA", "SE", "", "", "2018-08-24", true, "eu"},
		{"EEA, between the frameworks", "SE", "", "2021-01-01", "2021-02-01", true, "eu"},
		{"Switzerland", "CH", "", "", "2018-08-24", true, "eu"},
		{"moved out of the EEA (E07)", "US", "SE", "2018-01-01", "2018-08-24", true, "us"},
		{"R8: elsewhere", "US", "", "", "2018-08-24", false, "us"},
		{"rule 4: UK under the EU shield", "GB", "", "", "2018-08-24", true, "eu"},
		{"rule 4: UK, kept data", "GB", "", "2020-12-31", "2024-08-24", true, "eu"},
		{"rule 4: UK, transferred and filed without a framework", "GB", "", "2021-01-01", "2022-08-24", false, "us"},
		{"rule 4: UK, transferred without a framework and filed under the UK pack", "GB", "", "2021-01-01", "2024-08-24", true, "eu"},
		{"UK pack", "GB", "", "2024-01-01", "2024-08-24", true, "eu"},
		{"Gibraltar", "GI", "", "2024-01-01", "2024-08-24", true, "eu"},
		{"Gibraltar before the UK pack", "GI", "", "", "2023-10-11", false, "us"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			f := filedBy(t, tc.home, tc.then, tc.transferred, tc.received)
			filing := complaint.Filing{Channel: f.Channel, ReceivedAt: f.ReceivedAt, Residence: tc.home, ResidenceThen: tc.then, TransferredOn: f.TransferredOn}
			f = FactsOf(filing, time.Time{})
			c, _ := Receive("RC-TEST-0001", Select(f).Ref(), f, "file", complaint.Actor{Role: complaint.Complainant}, f.ReceivedAt)
			accept := act(complaint.CaseOfficer, complaint.TriageAccepted, "data_class=NON_HR", "principles=ACCESS")
			refuse := act(complaint.CaseOfficer, complaint.TriageIneligible, "reason_code=NOT_EEA_CH")
			if err := c.Check(accept, f.ReceivedAt); c.Covered() != tc.open || (err == nil) != tc.open {
				t.Errorf("covered: %v, accepted: %v; want %v", c.Covered(), err, tc.open)
			}
			if err := c.Check(refuse, f.ReceivedAt); (err != nil) != tc.open {
				t.Errorf("ineligible for the residence: %v", err)
			}
			if got := c.Contact().Queue; got != tc.queue {
				t.Errorf("the office is %s, want %s", got, tc.queue)
			}
			if london := f.Place.Zone == "Europe/London"; london != (tc.queue == "eu") {
				t.Errorf("counted in %s", f.Place.Zone)
			}
		})
	}
}

func TestPack_authorities(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{"EU-PS-2016": "SE", "CH-PS-2017": "CH", "EU-DPF-2023": "SE", "UK-EXT-2023": "GI", "CH-DPF-2024": "CH"} {
		p, err := Lookup(PackRef{ID: id})
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := p.reach(want); !ok || p.Authority.Name == "" || AuthorityOf(want).Web == "" {
			t.Errorf("%s does not reach %s", id, want)
		}
	}
}

// The names of the bodies go by date.
func TestBody_operatorOn(t *testing.T) {
	t.Parallel()
	for on, want := range map[string]string{"2018-08-24": "Council of Better Business Bureaus", "2019-06-01": "BBB National Programs", "2026-01-01": "BBB National Programs"} {
		if got := shield().IRM.OperatorOn(day(t, on)); got != want {
			t.Errorf("on %s it is %q, want %q", on, got, want)
		}
	}
	if got := shield().Arbitration.OperatorOn(day(t, "2018-08-24")); got != "" {
		t.Errorf("got %q", got)
	}
}

// What a pack does not say is as in the one it extends; a single field laid over
// leaves the others.
func TestPack_extends(t *testing.T) {
	t.Parallel()
	swiss, err := Lookup(PackRef{ID: "CH-DPF-2024"})
	if err != nil {
		t.Fatal(err)
	}
	d60, base := swiss.Rule(D60), shield().Rule(D60)
	if d60.N != 60 || d60.Roll != base.Roll || d60.Basis != Product || d60.Owner != complaint.DPA || len(d60.Ladder) != 6 || base.Owner != complaint.Panel {
		t.Errorf("got %+v over %+v", d60, base)
	}
	if got, want := len(swiss.Rule(D45).Ladder), len(shield().Rule(D45).Ladder); got != want || swiss.IRM.Name == shield().IRM.Name || !swiss.IRM.Free {
		t.Errorf("D45 has %d reminders, want %d; the recourse body is %+v", got, want, swiss.IRM)
	}
	if swiss.ResidenceUntil != nil || shield().Rule(RR1M).Basis != Primary {
		t.Error("packs share what is their own")
	}
}

func TestBegan(t *testing.T) {
	t.Parallel()
	if got := Began().String(); got != "2016-07-12" {
		t.Errorf("the first framework began on %s", got)
	}
}
