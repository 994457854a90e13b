package main

import (
	"cmp"
	"context"
	netmail "net/mail"
	"strings"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/mail"
	"recourse/server"
	"recourse/store"
)

// draftLetter is the letter that leads back to a draft. The tray has it where the
// draft holds no address that is one.
func (o *outbox) draftLetter(ctx context.Context, c store.Outgoing) (mail.Letter, error) {
	key, err := o.db.InstallationKey(ctx, linkKey)
	if err != nil {
		return mail.Letter{}, err
	}
	d, today := c.Draft, o.clock.Case(time.Now())
	about := law.Case{Facts: law.FactsOf(complaint.Filing{
		Residence: d.Answer("residence"), ResidenceThen: d.Answer("residence_then"), Entity: cmp.Or(d.Answer("entity"), law.Entities[0].Code),
	}, today)}
	about.Pack = law.Select(about.Facts).Ref()
	contact := about.Contact()
	out := mail.Letter{ID: c.ID, Attempt: c.Attempt, Case: c.Number, Code: c.Code, To: c.To, Language: d.Answer("language"), Data: mail.Data{
		Today: about.Facts.Place.Local(today), CaseURL: o.url + "/complaint/draft", Name: cmp.Or(d.Answer("person.name"), mail.Nobody), Entity: law.EntityName(about.Facts.Entity),
		Framework: law.Select(about.Facts).Name, Contact: contact.Email, ContactPost: contact.Post,
		Link: o.url + server.DraftLinkPath(server.LinkToken(key, d.Seed)), DraftUntil: complaint.DateOf(d.Expires.UTC()).AddDays(-1),
	}}
	if to := d.Answer("person.email"); to != "" {
		if parsed, err := netmail.ParseAddress(to); err == nil && parsed.Address == to {
			out.Addresses = []string{to}
		}
	}
	return out, nil
}

// withDraftToken is the letter about a draft in the local tray as its receiver would
// have got it; masked once the draft is gone.
func withDraftToken(ctx context.Context, db *store.Store, t store.TrayItem) (string, error) {
	key, err := db.InstallationKey(ctx, linkKey)
	if err != nil {
		return "", err
	}
	d, err := db.Draft(ctx, complaint.DraftID(t.Number), time.Now())
	if complaint.KindOf(err) == complaint.Missing {
		return t.Body, nil
	}
	return strings.ReplaceAll(t.Body, server.DraftLinkPath(mask), server.DraftLinkPath(server.LinkToken(key, d.Seed))), err
}
