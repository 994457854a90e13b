package e2e

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"recourse/cmd/recourse/bench"
)

// process is a program that we started.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
	err  error         // how it ended
}

// launch starts a program in a process group of its own. It is told to end when
// the tests are killed. It does not inherit where the database and Temporal of
// these tests are.
func launch(out io.Writer, env []string, name string, args ...string) (*process, error) {
	p := &process{cmd: exec.Command(name, args...), done: make(chan struct{})}
	p.cmd.Stdout, p.cmd.Stderr = out, out
	p.cmd.Env = append(bareEnv(), env...)
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	dieWithParent(p.cmd.SysProcAttr)
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // the process ends with the thread that started it
		defer runtime.UnlockOSThread()
		defer close(p.done)
		err := p.cmd.Start()
		started <- err
		if err == nil {
			p.err = p.cmd.Wait()
		}
	}()
	return p, <-started
}

// run runs one command of the program against the installation and returns what
// it prints.
func (i *installation) run(t *testing.T, args ...string) string {
	t.Helper()
	out := &writer{}
	p, err := launch(out, []string{"DATABASE_URL=" + readEnv(t, i.envFile())["DATABASE_URL"]}, program, args...)
	check(t, err)
	if <-p.done; p.err != nil {
		t.Fatalf("recourse %s: %v\n%s", args[0], p.err, out)
	}
	return out.String()
}

// bareEnv is the environment without the settings of Recourse.
func bareEnv() []string {
	return slices.DeleteFunc(os.Environ(), func(setting string) bool {
		name, _, _ := strings.Cut(setting, "=")
		return name == "DATABASE_URL" || name == "ERASURE_REGISTER_URL" || strings.HasPrefix(name, "TEMPORAL_") || strings.HasPrefix(name, "RECOURSE_") || strings.HasPrefix(name, "SENDGRID_")
	})
}

// over reports whether the process has ended.
func (p *process) over() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

func (p *process) signal(sig syscall.Signal) error { return p.cmd.Process.Signal(sig) }

// pid is the process number of a part of the installation; 0 while it does not
// run.
func (i *installation) pid(name string) int {
	text, err := os.ReadFile(filepath.Join(i.state, "pids", name+".pid"))
	if err != nil {
		return 0
	}
	pid, _ := strconv.Atoi(strings.TrimSpace(string(text))) // 0 when it is being written
	return pid
}

// send sends a signal to a part of the installation and returns its number.
func (i *installation) send(t *testing.T, name string, sig syscall.Signal) int {
	t.Helper()
	pid := i.pid(name)
	if pid == 0 {
		t.Fatalf("%s does not run", name)
	}
	if err := syscall.Kill(pid, sig); err != nil {
		t.Fatalf("%v to %s: %v", sig, name, err)
	}
	return pid
}

// awaitAnother waits until a part of the installation runs as another process.
func (i *installation) awaitAnother(t *testing.T, name string, than int) {
	t.Helper()
	await(t, name+" to be started again", time.Minute, func() bool { pid := i.pid(name); return pid != 0 && pid != than })
}

// family returns the processes of the installation: when each was born, by
// number.
func (i *installation) family(t *testing.T) map[int]string {
	t.Helper()
	pids, err := bench.Descendants(i.up.cmd.Process.Pid)
	check(t, err)
	for _, name := range parts {
		pids = append(pids, i.pid(name))
	}
	all := map[int]string{}
	for _, pid := range pids {
		if birth := born(pid); birth != "" {
			all[pid] = birth
		}
	}
	if len(all) < len(parts) {
		t.Errorf("the installation runs as %d processes, want %d at least", len(all), len(parts))
	}
	return all
}

// parts are the processes that an installation keeps running.
var parts = []string{"postgres", "temporal", "server", "worker"}

// living returns those of the processes that still run.
func living(family map[int]string) []int {
	var left []int
	for pid, birth := range family {
		if born(pid) == birth {
			left = append(left, pid)
		}
	}
	return left
}

// await waits for something to become true.
func await(t *testing.T, what string, within time.Duration, isSo func() bool) {
	t.Helper()
	begun := time.Now()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for !isSo() {
		if time.Since(begun) > within {
			t.Fatalf("waited %s in vain for %s", within, what)
		}
		select {
		case <-t.Context().Done():
			t.Fatalf("waiting for %s: %v", what, t.Context().Err())
		case <-tick.C:
		}
	}
}

// until waits for an instant.
func until(ctx context.Context, at time.Time) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Until(at)):
	}
}

// check ends the test on an error.
func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// writer keeps what a process prints.
type writer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (w *writer) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(p)
}

// String returns what was printed up to now.
func (w *writer) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}
