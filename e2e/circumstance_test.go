package e2e

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"recourse/complaint"
	"recourse/law"
)

// death is E16.
func death(k *clerk) {
	m := k.enters(40).accepted("NON_HR").invalid(complaint.CaseOfficer, complaint.DeathRecorded).
		officer(complaint.DeathRecorded, "proof", "The register.").moved("H80", "S1", "").clocks("").flagged("DECEASED").
		refused("E16", complaint.Complainant, complaint.ComplaintWithdrawn, "confirmed", true).
		person(complaint.MessageSent, "text", "We are the heirs.").moved("H25", "S1", "MESSAGE case_officer").
		officer(complaint.MessageSent, "text", "Please send proof.").moved("H25", "S1", "")
	m.rings("T11", "S1/OVERDUE", "").clocks("D45 missed, LATE runs")
	m.invalid(complaint.CaseOfficer, complaint.HeirsAdmitted).officer(complaint.HeirsAdmitted, "proof", "Certificate; the law of the residence.").moved("H81", "S1/OVERDUE", "").flagged("DECEASED HEIRS").
		answered("PARTLY").moved("T10", "S1/RESPONDED_LATE", "N07").person(complaint.ComplainantSatisfied).moved("T12", "S5", "N15").closed(complaint.PartlyUpheldRemedied)

	k.files().accepted("NON_HR").refused("H82", complaint.CaseOfficer, complaint.CaseLapsed, "reason", "Nobody has died.").
		officer(complaint.DeathRecorded, "proof", "The register.").officer(complaint.CaseLapsed, "reason", "Nobody goes on.").
		moved("H82", "S5", "").clocks("D45 cancelled").closed(complaint.LapsedDeath)
	k.files(as("EMPLOYEE")).accepted("HR").lodged().officer(complaint.DPAPanelCompetent).officer(complaint.DeathRecorded, "proof", "The register.").
		officer(complaint.CaseLapsed, "reason", "Nobody goes on.").moved("H82", "S3.2", "").clocks("D45 cancelled").
		officer(complaint.DPANoBreach).moved("H11", "S5", "").closed(complaint.AuthorityNoBreach)
}

// undeliverable is E21.
func undeliverable(k *clerk) {
	m := k.enters(50).rings("T11", "S0", "N08").accepted("NON_HR").on(40).drafted("PARTLY")
	m.on(45).invalid(complaint.CaseOfficer, complaint.DeliveryFailed, "channel", "EMAIL").
		officer(complaint.DeliveryFailed, "channel", "EMAIL", "proof", "It came back.").moved("H84", "S1/OVERDUE", "").
		on(48).officer(complaint.DeliveryFailed, "channel", "POST", "proof", "It came back too.").moved("H84", "S1/OVERDUE", "").clocks("").flagged("UNDELIVERED")
	if !slices.Equal(m.Undelivered, []string{"EMAIL", "POST"}) {
		k.Errorf("tried in vain are %v", m.Undelivered)
	}
	m.on(44).officer(complaint.ResponseSent, "remark", "First tried on that day.").moved("T09", "S1/RESPONDED", "N07").clocks("D45 met, LATE met, SAT runs").
		finds(complaint.ResponseSent, "text", "This is what we have found.")
	if d := m.deadline(law.SAT); d.Start != m.day(44) {
		k.Errorf("the complainant's 30 days run from %s, want the first try, %s", d.Start, m.day(44))
	}
	m.person(complaint.ComplainantSatisfied).officer(complaint.DeliveryFailed, "channel", "EMAIL", "proof", "N15 came back.").moved("H84", "S5", "")
}

// finds checks that the complainant's case page shows an act with a text.
func (m *matter) finds(a complaint.Action, field, text string) *matter {
	m.Helper()
	var page struct{ Entries []entry }
	m.i.must(m.T, request{method: http.MethodGet, path: m.path("complaints", ""), cookies: m.session}).want(m.T, http.StatusOK).read(m.T, &page)
	if !slices.ContainsFunc(page.Entries, func(e entry) bool { return e.Action == a && e.Details[field] == text }) {
		m.Errorf("the case page shows no %s with the text %q", a, text)
	}
	return m
}

// litigation is E22.
func litigation(k *clerk) {
	m := k.files().exhausted().arbitration("").invalid(complaint.CaseOfficer, complaint.CourtJudgment).
		officer(complaint.CourtJudgment, "remark", "Final.").moved("H28", "S4.1", "").arbitration("B2")
	m.person(complaint.ArbPrecheck).moved("T31", "S4.1", "N13").reads(complaint.N13, "because something rules it out", "(B2)")

	m = k.files().accepted("NON_HR").invalid(complaint.CaseOfficer, complaint.HoldPlaced).
		manager(complaint.HoldPlaced, "reason", "A claim for damages.").moved("H85", "S1", "").clocks("").flagged("HOLD").
		refused("H85", complaint.CaseOfficer, complaint.HoldPlaced, "reason", "Again.").
		answered("SUBSTANTIATED").moved("T09", "S1/RESPONDED", "N07").person(complaint.ComplainantSatisfied).moved("T12", "S5", "N15").flagged("HOLD")
	m.invalid(complaint.CaseOfficer, complaint.HoldReleased).officer(complaint.HoldReleased, "reason", "It is over.").moved("H94", "S5", "").flagged("").
		refused("H94", complaint.CaseOfficer, complaint.HoldReleased, "reason", "Again.").
		officer(complaint.HoldPlaced, "reason", "An appeal.").moved("H85", "S5", "").flagged("HOLD").closed(complaint.UpheldRemedied).
		officer(complaint.CourtJudgment, "remark", "Final.").moved("H28", "S5", "").arbitration("G2 G3 B2")
	k.files().officer(complaint.HoldPlaced, "reason", "A claim.").officer(complaint.HoldReleased, "reason", "It is over.").moved("H94", "S0", "").flagged("")
}

