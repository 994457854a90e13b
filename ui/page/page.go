// Package page holds the pages and the components they are built from, as templ
// files, with the structs each page is filled from. It turns structs into HTML
// and looks up the words; it asks for nothing, decides nothing and keeps
// nothing. Package ui fills the structs.
package page

import (
	"net/http"
	"slices"
	"time"

	"recourse/access"
)

// Chrome is what every page shows around its own content.
type Chrome struct {
	Title  string // of the page, without the product's name
	Here   string // the entry of the navigation that is this page, by address
	Caller access.Caller
	Now    time.Time     // case time
	Day    time.Duration // real time that one legal day lasts
	Dev    bool          // shows the way to the local tray
	Notice string        // what the last act has done, said once
	Failed bool          // the form came back with errors
	Assets Assets
	Onward string // where the page leads on to by itself; "" to stay

	Tongues []Tongue // languages that the page can be read in; none on the pages of staff
}

// Assets are the addresses of the bundled files.
type Assets struct{ Style, Script, Icon string }

// Rehearsal reports whether the law runs at another pace than the calendar.
func (c Chrome) Rehearsal() bool { return c.Day != 24*time.Hour }

// NavItem is one entry of the navigation.
type NavItem struct{ Href, Word string }

// nav lists the places the caller can go to; Word is the name of a sentence.
func (c Chrome) nav() []NavItem {
	switch {
	case c.Caller.Works():
		return c.open(
			NavItem{"/desk", "nav.cases"}, NavItem{"/desk/new", "nav.enter"}, NavItem{"/admin/accounts", "nav.accounts"}, NavItem{"/admin/events", "nav.events"},
		)
	case c.Caller.Complains():
		return []NavItem{{"/my-case", "nav.my_case"}, {"/complaint/start", "nav.file"}}
	}
	return []NavItem{{"/complaint/start", "nav.file"}, {"/follow", "nav.follow"}, {"/sign-in", "nav.sign_in"}}
}

// open keeps the places that are open to the caller's role.
func (c Chrome) open(all ...NavItem) []NavItem {
	return slices.DeleteFunc(all, func(i NavItem) bool { return !c.may(i.Href) })
}

// may reports whether a page is open to the caller's role.
func (c Chrome) may(path string) bool {
	return access.Allowed(http.MethodGet, path, c.Caller.Actor.Role)
}

// home is where the product's name leads.
func (c Chrome) home() string {
	if c.Caller.Works() {
		return c.nav()[0].Href
	}
	return "/"
}

func (c Chrome) signedIn() bool { return c.Caller.Works() || c.Caller.Complains() }
