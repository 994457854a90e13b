package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTerminal_isNotCommanded(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	n, err := fmt.Fprintf(inert{&out}, "%s: line 7: no rule %q\n", "pack\x1b]0;owned\x07.yaml", "\u202e54D")
	if err != nil || n == 0 || strings.ContainsAny(out.String(), "\x1b\x07") || !strings.Contains(out.String(), "pack�]0;owned�.yaml: line 7") {
		t.Errorf("printed %q, %d, %v", out.String(), n, err)
	}
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if terminal(f) != f {
		t.Error("a file does not get everything as it is")
	}
}
