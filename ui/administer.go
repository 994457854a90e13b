package ui

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// minute writes a real instant to the minute, in UTC.
func minute(c echo.Context, t time.Time) string {
	return words.Moment(c.Request().Context(), t, time.UTC)
}

// accountRow is an account in words.
func accountRow(c echo.Context, a access.Account) page.AccountRow {
	row := page.AccountRow{
		ID: a.ID, Name: a.Name, Email: a.Email, Role: roleWords(c.Request().Context(), a.Role), State: say(c, "account.state."+a.State(time.Now())),
		Disabled: a.Disabled(), Demo: a.Demo,
	}
	switch {
	case a.TOTP != nil && a.Passkeys > 0:
		row.Factors = say(c, "factor.both")
	case a.TOTP != nil:
		row.Factors = say(c, "factor.totp")
	case a.Passkeys > 0:
		row.Factors = say(c, "factor.passkey")
	default:
		row.Factors = say(c, "factor.none")
	}
	return row
}

// accounts lists the accounts of staff.
func (p *Pages) accounts(c echo.Context) error {
	all, err := p.Service.AllAccounts(c.Request().Context())
	if err != nil {
		return err
	}
	rows := make([]page.AccountRow, len(all))
	for i, a := range all {
		rows[i] = accountRow(c, a)
	}
	chrome := p.chrome(c, say(c, "accounts.title"))
	chrome.Notice = p.notice(c)
	return show(c, http.StatusOK, page.Accounts(chrome, rows))
}

// newAccount asks whom to add. Fields of a member of staff are added here.
func (p *Pages) newAccount(c echo.Context) error {
	if !p.Service.Proven(c.Request().Context()) {
		return then(c, p.provePath("/admin/accounts/new"))
	}
	return p.newAccountForm(c, http.StatusOK, nil, nil)
}

func (p *Pages) newAccountForm(c echo.Context, status int, answers url.Values, wrong faults) error {
	sections := fill([]page.Section{{Inputs: []page.Input{
		{Name: "name", Kind: page.Text, Label: say(c, "accounts.name"), Required: true, Complete: "off"},
		{Name: "email", Kind: page.Text, Type: "email", Label: say(c, "accounts.email"), Required: true, Complete: "off"},
		roleInput(c, ""),
		{Name: "entities", Kind: page.Checkboxes, Label: say(c, "accounts.entities"), Hint: say(c, "accounts.entities_hint"), Choices: companies()},
		{Name: "queues", Kind: page.Checkboxes, Label: say(c, "accounts.queues"), Hint: say(c, "accounts.queues_hint"), Choices: queues(c)},
	}}}, answers, wrong)
	return p.step(c, status, "accounts.new_title", page.StepView{Lead: say(c, "accounts.new_lead"), Back: "/admin/accounts", Form: page.Form{
		Action: "/admin/accounts/new", Submit: say(c, "accounts.new_submit"), Sections: sections,
	}})
}

func queues(c echo.Context) []page.Choice {
	list := make([]page.Choice, len(law.Queues))
	for i, code := range law.Queues {
		list[i] = page.Choice{Value: code, Label: say(c, "accounts.queue."+code)}
	}
	return list
}

func roleInput(c echo.Context, now complaint.Role) page.Input {
	in := page.Input{Name: "role", Kind: page.Select, Label: say(c, "accounts.role"), Required: true}
	if now == "" {
		in.Choices = append(in.Choices, blank(c.Request().Context()))
	}
	for _, role := range complaint.StaffRoles {
		in.Choices = append(in.Choices, page.Choice{Value: string(role), Label: roleWords(c.Request().Context(), role), Chosen: role == now})
	}
	return in
}

