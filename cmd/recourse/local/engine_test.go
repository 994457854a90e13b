package local

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// elsewhere is a database that the engine is told to use and never opens.
const elsewhere = "postgres://nobody@127.0.0.1:1/none"

// killMe makes the test program an engine that runs one child and waits to be killed.
const killMe = "RECOURSE_TEST_KILL_ME"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killMe); dir != "" {
		e, err := Start(context.Background(), Options{State: dir, DatabaseURL: elsewhere, NoTemporal: true})
		if err == nil {
			err = e.Run(context.Background(), sleeper("child"))
		}
		fmt.Println(err, readPID(filepath.Join(dir, "pids", "child.pid")))
		select {}
	}
	os.Exit(m.Run())
}

func TestRun_startsAgainWhatDies(t *testing.T) {
	t.Parallel()
	e := emptyEngine(t)
	checkError(t, e.Run(t.Context(), sleeper("a")), "")
	for range 2 {
		pid := pidOf(e, "a")
		kill(t, pid)
		await(t, "another process", func() bool { now := pidOf(e, "a"); return now != 0 && now != pid })
	}
	out := e.opts.Out.(*page).String()
	if want := "a ended (signal: killed); starting it again; see " + e.Log("a") + "\n"; !strings.HasPrefix(out, want) {
		t.Errorf("the person who watches reads %q, want %q", out, want)
	}
}

func TestStop_endsInReverseOrder(t *testing.T) {
	t.Parallel()
	e := emptyEngine(t)
	order := e.state.path("order")
	for _, name := range []string{"a", "b", "c"} {
		run(t, e, script(name, `trap "echo `+name+` >> `+order+`; exit 0" TERM; echo listening; while :; do sleep 0.02; done`))
	}
	checkError(t, e.Stop(), "")
	checkError(t, e.Stop(), "")
	got, _ := os.ReadFile(order)
	if string(got) != "c\nb\na\n" {
		t.Errorf("ended in the order %q", got)
	}
	for _, name := range []string{"a", "b", "c"} {
		if pidOf(e, name) != 0 {
			t.Errorf("the process number of %s is still noted", name)
		}
	}
	checkError(t, e.Run(t.Context(), sleeper("late")), "the engine is stopped")
}

func TestStop_killsWhatIgnoresTheSignal(t *testing.T) {
	t.Parallel()
	e := emptyEngine(t)
	child := script("deaf", `trap "" TERM; echo listening; while :; do sleep 0.02; done`)
	child.StopGrace = 100 * time.Millisecond
	run(t, e, child)
	pid := pidOf(e, "deaf")
	checkError(t, e.Stop(), "")
	if err := syscall.Kill(pid, 0); !errors.Is(err, syscall.ESRCH) {
		t.Errorf("the process is still there: %v", err)
	}
	if out := e.opts.Out.(*page).String(); !strings.Contains(out, "deaf did not end within 100ms; killing it") {
		t.Errorf("nobody was told: %q", out)
	}
}

func TestStop_takesWhatAChildLeftBehind(t *testing.T) {
	t.Parallel()
	e := emptyEngine(t)
	run(t, e, script("parent", `sleep 1000 & echo $! > `+e.state.path("grandchild")+`; echo listening; wait`))
	grandchild := readPID(e.state.path("grandchild"))
	checkError(t, e.Stop(), "")
	await(t, "the grandchild's end", func() bool { return commandLine(grandchild) == "" })
}

func TestRun_saysWhyAChildIsNotReady(t *testing.T) {
	t.Parallel()
	never := func(context.Context) error { return errors.New("the door is shut") }
	for name, c := range map[string]struct {
		child Child
		want  []string
	}{
		"it ends again and again": {script("a", "echo no such file; exit 3"), []string{"a ended again and again (exit status 3)", "no such file"}},
		"it takes too long":       {Child{Name: "b", Command: sleeper("b").Command, Ready: never, ReadyWithin: 100 * time.Millisecond}, []string{"b was not ready within 100ms (the door is shut)", "(nothing)"}},
		"there is no such program": {
			Child{Name: "c", Command: func() *exec.Cmd { return exec.Command("/nonexistent/program") }}, []string{"c ended again and again", "/nonexistent/program"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := emptyEngine(t)
			err := e.Run(t.Context(), c.child)
			for _, want := range c.want {
				checkError(t, err, want)
			}
			if pid := pidOf(e, c.child.Name); pid != 0 {
				t.Errorf("process %d still runs", pid)
			}
		})
	}
}

