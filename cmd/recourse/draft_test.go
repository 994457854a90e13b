package main

import (
	"strings"
	"testing"

	"recourse/mail"
	"recourse/server"
)

// What is kept of the letter about a draft opens nothing.
func TestMasked_ofADraft(t *testing.T) {
	t.Parallel()
	token := server.LinkToken([]byte("key"), []byte("seed"))
	l := mail.Letter{Code: mail.Draft, Data: mail.Data{Link: "https://x.example" + server.DraftLinkPath(token)}}
	if kept := masked(l, "Here: "+l.Data.Link); strings.Contains(kept, token) || !strings.Contains(kept, server.DraftLinkPath(mask)) {
		t.Errorf("kept is %q", kept)
	}
}
