package ui

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"
	"github.com/pdfcpu/pdfcpu/pkg/api"

	"recourse/complaint"
	"recourse/law"
	"recourse/paper/papertest"
	"recourse/words"
)

// saved checks that an answer is a file to be kept.
func (a answer) saved(name, kind string) []byte {
	a.t.Helper()
	a.want(http.StatusOK)
	if got := a.header.Get("Content-Disposition"); got != "attachment; filename="+name {
		a.t.Errorf("disposition %q, want %q", got, name)
	}
	if got := a.header.Get("Content-Type"); got != kind {
		a.t.Errorf("type %q, want %q", got, kind)
	}
	return []byte(a.body)
}

// pdf checks that an answer is a PDF, and returns what it says.
func (a answer) pdf(name string) string {
	a.t.Helper()
	file := a.saved(name, typePDF)
	if err := api.Validate(bytes.NewReader(file), nil); err != nil {
		a.t.Fatal(err)
	}
	return papertest.Text(a.t, file)
}

// filed is a browser that has filed a complaint.
func filed(t *testing.T) *browser {
	t.Helper()
	b := drafting(t)
	b.post("/complaint/draft/send", nil).leads("/complaint/receipt")
	return b
}

func TestReceipt_canBeTakenAway(t *testing.T) {
	t.Parallel()
	b := filed(t)
	a := b.get("/complaint/receipt").want(http.StatusOK)
	if got := a.each("main a[download]", "href"); !slices.Equal(got, []string{"/complaint/receipt.pdf", "/complaint/receipt.ics"}) {
		t.Errorf("files %v", got)
	}
	said := b.get("/complaint/receipt.pdf").pdf("receipt-RC-TEST-0001.pdf")
	for _, want := range []string{"RC-TEST-0001", code, "Monday 8 October 2018", "Anna Åkesson", "They kept my CV for years.", "https://recourse.example/follow", "Integritetsskyddsmyndigheten", "<script>"} {
		if !strings.Contains(said, want) {
			t.Errorf("the receipt does not say %q", want)
		}
	}
	c, err := ics.ParseCalendar(bytes.NewReader(b.get("/complaint/receipt.ics").saved("dates-RC-TEST-0001.ics", typeCalendar)))
	if err != nil || len(c.Events()) != 1 {
		t.Fatalf("%d events, %v", len(c.Events()), err)
	}
	day, err := c.Events()[0].GetAllDayStartAt()
	if err != nil || complaint.DateOf(day).String() != "2018-10-08" {
		t.Errorf("on %v, %v", day, err)
	}
	if strings.Contains(c.Serialize(), "Anna") || strings.Contains(c.Serialize(), code) {
		t.Error("the calendar says too much")
	}
}

func TestReceipt_ofNobodyLeadsToTheDoor(t *testing.T) {
	t.Parallel()
	b := open(t, nobody)
	for _, path := range []string{"/complaint/receipt.pdf", "/complaint/receipt.ics"} {
		b.get(path).leads("/follow")
	}
	for _, path := range []string{"/complaint/receipt/saved", "/complaint/receipt/mail"} {
		b.post(path, nil).leads("/follow")
	}
}

// The code disappears when somebody says that it is kept, by a tick and a button, and
// comes back as long as the page may show it.
func TestReceipt_hidesTheCodeThatIsKept(t *testing.T) {
	t.Parallel()
	b := filed(t)
	a := b.post("/complaint/receipt/saved", nil).want(http.StatusBadRequest)
	if !strings.Contains(a.Text(), code) || a.text(".govuk-error-message") == "" {
		t.Error("a button without a tick hides the code, or does not say what is missing")
	}
	b.post("/complaint/receipt/saved", url.Values{"saved": {"true"}}).leads("/complaint/receipt")
	if a := b.get("/complaint/receipt").want(http.StatusOK); strings.Contains(a.body, code) || a.Find(`a[href="/complaint/receipt?code=show"]`).Length() != 1 {
		t.Error("the code is still shown, or cannot be shown again")
	}
	if said := b.get("/complaint/receipt.pdf").pdf("receipt-RC-TEST-0001.pdf"); strings.Contains(said, code) {
		t.Error("the PDF still shows the code")
	}
	if a := b.get("/complaint/receipt?code=show").want(http.StatusOK); !strings.Contains(a.Text(), code) {
		t.Error("the code does not come back")
	}
	b.session[receiptKey] = keptReceipt("RC-TEST-0001", received, "draft/RD-TEST-0001") // long ago
	for _, path := range []string{"/complaint/receipt?code=show", "/complaint/receipt"} {
		if a := b.get(path).want(http.StatusOK); strings.Contains(a.body, code) || !strings.Contains(a.Text(), "have a link sent to you") {
			t.Errorf("%s shows the code for ever, or does not say how to get a new one", path)
		}
	}
}

