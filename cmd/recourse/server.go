package main

import (
	"context"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/alexedwards/scs/postgresstore"
	"github.com/alexedwards/scs/v2"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/mail"
	"recourse/seal"
	"recourse/server"
	"recourse/store"
	"recourse/ui"
)

// serverCmd is `recourse server`: pages and API. Any number of servers may run.
type serverCmd struct {
	database
	masterKey
	register
	engine
	pace
	secret
	voice
	shield
	site
	provider
	SendGridKey    string   `env:"SENDGRID_API_KEY" help:"Key of the mail provider; where there is one, /dev/mail is not served."`
	Listen         string   `env:"RECOURSE_LISTEN" default:"127.0.0.1:8080" help:"Address to serve on."`
	TrustedProxies []string `env:"RECOURSE_TRUSTED_PROXIES" help:"Networks of reverse proxies whose X-Forwarded-For is believed, for example 10.0.0.0/8."`
}

// Run serves until the context ends, then finishes the requests under way.
func (s *serverCmd) Run(ctx context.Context) error {
	key, err := s.bytes()
	if err != nil {
		return err
	}
	proxies, err := networks(s.TrustedProxies)
	if err != nil {
		return err
	}
	db, clock, err := installation(ctx, s.database, s.masterKey, s.pace)
	if err != nil {
		return err
	}
	defer db.Close()
	logger := s.logger()
	eraser, err := s.reapplied(ctx, s.database, s.Dev, db, clock, logger)
	if err != nil {
		return err
	}
	if err := eraser.Close(); err != nil { // the worker erases
		return err
	}
	temporal, err := s.dial(logger)
	if err != nil {
		return err
	}
	defer temporal.Close()
	cases := s.cases(temporal, db, clock)
	sessions, err := s.sessions(ctx, db)
	if err != nil {
		return err
	}
	by, err := signer(ctx, db)
	if err != nil {
		return err
	}
	links, err := db.InstallationKey(ctx, linkKey)
	if err != nil {
		return err
	}
	scanner, err := s.scanner(logger)
	if err != nil {
		return err
	}
	breached, err := s.breached()
	if err != nil {
		return err
	}
	service, err := server.NewService(server.ServiceOptions{
		Record: record{db}, Cases: cases, Clock: clock, Now: time.Now, Secret: key, Sessions: sessions, Chains: db, Signer: by, LinkKey: links, Scanner: scanner,
		Accounts: db, Keys: db, Site: s.URL, Dev: s.Dev, Breached: breached,
	})
	if err != nil {
		return err
	}
	signIn, farewell, err := s.door(service, s.URL)
	if err != nil {
		return err
	}
	pages, err := ui.New(ui.Options{
		Service: service, Sessions: sessions, Dev: s.Dev, Secure: !s.Dev, Tray: s.tray(db), Farewell: farewell,
		Cookie: ui.Cookie{Name: sessions.Cookie.Name, Lifetime: sessions.Lifetime},
	})
	if err != nil {
		return err
	}
	front, err := server.New(server.Options{
		Service: service, Log: logger, Metrics: promhttp.Handler(), Pages: pages.Mount, ErrorPage: pages.Error, TrustedProxies: proxies, Provider: signIn, Onward: pages.Onward,
		Ready: map[string]func(context.Context) error{"postgresql": db.Ping}, // filing does not need Temporal
		TLS:   s.byTLS(), Paces: s.paces(s.Dev),
	})
	if err != nil {
		return err
	}
	moving, stop := context.WithCancel(ctx)
	var mover sync.WaitGroup
	mover.Go(func() { service.MoveFiles(moving, logger) })
	defer mover.Wait()
	defer stop()
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", s.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", s.Listen, err)
	}
	return server.Serve(ctx, l, front)
}

// sessions keeps sessions in the record, sealed.
func (s *serverCmd) sessions(ctx context.Context, db *store.Store) (*scs.SessionManager, error) {
	secret, err := db.InstallationKey(ctx, "sessions")
	if err != nil {
		return nil, err
	}
	key, err := seal.KeyOf("sessions", secret)
	if err != nil {
		return nil, err
	}
	m := server.NewSessions(postgresstore.New(db.DB()), s.Dev)
	m.Codec = sealedCodec{Codec: m.Codec, key: key}
	return m, nil
}

// sealedCodec seals what a session holds.
type sealedCodec struct {
	scs.Codec
	key *seal.Key
}

// Encode seals a session.
func (c sealedCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	plain, err := c.Codec.Encode(deadline, values)
	if err != nil {
		return nil, err
	}
	return c.key.Seal(plain, "session")
}

