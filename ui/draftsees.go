package ui

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// sights are the sorts of data that somebody gives, each with the fields of a packet that
// are of that sort and that every recipient gets alike.
var sights = []struct {
	name  string
	items []law.Item
}{
	{"name", []law.Item{law.ItemName}},
	{"reach", []law.Item{law.ItemEmail, law.ItemPhone, law.ItemAddress}},
	{"identifier", []law.Item{law.ItemIdentifier}},
	{"residence", []law.Item{law.ItemResidence}},
	{"person_type", []law.Item{law.ItemPersonType}},
	{"represented", []law.Item{law.ItemRepresented}},
	{"story", []law.Item{law.ItemNarrative}},
	{"before", []law.Item{law.ItemAskedBefore}},
	{"wanted", []law.Item{law.ItemWanted}},
	{"evidence", []law.Item{law.ItemDocuments}},
}

// recipientsOf are the bodies that a draft can come to, once it was sent. Requests and
// employment data are the authorities' alone.
func recipientsOf(d draft) []law.Recipient {
	switch {
	case d.asks():
		return []law.Recipient{law.ToAuthority}
	case d.Answer("employment_data") == yes:
		return []law.Recipient{law.ToAuthority, law.ToFTC}
	}
	return law.Recipients
}

// whoSees shows which body will see what, by the table of packets.
func (p *Pages) whoSees(c echo.Context, d draft) error {
	ctx := c.Request().Context()
	v := page.SeesView{
		Draft: string(d.ID), Back: draftPath, Lead: d.say(ctx, "sees_lead"), Company: say(c, "draft.sees.company"),
		Next: page.Form{Action: seesPath, Submit: say(c, "draft.sees_read")},
	}
	to := recipientsOf(d)
	for _, r := range to {
		v.Recipients = append(v.Recipients, words.T(ctx, "draft.sees."+string(r)))
	}
	for _, k := range sights {
		row := page.SeesRow{What: words.T(ctx, "draft.sees.what."+k.name)}
		for _, r := range to {
			row.Goes = append(row.Goes, k.items[0].For(r).Use == law.Sent)
		}
		v.Rows = append(v.Rows, row)
	}
	if slices.Equal(to, []law.Recipient{law.ToAuthority, law.ToFTC}) {
		v.Notes = append(v.Notes, say(c, "draft.sees_employment"))
	}
	v.Notes = append(v.Notes, say(c, "draft.sees_only"))
	return show(c, http.StatusOK, page.Sees(p.draftChrome(c, say(c, "draft.task.who-sees"), false), v))
}

// saidWhoSees notes that the page was read.
func (p *Pages) saidWhoSees(c echo.Context, d draft) error {
	_, err := p.Service.SaveDraft(c.Request().Context(), d.Draft, map[string][]string{visited("who-sees"): {yes}})
	if err != nil && complaint.KindOf(err) != complaint.Conflict {
		return err
	}
	return then(c, draftPath)
}
