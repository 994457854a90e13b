package ui

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// receiptKey is where a session keeps the number, the instant and the form's key of
// the last filing. The access code itself is never kept: the Service derives it
// again.
const receiptKey = "receipt"

// receiptTime is how long after the filing the receipt shows the access code, real
// time: long enough to write it down, and short for who comes to a shared computer
// next. Product choice.
const receiptTime = 15 * time.Minute

// newFiling shows the empty form for a complaint or a request.
func (p *Pages) newFiling(c echo.Context) error {
	answers := url.Values{"language": {words.Lang(c.Request().Context())}, "key": {newKey()}}
	if staffEntry(c) {
		answers.Set("channel", "POST_EU")
	}
	return p.filingForm(c, http.StatusOK, answers, nil)
}

// staffEntry reports whether an officer enters a complaint that came another
// way than by the form.
func staffEntry(c echo.Context) bool { return strings.HasPrefix(c.Path(), "/desk") }

// paperOf is the form of the address.
func paperOf(c echo.Context) paper {
	return paper{staff: staffEntry(c), asks: strings.HasSuffix(c.Path(), "/request")}
}

func (p *Pages) filingForm(c echo.Context, status int, answers url.Values, wrong faults, general ...page.Fault) error {
	ctx, form := c.Request().Context(), paperOf(c)
	v := page.FilingView{Staff: form.staff, Lead: form.say(ctx, "lead"), Form: page.Form{
		Action: c.Path(), Key: answers.Get("key"), Submit: form.say(ctx, "submit"),
		Sections: fill(filingSections(ctx, form), answers, wrong), Faults: general,
	}}
	chrome := p.chrome(c, form.say(ctx, "title"))
	chrome.Failed = len(wrong)+len(general) > 0
	return show(c, status, page.Filing(chrome, v))
}

// file reads the form and files the complaint or the request. The same form sent twice files
// once; a form with faults comes back with everything that was typed.
func (p *Pages) file(c echo.Context) error {
	answers, err := formOf(c)
	if err != nil {
		return err
	}
	ctx, form := c.Request().Context(), paperOf(c)
	staff, sections := form.staff, filingSections(ctx, form)
	wrong := required(ctx, sections, answers)
	filing := filingFrom(answers)
	filing.TransferredOn = transferredOn(ctx, answers, wrong)
	if form.asks {
		filing.Right = answers.Get("right")
	}
	if staff {
		filing.Channel = answers.Get("channel")
		filing.ReceivedAt = receivedAt(ctx, answers, filing, wrong)
	}
	if len(wrong) > 0 {
		return p.filingForm(c, http.StatusBadRequest, answers, wrong)
	}
	filed, _, _, err := p.Service.File(ctx, filing, answers.Get("key"), filer(c))
	if err != nil {
		return p.refuseFiling(c, sections, answers, err)
	}
	p.keepReceipt(ctx, filed.Number, answers.Get("key"))
	if staff {
		return then(c, "/desk/receipt")
	}
	return then(c, "/complaint/receipt")
}

// filer is the party that files: whoever uses the public form is the
// complainant, whatever else they are signed in as.
func filer(c echo.Context) complaint.Actor {
	if staffEntry(c) {
		return caller(c).Actor
	}
	return complaint.Actor{Role: complaint.Complainant}
}

// refuseFiling shows the form again with the reason. A key that has filed
// something else gets a successor, so that the next attempt is a new complaint.
func (p *Pages) refuseFiling(c echo.Context, sections []page.Section, answers url.Values, err error) error {
	switch complaint.KindOf(err) {
	case complaint.Invalid:
		if name := place(err, sections); name != "" {
			return p.filingForm(c, http.StatusBadRequest, answers, faults{name: faultWords(c.Request().Context(), name, err)})
		}
		return p.filingForm(c, http.StatusBadRequest, answers, nil, page.Fault{Text: told(c, err)})
	case complaint.Conflict:
		answers.Set("key", newKey())
		return p.filingForm(c, http.StatusConflict, answers, nil, page.Fault{Text: paperOf(c).say(c.Request().Context(), "sent_already")})
	case complaint.Busy:
		return p.filingForm(c, http.StatusServiceUnavailable, answers, nil, page.Fault{Text: told(c, err)})
	default:
		return err
	}
}

// faultWords says what is wrong with one answer, in the page's own words where
// it has any.
func faultWords(ctx context.Context, name string, err error) string {
	// A field of an act is said with the act and its name in front.
	_, says, ok := strings.Cut(err.Error(), ": "+name+" ")
	if !ok {
		says = err.Error()
	}
	return words.Or(ctx, "fault."+name+".wrong", capital(words.Said(ctx, says)))
}

