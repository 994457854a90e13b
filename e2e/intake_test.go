package e2e

import (
	"slices"

	"recourse/complaint"
	"recourse/law"
)

// intakeRules are the checks of section 5, S0, that no row and no edge case has
// as its own.
var intakeRules = []rule{{"conflict_of_interest", conflictOfInterest}, {"moved_to_another_pack", movedToAnotherPack}}

func nameless(f *complaint.Filing) { f.Person, f.Anonymous = complaint.Person{}, true }
func agent(f *complaint.Filing)    { f.Represented = "Some Agent" }
func child(f *complaint.Filing)    { f.Under13 = true }

// contested is E03.
func contested(k *clerk) {
	m := k.files().invalid(complaint.CaseOfficer, complaint.TriageIneligible).unidentifiable().moved("T04", "S5", "N04").closed(complaint.Ineligible).
		reads(complaint.N04, "Autoriteit Persoonsgegevens", "IF YOU THINK WE ARE WRONG").offers(complaint.Complainant, complaint.IneligibilityContested)
	m.invalid(complaint.Complainant, complaint.IneligibilityContested).contests().moved("H35", "S0", "MESSAGE case_officer").clocks("D45 runs").flagged("CONTESTED")
	m.refused("T04", complaint.CaseOfficer, complaint.TriageIneligible, "reason_code", "UNIDENTIFIABLE").
		colleague().unidentifiable().moved("T04", "S5", "N04").clocks("D45 cancelled").closed(complaint.Ineligible).
		refused("H35", complaint.Complainant, complaint.IneligibilityContested, "reasons", "It is still wrong.")
	k.enters(100).rings("T11", "S0", "N08").unidentifiable().moved("T04", "S5", "N04").contests().moved("H35", "S0", "MESSAGE case_officer").clocks("LATE runs").
		accepted("NON_HR").moved("T02", "S1/OVERDUE", "N02")
	k.files().lodged().unidentifiable().moved("T04", "S3.1", "N04").contests().moved("H35", "S0, S3.1", "MESSAGE case_officer").clocks("D45 runs").
		accepted("NON_HR").answered("PARTLY").moved("T09", "S1/RESPONDED, S3.1", "N07")
	k.files().refused("H35", complaint.Complainant, complaint.IneligibilityContested, "reasons", "Nothing was found.")
}

// unidentifiable has an officer find the complaint ineligible.
func (m *matter) unidentifiable() *matter {
	m.Helper()
	return m.officer(complaint.TriageIneligible, "reason_code", "UNIDENTIFIABLE")
}

// contests has the complainant contest that finding.
func (m *matter) contests() *matter {
	m.Helper()
	return m.person(complaint.IneligibilityContested, "reasons", "It is under another name.")
}

// generalCase is E06.
func generalCase(k *clerk) {
	k.files().refused("H33", complaint.CaseOfficer, complaint.TriageGeneral)
	m := k.files(residing("US")).refused("T02", complaint.CaseOfficer, complaint.TriageAccepted, "data_class", "NON_HR").keptOffPath().
		officer(complaint.TriageGeneral).moved("H33", "S1", "N02").clocks("").flagged("GENERAL").reads(complaint.N02, "as a general question about privacy", "you get our answer in the same time")
	m.keptOffPath().answered("PARTLY").moved("T09", "S1/RESPONDED", "N07").clocks("D45 met, SAT runs").reads(complaint.N07, "Write to us again and say what is still wrong")
	m.keptOffPath().person(complaint.ComplainantNotSatisfied).moved("H34", "S5", "N15").clocks("SAT met").closed(complaint.PartlyUpheldRemedied).omits("BBB")
	k.enters(40, residing("US")).officer(complaint.TriageGeneral).rings("T11", "S1/OVERDUE", "N08")
	k.enters(50, residing("US")).rings("T11", "S0", "N08").officer(complaint.TriageGeneral).moved("H33", "S1/OVERDUE", "N02").answered("PARTLY").moved("T10", "S1/RESPONDED_LATE", "N07")
}

