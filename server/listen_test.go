package server

import (
	"context"
	"net"
	"net/http"
	"testing"
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
