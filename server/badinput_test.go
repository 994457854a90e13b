package server

import (
	"net/http"
	"strings"
	"testing"

	"recourse/complaint"
)

func TestBadFiling_getsAClearProblemAndChangesNothing(t *testing.T) {
	t.Parallel()
	body := func(change ...func(map[string]any)) any { return filing(change...) }
	for name, c := range map[string]struct {
		body   any
		status int
		about  string
	}{
		"no body":                      {nil, http.StatusUnsupportedMediaType, "application/json"},
		"empty body":                   {"", http.StatusBadRequest, "missing"},
		"no JSON":                      {"complaint", http.StatusBadRequest, "no valid JSON"},
		"half a JSON value":            {`{"person": {`, http.StatusBadRequest, "ends in the middle"},
		"two JSON values":              {`{} {}`, http.StatusBadRequest, "more than one"},
		"a list":                       {`[]`, http.StatusBadRequest, "must not be a JSON array"},
		"wrong type":                   {body(set("narrative", 7)), http.StatusBadRequest, "narrative must not be a JSON number"},
		"wrong type inside":            {body(set("person", map[string]any{"name": true})), http.StatusBadRequest, "person.name must not be a JSON bool"},
		"invalid UTF-8":                {`{"narrative": "` + "\xff\xfe" + `"}`, http.StatusBadRequest, "UTF-8"},
		"a NUL":                        {body(set("narrative", "a\x00b")), http.StatusBadRequest, "UTF-8"},
		"a field twice":                {`{"narrative": "a", "residence": "SE", "Narrative": "b"}`, http.StatusBadRequest, "twice"},
		"a field twice, deep inside":   {`{"person": {"name": "a", "name": "b"}}`, http.StatusBadRequest, "twice"},
		"a deep value":                 {`{"person": ` + strings.Repeat("[", 50_000) + strings.Repeat("]", 50_000) + `}`, http.StatusBadRequest, "deep"},
		"unknown field":                {body(set("colour", "red")), http.StatusBadRequest, `"colour"`},
		"no narrative":                 {body(set("narrative", nil)), http.StatusBadRequest, "narrative is missing"},
		"no name":                      {body(set("person", map[string]any{"name": " "})), http.StatusBadRequest, "person.name is missing"},
		"no e-mail address":            {body(set("person", map[string]any{"name": "A", "email": "a@@b"})), http.StatusBadRequest, "person.email"},
		"unknown country code":         {body(set("residence", "Sweden")), http.StatusBadRequest, "residence"},
		"unknown person type":          {body(set("person_type", "ALIEN")), http.StatusBadRequest, "person_type"},
		"unknown company":              {body(set("entity", "Erik Johansson")), http.StatusBadRequest, "entity"},
		"a language that names a man":  {body(set("language", "sv-erik")), http.StatusBadRequest, "language"},
		"unknown principle":            {body(set("principles", []string{"JUSTICE"})), http.StatusBadRequest, "principles"},
		"a channel of one's own":       {body(set("channel", "POST_EU")), http.StatusBadRequest, "channel"},
		"a receipt of one's own":       {body(set("received_at", "2018-08-01T00:00:00Z")), http.StatusBadRequest, "received_at"},
		"an instant that is none":      {body(set("received_at", "yesterday")), http.StatusBadRequest, "instant"},
		"a narrative of 100,001 bytes": {body(set("narrative", strings.Repeat("a", 100_001))), http.StatusBadRequest, "100000"},
		"a body of 10 MB":              {body(set("narrative", strings.Repeat("a", 10<<20))), http.StatusRequestEntityTooLarge, "1 MB"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			v := h.visitor()
			h.unchanged(func() {
				v.send(wrong(v.request(http.MethodPost, apiBase+"/complaints", c.body))).problem(c.status, c.about)
			})
		})
	}
}

// TestBody_ofUnknownLengthIsBoundedToo sends a body without saying how long it is.
func TestBody_ofUnknownLengthIsBoundedToo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v := h.visitor()
	r := v.request(http.MethodPost, apiBase+"/complaints", filing(set("narrative", strings.Repeat("a", 2<<20))))
	r.ContentLength = -1
	h.unchanged(func() { v.send(wrong(r)).problem(http.StatusRequestEntityTooLarge, "1 MB") })
}

