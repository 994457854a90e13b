package words

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Missing is what a language lacks, in English, in the form of its files: entries
// of the file for residents, and what the law says.
type Missing struct {
	Entries map[string]any
	Sayings []Saying
}

// Lacking returns what a translator of a language has still to write; everything
// for a language that has no files yet. An error is a file that cannot be read.
func Lacking(lang string) (Missing, error) {
	var m Missing
	english, err := entries("en.yaml")
	if err != nil {
		return m, err
	}
	have, err := entries(lang + ".yaml")
	if err != nil {
		return m, err
	}
	for id := range have {
		delete(english, id)
	}
	m.Entries = english
	said, err := sayings("law.en.yaml")
	if err != nil {
		return m, err
	}
	done, err := sayings("law." + lang + ".yaml")
	if err != nil {
		return m, err
	}
	for _, s := range said {
		if !slices.ContainsFunc(done, func(d Saying) bool { return d.En == s.En && d.Says != "" }) {
			m.Sayings = append(m.Sayings, Saying{s.En, cmp.Or(s.Says, s.En)})
		}
	}
	return m, nil
}

// entries are those of a file; none of a file that is not there.
func entries(name string) (map[string]any, error) {
	text, err := files.ReadFile(name)
	if err != nil {
		return nil, nil //nolint:nilerr // a language without the file lacks everything
	}
	list := map[string]any{}
	if err := yaml.Unmarshal(text, &list); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return list, nil
}

func sayings(name string) ([]Saying, error) {
	if _, err := fs.Stat(files, name); err != nil {
		return nil, nil //nolint:nilerr // a language without the file lacks everything
	}
	return ReadSayings(files, name)
}