// capital begins a text with a capital letter.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// filingFrom reads the answers of the form.
func filingFrom(a url.Values) complaint.Filing {
	get := func(name string) string { return strings.TrimSpace(strings.ReplaceAll(a.Get(name), "\r\n", "\n")) }
	return complaint.Filing{
		Person: complaint.Person{
			Name: get("person.name"), Email: get("person.email"), Phone: get("person.phone"), Address: get("person.address"), Identifier: get("person.identifier"),
		},
		Narrative: get("narrative"), Wanted: get("wanted"), AskedBefore: get("asked_before"),
		Residence: get("residence"), ResidenceThen: get("residence_then"), Language: get("language"),
		PersonType: get("person_type"), Entity: get("entity"), Principles: a["principles"],
		Employment: get("employment_data") == "true", Under13: get("under_13") == "true", Anonymous: get("anonymous") == "true", Represented: get("represented_by"),
		Channel: "WEB_FORM",
	}
}

// receivedAt reads the true receipt of a complaint that came another way, as
// the clock at the receiving address showed it; noon when no time is known.
func receivedAt(ctx context.Context, a url.Values, filing complaint.Filing, wrong faults) time.Time {
	day, err := complaint.ParseDate(strings.TrimSpace(a.Get("received_on")))
	if err != nil {
		if wrong["received_on"] == "" {
			wrong["received_on"] = words.T(ctx, "fault.date")
		}
		return time.Time{}
	}
	hour, minute, ok := clockTime(a.Get("received_at"))
	if !ok {
		wrong["received_at"] = words.T(ctx, "fault.time")
	}
	zone := zoneOf(law.FactsOf(filing, day.In(time.UTC, hour, minute)).Place.Zone)
	return day.In(zone, hour, minute).UTC()
}

// transferredOn reads the day of the transfer, which few people know.
func transferredOn(ctx context.Context, a url.Values, wrong faults) complaint.Date {
	text := strings.TrimSpace(a.Get("transferred_on"))
	if text == "" {
		return complaint.Date{}
	}
	day, err := complaint.ParseDate(text)
	if err != nil {
		wrong["transferred_on"] = words.T(ctx, "fault.date")
	}
	return day
}

// clockTime reads a time as 14:05; no time is noon.
func clockTime(s string) (hour, minute int, ok bool) {
	if s = strings.TrimSpace(s); s == "" {
		return 12, 0, true
	}
	t, err := time.Parse("15:04", s)
	return t.Hour(), t.Minute(), err == nil
}

// zoneOf loads a zone by name; UTC when it is unknown.
func zoneOf(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}

// keptReceipt is what a session keeps of a filing.
func keptReceipt(number complaint.Number, at time.Time, key string) string {
	return fmt.Sprintf("%s %d %s", number, at.Unix(), key)
}

// keepReceipt remembers a filing. The same form sent again counts from the first
// time.
func (p *Pages) keepReceipt(ctx context.Context, number complaint.Number, key string) {
	if n, _, k, ok := p.heldReceipt(ctx); !ok || n != number || k != key {
		p.Sessions.Put(ctx, receiptKey, keptReceipt(number, time.Now(), key))
	}
}

// heldReceipt returns the filing that the session remembers, if any.
func (p *Pages) heldReceipt(ctx context.Context) (number complaint.Number, at time.Time, key string, ok bool) {
	n, rest, _ := strings.Cut(p.Sessions.GetString(ctx, receiptKey), " ")
	seconds, key, _ := strings.Cut(rest, " ")
	unix, err := strconv.ParseInt(seconds, 10, 64)
	return complaint.Number(n), time.Unix(unix, 0), key, err == nil
}

// receipt shows number, access code and the last day for the answer. It can be
// loaded again as long as the session lasts, after a while without the code.
func (p *Pages) receipt(c echo.Context) error { return p.receiptPage(c, http.StatusOK, nil) }

func (p *Pages) receiptPage(c echo.Context, status int, wrong faults) error {
	ctx := c.Request().Context()
	number, at, key, ok := p.heldReceipt(ctx)
	if !ok {
		return then(c, "/follow")
	}
	filed, code, err := p.Service.Receipt(ctx, number, key)
	if err != nil {
		return err
	}
	if time.Since(at) >= receiptTime {
		code = ""
	}
	v := page.ReceiptView{
		Number: filed.Number, Code: code, Received: filed.Facts.Place.Local(filed.Facts.ReceivedAt), RespondBy: filed.RespondBy(), Staff: staffEntry(c), Request: filed.IsRequest(),
	}
	v.Represented = filed.Facts.Represented && !v.Staff
	if !v.Staff {
		v.Copies = p.copies(c, filed, code, wrong)
	}
	title := say(c, "receipt.title")
	switch {
	case v.Staff && v.Request:
		title = say(c, "entry.request.receipt")
	case v.Staff:
		title = say(c, "entry.receipt.title")
	case v.Request:
		title = say(c, "request.receipt")
	}
	chrome := p.chrome(c, title)
	chrome.Notice, chrome.Failed = p.notice(c), len(wrong) > 0
	return show(c, status, page.Receipt(chrome, v))
}
