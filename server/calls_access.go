package server

import (
	"context"
	"errors"

	"recourse/server/api"
)

// AskLink sends a link to whom the case and the address belong to.
func (c calls) AskLink(ctx context.Context, r api.AskLinkRequestObject) (api.AskLinkResponseObject, error) {
	if err := c.Service.AskLink(ctx, r.Case, r.Body.Email); err != nil {
		return nil, err
	}
	return api.AskLink202Response{}, nil
}

// UseLink takes a link and gives a session.
func (c calls) UseLink(ctx context.Context, r api.UseLinkRequestObject) (api.UseLinkResponseObject, error) {
	if _, err := c.Service.UseLink(ctx, r.Case, r.Body.Token); err != nil {
		return nil, err
	}
	return api.UseLink204Response{}, nil
}

// RenewCode makes a new access code.
func (c calls) RenewCode(ctx context.Context, r api.RenewCodeRequestObject) (api.RenewCodeResponseObject, error) {
	n, err := number(r.Case)
	if err != nil {
		return nil, err
	}
	code, err := c.Service.RenewCode(ctx, n, actor(ctx), r.Params.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	return api.RenewCode200JSONResponse{AccessCode: code}, nil
}

// ListRepresentatives lists who has, or had, access to the case.
func (c calls) ListRepresentatives(ctx context.Context, r api.ListRepresentativesRequestObject) (api.ListRepresentativesResponseObject, error) {
	n, err := number(r.Case)
	if err != nil {
		return nil, err
	}
	list, err := c.Admitted(ctx, n)
	if err != nil {
		return nil, err
	}
	out := api.Representatives{Representatives: []api.Representative{}}
	for _, a := range list {
		out.Representatives = append(out.Representatives, api.Representative{
			Id: a.Seq, Actor: a.ID(), Name: a.Name, Email: a.Email, Since: a.At, Until: a.Ended,
		})
	}
	return api.ListRepresentatives200JSONResponse{Body: out}, nil
}

// AdmitRepresentative gives a representative access to the case.
func (c calls) AdmitRepresentative(ctx context.Context, r api.AdmitRepresentativeRequestObject) (api.AdmitRepresentativeResponseObject, error) {
	n, err := number(r.Case)
	if err != nil {
		return nil, err
	}
	a, code, err := c.Admit(ctx, n, actor(ctx), r.Params.IdempotencyKey, r.Body.Name, r.Body.Email)
	if err != nil {
		return nil, err
	}
	return api.AdmitRepresentative201JSONResponse{Id: a.Seq, Actor: a.ID(), Name: a.Name, Email: a.Email, Since: a.At, AccessCode: code}, nil
}

// RevokeRepresentative takes a representative's access back. What is accepted but
// not on record yet has its effect already.
func (c calls) RevokeRepresentative(ctx context.Context, r api.RevokeRepresentativeRequestObject) (api.RevokeRepresentativeResponseObject, error) {
	n, err := number(r.Case)
	if err != nil {
		return nil, err
	}
	err = c.Revoke(ctx, n, actor(ctx), r.Params.IdempotencyKey, r.Representative)
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return nil, err
	}
	return api.RevokeRepresentative204Response{}, nil
}
