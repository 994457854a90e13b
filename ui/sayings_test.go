package ui

import (
	"flag"
	"go/ast"
	"go/parser"
	source "go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"go.yaml.in/yaml/v3"

	"recourse/complaint"
	"recourse/law"
	"recourse/words"
)

var update = flag.Bool("update", false, "write words/law.en.yaml anew")

// sayingsFile holds what the law and errors say in English and can come before
// residents. Its order is that of the path; a text that stands there keeps how
// residents read it.
const sayingsFile = "law.en.yaml"

// staffSources are the files whose errors come before staff and programs only.
var staffSources = regexp.MustCompile(`^\.\./(server/(signin|password|passkey|administer|oidc|claims|myaccount|welcome|read|reading|calls\w*|binder|guard|scope|act|filing)|` +
	`store/(account\w*|staff|provided|scope|worklist|cursor|record|fault)|ui/(signin|administer|myaccount|tray)|law/(pack|field|action|engine))\.go$`)

// tolds are the texts that functions and not tables hold, with what is told by
// them: errors, findings, the steps of a computed date.
var tolds = map[string]map[string]int{ // by name of the function or field: which argument is the text
	"../law":       {"Refuse": 1, "say": 0, "Says": 0, "Why": 0, "lasting": 0},
	"../complaint": {"Errorf": 1},
	"../server":    {"Errorf": 1, "Refuse": 1},
	"../store":     {"Errorf": 1},
	".":            {"Errorf": 1},
}

// loose are texts that are made elsewhere than in a table or by one of the
// functions above.
var loose = []string{
	"a Saturday", "a Sunday", "a public holiday (%s, %s)", "next", "previous", "product", "recalled",
	"The case was moved to %s: its period, counted from the same start, replaces the date %s.", "%s would give %s; %s.",
	"Nothing lifts this bar. %s", "U.S. Department of Commerce",
}

// collector gathers texts, each once.
type collector struct{ list []string }

