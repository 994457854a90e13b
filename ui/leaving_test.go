package ui

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestPages_letEverybodyLeave looks at every page of somebody who is signed in for
// the button that ends their session (OWASP ASVS 5.0.0, 7.4.4).
func TestPages_letEverybodyLeave(t *testing.T) {
	t.Parallel()
	signedIn := 0
	for _, p := range pages {
		b := open(t, p.who)
		if strings.HasSuffix(p.path, "/receipt") {
			b.service.keys, b.session[receiptKey] = []string{"k1"}, keptReceipt("RC-TEST-0001", time.Now(), "k1")
		}
		a := b.get(p.path)
		if a.status == http.StatusSeeOther { // it shows something once, and there is nothing now
			continue
		}
		leaves := a.Find(`header form[method=post][action="/sign-out"] button`).Length()
		if p.who == nobody && leaves != 0 {
			t.Errorf("%s lets leave who has not come", p.path)
		}
		if p.who != nobody {
			signedIn++
			if leaves != 1 {
				t.Errorf("%s has %d ways to leave", p.path, leaves)
			}
		}
	}
	if signedIn < 5 {
		t.Errorf("only %d pages are of somebody who is signed in", signedIn)
	}
}
