package server

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"recourse/access"
	"recourse/server/api"
)

// docsText and docsStyle are the page of the API's documentation, which is made
// from the contract alone and asks no third party for anything.
var (
	//go:embed docs.html
	docsText string
	//go:embed docs.css
	docsStyle []byte
)

// group is the calls of one tag.
type group struct {
	Name, Says string
	Calls      []call
}

// call is one operation as the page shows it.
type call struct {
	*openapi3.Operation
	Method, Path string
	Who          []string // roles that may call it
}

// renderDocs makes the page from the contract.
func renderDocs() ([]byte, error) {
	doc, err := openapi3.NewLoader().LoadFromData(api.Contract)
	if err != nil {
		return nil, fmt.Errorf("read the contract: %w", err)
	}
	page, err := template.New("docs").Funcs(template.FuncMap{
		"prose": prose, "kind": schemaKind, "link": schemaLink, "sorted": sortedResponses, "example": example, "needs": slices.Contains[[]string],
	}).Parse(docsText)
	if err != nil {
		return nil, fmt.Errorf("read the template: %w", err)
	}
	var out bytes.Buffer
	err = page.Execute(&out, map[string]any{"Doc": doc, "Groups": groups(doc), "Problems": problems()})
	return out.Bytes(), err
}

// groups sorts the operations by tag, in the order of the contract's tags.
func groups(doc *openapi3.T) []group {
	var out []group
	for _, tag := range doc.Tags {
		g := group{Name: tag.Name, Says: tag.Description}
		for _, p := range slices.Sorted(maps.Keys(doc.Paths.Map())) {
			for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
				op := doc.Paths.Value(p).GetOperation(method)
				if op != nil && op.Tags[0] == tag.Name {
					op.Parameters = append(slices.Clone(doc.Paths.Value(p).Parameters), op.Parameters...)
					g.Calls = append(g.Calls, call{op, method, p, who(method, p)})
				}
			}
		}
		out = append(out, g)
	}
	return out
}

var pathParam = regexp.MustCompile(`\{(\w+)\}`)

// who lists the roles that may make a call.
func who(method, contractPath string) []string {
	rule, _ := access.Find(method, apiBase+pathParam.ReplaceAllString(contractPath, ":$1"))
	out := make([]string, len(rule.Roles))
	for i, r := range rule.Roles {
		out[i] = string(r)
	}
	return out
}

// answerOf is a response with its status.
type answerOf struct {
	Status string
	*openapi3.Response
}

func sortedResponses(all *openapi3.Responses) []answerOf {
	var out []answerOf
	for status, r := range all.Map() {
		out = append(out, answerOf{status, r.Value})
	}
	slices.SortFunc(out, func(a, b answerOf) int { return strings.Compare(a.Status, b.Status) })
	return out
}

// schemaKind says in a few words what a schema is.
func schemaKind(s *openapi3.SchemaRef) string {
	v := s.Value
	switch {
	case s.Ref != "":
		return path.Base(s.Ref)
	case v.Type.Is("array"):
		return "list of " + schemaKind(v.Items)
	case v.Format != "":
		return v.Format
	case v.Type != nil:
		return strings.Join(*v.Type, " or ")
	}
	return "object"
}

// schemaLink returns the name of the schema that a schema is, lists or refers
// to; "" for a plain one.
func schemaLink(s *openapi3.SchemaRef) string {
	if s.Ref == "" && s.Value.Items != nil {
		s = s.Value.Items
	}
	if s.Ref == "" {
		return ""
	}
	return path.Base(s.Ref)
}

// example writes a value as indented JSON.
func example(v any) (string, error) {
	text, err := json.MarshalIndent(v, "", "  ")
	return string(text), err
}

var (
	strong = regexp.MustCompile(`\*\*(.+?)\*\*`)
	mono   = regexp.MustCompile("`(.+?)`")
)

// prose turns paragraphs with **strong** and `code` words into HTML.
func prose(text string) template.HTML {
	text = template.HTMLEscapeString(strings.TrimSpace(text))
	text = mono.ReplaceAllString(strong.ReplaceAllString(text, "<strong>$1</strong>"), "<code>$1</code>")
	paragraphs := strings.Split(text, "\n\n")
	return template.HTML("<p>" + strings.Join(paragraphs, "</p>\n<p>") + "</p>") //nolint:gosec // the text is the embedded contract, and escaped above
}

// kind is one kind of problem.
type kind struct {
	Name   string
	Status int
	Title  string
}

// problems lists the kinds of problem by status.
func problems() []kind {
	var out []kind
	for status, name := range kindOf {
		out = append(out, kind{name, status, http.StatusText(status)})
	}
	out = append(out, kind{"fault", http.StatusInternalServerError, http.StatusText(http.StatusInternalServerError)})
	slices.SortFunc(out, func(a, b kind) int { return a.Status - b.Status })
	return out
}
