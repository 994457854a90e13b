package server

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestServe_finishesWhatIsUnderWay stops the server in the middle of a request,
// and expects the answer all the same.
func TestServe_finishesWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	begun, stopped := make(chan struct{}), make(chan error, 1)
	running, stop := context.WithCancel(t.Context())
	go func() {
		stopped <- Serve(running, l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			close(begun)
			<-running.Done()
			w.WriteHeader(http.StatusTeapot)
		}))
	}()
	answered := make(chan int, 1)
	go func() {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+l.Addr().String(), nil)
		if err != nil {
			return
		}
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			answered <- 0
			return
		}
		_ = res.Body.Close()
		answered <- res.StatusCode
	}()
	<-begun
	stop()
	if got := <-answered; got != http.StatusTeapot {
		t.Errorf("the request under way got %d", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

func TestServe_saysWhenItCannot(t *testing.T) {
	t.Parallel()
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	if err := Serve(t.Context(), l, http.NotFoundHandler()); err == nil {
		t.Error("a closed listener is no error")
	}
}

// TestServe_cutsOffWhoDawdles sends the head, and then the body, of a request too
// slowly, and a head that is too large.
func TestServe_cutsOffWhoDawdles(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	running, stop := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	go func() {
		stopped <- serve(running, l, &http.Server{
			Handler: h.handler, ReadHeaderTimeout: 100 * time.Millisecond, ReadTimeout: 200 * time.Millisecond, MaxHeaderBytes: headerLimit,
		})
	}()
	for name, c := range map[string]struct{ sent, want string }{
		"half a head":      {"POST /api/v1/complaints HTTP/1.1\r\nHost: a\r\n", ""},
		"half a body":      {"POST /api/v1/complaints HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{", "HTTP/1.1 408"},
		"a head too large": {"GET /healthz HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat("a", 2*headerLimit) + "\r\n\r\n", "HTTP/1.1 431"},
	} {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Write([]byte(c.sent)); err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(conn) // until the server hangs up
		if err != nil && !errors.Is(err, syscall.ECONNRESET) || !strings.HasPrefix(string(got), c.want) || c.want == "" && len(got) > 0 {
			t.Errorf("%s: got %.80q, %v, want %s", name, got, err, c.want)
		}
		_ = conn.Close()
	}
	stop()
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}
