package ui

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
)

func TestNew_saysHowToBuildWhatIsMissing(t *testing.T) {
	t.Parallel()
	for name, dist := range map[string]fstest.MapFS{
		"nothing built":         {".gitignore": {Data: []byte("*")}},
		"a file is missing":     {"manifest.json": {Data: []byte(`{"app.css": "app-1.css", "app.js": "app-2.js", "icon.svg": "icon-3.svg"}`)}},
		"a name is missing":     {"manifest.json": {Data: []byte(`{}`)}},
		"the manifest is empty": {"manifest.json": {Data: []byte(``)}},
	} {
		_, err := newPages(Options{Service: newFake(), Sessions: memory{}}, dist)
		if err == nil || name != "the manifest is empty" && !strings.Contains(err.Error(), "run make build") {
			t.Errorf("%s: error %v does not say what to run", name, err)
		}
	}
}

func TestAsset(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	a := b.get("/assets/app-1.css").want(http.StatusOK)
	if got := a.header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("Cache-Control %q", got)
	}
	if got := a.header.Get("Content-Type"); !strings.HasPrefix(got, "text/css") {
		t.Errorf("Content-Type %q", got)
	}
	for _, path := range []string{"/assets/", "/assets/no.css", "/assets/.gitignore", "/assets/manifest.json", "/assets/folder", "/assets/../ui.go", "/assets/%2e%2e/ui.go"} {
		if a := b.get(path); a.status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, a.status)
		}
	}
}
