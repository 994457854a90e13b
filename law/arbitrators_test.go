package law

import (
	"fmt"
	"testing"

	"recourse/complaint"
)

// listed has the list of five on record; at S4.3 on day 255.
func (r *road) listed() *road {
	r.t.Helper()
	return r.noticed().day(255).do(officer, complaint.ArbListReceived, "due=2019-05-20")
}

func TestH61_strikesAndRanking(t *testing.T) {
	t.Parallel()
	r := newRoad(t).listed().
		do(person, complaint.ArbListRanked, "side=INDIVIDUAL", "strikes=1,2", "first=5", "second=4", "third=3").by("H61").at(complaint.S43).
		refused("this side has not struck and ranked yet", person, complaint.ArbListRanked, "side=INDIVIDUAL", "first=3")
	if r.c.Arbitrators.Proposed() != nil {
		t.Error("candidates follow from the ranking of one side")
	}
	r.do(officer, complaint.ArbListRanked, "side=COMPANY", "strikes=1", "first=3", "second=2", "third=4")
	if got := fmt.Sprint(r.c.Arbitrators.Proposed()); got != "[3 5 4]" { // 3+1; 1+4 before 2+3, since the individual prefers 5
		t.Errorf("the rankings propose %s", got)
	}
}

func TestProposed(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name                string
		individual, company Ranking
		want                string
	}{
		{"the lowest sum first", Ranking{Order: []int{1, 2, 3}}, Ranking{Order: []int{2, 3, 1}}, "[2 1 3 4 5]"},
		{"a tie goes by the individual", Ranking{Order: []int{4, 5}}, Ranking{Order: []int{5, 4}}, "[4 5 1 2 3]"},
		{"then by the list", Ranking{Strikes: []int{2}}, Ranking{Strikes: []int{4}}, "[1 3 5]"},
		{"four struck leave one", Ranking{Strikes: []int{1, 2}, Order: []int{3}}, Ranking{Strikes: []int{3, 4}}, "[5]"},
		{"not ranked stands after the third", Ranking{Order: []int{1, 2, 3}}, Ranking{Order: []int{4, 3, 5}}, "[1 3 4 2 5]"},
	} {
		tc.individual.Side, tc.company.Side = Individual, Company
		a := Arbitrators{Rankings: []Ranking{tc.company, tc.individual}}
		if got := fmt.Sprint(a.Proposed()); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestH61_refusesWhatTheListDoesNotAllow(t *testing.T) {
	t.Parallel()
	r := newRoad(t).listed()
	for _, tc := range []struct {
		about string
		facts []string
	}{
		{"at most two are struck", []string{"side=COMPANY", "strikes=1,2,3"}},
		{"none twice", []string{"side=COMPANY", "strikes=1,1"}},
		{"none of them struck", []string{"side=COMPANY", "strikes=1", "first=1"}},
		{"different ones", []string{"side=COMPANY", "first=1", "second=1"}},
		{"no place is left out", []string{"side=COMPANY", "second=1"}},
		{"at least one of the five", []string{"side=COMPANY"}},
		{"must hold only 1, 2, 3, 4, 5", []string{"side=COMPANY", "strikes=6"}},
		{"must be one of 1, 2, 3, 4, 5", []string{"side=COMPANY", "first=0"}},
		{"must be one of INDIVIDUAL", []string{"side=PANEL", "first=1"}},
		{"arb.list_ranked needs side", []string{"first=1"}},
		{"no place is left out", []string{"side=COMPANY", "first=1", "third=2"}},
	} {
		r.refused(tc.about, officer, complaint.ArbListRanked, tc.facts...)
	}
	r.refused("strikes and ranks for the individual", person, complaint.ArbListRanked, "side=COMPANY", "first=1").
		refused("strikes and ranks for the individual", complaint.Representative, complaint.ArbListRanked, "side=COMPANY", "first=1")
	newRoad(t).noticed().refused("possible only at S4.3", person, complaint.ArbListRanked, "side=INDIVIDUAL", "first=1")
}

func TestT33_membersOfThePanel(t *testing.T) {
	t.Parallel()
	ranked := func() *road {
		return newRoad(t).listed().do(person, complaint.ArbListRanked, "side=INDIVIDUAL", "strikes=2", "first=3")
	}
	for about, facts := range map[string][]string{
		"no member was struck":          {"arbitrators=1", "members=2"},
		"as many different members":     {"arbitrators=3", "members=1,3"},
		"different members":             {"arbitrators=3", "members=1,1,3"},
		"members are named":             {"arbitrators=1"},
		"must hold only 1, 2, 3, 4, 5":  {"arbitrators=1", "members=7"},
		"arb.panel_formed: arbitrators": {"arbitrators=5", "members=1"},
	} {
		ranked().refused(about, officer, complaint.ArbPanelFormed, facts...)
	}
	r := ranked().do(officer, complaint.ArbPanelFormed, "arbitrators=3", "members=1,3,5").by("T33").at(complaint.S44).told("N14")
	if got := fmt.Sprint(r.c.Arbitrators.Size, r.c.Arbitrators.Members); got != "3 [1 3 5]" {
		t.Errorf("the panel is %s", got)
	}
	newRoad(t).noticed().refused("list whose numbers are named is on record", officer, complaint.ArbPanelFormed, "arbitrators=1", "members=1")
}

func TestT33_panelSizesOfThePack(t *testing.T) {
	t.Parallel()
	for _, p := range Packs() {
		if !p.seats(1) || !p.seats(3) || p.seats(2) {
			t.Errorf("%s knows panels of %v", p.ID, p.Arbitration.PanelSizes)
		}
	}
	single := *shield()
	single.Arbitration.PanelSizes = []int{1}
	if single.seats(3) {
		t.Error("a framework with single arbitrators seats three")
	}
}

// A new Notice begins the choice of arbitrators anew.
func TestT32_aNewNoticeForgetsTheList(t *testing.T) {
	t.Parallel()
	r := newRoad(t).listed().do(person, complaint.ArbHearingAsked, "participation=VIDEO").do(officer, complaint.ArbEnded, "reason_code=TERMINATED").
		day(260).do(person, complaint.ArbNoticeDelivered).at(complaint.S42)
	if r.c.Arbitrators.List != 0 || r.c.Asked.Participation != "" {
		t.Errorf("of the first arbitration is left: %+v, %+v", r.c.Arbitrators, r.c.Asked)
	}
}
