package ui

import (
	"mime"
	"net/http"

	"github.com/labstack/echo/v4"

	"recourse/access"
)

// certificate hands out the certificate of timeliness, as a file to keep.
func (p *Pages) certificate(c echo.Context) error {
	number, err := caseOf(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	pdf, err := p.Service.CertificatePDF(ctx, number, access.From(ctx).Actor)
	if err != nil {
		return err
	}
	name := mime.FormatMediaType("attachment", map[string]string{"filename": "certificate-" + string(number) + ".pdf"})
	c.Response().Header().Set(echo.HeaderContentDisposition, name)
	return c.Blob(http.StatusOK, "application/pdf", pdf)
}
