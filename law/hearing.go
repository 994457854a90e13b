package law

import "recourse/complaint"

// participations are the ways to take part: by video or telephone free of
// charge, or in person, which nobody must (rulebook, S4.4; Annex I.G).
var participations = complaint.Vocabulary{"VIDEO", "TELEPHONE", "IN_PERSON"}

// hearingSteps are the steps at which the hearing is still to come or goes on.
var hearingSteps = steps(complaint.S42, complaint.S43, complaint.S44)

// Hearing is how the complainant takes part in the arbitration, and in which
// language: as asked for, or as settled.
type Hearing struct {
	Participation string   `json:"participation,omitempty"` // VIDEO, TELEPHONE or IN_PERSON
	Language      string   `json:"language,omitempty"`      // BCP 47; English when none is agreed
	Help          []string `json:"help,omitempty"`          // INTERPRETATION, TRANSLATION
	Lawyer        bool     `json:"lawyer,omitempty"`        // a lawyer represents the complainant
	Cost          string   `json:"cost,omitempty"`          // of the help: FREE, or DISPROPORTIONATE and so not free
	Seq           int      `json:"seq,omitempty"`           // sequence of the event that last changed it
}

// The conditions of wishes and of what becomes of them.
var (
	asksSomething = Condition{Says: "a way to take part, a language or language help is asked for", OnFacts: true, Holds: func(_ *Case, a Act) bool {
		return a.Facts["participation"] != "" || a.Facts["language"] != "" || a.Facts["help"] != ""
	}}
	asksForWhich = Condition{Says: "the language is named for which help is asked", OnFacts: true, Holds: func(_ *Case, a Act) bool {
		return a.Facts["help"] == "" || a.Facts["language"] != ""
	}}
	settlesSomething = Condition{Says: "a way to take part, a language, language help or its cost is settled", OnFacts: true, Holds: func(_ *Case, a Act) bool {
		return a.Facts["participation"] != "" || a.Facts["language"] != "" || a.Facts["help"] != "" || a.Facts["cost"] != ""
	}}
)

func hearingAsked(c *Case, e *Event)   { c.Asked = c.Asked.with(e) }
func hearingSettled(c *Case, e *Event) { c.Agreed = c.Agreed.with(e) }

// with lays what the event says over what was said before.
func (h Hearing) with(e *Event) Hearing {
	h.Seq = e.Seq
	h.Lawyer = h.Lawyer || e.Facts["lawyer"] == "true"
	if v := e.Facts["participation"]; v != "" {
		h.Participation = v
	}
	if v := e.Facts["language"]; v != "" {
		h.Language = v
	}
	if v := codes(e.Facts["help"]); v != nil {
		h.Help = v
	}
	if v := e.Facts["cost"]; v != "" {
		h.Cost = v
	}
	return h
}
