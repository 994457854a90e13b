package main

import (
	"strings"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/mail"
)

// correspondence is a case from which letters are written, act by act.
type correspondence struct {
	t *testing.T
	letterCase
}

// newCorrespondence files a complaint.
func newCorrespondence(t *testing.T) *correspondence {
	t.Helper()
	received := time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC)
	filing := complaint.Filing{Person: complaint.Person{Name: "Elin Example"}, Residence: "SE", Entity: "TEKSYSTEMS", Channel: "WEB_FORM", PersonType: "JOB_SEEKER", Language: "en"}
	facts := law.FactsOf(filing, received)
	c, e := law.Receive("RC-TEST-0001", law.Select(facts).Ref(), facts, "file", complaint.Actor{Role: complaint.Complainant}, received)
	w := &correspondence{t: t, letterCase: letterCase{Case: c, filing: filing, entries: []law.Entry{{Event: e}}, today: received, url: "https://privacy.example.com"}}
	return w
}

// do performs an act, a day after the one before.
func (w *correspondence) do(role complaint.Role, action complaint.Action, facts map[string]string) {
	w.t.Helper()
	w.today = w.today.AddDate(0, 0, 1)
	e, err := w.Apply(law.Act{Key: string(action), Action: action, Actor: complaint.Actor{Role: role, ID: map[bool]string{true: "staff/1"}[role == complaint.CaseOfficer]}, Facts: facts}, w.today)
	if err != nil {
		w.t.Fatal(err)
	}
	w.entries, w.seq = append(w.entries, law.Entry{Event: e}), e.Seq
	for _, l := range e.Letters {
		if l.To == complaint.Complainant {
			w.letter = l
		}
	}
}

// says expects the last act to send a notice, and it to tell these things.
func (w *correspondence) says(notice complaint.Notice, want ...string) {
	w.t.Helper()
	code := string(notice)
	if w.letter.Code != code || w.letter.To != complaint.Complainant {
		w.t.Fatalf("the letter is %s to %s, want %s", w.letter.Code, w.letter.To, code)
	}
	r, err := mail.Render(mail.Letter{Code: code, To: complaint.Complainant, Case: w.Number, Language: "en", Data: w.data()})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, s := range want {
		if !strings.Contains(r.Body, s) {
			w.t.Errorf("%s after %s does not say %q:\n%s", code, w.event().Action, s, r.Body)
		}
	}
}

// A letter that refuses the complaint goes out although an authority has it and
// the case stays open; then no day ends the time for contesting (E03).
func TestLetter_ineligibleBesideTheAuthority(t *testing.T) {
	t.Parallel()
	w := newCorrespondence(t)
	w.do(complaint.Complainant, complaint.DPAContacted, map[string]string{"authority": "SE"})
	w.do(complaint.CaseOfficer, complaint.TriageIneligible, map[string]string{"reason_code": "UNIDENTIFIABLE"})
	w.says(complaint.N04, "Tell us so on your case page and say what we have overlooked.")
}

// Where a row that alarms and one that does not bear one number, the alarm says
// what is grave (E28, E25).
func TestAlarm_saysWhatIsGrave(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		row    string
		action complaint.Action
		want   string
	}{
		{"T01", complaint.ComplaintReceived, "about a child under 13"},
		{"H36", complaint.CaseLinked, "may be systemic"},
		{"H88", complaint.ConflictDeclared, "the manager assigns another"},
	} {
		if got := alarm(law.Entry{Event: law.Event{Transition: tc.row, Action: tc.action}}); !strings.Contains(got, tc.want) {
			t.Errorf("the alarm of %s says %q, want %q in it", tc.row, got, tc.want)
		}
	}
}

// The steps of an arbitration are told with their dates, the way to take part and
// language help (rulebook, N14).
func TestLetter_stepsOfAnArbitration(t *testing.T) {
	t.Parallel()
	w := newCorrespondence(t)
	w.do(complaint.CaseOfficer, complaint.TriageAccepted, map[string]string{"data_class": "NON_HR"})
	w.do(complaint.Complainant, complaint.ArbNoticeDelivered, nil)
	w.says(complaint.N14, "Sunday 26 August 2018", "Saturday 24 November 2018", "(G1)", "(G2)", "(G3)", "video or telephone", "interpreter")
	w.do(complaint.Complainant, complaint.ArbHearingAsked, map[string]string{"participation": "VIDEO", "language": "sv", "help": "INTERPRETATION"})
	w.says(complaint.N14, "you take part by video", "an interpreter (Swedish)", "Saturday 24 November 2018")
	w.do(complaint.CaseOfficer, complaint.ArbListReceived, map[string]string{"due": "2018-09-10"})
	w.says(complaint.N14, "list of five", "Monday 10 September 2018", "what you have asked for", "an interpreter (Swedish)")
	w.do(complaint.CaseOfficer, complaint.ArbHearingSettled, map[string]string{"participation": "TELEPHONE", "language": "sv", "help": "INTERPRETATION", "cost": "FREE"})
	w.says(complaint.N14, "This is settled", "you take part by telephone", "language help costs you nothing")
	w.do(complaint.CaseOfficer, complaint.DeadlineStated, map[string]string{"rule": "ARB90", "due": "2019-01-31", "agreed": "true"})
	w.says(complaint.N14, "agreed on another date", "Thursday 31 January 2019")
	w.do(complaint.CaseOfficer, complaint.ArbPanelFormed, map[string]string{"arbitrators": "3"})
	w.says(complaint.N14, "A panel of 3 arbitrators", "Thursday 31 January 2019", "you take part by telephone")
	w.do(complaint.CaseOfficer, complaint.ArbAward, map[string]string{"award": "PARTIAL", "relief": "ACCESS,RETURN", "due": "2019-02-01"})
	w.says(complaint.N14, "show you your data", "give your data back to you", "Friday 1 February 2019")
}

