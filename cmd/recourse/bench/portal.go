package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// The figures of the portal.
const (
	renders     = 500 // of each page are timed
	renderWarm  = 25  // of each page before that
	portalTurns = 8   // of filing by program and by form, so that a noisy moment of the machine meets both
)

// leaf is one page of the form and what is answered there.
type leaf struct {
	path    string
	answers url.Values
}

// begins is how a draft begins: with the answers of the questions before it.
var begins = leaf{"/complaint/draft", url.Values{
	"residence": {"SE"}, "about": {"self"}, "person_type": {"VISITOR"}, "entity": {"TEKSYSTEMS"}, "kind": {"complaint"},
}}

// leaves are the pages of the form in their order, from the first question to the
// page that shows all answers; sends is what files them.
var (
	leaves = []leaf{
		{"/complaint/draft/name", url.Values{"person.name": {"Bench Mark"}}},
		{"/complaint/draft/contact", url.Values{"person.email": {"bench@example.org"}}},
		{"/complaint/draft/address", url.Values{}},
		{"/complaint/draft/identifier", url.Values{}},
		{"/complaint/draft/language", url.Values{"language": {"en"}}},
		{"/complaint/draft/what-happened", url.Values{"narrative": {narrative}}},
		{"/complaint/draft/grounds", url.Values{}},
		{"/complaint/draft/when", url.Values{}},
		{"/complaint/draft/asked", url.Values{"asked": {"false"}}},
		{"/complaint/draft/wanted", url.Values{"wanted": {"An answer."}}},
		{"/complaint/draft/who-sees", url.Values{}},
	}
	checks = leaf{path: "/complaint/draft/check"}
	sends  = leaf{"/complaint/draft/send", url.Values{}}
)

// receiptPath is where whoever has filed comes to.
const receiptPath = "/complaint/receipt"

// Portal stores complaints, times the pages of residents among them, and compares
// filing through the form with filing through the API. Targets: 5 ms at the 99th
// percentile, and 0.7 of the rate.
func (o Options) Portal(ctx context.Context, front string, watch *Watch, index func(context.Context) error) error {
	if err := o.Stock(ctx, front, index); err != nil {
		return err
	}
	if err := o.renders(ctx, front, watch); err != nil {
		return err
	}
	return o.forms(ctx, front)
}

