package ui

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/ui/page"
)

// follow asks for case number and access code.
func (p *Pages) follow(c echo.Context) error {
	return p.followForm(c, http.StatusOK, c.QueryParam("case"), nil)
}

// followForm shows the two ways in: by the code, and by a link to one's mailbox.

func (p *Pages) followForm(c echo.Context, status int, number string, faults []page.Fault) error {
	v := page.DoorView{Lead: say(c, "follow.lead"), Lost: say(c, "follow.lost"), Form: page.Form{
		Action: "/follow", Submit: say(c, "follow.submit"), Faults: faults, Sections: []page.Section{{Inputs: []page.Input{
			{Name: "case", Kind: page.Text, Label: say(c, "follow.case"), Hint: say(c, "follow.case_hint"), Value: number, Required: true, Complete: "off", Short: true},
			{Name: "code", Kind: page.Text, Label: say(c, "follow.code"), Hint: say(c, "follow.code_hint"), Required: true, Complete: "off"},
		}}},
	}, Draft: say(c, "draft.door"), DraftHref: resumePath, OtherTitle: say(c, "link.title"), OtherLead: say(c, "link.lead"), Other: askForm(c, number)}
	chrome := p.chrome(c, say(c, "follow.title"))
	chrome.Failed = len(faults) > 0
	return show(c, status, page.Door(chrome, v))
}

// openCase opens the complainant's case. The answer is the same for a case that
// does not exist and for a wrong code.
func (p *Pages) openCase(c echo.Context) error {
	number := strings.TrimSpace(c.Request().PostFormValue("case"))
	_, err := p.Service.OpenSession(c.Request().Context(), number, strings.TrimSpace(c.Request().PostFormValue("code")))
	switch complaint.KindOf(err) {
	case complaint.Missing, complaint.Invalid, complaint.Forbidden:
		return p.followForm(c, http.StatusForbidden, number, []page.Fault{{Text: say(c, "follow.wrong"), Href: "#f-case"}})
	case complaint.Busy:
		return p.followForm(c, http.StatusServiceUnavailable, number, []page.Fault{{Text: told(c, err)}})
	default:
		if err != nil {
			return err
		}
		p.freeLang(c)
		return then(c, "/my-case")
	}
}

// leave signs anybody out.
func (p *Pages) leave(c echo.Context) error {
	to := "/"
	if caller(c).Works() {
		to = "/sign-in"
	}
	onward := p.farewell(c)
	if err := p.Service.Leave(c.Request().Context()); err != nil {
		return err
	}
	if onward != "" {
		return p.bye(c, onward)
	}
	return then(c, to)
}
