package main

import (
	"os"
	"strings"
	"testing"

	"recourse/access"
)

func TestAccess_isTheTableOfTheDocuments(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	if err := (accessCmd{}).Run(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| `GET /api/v1/cases/:case/reads` |  |  |  |  | ● | ● | ● |  |  | ● |\n",
		"| `POST /api/v1/cases/:case/actions` |  |  |  | ● | ● | ● |  |  |  |  |\n",
		"| `POST /api/v1/complaints` | ● | ● | ● | ● | ● | ● | ● | ● | ● |  |\n",
		"| `GET /metrics` |  |  |  |  |  |  |  | ● | ● |  |\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no row %s", want)
		}
	}
	if got := strings.Count(b.String(), "\n| `"); got != len(access.Table) {
		t.Errorf("%d rows for %d routes", got, len(access.Table))
	}
	text, err := os.ReadFile("../../docs/routes.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != b.String() {
		t.Error("docs/routes.md is not what recourse access prints; run make generate")
	}
}
