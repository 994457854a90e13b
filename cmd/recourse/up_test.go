package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestSecretIn_isMadeOnceAndKeptPrivate(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "secret")
	first, err := secretIn(path)
	if err != nil || !regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString(first) {
		t.Fatalf("got %d digits (%v), want 64", len(first), err)
	}
	if again, err := secretIn(path); err != nil || again != first {
		t.Errorf("the second time it is another one (%v)", err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the mode is %v (%v), want 0600", info.Mode(), err)
	}
	if other, err := secretIn(path + "2"); err != nil || other == first {
		t.Errorf("two installations share a secret (%v)", err)
	}
	if _, err := secretIn(filepath.Dir(path)); err == nil {
		t.Error("a directory was taken for a secret")
	}
}

func TestDialable(t *testing.T) {
	t.Parallel()
	for listen, want := range map[string]string{
		"127.0.0.1:8080": "127.0.0.1:8080",
		"0.0.0.0:8080":   "127.0.0.1:8080",
		"[::]:8080":      "127.0.0.1:8080",
		":8080":          "127.0.0.1:8080",
		"office:80":      "office:80",
		"[::1]:80":       "[::1]:80",
		"nonsense":       "nonsense",
	} {
		if got := dialable(listen); got != want {
			t.Errorf("a server on %s is reached at %s, want %s", listen, got, want)
		}
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/readyz" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer server.Close()
	for url, want := range map[string]string{
		server.URL + "/readyz": "",
		server.URL + "/other":  "answers 503",
		"http://127.0.0.1:1/":  "asking the server",
		"http://bad host/":     "reading the address",
	} {
		err := (&healthCmd{URL: url}).Run(t.Context())
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", url, err, want)
		}
	}
}

func TestLocal_needsACommand(t *testing.T) {
	t.Parallel()
	for _, command := range [][]string{nil, {"--"}} {
		if err := (&localCmd{Command: command}).Run(t.Context()); err == nil || !strings.Contains(err.Error(), "no command") {
			t.Errorf("%q: got %v", command, err)
		}
	}
}

// TestLocal_givesTheCommandAnEngine names a database that nobody opens, so that none is started.
func TestLocal_givesTheCommandAnEngine(t *testing.T) {
	t.Parallel()
	state := filepath.Join(t.TempDir(), "state")
	for script, want := range map[string]int{
		`test -n "$DATABASE_URL"`: 0,
		`exit 7`:                  7,
		`kill -9 $$`:              1,
	} {
		c := &localCmd{servers: servers{DatabaseURL: "postgres://nobody@127.0.0.1:1/none"}, State: state, NoTemporal: true, Command: []string{"sh", "-c", script}}
		if got, err := c.runBeside(t.Context()); got != want || err != nil {
			t.Errorf("%s: exit status %d (%v), want %d", script, got, err, want)
		}
	}
	c := &localCmd{servers: servers{DatabaseURL: "postgres://nobody@127.0.0.1:1/none"}, State: state, NoTemporal: true, Command: []string{"/nonexistent"}}
	if _, err := c.runBeside(t.Context()); err == nil || !strings.Contains(err.Error(), "/nonexistent") {
		t.Errorf("a command that is not there: %v", err)
	}
}
