package law

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"recourse/complaint"
)

// found returns the finding of a code, as the case stands now.
func (r *road) found(code string) Finding {
	r.t.Helper()
	a := r.c.Arbitration(r.now)
	all := slices.Concat([]Finding{a.Available}, a.Guards, a.Bars)
	i := slices.IndexFunc(all, func(f Finding) bool { return f.Code == code })
	if i < 0 {
		r.t.Fatalf("no finding %s", code)
	}
	return all[i]
}

// shows expects a guard or bar to be proven by the act, and the field that holds
// the text which shows it in the event of the act text; both "" for none.
func (r *road) shows(code string, by, text complaint.Action, field string) *road {
	r.t.Helper()
	f := r.found(code)
	if !f.Holds || r.action(f.Event) != by || r.action(f.Text) != text || f.Evidence != field || f.Next != (Remedy{}) == (code[0] == 'G') {
		r.t.Fatalf("%s is found as %+v (%s, text in %s %s)", code, f, r.action(f.Event), r.action(f.Text), f.Evidence)
	}
	return r
}

// action is the act of an event; "" for none.
func (r *road) action(seq int) complaint.Action {
	for _, e := range r.events {
		if e.Seq == seq {
			return e.Action
		}
	}
	return ""
}

// lacks expects a guard to be unmet, with whose move it is, by which act, and from
// which day time alone helps.
func (r *road) lacks(code string, by complaint.Role, action complaint.Action, on string) *road {
	r.t.Helper()
	f := r.found(code)
	got := "" // no date
	if !f.Next.On.IsZero() {
		got = f.Next.On.String()
	}
	if f.Holds || f.Event != 0 || f.Next.Says == "" || f.Next.By != by || f.Next.Action != action || got != on {
		r.t.Fatalf("%s is found as %+v, want a move of %s by %s, or %q", code, f, by, action, on)
	}
	return r
}

func TestG1_theCompanyHadItsTime(t *testing.T) {
	t.Parallel()
	newRoad(t).lacks("G1", officer, complaint.ResponseSent, "2018-10-09").accepted("NON_HR").day(20).sent("PARTLY").
		shows("G1", complaint.ResponseSent, complaint.ResponseDrafted, "text")
	newRoad(t).day(50).shows("G1", complaint.TimerD45, "", "")
}

func TestG2_theRecourseBodyWasUsed(t *testing.T) {
	t.Parallel()
	newRoad(t).answered("NON_HR", 20, "PARTLY").lacks("G2", person, complaint.IRMFiled, "")
	newRoad(t).filed().lacks("G2", complaint.IRM, complaint.IRMDecision, "").do(officer, complaint.IRMClosed, "reason_code=ABANDONED").
		lacks("G2", person, complaint.ComplainantNotSatisfied, "")
	newRoad(t).rejected().shows("G2", complaint.IRMDecision, complaint.IRMDecision, "text")
	newRoad(t).filed().do(officer, complaint.IRMEligible).do(officer, complaint.IRMSettled).
		shows("G2", complaint.IRMSettled, complaint.IRMSettled, "settlement").shows("B3", complaint.IRMSettled, complaint.IRMSettled, "settlement")
	newRoad(t).accepted("HR").lacks("G2", "", "", "")
}

func TestG3_commerceHadItsTime(t *testing.T) {
	t.Parallel()
	newRoad(t).rejected().lacks("G3", person, complaint.DPAContacted, "").do(person, complaint.DPAContacted, "authority=SE").
		lacks("G3", complaint.DPA, complaint.DPARefersDoC, "")
	r := newRoad(t).commerce().lacks("G3", complaint.Commerce, complaint.DoCUnresolved, "2019-04-23")
	if on := r.c.Arbitration(r.now).PossibleFrom.String(); on != "2019-04-23" {
		t.Errorf("arbitration is possible from %s, want the day after the 90 days of Commerce", on)
	}
	r.day(242).shows("G3", complaint.TimerD90, "", "")
	newRoad(t).commerce().do(officer, complaint.DoCUnresolved).shows("G3", complaint.DoCUnresolved, complaint.DoCUnresolved, "remark")
	newRoad(t).accepted("HR").lacks("G3", "", "", "")
}

