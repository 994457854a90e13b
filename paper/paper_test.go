package paper_test

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/pdfcpu/pdfcpu/pkg/api"

	"recourse/complaint"
	"recourse/law"
	"recourse/paper"
	"recourse/paper/papertest"
)

var made = time.Date(2018, 8, 24, 10, 0, 0, 0, time.UTC)

// people have names in the scripts that residents of Europe write.
var people = []string{
	"Åsa Öhrn-Ærø", "Łukasz Żółć", "Şebnem Iğdır", "Ģirts Ķēniņš", "Ελένη Παπαδάκη", "Юлия Щербакова", "Đorđe Čović", "Ștefan Țânțar", "Sigþór Ðaníel", "Kőszegi Űr", "שרה לוי", "محمد الأمين", "فریدون پارسا",
}

func sheet() paper.Sheet {
	return paper.Sheet{
		Lang: "sv", Title: "A sheet of every kind", Caption: "Case RC-7K3F-9Q2M", Made: made, Foot: "RC-7K3F-9Q2M, 24 Aug 2018",
		Parts: []paper.Part{
			{Blocks: []paper.Block{paper.Said(paper.Large, "RC-7K3F-9Q2M"), paper.Text("A plain paragraph."), paper.Said(paper.Strong, "What must not be overlooked."), paper.Said(paper.Quiet, "A remark.")}},
			{Title: "Names", Blocks: []paper.Block{{Items: people}}},
			{Title: "Facts", Blocks: []paper.Block{{Facts: []paper.Fact{
				{Name: "Name", Text: strings.Join(people, "\n")},
				{Name: "To be filled in", Text: ""},
				{Name: "A very long name of a fact that needs several lines", Text: "short"},
				{Name: "Mixed", Text: "Letter to שרה לוי (candidate 20184), 🙂 and 漢字"},
			}}}},
			{Title: "Story", Blocks: []paper.Block{paper.Text(strings.Repeat("They kept my application for years and nobody answered. ", 900))}},
			{Title: "Files", Blocks: []paper.Block{{Links: []paper.Link{{Text: "case.pdf", Href: "case.pdf", Note: "the same as paper"}}}}},
		},
	}
}

func TestPDF_isOneThatOthersRead(t *testing.T) {
	t.Parallel()
	s := sheet()
	pdf, err := paper.PDF(&s)
	if err != nil {
		t.Fatal(err)
	}
	if err := api.Validate(bytes.NewReader(pdf), nil); err != nil {
		t.Fatal(err)
	}
	if n, err := api.PageCount(bytes.NewReader(pdf), nil); err != nil || n < 7 || n > 20 {
		t.Errorf("%d pages, %v", n, err)
	}
	lines := papertest.Lines(t, pdf)
	for _, want := range slices.Concat(people[:10], []string{
		"יול הרש", // from right to left, as it stands on paper
		"\ufee6\ufef4\ufee3\ufef7\ufe8d \ufeaa\ufee4\ufea4\ufee3", // joined, with the ligature of lam and alef
		"To be filled in", "A very long name of a", "fact that needs several", "Letter to יול הרש (candidate 20184), \ufffd and \ufffd\ufffd",
	}) {
		if !slices.Contains(lines, want) {
			t.Errorf("no line says %q: %q", want, lines[:40])
		}
	}
}

func TestPDF_givesTheSameBytesAlways(t *testing.T) {
	t.Parallel()
	s := sheet()
	first, err := paper.PDF(&s)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if again, err := paper.PDF(&s); err != nil || !bytes.Equal(again, first) {
			t.Fatalf("other bytes, %v", err)
		}
	}
}

