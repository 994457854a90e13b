package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"recourse/complaint"
)

// unreadable names the fact that stands for facts which are no names with texts:
// somebody has changed them, and the event is not what was recorded.
const unreadable = "\x00"

// ReadFacts reads the column of facts.
func ReadFacts(column []byte) map[string]string {
	if string(column) == "{}" {
		return nil
	}
	var facts map[string]string
	if err := json.Unmarshal(column, &facts); err != nil || facts == nil || bytes.Contains(column, []byte("null")) && hasNull(column) {
		return map[string]string{unreadable: string(column)}
	}
	return facts
}

// hasNull reports whether a fact is null, which is no text.
func hasNull(column []byte) bool {
	var facts map[string]*string
	err := json.Unmarshal(column, &facts)
	return err != nil || slices.Contains(slices.Collect(maps.Values(facts)), nil)
}

var errList = errors.New("a list of texts is not written as PostgreSQL writes it")

// ReadSteps reads a column of steps as PostgreSQL writes a list of texts.
func ReadSteps(column string) ([]complaint.Step, error) {
	if len(column) < 2 || column[0] != '{' || column[len(column)-1] != '}' {
		return nil, errList
	}
	column = column[1 : len(column)-1]
	if column == "" {
		return nil, nil
	}
	if !strings.ContainsAny(column, `"\`) {
		parts := strings.Split(column, ",")
		steps := make([]complaint.Step, len(parts))
		for i, p := range parts {
			steps[i] = complaint.Step(p)
		}
		return steps, nil
	}
	return readQuoted(column)
}

// readQuoted reads the inside of a list some of whose texts stand in quotes.
func readQuoted(list string) ([]complaint.Step, error) {
	var steps []complaint.Step
	var text strings.Builder
	quoted := false
	for i := 0; i < len(list); i++ {
		switch c := list[i]; {
		case c == '\\' && i+1 < len(list):
			i++
			text.WriteByte(list[i])
		case c == '"':
			quoted = !quoted
		case c == ',' && !quoted:
			steps = append(steps, complaint.Step(text.String()))
			text.Reset()
		default:
			text.WriteByte(c)
		}
	}
	if quoted {
		return nil, errList
	}
	return append(steps, complaint.Step(text.String())), nil
}