// Time alone opens nothing while somebody has to do something, or a bar stands.
func TestPossibleFrom_onlyWhereTimeAloneHelps(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]*road{
		"a step missing":  newRoad(t).accepted("NON_HR"),
		"a bar":           newRoad(t).commerce().do(officer, complaint.CourtJudgment),
		"open already":    newRoad(t).offered(),
		"unverified pack": newRoad(t, swissResident),
	} {
		if on := r.c.Arbitration(r.now).PossibleFrom; !on.IsZero() {
			t.Errorf("%s: possible from %s", name, on)
		}
	}
}

func TestB1_arbitratedBefore(t *testing.T) {
	t.Parallel()
	newRoad(t).offered().do(officer, complaint.ArbElsewhere).by("H60").shows("B1", complaint.ArbElsewhere, complaint.ArbElsewhere, "remark").
		do(person, complaint.ArbPrecheck).by("T31").at(complaint.S41).told("N13").
		refused("no binding arbitration of this violation is on record yet", officer, complaint.ArbElsewhere)
	newRoad(t).heard().do(officer, complaint.ArbAward, "award=PARTIAL").shows("B1", complaint.ArbAward, complaint.ArbAward, "text")
}

func TestB2_judged(t *testing.T) {
	t.Parallel()
	newRoad(t).offered().do(officer, complaint.CourtJudgment).shows("B2", complaint.CourtJudgment, complaint.CourtJudgment, "remark").
		do(person, complaint.ArbPrecheck).by("T31")
}

func TestB3_settled(t *testing.T) {
	t.Parallel()
	newRoad(t).accepted("NON_HR").do(officer, complaint.SettlementSigned, "told_of_bar=true").shows("B3", complaint.SettlementSigned, complaint.SettlementSigned, "text")
	newRoad(t).heard().do(officer, complaint.ArbEnded, "reason_code=SETTLED").shows("B3", complaint.ArbEnded, complaint.ArbEnded, "settlement")
}

func TestB4_anAuthorityDecides(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("HR").shows("B4", complaint.TriageAccepted, complaint.TriageAccepted, "reason")
	if next := r.found("B4").Next; next.Action != complaint.DPAContacted || next.By != person {
		t.Errorf("what is left is %+v, want the way to the authority", next)
	}
	if next := r.do(person, complaint.DPAContacted, "authority=SE").found("B4").Next; next.Action != "" || next.By != complaint.DPA {
		t.Errorf("with the authority what is left is %+v", next)
	}
	if f := newRoad(t).accepted("NON_HR").found("B4"); f.Holds || f.Event != 0 || f.Next != (Remedy{}) {
		t.Errorf("other data is found as %+v", f)
	}
}

// A company that chose the authorities for all data is before their panel (III.5).
func TestB4_companiesThatChoseTheAuthorities(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR")
	chose := *shield()
	chose.DPAsChosen = true
	if r.c.authorityDecides(shield()) || !r.c.authorityDecides(&chose) {
		t.Error("the choice of the authorities does not decide who has power")
	}
}

func TestB5_dealtWithDirectly(t *testing.T) {
	t.Parallel()
	newRoad(t).lodged().do(officer, complaint.DPADirectAction).shows("B5", complaint.DPADirectAction, complaint.DPADirectAction, "remark")
}

// Invariant (ii): by our offer S4.2 needs every guard and no bar.
func TestArbitration_guardsAndBars(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"B1", "B2", "B3", "B4", "B5"} {
		r := newRoad(t).offered()
		r.c.Proofs = append(r.c.Proofs, Proof{Of: code, Seq: r.c.Seq})
		r.do(person, complaint.ArbPrecheck).by("T31").at(complaint.S41)
		if f := r.found(code); !f.Holds || f.Event != r.c.Proofs[len(r.c.Proofs)-1].Seq || f.Next.Says == "" {
			t.Errorf("bar %s is found as %+v", code, f)
		}
	}
	for i, code := range []string{"G1", "G2", "G3"} {
		r := newRoad(t).offered()
		r.c.Proofs = append(r.c.Proofs[:i:i], r.c.Proofs[i+1:]...)
		r.do(person, complaint.ArbPrecheck).by("T31").at(complaint.S41)
		if got := r.c.Arbitration(r.now); fmt.Sprint(got.Missing) != "["+code+"]" || got.Guards[i].Holds || got.Guards[i].Next.Says == "" {
			t.Errorf("without %s: %+v", code, got)
		}
	}
}

