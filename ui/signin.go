package ui

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
	"recourse/ui/page"
)

// accountRoutes are the pages of accounts.
func (p *Pages) accountRoutes() []route {
	get, post := http.MethodGet, http.MethodPost
	return []route{
		{get, "/sign-in/code", p.codePage},
		{post, "/sign-in/code", p.secondStep},
		{post, "/sign-in/passkey/options", p.options(p.Service.PasskeyOptions)},
		{post, "/sign-in/passkey", p.passkeySignIn},
		{get, "/welcome", p.welcome},
		{post, "/welcome", p.openInvitation},
		{get, "/welcome/password", p.newPassword},
		{post, "/welcome/password", p.choosePassword},
		{get, "/welcome/app", p.welcomeApp},
		{post, "/welcome/app", p.setUpByCode},
		{get, "/welcome/app.png", p.appPicture},
		{post, "/welcome/passkey/options", p.options(p.Service.NewPasskeyOptions)},
		{post, "/welcome/passkey", p.setUpByPasskey},
		{get, "/account", p.account},
		{get, "/account/password", p.passwordPage},
		{post, "/account/password", p.changePassword},
		{get, "/account/app", p.appPage},
		{post, "/account/app", p.setApp},
		{get, "/account/app.png", p.appPicture},
		{post, "/account/app/remove", p.changeOwn("account.app_removed", func(c echo.Context) error { return p.Service.DropTOTP(c.Request().Context()) })},
		{post, "/account/passkey/options", p.options(p.Service.NewPasskeyOptions)},
		{post, "/account/passkey", p.addPasskey},
		{post, "/account/passkey/remove", p.changeOwn("account.passkey_removed", p.dropPasskey)},
		{get, "/account/codes", p.codes},
		{post, "/account/codes", p.renewCodes},
		{post, "/account/sessions", p.endSession},
		{get, "/account/prove", p.provePage},
		{post, "/account/prove", p.prove},
		{post, "/account/prove/passkey/options", p.options(p.Service.PasskeyOptions)},
		{post, "/account/prove/passkey", p.proveByPasskey},
		{get, "/admin/accounts", p.accounts},
		{get, "/admin/accounts/new", p.newAccount},
		{post, "/admin/accounts/new", p.invite},
		{get, "/admin/accounts/:account", p.accountPage},
		{post, "/admin/accounts/:account/:change", p.changeAccount},
		{get, "/admin/events", p.accountEvents},
	}
}

// signIn asks a member of staff for name and password.
func (p *Pages) signIn(c echo.Context) error {
	if p.provided() {
		return p.providerDoor(c)
	}
	return p.signInForm(c, http.StatusOK, "", nil)
}

func (p *Pages) signInForm(c echo.Context, status int, name string, faults []page.Fault) error {
	v := page.StepView{Lead: say(c, "signin.lead"), Form: page.Form{
		Action: withQuery(c, "/sign-in"), Submit: say(c, "signin.submit"), Faults: faults, Sections: []page.Section{{Inputs: []page.Input{
			{Name: "name", Kind: page.Text, Label: say(c, "signin.name"), Value: name, Required: true, Complete: "username"},
			{Name: "password", Kind: page.Password, Label: say(c, "signin.password"), Required: true, Complete: "current-password"},
		}}},
	}, Passkey: p.passkeyForm(c, "/sign-in/passkey", "signin.passkey")}
	return p.step(c, status, "signin.title", v)
}

// step shows one question on a page of its own.
func (p *Pages) step(c echo.Context, status int, title string, v page.StepView) error {
	chrome := p.chrome(c, say(c, title))
	chrome.Notice = p.notice(c)
	chrome.Failed = len(v.Form.Summary()) > 0
	return show(c, status, page.Step(chrome, v))
}

// passkeyForm asks for a passkey in a browser that can; nil where there are none.
func (p *Pages) passkeyForm(c echo.Context, action, submit string) *page.PasskeyForm {
	if !p.Service.Passkeys() {
		return nil
	}
	return &page.PasskeyForm{Action: withQuery(c, action), Submit: say(c, submit), Failed: say(c, "passkey.failed")}
}

// withQuery keeps the query of the request, which says where to go afterwards.
func withQuery(c echo.Context, path string) string {
	if q := c.Request().URL.RawQuery; q != "" {
		return path + "?" + q
	}
	return path
}

