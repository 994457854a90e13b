package workflows

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/converter"

	"recourse/activities"
	"recourse/complaint"
	"recourse/law"
)

// messages are what travels between runs of different releases besides the
// state: acts, their answers, what is to be written, and what is on record.
type messages struct {
	Act    law.Act
	Done   Done
	Record activities.RecordInput
	Held   activities.Held
}

// Every released shape of the state is read, and nothing of it is lost. Replay
// does not see this: a renamed field passes it and is gone in the next run.
func TestGoldenState(t *testing.T) {
	t.Parallel()
	checkGolden[Input](t, "testdata/states/*.json")
}

// The same for acts, answers and writes that are under way during a release.
func TestGoldenMessages(t *testing.T) {
	t.Parallel()
	checkGolden[messages](t, "testdata/messages/*.json")
}

// checkGolden decodes and encodes every golden file, and sees to it that the
// latest one knows every field of today.
func checkGolden[T any](t *testing.T, pattern string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden file %s (%v)", pattern, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var value T
		for _, lost := range lostIn(t, text, &value) {
			t.Errorf("%s: %s does not come back", file, lost)
		}
		if file == files[len(files)-1] {
			for _, field := range zeroFields(reflect.ValueOf(value), "") {
				t.Errorf("%s: %s is empty; a new field asks for a new golden file, release by release", file, field)
			}
		}
	}
}

// lostIn lists what does not come back when the text is read into the value, as
// a new run reads it, and written again.
func lostIn(t *testing.T, text []byte, value any) []string {
	t.Helper()
	var before, after any
	again := func(data []byte, into any) {
		if err := json.Unmarshal(data, into); err != nil {
			t.Fatal(err)
		}
	}
	again(text, &before)
	again(text, value)
	payload, err := converter.GetDefaultDataConverter().ToPayload(value)
	if err != nil {
		t.Fatal(err)
	}
	again(payload.GetData(), &after)
	return lost(before, after, "")
}

// lost lists the paths of before that after has not, or has otherwise.
func lost(before, after any, path string) []string {
	switch b := before.(type) {
	case map[string]any:
		a, _ := after.(map[string]any)
		var out []string
		for _, key := range slices.Sorted(maps.Keys(b)) {
			out = append(out, lost(b[key], a[key], path+"."+key)...)
		}
		return out
	case []any:
		a, _ := after.([]any)
		if len(a) != len(b) {
			return []string{path}
		}
		var out []string
		for i := range b {
			out = append(out, lost(b[i], a[i], fmt.Sprintf("%s[%d]", path, i))...)
		}
		return out
	}
	if !cmp.Equal(before, after) {
		return []string{path}
	}
	return nil
}

// zeroFields lists the fields below v that hold their zero value; a field of a
// list must be filled in one element at least.
func zeroFields(v reflect.Value, path string) []string {
	if isLeaf(v.Type()) || v.Kind() != reflect.Struct && v.Kind() != reflect.Slice {
		if v.IsZero() {
			return []string{path}
		}
		return nil
	}
	if v.Kind() == reflect.Slice {
		return zeroElements(v, path)
	}
	var out []string
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("json") != "-" { // the others are not written
			out = append(out, zeroFields(v.Field(i), path+"."+v.Type().Field(i).Name)...)
		}
	}
	return out
}

func zeroElements(v reflect.Value, path string) []string {
	if v.Len() == 0 {
		return []string{path}
	}
	everywhere := zeroFields(v.Index(0), path+"[]")
	for i := 1; i < v.Len(); i++ {
		here := zeroFields(v.Index(i), path+"[]")
		everywhere = slices.DeleteFunc(everywhere, func(p string) bool { return !slices.Contains(here, p) })
	}
	return everywhere
}

// isLeaf reports whether the type is written as one value.
func isLeaf(t reflect.Type) bool {
	return t == reflect.TypeFor[time.Time]() || t == reflect.TypeFor[complaint.Date]()
}

// The fence itself: a field that is renamed or new is seen.
func TestGolden_seesALostAndANewField(t *testing.T) {
	t.Parallel()
	type old struct {
		Due, Step string
		List      []struct{ A, B int }
	}
	var o old
	if got := lostIn(t, []byte(`{"Due":"x","due_date":"y","List":[{"A":1}]}`), &o); !slices.Equal(got, []string{".due_date"}) {
		t.Errorf("lost %v", got)
	}
	if got := strings.Join(zeroFields(reflect.ValueOf(o), ""), " "); got != ".Step .List[].B" {
		t.Errorf("empty: %s", got)
	}
}
