package ui

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"recourse/law"
	"recourse/ui/page"
)

// how shows the whole path, drawn from the table of transitions with the periods
// of the pack that the address names, or else of the one in force for residents
// of the EEA.
func (p *Pages) how(c echo.Context) error {
	pack := law.Select(law.Facts{ReceivedAt: p.Service.Now()})
	if id := c.QueryParam("pack"); id != "" {
		var err error
		if pack, err = law.Lookup(law.PackRef{ID: id}); err != nil {
			return echo.ErrNotFound
		}
	}
	v := page.HowView{Pack: pack, Packs: law.Packs(), Routes: law.Path(pack)}
	return show(c, http.StatusOK, page.How(p.chrome(c, say(c, "how.title")), v))
}
