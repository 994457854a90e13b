package main

import (
	"io"
	"os"

	"recourse/complaint"
)

// terminal shows what commands print. What comes from files of others, such as a
// pack or a dump, could command a terminal; where one is at the other end, it is
// shown instead. A file or another program gets everything as it is.
func terminal(f *os.File) io.Writer {
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return f
	}
	return inert{f}
}

// inert makes hidden characters visible on the way.
type inert struct{ io.Writer }

// Write writes a text; a call writes whole characters.
func (w inert) Write(b []byte) (int, error) {
	if _, err := io.WriteString(w.Writer, complaint.Inert(string(b))); err != nil {
		return 0, err
	}
	return len(b), nil
}
