package main

import (
	"strings"
	"testing"
)

func TestWordsMissing(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := (&wordsMissingCmd{Language: "xx"}).Run(&out); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"# xx.yaml\n", "nav.start: About this service", "# law.xx.yaml\n", "- en: Conciliation\n  says: Conciliation\n"} {
		if !strings.Contains(out.String(), text) {
			t.Errorf("what a new language lacks does not hold %q", text)
		}
	}
}
