package server

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/oauth2"

	"recourse/access"
	"recourse/complaint"
)

// The routes by which staff go to their provider and come back.
const (
	providerRoute = "/sign-in/provider"
	callbackRoute = "/sign-in/provider/callback"
)

// journeyTime is how long somebody has to sign in at the provider. Product choice.
const journeyTime = 10 * time.Minute

// What a session holds of a sign-in by a provider.
const (
	heldJourney = "provider_attempt"
	heldToken   = "provider_id_token"
)

// mountProvider adds the sign-in by OpenID Connect, where there is one.
func (s *server) mountProvider(e *echo.Echo) {
	if s.provider != nil {
		e.POST(providerRoute, s.toProvider)
		e.GET(callbackRoute, s.fromProvider)
	}
}

// localDoor reports whether a route signs staff in with what this installation
// keeps itself, or changes that. Where a provider does that, there is no other way in.
func localDoor(rule access.Rule) bool {
	switch {
	case strings.HasPrefix(rule.Route, "/sign-in"):
		return !strings.HasPrefix(rule.Route, providerRoute) && (rule.Method != http.MethodGet || rule.Route != "/sign-in")
	case strings.HasPrefix(rule.Route, "/account/"):
		return rule.Route != "/account/sessions"
	}
	return strings.HasPrefix(rule.Route, "/welcome")
}

// errNoPasswords is the answer at the local door.
var errNoPasswords = complaint.Errorf(complaint.Forbidden, "staff sign in through their organisation here")

// toProvider begins a sign-in. It is a form of ours that asks for it, so that no
// other site can lead a browser through (OWASP ASVS 5.0.0, 7.6.2).
func (s *server) toProvider(c echo.Context) error {
	ctx, r := c.Request().Context(), c.Request()
	a := journey{
		State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Next: access.Inside(r.PostFormValue("next")), Again: r.PostFormValue("again") != "",
		Begun: time.Now(), Until: s.now().Add(journeyTime),
	}
	to, err := s.provider.way(ctx, a)
	if err != nil {
		return s.away(ctx, err)
	}
	text, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("keep a sign-in that is under way: %w", err)
	}
	s.sessions.Put(ctx, heldJourney, string(text))
	if access.From(ctx) == access.Nobody {
		s.sessions.SetDeadline(ctx, time.Now().Add(journeyTime)) // the store of sessions goes by the machine's clock
	}
	return s.onward(c, to)
}

// fromProvider ends a sign-in: who it is about becomes, or stays, a member of
// staff with the role and the scope that the provider names now.
func (s *server) fromProvider(c echo.Context) error {
	ctx := c.Request().Context()
	a, err := s.begun(ctx, c.QueryParam("state"))
	if err != nil {
		return err
	}
	if iss := c.QueryParam("iss"); iss != "" && iss != s.provider.o.Issuer { // RFC 9207
		return refused("this sign-in comes from another provider", nil)
	}
	if c.QueryParam("error") != "" || c.QueryParam("code") == "" {
		return refused("the provider has not signed you in", nil)
	}
	come, err := s.provider.redeem(ctx, c.QueryParam("code"), a)
	if err != nil {
		return s.away(ctx, errors.Join(err, s.putOut(ctx, come.Who)))
	}
	caller, err := s.welcomeFrom(ctx, come.Who, s.provenAt(a, come.Shown))
	if err != nil {
		return err
	}
	s.sessions.Put(ctx, heldToken, come.Token)
	return c.Redirect(http.StatusSeeOther, cmp.Or(a.Next, access.Home(caller.Actor.Role)))
}

// putOut ends the sessions and tokens of whom the provider knows and no longer lets
// in, as another role would. Nobody known, nothing ended.
func (s *Service) putOut(ctx context.Context, who Provided) error {
	if who.Subject == "" {
		return nil
	}
	return ours(s.record.EndProvided(ctx, who.Issuer, who.Subject, s.byStranger(ctx)), "end the sessions of a member of staff")
}

// provenAt is when somebody who signs in has last shown who they are: just now when
// the provider was asked to ask again, else when it says. A provider that remembers
// a browser lets it in without asking, so that the sign-in alone shows nothing.
func (s *server) provenAt(a journey, shown time.Time) time.Time {
	switch {
	case a.Again:
		return s.now()
	case shown.IsZero():
		return time.Time{}
	}
	return s.now().Add(-max(0, time.Since(shown))) // the provider goes by the machine's clock
}

// welcomeFrom opens the session of whom the provider describes, who has shown who
// they are at an instant, zero when that is not known.
func (s *Service) welcomeFrom(ctx context.Context, who Provided, provenAt time.Time) (access.Caller, error) {
	m, err := s.record.Provide(ctx, who, s.byStranger(ctx))
	if err != nil {
		return access.Nobody, ours(err, "keep a member of staff")
	}
	a, err := s.accounts.Account(ctx, m.ID)
	if err != nil {
		return access.Nobody, ours(err, "read an account")
	}
	return s.admitProven(ctx, a, access.ByProvider, provenAt)
}

// begun returns the sign-in that this browser has begun under a state, which is
// good for one return.
func (s *server) begun(ctx context.Context, state string) (journey, error) {
	var a journey
	err := json.Unmarshal([]byte(s.sessions.PopString(ctx, heldJourney)), &a)
	if err != nil || subtle.ConstantTimeCompare([]byte(a.State), []byte(state)) == 0 {
		return a, refused("this sign-in was not begun in this browser; begin again", nil)
	}
	if s.now().After(a.Until) {
		return a, refused("this sign-in has taken too long; begin again", nil)
	}
	return a, nil
}

// refused is the answer to a sign-in that is none. The cause is for the log only.
func refused(says string, cause error) error {
	return errors.Join(complaint.Errorf(complaint.Forbidden, "%s", says), cause)
}

// away says what a failed talk with the provider is: its refusal, or its absence.
func (s *server) away(ctx context.Context, err error) error {
	var answer *oauth2.RetrieveError
	switch {
	case complaint.KindOf(err) != "":
		s.log.WarnContext(ctx, "provider's sign-in refused", "err", err)
		return err
	case errors.As(err, &answer) && answer.Response != nil && answer.Response.StatusCode < http.StatusInternalServerError:
		s.log.WarnContext(ctx, "provider has refused a code", "code", answer.ErrorCode)
		return refused("the provider does not accept this sign-in; begin again", nil)
	}
	s.log.WarnContext(ctx, "provider does not answer", "err", err)
	return complaint.Errorf(complaint.Busy, "the sign-in of your organisation does not answer; try again in a while")
}

// Farewell is where somebody who is about to leave ends their session at the
// provider too; "" when they came in another way or the provider does not offer it.
func (s *Service) Farewell(ctx context.Context, p *Provider) string {
	token := s.sessions.GetString(ctx, heldToken)
	if p == nil || token == "" {
		return ""
	}
	to, err := p.farewell(ctx, token)
	if err != nil {
		return ""
	}
	return to
}
