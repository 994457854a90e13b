package words

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"recourse/complaint"
)

// Saying is one text that the law or an error has in English, and how a language
// says it to residents. A text with gaps is the format it is made with, such as
// "%s is longer than %d bytes"; Says takes the gaps in another order as %[2]s.
type Saying struct {
	En   string `yaml:"en"`
	Says string `yaml:"says,omitempty"` // in English only where residents read it better
}

// catalogue finds how a language says what the law has in English. Texts that
// are kept for years, such as the steps of a computed date, are on record in
// English, so that the format is found again by the text it has made.
type catalogue struct {
	exact map[string]string // also by the text in small letters
	forms []form            // formats, the most telling first
}

// form is a text with gaps.
type form struct {
	literals []string // before, between and behind the gaps
	verbs    []string // of the gaps
	says     string
}

// size is how much of the form stands outside its gaps.
func (f form) size() int { return len(strings.Join(f.literals, "")) }

// ReadSayings reads a file of what the law says.
func ReadSayings(from fs.FS, name string) ([]Saying, error) {
	text, err := fs.ReadFile(from, name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	var list []Saying
	if err := yaml.Unmarshal(text, &list); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return list, nil
}

func readCatalogue(from fs.FS, name string) (*catalogue, error) {
	list, err := ReadSayings(from, name)
	if err != nil {
		return nil, err
	}
	c := &catalogue{exact: make(map[string]string, 2*len(list))}
	for _, s := range list {
		says := cmp.Or(s.Says, s.En)
		if !gap.MatchString(s.En) {
			c.exact[s.En] = says
			if small := strings.ToLower(s.En); c.exact[small] == "" {
				c.exact[small] = says
			}
			continue
		}
		c.forms = append(c.forms, newForm(s.En, says))
	}
	slices.SortStableFunc(c.forms, func(a, b form) int { return cmp.Compare(b.size(), a.size()) })
	return c, nil
}

// gap is a verb of a format, with the number of its argument if it has one.
var gap = regexp.MustCompile(`%(?:\[(\d+)\])?[sdvq]`)

// gaps lists the arguments that a format uses, in order and each once.
func gaps(format string) []int {
	var list []int
	for i, m := range gap.FindAllStringSubmatch(format, -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			n = i + 1
		}
		list = append(list, n)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// newForm makes a form of a format.
func newForm(format, says string) form {
	f := form{literals: gap.Split(format, -1), verbs: gap.FindAllString(format, -1), says: says}
	for i, l := range f.literals {
		f.literals[i] = strings.ReplaceAll(l, "%%", "%")
	}
	return f
}

// match returns what stands in the gaps of a text that has been made with the
// form.
func (f form) match(text string) (args []string, ok bool) {
	rest, ok := strings.CutPrefix(text, f.literals[0])
	if !ok {
		return nil, false
	}
	last := len(f.verbs) - 1
	for i, verb := range f.verbs {
		var arg string
		if i == last {
			arg, ok = strings.CutSuffix(rest, f.literals[i+1])
		} else {
			arg, rest, ok = strings.Cut(rest, f.literals[i+1])
		}
		if !ok || strings.HasSuffix(verb, "d") && !whole(arg) {
			return nil, false
		}
		args = append(args, arg)
	}
	return args, true
}

func whole(text string) bool {
	_, err := strconv.Atoi(text)
	return err == nil
}

// Said returns what the law, or an error, says in English in the language that
// is spoken to residents. Staff read it as it stands, and so does everybody what
// nobody has translated.
func Said(ctx context.Context, english string) string {
	s := of(ctx)
	if s.house || english == "" || s.said == nil {
		return english
	}
	if text, ok := s.translate(english); ok {
		return s.out(text)
	}
	return english
}

// Cited is Said for a citation: its parts, which semicolons divide, are said one
// by one, since most are the same in all languages.
func Cited(ctx context.Context, cite string) string {
	parts := Citations(cite)
	for i, part := range parts {
		parts[i] = Said(ctx, part)
	}
	return strings.Join(parts, "; ")
}

// Citations parts a citation at the semicolons that stand in no brackets.
func Citations(cite string) []string {
	var parts []string
	depth, from := 0, 0
	for i, r := range cite {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		case ';':
			if depth == 0 {
				parts, from = append(parts, cite[from:i]), i+len("; ")
			}
		}
	}
	return append(parts, cite[min(from, len(cite)):])
}

// translate finds a text, whole or by its format.
func (s *speaker) translate(english string) (string, bool) {
	if text, ok := s.said.exact[english]; ok {
		return text, true
	}
	for _, f := range s.said.forms {
		if args, ok := f.match(english); ok {
			return s.fill(f.says, args), true
		}
	}
	return "", false
}

// fill puts what stood in the gaps of the English text into those of another.
func (s *speaker) fill(format string, args []string) string {
	next := 0
	return strings.ReplaceAll(gap.ReplaceAllStringFunc(format, func(verb string) string {
		n := next
		if m := gap.FindStringSubmatch(verb); m[1] != "" {
			n, _ = strconv.Atoi(m[1])
			n--
		} else {
			next++
		}
		if n < 0 || n >= len(args) {
			return verb
		}
		return s.inGap(args[n])
	}), "%%", "%")
}

// calendar is the code of a place whose public holidays count: SE, US-MD.
var calendar = regexp.MustCompile(`^[A-Z]{2}(-[A-Z]{2,3})?$`)

// inGap says what stands in a gap: a day as the language writes it, a country, a
// text of the law, or what it is.
func (s *speaker) inGap(text string) string {
	if t, err := time.Parse("Monday 2 January 2006", text); err == nil {
		return s.date("date.long", complaint.DateOf(t))
	}
	if d, err := complaint.ParseDate(text); err == nil {
		return s.date("date.short", d)
	}
	if calendar.MatchString(text) {
		return countryIn(s.tag, text[:2])
	}
	if said, ok := s.translate(text); ok {
		return said
	}
	return text
}
