package server

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
)

// framed sends one request as it is written and returns what the server has read
// as its body, and the status of the answer.
func framed(t *testing.T, head, body string) (string, int) {
	t.Helper()
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = Serve(t.Context(), l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			text, err := io.ReadAll(r.Body)
			if err != nil {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			_, _ = w.Write(text)
		}))
	}()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n%s\r\n%s", head, body); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	read, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(read), res.StatusCode
}

// TestServe_knowsWhereAMessageEnds sends requests that can be read in two ways, by
// which one could hide behind another (OWASP ASVS 5.0.0, 4.2.1).
func TestServe_knowsWhereAMessageEnds(t *testing.T) {
	t.Parallel()
	const chunks = "5\r\nhello\r\n0\r\n\r\n"
	for name, c := range map[string]struct {
		head, body, read string
		status           int
	}{
		"one length":               {"Content-Length: 5\r\n", "hello", "hello", http.StatusOK},
		"pieces":                   {"Transfer-Encoding: chunked\r\n", chunks, "hello", http.StatusOK},
		"pieces count, not length": {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", chunks, "hello", http.StatusOK},
		"two lengths":              {"Content-Length: 5\r\nContent-Length: 4\r\n", "hello", "", http.StatusBadRequest},
		"no number":                {"Content-Length: +5\r\n", "hello", "", http.StatusBadRequest},
		"unknown pieces":           {"Transfer-Encoding: xchunked\r\n", chunks, "", http.StatusNotImplemented},
		"two kinds of pieces":      {"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", chunks, "", http.StatusNotImplemented},
		"a blank before the colon": {"Content-Length : 5\r\n", "hello", "", http.StatusBadRequest},
		"a length of pieces":       {"Transfer-Encoding: chunked\r\n", "-1\r\nhello\r\n0\r\n\r\n", "", http.StatusBadRequest},
	} {
		read, status := framed(t, c.head, c.body)
		if status != c.status || status == http.StatusOK && read != c.read {
			t.Errorf("%s: read %q, answered %d", name, read, status)
		}
	}
}
