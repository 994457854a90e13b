package mail

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"recourse/complaint"
)

var update = flag.Bool("update", false, "write the golden letters anew")

func render(t *testing.T, l Letter) Rendered {
	t.Helper()
	r, err := Render(l)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRender_everyLetterAsItIsRead(t *testing.T) {
	t.Parallel()
	for _, s := range stories {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := render(t, s.letter())
			asItIsRead(t, r, filepath.Join("testdata", s.name+".txt"))
		})
	}
}

// asItIsRead compares a letter with the one in a file.
func asItIsRead(t *testing.T, r Rendered, file string) {
	t.Helper()
	got := "Subject: " + r.Subject + "\n\n" + r.Body
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("letter differs from %s (run with -update to accept):\n%s", file, got)
	}
}

func TestRender_noGoldenLetterIsLeftOver(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".txt")
		if !slices.ContainsFunc(stories, func(s story) bool { return s.name == name }) {
			t.Errorf("%s belongs to no story", f)
		}
	}
}

func TestRender_tellsWhatTheRulebookAsks(t *testing.T) {
	t.Parallel()
	told := map[string]bool{}
	for _, s := range stories {
		told[s.code] = true
		r := render(t, s.letter())
		for _, fact := range s.tells {
			if !strings.Contains(r.Subject+"\n"+r.Body, fact) {
				t.Errorf("%s does not tell %q", s.name, fact)
			}
		}
	}
	for code := range needs {
		if !told[code] {
			t.Errorf("no story shows letter %s", code)
		}
	}
}

// flaws are traces of a hole in a sentence or of a code nobody should read.
var flaws = regexp.MustCompile(`<no value>|\{\{|\}\}|\S  +\S| [.,;:)]|\(\)|\( |,,|\.\.|\b[A-Z]+_[A-Z_]+\b|https?://\s|%!|-0001|1 days| \n`)

func flaw(r Rendered) string {
	return flaws.FindString(r.Subject + "\n" + r.Body)
}

func TestRender_readsCleanly(t *testing.T) {
	t.Parallel()
	for _, s := range stories {
		r := render(t, s.letter())
		if f := flaw(r); f != "" {
			t.Errorf("%s: %s", s.name, f)
		}
		if !strings.Contains(r.Subject, string(s.letter().Case)) || len(r.Subject) > 120 || strings.ContainsAny(r.Subject, "\r\n") {
			t.Errorf("%s: subject %q", s.name, r.Subject)
		}
		if strings.Contains(r.Body, "\n\n\n") || !strings.HasSuffix(r.Body, "\n") || strings.HasPrefix(r.Body, "\n") {
			t.Errorf("%s: body is badly spaced", s.name)
		}
	}
}

// applicable lists what the letter needs, by the table.
func applicable(l Letter) []string {
	needed := join(base, needs[l.Code])
	if l.resident() {
		needed = join(personal, needed)
	}
	var fields []string
	for _, n := range needed {
		if n.when == nil || n.when(l) {
			fields = append(fields, n.field)
		}
	}
	return fields
}

func without(l Letter, field string) Letter {
	f := reflect.ValueOf(&l.Data).Elem().FieldByName(field)
	f.SetZero()
	return l
}

func TestRender_refusesALetterWithAHole(t *testing.T) {
	t.Parallel()
	for _, s := range stories {
		for _, field := range applicable(s.letter()) {
			if !reflect.ValueOf(Data{}).FieldByName(field).IsValid() {
				t.Fatalf("%s needs %s, which is no field of Data", s.code, field)
			}
			_, err := Render(without(s.letter(), field))
			var hole *Incomplete
			if !errors.As(err, &hole) || hole.Code != s.code || hole.Field != field {
				t.Errorf("%s without %s: %v", s.name, field, err)
			}
		}
	}
}

func TestRender_everyNeedIsExercised(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range stories {
		for _, field := range applicable(s.letter()) {
			seen[s.code+" "+field] = true
		}
	}
	for code, list := range needs {
		for _, n := range list {
			if !seen[code+" "+n.field] {
				t.Errorf("no story of %s needs %s", code, n.field)
			}
		}
	}
}

func TestRender_everythingElseMayBeMissing(t *testing.T) {
	t.Parallel()
	for _, s := range stories {
		needed, whole := applicable(s.letter()), render(t, s.letter())
		for _, f := range reflect.VisibleFields(reflect.TypeFor[Data]()) {
			l := without(s.letter(), f.Name)
			if slices.Contains(needed, f.Name) || f.Type.Kind() == reflect.Bool || !slices.Equal(applicable(l), needed) {
				continue
			}
			switch r, err := Render(l); {
			case err != nil:
				t.Errorf("%s without %s: %v", s.name, f.Name, err)
			case r != whole && flaw(r) != "":
				t.Errorf("%s without %s: %s", s.name, f.Name, flaw(r))
			}
		}
	}
}

