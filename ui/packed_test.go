package ui

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"recourse/access"
)

func TestAccepts(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{
		"": "", "br": "br", "gzip, deflate, br, zstd": "br", "gzip": "gzip", "GZip;q=0.5": "gzip", "br;q=0, gzip": "gzip", "br;q=0": "", "brotli": "",
		" gzip ;q=1": "gzip", "br;q=x": "", "identity": "",
	} {
		got := ""
		for _, p := range packings {
			if accepts(header, p.encoding) {
				got = p.encoding
				break
			}
		}
		if got != want {
			t.Errorf("%q takes %q, want %q", header, got, want)
		}
	}
}

func TestAsset_comesPackedToWhoTakesIt(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	for accepted, want := range map[string][2]string{
		"gzip, br": {"br", "packed by brotli"}, "gzip": {"gzip", "packed by gzip"}, "": {"", "body {}"},
	} {
		a := b.fetch("/assets/app-1.css", accepted)
		h := a.Header()
		if h.Get("Content-Encoding") != want[0] || a.Body.String() != want[1] || h.Get("Vary") != "Accept-Encoding" || !strings.HasPrefix(h.Get("Content-Type"), "text/css") {
			t.Errorf("who takes %q gets %q with %v", accepted, a.Body, h)
		}
	}
	for _, name := range []string{"app-1.css.br", "app-1.css.gz"} {
		if a := b.fetch("/assets/"+name, "br"); a.Code != http.StatusNotFound {
			t.Errorf("%s has an address of its own and answers %d", name, a.Code)
		}
	}
}

// Only pages that hold nobody's secret are packed (BREACH).
func TestPages_arePackedWhereTheySayTheSameToEverybody(t *testing.T) {
	t.Parallel()
	for _, p := range pages {
		b := open(t, p.who)
		a := b.fetch(p.path, "gzip")
		want := p.who == access.Nobody && isPlain(p.path)
		if got := a.Header().Get("Content-Encoding") == "gzip"; got != want {
			t.Errorf("%s is packed: %t, want %t", p.path, got, want)
		}
		if !want {
			continue
		}
		r, err := gzip.NewReader(a.Body)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(r); err != nil || !strings.Contains(string(text), "</html>") {
			t.Errorf("%s unpacks to %d bytes without an end: %v", p.path, len(text), err)
		}
	}
	for _, p := range []string{"/", "/how"} { // where the head says who somebody is
		if a := open(t, person).fetch(p, "gzip"); a.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s is packed for somebody who is signed in", p)
		}
	}
}

// fetch gets a page as a browser that takes these encodings.
func (b *browser) fetch(path, accepted string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if accepted != "" {
		r.Header.Set("Accept-Encoding", accepted)
	}
	rec := httptest.NewRecorder()
	b.front.ServeHTTP(rec, r)
	return rec
}