// keptOffPath checks that nobody but the company is open to the complaint.
func (m *matter) keptOffPath() *matter {
	m.Helper()
	return m.refused("T16", complaint.Complainant, complaint.IRMFiled).
		refused("T22", complaint.Complainant, complaint.DPAContacted, "authority", "SE").
		refused("T36", complaint.CaseOfficer, complaint.SettlementSigned, "told_of_bar", true, "text", "We agree.").
		withholds("T30", complaint.ArbPrecheck)
}

// processor is E08.
func processor(k *clerk) {
	m := k.files().invalid(complaint.CaseOfficer, complaint.TriageProcessor).forController().moved("T05", "S0/REFERRED", "N05, CONTROLLER controller_client").clocks("D45 cancelled, FORWARD runs").
		reads(complaint.N05, "We keep your case open until they confirm").gets(complaint.Controller, law.ControllerLetter, "To Client B.V.", "Confirm to")
	m.refused("H90", complaint.CaseOfficer, complaint.ControllerAcknowledged, "proof", "Too early.").
		officer(complaint.ControllerForwarded, "proof", "Sent.").moved("H89", "S0/REFERRED", "").clocks("FORWARD met").
		invalid(complaint.CaseOfficer, complaint.ControllerAcknowledged).invalid(complaint.CaseOfficer, complaint.ControllerRefused).
		officer(complaint.ControllerRefused, "reason", "It is yours.").moved("H91", "S0", "").clocks("D45 runs").accepted("NON_HR").answered("PARTLY").moved("T09", "S1/RESPONDED", "N07")
	for triaged, due := range map[string]string{"2018-09-05": "2018-09-12", "2018-08-22": "2018-08-30"} { // the second over the summer bank holiday
		m := k.entersAt(noon("2018-08-20")).rings("T11", "S0", "N08").dated(triaged).forController().due(law.Forward, due).misses(law.Forward)
		m.reminds(complaint.Manager, law.Forward)
		m.offers(complaint.CaseOfficer, complaint.ControllerForwarded, complaint.ControllerRefused)
	}
	k.enters(100).rings("T11", "S0", "N08").forController().clocks("LATE cancelled, FORWARD runs").officer(complaint.ControllerRefused, "reason", "It is yours.").
		moved("H91", "S0", "").clocks("FORWARD met, LATE runs").accepted("NON_HR").moved("T02", "S1/OVERDUE", "N02")
	k.files().forController().officer(complaint.ControllerForwarded).officer(complaint.ControllerAcknowledged, "proof", "They have it.").moved("H90", "S5", "N15").
		closed(complaint.ReferredController).reads(complaint.N15, "passed to the organisation that decides about the data")
}

// forController refers the complaint to the controller.
func (m *matter) forController() *matter {
	m.Helper()
	return m.officer(complaint.TriageProcessor, "controller", "Client B.V.")
}

// duplicates is E10.
func duplicates(k *clerk) {
	older, younger := k.enters(3), k.files()
	older.refused("T08", complaint.CaseOfficer, complaint.DuplicateFound, "surviving_case", younger.receipt.Number).
		refused("T08", complaint.CaseOfficer, complaint.DuplicateFound, "surviving_case", older.receipt.Number)
	younger.officer(complaint.DuplicateFound, "surviving_case", older.receipt.Number).moved("T08", "S5", "N06").clocks("D45 cancelled").closed(complaint.MergedDuplicate).
		knows(older).reads(complaint.N06, string(older.receipt.Number), "You lose nothing by this.")
	older.learns(complaint.DuplicateMerged).moved("H92", "S0", "MESSAGE case_officer").clocks("").knows(younger).
		person(complaint.MessageSent, "text", "There is something new.").moved("H25", "S0", "MESSAGE case_officer").
		accepted("NON_HR").answered("PARTLY").moved("T09", "S1/RESPONDED", "N07")
	if younger.receipt.RespondBy.Before(older.deadline(law.D45).Due) {
		k.Errorf("the case that goes on is due on %s, the younger one was on %s", older.deadline(law.D45).Due, younger.receipt.RespondBy)
	}
}