// A case can be open again before its closing notice goes out: the notice still
// tells how it ended.
func TestLetter_closingNoticeOfACaseOpenedAgain(t *testing.T) {
	t.Parallel()
	w := newCorrespondence(t)
	w.do(complaint.CaseOfficer, complaint.SettlementSigned, map[string]string{"told_of_bar": "true"})
	w.do(complaint.CaseOfficer, complaint.SettlementPerformed, nil)
	closing, seq := w.letter, w.seq
	w.do(complaint.CaseOfficer, complaint.CaseReopened, map[string]string{"ground": "NEW_FACTS", "due": "2018-12-01"})
	w.letter, w.seq = closing, seq
	r, err := mail.Render(mail.Letter{Code: closing.Code, To: complaint.Complainant, Case: w.Number, Language: "en", Data: w.data()})
	if err != nil || closing.Code != string(complaint.N15) || !strings.Contains(r.Body, "settled by agreement") {
		t.Errorf("%s says %v:\n%s", closing.Code, err, r.Body)
	}
}

// A reminder speaks by the rule by which its own deadline is counted: that of the
// pack it has kept, or of the case. A rung that the ladder lacks has no words of
// its own.
func TestReminder_speaksByTheRuleOfItsDeadline(t *testing.T) {
	t.Parallel()
	swiss, due := law.PackRef{ID: "CH-PS-2017", Version: "1.0.0"}, complaint.Date{Year: 2018, Month: time.November, Day: 1}
	for _, tc := range []struct {
		name string
		kept law.PackRef
		rung int
		fact string
		want string
		due  complaint.Date
	}{
		{"of the case", law.PackRef{}, 0, "1", "Assemble the evidence pack for the panel", due},
		{"kept", swiss, 0, "1", "Assemble the evidence pack for the Commissioner", due},
		{"no such rung", swiss, 99, "1", "Advice of the Swiss Commissioner", due},
		{"no rung before the first", swiss, -1, "1", "Advice of the Swiss Commissioner", due},
		{"no such deadline", swiss, 0, "2", "Assemble the evidence pack for the panel", complaint.Date{}},
	} {
		w := newCorrespondence(t)
		w.Deadlines = []law.Deadline{{ID: 1, Rule: law.D60, Due: due, Pack: tc.kept}}
		w.entries = append(w.entries, law.Entry{Event: law.Event{Seq: 2, Action: complaint.ReminderDue, Facts: map[string]string{"deadline": tc.fact}}})
		w.letter, w.seq = law.Letter{Code: law.ReminderLetter, To: complaint.CaseOfficer, Rule: law.D60, Rung: tc.rung}, 2
		if d := w.data(); d.Reminder != tc.want || d.Due != tc.due {
			t.Errorf("%s: %q, due %s, want %q, due %s", tc.name, d.Reminder, d.Due, tc.want, tc.due)
		}
	}
}

// Whoever asks to be erased is told what stays and until when, and before it happens
// that it will (rulebook, section 9, retention).
func TestLetter_erasure(t *testing.T) {
	t.Parallel()
	const code = complaint.Notice(law.ErasureLetter)
	w := newCorrespondence(t)
	w.do(complaint.Complainant, complaint.ErasureRequested, nil)
	w.do(complaint.CaseOfficer, complaint.ErasureRefused, map[string]string{"ground": "PATH_OPEN"})
	w.says(code, "still open", "until your case has closed, and for 6 years after that")
	w.do(complaint.Complainant, complaint.ComplaintWithdrawn, map[string]string{"confirmed": "true"})
	w.do(complaint.Complainant, complaint.ErasureRequested, nil)
	w.do(complaint.CaseOfficer, complaint.ErasureRefused, map[string]string{"ground": "PROOF_OWED"})
	w.says(code, "prove how we dealt with it", "2024")
	w.do(complaint.Complainant, complaint.ErasureRequested, nil)
	w.do(complaint.CaseOfficer, complaint.ErasureRefused, map[string]string{"ground": "LEGAL_CLAIMS", "until": "2020-01-31"})
	w.says(code, "legal claims", "until Friday 31 January 2020")
	w.do(complaint.CaseOfficer, complaint.ErasureProposed, map[string]string{"ground": "REQUESTED"})
	w.do(complaint.Manager, complaint.ErasureApproved, nil)
	w.says(code, "We will erase your case", "opens nothing")
}

// A child's case for which no guardian complains is erased soon, so that nobody is
// promised a year in which to come back to it (E28).
func TestLetter_ofAChildPromisesNoYear(t *testing.T) {
	t.Parallel()
	w := newCorrespondence(t)
	w.Facts.Under13 = true
	w.do(complaint.CaseOfficer, complaint.TriageIneligible, map[string]string{"reason_code": "NO_AUTHORITY_OF_AGENT"})
	w.says(complaint.N04, "by Saturday 25 August 2018")
	w = newCorrespondence(t)
	w.do(complaint.CaseOfficer, complaint.TriageIneligible, map[string]string{"reason_code": "UNIDENTIFIABLE"})
	w.says(complaint.N04, "by Sunday 25 August 2019")
}
