package ui

import (
	"context"
	"strings"

	"recourse/law"
	"recourse/words"
)

// codeWords says a code of a vocabulary in words. The vocabulary is named like
// the field that carries it.
func codeWords(ctx context.Context, vocabulary, code string) string {
	switch vocabulary {
	case "authority", "residence", "residence_then":
		return words.Country(ctx, code)
	case "entity":
		return law.EntityName(code)
	case "language":
		return words.Language(code)
	case "rule":
		return ruleTitle(ctx, law.Select(law.Facts{}), law.RuleID(code)) // of the first pack; a code knows no case
	}
	return words.Or(ctx, "code."+vocabulary+"."+code, code)
}

// codesWords says several codes, as a fact carries them: "ACCESS,NOTICE".
func codesWords(ctx context.Context, vocabulary, codes string) string {
	var list []string
	for code := range strings.SplitSeq(codes, ",") {
		list = append(list, codeWords(ctx, vocabulary, code))
	}
	return strings.Join(list, "\n")
}

// ruleTitle names a period of the pack.
func ruleTitle(ctx context.Context, pack *law.Pack, id law.RuleID) string {
	title := string(id)
	if r := pack.Rule(id); r != nil {
		title = r.Title
	}
	return words.Or(ctx, "rule."+string(id), title)
}
