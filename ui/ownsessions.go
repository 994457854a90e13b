package ui

import (
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
	"recourse/ui/page"
	"recourse/words"
)

// ownSessionsPath is where complainants see where their case is open.
const ownSessionsPath = "/my-case/sessions"

// ownSessions shows where the case is open to whoever asks.
func (p *Pages) ownSessions(c echo.Context) error {
	return p.ownSessionsPage(c, http.StatusOK, "", "")
}

// ownSessionsPage shows the list; a fault stands at the code, in the form that was
// sent.
func (p *Pages) ownSessionsPage(c echo.Context, status int, fault, sent string) error {
	list, here, proven, err := p.Service.OwnSessions(c.Request().Context())
	if err != nil {
		return err
	}
	v := page.OwnSessionsView{Number: caller(c).Case, Owner: caller(c).Actor.Role == complaint.Complainant}
	for _, s := range list {
		v.Rows = append(v.Rows, p.ownSession(c, s, here))
	}
	if len(list) > 1 {
		wrong := faults{}
		if fault != "" {
			wrong["code"] = fault
		}
		v.End = page.Form{Action: ownSessionsPath, Submit: say(c, "own_sessions.end_all"), Sections: fill(ending(c, list, here, proven), url.Values{"session": {sent}}, wrong)}
	}
	chrome := p.chrome(c, say(c, "own_sessions.title"))
	chrome.Notice, chrome.Failed = p.notice(c), fault != ""
	return show(c, status, page.OwnSessions(chrome, v))
}

// ending asks which of the other sessions is to end, and whoever has not just come in
// for their code.
func ending(c echo.Context, list []access.OwnSession, here string, proven bool) []page.Section {
	choices := []page.Choice{{Value: "", Label: say(c, "own_sessions.all")}}
	for _, s := range list {
		if s.ID != here {
			choices = append(choices, page.Choice{Value: s.ID, Label: words.T(c.Request().Context(), "own_sessions.one", "At", moment(c, s.OpenedAt))})
		}
	}
	inputs := []page.Input{{Name: "session", Kind: page.Select, Label: say(c, "own_sessions.which"), Choices: choices, Required: true}}
	if !proven {
		inputs = append(inputs, page.Input{Name: "code", Kind: page.Text, Label: say(c, "own_sessions.code"), Hint: say(c, "own_sessions.code_hint"), Required: true, Complete: "off"})
	}
	return []page.Section{{Inputs: inputs}}
}

func (p *Pages) ownSession(c echo.Context, s access.OwnSession, here string) page.OwnSessionRow {
	return page.OwnSessionRow{Opened: moment(c, s.OpenedAt), Seen: moment(c, s.SeenAt), Here: s.ID == here}
}

// moment is an instant of real time in words.
func moment(c echo.Context, at time.Time) string {
	return words.Moment(c.Request().Context(), at, time.UTC)
}

// endOwnSessions ends another session, or all others.
func (p *Pages) endOwnSessions(c echo.Context) error {
	ctx, r := c.Request().Context(), c.Request()
	err := p.Service.EndOwnSessions(ctx, r.PostFormValue("session"), r.PostFormValue("code"))
	if complaint.KindOf(err) == complaint.Missing {
		return p.ownSessionsPage(c, http.StatusForbidden, say(c, "own_sessions.wrong"), r.PostFormValue("session"))
	}
	if err != nil {
		return err
	}
	p.Sessions.Put(ctx, noticeKey, say(c, "own_sessions.ended"))
	return then(c, ownSessionsPath)
}
