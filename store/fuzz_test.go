package store

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"recourse/complaint"
	"recourse/law"
)

// FuzzCursor reads cursors as callers hand them back.
func FuzzCursor(f *testing.F) {
	for _, name := range []string{"", "received", "-received"} {
		if by, err := orderOf(name); err == nil {
			f.Add(name, cursor(by, time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC), "RC-7K3F-9Q2M"))
		}
	}
	f.Add("", base64.RawURLEncoding.EncodeToString([]byte("due|9999-12-31T00:00:00Z|RC-7K3F-9Q2M|")))
	f.Add("", "====")
	f.Fuzz(func(t *testing.T, order, text string) {
		by, err := orderOf(order)
		if err != nil {
			return
		}
		var w where
		if err := w.after(by, text); err != nil {
			if complaint.KindOf(err) != complaint.Invalid || len(w.conditions) > 0 {
				t.Errorf("%q is answered with %v", text, err)
			}
			return
		}
		if text == "" {
			return
		}
		key, number, err := parseCursor(by, text)
		if err != nil {
			t.Fatal(err)
		}
		again, same, err := parseCursor(by, cursor(by, key, number))
		if err != nil || !again.Equal(key) || same != number {
			t.Errorf("%q is read as %s %s and then as %s %s", text, key, number, again, same)
		}
	})
}

// FuzzQuery narrows the worklist by what people type. Whatever it is, it is a value
// and never a part of the statement.
func FuzzQuery(f *testing.F) {
	f.Add("RC-7K3F", "staff/1", "SE")
	f.Add("'; DROP TABLE cases; --", "nobody", "?")
	f.Add("aöå $1 ? %_\\", "", "")
	f.Fuzz(func(t *testing.T, query, assignee, country string) {
		filter := law.Filter{Query: query, Assignee: assignee, Country: country, Stage: "S1", Status: statusOpen}
		if checkTexts(filter) != nil {
			return
		}
		w := narrow(filter)
		w.add("number = ? OR starts_with(number, ?)", query, numberPrefix(query))
		all := strings.Join(w.conditions, " AND ")
		if strings.Contains(all, "?") || len(w.values) != strings.Count(all, "$") {
			t.Errorf("%d values for %s", len(w.values), all)
		}
		for _, given := range []string{query, assignee, country} {
			if len(given) > 8 && strings.Contains(all, given) {
				t.Errorf("%q has become a part of %s", given, all)
			}
		}
		if !utf8.ValidString(numberPrefix(query)) {
			t.Errorf("%q is looked for as the number %q", query, numberPrefix(query))
		}
	})
}
