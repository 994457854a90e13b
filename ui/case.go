package ui

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// read fetches the caller's case and what may be done on it now.
func (p *Pages) read(c echo.Context) (*reading, []law.Option, error) {
	number, err := caseOf(c)
	if err != nil {
		return nil, nil, err
	}
	ctx, who := c.Request().Context(), caller(c)
	rec, err := p.Service.Dossier(ctx, number, who.Actor)
	if err != nil {
		return nil, nil, err
	}
	if who.Complains() {
		p.speakOf(c, rec)
		ctx = c.Request().Context()
	}
	options, err := p.Service.Options(ctx, number, who.Actor)
	if err != nil {
		return nil, nil, err
	}
	var staff []access.Caller
	if who.Works() {
		if staff, err = p.Service.Staff(ctx); err != nil {
			return nil, nil, err
		}
	}
	r, err := newReading(ctx, rec, p.Service.Now(), who, staff, casePath(c, number))
	return r, options, err
}

// deskCase is the officers' page of one case.
func (p *Pages) deskCase(c echo.Context) error {
	r, options, err := p.read(c)
	if err != nil {
		return err
	}
	k := r.rec.Case
	v := page.CaseView{
		Number: k.Number, Zone: r.zone.String(), Ladder: r.ladder(), Turns: r.turns(), Ended: r.ended(), Assignee: r.assignee(),
		Entity: law.EntityName(k.Facts.Entity), Country: words.Country(r.ctx, k.Facts.Residence), Overdue: k.Overdue(), Delisting: k.DelistRisk,
		Facts: r.facts(), Person: r.person(), Narrative: r.story(), Acts: r.acts(options), Deadlines: r.deadlines(), Events: r.events(),
		Messages: r.messages(), Letters: r.letters(), Documents: r.documents(),
		Arbitration: r.arbitration(r.acts(options)), Request: k.IsRequest(), Kept: r.kept(), Overseen: oversees(caller(c)),
	}
	if v.Overseen {
		list, _, err := p.Service.Readings(r.ctx, k.Number, "", lastReadings)
		if err != nil {
			return err
		}
		v.Readings = r.readings(list)
	}
	chrome := p.chrome(c, string(k.Number))
	chrome.Notice = p.notice(c)
	return show(c, http.StatusOK, page.Case(chrome, v))
}
