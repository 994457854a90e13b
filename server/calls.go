package server

import (
	"context"
	"errors"
	"mime"
	"strings"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
)

// calls are the calls of the contract. Each takes apart a request, asks the
// service, and puts together the answer.
type calls struct{ *Service }

var _ api.StrictServerInterface = calls{}

// number reads the case number of a path.
func number(text string) (complaint.Number, error) { return complaint.ParseNumber(text) }

// actor returns who is calling.
func actor(ctx context.Context) complaint.Actor { return access.From(ctx).Actor }

// slow reports whether an act is accepted but not on record yet.
func slow(err error) bool { return errors.Is(err, context.DeadlineExceeded) }

// accepted is the answer to an act that is accepted but not on record yet.
func accepted(n complaint.Number, by complaint.Actor) api.AcceptedAnswerJSONResponse {
	return api.AcceptedAnswerJSONResponse{
		Body:    api.Accepted{CaseNumber: string(n), Detail: "accepted; it will be on record shortly"},
		Headers: api.AcceptedAnswerResponseHeaders{Location: location(n, by)},
	}
}

// location is where the caller reads the case.
func location(n complaint.Number, by complaint.Actor) string {
	if complains(by.Role) || by.Role == access.Anyone {
		return apiBase + "/complaints/" + string(n)
	}
	return apiBase + "/cases/" + string(n)
}

// do does an act and returns where the case then stands; pending is true when
// the act is accepted but not on record yet.
func (c calls) do(ctx context.Context, n complaint.Number, key string, r api.ActRequest) (s api.State, pending bool, err error) {
	act := law.Act{Key: key, Action: complaint.Action(r.Action), Actor: actor(ctx), At: r.At}
	seq, err := c.Act(ctx, n, act, r.Data)
	if err != nil {
		return api.State{}, slow(err), err
	}
	now, err := c.record.Case(ctx, n)
	if err != nil {
		return api.State{}, false, err
	}
	s, err = state(&now, seq, c.Now())
	return s, false, err
}

// file files a complaint and returns the answer.
func (c calls) file(ctx context.Context, f complaint.Filing, key string) (api.FiledJSONResponse, error) {
	by := actor(ctx)
	filed, code, isFresh, err := c.File(ctx, f, key, by)
	if err != nil {
		return api.FiledJSONResponse{}, err
	}
	return api.FiledJSONResponse{
		Body:    receipt(filed, code),
		Headers: api.FiledResponseHeaders{Location: location(filed.Number, by), IdempotentReplayed: !isFresh},
	}, nil
}

// dossier reads a case as the caller may see it. For a complainant it adds the
// choices they have now.
func (c calls) dossier(ctx context.Context, param string) (api.CaseFileAnswerJSONResponse, error) {
	n, err := number(param)
	if err != nil {
		return api.CaseFileAnswerJSONResponse{}, err
	}
	by := actor(ctx)
	r, err := c.Dossier(ctx, n, by)
	if err != nil {
		return api.CaseFileAnswerJSONResponse{}, err
	}
	f, err := caseFile(r, !complains(by.Role), c.Now())
	if err == nil && complains(by.Role) {
		f.Choices, err = c.Options(ctx, n, by)
	}
	return api.CaseFileAnswerJSONResponse{Body: f}, err
}

// download reads a document; have is true when the caller has it already.
func (c calls) download(ctx context.Context, param, id, ifNoneMatch string) (a api.FileAnswerApplicationoctetStreamResponse, have bool, err error) {
	n, err := number(param)
	if err != nil {
		return a, false, err
	}
	d, content, err := c.Document(ctx, n, id)
	if err != nil {
		return a, false, err
	}
	etag := `"` + d.SHA256 + `"`
	a.Body, a.ContentLength = content, d.Size
	a.Headers.ETag = etag
	a.Headers.ContentDisposition = mime.FormatMediaType("attachment", map[string]string{"filename": d.Name})
	return a, matchesTag(ifNoneMatch, etag), nil
}

// filter reads the worklist's parameters.
func filter(p api.ListCasesParams) law.Filter {
	return law.Filter{
		Stage: complaint.Stage(p.Stage), Status: strings.ToUpper(p.Status), DueBefore: p.DueBefore, Assignee: p.Assignee,
		Country: strings.ToUpper(p.Country), Entity: p.Entity, Pack: p.Pack, Query: p.Q, Sort: p.Sort, Cursor: p.Cursor, Limit: p.Limit,
	}
}

// checkEntry refuses a complaint entered without its true receipt.
func checkEntry(at time.Time) error {
	if at.IsZero() {
		return complaint.Errorf(complaint.Invalid, "received_at is missing")
	}
	return nil
}
