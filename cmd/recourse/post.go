package main

import (
	"context"
	"errors"
	"log/slog"
	netmail "net/mail"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/mail"
	"recourse/store"
	"recourse/ui"
)

// post says how letters leave.
type post struct {
	SendGridKey  string        `env:"SENDGRID_API_KEY" help:"Key of the mail provider; without it letters land in the local tray, readable at /dev/mail."`
	SendGridHost string        `env:"SENDGRID_HOST" default:"https://api.sendgrid.com" help:"Address of the mail provider."`
	MailFrom     string        `env:"RECOURSE_MAIL_FROM" default:"privacy@recourse.example" help:"Sender address of letters."`
	MailFromName string        `env:"RECOURSE_MAIL_FROM_NAME" default:"Privacy office" help:"Sender name of letters."`
	BaseURL      string        `env:"RECOURSE_URL" default:"http://127.0.0.1:8080" help:"Address of the portal as people reach it, for the links in letters."`
	ClaimLease   time.Duration `env:"RECOURSE_CLAIM_LEASE" default:"2m" help:"How long a letter may be under way to the provider before its attempt counts as unsettled and it is tried again; more than a minute."`
}

// trayLease is the lease where no provider is: laying a letter into the tray is
// one transaction, so that trying again soon cannot double it.
const trayLease = 5 * time.Second

// postman carries the letters of the outbox.
func (p post) postman(db *store.Store, clock law.Clock, logger *slog.Logger) mail.Postman {
	letters := &outbox{db: db, clock: clock, url: p.BaseURL, lease: trayLease}
	man := mail.Postman{Outbox: letters, Log: logger}
	if p.SendGridKey != "" {
		letters.lease = p.ClaimLease
		man.Sender = mail.NewSendGrid(p.SendGridKey, p.SendGridHost, p.MailFrom, p.MailFromName)
	}
	return man
}

// outbox shows the letters of the record to the postman, with all that the law
// and the record know of their case.
type outbox struct {
	db    *store.Store
	clock law.Clock
	url   string
	lease time.Duration
}

// Claim takes letters that are due and gathers what they say.
func (o *outbox) Claim(ctx context.Context, limit int) ([]mail.Letter, error) {
	claimed, errs := o.db.Claim(ctx, limit, o.lease)
	var letters []mail.Letter
	for _, c := range claimed {
		l, err := o.letter(ctx, c)
		if err != nil { // it holds up no other
			errs = errors.Join(errs, err, o.db.MarkRetry(ctx, c.ID, c.Attempt, time.Now().Add(gatherPause)))
			continue
		}
		letters = append(letters, l)
	}
	return letters, errs
}

// gatherPause is how long a letter rests that could not be gathered.
const gatherPause = time.Minute

func (o *outbox) letter(ctx context.Context, c store.Outgoing) (mail.Letter, error) {
	if c.Draft != nil {
		return o.draftLetter(ctx, c)
	}
	l := letterCase{Case: c.Case, filing: c.Filing, entries: c.Entries, letter: c.Letter, seq: c.Seq, today: o.clock.Case(time.Now()), url: o.url}
	to, err := o.addresses(ctx, c)
	out := mail.Letter{ID: c.ID, Attempt: c.Attempt, Case: c.Number, Code: c.Code, To: c.To, Language: c.Filing.Language, Addresses: to, Data: l.data()}
	switch {
	case err != nil:
	case c.Code == mail.Link:
		err = o.addLink(ctx, c, &out)
	case c.Code == mail.RemindOwn:
		err = o.addReminder(ctx, c, &out)
	}
	if err == nil && c.Code == mail.Receipt {
		out.Attachments, err = o.receipt(ctx, c)
	}
	return out, err
}

// addresses finds the receivers: the complainant, or the staff of the role; the
// assigned officer alone when there is one.
func (o *outbox) addresses(ctx context.Context, c store.Outgoing) ([]string, error) {
	if c.To == complaint.Controller {
		return controllerOf(c), nil
	}
	if c.To == complaint.Representative {
		return agentsOf(c), nil
	}
	if c.To != complaint.Complainant {
		return o.db.MailOf(ctx, c.To, &c.Case)
	}
	if c.Filing.Person.Email == "" {
		return nil, nil
	}
	return []string{c.Filing.Person.Email}, nil
}

// controllerOf is the controller's address as the officer wrote it down; without
// one, or with one that is none, the letter lands in the tray, to be sent by hand.
func controllerOf(c store.Outgoing) []string {
	for _, e := range c.Entries {
		address := e.Details["controller_email"]
		if a, err := netmail.ParseAddress(address); e.Seq == c.Seq && err == nil && a.Address == address {
			return []string{address}
		}
	}
	return nil
}

// Sent notes that the provider has taken the letter.
func (o *outbox) Sent(ctx context.Context, l mail.Letter, receipt string, r mail.Rendered) error {
	return o.db.MarkSent(ctx, l.ID, l.Attempt, receipt, r.Subject, masked(l, r.Body))
}

// Retry puts the letter back until at.
func (o *outbox) Retry(ctx context.Context, l mail.Letter, at time.Time) error {
	return o.db.MarkRetry(ctx, l.ID, l.Attempt, at)
}

// Failed gives the letter up.
func (o *outbox) Failed(ctx context.Context, l mail.Letter, reason string) error {
	return o.db.MarkFailed(ctx, l.ID, l.Attempt, reason)
}

// Deliver lays the letter in the tray.
func (o *outbox) Deliver(ctx context.Context, l mail.Letter, r mail.Rendered) error {
	return o.db.Deliver(ctx, l.ID, l.Attempt, r.Subject, masked(l, r.Body))
}

// receipt are the files that go with a receipt by mail.
func (o *outbox) receipt(ctx context.Context, c store.Outgoing) ([]mail.Attachment, error) {
	rec := law.Record{Case: c.Case, Filing: c.Filing, Entries: c.Entries}
	files, err := ui.Papers{Site: o.url}.Mailed(ui.Speaking(ctx, c.Filing.Language), rec, o.clock.Case(time.Now()))
	list := make([]mail.Attachment, len(files))
	for i, f := range files {
		list[i] = mail.Attachment(f)
	}
	return list, err
}
