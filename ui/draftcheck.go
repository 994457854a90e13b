package ui

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/ui/page"
	"recourse/words"
)

// checkDraft shows every answer, each with the way to change it.
func (p *Pages) checkDraft(c echo.Context, d draft) error {
	return p.checkPage(c, http.StatusOK, d, nil)
}

func (p *Pages) checkPage(c echo.Context, status int, d draft, lacks []lack, general ...page.Fault) error {
	ctx := c.Request().Context()
	v := page.CheckView{Draft: string(d.ID), Back: draftPath, Send: page.Form{Action: sendPath, Submit: d.say(ctx, "send"), Faults: general}}
	v.Ready = len(p.lacking(ctx, d)) == 0
	for _, l := range lacks {
		for _, in := range l.step.asked(ctx, d) {
			if text := l.wrong[in.Name]; text != "" {
				v.Send.Faults = append(v.Send.Faults, page.Fault{Text: text, Href: "#c-" + l.step.name})
			}
		}
	}
	for _, t := range tasksOf(d) {
		if t.page == "" {
			v.Parts = append(v.Parts, p.checked(ctx, d, t))
		} else if t.name == evidenceTask {
			part, err := p.checkedFiles(ctx, d)
			if err != nil {
				return err
			}
			v.Parts = append(v.Parts, part)
		}
	}
	return show(c, status, page.DraftCheck(p.draftChrome(c, d.say(ctx, "check_title"), len(v.Send.Faults) > 0), v))
}

// checked lists the answers of a task.
func (p *Pages) checked(ctx context.Context, d draft, t task) page.CheckPart {
	part := page.CheckPart{Title: d.say(ctx, "task."+t.name)}
	for _, s := range stepsOf(d, t.name) {
		wrong := p.wrongIn(ctx, d, s)
		for i, in := range fill([]page.Section{{Inputs: s.asked(ctx, d)}}, d.values(), nil)[0].Inputs {
			row := page.CheckRow{Label: in.Label, Lines: answerWords(ctx, d, in), Fault: wrong[in.Name], Change: draftPath + "/" + s.name + "?to=check"}
			if i == 0 {
				row.ID = "c-" + s.name
			}
			part.Rows = append(part.Rows, row)
		}
	}
	return part
}

// answerWords says an answer as its author reads it; none for no answer.
func answerWords(ctx context.Context, d draft, in page.Input) []string {
	given := d.Answers[in.Name]
	switch in.Kind {
	case page.Day:
		day, ok := dayOf(d.values(), in.Name)
		if !ok {
			return []string{strings.Trim(in.Parts[0]+" "+in.Parts[1]+" "+in.Parts[2], " ")}
		}
		given = nil
		if !day.IsZero() {
			given = []string{words.Date(ctx, day)}
		}
	case page.Check:
		if len(given) > 0 {
			return []string{words.T(ctx, "form.yes")}
		}
		return []string{words.T(ctx, "draft.no")}
	case page.Select, page.Radios, page.Checkboxes:
		return chosen(in)
	default: // what was typed
	}
	return given
}

// chosen are the words of the choices that were made.
func chosen(in page.Input) []string {
	var list []string
	add := func(choices []page.Choice) {
		for _, c := range choices {
			if c.Chosen && c.Value != "" {
				list = append(list, c.Label)
			}
		}
	}
	add(in.Choices)
	for _, g := range in.Groups {
		add(g.Choices)
	}
	return list
}

// sendDraft files the draft. A button pressed twice, a page gone back to, a second
// page, or the same again after the server was stopped in between: all lead to the
// same receipt.
func (p *Pages) sendDraft(c echo.Context) error {
	form, err := formOf(c)
	if err != nil {
		return err
	}
	d, err := p.heldDraft(c)
	if missing := complaint.KindOf(err) == complaint.Missing; missing || err == nil && strangeForm(d, form) {
		return p.resumePage(c, http.StatusForbidden, resuming{reference: form.Get("draft"), to: "check"}, page.Fault{Text: say(c, "draft.session_over"), Href: "#f-code"})
	}
	switch {
	case err != nil:
		return err
	case d.Sent():
		return p.sentAlready(c, d)
	}
	ctx := c.Request().Context()
	if lacks := p.lacking(ctx, d); len(lacks) > 0 {
		return p.checkPage(c, http.StatusBadRequest, d, lacks)
	}
	filed, key, err := p.Service.SendDraft(ctx, d.Draft, filingOf(d))
	switch complaint.KindOf(err) {
	case complaint.Conflict:
		return p.checkPage(c, http.StatusConflict, d, nil, page.Fault{Text: say(c, "draft.changed_meanwhile")})
	case complaint.Invalid, complaint.Busy:
		return p.checkPage(c, statusOfSending(err), d, nil, page.Fault{Text: capital(told(c, err))})
	default:
		if err != nil {
			return err
		}
	}
	p.keepReceipt(ctx, filed.Number, key)
	return then(c, "/complaint/receipt")
}

func statusOfSending(err error) int {
	if complaint.KindOf(err) == complaint.Busy {
		return http.StatusServiceUnavailable
	}
	return http.StatusBadRequest
}

// sentAlready leads to the receipt of a draft that was sent. It shows the access code
// for as long as it does to who has sent it, counted from then.
func (p *Pages) sentAlready(c echo.Context, d draft) error {
	ctx := c.Request().Context()
	filed, key, err := p.Service.SendDraft(ctx, d.Draft, complaint.Filing{})
	if err != nil {
		return err
	}
	if n, _, _, ok := p.heldReceipt(ctx); !ok || n != filed.Number {
		p.Sessions.Put(ctx, receiptKey, keptReceipt(filed.Number, sentAt(d), key))
	}
	return then(c, "/complaint/receipt")
}

// sentAt is when a draft was sent, real time.
func sentAt(d draft) time.Time { return d.Changed }
