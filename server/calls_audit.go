package server

import (
	"bytes"
	"context"

	"recourse/server/api"
)

// GetCertificate certifies a case to the office.
func (c calls) GetCertificate(ctx context.Context, r api.GetCertificateRequestObject) (api.GetCertificateResponseObject, error) {
	cert, pdf, err := c.certificate(ctx, r.Case)
	switch {
	case err != nil:
		return nil, err
	case pdf != nil:
		return api.GetCertificate200ApplicationpdfResponse{Body: bytes.NewReader(pdf), ContentLength: int64(len(pdf))}, nil
	}
	return api.GetCertificate200JSONResponse{Body: cert}, nil
}

// GetComplaintCertificate certifies a case to its complainant.
func (c calls) GetComplaintCertificate(ctx context.Context, r api.GetComplaintCertificateRequestObject) (api.GetComplaintCertificateResponseObject, error) {
	cert, pdf, err := c.certificate(ctx, r.Case)
	switch {
	case err != nil:
		return nil, err
	case pdf != nil:
		return api.GetComplaintCertificate200ApplicationpdfResponse{Body: bytes.NewReader(pdf), ContentLength: int64(len(pdf))}, nil
	}
	return api.GetComplaintCertificate200JSONResponse{Body: cert}, nil
}

// GetAuditKey shows the key with which checkpoints and certificates are signed.
func (c calls) GetAuditKey(context.Context, api.GetAuditKeyRequestObject) (api.GetAuditKeyResponseObject, error) {
	key := c.signer.Public()
	return api.GetAuditKey200JSONResponse{Body: api.AuditKey{
		Algorithm: api.Ed25519, Fingerprint: key.Fingerprint(), KeyId: key.ID(), Pem: key.PEM(),
	}}, nil
}
