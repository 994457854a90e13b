package page

import (
	"context"
	"strconv"

	"recourse/law"
	"recourse/words"
)

// StatementView fills a page of plain text: the statement on accessibility, or the
// privacy notice of the portal.
type StatementView struct {
	Name     string   // of its sentences
	Sections []string // in order
	Offices  []law.Contact
	Rules    []*law.Rule // periods that the text names
	Gaps     []any       // of its sentences
}

// texts are the paragraphs of a section, numbered from 1 in the words.
func (v StatementView) texts(ctx context.Context, section string) []string {
	var out []string
	for n := 1; ; n++ {
		id := v.Name + "." + section + "." + strconv.Itoa(n)
		if !words.Has(ctx, id) {
			return out
		}
		out = append(out, words.T(ctx, id, v.Gaps...))
	}
}
