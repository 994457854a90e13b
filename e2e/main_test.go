package e2e

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var (
	record = flag.Bool("record", false, "with TestRehearsal: write the histories of the roads for the replay tests of package workflows")
	seed   = flag.Uint64("seed", uint64(time.Now().UnixNano())%100_000, "what decides at random in the tests that kill; give it again to repeat a run")
)

// program is the built binary under test.
var program = filepath.Join(root, "bin", "recourse")

// root is the checkout.
const root = ".."

func TestMain(m *testing.M) {
	flag.Parse()
	if err := checkBuilt(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	status := m.Run()
	for _, i := range []*installation{rehearsed, asking, quiet, ruled} {
		i.remove()
	}
	os.Exit(status)
}

// checkBuilt says what to do when the binaries are missing or older than what
// they are built from.
func checkBuilt() error {
	for name, remedy := range map[string]string{
		"recourse":        "make build",
		"temporal-server": "make build, then bin/recourse local -- true (it takes some minutes the first time)",
	} {
		if _, err := os.Stat(filepath.Join(root, "bin", name)); err != nil {
			return fmt.Errorf("bin/%s is missing: run %s", name, remedy)
		}
	}
	built, err := os.Stat(program)
	if err != nil {
		return err
	}
	newest, at, err := newestSource()
	if err != nil {
		return fmt.Errorf("look for sources: %w", err)
	}
	if at.After(built.ModTime()) {
		return fmt.Errorf("bin/recourse is older than %s: run make build", newest)
	}
	return nil
}

// newestSource finds the file that was changed last of those that go into the
// program.
func newestSource() (newest string, at time.Time, err error) {
	err = eachSource(func(path string, entry fs.DirEntry) error {
		info, err := entry.Info()
		if err == nil && info.ModTime().After(at) {
			newest, at = path, info.ModTime()
		}
		return err
	})
	return newest, at, err
}

// eachSource visits the files that the program is built from.
func eachSource(visit func(path string, entry fs.DirEntry) error) error {
	apart := map[string]bool{"bin": true, "var": true, "e2e": true, "docs": true, "tools": true, "node_modules": true, "dist": true, "testdata": true}
	built := map[string]bool{".go": true, ".sql": true, ".yaml": true, ".json": true, ".toml": true}
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		name := entry.Name()
		switch {
		case errors.Is(err, fs.ErrNotExist): // gone while we looked
			return nil
		case err != nil:
			return err
		case entry.IsDir() && path != root && (apart[name] || strings.HasPrefix(name, ".")):
			return filepath.SkipDir
		case entry.IsDir() || !built[filepath.Ext(name)] || strings.HasSuffix(name, "_test.go") || filepath.Dir(path) == root:
			return nil
		}
		return visit(path, entry)
	})
}