func TestReceipt_goesByMail(t *testing.T) {
	t.Parallel()
	b := filed(t)
	b.post("/complaint/receipt/mail", nil).leads("/complaint/receipt")
	if !slices.Equal(b.service.wishes, []string{"receipt RC-TEST-0001"}) || !strings.Contains(b.get("/complaint/receipt").text(".notice"), "on its way") {
		t.Errorf("wishes %v", b.service.wishes)
	}
	b.service.fail = complaint.Errorf(complaint.Conflict, "sent often enough")
	b.post("/complaint/receipt/mail", nil).leads("/complaint/receipt")
	if !strings.Contains(b.get("/complaint/receipt").text(".notice"), "already") {
		t.Error("it does not say that it was sent before")
	}
	b.service.rec.Case.Facts.Mailable = false
	if b.get("/complaint/receipt").Find(`form[action="/complaint/receipt/mail"]`).Length() != 0 {
		t.Error("it offers mail to who has given no address")
	}
}

// What goes by mail holds neither the code nor a word of the complaint.
func TestPapers_mailedSaysNothingInConfidence(t *testing.T) {
	t.Parallel()
	f := newFake()
	list, err := (Papers{Record: f, Site: f.Site()}).Mailed(context.Background(), f.rec, f.now)
	if err != nil || len(list) != 2 || list[0].Type != typePDF || list[1].Type != typeCalendar {
		t.Fatalf("%d files, %v", len(list), err)
	}
	said := papertest.Text(t, list[0].Content)
	for _, secret := range []string{"Anna", "CV", "Storgatan", "anna@example.org", "Delete everything", code} {
		if strings.Contains(said, secret) || strings.Contains(string(list[1].Content), secret) {
			t.Errorf("the mailed papers say %q", secret)
		}
	}
	if !strings.Contains(said, "RC-TEST-0001") || !strings.Contains(said, "Monday 8 October 2018") {
		t.Errorf("the mailed receipt says %s", said)
	}
}

func TestMyCase_canBeTakenAway(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	a := b.get("/my-case").want(http.StatusOK)
	if got := a.each("#keepsakes a", "href"); !slices.Equal(got, []string{"/my-case/receipt.pdf", "/my-case/calendar.ics", "/my-case/packets", "/my-case/everything.zip"}) {
		t.Errorf("links %v", got)
	}
	if said := b.get("/my-case/receipt.pdf").pdf("receipt-RC-TEST-0001.pdf"); strings.Contains(said, code) || !strings.Contains(said, "They kept my CV for years.") {
		t.Error("the receipt shows a code, or not what was sent")
	}
	c, err := ics.ParseCalendar(bytes.NewReader(b.get("/my-case/calendar.ics").saved("dates-RC-TEST-0001.ics", typeCalendar)))
	if err != nil {
		t.Fatal(err)
	}
	live := 0
	for _, d := range b.service.rec.Case.Deadlines {
		if d.Running() {
			live++
		}
	}
	if len(c.Events()) != live || live == 0 {
		t.Errorf("%d events for %d dates", len(c.Events()), live)
	}
}

// withDocuments adds a document of the person's and one of the office's.
func withDocuments(f *fake) {
	f.file = []byte("what I wrote")
	f.rec.Documents = []law.Document{
		{ID: "d1", Name: "מכתב.txt", Type: "text/plain", Size: 12, SHA256: "aa", By: "complainant", AddedAt: received},
		{ID: "d2", Name: "office.txt", Type: "text/plain", Size: 12, SHA256: "bb", By: "case_officer", AddedAt: received},
	}
}

func TestEverything_isAllThereIs(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	withDocuments(b.service)
	b.service.do(t, officer, complaint.MessageSent, map[string]string{"text": "We have a question.", "translation": "Vi har en fråga."})
	b.service.do(t, person, complaint.DocumentAdded, map[string]string{"document": "d1"})
	m, held := papertest.Unzip(t, b.get("/my-case/everything.zip").saved("case-RC-TEST-0001.zip", typeZip))
	var names []string
	for _, f := range m.Files {
		names = append(names, f.Name)
	}
	if want := []string{"index.html", "case.pdf", "certificate.pdf", "certificate.json", "documents/01 מכתב.txt", "documents/02 office.txt"}; !slices.Equal(names, want) {
		t.Errorf("files %q, want %q", names, want)
	}
	for _, want := range []string{"We have a question.", "They kept my CV for years.", "Anna Åkesson", "Monday 8 October 2018", "Dear reader,", "III.11.d.i"} {
		if !strings.Contains(held["index.html"], want) {
			t.Errorf("the index does not say %q", want)
		}
		if said := papertest.Text(t, []byte(held["case.pdf"])); !strings.Contains(said, strings.TrimSuffix(want, ",")) {
			t.Errorf("the PDF does not say %q", want)
		}
	}
	_, messages, _ := strings.Cut(held["index.html"], "<h2>Messages</h2>")
	messages, _, _ = strings.Cut(messages, "<h2>")
	for _, want := range []string{"Vi har en fråga.", "מכתב.txt"} {
		if !strings.Contains(messages, want) {
			t.Errorf("the messages lack %q, which the page shows: %s", want, messages)
		}
	}
	if strings.Contains(held["index.html"], "<script") {
		t.Error("the index holds a script")
	}
	if held["documents/01 מכתב.txt"] != "what I wrote" || m.Case != "RC-TEST-0001" || m.For != "complainant" {
		t.Errorf("%+v", m)
	}
}

