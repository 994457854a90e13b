package ui

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"recourse/law"
	"recourse/ui/page"
)

// start says what this is and what will happen, with the periods of
// the pack in force for residents of the EEA.
func (p *Pages) start(c echo.Context) error {
	v := page.StartView{Pack: law.Select(law.Facts{ReceivedAt: p.Service.Now()}), Authorities: law.Authorities}
	return show(c, http.StatusOK, page.Start(p.chrome(c, say(c, "start.title")), v))
}
