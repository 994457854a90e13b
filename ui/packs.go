package ui

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"recourse/law"
	"recourse/ui/page"
)

// packs lists the frameworks.
func (p *Pages) packs(c echo.Context) error {
	return show(c, http.StatusOK, page.Packs(p.chrome(c, say(c, "packs.title")), page.PacksView{Packs: latestPacks()}))
}

// pack shows one framework with all its periods, and in what it differs from
// another that the address names.
func (p *Pages) pack(c echo.Context) error {
	pack, err := law.Lookup(law.PackRef{ID: c.Param("pack")})
	if err != nil {
		return echo.ErrNotFound
	}
	v := page.PackView{Pack: pack, Packs: latestPacks()}
	if id := c.QueryParam("than"); id != "" {
		if v.Than, err = law.Lookup(law.PackRef{ID: id}); err != nil {
			return echo.ErrNotFound
		}
	}
	return show(c, http.StatusOK, page.Pack(p.chrome(c, pack.Name), v))
}
