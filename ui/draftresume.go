package ui

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/ui/page"
)

// typedPrefix marks what somebody typed into a step before they were asked for the
// code of the draft.
const typedPrefix = "typed."

// resuming is what somebody brings along to the page that asks for the code.
type resuming struct {
	reference string
	to        string     // the page they came from; "" for the list
	typed     url.Values // what they typed there, by name with prefix
}

// typedIn takes along what a form of a step holds.
func typedIn(form url.Values, step string) resuming {
	r := resuming{reference: form.Get("draft"), to: step, typed: url.Values{}}
	for name, list := range form {
		if name != "draft" && name != "to" && name != "then" {
			r.typed[typedPrefix+name] = list
		}
	}
	return r
}

// broughtAlong reads it again from the form of the code.
func broughtAlong(form url.Values) resuming {
	r := resuming{reference: strings.TrimSpace(form.Get("draft")), to: form.Get("to"), typed: url.Values{}}
	for name, list := range form {
		if strings.HasPrefix(name, typedPrefix) {
			r.typed[name] = list
		}
	}
	return r
}

// resume asks for the code of a draft.
func (p *Pages) resume(c echo.Context) error {
	return p.resumePage(c, http.StatusOK, resuming{reference: c.QueryParam("draft"), to: c.QueryParam("to")})
}

func (p *Pages) resumePage(c echo.Context, status int, r resuming, wrong ...page.Fault) error {
	v := page.ResumeView{Lead: say(c, "draft.resume_lead"), Form: page.Form{
		Action: resumePath, Submit: say(c, "draft.resume_submit"), Faults: wrong, Sections: []page.Section{{Inputs: []page.Input{
			{Name: "draft", Kind: page.Text, Label: say(c, "draft.reference"), Hint: say(c, "draft.reference_hint"), Value: r.reference, Required: true, Complete: "off", Short: true},
			{Name: "code", Kind: page.Text, Label: say(c, "draft.code"), Hint: say(c, "follow.code_hint"), Required: true, Complete: "off"},
		}}},
	}}
	if r.to != "" {
		v.Hidden = append(v.Hidden, page.Hidden{Name: "to", Value: r.to})
	}
	for _, name := range sortedNames(r.typed) {
		for _, value := range r.typed[name] {
			v.Hidden = append(v.Hidden, page.Hidden{Name: name, Value: value})
		}
	}
	v.Kept = len(r.typed) > 0
	return show(c, status, page.Resume(p.draftChrome(c, say(c, "draft.resume_title"), len(wrong) > 0), v))
}

func sortedNames(v url.Values) []string {
	names := make([]string, 0, len(v))
	for name := range v {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// resumeDraft opens a draft by its code, keeps what was typed before, and leads back
// to where that was. The answer is the same for a draft that does not exist and for a
// wrong code.
func (p *Pages) resumeDraft(c echo.Context) error {
	form, err := formOf(c)
	if err != nil {
		return err
	}
	ctx, r := c.Request().Context(), broughtAlong(form)
	opened, err := p.Service.OpenDraft(ctx, r.reference, strings.TrimSpace(form.Get("code")))
	if kind := complaint.KindOf(err); kind == complaint.Missing || kind == complaint.Invalid {
		return p.resumePage(c, http.StatusForbidden, r, page.Fault{Text: say(c, "draft.wrong"), Href: "#f-draft"})
	}
	if err != nil {
		return err
	}
	d := draft{Draft: opened}
	if d.Sent() {
		return p.sentAlready(c, d)
	}
	s, ok := stepOf(d, r.to)
	switch {
	case ok && len(r.typed) > 0:
		if _, err := p.Service.SaveDraft(ctx, opened, trimmed(r.typed, s.names(ctx, d), typedPrefix)); err != nil && complaint.KindOf(err) != complaint.Conflict {
			return err
		}
		p.Sessions.Put(ctx, noticeKey, say(c, "draft.typed_kept"))
		return then(c, draftPath+"/"+s.name)
	case ok:
		return then(c, draftPath+"/"+s.name)
	case r.to == "check":
		return then(c, checkPath)
	case r.to == evidenceTask:
		return then(c, evidencePath)
	case r.to == "who-sees":
		return then(c, seesPath)
	}
	return then(c, draftPath)
}
