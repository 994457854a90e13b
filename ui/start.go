package ui

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// start says what this is and what will happen, with the periods of the pack in
// force for residents of the EEA, and which authority looks after the country that
// the address names.
func (p *Pages) start(c echo.Context) error {
	ctx, country := c.Request().Context(), c.QueryParam("country")
	v := page.StartView{Pack: law.Select(law.Facts{ReceivedAt: p.Service.Now()}), Authorities: law.Authorities, Country: country}
	v.Authority, v.Region = law.AuthorityOf(country), law.RegionOf(country, c.QueryParam("region"))
	v.Inputs = []page.Input{{Name: "country", Kind: page.Select, Label: say(c, "start.country"), Choices: authorityCountries(ctx), Complete: "country", Required: true}}
	if list := law.RegionsOf(country); len(list) > 0 {
		v.Inputs = append(v.Inputs, page.Input{
			Name: "region", Kind: page.Select, Label: say(c, "start.region"), Choices: append(blanks(ctx), regions(ctx, list)...), Required: true,
		})
	}
	v.Inputs = fill([]page.Section{{Inputs: v.Inputs}}, c.QueryParams(), nil)[0].Inputs
	return show(c, http.StatusOK, page.Start(p.chrome(c, say(c, "start.title")), v))
}

// elsewhere stands for every country without an authority in the directory.
const elsewhere = "other"

// authorityCountries are the countries of the directory by name, and all others as
// one.
func authorityCountries(ctx context.Context) []page.Choice {
	list := blanks(ctx)
	for _, n := range words.Countries(ctx) {
		if law.AuthorityOf(n.Code).Name != "" {
			list = append(list, page.Choice{Value: n.Code, Label: n.Name})
		}
	}
	return append(list, page.Choice{Value: elsewhere, Label: words.T(ctx, "start.another_country")})
}