// invite adds an account and shows its invitation.
func (p *Pages) invite(c echo.Context) error {
	answers, err := formOf(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	a, code, err := p.Service.InviteAccount(ctx, access.Account{
		Name: answers.Get("name"), Email: answers.Get("email"), Role: complaint.Role(answers.Get("role")), Entities: answers["entities"], Queues: answers["queues"],
	})
	if wrong := accountFault(c, err); wrong != nil {
		return p.newAccountForm(c, http.StatusBadRequest, answers, wrong)
	}
	if err != nil {
		return p.stale(c, err, "/admin/accounts/new")
	}
	return p.invited(c, a.ID, code)
}

// accountFault finds the input that an error speaks of; nil for other errors.
func accountFault(c echo.Context, err error) faults {
	kind := complaint.KindOf(err)
	switch {
	case kind == complaint.Conflict:
		return faults{"name": say(c, "accounts.taken")}
	case kind != complaint.Invalid:
		return nil
	case strings.HasPrefix(err.Error(), "name:"):
		return faults{"name": say(c, "accounts.name_wrong")}
	case strings.HasPrefix(err.Error(), "email:"):
		return faults{"email": say(c, "accounts.email_wrong")}
	}
	for _, scope := range []struct{ name, says string }{{"entity", "entities"}, {"queue", "queues"}} {
		if strings.HasPrefix(err.Error(), scope.name+" ") {
			return faults{scope.says: say(c, "accounts.scope_wrong")}
		}
	}
	return faults{"role": say(c, "accounts.role_wrong")}
}

// inviteKey is where a session keeps an invitation for the page of its account.
const inviteKey = "invitation"

func accountPath(id int64) string { return "/admin/accounts/" + strconv.FormatInt(id, 10) }

// invited shows the code of an invitation on the page of its account, once.
func (p *Pages) invited(c echo.Context, id int64, code string) error {
	p.Sessions.Put(c.Request().Context(), inviteKey+accountPath(id), code)
	return then(c, accountPath(id))
}

// accountPage shows an account and what can be changed about it.
func (p *Pages) accountPage(c echo.Context) error {
	id, err := accountID(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	own, err := p.Service.AccountOf(ctx, id)
	if err != nil {
		return err
	}
	v := page.AdminView{
		Account: accountRow(c, own.Account), Invitation: p.Sessions.PopString(ctx, inviteKey+accountPath(id)), Sessions: sessionRows(c, own),
		Role: page.Form{
			Action: accountPath(id) + "/role", Submit: say(c, "accounts.change_role"),
			Sections: []page.Section{{Inputs: []page.Input{roleInput(c, own.Account.Role)}}},
		},
	}
	chrome := p.chrome(c, own.Account.Name)
	chrome.Notice = p.notice(c)
	return show(c, http.StatusOK, page.Admin(chrome, v))
}

func accountID(c echo.Context) (int64, error) {
	id, err := strconv.ParseInt(c.Param("account"), 10, 64)
	if err != nil || id <= 0 {
		return 0, complaint.Errorf(complaint.Missing, "there is no such account")
	}
	return id, nil
}

// changeAccount does one change of an account and shows it again.
func (p *Pages) changeAccount(c echo.Context) error {
	id, err := accountID(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	change, ok := map[string]func() error{
		"role":     func() error { return p.Service.ChangeRole(ctx, id, complaint.Role(c.Request().PostFormValue("role"))) },
		"disable":  func() error { return p.Service.DisableAccount(ctx, id) },
		"enable":   func() error { return p.Service.EnableAccount(ctx, id) },
		"sessions": func() error { return p.Service.EndAccountSessions(ctx, id) },
		"reset": func() error {
			code, err := p.Service.ResetAccount(ctx, id)
			if err == nil {
				p.Sessions.Put(ctx, inviteKey+accountPath(id), code)
			}
			return err
		},
	}[c.Param("change")]
	if !ok {
		return echo.ErrNotFound
	}
	err = change()
	notice := say(c, "accounts.changed")
	if kind := complaint.KindOf(err); kind == complaint.Conflict || kind == complaint.Invalid {
		notice, err = err.Error(), nil
	}
	if err != nil {
		return p.stale(c, err, accountPath(id))
	}
	p.Sessions.Put(ctx, noticeKey, notice)
	return then(c, accountPath(id))
}

// accountEvents lists what happened to accounts.
func (p *Pages) accountEvents(c echo.Context) error {
	ctx := c.Request().Context()
	before, _ := strconv.ParseInt(c.QueryParam("before"), 10, 64)
	list, err := p.Service.AccountEvents(ctx, before)
	if err != nil {
		return err
	}
	names, err := p.staffNames(c)
	if err != nil {
		return err
	}
	v := page.EventsView{}
	for _, e := range list {
		v.Rows = append(v.Rows, page.EventRow{
			At: minute(c, e.At), What: words.Or(ctx, "account_event."+string(e.Kind), string(e.Kind)), Detail: detailWords(c, e), Network: e.Network,
			Whose: accountName(c, names, e.StaffID), By: byWords(c, names, e),
		})
	}
	if n := len(list); n > 0 && list[n-1].ID > 1 {
		v.Next = "/admin/events?before=" + strconv.FormatInt(list[n-1].ID, 10)
	}
	return show(c, http.StatusOK, page.Events(p.chrome(c, say(c, "events.title")), v))
}

// staffNames are the names of staff by number.
func (p *Pages) staffNames(c echo.Context) (map[int64]string, error) {
	all, err := p.Service.Staff(c.Request().Context())
	names := make(map[int64]string, len(all))
	for _, m := range all {
		names[access.StaffID(m.Actor.ID)] = m.Name
	}
	return names, err
}

func accountName(c echo.Context, names map[int64]string, id int64) string {
	if name, ok := names[id]; ok {
		return name
	}
	return say(c, "events.nobody")
}

func byWords(c echo.Context, names map[int64]string, e access.AccountEvent) string {
	switch e.By {
	case "":
		return say(c, "events.stranger")
	case string(access.Operator):
		return say(c, "events.operator")
	}
	return accountName(c, names, access.StaffID(e.By))
}

func detailWords(c echo.Context, e access.AccountEvent) string {
	ctx := c.Request().Context()
	if e.Kind == access.RoleChanged || e.Kind == access.AccountAdded {
		return roleWords(ctx, complaint.Role(e.Detail))
	}
	return words.Or(ctx, "method."+e.Detail, e.Detail)
}
