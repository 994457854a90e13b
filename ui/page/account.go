package page

import "strconv"

// StepView is one question on a page of its own: signing in, setting up.
type StepView struct {
	Lead    string
	Picture string // address of a picture to scan; "" for none
	Secret  string // the same as text, to be typed
	Form    Form
	Passkey *PasskeyForm // another way, for browsers that can; nil for none
	Lost    string       // what to do when what is asked for is lost
	Back    string       // address of the page one comes from; "" for none
}

// PasskeyForm asks for a passkey. It shows only in a browser that can.
type PasskeyForm struct {
	Title  string // "" for no heading
	Action string
	New    bool  // makes one, with a name
	Name   Input // of a new one
	Submit string
	Failed string // what is said when the browser or the person gives up
}

func (f PasskeyForm) ceremony() string {
	if f.New {
		return "create"
	}
	return "get"
}

// AccountView is one's own account.
type AccountView struct {
	Account  AccountRow
	HasApp   bool
	Codes    int // recovery codes left
	Passkeys []PasskeyRow
	Sessions []SessionRow
	Passkey  *PasskeyForm // adds one; nil where there are none
	Demo     bool         // has no second factor
	Provider bool         // signs in by the organisation, which keeps the rest
}

// AccountRow is one account.
type AccountRow struct {
	ID                                int64
	Name, Email, Role, State, Factors string
	Disabled, Demo                    bool
}

func (r AccountRow) path() string { return "/admin/accounts/" + strconv.FormatInt(r.ID, 10) }

// PasskeyRow is one passkey.
type PasskeyRow struct{ ID, Name, Added, Used string }

// SessionRow is one place where somebody is signed in.
type SessionRow struct {
	ID                            string
	Here                          bool // the one that asks
	Method, Network, Opened, Seen string
}

// AdminView is an account as administrators see it.
type AdminView struct {
	Account    AccountRow
	Invitation string // code that was made just now; "" for none
	Sessions   []SessionRow
	Role       Form
}

// EventsView lists what happened to accounts.
type EventsView struct {
	Rows []EventRow
	Next string // address of the older ones; "" on the last page
}

// EventRow is one thing that happened to an account.
type EventRow struct{ At, What, Detail, Whose, By, Network string }
