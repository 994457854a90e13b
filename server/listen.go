package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// How long a connection may take. Uploads and downloads of 25 MB over a slow
// line are what the longest allow for.
const (
	headerTime   = 5 * time.Second
	transferTime = 3 * time.Minute
	idleTime     = 2 * time.Minute
	graceTime    = 15 * time.Second // for requests under way when the server stops
	headerLimit  = 32 << 10         // bytes
)

// Serve answers requests until the context ends, and then lets those under way
// finish.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	return serve(ctx, l, &http.Server{
		Handler: h, ReadHeaderTimeout: headerTime, ReadTimeout: transferTime, WriteTimeout: transferTime,
		IdleTimeout: idleTime, MaxHeaderBytes: headerLimit,
	})
}

func serve(ctx context.Context, l net.Listener, srv *http.Server) error {
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceTime)
	defer cancel()
	if err := srv.Shutdown(limited); err != nil {
		return fmt.Errorf("finish the requests under way: %w", errors.Join(err, srv.Close()))
	}
	return nil
}
