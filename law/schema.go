package law

import (
	_ "embed"
	"fmt"
	"io/fs"

	"go.yaml.in/yaml/v3"
)

//go:embed packs/schema.json
var schema []byte

// Schema returns the JSON schema that every pack file meets.
func Schema() []byte { return schema }

// Files returns the embedded pack files, as written, below "packs".
func Files() fs.FS { return packFiles }

// Plain reads a YAML text as JSON would have it, for the schema: dates stay texts.
func Plain(text []byte) (any, error) {
	var node yaml.Node
	if err := yaml.Unmarshal(text, &node); err != nil {
		return nil, fmt.Errorf("read YAML: %w", err)
	}
	datesAsTexts(&node)
	var value any
	if err := node.Decode(&value); err != nil {
		return nil, fmt.Errorf("read YAML: %w", err)
	}
	return value, nil
}

func datesAsTexts(node *yaml.Node) {
	if node.Tag == "!!timestamp" {
		node.Tag = "!!str"
	}
	for _, n := range node.Content {
		datesAsTexts(n)
	}
}
