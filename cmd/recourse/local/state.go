package local

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	pidSuffix     = ".pid"
	commandSuffix = ".command"
	// memoryFile remembers what an earlier engine chose.
	memoryFile = "engine.json"
)

// memory is what one engine leaves to the next on the same state directory.
type memory struct {
	// Cluster is where the database is, when it is not below the state directory.
	Cluster string `json:"cluster,omitempty"`
	// PostgresPort and TemporalPort are taken again when they are free.
	PostgresPort int `json:"postgres_port,omitempty"`
	TemporalPort int `json:"temporal_port,omitempty"`
}

// state is a state directory that this process holds the lock of.
type state struct {
	dir    string // absolute
	lock   *os.File
	memory memory
}

// openState makes the directory where it is missing, locks it and stops what a killed engine may have
// left running on it.
func openState(ctx context.Context, dir string) (*state, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("finding the state directory: %w", err)
	}
	s := &state{dir: dir}
	for _, d := range []string{dir, s.path("log"), s.path("pids")} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			return nil, fmt.Errorf("making the state directory: %w", err)
		}
	}
	if err := s.claim(); err != nil {
		return nil, err
	}
	if err := s.recall(); err != nil {
		return nil, errors.Join(err, s.close())
	}
	if err := s.stopLeftovers(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// claim takes the lock, which the kernel frees when this process ends, however it ends.
func (s *state) claim() error {
	lock, err := os.OpenFile(s.path("lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return fmt.Errorf("opening the lock of the state directory: %w", err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		lock.Close()
		return fmt.Errorf("%s is in use by another recourse: stop that one, or choose another directory with --state", s.dir)
	}
	s.lock = lock
	return nil
}

// recall reads what an earlier engine remembered. A damaged file is an error: guessing could hide data.
func (s *state) recall() error {
	raw, err := os.ReadFile(s.path(memoryFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &s.memory)
	}
	if err != nil {
		return fmt.Errorf("reading %s: %w", s.path(memoryFile), err)
	}
	return nil
}

// remember writes the memory for the next engine, whole or not at all.
func (s *state) remember() error {
	raw, err := json.MarshalIndent(s.memory, "", "  ")
	if err != nil {
		return fmt.Errorf("encoding the memory: %w", err)
	}
	passing := s.path(memoryFile + ".new")
	if err := os.WriteFile(passing, append(raw, '\n'), 0o644); err != nil {
		return fmt.Errorf("writing the memory: %w", err)
	}
	if err := os.Rename(passing, s.path(memoryFile)); err != nil {
		return fmt.Errorf("writing the memory: %w", err)
	}
	return nil
}

// port chooses a port: the remembered one, else the usual one, else the next free one above. With
// anyPort it begins somewhere at random.
func (s *state) port(remembered *int, usual int, anyPort bool) (int, error) {
	wanted := usual
	switch {
	case *remembered != 0:
		wanted = *remembered
	case anyPort:
		wanted = 20000 + rand.IntN(10000) // below the ports the system gives to outgoing connections
	}
	port, err := freePort(wanted)
	if err != nil {
		return 0, err
	}
	if port == *remembered {
		return port, nil
	}
	*remembered = port
	return port, s.remember()
}

// stopLeftovers ends children of an engine that was killed, so that two of a kind never work on the
// same data. A number that belongs to another program by now is left alone.
func (s *state) stopLeftovers(ctx context.Context) error {
	files, err := filepath.Glob(s.path("pids", "*"+pidSuffix))
	if err != nil {
		return fmt.Errorf("looking for processes of an earlier start: %w", err)
	}
	for _, file := range files {
		pid := readPID(file)
		command, err := os.ReadFile(file + commandSuffix)
		if err == nil && len(command) > 0 && commandLine(pid) == string(command) {
			if err := end(ctx, pid, string(command)); err != nil {
				return err
			}
		}
		s.forgetPID(strings.TrimSuffix(filepath.Base(file), pidSuffix))
	}
	return nil
}

// end asks a process that is not our child to end, and kills it after the grace.
func end(ctx context.Context, pid int, command string) error {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGKILL} {
		_ = syscall.Kill(pid, sig)
		deadline := time.Now().Add(stopGrace)
		for time.Now().Before(deadline) {
			if commandLine(pid) != command {
				return nil
			}
			select {
			case <-ctx.Done():
				return fmt.Errorf("waiting for process %d of an earlier start: %w", pid, ctx.Err())
			case <-time.After(pollEvery):
			}
		}
	}
	return fmt.Errorf("process %d of an earlier start does not end: %s", pid, command)
}

// readPID returns the process number in the first line of a file, or 0.
func readPID(file string) int {
	raw, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(raw), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil {
		return 0
	}
	return pid
}

func (s *state) path(parts ...string) string {
	return filepath.Join(append([]string{s.dir}, parts...)...)
}
func (s *state) log(name string) string     { return s.path("log", name+".log") }
func (s *state) pidFile(name string) string { return s.path("pids", name+pidSuffix) }

// close lets go of the directory.
// close lets the lock go. It is unlocked, not only closed: a program that is being
// started holds copies of its parent's files for an instant, this one among them.
func (s *state) close() error {
	if err := errors.Join(syscall.Flock(int(s.lock.Fd()), syscall.LOCK_UN), s.lock.Close()); err != nil {
		return fmt.Errorf("unlocking the state directory: %w", err)
	}
	return nil
}

// remove deletes the directory and a database kept elsewhere.
func (s *state) remove() error {
	if s.memory.Cluster != "" {
		if err := os.RemoveAll(s.memory.Cluster); err != nil {
			return fmt.Errorf("removing the database: %w", err)
		}
	}
	if err := os.RemoveAll(s.dir); err != nil {
		return fmt.Errorf("removing the state directory: %w", err)
	}
	return nil
}
