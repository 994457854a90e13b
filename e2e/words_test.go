package e2e

import (
	"bufio"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"recourse/cmd/recourse/rehearsal"
	"recourse/law"
)

// telling is the least length, in letters, of a word that tells something by
// itself.
const telling = 6

// privateWords returns what the people of the rehearsal have said: names and
// addresses, whole sentences, and every longer word that the programs do not
// use themselves.
func privateWords(t *testing.T) []string {
	t.Helper()
	known := vocabulary(t)
	all := map[string]bool{}
	for _, road := range rehearsal.Roads {
		p := road.Filing.Person
		for _, said := range []string{p.Name, p.Email, p.Phone, p.Address, p.Identifier, road.Filing.Represented} {
			all[said] = true
		}
		for _, part := range words(p.Name) {
			if utf8.RuneCountInString(part) > 3 && !known[part] {
				all[part] = true
			}
		}
		for _, text := range texts(t, road) {
			for _, sentence := range sentences(text) {
				all[sentence] = true
			}
			for _, word := range words(text) {
				if utf8.RuneCountInString(word) >= telling && !known[word] {
					all[word] = true
				}
			}
		}
	}
	delete(all, "")
	return slices.Sorted(maps.Keys(all))
}

// texts returns the free texts of a road: those of the filing and the private
// ones of the acts.
func texts(t *testing.T, road rehearsal.Road) []string {
	t.Helper()
	all := []string{road.Filing.Narrative, road.Filing.Wanted, road.Filing.AskedBefore}
	for _, step := range road.Steps {
		if step.Action == "" {
			continue
		}
		_, private, err := law.ParseData(step.Action, step.Data)
		check(t, err)
		all = append(all, slices.Collect(maps.Values(private))...)
	}
	return all
}

// sentences takes a text apart. What is shorter than two words could be
// anybody's.
func sentences(text string) []string {
	var all []string
	for _, s := range regexp.MustCompile(`[.!?:;]\s+|\n`).Split(text, -1) {
		if s = strings.Trim(s, ` .!?"`); strings.Contains(s, " ") {
			all = append(all, s)
		}
	}
	return all
}

// words takes a text apart, in small letters.
func words(text string) []string {
	return regexp.MustCompile(`\p{L}+`).FindAllString(strings.ToLower(text), -1)
}

// vocabulary holds the words that the programs use themselves: those of the
// sources, the rehearsal apart, and those of the Temporal server, which has a
// good deal to say in its log.
func vocabulary(t *testing.T) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	check(t, eachSource(func(path string, _ fs.DirEntry) error {
		if strings.Contains(filepath.ToSlash(path), "/rehearsal/") {
			return nil
		}
		text, err := os.ReadFile(path)
		for _, word := range words(string(text)) {
			known[word] = true
		}
		return err
	}))
	spoken(t, filepath.Join(root, "bin", "temporal-server"), known)
	return known
}

// spoken adds the plain words that a program holds.
func spoken(t *testing.T, path string, known map[string]bool) {
	t.Helper()
	f, err := os.Open(path)
	check(t, err)
	defer f.Close()
	in := bufio.NewReaderSize(f, 1<<20)
	var word []byte
	for {
		b, err := in.ReadByte()
		if err != nil {
			return
		}
		switch {
		case b >= 'a' && b <= 'z':
			word = append(word, b)
			continue
		case b >= 'A' && b <= 'Z' && len(word) == 0: // a new word begins in the middle of a name, as in workerNotFound
			word = append(word, b|0x20)
			continue
		}
		if len(word) >= telling {
			known[string(word)] = true
		}
		word = word[:0]
		if b >= 'A' && b <= 'Z' {
			word = append(word, b|0x20)
		}
	}
}

// found lists those of the words that a text holds, in either case.
func found(list []string, text string) []string {
	text = strings.ToLower(text)
	inText := map[string]bool{}
	for _, w := range words(text) {
		inText[w] = true
	}
	var hits []string
	for _, said := range list {
		small := strings.ToLower(said)
		if strings.Trim(small, "abcdefghijklmnopqrstuvwxyz") == "" {
			if inText[small] {
				hits = append(hits, said)
			}
		} else if strings.Contains(text, small) {
			hits = append(hits, said)
		}
	}
	return hits
}

// lineWith returns the first line of a text that holds a word, in either case.
func lineWith(word, text string) string {
	for line := range strings.Lines(text) {
		if at := strings.Index(strings.ToLower(line), strings.ToLower(word)); at >= 0 {
			return strings.TrimSpace(line[:min(len(line), at+200)])
		}
	}
	return ""
}