// knows checks that the case knows of the others and of no more.
func (m *matter) knows(others ...*matter) *matter {
	m.Helper()
	var want []complaint.Number
	for _, o := range others {
		want = append(want, o.receipt.Number)
	}
	if !slices.Equal(m.Linked, want) {
		m.Errorf("the case knows of %v, want %v", m.Linked, want)
	}
	return m
}

// learns goes to the event by which the case has learnt of what was done on
// another one.
func (m *matter) learns(a complaint.Action) *matter {
	m.Helper()
	m.was = m.file
	e := m.look().Entries[len(m.Entries)-1]
	if m.seq = e.Seq; e.Action != a {
		m.Errorf("the last event is %s, want %s", e.Action, a)
	}
	return m
}

// anonymousReport is E12.
func anonymousReport(k *clerk) {
	m := k.files(nameless).moved("T01", "S0", "N01").flagged("ANONYMOUS").
		officer(complaint.MessageSent, "text", "Which office was it?").moved("H25", "S0", "MESSAGE").
		person(complaint.MessageSent, "text", "The one by the station.").moved("H25", "S0", "MESSAGE case_officer")
	m.accepted("NON_HR").moved("T02", "S1", "N02").keptOffPath().
		refused("H04", complaint.CaseOfficer, complaint.ResponseDrafted, "finding", "PARTLY", "remedies", []string{"DELETED"}, "text", "It is deleted.").
		answered("PARTLY").moved("T09", "S1/RESPONDED", "N07").reads(complaint.N07, "You have not told us who you are")
	m.keptOffPath().person(complaint.ComplainantNotSatisfied).moved("H34", "S5", "N15").closed(complaint.PartlyUpheldRemedied).omits("BBB")
}

// representative is E13.
func representative(k *clerk) {
	m := k.files(agent).refused("T02", complaint.CaseOfficer, complaint.TriageAccepted, "data_class", "NON_HR").
		refused("T05", complaint.CaseOfficer, complaint.TriageProcessor, "controller", "Client B.V.", "also_controller", true, "data_class", "NON_HR").
		officer(complaint.TriageNeedsInfo, "questions", "Where is your authority?").moved("T03", "S0/AWAITING_INFO", "N03").clocks("").
		invalid(complaint.CaseOfficer, complaint.MandateRecorded, "mandate", "WRITTEN_AUTHORITY").
		officer(complaint.MandateRecorded, "mandate", "WRITTEN_AUTHORITY", "proof", "Signed.").moved("H37", "S0/AWAITING_INFO", "")
	if m.Mandate != "WRITTEN_AUTHORITY" {
		k.Errorf("the mandate on record is %q", m.Mandate)
	}
	m.refused("T04", complaint.CaseOfficer, complaint.TriageIneligible, "reason_code", "NO_AUTHORITY_OF_AGENT").accepted("NON_HR").moved("T02", "S1", "N02")
	k.files(agent).officer(complaint.TriageIneligible, "reason_code", "NO_AUTHORITY_OF_AGENT").moved("T04", "S5", "N04").closed(complaint.Ineligible).
		reads(complaint.N04, "Send us a written authority", "Autoriteit Persoonsgegevens")
	k.files().refused("T04", complaint.CaseOfficer, complaint.TriageIneligible, "reason_code", "NO_AUTHORITY_OF_AGENT")
	k.files(agent).officer(complaint.MandateRecorded, "mandate", "NON_PROFIT", "proof", "Its statutes.").accepted("NON_HR").moved("T02", "S1", "N02")
	options := m.options(complaint.CaseOfficer)
	for act, may := range map[complaint.Action]bool{complaint.IRMFiled: true, complaint.DPAContacted: true, complaint.ArbNoticeDelivered: false} {
		if by := options[act].By; slices.Contains(by, complaint.Representative) != may {
			k.Errorf("%s is for %v", act, by)
		}
	}
}

