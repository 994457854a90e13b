package local

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"
)

const (
	// restartFirst and restartMost bound the pause before a child that died is started again; it
	// doubles from one to the other.
	restartFirst, restartMost = 100 * time.Millisecond, 2 * time.Second
	// steadyAfter is how long a child must have run for the pause to begin anew.
	steadyAfter = 10 * time.Second
	// stopGrace is how long a child may take to end after its stop signal, unless it says otherwise.
	stopGrace = 10 * time.Second
	// readyWithin is the time a child has to become ready, unless it says otherwise.
	readyWithin = 60 * time.Second
	// settledAfter is how long a child without a readiness question must have run to count as ready.
	settledAfter = 500 * time.Millisecond
	// readyDeaths is how often it may die before that.
	readyDeaths = 5
	// pollEvery is the pause between two looks at something that becomes true by itself.
	pollEvery = 50 * time.Millisecond
)

// Child is a program that shall run for as long as the engine does.
type Child struct {
	// Name is unique within an engine. It names the log and the process number file.
	Name string
	// Command makes the command afresh for each start. Its output goes to the log.
	Command func() *exec.Cmd
	// Ready is asked again and again until it returns nil. Nil: it is ready when it has not died for
	// half a second.
	Ready func(context.Context) error
	// ReadyWithin is the time it has for that; zero means a minute.
	ReadyWithin time.Duration
	// StopSignal asks it to end; zero means SIGTERM.
	StopSignal syscall.Signal
	// StopGrace is the time it has for that before it is killed; zero means ten seconds.
	StopGrace time.Duration
}

// process is a child under supervision.
type process struct {
	child Child
	state *state
	out   io.Writer
	from  int64 // where in the log this supervision began

	quit chan struct{} // closed when it shall not be started again
	done chan struct{} // closed when it has ended for good

	mu      sync.Mutex
	current *exec.Cmd // nil between two lives
	since   time.Time // when the current life began
	deaths  int
	ended   error // how the last life ended
}

func newProcess(child Child, st *state, out io.Writer) (*process, error) {
	child.ReadyWithin = cmp.Or(child.ReadyWithin, readyWithin)
	child.StopSignal = cmp.Or(child.StopSignal, syscall.SIGTERM)
	child.StopGrace = cmp.Or(child.StopGrace, stopGrace)
	from, err := beginLog(st.log(child.Name))
	if err != nil {
		return nil, err
	}
	return &process{child: child, state: st, out: out, from: from, quit: make(chan struct{}), done: make(chan struct{})}, nil
}

// loop starts the child again whenever it ends. It keeps its system thread to itself and never gives it
// back: on Linux the child is told to end when the thread that started it does.
func (p *process) loop() {
	runtime.LockOSThread()
	defer close(p.done)
	for pause := restartFirst; ; pause = min(2*pause, restartMost) {
		began := time.Now()
		err := p.live()
		if p.quitting() {
			return
		}
		if time.Since(began) > steadyAfter {
			pause = restartFirst
		}
		p.mu.Lock()
		p.deaths, p.ended = p.deaths+1, err
		p.mu.Unlock()
		fmt.Fprintf(p.out, "%s ended (%s); starting it again; see %s\n", p.child.Name, reason(err), p.state.log(p.child.Name))
		select {
		case <-p.quit:
			return
		case <-time.After(pause):
		}
	}
}

// live is one life of the child, from start to end.
func (p *process) live() error {
	log, err := openLog(p.state.log(p.child.Name))
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := p.child.Command()
	cmd.Stdout, cmd.Stderr = log, log
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true // a Ctrl-C at the terminal is for us alone
	dieWithParent(cmd.SysProcAttr, p.child.StopSignal)
	if err := p.begin(cmd); err != nil {
		return err
	}
	err = cmd.Wait()
	p.mu.Lock()
	p.current = nil
	p.mu.Unlock()
	p.state.forgetPID(p.child.Name)
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // what it left in its process group
	return err
}

// begin starts the command, unless the child shall end.
func (p *process) begin(cmd *exec.Cmd) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.quitting() {
		return errors.New("told to end")
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("starting the program: %w", err)
	}
	p.current, p.since = cmd, time.Now()
	if err := p.state.rememberPID(p.child.Name, cmd.Process.Pid); err != nil {
		fmt.Fprintf(p.out, "%s runs, but: %v\n", p.child.Name, err)
	}
	return nil
}

// awaitReady returns nil when the child is ready, and an error that quotes its log when it died too
// often, took too long, or ctx ended.
func (p *process) awaitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, p.child.ReadyWithin)
	defer cancel()
	for {
		running, deaths, last := p.look()
		if deaths > readyDeaths {
			return p.unready("ended again and again", last)
		}
		if running {
			if last = p.ask(ctx); last == nil {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.Canceled) {
				return fmt.Errorf("waiting for %s: %w", p.child.Name, ctx.Err())
			}
			return p.unready(fmt.Sprintf("was not ready within %s", p.child.ReadyWithin), last)
		case <-time.After(pollEvery):
		}
	}
}

// ask puts the readiness question once.
func (p *process) ask(ctx context.Context) error {
	if p.child.Ready != nil {
		return p.child.Ready(ctx)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if time.Since(p.since) < settledAfter {
		return errors.New("it has only just started")
	}
	return nil
}

// unready words the error of a child that did not become ready.
func (p *process) unready(what string, cause error) error {
	path := p.state.log(p.child.Name)
	return fmt.Errorf("%s %s (%s); the end of %s says:\n%s", p.child.Name, what, reason(cause), path, tailLog(path, p.from, 10))
}

// look returns whether the child runs, how often it died and how it died last.
func (p *process) look() (running bool, deaths int, ended error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.current != nil, p.deaths, p.ended
}

// stop ends the child for good: first politely, after the grace by force. It may be called twice.
func (p *process) stop() {
	p.mu.Lock()
	if !p.quitting() {
		close(p.quit)
	}
	p.mu.Unlock()
	p.signal(p.child.StopSignal, false)
	select {
	case <-p.done:
		return
	case <-time.After(p.child.StopGrace):
	}
	fmt.Fprintf(p.out, "%s did not end within %s; killing it\n", p.child.Name, p.child.StopGrace)
	p.signal(syscall.SIGKILL, true)
	<-p.done
}

// signal sends a signal to the child, or to its whole process group.
func (p *process) signal(sig syscall.Signal, group bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.current == nil {
		return
	}
	_ = p.current.Process.Signal(sig)
	if group {
		_ = syscall.Kill(-p.current.Process.Pid, sig)
	}
}

func (p *process) quitting() bool {
	select {
	case <-p.quit:
		return true
	default:
		return false
	}
}

// reason words how a program ended, or why it is not ready.
func reason(err error) string {
	if err == nil {
		return "exit status 0"
	}
	return err.Error()
}

// rememberPID writes the process number of a child, for people and tests, and its command line, by
// which the next engine knows that the number is not somebody else's by now.
func (s *state) rememberPID(name string, pid int) error {
	if err := os.WriteFile(s.pidFile(name), []byte(strconv.Itoa(pid)+"\n"), 0o644); err != nil {
		return fmt.Errorf("noting the process number: %w", err)
	}
	if err := os.WriteFile(s.pidFile(name)+commandSuffix, []byte(commandLine(pid)), 0o600); err != nil {
		return fmt.Errorf("noting the command line: %w", err)
	}
	return nil
}

// forgetPID removes both files.
func (s *state) forgetPID(name string) {
	_ = os.Remove(s.pidFile(name))
	_ = os.Remove(s.pidFile(name) + commandSuffix)
}
