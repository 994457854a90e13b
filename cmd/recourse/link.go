package main

import (
	"context"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"

	"recourse/law"
	"recourse/mail"
	"recourse/server"
	"recourse/store"
)

// linkKey names the installation key from which links follow: for the server, which
// takes them, and for the worker, which posts them.
const linkKey = "link"

// mask stands for a token in what is kept of a letter.
const mask = "***"

// tokenOf returns what the link of a letter holds, and whom it lets in.
func tokenOf(ctx context.Context, db *store.Store, letterID int64) (token string, agent int, err error) {
	key, err := db.InstallationKey(ctx, linkKey)
	if err != nil {
		return "", 0, err
	}
	seed, agent, err := db.LinkOf(ctx, letterID)
	if err != nil {
		return "", 0, err
	}
	return server.LinkToken(key, seed), agent, nil
}

// addLink puts the link into its letter. One for a representative goes to that
// representative, by their name, and to nobody once they have no access any more.
func (o *outbox) addLink(ctx context.Context, c store.Outgoing, l *mail.Letter) error {
	token, agent, err := tokenOf(ctx, o.db, c.ID)
	if err != nil {
		return err
	}
	l.Data.Link, l.Data.LinkMinutes = o.url+server.LinkPath(token), int(server.LinkLasts/time.Minute)
	forAgent(c, agent, l)
	return nil
}

// forAgent makes the letter one to the representative whom an event has admitted, if
// it is for one.
func forAgent(c store.Outgoing, agent int, l *mail.Letter) {
	if l.Data.ForAgent = agent != 0; !l.Data.ForAgent {
		return
	}
	l.Data.Name, l.Addresses = "", nil // without a name no letter is written
	for _, a := range admitted(c) {
		if a.Seq == agent {
			l.Data.Name, l.Addresses = a.Name, addressOf(a)
		}
	}
}

// masked is what is kept of a letter: a link in it can no longer be used.
func masked(l mail.Letter, body string) string {
	for _, path := range []func(string) string{server.LinkPath, server.DraftLinkPath} {
		if _, token, ok := strings.Cut(l.Data.Link, path("")); ok && token != "" {
			return strings.ReplaceAll(body, token, mask)
		}
	}
	return body
}

// withToken is a letter of the local tray as its receiver would have got it. The
// tray stands in for a mailbox; what it holds is masked like every letter on file.
func withToken(ctx context.Context, db *store.Store, t store.TrayItem) (string, error) {
	token, _, err := tokenOf(ctx, db, t.LetterID)
	if err != nil {
		return "", fmt.Errorf("show letter %d: %w", t.LetterID, err)
	}
	return strings.ReplaceAll(t.Body, server.LinkPath(mask), server.LinkPath(token)), nil
}

// agentsOf are the addresses of the representatives who have access.
func agentsOf(c store.Outgoing) []string {
	var list []string
	for _, a := range admitted(c) {
		list = append(list, addressOf(a)...)
	}
	return list
}

// admitted are the representatives who have access to the case of a letter.
func admitted(c store.Outgoing) []law.Admitted {
	var list []law.Admitted
	for _, a := range (law.Record{Case: c.Case, Entries: c.Entries}).Admitted() {
		if a.Current() {
			list = append(list, a)
		}
	}
	return list
}

func addressOf(a law.Admitted) []string {
	if parsed, err := netmail.ParseAddress(a.Email); err != nil || parsed.Address != a.Email {
		return nil
	}
	return []string{a.Email}
}