func TestHTML_keepsWhatOthersWroteText(t *testing.T) {
	t.Parallel()
	s := paper.Sheet{Lang: "en", Title: "<script>a</script>", Parts: []paper.Part{{Title: "<b>", Blocks: []paper.Block{
		paper.Text("<script>b</script>\u202eturned"), {Facts: []paper.Fact{{Name: "<i>", Text: "<img src=x>"}}, Links: []paper.Link{{Text: "x", Href: "javascript:alert(1)"}, {Text: "y", Href: paper.FileName("documents", 1, `#é "?%.pdf`)}}},
	}}}}
	var out bytes.Buffer
	if err := paper.HTML(&out, &s); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<img", "<i>", `href="javascript`, "\u202e", "http"} {
		if strings.Contains(strings.ReplaceAll(out.String(), "http-equiv", ""), bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if !strings.Contains(out.String(), `href="documents/01%20_%c3%a9%20___.pdf"`) {
		t.Errorf("the link to the file is broken: %s", out.String()[strings.Index(out.String(), "<ul"):])
	}
}

func TestCalendar_isReadBack(t *testing.T) {
	t.Parallel()
	c := paper.Calendar{Lang: "sv", Name: "Ärende", URL: "https://recourse.example/my-case", Made: made, Days: []paper.Day{
		{ID: "RC-7K3F-9Q2M-1@recourse.example", On: complaint.Date{Year: 2018, Month: 10, Day: 8}, Title: "Bolagets svar; sista dagen, ärende RC-7K3F-9Q2M", Says: strings.Repeat("Lång text med å, ä och ö. ", 10)},
	}}
	text, err := c.ICS()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(text), "\r\n"), "\r\n") {
		if len(line) > 75 || strings.Contains(line, "\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	back, err := ics.ParseCalendar(bytes.NewReader(text))
	if err != nil || len(back.Events()) != 1 {
		t.Fatalf("%v, %d events", err, len(back.Events()))
	}
	e := back.Events()[0]
	from, err1 := e.GetAllDayStartAt()
	until, err2 := e.GetAllDayEndAt()
	if err := errors.Join(err1, err2); err != nil || from.Format(time.DateOnly) != "2018-10-08" || until.Format(time.DateOnly) != "2018-10-09" {
		t.Errorf("from %v until %v, %v", from, until, err)
	}
	if e.Id() != c.Days[0].ID || e.GetProperty(ics.ComponentPropertySummary).Value != c.Days[0].Title || len(e.Alarms()) != 2 {
		t.Errorf("read back: %s, %v, %d alarms", e.Id(), e.GetProperty(ics.ComponentPropertySummary), len(e.Alarms()))
	}
}

func TestFileName_isOneForEverySystem(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"a.pdf": "d/07 a.pdf", "../../etc/passwd": "d/07 _.._etc_passwd", `c:\x"<>|?*.txt`: "d/07 c__x______.txt", "..": "d/07 ",
		"x\u202etxt.exe": "d/07 x_txt.exe", strings.Repeat("å", 200) + ".pdf": "d/07 " + strings.Repeat("å", 76) + ".pdf",
	} {
		if got := paper.FileName("d", 7, name); strings.TrimSpace(got) != strings.TrimSpace(want) {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

var file = law.Document{ID: "d1", Name: "my letter.txt"}

func read(string) (io.Reader, error) { return strings.NewReader("what I wrote"), nil }

// Every field against every recipient: only what the table sends can be in a packet,
// and what it asks comes as an empty line.
func TestNewPacket_holdsNoForbiddenField(t *testing.T) {
	t.Parallel()
	for _, to := range law.Recipients {
		for _, f := range law.PacketFields {
			full, empty := []paper.Value{{Item: f.Item, Name: "n", Text: "t"}}, []paper.Value{{Item: f.Item, Name: "n", Text: " "}}
			_, err := paper.NewPacket(to, full, nil)
			_, blank := paper.NewPacket(to, empty, nil)
			use := f.Item.For(to).Use
			if (err == nil) != (use == law.Sent) || err != nil && !errors.Is(err, paper.ErrField) {
				t.Errorf("%s with a text to %s (%s): %v", f.Item, to, use, err)
			}
			if (blank == nil) != (use != law.Forbidden) {
				t.Errorf("%s without a text to %s (%s): %v", f.Item, to, use, blank)
			}
		}
		if _, err := paper.NewPacket(to, nil, []law.Document{file}); (err == nil) != (law.ItemDocuments.For(to).Use == law.Sent) {
			t.Errorf("documents to %s: %v", to, err)
		}
		if _, err := paper.NewPacket(to, []paper.Value{{Item: "unheard", Text: "t"}}, nil); !errors.Is(err, paper.ErrField) {
			t.Errorf("a field that no table knows, to %s: %v", to, err)
		}
	}
	if _, err := paper.NewPacket("press", []paper.Value{{Item: law.ItemNumber, Text: "t"}}, nil); !errors.Is(err, paper.ErrField) {
		t.Errorf("to nobody the table knows: %v", err)
	}
}

func TestPacket_zipIsListed(t *testing.T) {
	t.Parallel()
	k, err := paper.NewPacket(law.ToAuthority, []paper.Value{{Item: law.ItemName, Name: "Name", Text: "שרה לוי"}, {Item: law.ItemExporter, Name: "Sender"}}, []law.Document{file})
	if err != nil || len(k.Facts()) != 2 || k.Facts()[1].Text != "" || k.To() != law.ToAuthority {
		t.Fatalf("%+v, %v", k.Facts(), err)
	}
	var out bytes.Buffer
	s := sheet()
	if err := k.Zip(&out, "RC-7K3F-9Q2M", &s, made, read); err != nil {
		t.Fatal(err)
	}
	m, held := papertest.Unzip(t, out.Bytes())
	if m.For != "authority" || m.Case != "RC-7K3F-9Q2M" || !m.Made.Equal(made) {
		t.Errorf("manifest %+v", m)
	}
	if held["documents/01 my letter.txt"] != "what I wrote" || !strings.HasPrefix(held["packet.pdf"], "%PDF-") || !strings.Contains(held["packet.html"], "A plain paragraph.") {
		t.Errorf("files %v", m.Files)
	}
}

var errGone = errors.New("gone")

// An archive that breaks off cannot be taken for a whole one.
func TestArchive_halfOfItIsNone(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	a := paper.NewArchive(&out, "RC-7K3F-9Q2M", "x", made)
	list := []law.Document{file, {ID: "d2", Name: "gone"}}
	err := a.AddDocuments(list, func(id string) (io.Reader, error) {
		if id == "d2" {
			return nil, errGone
		}
		return read(id)
	})
	if !errors.Is(err, errGone) {
		t.Fatal(err)
	}
	if _, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len())); err == nil {
		t.Error("half an archive can be opened")
	}
}

// A document has gone out before the next one is read: nothing waits in memory.
func TestArchive_goesOutAsItIsRead(t *testing.T) {
	t.Parallel()
	const size = 4 << 20
	var out bytes.Buffer
	a := paper.NewArchive(&out, "RC-7K3F-9Q2M", "x", made)
	err := a.AddDocuments([]law.Document{{ID: "d1"}, {ID: "d2"}}, func(id string) (io.Reader, error) {
		if id == "d2" && out.Len() < size*9/10 {
			t.Errorf("only %d bytes are out", out.Len())
		}
		return io.LimitReader(rand.Reader, size), nil
	})
	if err = errors.Join(err, a.Close()); err != nil {
		t.Fatal(err)
	}
	if m, _ := papertest.Unzip(t, out.Bytes()); len(m.Files) != 2 || m.Files[1].Size != size {
		t.Errorf("files %v", m.Files)
	}
}
