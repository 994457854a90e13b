package server

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"recourse/server/api"
)

func TestDocs_showEveryCallAndAskNobodyElse(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.visitor().get("/api/docs").is(http.StatusOK)
	text := string(a.body)
	doc, err := openapi3.NewLoader().LoadFromData(api.Contract)
	if err != nil {
		t.Fatal(err)
	}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			if !strings.Contains(text, "<h3 id=\""+op.OperationID+"\"><code>"+method+" "+path+"</code>") {
				t.Errorf("%s %s is not shown", method, path)
			}
		}
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(text, -1) {
		if ids[m[1]] {
			t.Errorf("the anchor %q is there twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`(?:href|src)="([^"]+)"`).FindAllStringSubmatch(text, -1) {
		if anchor, ok := strings.CutPrefix(m[1], "#"); ok && !ids[anchor] {
			t.Errorf("the link to %q leads nowhere", m[1])
		} else if !ok && !strings.HasPrefix(m[1], "/api/") {
			t.Errorf("the page asks for %s", m[1])
		}
	}
	if strings.Contains(text, "<script") || strings.Contains(text, "style=") || strings.Contains(text, "ZgotmplZ") {
		t.Error("the page holds a script, a style or something unsafe")
	}
	for _, p := range problems() {
		if !ids[p.Name] {
			t.Errorf("the problem %s has no anchor", p.Name)
		}
	}
	h.visitor().get("/api/docs.css").is(http.StatusOK)
	if raw := h.visitor().get("/api/openapi.yaml").is(http.StatusOK); string(raw.body) != string(api.Contract) {
		t.Error("the contract is not served as written")
	}
}
