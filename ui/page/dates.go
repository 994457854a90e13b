package page

import "recourse/law"

// DatesView fills the page on which people count a date themselves.
type DatesView struct {
	Inputs []Input
	Result *Counted // nil before anything was asked, and for a question with a fault
}

// Counted is a period that was counted, with its steps.
type Counted struct {
	Pack   *law.Pack
	Rule   *law.Rule
	Period law.Period
}

// summary lists what is wrong with the question.
func (v DatesView) faults() []Fault { return Form{Sections: []Section{{Inputs: v.Inputs}}}.Summary() }