// Decode opens a session.
func (c sealedCodec) Decode(sealed []byte) (time.Time, map[string]any, error) {
	plain, err := c.key.Unseal(sealed, "session")
	if err != nil {
		return time.Time{}, nil, err
	}
	return c.Codec.Decode(plain)
}

// tray reads the local tray, on an installation that has one.
func (s *serverCmd) tray(db *store.Store) func(context.Context, complaint.Number) ([]ui.Mail, error) {
	if !s.Dev || s.SendGridKey != "" {
		return nil
	}
	return func(ctx context.Context, number complaint.Number) ([]ui.Mail, error) {
		items, err := db.Tray(ctx, string(number), trayLimit)
		letters := make([]ui.Mail, len(items))
		for i, t := range items {
			letters[i] = ui.Mail{ID: t.ID, Case: t.Number, Code: t.Code, To: t.To, Subject: t.Subject, Body: t.Body, At: t.LandedAt}
			switch {
			case err != nil:
			case t.Code == mail.Link:
				letters[i].Body, err = withToken(ctx, db, t)
			case t.Code == mail.Draft:
				letters[i].Body, err = withDraftToken(ctx, db, t)
			}
		}
		return letters, err
	}
}

// trayLimit is how many letters of the tray are shown at once.
const trayLimit = 1000

func networks(list []string) ([]*net.IPNet, error) {
	var all []*net.IPNet
	for _, s := range list {
		_, n, err := net.ParseCIDR(s)
		if err != nil {
			return nil, fmt.Errorf("RECOURSE_TRUSTED_PROXIES: %w", err)
		}
		all = append(all, n)
	}
	return all, nil
}

// record shows the store to the front door, in the front door's words.
type record struct{ *store.Store }

// File commits a complaint and its first event, and ends the draft it was written in.
func (r record) File(ctx context.Context, f complaint.Filing, c law.Case, e law.Event, digest string, accessHash []byte, from complaint.Draft) (law.Case, bool, error) {
	filed, fresh, err := r.Store.File(ctx, store.NewCase{
		Filing: f, Case: c, Event: e, Digest: digest, AccessHash: accessHash, Draft: from.ID, DraftVersion: from.Version,
	})
	if err == store.ErrNumberTaken { //nolint:errorlint // File returns it bare
		err = server.ErrNumberTaken
	}
	return filed, fresh, err
}

// AskLink counts a wish for a link, and writes it down where one is due.
func (r record) AskLink(ctx context.Context, a server.LinkAsk) error {
	return r.Store.AskLink(ctx, store.LinkAsk(a))
}

// BeginDraft keeps a new draft.
func (r record) BeginDraft(ctx context.Context, d complaint.Draft, codeHash, linkHash []byte) error {
	err := r.Store.BeginDraft(ctx, store.NewDraft{Draft: d, CodeHash: codeHash, LinkHash: linkHash})
	if err == store.ErrNumberTaken { //nolint:errorlint // BeginDraft returns it bare
		err = server.ErrNumberTaken
	}
	return err
}

// AskDraftLink counts a wish for a link to a draft, and writes it down where there
// were not too many.
func (r record) AskDraftLink(ctx context.Context, a server.DraftLinkAsk) (bool, error) {
	return r.Store.AskDraftLink(ctx, store.DraftLinkAsk(a))
}

// StaffByID finds a member of staff.
func (r record) StaffByID(ctx context.Context, id int64) (server.Member, error) {
	return member(r.Store.StaffByID(ctx, id))
}

// StaffByToken finds whose token it is.
func (r record) StaffByToken(ctx context.Context, hash []byte) (server.Member, error) {
	return member(r.Store.StaffByToken(ctx, hash))
}

// Staff lists the members of staff.
func (r record) Staff(ctx context.Context) ([]server.Member, error) {
	all, err := r.Store.Staff(ctx)
	members := make([]server.Member, len(all))
	for i, m := range all {
		members[i], _ = member(m, nil)
	}
	return members, err
}

// Provide makes or updates whom a provider of OpenID Connect describes.
func (r record) Provide(ctx context.Context, p server.Provided, by access.Hand) (server.Member, error) {
	return member(r.Store.Provide(ctx, store.Provided(p), by))
}

func member(m store.Staff, err error) (server.Member, error) {
	return server.Member{ID: m.ID, Name: m.Name, Role: m.Role, Demo: m.Demo, Out: m.Out, Entities: m.Entities, Queues: m.Queues}, err
}
