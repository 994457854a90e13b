package mail

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/template"
	tree "text/template/parse"
)

// translated are the languages of letters besides English.
func translated(t *testing.T) []string {
	t.Helper()
	sets, err := letters()
	if err != nil {
		t.Fatal(err)
	}
	languages := slices.Sorted(maps.Keys(sets))
	return slices.DeleteFunc(languages, func(l string) bool { return l == fallback })
}

// parts are what a template uses of its data and of other templates.
func parts(n tree.Node, into map[string]bool) {
	switch n := n.(type) {
	case *tree.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				parts(child, into)
			}
		}
	case *tree.ActionNode:
		parts(n.Pipe, into)
	case *tree.IfNode:
		branch(&n.BranchNode, into)
	case *tree.RangeNode:
		branch(&n.BranchNode, into)
	case *tree.WithNode:
		branch(&n.BranchNode, into)
	case *tree.TemplateNode:
		into["template "+n.Name] = true
	case *tree.PipeNode:
		if n != nil {
			for _, c := range n.Cmds {
				for _, arg := range c.Args {
					parts(arg, into)
				}
			}
		}
	case *tree.FieldNode:
		into["."+strings.Join(n.Ident, ".")] = true
	case *tree.VariableNode:
		into["."+strings.Join(n.Ident[1:], ".")] = true
	case *tree.StringNode:
		into[n.Quoted] = true
	}
}

func branch(n *tree.BranchNode, into map[string]bool) {
	parts(n.Pipe, into)
	parts(n.List, into)
	parts(n.ElseList, into)
}

func used(set *template.Template, name string) []string {
	into := map[string]bool{}
	parts(set.Lookup(name).Root, into)
	delete(into, ".")
	return slices.Sorted(maps.Keys(into))
}

func TestLetters_sayTheSameInEveryLanguage(t *testing.T) {
	t.Parallel()
	sets, err := letters()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range translated(t) {
		for _, english := range sets[fallback].Templates() {
			name := english.Name()
			if english.Tree == nil {
				continue
			}
			if sets[language].Lookup(name) == nil {
				t.Errorf("%s: %s is missing", language, name)
				continue
			}
			want, have := used(sets[fallback], name), used(sets[language], name)
			for _, p := range want {
				if !slices.Contains(have, p) {
					t.Errorf("%s: %s does not use %s", language, name, p)
				}
			}
			for _, p := range have {
				if !slices.Contains(want, p) {
					t.Errorf("%s: %s uses %s, which the English one does not", language, name, p)
				}
			}
		}
	}
}

func in(language string, s story) Letter {
	l := s.letter()
	if l.Language == "en" {
		l.Language = language
	}
	return l
}

func TestLetters_readCleanlyInEveryLanguage(t *testing.T) {
	t.Parallel()
	for _, language := range translated(t) {
		for _, s := range stories {
			l := in(language, s)
			if l.Language != language {
				continue // to somebody whose language we have not
			}
			r := render(t, l)
			if f := flaw(r); f != "" {
				t.Errorf("%s in %s: %s", s.name, language, f)
			}
			if english := render(t, s.letter()); english.Body == r.Body || english.Subject == r.Subject && l.Code != Alarm && l.Code != Reminder {
				t.Errorf("%s in %s is in English", s.name, language)
			}
		}
	}
}

// TestLetters_inSwedishAsTheyAreRead keeps one letter of each kind, to be read
// through whenever it changes.
func TestLetters_inSwedishAsTheyAreRead(t *testing.T) {
	t.Parallel()
	shown := map[string]bool{}
	for _, s := range stories {
		if shown[s.code] || in("sv", s).Language != "sv" {
			continue
		}
		shown[s.code] = true
		asItIsRead(t, render(t, in("sv", s)), filepath.Join("testdata", "sv", s.name+".txt"))
	}
}

func TestRender_takesARegionOfALanguage(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{"sv-FI": "Hej Elin", "sv": "Hej Elin", "en-GB": "Dear Elin", "el": "Dear Elin", "": "Dear Elin", "zz-??": "Dear Elin"} {
		l := story{code: "N01"}.letter()
		l.Language = tag
		if r := render(t, l); !strings.Contains(r.Body, want) {
			t.Errorf("a reader of %q is not greeted with %q", tag, want)
		}
	}
}
