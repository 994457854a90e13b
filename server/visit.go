package server

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"recourse/access"
)

// visit is what the service knows of the request beside who makes it.
type visit struct {
	network string                   // prefix of the caller's address
	cookie  func(name string) string // value of a cookie; "" without one
	session access.Session           // of a member of staff; zero without one
	account access.Account           // whose session it is
	gives   []*http.Cookie           // to be set with the answer
	ended   bool                     // the session of the caller has ended with this request
}

type visitKey struct{}

// visitOf returns the visit of a request; an empty one where there is none.
func visitOf(ctx context.Context) *visit {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{cookie: func(string) string { return "" }}
}

// newVisit begins the visit of a request.
func newVisit(c echo.Context) *visit {
	return &visit{network: networkOf(c.RealIP()), cookie: func(name string) string {
		cookie, err := c.Cookie(name)
		if err != nil {
			return ""
		}
		return cookie.Value
	}}
}
