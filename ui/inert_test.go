package ui

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// hostile is what somebody could write anywhere: markup, scripts, addresses that
// are scripts, characters that turn the line around or command a terminal, and a
// word without end.
const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">x</a>{{7*7}}${7*7}` +
	"'\x1b[2J\u202eevil\u2066\u200b\x00 <style>*{}</style> <svg onload=alert(4)> " + "javascript:alert(5) "

// poisoned is a browser on a case in which everything that persons write is hostile.
func poisoned(t *testing.T, who access.Caller) *browser {
	t.Helper()
	b := open(t, who)
	f := b.service
	text := hostile + strings.Repeat("w", 3000)
	f.rec.Filing.Person = complaint.Person{Name: text, Email: text, Phone: text, Address: text, Identifier: text}
	f.rec.Filing.Narrative, f.rec.Filing.Wanted, f.rec.Filing.AskedBefore, f.rec.Filing.Represented = text, text, text, text
	f.do(t, officer, complaint.TriageAccepted, map[string]string{"allegations": text, "reason": text}, "data_class=NON_HR", "principles=ACCESS")
	f.do(t, person, complaint.MessageSent, map[string]string{"text": text})
	f.rec.Documents = []law.Document{{ID: "d1", Name: text, Type: text, Size: 1, By: "complainant", AddedAt: f.now}}
	f.rec.Entries = append(f.rec.Entries, law.Entry{
		Event:   law.Event{Seq: 99, Action: complaint.DocumentAdded, Actor: person.Actor, At: f.now, Recorded: f.now},
		Details: map[string]string{"document": "d1", "name": text, "caption": text},
	})
	for i := range f.rec.Letters {
		f.rec.Letters[i].Subject, f.rec.Letters[i].Body = text, text
	}
	return b
}

// harmless checks that nothing of it has come alive, and that it is there.
func harmless(t *testing.T, a answer) {
	t.Helper()
	noInline(t, a)
	if n := a.Find("script").Length(); n != 1 {
		t.Errorf("%d scripts, want that of the site", n)
	}
	for _, tag := range []string{"img:not(.qr)", "iframe", "object", "embed", "base", "meta[http-equiv]", "svg[onload]"} {
		if n := a.Find(tag).Length(); n > 0 {
			t.Errorf("%d elements %s", n, tag)
		}
	}
	for _, attr := range []string{"href", "action", "src", "formaction"} {
		for _, to := range a.each("["+attr+"]", attr) {
			if u, err := url.Parse(to); err != nil || u.Scheme != "" && u.Scheme != "https" && u.Scheme != "http" && u.Scheme != "mailto" {
				t.Errorf("%s leads to %q", attr, to)
			}
		}
	}
	if i := strings.IndexFunc(a.body, complaint.Hidden); i >= 0 {
		t.Errorf("a hidden character is on the page: %q", a.body[i:i+4])
	}
}

func TestPages_showWhatPersonsWriteInert(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		path string
		who  access.Caller
	}{
		{"/my-case", person},
		{"/my-case/acts/message.sent", person},
		{"/desk/cases/RC-TEST-0001", officer},
		{"/desk/cases/RC-TEST-0001/acts/response.drafted", officer},
	} {
		a := poisoned(t, c.who).get(c.path).want(http.StatusOK)
		harmless(t, a)
		if !strings.Contains(c.path, "/acts/") && !strings.Contains(a.body, "&lt;script&gt;alert(1)") {
			t.Errorf("%s does not show the text at all", c.path)
		}
	}
}

// TestPages_showAnswersInert sends hostile answers to every form, which is drawn
// again with them.
func TestPages_showAnswersInert(t *testing.T) {
	t.Parallel()
	fields := []string{"key", "name", "password", "case", "code", "text", "reason", "narrative", "wanted", "email", "person.name", "person.email", "residence", "data_class", "on", "at", "q", "next"}
	for _, p := range pages {
		if strings.Contains(p.path, "/receipt") || strings.HasPrefix(p.path, "/dev/") {
			continue
		}
		form := url.Values{}
		for _, f := range fields {
			form.Set(f, hostile)
		}
		b := open(t, p.who)
		for _, a := range []answer{b.post(p.path, form), b.get(p.path + "?" + form.Encode())} {
			if a.status >= http.StatusInternalServerError {
				t.Errorf("%s answers %d", p.path, a.status)
			}
			if a.status != http.StatusSeeOther {
				harmless(t, a)
			}
		}
	}
}