// renders times the start page, a case and each page of the form, one request at a
// time.
func (o Options) renders(ctx context.Context, front string, watch *Watch) error {
	visits, err := o.visits(ctx, front)
	if err != nil {
		return err
	}
	o.say("rendering %d pages %d times each", len(visits), renders)
	for i := range renderWarm + renders {
		if i == renderWarm {
			watch.forget()
		}
		for _, v := range visits {
			if _, err := v.client.get(ctx, v.path); err != nil {
				return err
			}
		}
	}
	for _, v := range visits {
		took := watch.of(v.path)
		if len(took) != renders {
			return fmt.Errorf("%s was rendered %d times, not %d", v.path, len(took), renders)
		}
		ms := float64(took[len(took)*99/100].Microseconds()) / 1000
		err := o.Print(Figure{
			Figure: "render " + v.path, Ours: round(ms), Unit: "ms, 99th percentile", Target: "<= 5", Met: ms <= 5,
			Note: fmt.Sprintf("at the server, with %d sealed cases stored; median %.2f ms", o.Sealed, median(took)),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// visit is a page with who looks at it.
type visit struct {
	client *person
	path   string
}

// visits are the pages that are timed, each opened by somebody who may.
func (o Options) visits(ctx context.Context, front string) ([]visit, error) {
	own, err := o.ownCase(ctx, front)
	if err != nil {
		return nil, err
	}
	writer := newPerson(front)
	if _, err := writer.post(ctx, begins); err != nil {
		return nil, err
	}
	for _, l := range leaves {
		if _, err := writer.post(ctx, l); err != nil {
			return nil, err
		}
	}
	all := []visit{{newPerson(front), "/"}, {own, "/my-case"}, {writer, begins.path}}
	for _, l := range append(slices.Clone(leaves), checks) {
		all = append(all, visit{writer, l.path})
	}
	return all, nil
}

// ownCase is somebody who has opened the case that they have filed.
func (o Options) ownCase(ctx context.Context, front string) (*person, error) {
	o.Server = front
	var receipt struct {
		Number string `json:"case_number"`
		Code   string `json:"access_code"`
	}
	if err := o.post(ctx, "/complaints", complaintOf(narrative), &receipt); err != nil {
		return nil, err
	}
	r := newPerson(front)
	at, err := r.post(ctx, leaf{"/follow", url.Values{"case": {receipt.Number}, "code": {receipt.Code}}})
	if err == nil && at != "/my-case" {
		err = fmt.Errorf("the code of %s leads to %s", receipt.Number, at)
	}
	return r, err
}

// forms compares filing by form, all pages of it read and sent, with filing by
// program.
func (o Options) forms(ctx context.Context, front string) error {
	each := max(o.Filings/4/portalTurns, o.Clients)
	o.say("filing %d complaints through the form and %d through the API, %d clients, in turns", each*portalTurns, each*portalTurns, o.Clients)
	o.Server = front
	var ours, bare time.Duration
	var asked atomic.Int64
	for turn := range portalTurns + 1 {
		asked.Store(0)
		begun := time.Now()
		if err := spread(ctx, each, o.Clients, func(ctx context.Context, _ int) error { return fileByForm(ctx, front, &asked) }); err != nil {
			return err
		}
		form := time.Since(begun)
		begun = time.Now()
		if _, err := o.file(ctx, each); err != nil {
			return err
		}
		if turn > 0 { // the first one warms up
			ours, bare = ours+form, bare+time.Since(begun)
		}
	}
	ratio := bare.Seconds() / ours.Seconds()
	return o.Print(Figure{
		Figure: "filing by form", Ours: round(perSecond(each*portalTurns, ours)), Bare: round(perSecond(each*portalTurns, bare)), Ratio: round(ratio),
		Unit: "filings per second", Target: ">= 0.7", Met: ratio >= 0.7,
		Note: fmt.Sprintf("all %d pages of the form read and sent: %d requests a filing, %.0f requests per second; bare: the same complaint through the API, one request", len(leaves)+3,
			asked.Load()/int64(each), ratio*float64(asked.Load())/float64(each)*perSecond(each*portalTurns, bare)),
	})
}

// fileByForm goes through all pages of the form, and counts what is asked of the
// server.
func fileByForm(ctx context.Context, front string, asked *atomic.Int64) error {
	r := newPerson(front)
	r.asked = asked
	at, err := r.post(ctx, begins)
	for _, l := range append(slices.Clone(leaves), leaf{path: checks.path}) {
		if err != nil {
			return err
		}
		if at != l.path { // not led there by the page before
			if _, err = r.get(ctx, l.path); err != nil {
				return err
			}
		}
		if l.path == checks.path {
			break
		}
		at, err = r.post(ctx, l)
	}
	if err != nil {
		return err
	}
	if at, err = r.post(ctx, sends); err == nil && at != receiptPath {
		err = fmt.Errorf("whoever sends the form comes to %s", at)
	}
	return err
}

// person is somebody with a browser.
type person struct {
	front  string
	client *http.Client
	asked  *atomic.Int64 // requests; nil where nobody counts
}

func newPerson(front string) *person {
	jar, _ := cookiejar.New(nil) // never fails
	p := &person{front: front}
	p.client = &http.Client{Transport: web.Transport, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { p.count(); return nil }}
	return p
}

func (p *person) count() {
	if p.asked != nil {
		p.asked.Add(1)
	}
}

// get opens a page and returns where that leads to.
func (p *person) get(ctx context.Context, path string) (string, error) {
	return p.do(ctx, http.MethodGet, path, "")
}

// post sends the answers of a page and returns where that leads to.
func (p *person) post(ctx context.Context, l leaf) (string, error) {
	return p.do(ctx, http.MethodPost, l.path, l.answers.Encode())
}

func (p *person) do(ctx context.Context, method, path, form string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, method, p.front+path, strings.NewReader(form))
	if err != nil {
		return "", fmt.Errorf("write request: %w", err)
	}
	if form != "" || method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	p.count()
	response, err := p.client.Do(request)
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", method, path, err)
	}
	defer response.Body.Close()
	at := response.Request.URL.Path
	if _, err := io.Copy(io.Discard, response.Body); err != nil || response.StatusCode != http.StatusOK {
		return "", errors.Join(fmt.Errorf("%s %s leads to %s: %s", method, path, at, response.Status), err)
	}
	return at, nil
}
