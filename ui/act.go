package ui

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// acting is one act somebody has opened: on which case, and what the law says
// about it now.
type acting struct {
	number complaint.Number
	back   string // address of the case
	own    bool   // a complainant acts on the own case
	option law.Option
	place  law.Place
	since  time.Time // receipt of the complaint
	staff  []page.Choice
	goals  []law.Goal // packs the case can be moved to
	pack   *law.Pack
	kept   complaint.Date // last day on which the closed case is kept; zero for an open one
}

// open finds the case of the address and the act in it.
func (p *Pages) open(c echo.Context) (acting, error) {
	number, err := caseOf(c)
	if err != nil {
		return acting{}, err
	}
	a := acting{number: number, back: casePath(c, number), own: caller(c).Complains()}
	ctx, actor := c.Request().Context(), caller(c).Actor
	options, err := p.Service.Options(ctx, number, actor)
	if err != nil {
		return acting{}, err
	}
	i := slices.IndexFunc(options, func(o law.Option) bool { return string(o.Action) == c.Param("action") })
	if i < 0 {
		return acting{}, complaint.Errorf(complaint.Missing, "there is no such act")
	}
	a.option = options[i]
	rec, err := p.Service.Dossier(ctx, number, actor)
	if err != nil {
		return acting{}, err
	}
	a.place, a.since, a.kept = rec.Case.Facts.Place, rec.Case.Facts.ReceivedAt, rec.Case.KeptUntil()
	if a.pack, err = law.Lookup(rec.Case.Pack); err != nil {
		return acting{}, err
	}
	if a.goals, err = p.goals(ctx, a); err != nil {
		return acting{}, err
	}
	a.staff, err = p.colleagues(ctx, a)
	return a, err
}

// colleagues lists those who work on cases, if the act asks for one of them.
func (p *Pages) colleagues(ctx context.Context, a acting) ([]page.Choice, error) {
	if !slices.ContainsFunc(a.option.Asks, func(f law.Field) bool { return f.Kind == law.StaffField }) {
		return nil, nil
	}
	staff, err := p.Service.Staff(ctx)
	if err != nil {
		return nil, err
	}
	list := []page.Choice{blank(ctx)}
	for _, s := range staff {
		if s.Out || !slices.Contains(access.Officers, s.Actor.Role) {
			continue
		}
		list = append(list, page.Choice{Value: s.Actor.ID, Label: words.T(ctx, "layout.staff", "Name", s.Name, "Role", roleWords(ctx, s.Actor.Role))})
	}
	return list, nil
}

// caseOf is the case of the address, or for a complainant the own one.
func caseOf(c echo.Context) (complaint.Number, error) {
	if who := caller(c); who.Complains() {
		return who.Case, nil
	}
	number, err := complaint.ParseNumber(c.Param("case"))
	if err != nil {
		return "", complaint.Errorf(complaint.Missing, "there is no such case")
	}
	return number, nil
}

// casePath is the address of the case's page for the caller.
func casePath(c echo.Context, number complaint.Number) string {
	if caller(c).Complains() {
		return "/my-case"
	}
	return "/desk/cases/" + string(number)
}

// actPage shows the form of one act, or why it is not possible now.
func (p *Pages) actPage(c echo.Context) error {
	if grants[complaint.Action(c.Param("action"))] && caller(c).Complains() {
		return then(c, accessPath)
	}
	if c.Param("action") == string(complaint.DocumentAdded) && caller(c).Complains() {
		return then(c, filesPath)
	}
	a, err := p.open(c)
	if err != nil {
		return err
	}
	answers := url.Values{"key": {newKey()}}
	begun, err := p.beginning(c, a)
	for name, text := range begun {
		answers.Set(name, text)
	}
	if err != nil {
		return err
	}
	return p.actForm(c, http.StatusOK, a, answers, nil)
}

// more are sentences that a complainant must have read before an act: own.more.<act>.1
// and on.
func more(ctx context.Context, a acting) []string {
	var list []string
	for n := 1; a.own; n++ {
		id := fmt.Sprintf("own.more.%s.%d", a.option.Action, n)
		if !words.Has(ctx, id) {
			break
		}
		list = append(list, words.T(ctx, id))
	}
	return list
}

