package rehearsal

import (
	"recourse/complaint"
	"recourse/law"
)

// Roads are the complaints of the rehearsal. All people in them are invented.
var Roads = []Road{
	{
		Name: "satisfied by the company", Filing: jobSeeker, Outcome: complaint.UpheldRemedied,
		Notices: []complaint.Notice{complaint.N01, complaint.N02, complaint.N07, complaint.N15},
		Steps: join(
			[]Step{accept(1, "NON_HR", "ACCESS", "CHOICE")},
			answer(3, "SUBSTANTIATED", "OPT_OUT_APPLIED", "You were right: the opt-out had not reached our partner. It has now, and we have written to the partner."),
			[]Step{{Day: 4, By: person, Action: complaint.ComplainantSatisfied, Transition: "T12", Stands: at(complaint.S5)}},
		),
	},
	{
		Name: "45 days missed, recourse body upholds and verifies", Filing: referee, Outcome: complaint.UpheldRemedied,
		Notices: []complaint.Notice{complaint.N01, complaint.N02, complaint.N08, complaint.N07, complaint.N11, complaint.N15},
		Says:    []Said{{complaint.N08, "BBB National Programs"}, {complaint.N08, "Integritetsskyddsmyndigheten"}},
		Steps: join(
			[]Step{
				accept(2, "NON_HR", "CHOICE"),
				{Day: 46, Transition: "T11", Stands: at(complaint.S1Overdue), Missed: law.D45},
				{Day: 48, By: person, Action: complaint.IRMFiled, Transition: "T16", Stands: at(complaint.S1Overdue, complaint.S21), Data: data{"reference": "EU-PS 4711"}, Starts: map[law.RuleID]int{law.IRM: 60}},
				{
					Day: 50, By: officer, Action: complaint.ResponseDrafted, Transition: "H04", Stands: at(complaint.S1Overdue, complaint.S21),
					Data: data{"finding": "PARTLY", "remedies": []any{"APOLOGY"}, "text": "We are sorry that this answer is late."},
				},
				{Day: 50, By: privacy, Action: complaint.ResponseApproved, Transition: "H05", Stands: at(complaint.S1Overdue, complaint.S21)},
				{Day: 50, By: officer, Action: complaint.ResponseSent, Transition: "T10", Stands: at(complaint.S1RespondedLte, complaint.S21)},
				{Day: 52, By: person, Action: complaint.ComplainantNotSatisfied, Transition: "T13", Stands: at(complaint.S21)},
				{Day: 53, By: officer, Action: complaint.IRMEligible, Transition: "T17", Stands: at(complaint.S22), Starts: map[law.RuleID]int{law.IRMConciliation: 30}},
				{Day: 56, By: officer, Action: complaint.IRMNoSettlement, Transition: "T18", Stands: at(complaint.S23), Starts: map[law.RuleID]int{law.IRMReview: 30}},
				{Day: 60, By: officer, Action: complaint.IRMDecision, Transition: "T19", Stands: at(complaint.S24), Data: data{"decision": "UPHELD", "text": "The claim is upheld."}, Starts: map[law.RuleID]int{law.IRMVerification: 30}},
				{Day: 64, By: officer, Action: complaint.IRMPerformed, Transition: "T20", Stands: at(complaint.S25), Data: data{"proof": "Deletion confirmed."}},
				{Day: 66, By: person, Action: complaint.ComplainantSatisfied, Transition: "H07", Stands: at(complaint.S5)},
			},
		),
	},
	{
		Name: "employment data: panel, 25 days missed, FTC", Filing: employee, Outcome: complaint.NoncomplianceReported,
		Notices: []complaint.Notice{complaint.N01, complaint.N02, complaint.N07, complaint.N10, complaint.N12, complaint.N15},
		Says:    []Said{{complaint.N10, "Datatilsynet"}},
		Steps: join(
			[]Step{accept(1, "HR", "HR_DATA", "ONWARD_TRANSFER")},
			answer(3, "NOT_SUBSTANTIATED", "EXPLANATION", "The transfer was within the group and covered by our employee notice."),
			[]Step{
				{Day: 5, By: person, Action: complaint.ComplainantNotSatisfied, Transition: "T14", Stands: at(complaint.S3Offered)},
				{Day: 7, By: person, Action: complaint.DPAContacted, Transition: "T22", Stands: at(complaint.S31), Data: data{"authority": "DK", "reference": "2026-31-0042"}},
				{Day: 9, By: officer, Action: complaint.DPAPanelCompetent, Transition: "T23", Stands: at(complaint.S32)},
				{Day: 13, By: officer, Action: complaint.DPAAdvice, Transition: "T26", Stands: at(complaint.S33), Data: data{"advice": "Delete the assessment and inform the recipients."}, Starts: map[law.RuleID]int{law.D25: 25}},
				{Day: 39, Transition: "T27", Stands: at(complaint.S35), Missed: law.D25},
				{Day: 45, By: officer, Action: complaint.FTCActed, Transition: "H15", Stands: at(complaint.S5), Data: data{"remark": "Consent order."}},
			},
		),
	},
	{
		Name: "full road to an award and compliance", Filing: visitor, Outcome: complaint.ArbitratedForIndividual,
		Notices: []complaint.Notice{complaint.N01, complaint.N02, complaint.N07, complaint.N09, complaint.N11, complaint.N10, complaint.N12, complaint.N13, complaint.N13, complaint.N14, complaint.N14, complaint.N14, complaint.N14, complaint.N14, complaint.N15},
		Says:    []Said{{complaint.N13, "ICDR-AAA"}, {complaint.N09, "BBB National Programs"}},
		Steps: join(
			[]Step{accept(1, "NON_HR", "ACCESS", "DATA_INTEGRITY_PURPOSE")},
			answer(2, "NOT_SUBSTANTIATED", "EXPLANATION", "We keep the profile because you applied in 2018."),
			[]Step{
				{Day: 3, By: person, Action: complaint.ComplainantNotSatisfied, Transition: "T13", Stands: at(complaint.S2Offered)},
				{Day: 4, By: person, Action: complaint.IRMFiled, Transition: "T16", Stands: at(complaint.S21), Starts: map[law.RuleID]int{law.IRM: 60}},
				{Day: 5, By: officer, Action: complaint.IRMEligible, Transition: "T17", Stands: at(complaint.S22)},
				{Day: 6, By: officer, Action: complaint.IRMNoSettlement, Transition: "T18", Stands: at(complaint.S23)},
				{Day: 7, By: officer, Action: complaint.IRMDecision, Transition: "T19", Stands: at(complaint.S25), Data: data{"decision": "REJECTED", "text": "The claim is rejected."}},
				{Day: 8, By: person, Action: complaint.ComplainantNotSatisfied, Transition: "T21", Stands: at(complaint.S3Offered)},
				{Day: 9, By: person, Action: complaint.DPAContacted, Transition: "T22", Stands: at(complaint.S31), Data: data{"authority": "DE"}},
				{Day: 10, By: officer, Action: complaint.DPARefersDoC, Transition: "T24", Stands: at(complaint.S34), Starts: map[law.RuleID]int{law.D90: 90}},
				{Day: 101, Transition: "T29", Stands: at(complaint.S41), Missed: law.D90},
				{Day: 102, By: person, Action: complaint.ArbPrecheck, Transition: "T30", Stands: at(complaint.S42)},
				{
					Day: 104, By: person, Action: complaint.ArbNoticeDelivered, Transition: "T32", Stands: at(complaint.S42), Starts: map[law.RuleID]int{law.ARB90: 90},
					Data: data{"steps_taken": "Company, BBB, authority and Commerce.", "breach": "My profile is still there."},
				},
				{Day: 105, By: person, Action: complaint.ArbHearingAsked, Transition: "H62", Stands: at(complaint.S42), Data: data{"participation": "VIDEO", "reasons": "I cannot travel."}},
				{Day: 106, By: officer, Action: complaint.ArbListReceived, Transition: "H19", Stands: at(complaint.S43), Data: data{"list": "1 to 5: five arbitrators."}},
				{Day: 107, By: person, Action: complaint.ArbListRanked, Transition: "H61", Stands: at(complaint.S43), Data: data{"side": "INDIVIDUAL", "strikes": []any{"1", "2"}, "first": "4"}},
				{Day: 107, By: officer, Action: complaint.ArbListRanked, Transition: "H61", Stands: at(complaint.S43), Data: data{"side": "COMPANY", "strikes": []any{"5"}, "first": "4"}},
				{Day: 108, By: officer, Action: complaint.ArbPanelFormed, Transition: "T33", Stands: at(complaint.S44), Data: data{"arbitrators": "1", "members": []any{"4"}}},
				{Day: 114, By: officer, Action: complaint.ArbAward, Transition: "T33", Stands: at(complaint.S45), Data: data{"award": "FOR_INDIVIDUAL", "relief": []any{"DELETION"}, "text": "The profile is to be deleted."}, Starts: map[law.RuleID]int{law.AwardDue: 30}},
				{Day: 118, By: officer, Action: complaint.AwardComplied, Transition: "T34", Stands: at(complaint.S5), Data: data{"confirmation": "Deleted, confirmed in writing."}},
			},
		),
	},
	{
		Name: "withdrawn in mid-stage", Filing: supplier, Outcome: complaint.Withdrawn,
		Notices: []complaint.Notice{complaint.N01, complaint.N02, complaint.N07, complaint.N09, complaint.N16},
		Steps: join(
			[]Step{accept(2, "NON_HR", "NOTICE")},
			answer(5, "NOT_DETERMINED", "NONE", "We could not determine where the address came from."),
			[]Step{
				{Day: 7, By: person, Action: complaint.ComplainantNotSatisfied, Transition: "T13", Stands: at(complaint.S2Offered)},
				{Day: 9, By: person, Action: complaint.IRMFiled, Transition: "T16", Stands: at(complaint.S21)},
				{Day: 12, By: person, Action: complaint.ComplaintWithdrawn, Transition: "T35", Stands: at(complaint.S5), Data: data{"confirmed": true, "reason": "I do not want to go on."}},
			},
		),
	},
	{
		Name: "ineligible, other routes shown", Filing: american, Outcome: complaint.Ineligible,
		Notices: []complaint.Notice{complaint.N01, complaint.N04},
		Says:    []Said{{complaint.N04, "Federal Trade Commission"}},
		Steps: []Step{
			{Day: 2, By: officer, Action: complaint.TriageIneligible, Transition: "T04", Stands: at(complaint.S5), Data: data{"reason_code": "NOT_EEA_CH", "reason": "The path is open to residents of the EEA and Switzerland."}},
		},
	},
	{
		Name: "authority in parallel, Commerce resolves", Filing: swede, Outcome: complaint.AuthorityResolved,
		Notices: []complaint.Notice{complaint.N01, complaint.N02, complaint.N12, complaint.N07, complaint.N15},
		Steps: []Step{
			accept(1, "NON_HR", "SECURITY"),
			{Day: 3, By: person, Action: complaint.DPAContacted, Transition: "T22", Stands: at(complaint.S1, complaint.S31), Data: data{"authority": "SE"}},
			{Day: 8, By: officer, Action: complaint.DPARefersDoC, Transition: "T24", Stands: at(complaint.S1, complaint.S34), Starts: map[law.RuleID]int{law.D90: 90}},
			{Day: 14, By: officer, Action: complaint.ResponseDrafted, Transition: "H04", Stands: at(complaint.S1, complaint.S34), Data: data{"finding": "SUBSTANTIATED", "remedies": []any{"CORRECTED", "PROCESS_CHANGED"}, "text": "The list has been taken down."}},
			{Day: 14, By: privacy, Action: complaint.ResponseApproved, Transition: "H05", Stands: at(complaint.S1, complaint.S34)},
			{Day: 14, By: officer, Action: complaint.ResponseSent, Transition: "T09", Stands: at(complaint.S1Responded, complaint.S34)},
			{Day: 50, Transition: "T15", Stands: at(complaint.S34), Missed: law.SAT},
			{Day: 55, By: officer, Action: complaint.DoCResolved, Transition: "T28", Stands: at(complaint.S5), Data: data{"remark": "Resolved with the company."}},
		},
	},
}
