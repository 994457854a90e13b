package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// asvs is how many requirements of level 1 and 2 each section of OWASP ASVS 5.0.0
// has. They come first in their section, so that the count tells their numbers:
// 70 of level 1 and 183 of level 2.
var asvs = map[string]int{
	"1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
	"2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
	"3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
	"4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
	"5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
	"6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
	"7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
	"8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
	"9.1": 3, "9.2": 4,
	"10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
	"11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
	"12.1": 3, "12.2": 2, "12.3": 4,
	"13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
	"14.1": 2, "14.2": 4, "14.3": 3,
	"15.1": 3, "15.2": 3, "15.3": 7,
	"16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
	"17.1": 1, "17.2": 4, "17.3": 2,
}

// requirement is an identifier as ASVS writes it, with its release.
var requirement = regexp.MustCompile(`v5\.0\.0-(\d+\.\d+)\.(\d+)`)

func TestSecurity_answersEveryRequirementOnce(t *testing.T) {
	t.Parallel()
	answers := map[string]int{}
	for _, m := range requirement.FindAllStringSubmatch(inTree(t, "docs/security.md"), -1) {
		n, err := strconv.Atoi(m[2])
		if err != nil || n < 1 || n > asvs[m[1]] {
			t.Errorf("%s is no requirement of level 1 or 2", m[0])
		}
		answers[m[1]+"."+m[2]]++
	}
	for section, count := range asvs {
		for n := range count {
			id := fmt.Sprintf("%s.%d", section, n+1)
			if answers[id] != 1 {
				t.Errorf("%s is answered %d times", id, answers[id])
			}
		}
	}
}

var (
	namedTest   = regexp.MustCompile("`([a-z][a-z0-9_/]*)\\.((?:Test|Fuzz|Benchmark)\\w*)`")
	namedTarget = regexp.MustCompile("`make ([a-z]+)`")
	namedFile   = regexp.MustCompile("`([\\w.-]+/[\\w./-]+\\.(?:go|md|js|sql|templ|yaml|json)|Makefile|Dockerfile|[\\w.-]+\\.(?:yml|md))`")
	linked      = regexp.MustCompile(`\]\(([^)#]+)(?:#[^)]*)?\)`)
)

// levelOne are the requirements of level 1.
const levelOne = " 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1 2.1.1 2.2.1 2.2.2 2.3.1 3.2.1 3.2.2 3.3.1 3.4.1 3.4.2 3.5.1 3.5.2 3.5.3 " +
	"4.1.1 4.4.1 5.2.1 5.2.2 5.3.1 5.3.2 6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2 " +
	"7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 8.1.1 8.2.1 8.2.2 8.3.1 9.1.1 9.1.2 9.1.3 9.2.1 10.4.1 10.4.2 10.4.3 10.4.4 10.4.5 " +
	"11.3.1 11.3.2 11.4.1 12.1.1 12.2.1 12.2.2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1 "

// TestSecurity_countsRight compares the table at the top with what follows.
func TestSecurity_countsRight(t *testing.T) {
	t.Parallel()
	text := inTree(t, "docs/security.md")
	counts, heading := map[string][2]int{}, ""
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "## ") {
			heading = line
		}
		kind := "does not apply"
		switch {
		case strings.HasPrefix(line, "| v5.0.0-") && strings.HasPrefix(heading, "## V"):
			kind = "met"
		case strings.HasPrefix(line, "| v5.0.0-") && strings.Contains(heading, "not met"):
			kind = "not met"
		case strings.HasPrefix(line, "| v5.0.0-"):
			kind = "task of whoever runs it"
		}
		for _, m := range requirement.FindAllStringSubmatch(line, -1) {
			n := counts[kind]
			if strings.Contains(levelOne, " "+m[1]+"."+m[2]+" ") {
				n[0]++
			} else {
				n[1]++
			}
			counts[kind] = n
		}
	}
	for kind, n := range counts {
		want := regexp.MustCompile(fmt.Sprintf(`(?m)^\| \[?%s\]?(\(#[^)]*\))? \| %d \| %d \| %d \|$`, kind, n[0], n[1], n[0]+n[1]))
		if !want.MatchString(text) {
			t.Errorf("%s: the table at the top does not say %d, %d, %d", kind, n[0], n[1], n[0]+n[1])
		}
	}
}

// byDocument marks a requirement that asks for a document and for nothing else.
const byDocument = "document"

// metBy returns the requirements that are met, with what shows it: the last cell of
// each row below the heading of a chapter.
func metBy(text string) map[string]string {
	shown := map[string]string{}
	chapter := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "## ") {
			chapter = regexp.MustCompile(`^## V\d+ `).MatchString(line)
		}
		if cells := strings.Split(strings.Trim(line, "|\n"), " | "); chapter && strings.HasPrefix(line, "| v5.0.0-") {
			shown[strings.TrimSpace(cells[0])] = strings.TrimSpace(cells[len(cells)-1])
		}
	}
	return shown
}

func TestSecurity_showsWhatIsMet(t *testing.T) {
	t.Parallel()
	shown := metBy(inTree(t, "docs/security.md"))
	if len(shown) < 100 {
		t.Errorf("only %d requirements have a row in their chapter", len(shown))
	}
	for id, by := range shown {
		if !namedTest.MatchString(by) && !namedTarget.MatchString(by) && by != byDocument {
			t.Errorf("%s is shown by %q, which is no test", id, by)
		}
	}
}

// testsOf returns the test functions of the tree, each as folder.name.
func testsOf(t *testing.T) map[string]bool {
	t.Helper()
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w*)\(`)
	found := map[string]bool{}
	err := filepath.WalkDir(tree, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || d.Name() == "var" || d.Name() == "bin"):
			return filepath.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(tree, filepath.Dir(path))
		for _, m := range declared.FindAllStringSubmatch(string(text), -1) {
			found[filepath.ToSlash(folder)+"."+m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestSecurity_namesWhatThereIs(t *testing.T) {
	t.Parallel()
	text, tests, targets := inTree(t, "docs/security.md"), testsOf(t), inTree(t, "Makefile")
	for _, m := range namedTest.FindAllStringSubmatch(text, -1) {
		if !tests[m[1]+"."+m[2]] {
			t.Errorf("there is no test %s in %s", m[2], m[1])
		}
	}
	for _, m := range namedTarget.FindAllStringSubmatch(text, -1) {
		if !strings.Contains(targets, "\n"+m[1]+":") {
			t.Errorf("there is no target %s", m[1])
		}
	}
	var files []string
	for _, m := range namedFile.FindAllStringSubmatch(text, -1) {
		files = append(files, m[1])
	}
	for _, m := range linked.FindAllStringSubmatch(text, -1) {
		files = append(files, filepath.Join("docs", m[1]))
	}
	for _, f := range files {
		if _, err := os.Stat(filepath.Join(tree, f)); err != nil {
			t.Errorf("there is no file %s", f)
		}
	}
}
