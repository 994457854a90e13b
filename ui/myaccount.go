package ui

import (
	"encoding/base64"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
	"recourse/ui/page"
	"recourse/words"
)

// account shows the caller their own account.
func (p *Pages) account(c echo.Context) error {
	ctx := c.Request().Context()
	own, err := p.Service.MyAccount(ctx)
	if err != nil {
		return err
	}
	v := page.AccountView{
		Account: accountRow(c, own.Account), HasApp: own.Account.TOTP != nil, Codes: own.Account.RecoveryLeft,
		Sessions: sessionRows(c, own), Passkey: p.newPasskeyForm(c, "/account/passkey"), Demo: own.Account.Demo, Provider: own.Account.Issuer != "",
	}
	for _, k := range own.Passkeys {
		row := page.PasskeyRow{ID: base64.RawURLEncoding.EncodeToString(k.ID), Name: k.Name, Added: minute(c, k.AddedAt), Used: say(c, "passkey.never")}
		if !k.UsedAt.IsZero() {
			row.Used = minute(c, k.UsedAt)
		}
		v.Passkeys = append(v.Passkeys, row)
	}
	chrome := p.chrome(c, say(c, "account.title"))
	chrome.Notice = p.notice(c)
	return show(c, http.StatusOK, page.Account(chrome, v))
}

func sessionRows(c echo.Context, own access.Own) []page.SessionRow {
	rows := make([]page.SessionRow, len(own.Sessions))
	for i, s := range own.Sessions {
		rows[i] = page.SessionRow{
			ID: s.ID, Here: s.ID == own.Session, Method: methodWords(c, s.Method), Network: s.Network, Opened: minute(c, s.OpenedAt), Seen: minute(c, s.SeenAt),
		}
	}
	return rows
}

func methodWords(c echo.Context, method string) string {
	return words.Or(c.Request().Context(), "method."+method, method)
}

// stale leads who has not shown a factor lately to where they can, and back.
func (p *Pages) stale(c echo.Context, err error, back string) error {
	if errors.Is(err, access.ErrStale) {
		return then(c, p.provePath(back))
	}
	return err
}

// changeOwn does a change of the caller's account and says so on the page of it.
func (p *Pages) changeOwn(notice string, change handler) handler {
	return func(c echo.Context) error {
		err := change(c)
		if kind := complaint.KindOf(err); kind == complaint.Conflict || kind == complaint.Missing {
			p.Sessions.Put(c.Request().Context(), noticeKey, err.Error())
			return then(c, "/account")
		}
		if err != nil {
			return p.stale(c, err, "/account")
		}
		p.Sessions.Put(c.Request().Context(), noticeKey, say(c, notice))
		return then(c, "/account")
	}
}

func (p *Pages) dropPasskey(c echo.Context) error {
	id, err := base64.RawURLEncoding.DecodeString(c.Request().PostFormValue("passkey"))
	if err != nil {
		return complaint.Errorf(complaint.Missing, "there is no such passkey")
	}
	return p.Service.DropPasskey(c.Request().Context(), id)
}

// addPasskey takes a new passkey.
func (p *Pages) addPasskey(c echo.Context) error {
	answer, err := body(c)
	if err != nil {
		return err
	}
	err = p.Service.AddPasskey(c.Request().Context(), c.QueryParam("name"), answer)
	if err == nil {
		p.Sessions.Put(c.Request().Context(), noticeKey, say(c, "account.passkey_added"))
	}
	return done(c, err, func() string { return "/account" })
}

// passwordPage asks for the current password and a new one.
func (p *Pages) passwordPage(c echo.Context) error {
	if !p.Service.Proven(c.Request().Context()) {
		return then(c, proveFirst("/account/password"))
	}
	return p.passwordForm(c, http.StatusOK, nil)
}

func (p *Pages) passwordForm(c echo.Context, status int, wrong faults) error {
	inputs := append([]page.Input{
		{Name: "current", Kind: page.Password, Label: say(c, "password.current"), Required: true, Complete: "current-password"},
	}, newPasswordInputs(c)...)
	return p.step(c, status, "password.title", page.StepView{Lead: say(c, "password.lead"), Back: "/account", Form: page.Form{
		Action: "/account/password", Submit: say(c, "password.submit"), Sections: fill([]page.Section{{Inputs: inputs}}, nil, wrong),
	}})
}

