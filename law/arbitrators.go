package law

import (
	"cmp"
	"slices"
	"strconv"

	"recourse/complaint"
)

// The sides that strike and rank.
const (
	Individual = "INDIVIDUAL"
	Company    = "COMPANY"
)

// The list of arbitrators, in practice: the same five go to both sides, each may
// strike two and ranks three (rulebook, S4.3). Candidates are numbers here; their
// names are in the record only.
var candidates = complaint.Vocabulary{"1", "2", "3", "4", "5"}

const mostStrikes = 2

// Arbitrators is how the panel of an arbitration comes about.
type Arbitrators struct {
	List     int       `json:"list,omitempty"` // sequence of the event that recorded the list
	Rankings []Ranking `json:"rankings,omitempty"`
	Size     int       `json:"size,omitempty"`    // one or three, once the panel is formed
	Members  []int     `json:"members,omitempty"` // their numbers on the list, if they come from it
}

// Ranking is what one side says of the five.
type Ranking struct {
	Side    string `json:"side"` // INDIVIDUAL or COMPANY
	Strikes []int  `json:"strikes,omitempty"`
	Order   []int  `json:"order,omitempty"` // the first choice first
	Seq     int    `json:"seq"`
}

// Choice is how the panel comes about, as both sides may see it: who has ranked,
// and not what they said before both have.
type Choice struct {
	List     int      `json:"list,omitempty"`     // sequence of the event that recorded the list
	Ranked   []string `json:"ranked,omitempty"`   // the sides that have struck and ranked
	Proposed []int    `json:"proposed,omitempty"` // the candidates that follow from both rankings, the most wanted first
	Size     int      `json:"size,omitempty"`
	Members  []int    `json:"members,omitempty"`
}

func (a Arbitrators) choice() Choice {
	c := Choice{List: a.List, Proposed: a.Proposed(), Size: a.Size, Members: a.Members}
	for _, r := range a.Rankings {
		c.Ranked = append(c.Ranked, r.Side)
	}
	return c
}

// of returns the ranking of a side, and whether there is one.
func (a Arbitrators) of(side string) (Ranking, bool) {
	i := slices.IndexFunc(a.Rankings, func(r Ranking) bool { return r.Side == side })
	if i < 0 {
		return Ranking{}, false
	}
	return a.Rankings[i], true
}

// Struck reports whether a side has struck the candidate.
func (a Arbitrators) Struck(candidate int) bool {
	return slices.ContainsFunc(a.Rankings, func(r Ranking) bool { return slices.Contains(r.Strikes, candidate) })
}

// Both reports whether both sides have struck and ranked.
func (a Arbitrators) Both() bool {
	_, one := a.of(Individual)
	_, other := a.of(Company)
	return one && other
}

// Proposed returns the candidates that follow from both rankings, the most
// wanted first: nobody has struck them, and the sum of their two places is the
// lowest, a candidate whom a side has not ranked standing in its place after the
// third. Of two with the same sum the one whom the individual prefers goes
// first, and then the lower number on the list. No rule was found: product
// choice. It is empty until both sides have ranked.
func (a Arbitrators) Proposed() []int {
	if !a.Both() {
		return nil
	}
	one, _ := a.of(Individual)
	other, _ := a.of(Company)
	var left []int
	for n := 1; n <= len(candidates); n++ {
		if !a.Struck(n) {
			left = append(left, n)
		}
	}
	slices.SortStableFunc(left, func(m, n int) int {
		return cmp.Or(cmp.Compare(one.place(m)+other.place(m), one.place(n)+other.place(n)), cmp.Compare(one.place(m), one.place(n)))
	})
	return left
}

// place is the rank of a candidate: 1 to 3, or 4 when not ranked.
func (r Ranking) place(candidate int) int {
	if i := slices.Index(r.Order, candidate); i >= 0 {
		return i + 1
	}
	return 4
}

// numbersOf reads the numbers of candidates from their codes.
func numbersOf(list ...string) []int {
	var out []int
	for _, code := range list {
		if n, err := strconv.Atoi(code); err == nil {
			out = append(out, n)
		}
	}
	return out
}

// ranking is what the act says of the five.
func ranking(facts map[string]string, seq int) Ranking {
	return Ranking{
		Side: facts["side"], Strikes: numbersOf(codes(facts["strikes"])...), Order: numbersOf(facts["first"], facts["second"], facts["third"]), Seq: seq,
	}
}

