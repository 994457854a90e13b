package ui

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"
)

// searchesKey is where a session keeps what was searched for in the worklist, the
// latest last: names and words of complaints, which belong into no address, no history
// of a browser and no log of a proxy (OWASP ASVS 5.0.0, 14.2.1).
const searchesKey = "searches"

// keptSearches is how many searches a session remembers, for several tabs. Product
// choice.
const keptSearches = 10

// keptSearch is one search, by the name that stands for it in addresses.
type keptSearch struct {
	ID    string `json:"id"`
	Words string `json:"words"`
}

// search takes the filters of the worklist and leads to the list, whose address holds
// all of them but the words.
func (p *Pages) search(c echo.Context) error {
	form, err := formOf(c)
	if err != nil {
		return err
	}
	to := url.Values{}
	for _, name := range deskAddress {
		if value := form.Get(name); value != "" {
			to.Set(name, value)
		}
	}
	if words := form.Get("q"); words != "" {
		id, err := p.keepSearch(c.Request().Context(), words)
		if err != nil {
			return err
		}
		to.Set("search", id)
	}
	return then(c, addressOf(to))
}

// deskAddress are the filters that stand in the address, so that a list can be kept
// and passed on.
var deskAddress = []string{"stage", "status", "due", "country", "entity", "assignee", "sort"}

// addressOf is the address of the worklist with its filters.
func addressOf(q url.Values) string {
	if len(q) == 0 {
		return "/desk"
	}
	return "/desk?" + q.Encode()
}

func (p *Pages) searches(ctx context.Context) []keptSearch {
	var list []keptSearch
	if json.Unmarshal([]byte(p.Sessions.GetString(ctx, searchesKey)), &list) != nil {
		return nil // none yet
	}
	return list
}

// keepSearch remembers words and returns the name that stands for them.
func (p *Pages) keepSearch(ctx context.Context, words string) (string, error) {
	list := append(p.searches(ctx), keptSearch{newKey(), words})
	list = list[max(0, len(list)-keptSearches):]
	text, err := json.Marshal(list)
	if err != nil {
		return "", err
	}
	p.Sessions.Put(ctx, searchesKey, string(text))
	return list[len(list)-1].ID, nil
}

// searched returns the words of a search of this session; false for one that it does
// not remember, and "" for none.
func (p *Pages) searched(ctx context.Context, id string) (words string, known bool) {
	if id == "" {
		return "", true
	}
	list := p.searches(ctx)
	i := slices.IndexFunc(list, func(s keptSearch) bool { return s.ID == id })
	if i < 0 {
		return "", false
	}
	return list[i].Words, true
}
