package page

// DoorView fills the two pages through which people come in.
type DoorView struct {
	Lead string
	Form Form
	Lost string // what to do when the code or password is lost

	Draft, DraftHref string // the way to what was begun and not sent; "" for none

	// Another way in, if there is one.
	OtherTitle, OtherLead string
	Other                 Form
}

// LinkView fills the page to which a link leads: nothing happens before the button is
// pressed, since programs that look into mail follow links.
type LinkView struct {
	Says  string
	Token string
	Form  Form
}

// SaidView says one thing and leads on.
type SaidView struct {
	Says []string
	Href string
	Next string // words of the way on
}

// ProviderView fills the page from which staff go to the sign-in of their
// organisation: by a form, since nobody else's page may send them there.
type ProviderView struct {
	Lead  string
	Form  Form
	Next  string // where they wanted to go; "" for nowhere
	Again bool   // they are signed in and show once more who they are
}

// ProblemView says that a page cannot be shown, and what helps.
type ProblemView struct {
	Says    string
	Rule    string
	Request string // number of the request, for our own faults
}
