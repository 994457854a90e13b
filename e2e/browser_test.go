package e2e

import (
	"bufio"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"recourse/access"
)

var (
	scenario = flag.String("scenario", "", "with TestBrowser: only the scenarios whose names match this pattern of JavaScript")
	pictures = flag.String("pictures", filepath.Join(root, "var", "pictures"), "with TestBrowser: the folder for pictures of the pages")
)

// browsingTime is how long all scenarios may take.
const browsingTime = 20 * time.Minute

// A real browser files, follows and acts, with scripts and without, by keyboard
// alone, at 320 px, in other languages; axe looks at every page, and pictures of
// them are kept. The scenarios are in folder browser.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestBrowser(t *testing.T) {
	i := quiet.ready(t)
	told, tells := io.Pipe()
	p, err := launch(tells, i.browsing(t), "node", scenarios(t)...)
	check(t, err)
	late := time.AfterFunc(browsingTime, func() { _ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL) }) // the browser too
	defer late.Stop()
	go func() { <-p.done; _ = tells.Close() }()
	n := tell(t, told)
	if <-p.done; p.err != nil && !t.Failed() || n == 0 {
		t.Errorf("the browser ended after %d scenarios: %v", n, p.err)
	}
}

// scenarios are the arguments by which node runs them, one file after the other.
func scenarios(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("browser/*.test.mjs")
	check(t, err)
	args := []string{"--test", "--test-concurrency=1", "--test-reporter=./browser/reporter.mjs", "--test-reporter-destination=stdout"}
	if *scenario != "" {
		args = append(args, "--test-name-pattern="+*scenario)
	}
	return append(args, files...)
}

// browsing are the variables by which the scenarios know the installation.
func (i *installation) browsing(t *testing.T) []string {
	t.Helper()
	shots, err := filepath.Abs(*pictures)
	check(t, err)
	check(t, os.RemoveAll(shots))
	check(t, os.MkdirAll(shots, 0o755))
	t.Logf("pictures of the pages are in %s", shots)
	return []string{
		"BROWSER_PROGRAM=" + chromium(t), "BROWSER_BASE=http://" + i.listen, "BROWSER_STATE=" + i.state, "BROWSER_PICTURES=" + shots,
		"BROWSER_WORDS=" + keep(t, "words.json", allWords(t)), "BROWSER_ROUTES=" + keep(t, "routes.json", pageRoutes()),
	}
}

// keep writes what the scenarios read.
func keep(t *testing.T, name string, what any) string {
	t.Helper()
	text, err := json.Marshal(what)
	check(t, err)
	path := filepath.Join(t.TempDir(), name)
	check(t, os.WriteFile(path, text, 0o600))
	return path
}

// chromium is the browser on this machine.
func chromium(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("sh", filepath.Join(root, "tools", "browser")).Output()
	if err != nil {
		t.Fatalf("no browser is on this machine: run make browser, which says how to get one (%v)", err)
	}
	return strings.TrimSpace(string(out))
}

// allWords are the sentences of the pages by language and name.
func allWords(t *testing.T) map[string]map[string]any {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "words", "*.yaml"))
	check(t, err)
	if len(files) == 0 {
		t.Fatal("there are no words where the scenarios look for them")
	}
	all := map[string]map[string]any{}
	for _, f := range files {
		if strings.HasPrefix(filepath.Base(f), "law.") {
			continue // the law's own words, by their English
		}
		text, err := os.ReadFile(f)
		check(t, err)
		sentences := map[string]any{}
		check(t, yaml.Unmarshal(text, &sentences))
		parts := strings.Split(filepath.Base(f), ".")
		language := parts[len(parts)-2] // staff.en.yaml is English too
		if all[language] == nil {
			all[language] = map[string]any{}
		}
		for id, sentence := range sentences {
			all[language][id] = sentence
		}
	}
	return all
}

// pageRoute is a page and who may open it.
type pageRoute struct {
	Route string   `json:"route"`
	Roles []string `json:"roles"`
}

// pageRoutes are the pages of the table of routes.
func pageRoutes() []pageRoute {
	var all []pageRoute
	for _, r := range access.Table {
		if r.Method != http.MethodGet || strings.HasPrefix(r.Route, "/api/") {
			continue
		}
		p := pageRoute{Route: r.Route}
		for _, role := range r.Roles {
			p.Roles = append(p.Roles, string(role))
		}
		all = append(all, p)
	}
	return all
}

// tell reads what became of each scenario and tells it as a test of its own. It
// returns how many there were.
func tell(t *testing.T, from io.Reader) int {
	t.Helper()
	n := 0
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct {
			Scenario, Says, Error string
			Failed                bool
			MS                    int
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Log(lines.Text()) // of node or the browser itself
			continue
		}
		if line.Says != "" {
			t.Log(line.Says)
			continue
		}
		n++
		t.Run(line.Scenario, func(t *testing.T) {
			t.Logf("%d ms", line.MS)
			if line.Failed {
				t.Error(line.Error)
			}
		})
	}
	check(t, lines.Err())
	return n
}