func TestRender_refusesWhatIsNoLetter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		set  func(*Letter)
	}{
		{"unknown code", func(l *Letter) { l.Code = "N17" }},
		{"no code", func(l *Letter) { l.Code = "" }},
		{"no case number", func(l *Letter) { l.Case = "" }},
		{"a notice to staff", func(l *Letter) { l.To = complaint.CaseOfficer }},
		{"an alarm to the complainant", func(l *Letter) { l.Code = Alarm }},
		{"a bar without its answer", func(l *Letter) { l.Code = "N13"; l.Data.Bars[0].Why = "" }},
		{"a code without words", func(l *Letter) { l.Code = "N15"; l.Data.Outcome = "LOST" }},
	} {
		l := story{code: "N01", set: c.set}.letter()
		if _, err := Render(l); err == nil {
			t.Errorf("%s is rendered", c.name)
		} else if strings.Contains(err.Error(), "Elin") || strings.Contains(err.Error(), "LOST") {
			t.Errorf("%s: the error carries a datum: %v", c.name, err)
		}
	}
}

func TestRender_namesNoPersonToStaff(t *testing.T) {
	t.Parallel()
	for _, s := range stories {
		l := s.letter()
		r := render(t, l)
		if named := strings.Contains(r.Subject+r.Body, "Elin"); named == (s.to != "" && s.to != complaint.Complainant) {
			t.Errorf("%s to %s: names the person: %t", s.name, l.To, named)
		}
		if strings.Contains(r.Subject, "Elin") || strings.Contains(r.Subject+r.Body, "elin@example.com") {
			t.Errorf("%s: name in the subject or address in the letter", s.name)
		}
	}
}

func TestRender_employmentDataNeverLeadsToRecourseOrArbitration(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"N07-employment", "N08-employment", "N10-employment", "N15-employment"} {
		i := slices.IndexFunc(stories, func(s story) bool { return s.name == name })
		r := render(t, stories[i].letter())
		if strings.Contains(r.Body, "BBB") || strings.Contains(r.Body, panel) {
			t.Errorf("%s leads to the recourse body or to arbitration", name)
		}
	}
}

func TestRender_carriesNoStrangersAdvertisement(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"Buy at https://example.net", "Look at example.net now", "me@example.net", "<b>Elin</b>", strings.Repeat("Elin ", 40),
	} {
		l := story{code: "N01", set: with(func(d *Data) { d.Name, d.Entity = name, name })}.letter()
		r := render(t, l)
		if !strings.Contains(r.Body, "Dear Sir or Madam,") || !strings.Contains(r.Body, "the way the company has") {
			t.Errorf("%q is printed", name)
		}
	}
	for in, want := range map[string]string{
		"Elin\r\n\r\nYou have won": "Dear Elin You have won,", "  J. R. O’Neill-Ångström ": "Dear J. R. O’Neill-Ångström,", "Ελένη Παπά": "Dear Ελένη Παπά,", "E\u202eli\x00n": "Dear E li n,",
	} {
		l := story{code: "N01", set: with(func(d *Data) { d.Name = in })}.letter()
		if r := render(t, l); !strings.Contains(r.Body, want) {
			t.Errorf("%q: no %q", in, want)
		}
	}
	l := story{code: "N01", set: with(func(d *Data) { d.Name = " \n" })}.letter()
	if _, err := Render(l); err == nil {
		t.Error("a blank name is printed")
	}
}

func TestParse_reportsABrokenTemplate(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"syntax": "{{if", "unknown verb": "{{shout .Case}}"} {
		if _, err := parse(fstest.MapFS{"letters/en/N01.txt": {Data: []byte(text)}}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestSplit_needsSubjectAndBody(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "Subject: alone", "Subject: \n\nbody", "no subject\n\nbody", "Subject: x\n \n"} {
		if _, err := split("N01", text); err == nil {
			t.Errorf("%q is taken for a letter", text)
		}
	}
}

func TestLetters_everyLanguageHasEveryLetter(t *testing.T) {
	t.Parallel()
	sets, err := letters()
	if err != nil {
		t.Fatal(err)
	}
	for language, set := range sets {
		for code := range needs {
			if set.Lookup(code+".txt") == nil {
				t.Errorf("no letter %s in %s", code, language)
			}
		}
	}
}
