package local

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

const (
	serverSource = "tools/temporal"
	// progressEvery is the pause between two lines of progress.
	progressEvery = 10 * time.Second
)

// errNoServer says how else to get a Temporal server.
var errNoServer = errors.New("no Temporal server: " + serverSource + " is not found from here upwards. Run from a checkout, put the temporal program on PATH, or set TEMPORAL_ADDRESS")

// findRoot returns the checkout: the given one, or the first directory that holds tools/temporal on the
// way up from the working directory or from this program.
func findRoot(given string) (string, error) {
	starts := []string{given}
	if given == "" {
		here, _ := os.Getwd()
		program, _ := os.Executable()
		starts = []string{here, filepath.Dir(program)}
	}
	for _, dir := range starts {
		for ; dir != "" && dir != "."; dir = filepath.Dir(dir) {
			if _, err := os.Stat(filepath.Join(dir, serverSource, "go.mod")); err == nil {
				return dir, nil
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
	}
	return "", errNoServer
}

// buildTemporal returns the path of the built server. It is built when there is none or when its source
// is not the one it was built from. Engines that want it at the same time wait for one another.
func buildTemporal(ctx context.Context, root string, say func(string)) (string, error) {
	source, server := filepath.Join(root, serverSource), filepath.Join(root, "bin", "temporal-server")
	stamp, err := sourceStamp(source)
	if err != nil || isBuilt(server, stamp) {
		return server, err
	}
	if err := os.MkdirAll(filepath.Dir(server), 0o755); err != nil {
		return "", fmt.Errorf("making room for the server: %w", err)
	}
	what := "building the Temporal server, first time only, 3-8 minutes"
	if _, err := os.Stat(server); err == nil {
		what = "building the Temporal server again, for its source has changed"
	}
	stop := progressAt(progressEvery, what, say)
	defer stop()
	unlock, err := lockBuild(ctx, server+".lock")
	if err != nil {
		return "", err
	}
	defer unlock()
	if isBuilt(server, stamp) { // by the engine we waited for
		return server, nil
	}
	if err := compile(ctx, source, server+".new"); err != nil {
		return "", fmt.Errorf("building the Temporal server: %w", err)
	}
	if err := os.Rename(server+".new", server); err != nil {
		return "", fmt.Errorf("putting the server in its place: %w", err)
	}
	if err := os.WriteFile(server+".stamp", []byte(stamp), 0o644); err != nil {
		return "", fmt.Errorf("noting what the server was built from: %w", err)
	}
	return server, nil
}

// compile builds the server's module with the Go toolchain that is on PATH.
func compile(ctx context.Context, source, target string) error {
	if _, err := exec.LookPath("go"); err != nil {
		return fmt.Errorf("the go command is not on PATH; get it from https://go.dev/dl, or put the temporal program on PATH: %w", err)
	}
	build := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-ldflags=-s -w", "-o", target, ".")
	build.Dir, build.Env = source, append(os.Environ(), "GOWORK=off")
	build.SysProcAttr = &syscall.SysProcAttr{}
	dieWithParent(build.SysProcAttr, syscall.SIGTERM)
	runtime.LockOSThread() // the compiler ends with the thread that started it
	defer runtime.UnlockOSThread()
	return finish(build)
}

// sourceStamp is the hash of everything the server is built from.
func sourceStamp(source string) (string, error) {
	files, err := filepath.Glob(filepath.Join(source, "*"))
	if err != nil {
		return "", fmt.Errorf("listing the source of the server: %w", err)
	}
	sum := sha256.New()
	for _, file := range files { // sorted
		name := filepath.Base(file)
		if strings.HasSuffix(name, "_test.go") || (filepath.Ext(name) != ".go" && name != "go.mod" && name != "go.sum") {
			continue
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("reading the source of the server: %w", err)
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(content), content)
	}
	return fmt.Sprintf("%x\n", sum.Sum(nil)), nil
}

// isBuilt says whether the server is there and was built from the stamped source.
func isBuilt(server, stamp string) bool {
	_, err := os.Stat(server)
	built, errStamp := os.ReadFile(server + ".stamp")
	return err == nil && errStamp == nil && string(built) == stamp
}

// lockBuild waits until no other engine builds the server.
func lockBuild(ctx context.Context, path string) (unlock func(), err error) {
	lock, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("opening the lock of the build: %w", err)
	}
	for syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		select {
		case <-ctx.Done():
			lock.Close()
			return nil, fmt.Errorf("waiting for another build of the server: %w", ctx.Err())
		case <-time.After(pollEvery):
		}
	}
	return func() { lock.Close() }, nil
}

// progressAt says what is being done, and at every tick for how long, until stop is called.
func progressAt(every time.Duration, what string, say func(string)) (stop func()) {
	began, done, ended := time.Now(), make(chan struct{}), make(chan struct{})
	say(what)
	go func() {
		defer close(ended)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case now := <-tick.C:
				say(fmt.Sprintf("%s: %.0f s", what, now.Sub(began).Seconds()))
			}
		}
	}()
	return func() { close(done); <-ended }
}