func (p *Pages) actForm(c echo.Context, status int, a acting, answers url.Values, wrong faults, general ...page.Fault) error {
	ctx := c.Request().Context()
	v := page.ActView{
		Number: a.number, Back: a.back, Says: words.Said(ctx, a.option.Says), Cite: words.Cited(ctx, a.option.Cite), Rule: a.option.Transition, Grave: a.option.Final,
		Allowed: a.option.Allowed, Why: whyNot(ctx, a.option), More: more(ctx, a), Outlooks: outlooks(ctx, a.goals), Kept: a.stays(ctx), Form: page.Form{
			Action: a.back + "/acts/" + string(a.option.Action), Key: answers.Get("key"), Submit: actTitle(ctx, a.option.ActionSpec, a.own),
			Grave: a.option.Final, Multipart: a.option.Action == complaint.DocumentAdded,
			Sections: fill(a.sections(ctx), answers, wrong), Faults: general,
		},
	}
	tells := "act.tells"
	if a.own {
		tells = "act.tells_own"
		v.Says, v.Cite, v.Rule, v.Why = ownSays(ctx, a.option), "", "", ownWhen(ctx, a.option)
	}
	for _, n := range a.option.Tells {
		v.Tells = append(v.Tells, words.T(ctx, tells, "Letter", letterTitle(ctx, string(n))))
	}
	if !a.option.Allowed && status == http.StatusOK {
		status = http.StatusConflict
	}
	chrome := p.chrome(c, actTitle(ctx, a.option.ActionSpec, a.own))
	chrome.Failed = len(wrong)+len(general) > 0
	return show(c, status, page.ActPage(chrome, v))
}

// act does the act of the form and leads back to the case.
func (p *Pages) act(c echo.Context) error {
	if grants[complaint.Action(c.Param("action"))] && caller(c).Complains() {
		return then(c, accessPath)
	}
	a, err := p.open(c)
	if err != nil {
		return err
	}
	s, err := p.sentTo(c, a)
	if err != nil {
		return err
	}
	ctx, form := c.Request().Context(), s.answers
	wrong := required(ctx, a.sections(ctx), form)
	at := a.when(ctx, form, p.Service.Now(), wrong)
	if len(wrong) > 0 {
		if err := p.dropped(c, s, nil); err != nil {
			return err
		}
		return p.actForm(c, http.StatusBadRequest, a, form, wrong)
	}
	what := law.Act{Key: form.Get("key"), Action: a.option.Action, Actor: caller(c).Actor, At: at}
	return p.afterAct(c, a, form, p.do(c, a, what, s))
}

// sentTo reads the form of an act, with its file if the act is about one.
func (p *Pages) sentTo(c echo.Context, a acting) (sent, error) {
	if a.option.Action == complaint.DocumentAdded {
		return p.formWithFile(c, a.number)
	}
	answers, err := formOf(c)
	return sent{answers: answers}, err
}

// do hands the act to the Service, with its file if it has one.
func (p *Pages) do(c echo.Context, a acting, act law.Act, s sent) error {
	ctx := c.Request().Context()
	if s.refused != nil {
		return s.refused
	}
	if act.Action == complaint.DocumentAdded {
		_, err := p.Service.AddDocument(ctx, a.number, act, s.file, a.data(s.answers))
		return err
	}
	_, err := p.Service.Act(ctx, a.number, act, a.data(s.answers))
	return err
}

// afterAct leads back to the case, or shows the form again with the reason. A
// form that was refused gets a fresh key, since what it asks for has not been
// done; one whose fate is unknown keeps its own.
func (p *Pages) afterAct(c echo.Context, a acting, form url.Values, err error) error {
	ctx := c.Request().Context()
	title := eventTitle(ctx, a.option.Action)
	switch kind := complaint.KindOf(err); {
	case err == nil:
		p.Sessions.Put(ctx, noticeKey, words.T(ctx, "act.done", "Act", title))
		return then(c, a.back)
	case errors.Is(err, context.DeadlineExceeded):
		p.Sessions.Put(ctx, noticeKey, words.T(ctx, "act.pending", "Act", title))
		return then(c, a.back)
	case kind == complaint.Busy:
		return p.actForm(c, http.StatusServiceUnavailable, a, form, nil, page.Fault{Text: told(c, err)})
	case kind == complaint.Invalid || kind == complaint.Conflict:
		form.Set("key", newKey())
		status := map[complaint.Kind]int{complaint.Invalid: http.StatusBadRequest, complaint.Conflict: http.StatusConflict}[kind]
		if name := place(err, a.sections(ctx)); name != "" && kind == complaint.Invalid {
			return p.actForm(c, status, a, form, faults{name: faultWords(ctx, name, err)})
		}
		return p.actForm(c, status, a, form, nil, page.Fault{Text: told(c, err)})
	}
	return err
}
