package ui

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/ui/page"
	"recourse/words"
)

// letters reads the local tray, of one case if the address names one.
func (p *Pages) trayLetters(c echo.Context) (complaint.Number, []Mail, error) {
	var number complaint.Number
	if asked := c.QueryParam("case"); asked != "" {
		n, err := complaint.ParseNumber(asked)
		if err != nil {
			return "", nil, err
		}
		number = n
	}
	list, err := p.Tray(c.Request().Context(), number)
	return number, list, err
}

// tray lists the letters that an installation without a key for mail keeps.
func (p *Pages) tray(c echo.Context) error {
	number, list, err := p.trayLetters(c)
	if err != nil {
		return err
	}
	v := page.TrayView{Case: number}
	for _, m := range list {
		v.Letters = append(v.Letters, trayLetter(c, m))
	}
	return show(c, http.StatusOK, page.Tray(p.chrome(c, say(c, "tray.title")), v))
}

// trayMail shows one letter.
func (p *Pages) trayMail(c echo.Context) error {
	_, list, err := p.trayLetters(c)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(m Mail) bool { return strconv.FormatInt(m.ID, 10) == c.Param("letter") })
	if i < 0 {
		return complaint.Errorf(complaint.Missing, "there is no such letter")
	}
	return show(c, http.StatusOK, page.TrayMail(p.chrome(c, list[i].Subject), trayLetter(c, list[i])))
}

// trayJSON is the same list for programs and tests.
func (p *Pages) trayJSON(c echo.Context) error {
	_, list, err := p.trayLetters(c)
	if err != nil {
		return err
	}
	out := make([]mailJSON, len(list))
	for i, m := range list {
		out[i] = mailJSON(m)
	}
	return c.JSON(http.StatusOK, out)
}

// mailJSON is one letter of the tray on the wire.
type mailJSON struct {
	ID      int64            `json:"id"`
	Case    complaint.Number `json:"case_number"`
	Code    string           `json:"code"`
	To      complaint.Role   `json:"to"`
	Subject string           `json:"subject"`
	Body    string           `json:"body"`
	At      time.Time        `json:"at"`
}

func trayLetter(c echo.Context, m Mail) page.TrayLetter {
	ctx := c.Request().Context()
	return page.TrayLetter{
		ID: m.ID, Case: m.Case, Code: m.Code, To: roleWords(ctx, m.To), Subject: m.Subject, Body: m.Body, At: words.Moment(ctx, m.At, time.UTC),
	}
}
