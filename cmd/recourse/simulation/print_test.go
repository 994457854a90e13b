package simulation

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

func printed(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestCSV_parsesAndAddsUp(t *testing.T) {
	t.Parallel()
	r := run(t, options(t, 500, "D45.n=30"))
	lines, err := csv.NewReader(strings.NewReader(printed(t, r.CSV))).ReadAll()
	if err != nil || len(lines) != 1+2*weeks {
		t.Fatalf("%d lines: %v", len(lines), err)
	}
	breaches := map[string]int{}
	for _, l := range lines[1:] {
		n, err := strconv.Atoi(l[7])
		if err != nil || lines[0][7] != "breaches" {
			t.Fatalf("column 8 of %v: %v", l, err)
		}
		breaches[l[0]] += n
	}
	for _, p := range r.Reports {
		if breaches[p.Name] != p.Breaches {
			t.Errorf("%s: %d breaches by week, %d in all", p.Name, breaches[p.Name], p.Breaches)
		}
	}
}

func TestJSON_isTheWholeResult(t *testing.T) {
	t.Parallel()
	r := run(t, options(t, 300))
	var back Result
	if err := json.Unmarshal([]byte(printed(t, r.JSON)), &back); err != nil || !reflect.DeepEqual(r, back) {
		t.Errorf("something is not written: %v", err)
	}
}

func TestTable_saysWhatIfBesideWhatIs(t *testing.T) {
	t.Parallel()
	r := run(t, options(t, 1000, "D45.n=30"))
	got := printed(t, r.Table)
	for _, want := range []string{Note, "seed 1", "as it is", "what if  difference", "missed: Answer of the company", "came to: recourse body", "2018-12-31"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not said in\n%s", want, got)
		}
	}
	alone := run(t, options(t, 1000))
	if got := printed(t, alone.Table); strings.Contains(got, "difference") || strings.Contains(got, "what if") {
		t.Errorf("something is compared with nothing:\n%s", got)
	}
}

func TestChart_barsOfEveryWeek(t *testing.T) {
	t.Parallel()
	r := Result{Reports: []Report{{Name: "as it is", Weeks: make([]Week, weeks)}}}
	for i := range r.Reports[0].Weeks {
		r.Reports[0].Weeks[i] = Week{From: "2018-01-01", Open: i}
	}
	got := strings.Split(printed(t, r.Chart), "\n")
	last := got[len(got)-9:] // the bars of "open" with their scale
	if !strings.HasSuffix(last[0], "█") || !strings.HasPrefix(last[0], "      52 ┤") {
		t.Errorf("the highest line is %q", last[0])
	}
	for _, bar := range last[:rows] {
		if n := utf8.RuneCountInString(bar); n != 10+weeks {
			t.Errorf("%d weeks in %q", n-10, bar)
		}
	}
	nothing := Result{Reports: []Report{{Weeks: []Week{{From: "2018-01-01"}}}}}
	if got := printed(t, nothing.Chart); strings.ContainsAny(got, "▁▂▃▄▅▆▇█") {
		t.Errorf("nothing is drawn as\n%s", got)
	}
}

// The picture is XML that fetches and runs nothing.
func TestSVG_needsNothingElse(t *testing.T) {
	t.Parallel()
	r := run(t, options(t, 300, "D45.n=30"))
	r.Reports[1].Name = `<script>"&`
	got := printed(t, r.SVG)
	lines := 0
	for d := xml.NewDecoder(strings.NewReader(got)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok {
			if start.Name.Local == "polyline" {
				lines++
			}
			if start.Name.Local == "script" || start.Name.Local == "image" || start.Name.Local == "use" {
				t.Errorf("the picture has <%s>", start.Name.Local)
			}
		}
	}
	if lines != 2*len(measures) || !strings.Contains(got, "<title") || !strings.Contains(got, "<desc") || strings.Contains(got, "href") {
		t.Errorf("%d lines in\n%s", lines, got)
	}
}
