package local

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

func TestStart_refusesASecondEngine(t *testing.T) {
	t.Parallel()
	first := emptyEngine(t)
	_, err := Start(t.Context(), Options{State: first.state.dir, DatabaseURL: elsewhere, NoTemporal: true})
	checkError(t, err, "is in use by another recourse")
	checkError(t, first.Stop(), "")
	startEmpty(t, first.state.dir)
}

func TestStart_namesATakenAddress(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	checkError(t, err, "")
	defer l.Close()
	dir := t.TempDir()
	_, err = Start(t.Context(), Options{State: dir, DatabaseURL: elsewhere, NoTemporal: true, Listen: []string{l.Addr().String()}})
	checkError(t, err, l.Addr().String()+" cannot be served on")
	checkError(t, err, "choose another address with --listen")
	startEmpty(t, dir) // the failed start has let go of the directory
}

func TestStart_refusesADamagedMemory(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	checkError(t, os.WriteFile(filepath.Join(dir, memoryFile), []byte(`{"cluster":`), 0o600), "")
	_, err := Start(t.Context(), Options{State: dir, DatabaseURL: elsewhere, NoTemporal: true})
	checkError(t, err, "reading "+filepath.Join(dir, memoryFile))
}

func TestStart_endsLeftoversAndNothingElse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := startEmpty(t, dir)
	leftover, stranger := background(t, exec.Command("sleep", "1000")), background(t, exec.Command("sleep", "1000"))
	checkError(t, first.state.rememberPID("leftover", leftover), "")
	checkError(t, first.state.rememberPID("stranger", stranger), "")
	checkError(t, os.WriteFile(first.state.pidFile("stranger")+commandSuffix, []byte("sleep 2000"), 0o600), "")
	checkError(t, first.Stop(), "")

	second := startEmpty(t, dir)
	if commandLine(leftover) != "" {
		t.Error("the leftover is still there")
	}
	if commandLine(stranger) == "" {
		t.Error("a program that only has the number of a leftover was ended")
	}
	if pidOf(second, "leftover")+pidOf(second, "stranger") != 0 {
		t.Error("the numbers of an earlier start are still noted")
	}
}

func TestPort(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	checkError(t, err, "")
	defer l.Close()
	taken := l.Addr().(*net.TCPAddr).Port
	s := emptyEngine(t).state

	port, err := s.port(&s.memory.PostgresPort, taken, false)
	checkError(t, err, "")
	if port <= taken || port > taken+portSpan {
		t.Errorf("got port %d beside the taken %d", port, taken)
	}
	again := &state{dir: s.dir}
	checkError(t, again.recall(), "")
	if again.memory.PostgresPort != port {
		t.Errorf("port %d was not remembered: %+v", port, again.memory)
	}
	if repeated, err := again.port(&again.memory.PostgresPort, taken, false); err != nil || repeated != port {
		t.Errorf("the next engine gets %d (%v), want %d again", repeated, err, port)
	}
}

func TestLog_isSetAsideWhenItHasGrown(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.log")
	from, err := beginLog(path)
	checkError(t, err, "")
	checkError(t, os.WriteFile(path, []byte("first\nsecond\nthird\n"), 0o600), "")
	if got := tailLog(path, from, 2); got != "second\nthird" {
		t.Errorf("the end is %q", got)
	}
	if from, _ = beginLog(path); from != 19 {
		t.Errorf("a short log begins again at %d", from)
	}
	if got := tailLog(path, from, 2); got != "(nothing)" {
		t.Errorf("the end of nothing new is %q", got)
	}
	checkError(t, os.Truncate(path, logMost+1), "")
	from, err = beginLog(path)
	checkError(t, err, "")
	if _, err := os.Stat(path + ".1"); err != nil || from != 0 {
		t.Errorf("a long log is not set aside: %v, begins at %d", err, from)
	}
}

func TestEnv_leadsToTheEngine(t *testing.T) {
	t.Parallel()
	e := &Engine{DatabaseURL: "d", TemporalAddress: "t", Namespace: "n"}
	env := "\n" + strings.Join(e.Env(), "\n") + "\n"
	for _, want := range []string{"DATABASE_URL=d", "TEMPORAL_ADDRESS=t", "TEMPORAL_NAMESPACE=n"} {
		if !strings.Contains(env, "\n"+want+"\n") {
			t.Errorf("%s is not in the environment", want)
		}
	}
}

// background starts a program that the engine does not know, and returns its number.
func background(t *testing.T, cmd *exec.Cmd) int {
	t.Helper()
	checkError(t, cmd.Start(), "")
	done := make(chan struct{})
	go func() { defer close(done); _ = cmd.Wait() }()
	t.Cleanup(func() { _ = cmd.Process.Signal(syscall.SIGKILL); <-done })
	await(t, "program "+strconv.Itoa(cmd.Process.Pid), func() bool { return commandLine(cmd.Process.Pid) != "" })
	return cmd.Process.Pid
}
