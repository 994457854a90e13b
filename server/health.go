package server

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// readyTime is how long everything together has to say that it is ready.
const readyTime = 3 * time.Second

// readyz asks everything the server needs and names what is not ready.
func (s *server) readyz(c echo.Context) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), readyTime)
	defer cancel()
	answer, status := map[string]string{}, http.StatusOK
	for name, ask := range s.ready {
		answer[name] = "ok"
		if err := ask(ctx); err != nil {
			s.log.WarnContext(ctx, "not ready", "part", name, "err", err)
			answer[name], status = "not ready", http.StatusServiceUnavailable
		}
	}
	return c.JSON(status, answer)
}
