package ui

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// The addresses of a draft.
const (
	draftPath  = "/complaint/draft"
	laterPath  = draftPath + "/later"
	resumePath = draftPath + "/resume"
	linkedPath = draftPath + "/link"
	mailPath   = draftPath + "/mail"
	seesPath   = draftPath + "/who-sees"
	checkPath  = draftPath + "/check"
	sendPath   = draftPath + "/send"
)

// draftRoutes are the pages of a draft.
func (p *Pages) draftRoutes() []route {
	return []route{
		{http.MethodPost, draftPath, p.beginDraft},
		{http.MethodGet, draftPath, p.withDraft("", p.taskList)},
		{http.MethodGet, laterPath, p.withDraft("", p.later)},
		{http.MethodPost, mailPath, p.withDraft("", p.mailDraft)},
		{http.MethodGet, resumePath, p.resume},
		{http.MethodPost, resumePath, p.resumeDraft},
		{http.MethodGet, linkedPath, p.draftLink},
		{http.MethodPost, linkedPath, p.useDraftLink},
		{http.MethodGet, seesPath, p.withDraft("who-sees", p.whoSees)},
		{http.MethodPost, seesPath, p.withDraft("who-sees", p.saidWhoSees)},
		{http.MethodGet, checkPath, p.withDraft("check", p.checkDraft)},
		{http.MethodPost, sendPath, p.sendDraft},
		{http.MethodGet, draftPath + "/:step", p.draftStep},
		{http.MethodPost, draftPath + "/:step", p.saveStep},
	}
}

// Drafts is what the pages ask of the Service about drafts. The session of the
// browser holds one.
type Drafts interface {
	// BeginDraft begins a draft with answers that are known already, and holds it.
	BeginDraft(ctx context.Context, kind string, answers map[string][]string) (complaint.Draft, error)
	// HeldDraft is the draft that the session holds. Missing.
	HeldDraft(ctx context.Context) (complaint.Draft, error)
	// SaveDraft puts answers beside those there are; none takes the old ones away.
	// Conflict once it was sent, Invalid for too much.
	SaveDraft(ctx context.Context, d complaint.Draft, change map[string][]string) (complaint.Draft, error)
	// SendDraft files a draft, once however often it is sent, and gives the key by
	// which Receipt shows it. Invalid, Busy; Conflict when it was changed since.
	SendDraft(ctx context.Context, d complaint.Draft, f complaint.Filing) (c law.Case, key string, err error)
	// CheckFiling lists what would keep a filing from being taken, each beginning
	// with the name of the field.
	CheckFiling(f complaint.Filing) []error
	// DraftCode is the code that opens a draft; OpenDraft holds the draft that
	// reference and code open, and UseDraftLink the one of a link. Missing and
	// Invalid say only that nothing opens.
	DraftCode(d complaint.Draft) string
	OpenDraft(ctx context.Context, reference, code string) (complaint.Draft, error)
	UseDraftLink(ctx context.Context, token string) (complaint.Draft, error)
	// AskDraftLink sends a link to the address in the draft. Conflict without one,
	// TooMany.
	AskDraftLink(ctx context.Context, d complaint.Draft) error
}

// withDraft answers with the draft that the session holds. Whoever holds none is asked
// for its code and led back; what was sent leads to its receipt.
func (p *Pages) withDraft(back string, next func(echo.Context, draft) error) handler {
	return func(c echo.Context) error {
		d, err := p.heldDraft(c)
		switch {
		case complaint.KindOf(err) == complaint.Missing:
			return then(c, resumeFor(back))
		case err != nil:
			return err
		case d.Sent():
			return p.sentAlready(c, d)
		}
		return next(c, d)
	}
}

func (p *Pages) heldDraft(c echo.Context) (draft, error) {
	d, err := p.Service.HeldDraft(c.Request().Context())
	return draft{Draft: d, judged: map[string]faults{}}, err
}

