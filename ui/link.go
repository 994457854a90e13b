package ui

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/ui/page"
)

// askForm asks for what a link is sent by.
func askForm(c echo.Context, number string, faults ...page.Fault) page.Form {
	return page.Form{Action: "/follow/send", Submit: say(c, "link.submit"), Faults: faults, Sections: []page.Section{{Inputs: []page.Input{
		{Name: "number", Kind: page.Text, Label: say(c, "link.number"), Hint: say(c, "follow.case_hint"), Value: number, Required: true, Complete: "off", Short: true},
		{Name: "email", Kind: page.Text, Type: "email", Label: say(c, "link.email"), Required: true, Complete: "email"},
	}}}}
}

// sendLink has a link sent, if case and address belong together. What it answers
// does not tell.
func (p *Pages) sendLink(c echo.Context) error {
	number, email := strings.TrimSpace(c.Request().PostFormValue("number")), strings.TrimSpace(c.Request().PostFormValue("email"))
	err := p.Service.AskLink(c.Request().Context(), number, email)
	if complaint.KindOf(err) == complaint.Invalid {
		return p.followForm(c, http.StatusBadRequest, number, []page.Fault{{Text: told(c, err), Href: "#f-number"}})
	}
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, page.Said(p.chrome(c, say(c, "link.sent")), page.SaidView{
		Says: []string{say(c, "link.sent_says"), say(c, "link.sent_secret"), say(c, "link.sent_few")}, Href: "/follow", Next: say(c, "link.back"),
	}))
}

// link is where the link in a letter leads. It changes nothing: programs that look
// into mail follow links too.
func (p *Pages) link(c echo.Context) error {
	return show(c, http.StatusOK, page.LinkPage(p.chrome(c, say(c, "link.open")), page.LinkView{
		Says: say(c, "link.open_says"), Token: c.QueryParam("token"), Form: page.Form{Action: "/follow/link", Submit: say(c, "follow.submit")},
	}))
}

// useLink opens the case with the link.
func (p *Pages) useLink(c echo.Context) error {
	ctx := c.Request().Context()
	_, err := p.Service.UseLink(ctx, "", c.Request().PostFormValue("token"))
	switch kind := complaint.KindOf(err); {
	case kind == complaint.Missing || kind == complaint.Invalid:
		return p.followForm(c, http.StatusForbidden, "", []page.Fault{{Text: say(c, "link.dead"), Href: "#f-number"}})
	case err != nil:
		return err
	}
	p.Sessions.Put(ctx, noticeKey, "link.done")
	p.freeLang(c)
	return then(c, "/my-case")
}