func TestBadAct_getsAClearProblemAndChangesNothing(t *testing.T) {
	t.Parallel()
	accept := map[string]any{"action": "triage.accepted", "data": map[string]any{"data_class": "NON_HR"}}
	assign := func(to any) map[string]any {
		return map[string]any{"action": "case.assigned", "data": map[string]any{"assignee": to}}
	}
	merge := func(into string) map[string]any {
		return map[string]any{"action": "duplicate.found", "data": map[string]any{"surviving_case": into}}
	}
	for name, c := range map[string]struct {
		body   any
		status int
		about  string
	}{
		"no action":                      {map[string]any{}, http.StatusBadRequest, "there is no action"},
		"unknown action":                 {map[string]any{"action": "complaint.eaten"}, http.StatusBadRequest, `no action "complaint.eaten"`},
		"an act of the clock":            {map[string]any{"action": "timer.D45"}, http.StatusForbidden, "role"},
		"a date in the future":           {with(accept, "at", "2018-08-24T10:00:01Z"), http.StatusBadRequest, "future"},
		"a date before the receipt":      {with(accept, "at", "2018-08-24T09:59:59Z"), http.StatusBadRequest, "before the receipt"},
		"a date that is none":            {with(accept, "at", "24/8/2018"), http.StatusBadRequest, "instant"},
		"a field of the wrong type":      {with(accept, "data", map[string]any{"data_class": 1}), http.StatusBadRequest, "data_class"},
		"an unknown field":               {with(accept, "data", map[string]any{"data_class": "HR", "mood": "good"}), http.StatusBadRequest, "mood"},
		"an unknown field beside":        {with(accept, "colour", "red"), http.StatusBadRequest, "colour"},
		"a missing field":                {with(accept, "data", map[string]any{}), http.StatusBadRequest, "data_class"},
		"a code of no vocabulary":        {with(accept, "data", map[string]any{"data_class": "MAYBE"}), http.StatusBadRequest, "data_class"},
		"a NUL":                          {with(accept, "data", map[string]any{"data_class": "HR", "reason": "a\x00b"}), http.StatusBadRequest, "UTF-8"},
		"a list without end":             {with(accept, "data", map[string]any{"data_class": "HR", "principles": strings.Split(strings.Repeat("CHOICE,", 500)+"CHOICE", ",")}), http.StatusBadRequest, "principles is longer"},
		"data that is a list":            {with(accept, "data", []string{}), http.StatusBadRequest, "data must not be"},
		"an act of the wrong moment":     {map[string]any{"action": "response.sent"}, http.StatusConflict, "T"},
		"an officer who does not exist":  {assign("staff/99"), http.StatusBadRequest, "staff/99"},
		"an officer by name":             {assign("Erik"), http.StatusBadRequest, "staff identifier"},
		"a duplicate of nothing":         {merge("RC-0000-0000"), http.StatusBadRequest, "RC-0000-0000"},
		"a document without its content": {map[string]any{"action": "document.added", "data": map[string]any{"document": "X"}}, http.StatusBadRequest, "the file itself"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			number := h.visitor().file().CaseNumber
			o := h.officer(complaint.CaseOfficer)
			h.unchanged(func() {
				o.send(wrong(o.request(http.MethodPost, apiBase+"/cases/"+number+"/actions", c.body))).problem(c.status, c.about)
			})
		})
	}
}

func TestBadAddress_isAnsweredByAProblem(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	o := h.officer(complaint.CaseOfficer)
	accept := map[string]any{"action": "triage.accepted", "data": map[string]any{"data_class": "HR"}}
	o.get(apiBase+"/cases/RC-0000-0000").problem(http.StatusNotFound, "RC-0000-0000")
	o.get(apiBase+"/cases/RC-0000-0000/events").problem(http.StatusNotFound, "RC-0000-0000")
	o.get(apiBase+"/cases/RC-0000-0000/actions").problem(http.StatusNotFound, "RC-0000-0000")
	o.get(apiBase+"/cases/RC-0000-0000/arbitration").problem(http.StatusNotFound, "RC-0000-0000")
	o.post(apiBase+"/cases/RC-0000-0000/actions", accept).problem(http.StatusNotFound, "RC-0000-0000")
	o.get(apiBase+"/cases/RC-NOT-A-NUMBER").problem(http.StatusBadRequest, "case number")
	o.get(apiBase+"/packs/NONE").problem(http.StatusNotFound, "NONE")
	o.get(apiBase+"/nothing").problem(http.StatusNotFound, "")
	o.get("/nothing").problem(http.StatusNotFound, "")
	o.send(o.request(http.MethodPut, apiBase+"/cases", nil)).problem(http.StatusMethodNotAllowed, "")
	o.send(wrong(o.request(http.MethodPost, apiBase+"/complaints", "<x/>", "Content-Type: text/xml"))).problem(http.StatusUnsupportedMediaType, "application/json")
	for _, q := range []string{
		query("limit", "many"), query("limit", "201"), query("limit", "-1"), query("sort", "colour"), query("status", "HALF"),
		query("stage", "S9"), query("due_before", "soon"), query("q", "\xff"),
	} {
		o.send(wrong(o.request(http.MethodGet, apiBase+"/cases"+q, nil))).problem(http.StatusBadRequest, "")
	}
}