// add takes a text that is one: not a code, a name of a framework or a bare
// reference, and with letters enough beside its gaps to be known again.
func (c *collector) add(text string) {
	letters := 0
	for _, r := range regexp.MustCompile(`%(\[\d+\])?[a-z]`).ReplaceAllString(text, "") {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < 4 || strings.Contains(text, "%") && letters < 8 || !strings.ContainsFunc(text, unicode.IsLower) || slices.Contains(c.list, text) {
		return
	}
	c.list = append(c.list, text)
}

// reference is a citation that is the same in every language.
var reference = regexp.MustCompile(`^((N-EN|N-SV|N-12|[IVX]+(\.\d+)?(\.[a-z](\.[ivx]+)?)?|[A-Z]{1,2}\d+[a-z]?|T\d+|E\d+|R\d+|SP\d+|Decision \(EU\) [\d/]+|C-[\d/]+|GDPR Art\. [\d().-]+|Annex [IVX]+(\.[A-Z])?|and|to|[-,()0-9.])[ ,]*)+$`)

// cite takes the parts of a citation that other languages say otherwise.
func (c *collector) cite(cite string) {
	for _, part := range words.Citations(cite) {
		if !reference.MatchString(part) {
			c.add(part)
		}
	}
}

// visible are the acts that residents see on the record of their case, read from
// the table by which the server shows it.
func visible(t *testing.T) map[complaint.Action]bool {
	t.Helper()
	text, err := os.ReadFile("../server/visible.go")
	if err != nil {
		t.Fatal(err)
	}
	names, err := os.ReadFile("../complaint/action.go")
	if err != nil {
		t.Fatal(err)
	}
	actions := map[string]complaint.Action{}
	for _, m := range regexp.MustCompile(`(?m)^\t(\w+)\s+Action = "([\w.]+)"`).FindAllStringSubmatch(string(names), -1) {
		actions[m[1]] = complaint.Action(m[2])
	}
	seen := map[complaint.Action]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\tcomplaint\.(\w+):`).FindAllStringSubmatch(string(text), -1) {
		seen[actions[m[1]]] = true
	}
	seen[complaint.ResponseDrafted] = true // its answers appear with the answer that is sent
	if len(seen) < 60 || seen[""] {
		t.Fatalf("%d acts are read from the table of what is shown: the pattern is broken", len(seen))
	}
	return seen
}

// table takes what the tables of the law say. The citations of rows stay as they
// are: they name passages of documents that are in English.
func (c *collector) table(t *testing.T) {
	t.Helper()
	seen := visible(t)
	for _, s := range complaint.Steps {
		c.add(s.Title)
	}
	for _, p := range law.Packs() {
		for _, id := range law.Rules {
			if r := p.Rule(id); r != nil {
				c.add(r.Title)
				c.cite(r.Cite)
				for _, rung := range r.Ladder {
					if slices.Contains(rung.To, complaint.Complainant) {
						c.add(rung.Say)
					}
				}
			}
		}
		c.cite(p.Arbitration.AvailableCite)
		c.pack(p)
	}
	for _, d := range law.Doors() {
		c.cite(d.Cite)
	}
	for _, row := range law.Table {
		for _, condition := range row.If {
			c.add(condition.Says)
		}
		c.add(row.Says)
	}
	for _, spec := range law.ActionSpecs() {
		own := slices.ContainsFunc(spec.By, func(r complaint.Role) bool { return r == complaint.Complainant || r == complaint.Representative })
		if own {
			c.add(spec.Title)
		}
		for _, f := range spec.Asks {
			if own || seen[spec.Action] {
				c.add(f.Label)
			}
		}
	}
	none := newFake().rec.Case
	for _, f := range slices.Concat(none.Arbitration(received).Guards, none.Arbitration(received).Bars) {
		c.add(f.Says)
		c.add(f.Why)
		c.cite(f.Cite)
	}
}

// pack takes what the page of a framework tells besides its periods.
func (c *collector) pack(p *law.Pack) {
	for _, text := range append([]string{p.Instrument, p.ReferenceLaw, p.Authority.Name}, p.Sensitive.Adds...) {
		c.add(text)
	}
	for _, cite := range []string{p.ValidTransfers.Cite, p.Succeeds.Cite, p.Authority.Cite, p.IRM.Cite, p.Arbitration.Cite, p.Sensitive.Cite} {
		c.cite(cite)
	}
}

// functions takes what the functions of a room tell.
func (c *collector) functions(t *testing.T, room string, told map[string]int) {
	t.Helper()
	names, err := filepath.Glob(room + "/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !strings.HasSuffix(name, "_test.go") && !staffSources.MatchString(name) {
			c.file(t, name, told)
		}
	}
}

func (c *collector) file(t *testing.T, name string, told map[string]int) {
	t.Helper()
	parsed, err := parser.ParseFile(source.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if at, ok := told[called(n.Fun)]; ok && at < len(n.Args) {
				c.literal(n.Args[at])
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok {
				if _, ok := told[key.Name]; ok {
					c.literal(n.Value)
				}
			}
		case *ast.AssignStmt:
			for i, to := range n.Lhs {
				if field, ok := to.(*ast.SelectorExpr); ok && i < len(n.Rhs) {
					if _, ok := told[field.Sel.Name]; ok {
						c.literal(n.Rhs[i])
					}
				}
			}
		case *ast.CompositeLit:
			if strings.HasSuffix(name, "/guard.go") { // the table of guards and bars, with both answers
				for _, e := range n.Elts {
					c.literal(e)
				}
			}
		}
		return true
	})
}

// called is the name of a function that is called.
func called(fun ast.Expr) string {
	switch f := fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func (c *collector) literal(e ast.Expr) {
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == source.STRING {
		if text, err := strconv.Unquote(lit.Value); err == nil && strings.Contains(text, " ") && !reference.MatchString(text) {
			c.add(text)
		}
	}
}

// collected is every text of the law and of errors that can come before a
// resident.
func collected(t *testing.T) []string {
	t.Helper()
	var c collector
	c.table(t)
	c.list = append(c.list, loose...)
	for _, room := range []string{"../law", "../complaint", "../server", "../store", "."} {
		c.functions(t, room, tolds[room])
	}
	// Acts are refused and read in files that mostly speak to programs.
	c.file(t, "../law/engine.go", map[string]int{"Refuse": 1, "Errorf": 1})
	c.file(t, "../law/field.go", map[string]int{"Errorf": 0})
	c.file(t, "../server/filing.go", map[string]int{"Errorf": 1})
	c.file(t, "../server/act.go", map[string]int{"Errorf": 1})
	c.file(t, "../store/record.go", map[string]int{"Errorf": 1})
	c.file(t, "../workflows/client.go", map[string]int{"Errorf": 1})
	return c.list
}

// TestSayings_areAllListed keeps the list of what the law says level with the law.
// What is missing there, other languages cannot say.
func TestSayings_areAllListed(t *testing.T) {
	t.Parallel()
	listed, err := words.ReadSayings(os.DirFS("../words"), sayingsFile)
	if err != nil {
		t.Fatal(err)
	}
	want := collected(t)
	if *update {
		writeSayings(t, want, listed)
		return
	}
	if len(want) < 400 {
		t.Errorf("only %d texts found: the collection is broken", len(want))
	}
	have := make([]string, len(listed))
	for i, s := range listed {
		have[i] = s.En
	}
	for _, text := range want {
		if !slices.Contains(have, text) {
			t.Errorf("%s lacks %q (run go test ./ui -run TestSayings -update, then translate it)", sayingsFile, text)
		}
	}
	for _, text := range have {
		if !slices.Contains(want, text) {
			t.Errorf("%s has %q, which nothing says any more (run with -update)", sayingsFile, text)
		}
	}
}

func writeSayings(t *testing.T, want []string, listed []words.Saying) {
	t.Helper()
	list := make([]words.Saying, len(want))
	for i, text := range want {
		list[i].En = text
		for _, s := range listed {
			if s.En == text {
				list[i].Says = s.Says
			}
		}
	}
	text, err := yaml.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	head := `# What the law and errors say in English and residents can read. Made from the
# sources by "go test ./ui -run TestSayings -update". Gaps are written as in the
# source (%s, %d); a translation may take them in another order (%[2]s) and leave
# out those that are codes. "says" stands here only where residents read the
# English better otherwise; other languages always have it.
`
	if err := os.WriteFile("../words/"+sayingsFile, []byte(head+string(text)), 0o644); err != nil {
		t.Fatal(err)
	}
}
