package page

import "recourse/complaint"

// OwnSessionsView fills the page on which complainants see where their case is open.
type OwnSessionsView struct {
	Number complaint.Number
	Owner  bool // the person, who can make a new code
	Rows   []OwnSessionRow
	End    Form // ends others; no address where there is no other
}

// OwnSessionRow is one place where the case is open.
type OwnSessionRow struct {
	Opened, Seen string
	Here         bool // in this browser
}
