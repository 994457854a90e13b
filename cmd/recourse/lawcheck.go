package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"recourse/law"
)

type lawCheckCmd struct {
	Files []string `arg:"" optional:"" help:"Pack files (YAML)."`
}

// Run checks each file against the schema and the loader, and fails if one has a
// fault.
func (c lawCheckCmd) Run(out io.Writer) error {
	schema, err := packSchema()
	if err != nil {
		return err
	}
	files, read := c.Files, os.ReadFile
	if len(files) == 0 {
		read = func(name string) ([]byte, error) { return fs.ReadFile(law.Files(), name) }
		if files, err = fs.Glob(law.Files(), "packs/*.yaml"); err != nil {
			return fmt.Errorf("list packs: %w", err)
		}
	}
	texts, unread := map[string][]byte{}, map[string]error{}
	for _, name := range files {
		text, err := read(name)
		if err != nil {
			unread[name] = err
			continue
		}
		texts[name] = text
	}
	packs, faults := law.ReadPacks(texts)
	faulty := 0
	for _, name := range files {
		found := packFaults(schema, texts[name], faults[name])
		if unread[name] != nil {
			found = []string{unread[name].Error()}
		}
		if len(found) > 0 {
			faulty++
		}
		report(out, name, packs[name], found)
	}
	if faulty > 0 {
		return fmt.Errorf("%d of %d pack files have faults", faulty, len(files))
	}
	return nil
}

// report prints one line per fault, or one that all is well.
func report(out io.Writer, name string, p *law.Pack, faults []string) {
	for _, f := range faults {
		fmt.Fprintf(out, "%s: %s\n", name, f)
	}
	if len(faults) == 0 {
		fmt.Fprintf(out, "%s: %s %s is sound, %d rules\n", name, p.ID, p.Version, len(p.Rules))
	}
}

// packSchema compiles the schema of packs.
func packSchema() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(law.Schema()))
	if err != nil {
		return nil, fmt.Errorf("read the schema of packs: %w", err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("pack.json", doc); err != nil {
		return nil, fmt.Errorf("read the schema of packs: %w", err)
	}
	schema, err := c.Compile("pack.json")
	if err != nil {
		return nil, fmt.Errorf("compile the schema of packs: %w", err)
	}
	return schema, nil
}

// packFaults lists what is wrong with a pack, by line. The schema finds all
// faults of form at once; what it cannot see, the loader has found.
func packFaults(schema *jsonschema.Schema, text []byte, found error) []string {
	value, err := law.Plain(text)
	if err != nil {
		return []string{err.Error()}
	}
	if err := schema.Validate(value); err != nil {
		var invalid *jsonschema.ValidationError
		if !errors.As(err, &invalid) {
			return []string{err.Error()}
		}
		return slices.Compact(schemaFaults(invalid, text))
	}
	if found != nil {
		return []string{found.Error()}
	}
	return nil
}

// schemaFaults lists the innermost faults the schema has found.
func schemaFaults(e *jsonschema.ValidationError, text []byte) []string {
	if name, ok := e.ErrorKind.(*kind.PropertyNames); ok {
		at := []string{"rules", name.Property} // the only names the schema lists; the library does not keep the place
		return []string{fmt.Sprintf("line %d: %s: there is no such rule", lineOf(text, at), strings.Join(at, "."))}
	}
	if len(e.Causes) == 0 {
		says := e.ErrorKind.LocalizedString(message.NewPrinter(language.English))
		at := strings.Join(e.InstanceLocation, ".")
		if at == "" {
			at = "pack"
		}
		return []string{fmt.Sprintf("line %d: %s: %s", lineOf(text, e.InstanceLocation), at, says)}
	}
	var out []string
	for _, cause := range e.Causes {
		out = append(out, schemaFaults(cause, text)...)
	}
	slices.SortStableFunc(out, byLine)
	return out
}

// byLine orders faults by the line they begin with.
func byLine(a, b string) int {
	var x, y int
	_, _ = fmt.Sscanf(a, "line %d", &x) // faults are written so above
	_, _ = fmt.Sscanf(b, "line %d", &y)
	return x - y
}

// lineOf finds the line of a place in a YAML text, or of the nearest place around
// it that exists.
func lineOf(text []byte, path []string) int {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil || len(doc.Content) == 0 {
		return 1
	}
	node, line := doc.Content[0], doc.Content[0].Line
	for _, name := range path {
		child, at := childOf(node, name)
		if child == nil {
			break
		}
		node, line = child, at
	}
	return line
}

// childOf returns the value of a key or the element of a list, with its line.
func childOf(node *yaml.Node, name string) (*yaml.Node, int) {
	if node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	switch node.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == name {
				return node.Content[i+1], node.Content[i].Line
			}
		}
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(name); err == nil && i < len(node.Content) {
			return node.Content[i], node.Content[i].Line
		}
	default: // a single value holds nothing
	}
	return nil, 0
}