func swissResident(f *Facts) { f.Residence = "CH" }

// The Swiss shield's arbitration came later, and no day is verified (rulebook,
// section 13): by our offer it does not open. A Notice still counts (E24).
func TestAvailable_notWhileTheDayIsUnverified(t *testing.T) {
	t.Parallel()
	r := newRoad(t, swissResident)
	if r.c.Pack.ID != "CH-PS-2017" {
		t.Fatalf("the case has the pack %s", r.c.Pack.ID)
	}
	r.offered().lacks(Available, privacy, "", "").do(person, complaint.ArbPrecheck).by("T31").at(complaint.S41).told("N13")
	if f := r.found(Available); f.Basis != Product || f.Cite == "" {
		t.Errorf("the day is sourced as %+v", f)
	}
	r.do(person, complaint.ArbNoticeDelivered).by("T32").at(complaint.S42).clocks(ARB90)
	if got := fmt.Sprint(r.c.Objections); got != "[AVAILABLE]" {
		t.Errorf("objections %s", got)
	}
}

func TestAvailable_fromItsDayOn(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		pack, before, from string
		basis              Basis
	}{
		{"EU-PS-2016", "2016-12-31", "2017-01-01", Secondary},
		{"EU-DPF-2023", "2023-07-09", "2023-07-10", Secondary},
		{"UK-EXT-2023", "2023-10-11", "2023-10-12", Recalled},
		{"CH-DPF-2024", "2024-09-14", "2024-09-15", Secondary},
	} {
		p, err := Lookup(PackRef{ID: tc.pack})
		if err != nil {
			t.Fatal(err)
		}
		before, from := day(t, tc.before), day(t, tc.from)
		if f := p.available(before); f.Holds || f.Next.On != from || f.Basis != tc.basis {
			t.Errorf("%s on %s: %+v", tc.pack, before, f)
		}
		if f := p.available(from); !f.Holds || f.Next != (Remedy{}) {
			t.Errorf("%s on %s: %+v", tc.pack, from, f)
		}
	}
}

// Whoever is told to do something can do it: at every station the act named is
// possible now for the complainant whose move it is.
func TestNext_isPossible(t *testing.T) {
	t.Parallel()
	for name, station := range stations {
		r := station(t)
		a := r.c.Arbitration(r.now)
		for _, f := range slices.Concat(a.Guards, a.Bars) {
			if f.Next.By != person || f.Next.Action == "" {
				continue
			}
			if _, err := r.c.row(Act{Action: f.Next.Action, Actor: who[person], At: r.now}, true); err != nil {
				t.Errorf("%s: %s: %v", name, f.Code, err)
			}
		}
	}
}

// What closes a case closes the ways to arbitration with it.
func TestNext_onAClosedCase(t *testing.T) {
	t.Parallel()
	closed := newRoad(t).answered("NON_HR", 20, "PARTLY").do(person, complaint.ComplainantSatisfied)
	closed.lacks("G2", officer, complaint.CaseReopened, "").until(closed.now.Add(500*24*time.Hour)).lacks("G2", person, "", "")
}

func TestPapers_areNamedWithWhatTheyShow(t *testing.T) {
	t.Parallel()
	r := newRoad(t).filed().do(person, complaint.DocumentAdded, "shows=G2,B3")
	for code, want := range map[string]string{"G1": "[]", "G2": fmt.Sprint([]int{r.c.Seq}), "B3": fmt.Sprint([]int{r.c.Seq})} {
		if got := fmt.Sprint(r.found(code).Papers); got != want {
			t.Errorf("%s: papers %s, want %s", code, got, want)
		}
	}
	r.refused("must hold only G1", person, complaint.DocumentAdded, "shows=G9")
}