func TestEverything_ofNoCaseIsAPage(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	b.who.Case = "RC-TEST-0009"
	for _, path := range []string{"/my-case/everything.zip", "/my-case/receipt.pdf", "/my-case/calendar.ics", "/my-case/packets", "/my-case/packets/recourse"} {
		if a := b.get(path).want(http.StatusNotFound); a.header.Get("Content-Disposition") != "" {
			t.Errorf("%s hands out something", path)
		}
	}
}

func TestPackets_areThoseOfTheRoad(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	want := []string{"/my-case/packets/recourse", "/my-case/packets/authority", "/my-case/packets/commerce", "/my-case/packets/ftc", "/my-case/packets/arbitration"}
	if got := b.get("/my-case/packets").want(http.StatusOK).each("main h2 a", "href"); !slices.Equal(got, want) {
		t.Errorf("packets %v", got)
	}
	b.service.rec.Case.Facts.DataClass = "HR"
	if got := b.get("/my-case/packets").each("main h2 a", "href"); !slices.Equal(got, []string{want[1], want[3]}) {
		t.Errorf("packets with employment data %v", got)
	}
	for _, path := range []string{want[0], want[0] + "/packet.pdf", want[0] + "/packet.zip", want[4], want[4] + "/packet.zip"} {
		b.get(path).want(http.StatusForbidden)
	}
	b.get("/my-case/packets/press").want(http.StatusNotFound)
}

// Each packet holds what its recipient gets, and nothing of what it must not get: on
// the page, on paper and in the archive.
func TestPacket_holdsWhatItsRecipientGets(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	withDocuments(b.service)
	for _, to := range law.Recipients {
		base := "/my-case/packets/" + string(to)
		a := b.get(base).want(http.StatusOK)
		said := b.get(base + "/packet.pdf").pdf("packet-" + string(to) + "-RC-TEST-0001.pdf")
		m, held := papertest.Unzip(t, b.get(base+"/packet.zip").saved("packet-"+string(to)+"-RC-TEST-0001.zip", typeZip))
		if m.For != string(to) {
			t.Errorf("%s: for %q", to, m.For)
		}
		for item, text := range map[law.Item]string{
			law.ItemName: "Anna Åkesson", law.ItemEmail: "anna@example.org", law.ItemAddress: "Storgatan 1", law.ItemNarrative: "They kept my CV for years.",
			law.ItemWanted: "Delete everything.", law.ItemAskedBefore: "I wrote in May.", law.ItemEntity: "TEKsystems", law.ItemAnswerDue: "Monday 8 October 2018",
		} {
			want := item.For(to).Use == law.Sent
			if on := a.text("main"); strings.Contains(on, text) != want {
				t.Errorf("%s: the page says %q: %v, want %v", to, text, !want, want)
			}
			if strings.Contains(said, text) != want || strings.Contains(held["packet.html"], text) != want {
				t.Errorf("%s: the paper says %q: %v, want %v", to, text, !want, want)
			}
		}
		_, own := held["documents/01 מכתב.txt"]
		if want := law.ItemDocuments.For(to).Use == law.Sent; own != want {
			t.Errorf("%s: the person's document is in it: %v", to, own)
		}
		if len(m.Files) > 3 || strings.Contains(a.text("#files + ul"), "office") {
			t.Errorf("%s: holds %v", to, m.Files)
		}
		if n := a.Find(`section[aria-labelledby="arbitration"] [data-finding]`).Length(); (n == 9) != (to == law.ToPanel) {
			t.Errorf("%s: %d guards and bars", to, n)
		}
	}
}

func TestPacket_tellsTheStepsSoFar(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	b.service.do(t, officer, complaint.TriageAccepted, nil, "data_class=NON_HR")
	b.service.on(46)
	b.service.do(t, person, complaint.IRMFiled, map[string]string{"reference": "BBB-17"})
	said := b.get("/my-case/packets/authority/packet.pdf").pdf("packet-authority-RC-TEST-0001.pdf")
	for _, want := range []string{"BBB-17", "The last day has passed without an answer."} {
		if !strings.Contains(said, want) {
			t.Errorf("the packet does not say %q: %s", want, said)
		}
	}
}

func TestPackets_everythingHasWords(t *testing.T) {
	t.Parallel()
	var ids []string
	for _, to := range law.Recipients {
		ids = append(ids, "packet.title."+string(to), "packet.says."+string(to), "packet.shut."+string(to))
	}
	for _, f := range law.PacketFields {
		ids = append(ids, "packet.item."+string(f.Item))
	}
	for r := range law.Reasons {
		ids = append(ids, "packet.why."+string(r))
	}
	for _, id := range ids {
		if !words.Has(t.Context(), id) {
			t.Errorf("%s has no words", id)
		}
	}
}
