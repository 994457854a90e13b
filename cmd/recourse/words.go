package main

import (
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"

	"recourse/words"
)

// wordsCmd helps translators.
type wordsCmd struct {
	Missing wordsMissingCmd `cmd:"" help:"Print what a language still lacks, in English and in the form of its files."`
}

// wordsMissingCmd prints what a language lacks.
type wordsMissingCmd struct {
	Language string `arg:"" help:"Code of the language, for example sv."`
}

// Run prints the entries that LANGUAGE.yaml lacks, and then those of
// law.LANGUAGE.yaml. Nothing is printed for a language that is complete.
func (w *wordsMissingCmd) Run(out io.Writer) error {
	missing, err := words.Lacking(w.Language)
	if err != nil {
		return err
	}
	section := func(name string, n int, what any) error {
		if n == 0 {
			return nil
		}
		text, err := yaml.Marshal(what)
		if err != nil {
			return fmt.Errorf("print what %s lacks: %w", name, err)
		}
		_, err = fmt.Fprintf(out, "# %s\n%s", name, text)
		return err
	}
	if err := section(w.Language+".yaml", len(missing.Entries), missing.Entries); err != nil {
		return err
	}
	return section("law."+w.Language+".yaml", len(missing.Sayings), missing.Sayings)
}
