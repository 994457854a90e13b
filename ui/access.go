package ui

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// accessPath is the page on which the person says who can open the case.
const accessPath = "/my-case/access"

// grants are the acts that have their place on that page, since it shows the code.
var grants = map[complaint.Action]bool{complaint.RepresentativeAdmitted: true, complaint.RepresentativeRevoked: true}

// current are the representatives who have access.
func current(r law.Record) []law.Admitted {
	var list []law.Admitted
	for _, a := range r.Admitted() {
		if a.Current() {
			list = append(list, a)
		}
	}
	return list
}

// access shows who can open the case.
func (p *Pages) access(c echo.Context) error {
	return p.accessPage(c, http.StatusOK, nil, url.Values{"key": {newKey()}}, nil)
}

func (p *Pages) accessPage(c echo.Context, status int, code *page.NewCode, answers url.Values, wrong faults, general ...page.Fault) error {
	r, _, err := p.read(c)
	if err != nil {
		return err
	}
	v := page.AccessView{
		Number: r.rec.Case.Number, Code: code, Renew: page.Form{Action: accessPath + "/code", Key: newKey(), Submit: say(c, "access.code_submit")},
		Admit: page.Form{Action: accessPath, Key: answers.Get("key"), Submit: say(c, "access.admit_submit"), Faults: general, Sections: fill(admitSections(c), answers, wrong)},
	}
	for _, a := range r.rec.Admitted() {
		v.Agents = append(v.Agents, r.agent(a))
	}
	chrome := p.chrome(c, say(c, "access.title"))
	chrome.Notice, chrome.Failed = p.notice(c), len(wrong)+len(general) > 0
	return show(c, status, page.Access(chrome, v))
}

// agent is a representative with the way to take the access back.
func (r *reading) agent(a law.Admitted) page.Agent {
	out := page.Agent{ID: a.ID(), Name: a.Name, Email: a.Email, Says: r.say("access.until", "At", r.moment(a.Ended))}
	if a.Current() {
		out.Says = r.say("access.since", "At", r.moment(a.At))
		out.End = page.Form{Action: accessPath + "/end", Key: newKey(), Submit: r.say("access.end", "Name", a.Name), Grave: true}
	}
	return out
}

func admitSections(c echo.Context) []page.Section {
	return []page.Section{{Inputs: []page.Input{
		{Name: "name", Kind: page.Text, Label: say(c, "access.name"), Required: true, Complete: "off"},
		{Name: "email", Kind: page.Text, Type: "email", Label: say(c, "access.email"), Hint: say(c, "access.email_hint"), Complete: "off"},
	}}}
}

// admit gives a representative access and shows the code, this once.
func (p *Pages) admit(c echo.Context) error {
	form, err := formOf(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), caller(c)
	sections := admitSections(c)
	if wrong := required(ctx, sections, form); len(wrong) > 0 {
		return p.accessPage(c, http.StatusBadRequest, nil, form, wrong)
	}
	a, code, err := p.Service.Admit(ctx, who.Case, who.Actor, form.Get("key"), strings.TrimSpace(form.Get("name")), strings.TrimSpace(form.Get("email")))
	if err != nil {
		return p.refuseAdmission(c, sections, form, err)
	}
	shown := &page.NewCode{Title: words.T(ctx, "access.agent_code", "Name", a.Name), Code: code, Keep: say(c, "access.agent_keep")}
	return p.accessPage(c, http.StatusOK, shown, url.Values{"key": {newKey()}}, nil)
}

// refuseAdmission shows the form again with the reason. One whose fate is unknown
// keeps its key.
func (p *Pages) refuseAdmission(c echo.Context, sections []page.Section, form url.Values, err error) error {
	switch kind := complaint.KindOf(err); kind {
	case complaint.Invalid, complaint.Conflict:
		form.Set("key", newKey())
		if name := place(err, sections); name != "" && kind == complaint.Invalid {
			return p.accessPage(c, http.StatusBadRequest, nil, form, faults{name: told(c, err)})
		}
		return p.accessPage(c, http.StatusConflict, nil, form, nil, page.Fault{Text: told(c, err)})
	case complaint.Busy:
		return p.accessPage(c, http.StatusServiceUnavailable, nil, form, nil, page.Fault{Text: told(c, err)})
	default:
		return err
	}
}

// renewCode makes a new code and shows it, this once.
func (p *Pages) renewCode(c echo.Context) error {
	who := caller(c)
	code, err := p.Service.RenewCode(c.Request().Context(), who.Case, who.Actor, c.Request().PostFormValue("key"))
	if err != nil {
		return err
	}
	shown := &page.NewCode{Title: say(c, "access.code_new"), Code: code, Keep: say(c, "access.code_keep")}
	return p.accessPage(c, http.StatusOK, shown, url.Values{"key": {newKey()}}, nil)
}

// revoke takes a representative's access back.
func (p *Pages) revoke(c echo.Context) error {
	ctx, who := c.Request().Context(), caller(c)
	seq, err := strconv.Atoi(strings.TrimPrefix(c.Request().PostFormValue("agent"), law.AgentPrefix))
	if err != nil {
		return complaint.Errorf(complaint.Invalid, "agent is no representative of this case")
	}
	err = p.Service.Revoke(ctx, who.Case, who.Actor, c.Request().PostFormValue("key"), seq)
	if err != nil && !errors.Is(err, context.DeadlineExceeded) { // then it has its effect, and will be on record
		return err
	}
	p.Sessions.Put(ctx, noticeKey, say(c, "access.ended"))
	return then(c, accessPath)
}
