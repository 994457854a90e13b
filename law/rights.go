package law

import (
	"slices"

	"recourse/complaint"
)

// The steps at which a rights request can stand.
var (
	requestSteps = steps(complaint.RReceived, complaint.RIdentity, complaint.ROverdue)
	requestInDue = steps(complaint.RReceived, complaint.RIdentity)
)

// requestReceipt holds the rows by which a request is received.
var requestReceipt = ofRequests([]Transition{
	{
		ID: "H40", Action: complaint.RequestReceived, To: complaint.RReceived, Tells: letters(complaint.R01), Does: beginRequest,
		Says: "The request opens and its periods begin: the month of the GDPR and the time of the Shield side by side, the earlier governs.", Cite: "Rulebook section 11; GDPR Art. 12(3); N-EN",
	},
	{
		ID: "H40", Action: complaint.RequestReceived, To: complaint.RReceived, Tells: letters(complaint.R01), Alarms: true, Does: beginRequest,
		If:   when(Condition{Says: "the request is about a child under 13", Holds: func(c *Case, _ Act) bool { return c.Facts.Under13 }}),
		Says: "The request opens. It is about a child under 13, whose data is to be deleted in any case.", Cite: "Rulebook section 11 (children); N-EN, N-SV",
	},
})

// rights is the workflow of a rights request (rulebook, section 11): a sibling of
// the complaint with clocks of its own. It closes with its answer.
var rights = ofRequests(slices.Concat(
	requestReceipt,
	[]Transition{
		{
			ID: "H41", From: steps(complaint.RReceived), Action: complaint.IdentityAsked, If: when(notAsked, provable), To: complaint.RIdentity, Tells: letters(complaint.R02), Does: identity("ASKED"),
			Says: "The requester is asked once, for the least data that will do; the periods run on.", Cite: "Rulebook section 11 (identity); N-EN; GDPR Art. 12(6)",
		},
		{
			ID: "H41", From: steps(complaint.ROverdue), Action: complaint.IdentityAsked, If: when(notAsked, provable), Tells: letters(complaint.R02), Does: identity("ASKED"),
			Says: "The requester is asked once, for the least data that will do; the answer stays overdue.", Cite: "Rulebook section 11 (identity); N-EN; GDPR Art. 12(6)",
		},
		{
			ID: "H42", From: requestInDue, Action: complaint.IdentityChecked, If: when(sufficient), To: complaint.RReceived, Does: identity("SUFFICIENT"),
			Says: "The requester is who they say they are.", Cite: "Rulebook section 11 (method and result, never the document)",
		},
		{
			ID: "H42", From: steps(complaint.ROverdue), Action: complaint.IdentityChecked, If: when(sufficient), Does: identity("SUFFICIENT"),
			Says: "The requester is who they say they are; the answer stays overdue.", Cite: "Rulebook section 11 (method and result, never the document)",
		},
		{
			ID: "H42", From: requestSteps, Action: complaint.IdentityChecked, If: when(insufficient, askedFor), Does: identity("INSUFFICIENT"),
			Says: "The proof does not suffice. Nothing is disclosed on it; better proof can still come.", Cite: "Rulebook section 11 (no disclosure without sufficient proof)",
		},
		{
			ID: "H43", From: requestInDue, Action: complaint.RequestExtended, If: when(insideMonth), Tells: letters(complaint.R03), Does: extend,
			Says: "Two further months under the GDPR, from the same receipt. The time of the Shield stays as it is, and the earlier date governs.", Cite: "GDPR Art. 12(3): told with reasons inside the first month",
		},
		{
			ID: "H44", From: requestSteps, Action: complaint.RequestAnswered, If: when(identified, authorised, doubted, refusable, grounded), Ends: "{outcome}", Stops: requestClocks, Tells: letters(complaint.R04),
			Does: func(c *Case, e *Event) { c.Result = complaint.Outcome(e.Facts["outcome"]) },
			Says: "The request closes with this answer. A refused, partial or late answer can be complained about.", Cite: "Rulebook section 11; III.8; GDPR Art. 12(3)-(5)",
		},
		{
			ID: "H45", From: requestSteps, Action: complaint.RequestReferred, Ends: "REFERRED_CONTROLLER", Tells: letters(complaint.R06),
			Does: refer,
			Says: "The controller decides about the data and is told of the request; the requester is told who it is.", Cite: "Rulebook section 11 (processor); N-EN, N-SV",
		},
		{
			ID: "H46", From: requestSteps, Action: complaint.RequestWithdrawn, If: when(fact("confirmed", "the requester confirms in writing", "true")), Ends: "WITHDRAWN", Tells: letters(complaint.R07),
			Does: func(c *Case, _ *Event) { c.Withdrawn = true },
			Says: "The request closes. The right can be used again at any time.", Cite: "Rulebook section 11 (outcome WITHDRAWN)",
		},
		{
			ID: "H47", From: requestInDue, Action: complaint.TimerRequest, To: complaint.ROverdue, Starts: clocks(Late), Tells: letters(complaint.R05), Alarms: true,
			Says: "Breach. The requester can complain at once, also to the authority; the duty to answer remains.", Cite: "Rulebook section 11; GDPR Art. 12(3)-(4)",
		},
		{
			ID: "H48", From: steps(complaint.ROverdue), Action: complaint.RequestComplained, If: when(notComplained, canOpenComplaint), Does: complain,
			Says: "A complaint opens beside the request, received today. The answer to the request is still owed.", Cite: "Rulebook section 11 (a late answer is an entry ground for S1)",
		},
		{
			ID: "H48", From: steps(complaint.S5), Action: complaint.RequestComplained, If: when(disappointed, notComplained, within12Months, canOpenComplaint), Does: complain,
			Says: "A complaint about the answer opens, received today.", Cite: "Rulebook section 11 (a refused or late answer is an entry ground for S1)",
		},
		{
			ID: "H49", From: requestSteps, Action: complaint.CaseAssigned, If: when(unbiased("assignee")), Does: func(c *Case, e *Event) { c.Assignee = e.Facts["assignee"] },
			Says: "The officer is responsible for the request.", Cite: "T01 (assign officer)",
		},
		{
			ID: "H97", From: requestSteps, Action: complaint.CaseLapsed, If: when(paused, notLapsed), Does: lapse,
			Says: "The request closes.", Cite: "E16",
		},
		{
			ID: "H59", From: steps(complaint.S5), Action: complaint.ReopenExpired, Does: func(c *Case, _ *Event) { c.Ended = true },
			Says: "The request ends for good; a new one can be made at any time.", Cite: "E15, as for complaints",
		},
	},
	atAnyTime(Transition{
		ID: "H50", Action: complaint.MessageSent, Does: announce,
		Says: "The message is on record and the other side is told.", Cite: "Rulebook section 9 (every message)",
	}),
	atAnyTime(Transition{ID: "H51", Action: complaint.DocumentAdded, Says: "The document is on record.", Cite: "Rulebook section 9"}),
	atAnyTime(Transition{
		ID: "H52", Action: complaint.ConflictDeclared, If: when(unbiased("officer")), Does: conflict,
		Says: "This officer no longer acts on the request; the manager assigns another.", Cite: "Rulebook S0 (check 13) and section 14",
	}),
	atAnyTime(Transition{
		ID: "H53", Action: complaint.MandateRecorded, Does: mandate,
		Says: "Whoever acts for the requester may do so.", Cite: "E13, E28",
	}),
	atAnyTime(Transition{
		ID: "H54", Action: complaint.DeliveryFailed, Does: undelivered,
		Says: "Another channel is tried; after two the letter waits on the case page.", Cite: "E21",
	}),
	atAnyTime(Transition{
		ID: "H95", Action: complaint.DeathRecorded, If: when(alive), Does: func(c *Case, _ *Event) { c.Deceased = true },
		Says: "Letters to the requester pause; the periods run on. Heirs or the estate may go on with proof, where the law allows it.", Cite: "E16",
	}),
	atAnyTime(Transition{
		ID: "H96", Action: complaint.HeirsAdmitted, If: when(paused), Does: func(c *Case, _ *Event) { c.Heirs = true },
		Says: "Heirs or the estate go on with the request; letters go out again.", Cite: "E16 (proof, and the law of the residence)",
	}),
	atAnyTime(Transition{
		ID: "H56", Action: complaint.HoldPlaced, If: when(notHeld), Does: func(c *Case, _ *Event) { c.Hold = true },
		Says: "Nothing of the request is deleted while the hold stands; its periods run on.", Cite: "E22",
	}),
	atAnyTime(Transition{
		ID: "H57", Action: complaint.HoldReleased, If: when(held), Does: func(c *Case, _ *Event) { c.Hold = false },
		Says: "The time for keeping the request runs again.", Cite: "E22",
	}),
	atAnyTime(Transition{
		ID: "H58", Action: complaint.IncidentReported, Alarms: true, Does: func(c *Case, _ *Event) { c.Incident = true },
		Says: "A security incident is inside the request: the incident process begins at once.", Cite: "E26",
	}),
	atAnyTime(Transition{
		ID: "H55", Action: complaint.BreachExplained, If: when(breached),
		Says: "The cause of the breach is on record.", Cite: "E20; rulebook section 9",
	}),
))

