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
		return slices.DeleteFunc([]NavItem{
			{"/desk", "nav.cases"}, {"/desk/new", "nav.enter"}, {"/admin/accounts", "nav.accounts"}, {"/admin/events", "nav.events"},
		}, func(i NavItem) bool { return !access.Allowed(http.MethodGet, i.Href, c.Caller.Actor.Role) })
	case c.Caller.Complains():
		return []NavItem{{"/my-case", "nav.my_case"}, {"/complaint/new", "nav.file"}}
	}
	return []NavItem{{"/complaint/new", "nav.file"}, {"/follow", "nav.follow"}, {"/sign-in", "nav.sign_in"}}
}

// home is where the product's name leads.
func (c Chrome) home() string {
	if c.Caller.Works() {
		return c.nav()[0].Href
	}
	return "/"
}

func (c Chrome) signedIn() bool { return c.Caller.Works() || c.Caller.Complains() }
