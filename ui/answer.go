package ui

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// The ways to reply to an answer or a decision.
const (
	repliedYes    = "yes"
	repliedPartly = "partly"
	repliedNo     = "no"
)

// answer shows the answer of the company, or what the independent body has decided,
// and asks whether it satisfies.
func (p *Pages) answer(c echo.Context) error {
	return p.answerForm(c, http.StatusOK, url.Values{"key": {newKey()}}, nil)
}

func (p *Pages) answerForm(c echo.Context, status int, answers url.Values, wrong faults, general ...page.Fault) error {
	r, options, err := p.read(c)
	if err != nil {
		return err
	}
	// A reply that was refused is shown again with the reason, also where none is possible any more.
	v := page.AnswerView{
		Number: r.rec.Case.Number, Turns: r.ownTurns(), Open: answerable(r.acts(options)) || status != http.StatusOK, Late: r.rec.Case.At(complaint.S1RespondedLte),
		Form: page.Form{
			Action: r.base + answerPath, Key: answers.Get("key"), Submit: say(c, "answer.submit"), Faults: general, Sections: fill(replySections(r.ctx), answers, wrong),
		},
	}
	if e := r.lastOf(complaint.ResponseSent, complaint.IRMDecision); e != nil {
		event := r.event(*e)
		v.Who, v.At, v.Facts, v.Text, v.Translation = capital(r.who(e.Actor)), event.At, event.Facts, e.Details["text"], e.Details["translation"]
		if e.Action == complaint.IRMDecision {
			v.Who = r.party(complaint.IRM)
		}
	}
	chrome := p.chrome(c, say(c, "answer.title"))
	chrome.Failed = len(wrong)+len(general) > 0
	return show(c, status, page.Answer(chrome, v))
}

// answerable reports whether a reply is possible now.
func answerable(list []page.Act) bool {
	return allowed(list, complaint.ComplainantSatisfied) != nil && allowed(list, complaint.ComplainantNotSatisfied) != nil
}

// replySections ask whether an answer satisfies, and what is still wrong.
func replySections(ctx context.Context) []page.Section {
	choice := func(code string) page.Choice { return page.Choice{Value: code, Label: words.T(ctx, "answer."+code)} }
	return []page.Section{{Inputs: []page.Input{
		{Name: "reply", Kind: page.Radios, Label: words.T(ctx, "answer.question"), Hint: words.T(ctx, "answer.question.hint"), Required: true, Choices: []page.Choice{
			choice(repliedYes), choice(repliedPartly), choice(repliedNo),
		}},
		{Name: "reasons", Kind: page.Area, Label: words.T(ctx, "answer.reasons"), Hint: words.T(ctx, "answer.reasons.hint")},
	}}}
}

// reply does the act that the reply amounts to. Who rejects, in whole or in part,
// says why.
func (p *Pages) reply(c echo.Context) error {
	form, err := formOf(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), caller(c)
	wrong := required(ctx, replySections(ctx), form)
	action, data := replied(form.Get("reply"), strings.TrimSpace(strings.ReplaceAll(form.Get("reasons"), "\r\n", "\n")))
	switch {
	case action == "":
		wrong["reply"] = words.T(ctx, "fault.reply")
	case action == complaint.ComplainantNotSatisfied && data["reasons"] == nil:
		wrong["reasons"] = words.T(ctx, "fault.reasons")
	}
	if len(wrong) > 0 {
		return p.answerForm(c, http.StatusBadRequest, form, wrong)
	}
	_, err = p.Service.Act(ctx, who.Case, law.Act{Key: form.Get("key"), Action: action, Actor: who.Actor}, data)
	return p.afterReply(c, form, action, err)
}

// replied is the act of a reply, with its form; "" for no reply.
func replied(reply, text string) (complaint.Action, map[string]any) {
	data := map[string]any{}
	switch {
	case reply == repliedYes && text != "":
		data["remark"] = text
	case text != "":
		data["reasons"] = text
	}
	switch reply {
	case repliedYes:
		return complaint.ComplainantSatisfied, data
	case repliedPartly:
		data["partly"] = true
		return complaint.ComplainantNotSatisfied, data
	case repliedNo:
		return complaint.ComplainantNotSatisfied, data
	}
	return "", nil
}

// afterReply leads back to the case, or shows the form again with the reason.
func (p *Pages) afterReply(c echo.Context, form url.Values, action complaint.Action, err error) error {
	return p.afterPlain(c, action, err, func(status int, fault page.Fault) error {
		return p.answerForm(c, status, form, nil, fault)
	}, form)
}