// ofRequests marks rows as those of rights requests. All others are for complaints
// alone, so that no row meant for any open stage ever meets a request.
func ofRequests(list []Transition) []Transition {
	for i := range list {
		list[i].Of = complaint.RightsRequest
	}
	return list
}

// atAnyTime makes a row hold at every step of a request and in a closed one alike.
func atAnyTime(t Transition) []Transition {
	closed := t
	t.From, closed.From = requestSteps, steps(complaint.S5)
	return []Transition{t, closed}
}

// identity notes how far the requester's identity is known.
func identity(state string) func(*Case, *Event) {
	return func(c *Case, _ *Event) { c.Identity = state }
}

// extend puts the three months in the place of the first, from the same receipt.
func extend(c *Case, e *Event) {
	month := c.running(RR1M)
	c.stop(month, complaint.Superseded, e)
	c.startOn(RR3M, month.Track, month.Start, complaint.Date{}, e)
	c.Result = complaint.Extended
}

// refer leaves the request to the controller and writes to it.
func refer(c *Case, e *Event) {
	c.Result, c.Facts.Role = complaint.ReferredController, "PROCESSOR"
	tellController(e)
}

// The conditions of a rights request.
var (
	notAsked = Condition{Says: "proof of identity has not been asked for before (it is asked once)", Holds: func(c *Case, _ Act) bool { return c.Identity == "" }}
	askedFor = Condition{Says: "proof of identity was asked for (identity.asked)", Holds: func(c *Case, _ Act) bool { return c.Identity != "" }}
	provable = Condition{Says: "the right depends on who asks (marketing is always stopped)", Holds: func(c *Case, _ Act) bool { return c.Facts.Right != "MARKETING_OPT_OUT" }}

	sufficient   = fact("result", "the proof suffices", "SUFFICIENT")
	insufficient = fact("result", "the proof does not suffice", "INSUFFICIENT")

	insideMonth = Condition{Says: "the first month under the GDPR is running", Holds: func(c *Case, a Act) bool {
		d := c.running(RR1M)
		return d != nil && !d.over(a.At)
	}}

	identified = Condition{
		Says: "the identity that was asked for is sufficiently proven (identity.checked), if something is granted", OnFacts: true,
		Holds: func(c *Case, a Act) bool { return !c.doubtful() || !grants.Has(a.Facts["outcome"]) },
	}
	// authorised keeps data from going to somebody whom the person has not sent (E13).
	authorised = Condition{
		Says: "the mandate of whoever acts for the requester is on record (mandate.recorded), if something is granted (marketing is stopped for anybody, and a child's data deleted in any case)", OnFacts: true,
		Holds: func(c *Case, a Act) bool {
			anybody := !provable.Holds(c, a) || c.Facts.Under13 && c.Facts.Right == "DELETION"
			return anybody || mandated.Holds(c, a) || !grants.Has(a.Facts["outcome"])
		},
	}
	doubted = Condition{
		Says: "proof of identity was asked for and is not sufficient, if that is the reason", OnFacts: true,
		Holds: func(c *Case, a Act) bool {
			return a.Facts["outcome"] != string(complaint.RefusedIdentity) || c.doubtful()
		},
	}
	refusable = Condition{
		Says: "the right can be refused as excessive, if that is the reason (marketing is always stopped, and consent can be withdrawn at any time)", OnFacts: true,
		Holds: func(c *Case, a Act) bool {
			return a.Facts["outcome"] != string(complaint.RefusedExcessive) || len(restrictions[c.Facts.Right]) > 0
		},
	}
	grounded = Condition{
		Says: "the ground is one on which this right can be restricted, if the answer restricts it and only then", OnFacts: true,
		Holds: func(c *Case, a Act) bool {
			if !restricts.Has(a.Facts["outcome"]) {
				return a.Facts["ground"] == ""
			}
			return restrictions[c.Facts.Right].Has(a.Facts["ground"])
		},
	}

	notComplained = Condition{Says: "nobody has complained about the answer before", Holds: func(c *Case, _ Act) bool { return !c.Complained }}
	disappointed  = Condition{Says: "the answer was late, or gave less than was asked for", Holds: func(c *Case, _ Act) bool { return c.Disappoints() }}
)

