package server

import (
	"context"
	"fmt"
	"mime"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/audit"
	"recourse/audit/paper"
	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
)

// Chains is what the front door needs of the record to certify a case.
type Chains interface {
	// Chain reads the chain of a case; Missing for an unknown one.
	Chain(ctx context.Context, number complaint.Number) (audit.Chain, error)
}

// certifyTries is how often a case is read again that moves meanwhile.
const certifyTries = 3

// Certificate certifies the timeliness of a case to the actor. Events that a
// complainant does not see are left out. Busy when the case moves all the while.
func (s *Service) Certificate(ctx context.Context, number complaint.Number, actor complaint.Actor) (audit.Certificate, error) {
	for range certifyTries {
		c, err := s.record.Case(ctx, number)
		if err != nil {
			return audit.Certificate{}, ours(err, "read a case to certify")
		}
		chain, err := s.chains.Chain(ctx, number)
		if err != nil {
			return audit.Certificate{}, ours(err, "read the chain of a case")
		}
		if len(chain.Events) != c.Seq {
			continue
		}
		return audit.Issue{Case: c, Chain: chain, Day: s.clock.Day, Now: s.Now(), Shows: shows(&c, actor)}.Certificate(s.signer)
	}
	return audit.Certificate{}, complaint.Errorf(complaint.Busy, "the case is moving; try again")
}

// shows says which events the actor may see; nil for all.
func shows(c *law.Case, actor complaint.Actor) func(audit.Event) bool {
	if !complains(actor.Role) {
		return nil
	}
	return func(e audit.Event) bool {
		_, ok := shown[e.Action]
		return (ok || complains(e.ActorRole)) && !early(c.Arbitrators, law.Entry{Event: law.Event{Seq: e.Seq}})
	}
}

// CertificatePDF is the certificate as a PDF.
func (s *Service) CertificatePDF(ctx context.Context, number complaint.Number, actor complaint.Actor) ([]byte, error) {
	c, err := s.Certificate(ctx, number, actor)
	if err != nil {
		return nil, err
	}
	pdf, err := paper.Render(&c)
	return pdf, ours(err, "set a certificate")
}

// The types in which a certificate is given.
const (
	typePDF  = "application/pdf"
	typeJSON = echo.MIMEApplicationJSON
)

type acceptKey struct{}

// accepting tells the calls that answer in several types what the caller accepts.
func accepting(next api.StrictHandlerFunc, operation string) api.StrictHandlerFunc {
	if !strings.HasSuffix(operation, "Certificate") {
		return next
	}
	return func(c echo.Context, request any) (any, error) {
		r := c.Request()
		c.Response().Header().Add(echo.HeaderVary, echo.HeaderAccept)
		c.SetRequest(r.WithContext(context.WithValue(r.Context(), acceptKey{}, strings.Join(r.Header.Values(echo.HeaderAccept), ","))))
		return next(c, request)
	}
}

// wantsPDF reports whether the caller names the PDF before JSON or all types.
func wantsPDF(ctx context.Context) bool {
	accept, _ := ctx.Value(acceptKey{}).(string)
	for part := range strings.SplitSeq(accept, ",") {
		switch kind, _, _ := mime.ParseMediaType(part); kind {
		case typePDF:
			return true
		case typeJSON, "application/*", "*/*":
			return false
		}
	}
	return false
}

// certificate is the answer in the type the caller wants.
func (c calls) certificate(ctx context.Context, param string) (cert audit.Certificate, pdf []byte, err error) {
	n, err := number(param)
	if err != nil {
		return cert, nil, err
	}
	cert, err = c.Certificate(ctx, n, actor(ctx))
	if err == nil && wantsPDF(ctx) {
		if pdf, err = paper.Render(&cert); err != nil {
			err = fmt.Errorf("set a certificate: %w", err)
		}
	}
	return cert, pdf, err
}