// The conditions of strikes and rankings.
var (
	listOpen = Condition{Says: "the list of arbitrators is on record", Holds: func(c *Case, _ Act) bool { return c.Arbitrators.List > 0 }}
	ownSide  = Condition{Says: "a complainant strikes and ranks for the individual (side is INDIVIDUAL)", OnFacts: true, Holds: func(_ *Case, a Act) bool {
		return a.Facts["side"] == Individual || a.Actor.Role == complaint.CaseOfficer || a.Actor.Role == complaint.PrivacyOfficer
	}}
	firstRanking = Condition{Says: "this side has not struck and ranked yet", OnFacts: true, Holds: func(c *Case, a Act) bool {
		_, done := c.Arbitrators.of(a.Facts["side"])
		return !done
	}}
	saysSomething = Condition{Says: "at least one of the five is struck or ranked", OnFacts: true, Holds: func(_ *Case, a Act) bool {
		r := ranking(a.Facts, 0)
		return len(r.Strikes)+len(r.Order) > 0
	}}
	fewStrikes = Condition{Says: "at most two are struck, and none twice", OnFacts: true, Holds: func(_ *Case, a Act) bool {
		r := ranking(a.Facts, 0)
		return len(r.Strikes) <= mostStrikes && distinct(r.Strikes)
	}}
	goodRanking = Condition{Says: "the choices are different ones, none of them struck, and no place is left out", OnFacts: true, Holds: func(_ *Case, a Act) bool {
		r := ranking(a.Facts, 0)
		gap := a.Facts["first"] == "" && a.Facts["second"] != "" || a.Facts["second"] == "" && a.Facts["third"] != ""
		return !gap && distinct(append(slices.Clone(r.Strikes), r.Order...))
	}}
)

// The conditions of a panel.
var (
	knownSize = Condition{Says: "the framework knows a panel of that size", OnFacts: true, Holds: func(c *Case, a Act) bool {
		size, err := strconv.Atoi(a.Facts["arbitrators"])
		return err == nil && c.pack().seats(size)
	}}
	membersNamed = Condition{Says: "the members are named by their numbers, now that a side has ranked the list", OnFacts: true, Holds: func(c *Case, a Act) bool {
		return a.Facts["members"] != "" || len(c.Arbitrators.Rankings) == 0 || c.Arbitrators.left() < size(a)
	}}
	membersListed = Condition{Says: "the list whose numbers are named is on record", OnFacts: true, Holds: func(c *Case, a Act) bool {
		return a.Facts["members"] == "" || c.Arbitrators.List > 0
	}}
	membersFit = Condition{Says: "as many different members are named as there are arbitrators", OnFacts: true, Holds: func(_ *Case, a Act) bool {
		members := numbersOf(codes(a.Facts["members"])...)
		return len(members) == 0 || strconv.Itoa(len(members)) == a.Facts["arbitrators"] && distinct(members)
	}}
	membersNotStruck = Condition{Says: "no member was struck by a side", OnFacts: true, Holds: func(c *Case, a Act) bool {
		return !slices.ContainsFunc(numbersOf(codes(a.Facts["members"])...), c.Arbitrators.Struck)
	}}
)

// size is how many arbitrators the act names.
func size(a Act) int {
	n, _ := strconv.Atoi(a.Facts["arbitrators"]) // one of the choices
	return n
}

// left is how many of the five nobody has struck. Where they are fewer than the
// seats, the administrator fills the panel from elsewhere.
func (a Arbitrators) left() int {
	n := 0
	for i := range len(candidates) {
		if !a.Struck(i + 1) {
			n++
		}
	}
	return n
}

// seats reports whether a panel of the framework can have that many arbitrators.
func (p *Pack) seats(size int) bool { return slices.Contains(p.Arbitration.PanelSizes, size) }

func distinct(list []int) bool {
	sorted := slices.Sorted(slices.Values(list))
	return len(slices.Compact(sorted)) == len(list)
}

func listReceived(c *Case, e *Event) { c.Arbitrators = Arbitrators{List: e.Seq} }

func rank(c *Case, e *Event) {
	c.Arbitrators.Rankings = append(c.Arbitrators.Rankings, ranking(e.Facts, e.Seq))
}

func panelFormed(c *Case, e *Event) {
	c.Arbitrators.Size, _ = strconv.Atoi(e.Facts["arbitrators"])
	c.Arbitrators.Members = numbersOf(codes(e.Facts["members"])...)
}