// resumeFor is where somebody gives the code of a draft to come back to a page.
func resumeFor(back string) string {
	if back == "" {
		return resumePath
	}
	return resumePath + "?to=" + url.QueryEscape(back)
}

// known are the answers with which a draft can begin, and what each may be.
var known = map[string]func(string) bool{
	"residence":       isCountry,
	"residence_then":  isCountry,
	"about":           abouts.Has,
	"person_type":     complaint.PersonTypes.Has,
	"entity":          law.EntityCodes().Has,
	"employment_data": func(s string) bool { return s == yes || s == no },
}

func isCountry(code string) bool {
	return slices.ContainsFunc(words.Countries(context.Background()), func(n words.Named) bool { return n.Code == code })
}

// beginDraft begins a draft with what is known. A button pressed twice, or a way gone
// twice, goes on with the draft that the browser holds about the same matter.
func (p *Pages) beginDraft(c echo.Context) error {
	form, err := formOf(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	kind, answers := "", gateAnswers(form)
	if form.Get("kind") == "request" {
		kind = complaint.RightsRequest
	}
	if speaks := words.Lang(ctx); complaint.Languages.Has(speaks) {
		answers["language"] = []string{speaks}
	}
	d, err := p.heldDraft(c)
	switch {
	case err == nil && sameMatter(d, kind, answers):
		return then(c, draftPath)
	case err == nil && d.written() && form.Get("another") != yes:
		return p.besidePage(c, d, form)
	}
	if _, err := p.Service.BeginDraft(ctx, kind, answers); err != nil {
		return err
	}
	p.Sessions.Put(ctx, noticeKey, say(c, "draft.begun"))
	return then(c, draftPath)
}

// written reports whether somebody has gone through a page of the draft that is not sent.
func (d draft) written() bool {
	return !d.Sent() && slices.ContainsFunc(append(draftSteps[:len(draftSteps):len(draftSteps)], step{name: evidenceTask}), func(s step) bool {
		return s.name != "residence-then" && d.Answer(visited(s.name)) != ""
	})
}

// besidePage says that the browser holds a draft about something else, with the way to
// go on with it and what opens it later: the next one takes its place in the session.
func (p *Pages) besidePage(c echo.Context, d draft, form url.Values) error {
	v := page.BesideView{Reference: string(d.ID), Code: p.Service.DraftCode(d.Draft), Until: lastDay(d), On: draftPath, Another: page.Form{
		Action: draftPath, Submit: say(c, "draft.beside_another"),
	}}
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if value := form.Get(name); known[name](value) {
			v.Hidden = append(v.Hidden, page.Hidden{Name: name, Value: value})
		}
	}
	kind := "complaint"
	if form.Get("kind") == "request" {
		kind = "request"
	}
	v.Hidden = append(v.Hidden, page.Hidden{Name: "kind", Value: kind}, page.Hidden{Name: "another", Value: yes})
	return show(c, http.StatusOK, page.Beside(p.draftChrome(c, say(c, "draft.beside_title"), false), v))
}

// gateAnswers keeps the answers that are some. Whoever has said who they are to the company
// has also been asked whether it is about employment.
func gateAnswers(form url.Values) map[string][]string {
	answers := map[string][]string{}
	for name, is := range known {
		if value := form.Get(name); is(value) {
			answers[name] = []string{value}
		}
	}
	if answers["person_type"] != nil {
		answers[visited("residence-then")] = []string{yes}
		if answers["employment_data"] == nil {
			answers["employment_data"] = []string{no}
		}
	}
	return answers
}

// sameMatter reports whether a draft is what a beginning with these answers would be.
func sameMatter(d draft, kind string, answers map[string][]string) bool {
	if d.Sent() || d.Kind != kind {
		return false
	}
	for name := range known {
		if list := answers[name]; len(list) > 0 && d.Answer(name) != list[0] {
			return false
		}
	}
	return answers[visited("residence-then")] == nil || answers["residence_then"] != nil || d.Answer("residence_then") == "" // none says: where they live now
}

// visited is the answer that notes that a page was gone through, also without one.
func visited(step string) string { return "visited." + step }