// aboutAChild is E28.
func aboutAChild(k *clerk) {
	m := k.files(child).moved("T01", "S0", "N01, "+alarms).flagged("UNDER_13").gets(complaint.PrivacyOfficer, law.AlarmLetter, "It is about a child under 13").
		gets(complaint.Manager, law.AlarmLetter, "It is about a child under 13").
		refused("T02", complaint.CaseOfficer, complaint.TriageAccepted, "data_class", "NON_HR")
	m.officer(complaint.MandateRecorded, "mandate", "WRITTEN_AUTHORITY", "proof", "Signed.").refused("T02", complaint.CaseOfficer, complaint.TriageAccepted, "data_class", "NON_HR").
		officer(complaint.MandateRecorded, "mandate", "GUARDIAN", "proof", "Birth certificate.").moved("H37", "S0", "").accepted("NON_HR").moved("T02", "S1", "N02")
	m.officer(complaint.ResponseDrafted, "finding", "SUBSTANTIATED", "remedies", []string{"DELETED"}, "text", "The data is deleted.").
		privacy(complaint.ResponseApproved).officer(complaint.ResponseSent).moved("T09", "S1/RESPONDED", "N07").reads(complaint.N07, "deletion of the data")
	k.files(child).officer(complaint.TriageIneligible, "reason_code", "NO_AUTHORITY_OF_AGENT").moved("T04", "S5", "N04").closed(complaint.Ineligible)
}

// conflictOfInterest is check 13 of S0: another officer acts.
func conflictOfInterest(k *clerk) {
	m := k.files().officer(complaint.TriageNeedsInfo, "questions", "Which one?")
	officer := m.event().Actor.ID
	m.manager(complaint.CaseAssigned, "assignee", officer).moved("H24", "S0/AWAITING_INFO", "")
	m.invalid(complaint.Manager, complaint.ConflictDeclared, "officer", officer).
		manager(complaint.ConflictDeclared, "officer", officer, "reason", "It is about the officer.").moved("H88", "S0/AWAITING_INFO", "ALARM manager").clocks("").
		gets(complaint.Manager, law.AlarmLetter, "the manager assigns another")
	if m.Assignee != "" || !slices.Equal(m.Conflicted, []string{officer}) {
		k.Errorf("the case is with %q, in conflict are %v", m.Assignee, m.Conflicted)
	}
	m.refused("H88", complaint.CaseOfficer, complaint.TriageAccepted, "data_class", "NON_HR").
		refused("H88", complaint.Manager, complaint.ConflictDeclared, "officer", officer, "reason", "Again.").
		refused("H24", complaint.Manager, complaint.CaseAssigned, "assignee", officer)
	for _, o := range m.options(complaint.CaseOfficer) {
		if o.Allowed {
			k.Errorf("%s is offered to an officer with a conflict of interest", o.Action)
		}
	}
	m.colleague().accepted("NON_HR").moved("T02", "S1", "N02")
	if by := m.event().Actor; by.Role != complaint.CaseOfficer || by.ID == officer {
		k.Errorf("%+v has accepted the complaint, want another officer", by)
	}
}

// movedToAnotherPack is section 13: a running case keeps its pack until an officer
// moves it, and what follows is counted by the new one.
func movedToAnotherPack(k *clerk) {
	m := k.files(residing("SE"))
	const shield = "EU-PS-2016@1.0.0"
	m.invalid(complaint.CaseOfficer, complaint.PackMoved, "pack", shield).
		refused("H70", complaint.CaseOfficer, complaint.PackMoved, "pack", m.Pack.String(), "reason", "It has it.").
		refused("H70", complaint.CaseOfficer, complaint.PackMoved, "pack", "CH-PS-2017@1.0.0", "reason", "Nobody here is Swiss.")
	before := m.Pack.String()
	m.officer(complaint.PackMoved, "pack", shield, "reason", "The data came in 2018.").moved("H70", "S0", "").clocks("")
	if from := m.event().Facts["from_pack"]; m.Pack.String() != shield || from != before {
		k.Errorf("the case has gone from %s to %s, want from %s to %s", from, m.Pack, before, shield)
	}
	m.accepted("NON_HR").answered("PARTLY").moved("T09", "S1/RESPONDED", "N07").clocks("D45 met, SAT runs")
}
