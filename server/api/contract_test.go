package api_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
)

// load reads the contract.
func load(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(api.Contract)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestContract_isValid(t *testing.T) {
	t.Parallel()
	doc := load(t)
	if err := doc.Validate(t.Context(), openapi3.EnableExamplesValidation()); err != nil {
		t.Error(err)
	}
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Errorf("the contract is OpenAPI %s, want 3.1", doc.OpenAPI)
	}
}

// TestContract_knowsTheWordsOfTheLaw compares the closed lists of the contract
// with those of the house.
func TestContract_knowsTheWordsOfTheLaw(t *testing.T) {
	t.Parallel()
	schemas := load(t).Components.Schemas
	var units, bases []string
	for _, u := range []law.Unit{law.CalendarDay, law.BusinessDay, law.Month, law.Year} {
		units = append(units, string(u))
	}
	for _, b := range []law.Basis{law.Primary, law.Secondary, law.Recalled, law.Product} {
		bases = append(bases, string(b))
	}
	for name, c := range map[string]struct {
		schema *openapi3.Schema
		want   []string
	}{
		"Entity":     {schemas["Entity"].Value, law.EntityCodes()},
		"Channel":    {schemas["Channel"].Value, complaint.Channels},
		"Principle":  {schemas["Principle"].Value, complaint.Principles},
		"PersonType": {schemas["PersonType"].Value, complaint.PersonTypes},
		"Rule.unit":  {schemas["Rule"].Value.Properties["unit"].Value, units},
		"Rule.basis": {schemas["Rule"].Value.Properties["basis"].Value, bases},
	} {
		var got []string
		for _, v := range c.schema.Enum {
			got = append(got, v.(string))
		}
		slices.Sort(got)
		if want := slices.Sorted(slices.Values(c.want)); !slices.Equal(got, want) {
			t.Errorf("%s is one of %v, want %v", name, got, want)
		}
	}
}

// TestContract_isComplete expects of every call what a reader needs.
func TestContract_isComplete(t *testing.T) {
	t.Parallel()
	doc := load(t)
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			name := method + " " + path
			params := slices.Concat(item.Parameters, op.Parameters)
			has := func(param string) bool {
				return slices.ContainsFunc(params, func(p *openapi3.ParameterRef) bool { return p.Value.Name == param })
			}
			if op.OperationID == "" || op.Summary == "" || len(op.Tags) == 0 {
				t.Errorf("%s lacks an identifier, a summary or a tag", name)
			}
			if method == "POST" && !has("Idempotency-Key") {
				t.Errorf("%s takes no Idempotency-Key", name)
			}
			if method == "GET" && path != "/clock" && (!has("If-None-Match") || op.Responses.Value("304") == nil) {
				t.Errorf("%s cannot be asked whether anything is new", name)
			}
			if op.Responses.Default() == nil {
				t.Errorf("%s does not say what a fault of ours looks like", name)
			}
			examples(t, name, op)
		}
	}
}

// examples expects an example of every JSON body that is sent.
func examples(t *testing.T, name string, op *openapi3.Operation) {
	t.Helper()
	if op.RequestBody == nil {
		return
	}
	if media := op.RequestBody.Value.Content.Get("application/json"); media != nil && len(media.Examples) == 0 {
		t.Errorf("%s has no example of its body", name)
	}
}
