package ui

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// pageOfCases is how many cases one page of the worklist shows. Product choice.
const pageOfCases = 50

// soon is how many days before its date a case counts as due soon in the
// worklist: a week, as everywhere on the desk. Product choice.
const soon = 7

// desk is the worklist. Its filters are the address, so that a list can be kept
// and passed on; the words that are searched for are not.
func (p *Pages) desk(c echo.Context) error {
	ctx, q := c.Request().Context(), c.QueryParams()
	searched, known := p.searched(ctx, q.Get("search"))
	q.Set("q", searched)
	staff, err := p.Service.Staff(ctx)
	if err != nil {
		return err
	}
	v := page.DeskView{Clear: "/desk", Filters: fill(deskFilters(ctx, staff), q, nil)[0].Inputs, Sort: fill(deskSort(ctx), q, nil)[0].Inputs[0]}
	status := http.StatusOK
	list, err := p.Service.Worklist(ctx, filterFrom(q, p.Service.Now()))
	switch {
	case complaint.KindOf(err) == complaint.Invalid:
		v.Faults, status = []page.Fault{{Text: err.Error()}}, http.StatusBadRequest
	case err != nil:
		return err
	case !known:
		v.Faults, list = []page.Fault{{Text: say(c, "desk.search_gone"), Href: "#f-q"}}, law.Page{}
	}
	for _, row := range list.Rows {
		v.Rows = append(v.Rows, caseRow(ctx, row, p.Service.Now(), staff))
	}
	v.First, v.Next = turning(q, list.Cursor)
	chrome := p.chrome(c, say(c, "desk.title"))
	chrome.Failed, chrome.Notice = len(v.Faults) > 0, p.notice(c)
	return show(c, status, page.Desk(chrome, v))
}

// turning gives the addresses of the first and the next page.
func turning(q url.Values, cursor string) (first, next string) {
	with := func(cursor string) string {
		to := url.Values{}
		for name, values := range q {
			if name != "cursor" && name != "q" && values[0] != "" {
				to[name] = values
			}
		}
		if cursor != "" {
			to.Set("cursor", cursor)
		}
		return addressOf(to)
	}
	if q.Get("cursor") != "" {
		first = with("")
	}
	if cursor != "" {
		next = with(cursor)
	}
	return first, next
}

// filterFrom reads the filters of the address.
func filterFrom(q url.Values, now time.Time) law.Filter {
	f := law.Filter{
		Stage: complaint.Stage(q.Get("stage")), Status: q.Get("status"), Assignee: q.Get("assignee"), Country: q.Get("country"), Entity: q.Get("entity"),
		Query: strings.ToUpper(strings.TrimSpace(q.Get("q"))), Sort: q.Get("sort"), Cursor: q.Get("cursor"), Limit: pageOfCases,
	}
	if days, err := strconv.Atoi(q.Get("due")); err == nil && days >= 0 && days <= 366 {
		f.DueBefore = complaint.DateOf(now.UTC()).AddDays(days+1).In(time.UTC, 0, 0)
	}
	return f
}

// deskFilters are the filters of the worklist.
func deskFilters(ctx context.Context, staff []access.Caller) []page.Section {
	all := page.Choice{Label: words.T(ctx, "desk.any")}
	pick := func(name string, choices ...page.Choice) page.Input {
		return page.Input{Name: name, Kind: page.Select, Label: words.T(ctx, "desk.filter."+name), Choices: append([]page.Choice{all}, choices...), Required: true}
	}
	var stages, people, countries []page.Choice
	for _, s := range append(slices.Clone(chapters), complaint.Request) {
		stages = append(stages, page.Choice{Value: string(s), Label: words.T(ctx, "stage."+string(s))})
	}
	people = append(people, page.Choice{Value: "none", Label: words.T(ctx, "case.unassigned")})
	for _, s := range staff {
		people = append(people, page.Choice{Value: s.Actor.ID, Label: s.Name})
	}
	for _, n := range words.Countries(ctx) {
		if law.AuthorityOf(n.Code).Country != "" {
			countries = append(countries, page.Choice{Value: n.Code, Label: n.Name})
		}
	}
	return []page.Section{{Inputs: []page.Input{
		{Name: "q", Kind: page.Text, Label: words.T(ctx, "desk.filter.q"), Required: true, Complete: "off"},
		pick("stage", stages...),
		pick("status", coded(ctx, "status", complaint.Vocabulary{"OPEN", "CLOSED"})...),
		pick("due", coded(ctx, "due", complaint.Vocabulary{"0", "7", "14", "30"})...),
		pick("country", countries...),
		pick("assignee", people...),
	}}}
}

// deskSort is the order of the worklist.
func deskSort(ctx context.Context) []page.Section {
	return []page.Section{{Inputs: []page.Input{{
		Name: "sort", Kind: page.Select, Label: words.T(ctx, "desk.filter.sort"), Required: true,
		Choices: coded(ctx, "sort", complaint.Vocabulary{"due", "-received", "received", "-activity", "activity"}),
	}}}}
}

// caseRow is one line of the worklist.
func caseRow(ctx context.Context, row law.Row, now time.Time, staff []access.Caller) page.CaseRow {
	pack, err := law.Lookup(law.PackRef{ID: row.Pack})
	if err != nil {
		pack = law.Select(law.Facts{ReceivedAt: row.ReceivedAt, Residence: row.Residence})
	}
	out := page.CaseRow{
		Number: row.Number, Due: row.NextDue, Left: complaint.DateOf(now.UTC()).DaysUntil(row.NextDue), Overdue: row.Overdue,
		Country: words.Country(ctx, row.Residence), Entity: law.EntityName(row.Entity), Assignee: nameOf(ctx, row.Assignee, staff),
		Last: eventTitle(ctx, row.LastAction), LastAt: words.Moment(ctx, row.LastAt, time.UTC),
	}
	if row.NextRule != "" {
		out.Rule = ruleTitle(ctx, pack, row.NextRule)
	}
	out.Soon = !row.NextDue.IsZero() && out.Left < soon
	if row.Outcome != "" {
		out.Outcome = codeWords(ctx, "outcome", string(row.Outcome))
	}
	for _, step := range row.Steps {
		s := page.Stand{Step: step, Title: stepTitle(ctx, step)}
		if turn := step.Info().Turn; turn != "" {
			s.Who = roleWords(ctx, turn)
		}
		out.Steps = append(out.Steps, s)
	}
	return out
}

func nameOf(ctx context.Context, id string, staff []access.Caller) string {
	if i := slices.IndexFunc(staff, func(s access.Caller) bool { return s.Actor.ID == id }); i >= 0 {
		return staff[i].Name
	}
	if id == "" {
		return words.T(ctx, "case.unassigned")
	}
	return id
}
