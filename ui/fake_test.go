package ui

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/labstack/echo/v4"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// The people of these tests.
var (
	officer = access.Caller{Actor: complaint.Actor{Role: complaint.CaseOfficer, ID: "staff/1"}, Name: "Ola Berg"}
	privacy = access.Caller{Actor: complaint.Actor{Role: complaint.PrivacyOfficer, ID: "staff/2"}, Name: "Pia Lund"}
	manager = access.Caller{Actor: complaint.Actor{Role: complaint.Manager, ID: "staff/3"}, Name: "Mats Ek"}
	person  = access.Caller{Actor: complaint.Actor{Role: complaint.Complainant}, Case: "RC-TEST-0001"}
	nobody  = access.Nobody
)

// received is when the case of these tests came in: a Friday in summer time.
var received = time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC)

// narrative is what the complainant of these tests wrote: with line breaks, and
// with what must never reach a page as markup.
const narrative = "They kept my CV for years.\n<script>alert('x')</script>\nNobody answered & nobody called."

// fake is a Service that keeps one case by the real law, and remembers what it
// was asked to do.
type fake struct {
	fakeAccounts
	fakeDrafts
	fakeDraftFiles
	mu      sync.Mutex
	rec     law.Record
	now     time.Time
	day     time.Duration
	filed   []complaint.Filing
	keys    []string
	acts    []law.Act
	data    []map[string]any
	file    []byte
	uploads int              // files taken in and not dropped
	refuse  error            // what the next file is answered with
	unfit   map[string]error // the same, by name of the file
	filter  law.Filter
	rows    law.Page
	goals   []law.Goal // where the case can be moved to, if not where the release says
	fail    error      // what the next writing call answers
	left    bool
	tallies []law.Tally
	today   complaint.Date // on which the years are looked at
	wishes  []string       // for links
	own     []law.OwnReminder
	places  []access.OwnSession // where the case is open
	proven  bool                // the caller has just come in
	closed  []string            // sessions that were ended
	ended   []int               // representatives whose access was taken back
}

func newFake() *fake {
	f := &fake{now: received.Add(49 * time.Hour), day: 24 * time.Hour}
	filing := complaint.Filing{
		Person:    complaint.Person{Name: "Anna Åkesson", Email: "anna@example.org", Address: "Storgatan 1\n111 22 Stockholm"},
		Narrative: narrative, Wanted: "Delete everything.", AskedBefore: "I wrote in May.", Residence: "SE", Language: "sv", PersonType: "JOB_SEEKER",
		Entity: "TEKSYSTEMS", Principles: []string{"ACCESS", "RECOURSE_ENFORCEMENT_LIABILITY"}, Channel: "WEB_FORM",
	}
	facts := law.FactsOf(filing, received)
	c, e := law.Receive("RC-TEST-0001", law.Select(facts).Ref(), facts, "k0", person.Actor, received)
	f.rec = law.Record{Case: c, Filing: filing, FiledAt: received, Entries: []law.Entry{{Event: e}}}
	f.post(e)
	return f
}

// post turns the letters of an event into sent ones.
func (f *fake) post(e law.Event) {
	for _, l := range e.Letters {
		f.rec.Letters = append(f.rec.Letters, law.Posted{
			Letter: l, ID: int64(len(f.rec.Letters) + 1), Seq: e.Seq, Status: "SENT", Attempts: 1, Subject: "About your case", Body: "Dear reader,\nread this.",
			SentAt: e.Recorded,
		})
	}
}

// do performs an act on the case of the fake by the law; texts go to the record.
func (f *fake) do(t testing.TB, who access.Caller, action complaint.Action, texts map[string]string, facts ...string) {
	t.Helper()
	act := law.Act{Key: "k" + string(action), Action: action, Actor: who.Actor, Facts: map[string]string{}}
	for _, fact := range facts {
		name, value, _ := strings.Cut(fact, "=")
		act.Facts[name] = value
	}
	e, err := f.rec.Case.Apply(act, f.now)
	if err != nil {
		t.Fatalf("%s: %v", action, err)
	}
	f.rec.Entries = append(f.rec.Entries, law.Entry{Event: e, Details: texts})
	f.post(e)
}

// on moves the fake to a day after receipt and rings what is due.
func (f *fake) on(day int) {
	f.now = received.AddDate(0, 0, day).Add(time.Hour)
	for _, e := range f.rec.Case.Wake(f.now, time.Minute) {
		f.rec.Entries = append(f.rec.Entries, law.Entry{Event: e})
		f.post(e)
	}
}

func (f *fake) Now() time.Time   { return f.now }
func (f *fake) Clock() law.Clock { return law.Clock{Day: f.day} }