func TestRun_endsWithItsContext(t *testing.T) {
	t.Parallel()
	e := emptyEngine(t)
	ctx, cancel := context.WithCancel(t.Context())
	child := sleeper("a")
	child.Ready = func(context.Context) error { cancel(); return errors.New("not yet") }
	if err := e.Run(ctx, child); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestEngine_takesItsChildrenAlong kills a whole engine; on Linux the kernel tells the children.
func TestEngine_takesItsChildrenAlong(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	child := killedEngine(t, dir)
	if runtime.GOOS == "linux" {
		await(t, "the child's end", func() bool { return commandLine(child) == "" })
	}
	e := startEmpty(t, dir) // elsewhere the next engine ends them
	if commandLine(child) != "" || pidOf(e, "child") != 0 {
		t.Errorf("the child of a killed engine is still there")
	}
}

// killedEngine starts an engine in another process, kills it and returns the process number of its child.
func killedEngine(t *testing.T, dir string) int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killMe+"="+dir)
	out, err := cmd.StdoutPipe()
	checkError(t, err, "")
	checkError(t, cmd.Start(), "")
	line, _ := bufio.NewReader(out).ReadString('\n')
	said, number, _ := strings.Cut(strings.TrimSpace(line), " ")
	if said != "<nil>" {
		t.Fatalf("the engine says %q", line)
	}
	pid, err := strconv.Atoi(number)
	checkError(t, err, "")
	kill(t, cmd.Process.Pid)
	_ = cmd.Wait()
	return pid
}

// emptyEngine returns an engine without servers, stopped at the end of the test.
func emptyEngine(t *testing.T) *Engine {
	t.Helper()
	return startEmpty(t, t.TempDir())
}

func startEmpty(t *testing.T, dir string) *Engine {
	t.Helper()
	return start(t, Options{State: dir, DatabaseURL: elsewhere, NoTemporal: true, Out: &page{}})
}

// start starts an engine and stops it at the end of the test.
func start(t *testing.T, opts Options) *Engine {
	t.Helper()
	e, err := Start(t.Context(), opts)
	checkError(t, err, "")
	t.Cleanup(func() { checkError(t, e.Stop(), "") })
	return e
}

// run puts a child under the engine's care. It is ready when it prints "listening".
func run(t *testing.T, e *Engine, child Child) {
	t.Helper()
	child.Ready = func(context.Context) error {
		if !strings.Contains(tailLog(e.Log(child.Name), 0, 1), "listening") {
			return errors.New("not listening yet")
		}
		return nil
	}
	checkError(t, e.Run(t.Context(), child), "")
}

// sleeper is a child that does nothing for long.
func sleeper(name string) Child {
	return Child{Name: name, Command: func() *exec.Cmd { return exec.Command("sleep", "1000") }}
}

// script is a child that runs a shell script.
func script(name, text string) Child {
	return Child{Name: name, Command: func() *exec.Cmd { return exec.Command("sh", "-c", text) }}
}

func pidOf(e *Engine, name string) int { return readPID(e.state.pidFile(name)) }

func kill(t *testing.T, pid int) {
	t.Helper()
	if pid <= 1 {
		t.Fatalf("there is no process to kill: %d", pid)
	}
	checkError(t, syscall.Kill(pid, syscall.SIGKILL), "")
}

// await waits until something is so.
func await(t *testing.T, what string, so func() bool) {
	t.Helper()
	deadline := time.After(20 * time.Second)
	for !so() {
		select {
		case <-deadline:
			t.Fatalf("waited in vain for %s", what)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// checkError compares an error with the part of its text that is due; empty means no error is.
func checkError(t *testing.T, err error, want string) {
	t.Helper()
	switch {
	case err == nil && want == "":
	case err == nil || want == "" || !strings.Contains(err.Error(), want):
		t.Fatalf("got error %v, want one with %q", err, want)
	}
}

// page keeps what a person would read. Several children write to it.
type page struct {
	mu   sync.Mutex
	text strings.Builder
}

func (p *page) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(b)
}

func (p *page) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}