// changePassword changes the caller's password.
func (p *Pages) changePassword(c echo.Context) error {
	ctx, r := c.Request().Context(), c.Request()
	if r.PostFormValue("password") != r.PostFormValue("again") {
		return p.passwordForm(c, http.StatusBadRequest, faults{"again": say(c, "password.differ")})
	}
	err := p.Service.ChangePassword(ctx, r.PostFormValue("current"), r.PostFormValue("password"))
	if errors.Is(err, access.ErrStale) {
		return p.stale(c, err, "/account/password")
	}
	switch complaint.KindOf(err) {
	case complaint.Forbidden:
		return p.passwordForm(c, http.StatusForbidden, faults{"current": say(c, "password.wrong")})
	case complaint.Invalid:
		return p.passwordForm(c, http.StatusBadRequest, faults{"password": err.Error()})
	case complaint.TooMany:
		return p.passwordForm(c, http.StatusTooManyRequests, faults{"current": err.Error()})
	default:
		if err != nil {
			return err
		}
	}
	p.Sessions.Put(ctx, noticeKey, say(c, "account.password_changed"))
	return then(c, "/account")
}

// appPage shows the secret of a new authenticator app.
func (p *Pages) appPage(c echo.Context) error {
	return p.appForm(c, http.StatusOK, "/account/app", nil)
}

// setApp takes the first code of a new authenticator app.
func (p *Pages) setApp(c echo.Context) error {
	ctx := c.Request().Context()
	err := p.Service.SetTOTP(ctx, c.Request().PostFormValue("code"))
	if complaint.KindOf(err) == complaint.Invalid {
		return p.appForm(c, http.StatusBadRequest, "/account/app", faults{"code": say(c, "app.wrong")})
	}
	if err != nil {
		return p.stale(c, err, "/account/app")
	}
	p.Sessions.Put(ctx, noticeKey, say(c, "account.app_added"))
	return then(c, "/account")
}

// renewCodes makes new recovery codes.
func (p *Pages) renewCodes(c echo.Context) error {
	if err := p.Service.RenewCodes(c.Request().Context()); err != nil {
		return p.stale(c, err, "/account")
	}
	return then(c, "/account/codes")
}

// codes shows recovery codes that were made just now, once.
func (p *Pages) codes(c echo.Context) error {
	list, err := p.Service.NewCodes(c.Request().Context())
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return then(c, "/account")
	}
	return show(c, http.StatusOK, page.Codes(p.chrome(c, say(c, "codes.title")), list))
}

// endSession ends one of the caller's sessions, or all of them.
func (p *Pages) endSession(c echo.Context) error {
	ctx, id := c.Request().Context(), c.Request().PostFormValue("session")
	if err := p.Service.EndMySession(ctx, id); err != nil && complaint.KindOf(err) != complaint.Missing {
		return p.stale(c, err, "/account")
	}
	if id == "" {
		return then(c, "/sign-in")
	}
	p.Sessions.Put(ctx, noticeKey, say(c, "account.session_ended"))
	return then(c, "/account")
}

// provePage asks for the second factor once more.
func (p *Pages) provePage(c echo.Context) error { return p.proveForm(c, http.StatusOK, nil) }

func (p *Pages) proveForm(c echo.Context, status int, wrong faults) error {
	own, err := p.Service.MyAccount(c.Request().Context())
	if err != nil {
		return err
	}
	in := codeInput(c, "signin.code", "signin.code_hint")
	if own.Account.Demo {
		in = page.Input{Name: "code", Kind: page.Password, Label: say(c, "signin.password"), Required: true, Complete: "current-password"}
	}
	v := page.StepView{Lead: say(c, "prove.lead"), Back: "/account", Form: page.Form{
		Action: withQuery(c, "/account/prove"), Submit: say(c, "prove.submit"), Sections: fill([]page.Section{{Inputs: []page.Input{in}}}, nil, wrong),
	}}
	if len(own.Passkeys) > 0 {
		v.Passkey = p.passkeyForm(c, "/account/prove/passkey", "prove.passkey")
	}
	return p.step(c, status, "prove.title", v)
}

// prove takes the second factor once more.
func (p *Pages) prove(c echo.Context) error {
	err := p.Service.Prove(c.Request().Context(), c.Request().PostFormValue("code"))
	switch complaint.KindOf(err) {
	case complaint.Forbidden, complaint.Invalid:
		return p.proveForm(c, http.StatusForbidden, faults{"code": say(c, "prove.wrong")})
	case complaint.TooMany:
		return p.proveForm(c, http.StatusTooManyRequests, faults{"code": err.Error()})
	default:
		if err != nil {
			return err
		}
	}
	return then(c, afterProof(c))
}

func afterProof(c echo.Context) string {
	if next := access.Inside(c.QueryParam("next")); next != "" {
		return next
	}
	return "/account"
}

// proveByPasskey takes a passkey once more.
func (p *Pages) proveByPasskey(c echo.Context) error {
	answer, err := body(c)
	if err != nil {
		return err
	}
	err = p.Service.ProveByPasskey(c.Request().Context(), answer)
	return done(c, err, func() string { return afterProof(c) })
}