func (f *fake) File(_ context.Context, filing complaint.Filing, key string, _ complaint.Actor) (law.Case, string, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail != nil {
		return law.Case{}, "", false, f.fail
	}
	if err := filing.Validate(); err != nil {
		return law.Case{}, "", false, err
	}
	fresh := !slices.Contains(f.keys, key)
	if fresh {
		f.filed, f.keys = append(f.filed, filing), append(f.keys, key)
	}
	return f.rec.Case, code, fresh, nil
}

// code is the access code of the case.
const code = "ABCD-EFGH-JKMN-PQRS"

func (f *fake) Receipt(_ context.Context, number complaint.Number, key string) (law.Case, string, error) {
	if number != f.rec.Case.Number || !slices.Contains(f.keys, key) {
		return law.Case{}, "", complaint.Errorf(complaint.Missing, "no such filing")
	}
	return f.rec.Case, code, nil
}

func (f *fake) Act(_ context.Context, number complaint.Number, act law.Act, data map[string]any) (int, error) {
	if number != f.rec.Case.Number {
		return 0, complaint.Errorf(complaint.Missing, "no such case")
	}
	f.acts, f.data = append(f.acts, act), append(f.data, data)
	if f.fail != nil {
		return 0, f.fail
	}
	facts, private, err := law.ParseData(act.Action, data)
	if err != nil {
		return 0, err
	}
	act.Facts = facts
	e, err := f.rec.Case.Apply(act, f.now)
	if err != nil {
		return 0, err
	}
	f.rec.Entries = append(f.rec.Entries, law.Entry{Event: e, Details: private})
	f.post(e)
	return e.Seq, nil
}

