package local

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// logMost is the size in bytes above which a log is set aside at the next start of the engine; one
// earlier log is kept.
const logMost = 10 << 20

// beginLog sets a log aside that has grown too long and returns where the new entries will begin.
func beginLog(path string) (int64, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, nil
	case err != nil:
		return 0, fmt.Errorf("looking at the log: %w", err)
	case info.Size() <= logMost:
		return info.Size(), nil
	}
	if err := os.Rename(path, path+".1"); err != nil {
		return 0, fmt.Errorf("setting the log aside: %w", err)
	}
	return 0, nil
}

// openLog opens a log to append to.
func openLog(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o640)
	if err != nil {
		return nil, fmt.Errorf("opening the log: %w", err)
	}
	return f, nil
}

// tailLog returns the last lines of what was written to a log after an offset.
func tailLog(path string, from int64, lines int) string {
	f, err := os.Open(path)
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	if size, err := f.Seek(0, io.SeekEnd); err == nil {
		_, _ = f.Seek(max(from, size-16<<10), io.SeekStart)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return err.Error()
	}
	return lastLines(string(text), lines)
}

// lastLines returns the last n lines of a text, or "(nothing)".
func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) > n {
		lines = lines[len(lines)-n:]
	}
	if joined := strings.Join(lines, "\n"); joined != "" {
		return joined
	}
	return "(nothing)"
}