// draftChrome is the frame of a page of a draft.
func (p *Pages) draftChrome(c echo.Context, title string, failed bool) page.Chrome {
	chrome := p.chrome(c, title)
	chrome.Notice, chrome.Failed = p.notice(c), failed
	return chrome
}

// later says how to come back.
func (p *Pages) later(c echo.Context, d draft) error { return p.laterPage(c, http.StatusOK, d) }

func (p *Pages) laterPage(c echo.Context, status int, d draft, general ...page.Fault) error {
	v := page.LaterView{
		Reference: string(d.ID), Code: p.Service.DraftCode(d.Draft), Until: lastDay(d), Back: draftPath, Email: p.mailOf(c.Request().Context(), d),
		Mail:  page.Form{Action: mailPath, Submit: say(c, "draft.mail_submit"), Faults: general},
		Leave: page.Form{Action: "/sign-out", Submit: say(c, "draft.leave_submit")},
	}
	return show(c, status, page.Later(p.draftChrome(c, say(c, "draft.later_title"), len(general) > 0), v))
}

// mailOf is the address in the draft to which mail can be sent: what was typed is kept
// also where it is none.
func (p *Pages) mailOf(ctx context.Context, d draft) string {
	if s, ok := stepOf(d, "contact"); ok && p.wrongIn(ctx, d, s)["person.email"] != "" {
		return ""
	}
	return d.Answer("person.email")
}

// lastDay is the last whole day on which a draft is kept.
func lastDay(d draft) complaint.Date { return complaint.DateOf(d.Expires.UTC()).AddDays(-1) }

// mailDraft sends a link to the address in the draft.
func (p *Pages) mailDraft(c echo.Context, d draft) error {
	ctx := c.Request().Context()
	if p.mailOf(ctx, d) == "" {
		return then(c, laterPath)
	}
	err := p.Service.AskDraftLink(ctx, d.Draft)
	switch complaint.KindOf(err) {
	case complaint.TooMany:
		return p.laterPage(c, http.StatusTooManyRequests, d, page.Fault{Text: say(c, "draft.mail_few")})
	case complaint.Conflict:
		return then(c, laterPath)
	default:
		if err != nil {
			return err
		}
	}
	p.Sessions.Put(ctx, noticeKey, words.T(ctx, "draft.mail_sent", "Email", d.Answer("person.email")))
	return then(c, laterPath)
}

// draftLink is where the link in a letter leads. It changes nothing: programs that
// look into mail follow links too.
func (p *Pages) draftLink(c echo.Context) error {
	return show(c, http.StatusOK, page.LinkPage(p.chrome(c, say(c, "draft.link_open")), page.LinkView{
		Says: say(c, "draft.link_open_says"), Token: c.QueryParam("token"), Form: page.Form{Action: linkedPath, Submit: say(c, "draft.resume_submit")},
	}))
}

// useDraftLink opens the draft of a link.
func (p *Pages) useDraftLink(c echo.Context) error {
	_, err := p.Service.UseDraftLink(c.Request().Context(), c.Request().PostFormValue("token"))
	if complaint.KindOf(err) == complaint.Missing {
		return p.resumePage(c, http.StatusForbidden, resuming{}, page.Fault{Text: say(c, "draft.link_dead"), Href: "#f-draft"})
	}
	if err != nil {
		return err
	}
	return then(c, draftPath)
}

// moved is where an address leads on to that was another page once.
func moved(to string) handler { return func(c echo.Context) error { return then(c, to) } }

// trimmed are the answers of a form to some questions, as they are kept.
func trimmed(form url.Values, names []string, prefix string) map[string][]string {
	kept := map[string][]string{}
	for _, name := range names {
		var list []string
		for _, text := range form[prefix+name] {
			if text = strings.ReplaceAll(text, "\r\n", "\n"); strings.TrimSpace(text) != "" {
				list = append(list, text)
			}
		}
		kept[name] = list
	}
	return kept
}
