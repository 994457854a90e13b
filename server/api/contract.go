// Package api is the contract of the JSON API and the code generated from it:
// openapi.yaml says what the calls are, overlay.yaml which schemas are types of
// packages complaint and law, api.gen.go holds the rest. It knows no behaviour.
package api

import _ "embed"

//go:generate ../../bin/oapi-codegen -config oapi-codegen.yaml openapi.yaml

// Contract is the OpenAPI description of the API, as written.
//
//go:embed openapi.yaml
var Contract []byte
