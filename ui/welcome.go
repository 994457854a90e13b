package ui

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/ui/page"
)

// welcome asks for the code of an invitation.
func (p *Pages) welcome(c echo.Context) error { return p.welcomeForm(c, http.StatusOK, nil) }

func (p *Pages) welcomeForm(c echo.Context, status int, faults []page.Fault) error {
	return p.step(c, status, "welcome.title", page.StepView{Lead: say(c, "welcome.lead"), Form: page.Form{
		Action: "/welcome", Submit: say(c, "welcome.submit"), Faults: faults, Sections: []page.Section{{Inputs: []page.Input{
			{Name: "code", Kind: page.Text, Label: say(c, "welcome.code"), Hint: say(c, "welcome.code_hint"), Required: true, Complete: "off"},
		}}},
	}})
}

// openInvitation takes the code.
func (p *Pages) openInvitation(c echo.Context) error {
	err := p.Service.OpenInvitation(c.Request().Context(), c.Request().PostFormValue("code"))
	switch complaint.KindOf(err) {
	case complaint.Missing, complaint.Invalid:
		return p.welcomeForm(c, http.StatusForbidden, []page.Fault{{Text: say(c, "welcome.wrong"), Href: "#f-code"}})
	case complaint.TooMany:
		return p.welcomeForm(c, http.StatusTooManyRequests, []page.Fault{{Text: err.Error()}})
	default:
		if err != nil {
			return err
		}
	}
	return then(c, "/welcome/password")
}

// newPassword asks the owner of a new account for a password.
func (p *Pages) newPassword(c echo.Context) error {
	if _, err := p.Service.Invited(c.Request().Context()); err != nil {
		return p.notInvited(c, err)
	}
	return p.newPasswordForm(c, http.StatusOK, nil)
}

// notInvited leads who has no invitation in this browser to the page that takes
// one.
func (p *Pages) notInvited(c echo.Context, err error) error {
	if complaint.KindOf(err) == complaint.Missing {
		return then(c, "/welcome")
	}
	return err
}

func (p *Pages) newPasswordForm(c echo.Context, status int, wrong faults) error {
	sections := fill([]page.Section{{Inputs: newPasswordInputs(c)}}, nil, wrong)
	return p.step(c, status, "welcome.password_title", page.StepView{Lead: say(c, "welcome.password_lead"), Form: page.Form{
		Action: "/welcome/password", Submit: say(c, "welcome.next"), Sections: sections,
	}})
}

func newPasswordInputs(c echo.Context) []page.Input {
	return []page.Input{
		{Name: "password", Kind: page.Password, Label: say(c, "password.new"), Hint: say(c, "password.hint"), Required: true, Complete: "new-password"},
		{Name: "again", Kind: page.Password, Label: say(c, "password.again"), Required: true, Complete: "new-password"},
	}
}

// choosePassword takes the password.
func (p *Pages) choosePassword(c echo.Context) error {
	password := c.Request().PostFormValue("password")
	if password != c.Request().PostFormValue("again") {
		return p.newPasswordForm(c, http.StatusBadRequest, faults{"again": say(c, "password.differ")})
	}
	err := p.Service.ChoosePassword(c.Request().Context(), password)
	switch complaint.KindOf(err) {
	case complaint.Invalid:
		return p.newPasswordForm(c, http.StatusBadRequest, faults{"password": err.Error()})
	case complaint.Missing:
		return then(c, "/welcome")
	default:
		if err != nil {
			return err
		}
	}
	return then(c, "/welcome/app")
}

// welcomeApp asks the owner of a new account for a second factor.
func (p *Pages) welcomeApp(c echo.Context) error {
	switch _, err := p.Service.Invited(c.Request().Context()); {
	case err != nil:
		return p.notInvited(c, err)
	case !p.Service.PasswordChosen(c.Request().Context()):
		return then(c, "/welcome/password")
	}
	return p.appForm(c, http.StatusOK, "/welcome/app", nil)
}

// appForm shows the secret of an authenticator app and asks for its first code.
func (p *Pages) appForm(c echo.Context, status int, action string, wrong faults) error {
	secret, _, err := p.Service.NewTOTP(c.Request().Context())
	if err != nil {
		return p.stale(c, err, action)
	}
	title, v := "app.title", page.StepView{
		Lead: say(c, "app.lead"), Picture: action + ".png", Secret: secret,
		Form: page.Form{Action: action, Submit: say(c, "app.submit"), Sections: fill([]page.Section{{Inputs: []page.Input{codeInput(c, "app.code", "app.code_hint")}}}, nil, wrong)},
	}
	if action == "/welcome/app" {
		title = "welcome.factor_title"
		if v.Passkey = p.newPasskeyForm(c, "/welcome/passkey"); v.Passkey != nil {
			v.Passkey.Title = say(c, "welcome.or_passkey")
		}
	}
	return p.step(c, status, title, v)
}

// newPasskeyForm asks for a new passkey and its name.
func (p *Pages) newPasskeyForm(c echo.Context, action string) *page.PasskeyForm {
	f := p.passkeyForm(c, action, "passkey.add")
	if f != nil {
		f.New, f.Action = true, action
		f.Name = page.Input{Name: "name", Kind: page.Text, Label: say(c, "passkey.name"), Hint: say(c, "passkey.name_hint"), Required: true, Complete: "off"}
	}
	return f
}

// appPicture draws the secret for a camera.
func (p *Pages) appPicture(c echo.Context) error {
	_, png, err := p.Service.NewTOTP(c.Request().Context())
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "image/png", png)
}

// setUpByCode takes the first code and with it the account is set up.
func (p *Pages) setUpByCode(c echo.Context) error {
	_, err := p.Service.SetUpByCode(c.Request().Context(), c.Request().PostFormValue("code"))
	switch complaint.KindOf(err) {
	case complaint.Invalid:
		return p.appForm(c, http.StatusBadRequest, "/welcome/app", faults{"code": say(c, "app.wrong")})
	case complaint.Missing:
		return then(c, "/welcome")
	default:
		if err != nil {
			return err
		}
	}
	return then(c, "/account/codes")
}

// setUpByPasskey takes a passkey and with it the account is set up.
func (p *Pages) setUpByPasskey(c echo.Context) error {
	answer, err := body(c)
	if err != nil {
		return err
	}
	_, err = p.Service.SetUpByPasskey(c.Request().Context(), c.QueryParam("name"), answer)
	return done(c, err, func() string { return "/account/codes" })
}
