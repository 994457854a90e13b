package page

import "recourse/complaint"

// ArbitrationView is the answer to whether arbitration is open, with what proves
// it, what is missing, and how the panel and the hearing come about.
type ArbitrationView struct {
	Open         bool
	Says         string // what open or not open means
	GuardTitle   string
	BarTitle     string
	PossibleFrom complaint.Date // the day from which time alone opens it
	Guards       []Condition    // first whether the framework's panel can be used
	Bars         []Condition
	Objections   []string // codes noted for the panel when the Notice was delivered
	Panel        []string // sentences on the choice of arbitrators
	Hearing      []string // sentences on taking part and on language
}

// Condition is one guard or bar with its answer.
type Condition struct {
	Code   string
	Mark   string // its code as it is drawn, short
	Says   string
	Good   bool // it does not stand in the way
	Answer string
	Why    string
	Proofs []Link
	Lead   string // what Next is about
	Next   string // what is missing, or what can be done
	Who    string // whose move it is
	When   string // when time alone brings it
	Act    Link   // what the reader can do about it now
	Source string
}

// Link leads somewhere. Without an address it is plain text.
type Link struct{ Text, Href string }
