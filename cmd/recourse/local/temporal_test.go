package local

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/client"
)

// TestTemporal_comesBack needs the built server, which takes minutes the first time; make test has it.
func TestTemporal_comesBack(t *testing.T) {
	t.Parallel()
	root, err := findRoot("")
	checkError(t, err, "")
	stamp, err := sourceStamp(filepath.Join(root, serverSource))
	checkError(t, err, "")
	if !isBuilt(filepath.Join(root, "bin", "temporal-server"), stamp) {
		t.Skip("the Temporal server is not built")
	}
	e := start(t, Options{State: reachable(t), AnyPort: true})
	pid := pidOf(e, "temporal")
	kill(t, pid)
	await(t, "Temporal to come back", func() bool {
		return pidOf(e, "temporal") != pid && probe(t.Context(), client.Options{}, e.TemporalAddress, e.Namespace) == nil
	})
}

func TestTemporal_saysWhatAForeignServerNeeds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	_, err := Start(ctx, Options{State: t.TempDir(), DatabaseURL: elsewhere, TemporalAddress: "127.0.0.1:1", Namespace: "office"})
	for _, want := range []string{"the Temporal server at 127.0.0.1:1 cannot be used", "namespace office", "NextDeadline (Datetime)"} {
		checkError(t, err, want)
	}
}

func TestDevServer_listensOnLoopbackAndKeepsItsData(t *testing.T) {
	t.Parallel()
	e := &Engine{Namespace: "recourse", state: &state{dir: "/state"}}
	got := strings.Join(e.devServer("temporal", 7000).Args, " ")
	for _, want := range []string{
		"temporal server start-dev", "--ip 127.0.0.1 --port 7000", "--db-filename /state/temporal.db", "--namespace recourse",
		"--search-attribute Stage=Keyword", "--search-attribute Jurisdiction=Keyword", "--search-attribute NextDeadline=Datetime",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
}

func TestFindRoot(t *testing.T) {
	t.Parallel()
	root := checkout(t)
	for _, from := range []string{root, filepath.Join(root, serverSource), filepath.Join(root, "a", "b", "c")} {
		if got, err := findRoot(from); got != root {
			t.Errorf("from %s the checkout is %q (%v), want %s", from, got, err, root)
		}
	}
	_, err := findRoot(t.TempDir())
	checkError(t, err, "set TEMPORAL_ADDRESS")
}

func TestSourceStamp_changesWithTheSourceAlone(t *testing.T) {
	t.Parallel()
	root := checkout(t)
	source := filepath.Join(root, serverSource)
	stamp := func() string {
		t.Helper()
		s, err := sourceStamp(source)
		checkError(t, err, "")
		return s
	}
	first := stamp()
	for name, same := range map[string]bool{"main_test.go": true, "notes.txt": true, "server.go": false, "go.sum": false} {
		before := stamp()
		checkError(t, os.WriteFile(filepath.Join(source, name), []byte("package main\n"), 0o600), "")
		if (stamp() == before) != same {
			t.Errorf("after a change of %s the stamp is the same: %v, want %v", name, !same, same)
		}
	}
	server := filepath.Join(root, "server")
	checkError(t, os.WriteFile(server, nil, 0o600), "")
	checkError(t, os.WriteFile(server+".stamp", []byte(first), 0o600), "")
	if !isBuilt(server, first) || isBuilt(server, stamp()) || isBuilt(server+"2", first) {
		t.Error("a server counts as built when it is there and its stamp is that of the source, and then only")
	}
}

func TestBuildTemporal_buildsOnce(t *testing.T) {
	t.Parallel()
	root := checkout(t)
	checkError(t, os.WriteFile(filepath.Join(root, serverSource, "main.go"), []byte("package main\n\nfunc main() {}\n"), 0o600), "")
	var said []string
	say := func(line string) { said = append(said, line) }
	for range 2 {
		server, err := buildTemporal(t.Context(), root, say)
		checkError(t, err, "")
		if _, err := os.Stat(server); err != nil {
			t.Fatal(err)
		}
	}
	if len(said) != 1 || !strings.Contains(said[0], "first time only") {
		t.Errorf("the person reads %q", said)
	}
	checkError(t, os.WriteFile(filepath.Join(root, serverSource, "main.go"), []byte("package main\n\nfunc main() { oops }\n"), 0o600), "")
	_, err := buildTemporal(t.Context(), root, say)
	checkError(t, err, "undefined: oops")
}

func TestProgress_tellsTheTime(t *testing.T) {
	t.Parallel()
	lines := make(chan string, 9)
	stop := progressAt(time.Millisecond, "building", func(line string) { lines <- line })
	if first, second := <-lines, <-lines; first != "building" || !strings.HasPrefix(second, "building: ") || !strings.HasSuffix(second, " s") {
		t.Errorf("the person reads %q, %q", first, second)
	}
	stop()
}

// checkout returns a directory that looks like a checkout.
func checkout(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	checkError(t, os.MkdirAll(filepath.Join(root, serverSource), 0o755), "")
	checkError(t, os.WriteFile(filepath.Join(root, serverSource, "go.mod"), []byte("module server\n\ngo 1.26.0\n"), 0o600), "")
	return root
}