// enter takes name and password and leads to the second step, or to the page
// that was wanted.
func (p *Pages) enter(c echo.Context) error {
	name := strings.TrimSpace(c.Request().PostFormValue("name"))
	who, err := p.Service.SignIn(c.Request().Context(), name, c.Request().PostFormValue("password"))
	switch complaint.KindOf(err) {
	case complaint.Missing, complaint.Invalid, complaint.Forbidden:
		return p.signInForm(c, http.StatusForbidden, name, []page.Fault{{Text: say(c, "signin.wrong"), Href: "#f-name"}})
	case complaint.TooMany:
		return p.signInForm(c, http.StatusTooManyRequests, name, []page.Fault{{Text: err.Error()}})
	default:
		if err != nil {
			return err
		}
	}
	if who == access.Nobody {
		return then(c, withQuery(c, "/sign-in/code"))
	}
	return then(c, inside(c, who))
}

// inside is where a member of staff goes after signing in: to the page they
// wanted, if it is one of theirs.
func inside(c echo.Context, who access.Caller) string {
	return cmp.Or(access.Inside(c.QueryParam("next")), access.Home(who.Actor.Role))
}

// codePage asks for the second factor.
func (p *Pages) codePage(c echo.Context) error {
	if !p.Service.Awaited(c.Request().Context()) {
		return then(c, withQuery(c, "/sign-in"))
	}
	return p.codeForm(c, http.StatusOK, nil)
}

func (p *Pages) codeForm(c echo.Context, status int, faults []page.Fault) error {
	v := page.StepView{Lead: say(c, "signin.code_lead"), Lost: say(c, "signin.code_lost"), Form: page.Form{
		Action: withQuery(c, "/sign-in/code"), Submit: say(c, "signin.submit"), Faults: faults,
		Sections: []page.Section{{Inputs: []page.Input{codeInput(c, "signin.code", "signin.code_hint")}}},
	}, Passkey: p.passkeyForm(c, "/sign-in/passkey", "signin.passkey")}
	return p.step(c, status, "signin.code_title", v)
}

func codeInput(c echo.Context, label, hint string) page.Input {
	return page.Input{Name: "code", Kind: page.Text, Label: say(c, label), Hint: say(c, hint), Required: true, Complete: "one-time-code", Short: true}
}

// secondStep takes the second factor.
func (p *Pages) secondStep(c echo.Context) error {
	who, err := p.Service.SecondStep(c.Request().Context(), c.Request().PostFormValue("code"))
	switch complaint.KindOf(err) {
	case complaint.Missing, complaint.Conflict:
		p.Sessions.Put(c.Request().Context(), noticeKey, say(c, "signin.anew"))
		return then(c, withQuery(c, "/sign-in"))
	case complaint.Forbidden, complaint.Invalid:
		return p.codeForm(c, http.StatusForbidden, []page.Fault{{Text: say(c, "signin.code_wrong"), Href: "#f-code"}})
	case complaint.TooMany:
		return p.codeForm(c, http.StatusTooManyRequests, []page.Fault{{Text: err.Error()}})
	default:
		if err != nil {
			return err
		}
	}
	return then(c, inside(c, who))
}

// passkeySignIn takes the answer of a passkey.
func (p *Pages) passkeySignIn(c echo.Context) error {
	answer, err := body(c)
	if err != nil {
		return err
	}
	who, err := p.Service.PasskeySignIn(c.Request().Context(), answer)
	return done(c, err, func() string { return inside(c, who) })
}

// options answers with what a script asks a passkey.
func (p *Pages) options(ask func(context.Context) (any, error)) handler {
	return func(c echo.Context) error {
		options, err := ask(c.Request().Context())
		if complaint.KindOf(err) != "" {
			return done(c, err, nil)
		}
		if err != nil {
			return err
		}
		return c.JSON(http.StatusOK, options)
	}
}

// done tells a script where to go, or what is wrong.
func done(c echo.Context, err error, to func() string) error {
	switch {
	case errors.Is(err, access.ErrStale):
		return c.JSON(http.StatusOK, map[string]string{"to": proveFirst("/account")})
	case complaint.KindOf(err) != "":
		return c.JSON(http.StatusForbidden, map[string]string{"says": err.Error()})
	case err != nil:
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"to": to()})
}

// body reads what a script has sent.
func body(c echo.Context) ([]byte, error) {
	b, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return nil, complaint.Errorf(complaint.Invalid, "the answer cannot be read")
	}
	return b, nil
}

// proveFirst is the page that asks for a second factor once more before another.
func proveFirst(next string) string { return "/account/prove?next=" + url.QueryEscape(next) }
