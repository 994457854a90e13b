package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/mail"
	"recourse/server"
	"recourse/store"
)

// represented is a letter of a case with two representatives, one of whom has no
// access any more.
func represented() store.Outgoing {
	ended := time.Date(2018, 8, 26, 0, 0, 0, 0, time.UTC)
	return store.Outgoing{
		Case: law.Case{Agents: []law.Agent{{Seq: 2, Ended: ended}, {Seq: 3}, {Seq: 5}}},
		Entries: []law.Entry{
			{Event: law.Event{Seq: 2}, Details: map[string]string{"name": "Gone", "email": "gone@example.org"}},
			{Event: law.Event{Seq: 3}, Details: map[string]string{"name": "Robin", "email": "robin@example.org"}},
			{Event: law.Event{Seq: 5}, Details: map[string]string{"name": "Kim"}},
		},
	}
}

// A letter to representatives goes to those who have access and an address.
func TestAgentsOf(t *testing.T) {
	t.Parallel()
	if got, want := agentsOf(represented()), []string{"robin@example.org"}; !slices.Equal(got, want) {
		t.Errorf("the letter goes to %v, want %v", got, want)
	}
}

// What is kept of a letter with a link opens nothing.
func TestMasked(t *testing.T) {
	t.Parallel()
	token := server.LinkToken([]byte("key"), []byte("seed"))
	l := mail.Letter{Code: mail.Link, To: complaint.Complainant, Data: mail.Data{Link: "https://x.example" + server.LinkPath(token)}}
	body := "Here it is:\n" + l.Data.Link + "\n"
	if kept := masked(l, body); strings.Contains(kept, token) || !strings.Contains(kept, server.LinkPath(mask)) {
		t.Errorf("kept is %q", kept)
	}
	if kept := masked(mail.Letter{}, "no link"); kept != "no link" {
		t.Errorf("kept is %q", kept)
	}
}