// The answers that give something, and those that hold something back.
var (
	grants    = complaint.Vocabulary{string(complaint.Granted), string(complaint.PartlyGranted)}
	restricts = complaint.Vocabulary{string(complaint.PartlyGranted), string(complaint.RefusedRestricted)}
	refuses   = complaint.Vocabulary{
		string(complaint.PartlyGranted), string(complaint.RefusedRestricted), string(complaint.RefusedIdentity), string(complaint.RefusedExcessive),
	}
)

// answers holds for an answer that is one of some.
func answers(of complaint.Vocabulary) func(*Case, Act) bool {
	return func(_ *Case, a Act) bool { return of.Has(a.Facts["outcome"]) }
}

// restrictions are the grounds on which each right can be restricted: access only
// where the burden is out of proportion to the risk or others have rights
// (III.8), an objection only on compelling grounds (GDPR Art. 21(1)), the others
// also where what the law asks for is not there. Marketing is stopped and consent
// withdrawn without any ground (GDPR Art. 21(2)-(3), Art. 7(3); N-EN).
var restrictions = map[string]complaint.Vocabulary{
	"ACCESS":      {"DISPROPORTIONATE_BURDEN", "RIGHTS_OF_OTHERS"},
	"CORRECTION":  {"DISPROPORTIONATE_BURDEN", "RIGHTS_OF_OTHERS", "CONDITIONS_NOT_MET"},
	"AMENDMENT":   {"DISPROPORTIONATE_BURDEN", "RIGHTS_OF_OTHERS", "CONDITIONS_NOT_MET"},
	"DELETION":    {"DISPROPORTIONATE_BURDEN", "RIGHTS_OF_OTHERS", "CONDITIONS_NOT_MET"},
	"CHOICE":      {"CONDITIONS_NOT_MET"},
	"RESTRICTION": {"CONDITIONS_NOT_MET"},
	"PORTABILITY": {"RIGHTS_OF_OTHERS", "CONDITIONS_NOT_MET"},
	"OBJECTION":   {"COMPELLING_GROUNDS"},
}

// doubtful reports whether proof of identity was asked for and has not come.
func (c *Case) doubtful() bool { return c.Identity == "ASKED" || c.Identity == "INSUFFICIENT" }

// Disappoints reports whether the answer to a request came late or gave less than
// was asked for. That no data is held counts too: the requester may know better.
func (c *Case) Disappoints() bool {
	return refuses.Has(string(c.Result)) || c.Result == complaint.NoDataHeld || c.RequestLate()
}

// RequestLate reports whether a period of the request was missed.
func (c *Case) RequestLate() bool {
	return slices.ContainsFunc(c.Deadlines, func(d Deadline) bool {
		return d.Status == complaint.Missed && slices.Contains(requestPeriods, d.Rule)
	})
}
