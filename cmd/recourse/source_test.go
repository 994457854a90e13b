package main

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// tree is the root of the source tree, seen from the tests of this package.
const tree = "../.."

// inTree returns a file of the tree.
func inTree(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(tree, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// dangerous are packages by which holes come in, and the folders that have a
// reason to use them: programs are started on a developer's machine only, letters
// are plain text, and what is drawn by lot there is guessed by nobody's harm.
var dangerous = map[string][]string{
	"C":              nil,
	"unsafe":         nil,
	"plugin":         nil,
	"encoding/xml":   nil,
	"encoding/gob":   nil,
	"expvar":         nil,
	"net/http/pprof": nil,
	"net/rpc":        nil,
	"crypto/des":     nil,
	"crypto/md5":     nil,
	"crypto/rc4":     nil,
	"crypto/rsa":     nil,
	"crypto/sha1":    {"server"}, // by which lists of breached passwords name them
	"math/rand":      nil,
	"math/rand/v2":   {"mail", "cmd/recourse/bench", "cmd/recourse/local", "cmd/recourse/noise", "cmd/recourse/simulation"},
	"os/exec":        {"cmd/recourse", "cmd/recourse/local"},
	"text/template":  {"mail"},
	"net/smtp":       nil,
	"log/syslog":     nil,
}

// sources calls f with every Go file that is no test, by its path in the tree.
func sources(t *testing.T, f func(path string)) {
	t.Helper()
	err := filepath.WalkDir(tree, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains([]string{"node_modules", ".git", "var", "bin", "tools"}, d.Name()):
			return filepath.SkipDir
		case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
			rel, err := filepath.Rel(tree, path)
			f(filepath.ToSlash(rel))
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSource_importsNothingDangerous(t *testing.T) {
	t.Parallel()
	files := 0
	sources(t, func(path string) {
		files++
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(tree, path), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		folder := filepath.ToSlash(filepath.Dir(path))
		for _, i := range parsed.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if may, named := dangerous[name]; named && !slices.Contains(may, folder) {
				t.Errorf("%s imports %s", path, name)
			}
		}
	})
	if files < 100 {
		t.Errorf("only %d files were looked at", files)
	}
}

// TestSource_holdsNoneOf looks for words that open a door in whatever package they
// stand: other origins, certificates that are not looked at, old TLS.
func TestSource_holdsNoneOf(t *testing.T) {
	t.Parallel()
	door := regexp.MustCompile(`Access-Control-Allow|middleware\.CORS|InsecureSkipVerify|VersionTLS1[01]|VersionSSL`)
	sources(t, func(path string) {
		if found := door.FindString(inTree(t, path)); found != "" {
			t.Errorf("%s holds %s", path, found)
		}
	})
}

// TestSource_patternsAreConstants: patterns are made once, when the program starts,
// and of nothing that somebody has written.
func TestSource_patternsAreConstants(t *testing.T) {
	t.Parallel()
	patterns := 0
	sources(t, func(path string) {
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(tree, path), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			_, within := d.(*ast.FuncDecl)
			ast.Inspect(d, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && makesPattern(call) {
					patterns++
					if within {
						t.Errorf("%s makes a pattern while it runs", path)
					}
				}
				return true
			})
		}
	})
	if patterns < 5 {
		t.Errorf("only %d patterns were looked at", patterns)
	}
}

// makesPattern reports whether a call compiles a regular expression.
func makesPattern(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	of, ok := f.X.(*ast.Ident)
	return ok && of.Name == "regexp" && (strings.Contains(f.Sel.Name, "Compile") || strings.HasPrefix(f.Sel.Name, "Match"))
}

// TestSource_logsToStandardErrorAlone holds the inventory of logs to its word: the
// one logger is made in one place.
func TestSource_logsToStandardErrorAlone(t *testing.T) {
	t.Parallel()
	makes := regexp.MustCompile(`\bslog\.New(JSON|Text)Handler|\blog\.(New|SetOutput|Print\w*|Fatal\w*)\(`)
	sources(t, func(path string) {
		if path != "cmd/recourse/config.go" && makes.MatchString(inTree(t, path)) {
			t.Errorf("%s makes a log of its own", path)
		}
	})
	if !strings.Contains(inTree(t, "cmd/recourse/config.go"), "slog.NewJSONHandler(os.Stderr") {
		t.Error("the log does not go to standard error")
	}
}

// TestScripts_openNoDoor looks for what makes text a script, keeps data in the
// browser or listens to other windows.
func TestScripts_openNoDoor(t *testing.T) {
	t.Parallel()
	door := regexp.MustCompile(`\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|document\.cookie|postMessage|"message"|"paste"|localStorage|sessionStorage|indexedDB|__proto__`)
	scripts, err := filepath.Glob(filepath.Join(tree, "ui/scripts/*.js"))
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, path := range scripts {
		if found := door.FindString(inTree(t, "ui/scripts/"+filepath.Base(path))); found != "" {
			t.Errorf("%s holds %q", filepath.Base(path), found)
		}
	}
	pages, err := filepath.Glob(filepath.Join(tree, "ui/page/*.templ"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, path := range pages {
		if text := inTree(t, "ui/page/"+filepath.Base(path)); regexp.MustCompile(`templ\.(Raw|JS|Unsafe|SafeCSS)|<style|style=|<script>|\bon\w+=`).MatchString(text) {
			t.Errorf("%s writes markup, script or style past the escaping", filepath.Base(path))
		}
	}
}

// TestPackages_areFixedByDigest looks at the packages of the pages; those of the
// program are fixed by go.sum, without which nothing is built.
func TestPackages_areFixedByDigest(t *testing.T) {
	t.Parallel()
	var lock struct {
		Packages map[string]struct {
			Integrity string `json:"integrity"`
		} `json:"packages"`
	}
	if err := json.Unmarshal([]byte(inTree(t, "ui/package-lock.json")), &lock); err != nil {
		t.Fatal(err)
	}
	if len(lock.Packages) < 5 {
		t.Errorf("only %d packages", len(lock.Packages))
	}
	for name, p := range lock.Packages {
		if name != "" && !strings.HasPrefix(p.Integrity, "sha512-") {
			t.Errorf("%s is not fixed by a digest", name)
		}
	}
	if !strings.Contains(inTree(t, "ui/.npmrc"), "ignore-scripts=true") {
		t.Error("packages may run scripts when they are installed")
	}
	if strings.Contains(inTree(t, "go.mod"), "\nreplace ") {
		t.Error("a module is replaced")
	}
}

// TestImage_holdsTheProgramAlone looks at what is in the image, and as whom it runs.
func TestImage_holdsTheProgramAlone(t *testing.T) {
	t.Parallel()
	stages := strings.Split(inTree(t, "Dockerfile"), "\nFROM ")
	last := strings.Split(stages[len(stages)-1], "\n")
	if last[0] != "scratch" {
		t.Errorf("the image is made from %s", last[0])
	}
	var copied, user []string
	for _, line := range last {
		switch words := strings.Fields(line); {
		case len(words) == 0:
		case words[0] == "COPY":
			copied = append(copied, words[len(words)-1])
		case words[0] == "USER":
			user = append(user, words[1])
		}
	}
	if want := []string{"/etc/ssl/certs/", "/recourse"}; !slices.Equal(copied, want) {
		t.Errorf("the image holds %q, want %q", copied, want)
	}
	if len(user) != 1 || strings.HasPrefix(user[0], "0") || user[0] == "root" {
		t.Errorf("the image runs as %q", user)
	}
	for _, name := range []string{".git", ".env", "var"} {
		if !slices.Contains(strings.Split(inTree(t, ".dockerignore"), "\n"), name) {
			t.Errorf("%s can come into the image", name)
		}
	}
}
