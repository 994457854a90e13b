// Package noise makes requests that nobody should send: from the contract of the
// API, nearly right and quite wrong, and from nothing at all. It sends them to
// whoever answers and counts what comes back. A front door answers all of them and
// is at fault for none.
package noise

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"recourse/access"
	"recourse/server/api"
)

// Maker makes requests. It is for one goroutine; the same seed makes the same
// requests.
type Maker struct {
	*rand.Rand
	Base    string   // address of the server
	Numbers []string // cases that exist
	Tokens  []string // of programs that may call
	calls   []call
	pages   []access.Rule
}

// call is one operation of the contract.
type call struct {
	method, path string
	params       openapi3.Parameters
	body         *openapi3.RequestBody
}

// NewMaker reads the contract.
func NewMaker(seed uint64, base string, numbers, tokens []string) (*Maker, error) {
	doc, err := openapi3.NewLoader().LoadFromData(api.Contract)
	if err != nil {
		return nil, fmt.Errorf("read the contract: %w", err)
	}
	m := &Maker{Rand: rand.New(rand.NewPCG(seed, 0)), Base: base, Numbers: numbers, Tokens: tokens}
	for _, path := range slices.Sorted(maps.Keys(doc.Paths.Map())) {
		item := doc.Paths.Value(path)
		for _, method := range slices.Sorted(maps.Keys(item.Operations())) {
			op := item.GetOperation(method)
			c := call{method: method, path: "/api/v1" + path, params: slices.Concat(item.Parameters, op.Parameters)}
			if op.RequestBody != nil {
				c.body = op.RequestBody.Value
			}
			m.calls = append(m.calls, c)
		}
	}
	m.pages = slices.DeleteFunc(slices.Clone(access.Table), func(r access.Rule) bool {
		return strings.HasPrefix(r.Route, "/api/v1") || strings.HasPrefix(r.Route, "/dev/") || strings.HasPrefix(r.Route, "/sign-in")
	})
	return m, nil
}

// chance reports true so many times in a hundred.
func (m *Maker) chance(percent int) bool { return m.IntN(100) < percent }

// pick picks one of a list.
func pick[T any](m *Maker, list []T) T { return list[m.IntN(len(list))] }

// Request makes the next request: a call of the contract, a page, or garbage.
func (m *Maker) Request() (*http.Request, error) {
	switch n := m.IntN(100); {
	case n < 80:
		return m.ofCall(pick(m, m.calls))
	case n < 90:
		return m.ofPage(pick(m, m.pages))
	}
	return m.garbage()
}

func (m *Maker) ofCall(c call) (*http.Request, error) {
	path, query, header := c.path, url.Values{}, http.Header{}
	for _, p := range c.params {
		given := m.param(p.Value)
		switch p.Value.In {
		case openapi3.ParameterInPath:
			path = strings.ReplaceAll(path, "{"+p.Value.Name+"}", url.PathEscape(given))
		case openapi3.ParameterInQuery:
			if m.chance(40) {
				query.Add(p.Value.Name, given)
			}
		default:
			if m.chance(40) {
				header.Set(p.Value.Name, fieldSafe(given))
			}
		}
	}
	if m.chance(5) {
		query.Add(m.word(), m.word())
	}
	kind, body := m.body(c.body)
	return m.request(c.method, path, query.Encode(), kind, body, header)
}

func (m *Maker) ofPage(r access.Rule) (*http.Request, error) {
	parts := strings.Split(r.Route, "/")
	for i, p := range parts {
		switch {
		case p == ":case":
			parts[i] = url.PathEscape(m.number())
		case p == ":action":
			parts[i] = url.PathEscape(m.action())
		case strings.HasPrefix(p, ":"), p == "*":
			parts[i] = url.PathEscape(m.word())
		}
	}
	form := url.Values{}
	for range m.IntN(8) {
		form.Add(pick(m, fields), m.text())
	}
	if r.Method == http.MethodGet {
		return m.request(r.Method, strings.Join(parts, "/"), form.Encode(), "", nil, http.Header{})
	}
	kind, body := "application/x-www-form-urlencoded", []byte(form.Encode())
	if m.chance(20) {
		kind, body = m.form()
	}
	return m.request(r.Method, strings.Join(parts, "/"), "", kind, m.spoil(body), http.Header{})
}

// fields are names of inputs of forms.
var fields = []string{"key", "case", "code", "name", "narrative", "residence", "entity", "principles", "person_type", "text", "reason", "data_class", "on", "at", "q", "stage", "cursor", "sort", "next"}

func (m *Maker) garbage() (*http.Request, error) {
	path := "/"
	for range m.IntN(4) {
		path += url.PathEscape(m.word()) + "/"
	}
	if m.chance(30) {
		path = pick(m, m.calls).path
	}
	method := pick(m, []string{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW", "get"})
	return m.request(method, path, m.word(), pick(m, kinds), m.bytes(), http.Header{"X-" + m.token(): {fieldSafe(m.text())}})
}

// kinds are types of bodies.
var kinds = []string{
	"application/json", "application/json; charset=utf-16", "application/problem+json", "application/xml", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x",
	"application/x-www-form-urlencoded", "", ";", "a/b/c", "application/json; boundary=\"",
}

// request puts a request together and lets somebody send it.
func (m *Maker) request(method, path, query, kind string, body []byte, header http.Header) (*http.Request, error) {
	r, err := http.NewRequest(method, m.Base+path, io.NopCloser(bytes.NewReader(body))) //nolint:noctx // who sends it gives it a context
	if err != nil {
		return nil, err
	}
	r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	r.ContentLength, r.URL.RawQuery, r.Header = int64(len(body)), strings.ReplaceAll(fieldSafe(query), " ", "+"), header
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	m.sender(r)
	return r, nil
}

// sender says who sends a request, or pretends to.
func (m *Maker) sender(r *http.Request) {
	switch n := m.IntN(100); {
	case n < 60 && len(m.Tokens) > 0:
		r.Header.Set("Authorization", "Bearer "+pick(m, m.Tokens))
	case n < 70:
		r.Header.Set("Authorization", pick(m, []string{"Bearer ", "Basic YTpi", "bearer " + m.token(), "Bearer a b c", "Negotiate"}))
	}
	if m.chance(10) {
		r.Header.Set("Cookie", "session="+m.token()+"; "+m.token()+"=\"")
	}
	if m.chance(5) {
		r.Header.Set(pick(m, []string{"If-None-Match", "Accept-Language", "Accept", "X-Forwarded-For", "X-Forwarded-Proto", "Range", "Expect", "Sec-Fetch-Site", "Origin", "X-HTTP-Method-Override"}), fieldSafe(m.text()))
	}
}

// form is a form with a file, or something like it.
func (m *Maker) form() (kind string, body []byte) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for range m.IntN(4) {
		switch m.IntN(3) {
		case 0:
			part, err := w.CreateFormFile(pick(m, []string{"file", "file", "file", m.token()}), m.word()+pick(m, []string{"", ".pdf", ".txt", ".exe", ".png"}))
			if err == nil {
				_, _ = part.Write(pick(m, [][]byte{[]byte("%PDF-1.7\n"), []byte("MZ\x90"), []byte("a text"), m.bytes()})) // memory takes everything
			}
		default:
			_ = w.WriteField(pick(m, []string{"caption", "shows", m.token()}), m.text())
		}
	}
	_ = w.Close()
	return w.FormDataContentType(), b.Bytes()
}

// fieldSafe is a text as it can stand in a header; others the client itself
// refuses to send.
func fieldSafe(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}
