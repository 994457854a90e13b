package server

import (
	"context"

	"recourse/server/api"
)

// ListCases is the worklist.
func (c calls) ListCases(ctx context.Context, r api.ListCasesRequestObject) (api.ListCasesResponseObject, error) {
	page, err := c.Worklist(ctx, filter(r.Params))
	if err != nil {
		return nil, err
	}
	return api.ListCases200JSONResponse{Body: page}, nil
}

// EnterComplaint receives a complaint that came another way.
func (c calls) EnterComplaint(ctx context.Context, r api.EnterComplaintRequestObject) (api.EnterComplaintResponseObject, error) {
	if err := checkEntry(r.Body.ReceivedAt); err != nil {
		return nil, err
	}
	a, err := c.file(ctx, *r.Body, r.Params.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	return api.EnterComplaint201JSONResponse{FiledJSONResponse: a}, nil
}

// GetCase shows staff everything on file.
func (c calls) GetCase(ctx context.Context, r api.GetCaseRequestObject) (api.GetCaseResponseObject, error) {
	a, err := c.dossier(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	return api.GetCase200JSONResponse{CaseFileAnswerJSONResponse: a}, nil
}

// ListEvents is the chain of events.
func (c calls) ListEvents(ctx context.Context, r api.ListEventsRequestObject) (api.ListEventsResponseObject, error) {
	n, err := number(r.Case)
	if err != nil {
		return nil, err
	}
	events, next, err := c.Events(ctx, n, r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	page := api.EventPage{Events: []api.Event{}, NextCursor: next}
	for _, e := range events {
		page.Events = append(page.Events, event(e))
	}
	return api.ListEvents200JSONResponse{Body: page}, nil
}

// ListActions says what may be done now, and what may not and why.
func (c calls) ListActions(ctx context.Context, r api.ListActionsRequestObject) (api.ListActionsResponseObject, error) {
	n, err := number(r.Case)
	if err != nil {
		return nil, err
	}
	options, err := c.Options(ctx, n, actor(ctx))
	if err != nil {
		return nil, err
	}
	return api.ListActions200JSONResponse{Body: api.Options{Actions: orEmpty(options)}}, nil
}

// ActOnCase does an act of staff, or records one of an outside body.
func (c calls) ActOnCase(ctx context.Context, r api.ActOnCaseRequestObject) (api.ActOnCaseResponseObject, error) {
	n, err := number(r.Case)
	if err != nil {
		return nil, err
	}
	s, pending, err := c.do(ctx, n, r.Params.IdempotencyKey, *r.Body)
	if pending {
		return api.ActOnCase202JSONResponse{AcceptedAnswerJSONResponse: accepted(n, actor(ctx))}, nil
	}
	if err != nil {
		return nil, err
	}
	return api.ActOnCase200JSONResponse{StateAnswerJSONResponse: api.StateAnswerJSONResponse(s)}, nil
}

// AddDocument stores a document of staff.
func (c calls) AddDocument(ctx context.Context, r api.AddDocumentRequestObject) (api.AddDocumentResponseObject, error) {
	n, err := number(r.Case)
	if err != nil {
		return nil, err
	}
	a, pending, err := c.upload(ctx, n, r.Params.IdempotencyKey, r.Body)
	if pending {
		return api.AddDocument202JSONResponse{AcceptedAnswerJSONResponse: accepted(n, actor(ctx))}, nil
	}
	if err != nil {
		return nil, err
	}
	return api.AddDocument201JSONResponse{DocumentAnswerJSONResponse: a}, nil
}

// GetDocument downloads a document.
func (c calls) GetDocument(ctx context.Context, r api.GetDocumentRequestObject) (api.GetDocumentResponseObject, error) {
	a, have, err := c.download(ctx, r.Case, r.Document, r.Params.IfNoneMatch)
	if err != nil {
		return nil, err
	}
	if have {
		return api.GetDocument304Response{}, nil
	}
	return api.GetDocument200ApplicationoctetStreamResponse{FileAnswerApplicationoctetStreamResponse: a}, nil
}

// ListGoals lists the packs that the case can be moved to.
func (c calls) ListGoals(ctx context.Context, r api.ListGoalsRequestObject) (api.ListGoalsResponseObject, error) {
	n, err := number(r.Case)
	if err != nil {
		return nil, err
	}
	list, err := c.Goals(ctx, n)
	if err != nil {
		return nil, err
	}
	out := api.Goals{Packs: []api.Goal{}}
	for _, g := range list {
		out.Packs = append(out.Packs, api.Goal{Pack: g.Pack.Ref().String(), Name: g.Pack.Name, Changes: orEmpty(g.Changes)})
	}
	return api.ListGoals200JSONResponse{Body: out}, nil
}

// GetArbitration shows the guards and bars of arbitration.
func (c calls) GetArbitration(ctx context.Context, r api.GetArbitrationRequestObject) (api.GetArbitrationResponseObject, error) {
	n, err := number(r.Case)
	if err != nil {
		return nil, err
	}
	a, err := c.Arbitration(ctx, n)
	if err != nil {
		return nil, err
	}
	return api.GetArbitration200JSONResponse{Body: a}, nil
}
