package ui

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// The places to which somebody has turned that are no act of the case: the office
// reads of them in a message.
var elsewheres = complaint.Vocabulary{"FTC", "COURT"}

// elsewhere shows the bodies outside with the way to each, and takes in where
// somebody has turned to.
func (p *Pages) elsewhere(c echo.Context) error {
	return p.elsewhereForm(c, http.StatusOK, url.Values{"key": {newKey()}}, nil)
}

func (p *Pages) elsewhereForm(c echo.Context, status int, answers url.Values, wrong faults, general ...page.Fault) error {
	r, options, err := p.read(c)
	if err != nil {
		return err
	}
	list := r.acts(options)
	v := page.ElsewhereView{Number: r.rec.Case.Number, Bodies: r.bodies(list)}
	if allowed(list, complaint.MessageSent) != nil || status != http.StatusOK { // what was refused is shown again, with the reason
		v.Form = page.Form{
			Action: r.base + elsewherePath, Key: answers.Get("key"), Submit: say(c, "elsewhere.submit"), Faults: general, Sections: fill(elsewhereSections(r.ctx), answers, wrong),
		}
	}
	chrome := p.chrome(c, say(c, "elsewhere.title"))
	chrome.Failed = len(wrong)+len(general) > 0
	return show(c, status, page.Elsewhere(chrome, v))
}

// bodies are the independent body and the authority, as far as they are for the
// case: what each is, how to reach it, and the act that says that one has.
func (r *reading) bodies(list []page.Act) []page.OutsideBody {
	var out []page.OutsideBody
	irm, c := r.pack.IRM, &r.rec.Case
	if !c.HR() && !c.IsRequest() && !c.Facts.Anonymous {
		out = append(out, page.OutsideBody{
			ID: "irm", Name: irm.Name, Says: r.say("elsewhere.irm"), Web: irm.Web, Post: irm.Post, Act: r.outsideAct(list, complaint.IRMFiled),
			Packet: r.packet("recourse"),
		})
	}
	if a := law.AuthorityOf(c.Facts.Residence); a.Name != "" {
		out = append(out, page.OutsideBody{ID: "dpa", Name: a.Name, Says: r.say("elsewhere.dpa"), Web: a.Web, Act: r.outsideAct(list, complaint.DPAContacted), Packet: r.packet("authority")})
	}
	return out
}

// packet leads to what a body would get; a request has no packets.
func (r *reading) packet(name string) page.Link {
	if r.rec.Case.IsRequest() {
		return page.Link{}
	}
	return page.Link{Text: r.say("elsewhere.packet"), Href: r.base + packetsPath + "/" + name}
}

// outsideAct is the act by which one says to have turned to a body; where it is not
// possible now, when it will be.
func (r *reading) outsideAct(list []page.Act, action complaint.Action) page.Act {
	for _, a := range list {
		if a.Action == action {
			return a
		}
	}
	return page.Act{}
}

func elsewhereSections(ctx context.Context) []page.Section {
	in := page.Input{Name: "body", Kind: page.Radios, Label: words.T(ctx, "elsewhere.body"), Required: true}
	for _, code := range elsewheres {
		in.Choices = append(in.Choices, page.Choice{Value: code, Label: words.T(ctx, "elsewhere.body."+code)})
	}
	return []page.Section{{Title: words.T(ctx, "elsewhere.other"), Lead: words.T(ctx, "elsewhere.other_says"), Inputs: []page.Input{
		in, {Name: "words", Kind: page.Area, Label: words.T(ctx, "elsewhere.words"), Hint: words.T(ctx, "elsewhere.words.hint"), Rows: 3},
	}}}
}

// turned writes to the office that somebody has turned to a body which no act of the
// case knows. What follows from it the office puts on record.
func (p *Pages) turned(c echo.Context) error {
	form, err := formOf(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), caller(c)
	wrong := required(ctx, elsewhereSections(ctx), form)
	if body := form.Get("body"); body != "" && !elsewheres.Has(body) {
		wrong["body"] = words.T(ctx, "fault.body")
	}
	if len(wrong) > 0 {
		return p.elsewhereForm(c, http.StatusBadRequest, form, wrong)
	}
	text := words.T(ctx, "elsewhere.message."+form.Get("body"))
	if said := strings.TrimSpace(strings.ReplaceAll(form.Get("words"), "\r\n", "\n")); said != "" {
		text += "\n\n" + said
	}
	_, err = p.Service.Act(ctx, who.Case, law.Act{Key: form.Get("key"), Action: complaint.MessageSent, Actor: who.Actor}, map[string]any{"text": text})
	return p.afterPlain(c, complaint.MessageSent, err, func(status int, fault page.Fault) error {
		return p.elsewhereForm(c, status, form, nil, fault)
	}, form)
}

// afterPlain leads back to the case after an act of a page of its own, or has the
// page shown again with the reason. A form that was refused gets a fresh key, since
// what it asks for has not been done; one whose fate is unknown keeps its own.
func (p *Pages) afterPlain(c echo.Context, action complaint.Action, err error, again func(int, page.Fault) error, form url.Values) error {
	ctx := c.Request().Context()
	said := "act.done"
	switch kind := complaint.KindOf(err); {
	case err == nil:
	case errors.Is(err, context.DeadlineExceeded):
		said = "act.pending"
	case kind == complaint.Busy:
		return again(http.StatusServiceUnavailable, page.Fault{Text: capital(told(c, err))})
	case kind == complaint.Invalid, kind == complaint.Conflict:
		form.Set("key", newKey())
		status := map[complaint.Kind]int{complaint.Invalid: http.StatusBadRequest, complaint.Conflict: http.StatusConflict}[kind]
		return again(status, page.Fault{Text: capital(told(c, err))})
	default:
		return err
	}
	p.Sessions.Put(ctx, noticeKey, words.T(ctx, said, "Act", eventTitle(ctx, action)))
	return then(c, "/my-case")
}