func (f *fake) Upload(_ context.Context, _ complaint.Number, _ complaint.Actor, name string, content io.Reader) (law.Document, error) {
	text, err := io.ReadAll(content)
	if err == nil {
		err = f.refuse
	}
	if err == nil {
		err = f.unfit[name]
	}
	if err != nil {
		return law.Document{}, err
	}
	if len(text) == 0 {
		return law.Document{}, complaint.Errorf(complaint.Invalid, "the file is empty")
	}
	f.file, f.uploads = text, f.uploads+1
	return law.Document{ID: "u1", Name: path.Base(strings.ReplaceAll(name, `\`, "/")), Type: "text/plain", Size: int64(len(text)), SHA256: fmt.Sprintf("%x", sha256.Sum256(text))}, nil
}

func (f *fake) DropUpload(context.Context, string) error { f.uploads--; return nil }

func (f *fake) AddDocument(_ context.Context, _ complaint.Number, act law.Act, file law.Document, data map[string]any) (law.Document, error) {
	f.acts, f.data = append(f.acts, act), append(f.data, data)
	caption, _ := data["caption"].(string)
	dated, _ := data["dated"].(string)
	f.uploads--
	if f.fail != nil {
		return law.Document{}, f.fail
	}
	file.ID, file.By, file.AddedAt = fmt.Sprint("d", len(f.rec.Documents)+1), string(act.Actor.Role), f.now
	f.rec.Documents = append(f.rec.Documents, file)
	f.rec.Entries = append(f.rec.Entries, law.Entry{
		Event:   law.Event{Seq: 99, Action: act.Action, Actor: act.Actor, At: f.now, Recorded: f.now},
		Details: map[string]string{"document": file.ID, "caption": caption, "dated": dated},
	})
	return file, f.fail
}

func (f *fake) Document(_ context.Context, number complaint.Number, id string) (law.Document, io.Reader, error) {
	for _, d := range f.rec.Documents {
		if number == f.rec.Case.Number && d.ID == id {
			return d, bytes.NewReader(f.file), nil
		}
	}
	return law.Document{}, nil, complaint.Errorf(complaint.Missing, "no such document")
}

func (f *fake) Dossier(_ context.Context, number complaint.Number, _ complaint.Actor) (law.Record, error) {
	if number != f.rec.Case.Number {
		return law.Record{}, complaint.Errorf(complaint.Missing, "no such case")
	}
	return f.rec, nil
}

func (f *fake) Options(_ context.Context, _ complaint.Number, actor complaint.Actor) ([]law.Option, error) {
	return f.rec.Case.Options(actor, f.now), nil
}

func (f *fake) Goals(context.Context, complaint.Number) ([]law.Goal, error) {
	if f.goals != nil {
		return f.goals, nil
	}
	return f.rec.Case.Goals(), nil
}

func (f *fake) CertificatePDF(_ context.Context, number complaint.Number, actor complaint.Actor) ([]byte, error) {
	return []byte("%PDF-1.3 of " + string(number) + " for " + string(actor.Role)), nil
}

func (f *fake) CertificateJSON(_ context.Context, number complaint.Number, _ complaint.Actor) ([]byte, error) {
	return []byte(`{"statement":"` + string(number) + `"}`), nil
}

func (f *fake) Site() string { return "https://recourse.example" }

func (f *fake) MailReceipt(_ context.Context, number complaint.Number, _ string) error {
	f.wishes = append(f.wishes, "receipt "+string(number))
	return f.fail
}

func (f *fake) Worklist(_ context.Context, filter law.Filter) (law.Page, error) {
	f.filter = filter
	return f.rows, f.fail
}

func (f *fake) Staff(context.Context) ([]access.Caller, error) {
	return []access.Caller{officer, privacy, manager, auditor, {Actor: complaint.Actor{Role: complaint.CaseOfficer, ID: "staff/8"}, Name: "Has Left", Out: true}}, nil
}

func (f *fake) OpenSession(_ context.Context, number, given string) (complaint.Number, error) {
	if n, err := complaint.ParseNumber(number); err != nil || n != f.rec.Case.Number || given != code {
		return "", complaint.Errorf(complaint.Missing, "number and code do not match")
	}
	return f.rec.Case.Number, nil
}

func (f *fake) AskLink(_ context.Context, number, email string) error {
	if _, err := complaint.ParseNumber(number); err != nil {
		return err
	}
	f.wishes = append(f.wishes, number+" "+email)
	return f.fail
}

// token opens the case once.
const token = "TOKEN"

func (f *fake) UseLink(_ context.Context, _, given string) (complaint.Number, error) {
	if given != token {
		return "", complaint.Errorf(complaint.Missing, "no such link")
	}
	return f.rec.Case.Number, nil
}

func (f *fake) RenewCode(_ context.Context, _ complaint.Number, _ complaint.Actor, key string) (string, error) {
	f.keys = append(f.keys, key)
	return "NEWC-ODEN-EWCO-DENE", f.fail
}

func (f *fake) Admit(_ context.Context, _ complaint.Number, by complaint.Actor, key, name, email string) (law.Admitted, string, error) {
	if f.fail != nil {
		return law.Admitted{}, "", f.fail
	}
	e, err := f.rec.Case.Apply(law.Act{Key: key, Action: complaint.RepresentativeAdmitted, Actor: by}, f.now)
	if err != nil {
		return law.Admitted{}, "", err
	}
	f.rec.Entries = append(f.rec.Entries, law.Entry{Event: e, Details: map[string]string{"name": name, "email": email}})
	list := f.rec.Admitted()
	return list[len(list)-1], "AGEN-TCOD-EAGE-NTCO", nil
}

func (f *fake) Revoke(_ context.Context, _ complaint.Number, by complaint.Actor, key string, seq int) error {
	f.ended = append(f.ended, seq)
	e, err := f.rec.Case.Apply(law.Act{Key: key, Action: complaint.RepresentativeRevoked, Actor: by, Facts: map[string]string{law.AgentFact: law.AgentID(seq)}}, f.now)
	if err == nil {
		f.rec.Entries = append(f.rec.Entries, law.Entry{Event: e})
	}
	return err
}

func (f *fake) Figures(context.Context) ([]law.Yearly, error) {
	return law.Years(f.tallies, f.today), f.fail
}

func (f *fake) Remind(_ context.Context, _ complaint.Number, _ complaint.Actor, key string, day complaint.Date, word string) error {
	if f.fail == nil {
		f.own = append(f.own, law.OwnReminder{ID: key, Day: day, Word: word})
	}
	return f.fail
}

func (f *fake) OwnReminders(context.Context, complaint.Number, complaint.Actor) ([]law.OwnReminder, error) {
	return f.own, nil
}

func (f *fake) Forget(_ context.Context, _ complaint.Number, _ complaint.Actor, id string) error {
	f.own = slices.DeleteFunc(f.own, func(o law.OwnReminder) bool { return o.ID == id })
	return nil
}

func (f *fake) Leave(context.Context) error { f.left = true; return nil }

func (f *fake) Readings(context.Context, complaint.Number, string, int) ([]law.Reading, string, error) {
	return []law.Reading{
		{ID: 2, Staff: "staff/2", What: "documents/d1", At: f.now}, {ID: 1, Staff: "staff/9", What: "case", At: received},
	}, "", f.fail
}

// memory is one session, kept in a map.
type memory map[string]string

func (m memory) Put(_ context.Context, key string, value any)   { m[key], _ = value.(string) }
func (m memory) GetString(_ context.Context, key string) string { return m[key] }
func (m memory) PopString(_ context.Context, key string) string {
	v := m[key]
	delete(m, key)
	return v
}

// bundled stands in for the files that the build makes.
var bundled = fstest.MapFS{
	"manifest.json":  {Data: []byte(`{"app.css": "app-1.css", "app.js": "app-2.js", "icon.svg": "icon-3.svg"}`)},
	"app-1.css":      {Data: []byte("body {}")},
	"app-1.css.br":   {Data: []byte("packed by brotli")},
	"app-1.css.gz":   {Data: []byte("packed by gzip")},
	"app-2.js":       {Data: []byte("1")},
	"icon-3.svg":     {Data: []byte("<svg xmlns='http://www.w3.org/2000/svg'/>")},
	".gitignore":     {Data: []byte("*")},
	"folder/one.css": {Data: []byte("p {}")},
}

// browser opens the pages as one person.
type browser struct {
	t       testing.TB
	front   *echo.Echo
	service *fake
	session memory
	who     access.Caller
	lang    string // the language that the browser keeps
}

func open(t testing.TB, who access.Caller, change ...func(*Options)) *browser {
	t.Helper()
	b := &browser{t: t, service: newFake(), session: memory{}, who: who, lang: "en"}
	o := Options{Service: b.service, Sessions: b.session, Dev: true, Tray: func(_ context.Context, number complaint.Number) ([]Mail, error) {
		all := []Mail{
			{ID: 2, Case: "RC-TEST-0001", Code: "N07", To: complaint.Complainant, Subject: "Our answer", Body: "Dear you,\nhere it is.", At: received},
			{ID: 1, Case: "RC-TEST-0002", Code: "N01", To: complaint.Complainant, Subject: "We have it", Body: "Thank you.", At: received},
		}
		return slices.DeleteFunc(all, func(m Mail) bool { return number != "" && m.Case != number }), nil
	}}
	for _, c := range change {
		c(&o)
	}
	pages, err := newPages(o, bundled)
	if err != nil {
		t.Fatal(err)
	}
	b.front = newFront(pages, &b.who)
	return b
}

// newFront is a front door as the server builds it: it knows who calls, asks
// the table of routes, and lets the pages draw errors.
func newFront(pages *Pages, who *access.Caller) *echo.Echo {
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		status := http.StatusInternalServerError
		var he *echo.HTTPError
		if errors.As(err, &he) {
			status = he.Code
		}
		if s := statusOf[complaint.KindOf(err)]; s != 0 {
			status = s
		}
		if err := pages.Error(c, status, "", err.Error(), "req-1"); err != nil {
			panic(err)
		}
	}
	e.Use(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if rule, ok := access.Find(c.Request().Method, c.Path()); ok && !rule.Allows(who.Actor.Role) {
				if !who.Works() && !who.Complains() {
					return echo.ErrUnauthorized
				}
				return echo.ErrForbidden
			}
			c.SetRequest(c.Request().WithContext(access.With(c.Request().Context(), *who)))
			return next(c)
		}
	})
	pages.Mount(e)
	return e
}

var statusOf = map[complaint.Kind]int{
	complaint.Invalid: 400, complaint.Missing: 404, complaint.Forbidden: 403, complaint.Conflict: 409, complaint.Busy: 503,
}

// answer is a page as it came back.
type answer struct {
	*goquery.Document
	t      testing.TB
	status int
	header http.Header
	body   string
}

func (b *browser) send(req *http.Request) answer {
	b.t.Helper()
	if b.lang != "" {
		req.AddCookie(&http.Cookie{Name: "language", Value: b.lang})
	}
	w := httptest.NewRecorder()
	b.front.ServeHTTP(w, req)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		b.t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(body)))
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{doc, b.t, w.Code, w.Header(), string(body)}
}

func (b *browser) get(path string) answer {
	b.t.Helper()
	return b.send(httptest.NewRequest(http.MethodGet, path, nil))
}

func (b *browser) post(path string, form url.Values) answer {
	b.t.Helper()
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set(echo.HeaderContentType, echo.MIMEApplicationForm)
	return b.send(req)
}

// want checks the status.
func (a answer) want(status int) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("status %d, want %d: %s", a.status, status, strings.Join(strings.Fields(a.Find("main").Text()), " "))
	}
	return a
}

// leads checks that the answer sends the browser on.
func (a answer) leads(to string) {
	a.t.Helper()
	if a.want(http.StatusSeeOther); a.header.Get("Location") != to {
		a.t.Fatalf("leads to %q, want %q", a.header.Get("Location"), to)
	}
}

// text is the text at a selector, blanks made single.
func (a answer) text(selector string) string {
	return strings.Join(strings.Fields(a.Find(selector).Text()), " ")
}

// each collects an attribute of all elements at a selector.
func (a answer) each(selector, attr string) []string {
	var list []string
	a.Find(selector).Each(func(_ int, s *goquery.Selection) { list = append(list, s.AttrOr(attr, "")) })
	return list
}

// json posts what a script sends.
func (b *browser) json(path, body string) answer {
	b.t.Helper()
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	req.Header.Set(echo.HeaderContentType, echo.MIMEApplicationJSON)
	return b.send(req)
}
