package ui

import (
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/ui/page"
	"recourse/words"
)

// longestNote is how many characters the word in a reminder has. Product choice.
const longestNote = 200

// reminders shows the days on which somebody wants to be reminded of their case.
func (p *Pages) reminders(c echo.Context) error {
	return p.remindersPage(c, http.StatusOK, url.Values{"key": {newKey()}}, nil)
}

func (p *Pages) remindersPage(c echo.Context, status int, answers url.Values, wrong faults, general ...page.Fault) error {
	r, _, err := p.read(c)
	if err != nil {
		return err
	}
	list, err := p.Service.OwnReminders(r.ctx, r.rec.Case.Number, r.self)
	if err != nil {
		return err
	}
	v := page.RemindersView{Number: r.rec.Case.Number, Address: r.address(), Dates: r.remindable()}
	if v.Address != "" {
		v.Form = page.Form{Action: r.base + remindersPath, Key: answers.Get("key"), Submit: say(c, "remind.submit"), Faults: general, Sections: fill(remindSections(c), answers, wrong)}
	}
	for _, o := range list {
		v.List = append(v.List, page.OwnReminder{ID: o.ID, Day: o.Day, Word: o.Word, Done: o.Reminded, Drop: page.Form{
			Action: r.base + remindersPath + "/drop", Submit: words.T(r.ctx, "remind.drop"),
		}})
	}
	chrome := p.chrome(c, say(c, "remind.title"))
	chrome.Notice, chrome.Failed = p.notice(c), len(wrong)+len(general) > 0
	return show(c, status, page.Reminders(chrome, v))
}

// address is where reminders go: to the person, or to the representative who reads.
func (r *reading) address() string {
	if r.self.Role == complaint.Complainant {
		return r.rec.Filing.Person.Email
	}
	for _, a := range current(r.rec) {
		if a.ID() == r.self.ID {
			return a.Email
		}
	}
	return ""
}

// remindable are the dates of the case that are still to come, for whoever looks for
// a day.
func (r *reading) remindable() []page.Fact {
	var list []page.Fact
	for _, d := range r.deadlines() {
		if d.Live() && d.Left > 0 {
			list = append(list, page.Fact{Name: d.Title, Text: words.Date(r.ctx, d.Due)})
		}
	}
	return list
}

func remindSections(c echo.Context) []page.Section {
	return []page.Section{{Inputs: []page.Input{
		{Name: "day", Kind: page.Date, Label: say(c, "remind.day"), Required: true, Short: true},
		{Name: "word", Kind: page.Text, Label: say(c, "remind.word"), Hint: say(c, "remind.word.hint"), Complete: "off"},
	}}}
}

// remind keeps another reminder.
func (p *Pages) remind(c echo.Context) error {
	form, err := formOf(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), caller(c)
	wrong := required(ctx, remindSections(c), form)
	day, err := complaint.ParseDate(strings.TrimSpace(form.Get("day")))
	if err != nil && wrong["day"] == "" {
		wrong["day"] = words.T(ctx, "fault.date")
	}
	word := strings.TrimSpace(form.Get("word"))
	if utf8.RuneCountInString(word) > longestNote {
		wrong["word"] = words.T(ctx, "fault.word")
	}
	if len(wrong) > 0 {
		return p.remindersPage(c, http.StatusBadRequest, form, wrong)
	}
	if err := p.Service.Remind(ctx, who.Case, who.Actor, form.Get("key"), day, word); err != nil {
		return p.refuseReminder(c, form, err)
	}
	p.Sessions.Put(ctx, noticeKey, words.T(ctx, "remind.done", "Date", words.Date(ctx, day)))
	return then(c, "/my-case"+remindersPath)
}

// refuseReminder shows the form again with the reason.
func (p *Pages) refuseReminder(c echo.Context, form url.Values, err error) error {
	switch kind := complaint.KindOf(err); kind {
	case complaint.Invalid:
		form.Set("key", newKey())
		wrong := faults{"day": say(c, "fault.day")}
		if place(err, remindSections(c)) == "word" {
			wrong = faults{"word": say(c, "fault.word")}
		}
		return p.remindersPage(c, http.StatusBadRequest, form, wrong)
	case complaint.Conflict:
		form.Set("key", newKey())
		return p.remindersPage(c, http.StatusConflict, form, nil, page.Fault{Text: say(c, "remind.full")})
	default:
		return err
	}
}

// forget forgets a reminder.
func (p *Pages) forget(c echo.Context) error {
	form, err := formOf(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), caller(c)
	if err := p.Service.Forget(ctx, who.Case, who.Actor, form.Get("reminder")); err != nil && complaint.KindOf(err) != complaint.Missing {
		return err
	}
	p.Sessions.Put(ctx, noticeKey, say(c, "remind.dropped"))
	return then(c, "/my-case"+remindersPath)
}