// linkedCases is E25.
func linkedCases(k *clerk) {
	const suspicion = "Three or more cases are linked"
	a, b, c := k.files(), k.files(at("AEROTEK")), k.files(at("ASTON_CARTER"))
	a.refused("H36", complaint.CaseOfficer, complaint.CaseLinked, "linked_case", a.receipt.Number).
		linked(b).moved("H36", "S0", "").clocks("").knows(b).flagged("").refused("H36", complaint.CaseOfficer, complaint.CaseLinked, "linked_case", b.receipt.Number)
	b.learns(complaint.CaseLinked).moved("H36", "S0", "").clocks("").knows(a).flagged("").
		refused("H36", complaint.CaseOfficer, complaint.CaseLinked, "linked_case", a.receipt.Number)
	a.linked(c).moved("H36", "S0", alarms).clocks("").knows(b, c).flagged("SYSTEMIC").
		gets(complaint.PrivacyOfficer, law.AlarmLetter, suspicion).gets(complaint.Manager, law.AlarmLetter, suspicion)
	c.learns(complaint.CaseLinked).moved("H36", "S0", "").knows(a).linked(b).moved("H36", "S0", alarms).knows(a, b).flagged("SYSTEMIC")
	b.learns(complaint.CaseLinked).moved("H36", "S0", alarms).knows(a, c).flagged("SYSTEMIC")
	for _, m := range []*matter{a, b, c} { // each goes its own way
		m.accepted("NON_HR").moved("T02", "S1", "N02")
	}
	a.person(complaint.ComplaintWithdrawn, "confirmed", true).moved("T35", "S5", "N16")
	d := k.files().linked(a).moved("H36", "S0", "").knows(a)
	a.learns(complaint.CaseLinked).moved("H36", "S5", "").knows(b, c, d).closed(complaint.Withdrawn)
}

// at has the complaint be about another company of the group.
func at(entity string) change { return func(f *complaint.Filing) { f.Entity = entity } }

// linked links the case to another one.
func (m *matter) linked(other *matter) *matter {
	m.Helper()
	return m.officer(complaint.CaseLinked, "linked_case", other.receipt.Number, "remark", "The same mailing.")
}

// incident is E26.
func incident(k *clerk) {
	for _, tc := range []struct {
		to   string
		road func(*matter) *matter
	}{
		{"S0", func(m *matter) *matter { return m }},
		{"S1/RESPONDED", func(m *matter) *matter { return m.accepted("NON_HR").answered("PARTLY") }},
		{"S5", func(m *matter) *matter { return m.person(complaint.ComplaintWithdrawn, "confirmed", true) }},
	} {
		tc.road(k.files()).invalid(complaint.CaseOfficer, complaint.IncidentReported).
			officer(complaint.IncidentReported, "report", "A laptop is gone.").moved("H86", tc.to, alarms).clocks("").flagged("INCIDENT").
			gets(complaint.PrivacyOfficer, law.AlarmLetter, "the incident process begins at once").gets(complaint.Manager, law.AlarmLetter, "the incident process begins at once")
	}
}

// retaliation is E27.
func retaliation(k *clerk) {
	const pressure = "Retaliation or pressure is alleged"
	m := k.files(as("EMPLOYEE")).accepted("HR").answered("PARTLY")
	before := m.open()
	m.invalid(complaint.Complainant, complaint.RetaliationRaised).person(complaint.RetaliationRaised, "report", "I am to take it back.").moved("H87", "S1/RESPONDED", alarms).clocks("").
		flagged("RETALIATION").gets(complaint.PrivacyOfficer, law.AlarmLetter, pressure, "Choices must not restrict employment").gets(complaint.Manager, law.AlarmLetter, pressure)
	if after := m.open(); !slices.Equal(before, after) {
		k.Errorf("after the report the complainant may do %v, before it %v", after, before)
	}
	if got := m.words("report"); got != "I am to take it back." {
		k.Errorf("the report on record is %q", got)
	}
	m.person(complaint.ComplainantSatisfied).person(complaint.RetaliationRaised, "report", "I am shunned.").moved("H87", "S5", alarms)
}

// open lists what the complainant may do.
func (m *matter) open() []complaint.Action {
	m.Helper()
	options := m.options(complaint.Complainant)
	maps.DeleteFunc(options, func(_ complaint.Action, o law.Option) bool { return !o.Allowed })
	return slices.Sorted(maps.Keys(options))
}

// flagged checks the circumstances that officers must not overlook.
func (m *matter) flagged(flags string) *matter {
	m.Helper()
	if got := strings.Join(m.Flags, " "); got != flags {
		m.Errorf("the case is flagged %q, want %q", got, flags)
	}
	return m
}
