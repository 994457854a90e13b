package server

import (
	"context"

	"recourse/complaint"
	"recourse/server/api"
)

// FileComplaint receives a complaint from anybody.
func (c calls) FileComplaint(ctx context.Context, r api.FileComplaintRequestObject) (api.FileComplaintResponseObject, error) {
	if r.Body.Right != "" {
		return nil, complaint.Errorf(complaint.Invalid, "right is for a request: send it to /requests")
	}
	if r.Body.Channel == "" {
		r.Body.Channel = webForm
	}
	a, err := c.file(ctx, *r.Body, r.Params.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	return api.FileComplaint201JSONResponse{FiledJSONResponse: a}, nil
}

// FileRequest receives a rights request from anybody.
func (c calls) FileRequest(ctx context.Context, r api.FileRequestRequestObject) (api.FileRequestResponseObject, error) {
	if r.Body.Right == "" {
		return nil, complaint.Errorf(complaint.Invalid, "right is missing")
	}
	if r.Body.Channel == "" {
		r.Body.Channel = webForm
	}
	a, err := c.file(ctx, *r.Body, r.Params.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	return api.FileRequest201JSONResponse{FiledJSONResponse: a}, nil
}

// OpenSession takes an access code and gives a session.
func (c calls) OpenSession(ctx context.Context, r api.OpenSessionRequestObject) (api.OpenSessionResponseObject, error) {
	if _, err := c.Service.OpenSession(ctx, r.Case, r.Body.AccessCode); err != nil {
		return nil, err
	}
	return api.OpenSession204Response{}, nil
}

// CloseSession ends the session.
func (c calls) CloseSession(ctx context.Context, _ api.CloseSessionRequestObject) (api.CloseSessionResponseObject, error) {
	return api.CloseSession204Response{}, c.Leave(ctx)
}

// GetComplaint shows complainants their case.
func (c calls) GetComplaint(ctx context.Context, r api.GetComplaintRequestObject) (api.GetComplaintResponseObject, error) {
	a, err := c.dossier(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	return api.GetComplaint200JSONResponse{CaseFileAnswerJSONResponse: a}, nil
}

// WriteMessage records a message of the complainant.
func (c calls) WriteMessage(ctx context.Context, r api.WriteMessageRequestObject) (api.WriteMessageResponseObject, error) {
	n, err := number(r.Case)
	if err != nil {
		return nil, err
	}
	s, pending, err := c.do(ctx, n, r.Params.IdempotencyKey, api.ActRequest{
		Action: string(complaint.MessageSent), Data: map[string]any{"text": r.Body.Text},
	})
	if pending {
		return api.WriteMessage202JSONResponse{AcceptedAnswerJSONResponse: accepted(n, actor(ctx))}, nil
	}
	if err != nil {
		return nil, err
	}
	return api.WriteMessage200JSONResponse{StateAnswerJSONResponse: api.StateAnswerJSONResponse(s)}, nil
}

// ActOnComplaint does an act of the complainant.
func (c calls) ActOnComplaint(ctx context.Context, r api.ActOnComplaintRequestObject) (api.ActOnComplaintResponseObject, error) {
	n, err := number(r.Case)
	if err != nil {
		return nil, err
	}
	s, pending, err := c.do(ctx, n, r.Params.IdempotencyKey, *r.Body)
	if pending {
		return api.ActOnComplaint202JSONResponse{AcceptedAnswerJSONResponse: accepted(n, actor(ctx))}, nil
	}
	if err != nil {
		return nil, err
	}
	return api.ActOnComplaint200JSONResponse{StateAnswerJSONResponse: api.StateAnswerJSONResponse(s)}, nil
}

// AddEvidence stores a document of the complainant.
func (c calls) AddEvidence(ctx context.Context, r api.AddEvidenceRequestObject) (api.AddEvidenceResponseObject, error) {
	n, err := number(r.Case)
	if err != nil {
		return nil, err
	}
	a, pending, err := c.upload(ctx, n, r.Params.IdempotencyKey, r.Body)
	if pending {
		return api.AddEvidence202JSONResponse{AcceptedAnswerJSONResponse: accepted(n, actor(ctx))}, nil
	}
	if err != nil {
		return nil, err
	}
	return api.AddEvidence201JSONResponse{DocumentAnswerJSONResponse: a}, nil
}

// GetEvidence downloads a document of the complainant's case.
func (c calls) GetEvidence(ctx context.Context, r api.GetEvidenceRequestObject) (api.GetEvidenceResponseObject, error) {
	a, have, err := c.download(ctx, r.Case, r.Document, r.Params.IfNoneMatch)
	if err != nil {
		return nil, err
	}
	if have {
		return api.GetEvidence304Response{}, nil
	}
	return api.GetEvidence200ApplicationoctetStreamResponse{FileAnswerApplicationoctetStreamResponse: a}, nil
}
