package ui

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/words"
)

// files makes a form of several files as a browser sends it: each row is the name of
// a file, its content, what it shows and its date.
func files(t testing.TB, path string, rows ...[4]string) *http.Request {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i, r := range rows {
		n := string(rune('1' + i))
		part, err := form.CreateFormFile("file"+n, r[0])
		if err == nil {
			_, err = io.WriteString(part, r[1])
		}
		if err == nil {
			err = form.WriteField("caption"+n, r[2])
		}
		if err == nil {
			err = form.WriteField("dated"+n, r[3])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, path, &body)
	req.Header.Set(echo.HeaderContentType, form.FormDataContentType())
	return req
}

func TestEvidence_severalFilesAtOnce(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	b.get("/my-case/acts/document.added").leads(filesPath)
	b.send(files(t, filesPath, [4]string{"mail.txt", "We kept it.", "Their\r\nmail", "2018-07-02"}, [4]string{"", "", "", ""}, [4]string{"photo.txt", "a door", "", ""})).leads(filesPath)
	if len(b.service.acts) != 2 || b.service.data[0]["caption"] != "Their\nmail" || b.service.data[0]["dated"] != "2018-07-02" || len(b.service.data[1]) != 0 {
		t.Errorf("handed over %v", b.service.data)
	}
	a := b.get(filesPath).want(http.StatusOK)
	if got := a.text(".notice"); !strings.Contains(got, "2 files have arrived") {
		t.Errorf("notice %q", got)
	}
	if got := a.text(".files__item:first-child"); !strings.Contains(got, "mail.txt") || !strings.Contains(got, "Monday 2 July 2018") || !strings.Contains(got, b.service.rec.Documents[0].SHA256) {
		t.Errorf("file %q", got)
	}
	if got := a.text("section[aria-labelledby=files]"); !strings.Contains(got, "2 files, 17 B") {
		t.Errorf("room %q", got)
	}
	if b.service.uploads != 0 {
		t.Errorf("%d files are left", b.service.uploads)
	}
	wellBuilt(t, a)
}

// What is refused is named with the reason and what to do; what was typed stays, and
// the other files are on record.
func TestEvidence_whatIsRefusedLosesNoWord(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		refuse error
		want   string
	}{
		{complaint.Unfit(complaint.FileType, complaint.Errorf(complaint.Invalid, "a type")), "run.exe is of a kind that we do not take. Send it as a PDF"},
		{complaint.Unfit(complaint.FilesFull, complaint.Errorf(complaint.Conflict, "full")), "run.exe was not taken, because all files together would be larger than 100 MB"},
		{complaint.Unfit(complaint.FileUnscanned, complaint.Errorf(complaint.Busy, "busy")), "viruses"},
		{complaint.Errorf(complaint.Busy, "busy"), "longer than it should"},
		{echo.ErrStatusRequestEntityTooLarge, "run.exe is larger than 25 MB. Send a smaller copy"},
	} {
		b := open(t, person)
		b.service.unfit = map[string]error{"run.exe": c.refuse}
		a := b.send(files(t, filesPath, [4]string{"mail.txt", "We kept it.", "", ""}, [4]string{"run.exe", "MZ", "A program <b>", "2018-07-02"})).want(http.StatusBadRequest)
		if got := a.text(".govuk-error-summary"); !strings.Contains(got, c.want) {
			t.Errorf("summary %q, want %q", got, c.want)
		}
		if got := a.each(".govuk-error-summary a", "href"); len(got) != 1 || got[0] != "#f-file1" {
			t.Errorf("summary leads to %v", got)
		}
		if a.Find("#f-caption1").Text() != "A program <b>" || a.Find("#f-dated1").AttrOr("value", "") != "2018-07-02" {
			t.Error("what was typed is lost")
		}
		if got := a.text(".files"); !strings.Contains(got, "mail.txt") || len(b.service.acts) != 1 {
			t.Errorf("the other file is not on record: %q", got)
		}
		if got := a.text(".notice"); !strings.Contains(got, "has arrived") {
			t.Errorf("notice %q", got)
		}
		wellBuilt(t, a)
	}
}

func TestEvidence_refusalsOfTheRecordAreSaidBesideTheirInput(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fail error
		want []string
	}{
		"caption": {complaint.Errorf(complaint.Invalid, "caption: is longer"), []string{"#f-file1", "#f-caption1"}},
		"dated":   {complaint.Errorf(complaint.Invalid, "dated: is none"), []string{"#f-file1", "#f-dated1"}},
		"law":     {complaint.Refuse("H88", "not now"), []string{"#f-file1"}},
	} {
		b := open(t, person)
		b.service.fail = c.fail
		a := b.send(files(t, filesPath, [4]string{"mail.txt", "We kept it.", "x", "y"})).want(http.StatusBadRequest)
		if got := a.each(".govuk-error-summary a", "href"); strings.Join(got, " ") != strings.Join(c.want, " ") {
			t.Errorf("%s: summary leads to %v, want %v", name, got, c.want)
		}
	}
}

// The same file twice is one document, whatever is said of it.
func TestEvidence_theSameFileTwiceIsOne(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	b.send(files(t, filesPath, [4]string{"mail.txt", "We kept it.", "Their mail", ""})).leads(filesPath)
	b.send(files(t, filesPath, [4]string{"again.txt", "We kept it.", "", ""}, [4]string{"new.txt", "And more.", "", ""})).leads(filesPath)
	if len(b.service.rec.Documents) != 2 || b.service.uploads != 0 {
		t.Errorf("%d documents, %d files left", len(b.service.rec.Documents), b.service.uploads)
	}
	if got := b.get(filesPath).text(".notice"); got != "Your file has arrived. One file was here already, so it was not added again." {
		t.Errorf("notice %q", got)
	}
	if b.service.acts[0].Key == b.service.acts[1].Key {
		t.Error("two files share the key of their act")
	}
}

func TestEvidence_nothingChosen(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	a := b.send(files(t, filesPath, [4]string{"", "", "", ""})).want(http.StatusBadRequest)
	if got := a.text(".govuk-error-summary"); !strings.Contains(got, "Choose a file first") {
		t.Errorf("summary %q", got)
	}
	a = b.send(files(t, filesPath, [4]string{"", "", "Their mail", ""})).want(http.StatusBadRequest)
	if got := a.text(".govuk-error-summary"); !strings.Contains(got, "still here") || a.Find("#f-caption1").Text() != "Their mail" {
		t.Errorf("summary %q", got)
	}
}

// A script sends one file at a time and is told in a word what is wrong.
func TestEvidence_answersScripts(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	b.service.unfit = map[string]error{"run.exe": complaint.Unfit(complaint.FileEnding, complaint.Errorf(complaint.Invalid, "ending"))}
	for name, want := range map[string]string{"mail.txt": "", "run.exe": "ending of the name run.exe"} {
		req := files(t, filesPath, [4]string{name, "We kept it.", "", ""})
		req.Header.Set(echo.HeaderAccept, echo.MIMEApplicationJSON)
		var said struct{ Says string }
		if err := json.Unmarshal([]byte(b.send(req).want(http.StatusOK).body), &said); err != nil || (want == "") != (said.Says == "") || !strings.Contains(said.Says, want) {
			t.Errorf("%s is answered %q, %v", name, said.Says, err)
		}
	}
	if got := b.get(filesPath).text(".notice"); got != "What you sent has arrived." {
		t.Errorf("notice %q", got)
	}
}

// A form that breaks off leaves no file behind.
func TestEvidence_aFormThatBreaksOffLeavesNothing(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	req := files(t, filesPath, [4]string{"mail.txt", "We kept it.", "Their mail", ""}, [4]string{"photo.txt", "a door", "", ""})
	text, err := io.ReadAll(req.Body)
	if err != nil {
		t.Fatal(err)
	}
	req.Body = io.NopCloser(bytes.NewReader(text[:len(text)-120]))
	b.send(req).want(http.StatusBadRequest)
	if b.service.uploads != 0 || len(b.service.acts) != 0 {
		t.Errorf("%d files are left, %d acts done", b.service.uploads, len(b.service.acts))
	}
}

// Where the law takes no documents, the page says why and has no form.
func TestEvidence_saysWhyNot(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	b.service.rec.Case.Erasure = law.Erasure{At: received, Ground: "REQUEST"}
	a := b.get(filesPath).want(http.StatusOK)
	if a.Find("form[data-upload]").Length() != 0 || a.text("[data-why]") == "" {
		t.Error("files are asked for all the same")
	}
}

func TestEvidence_everyFaultHasItsSentence(t *testing.T) {
	t.Parallel()
	for _, fault := range []complaint.FileFault{
		complaint.FileEmpty, complaint.FileLarge, complaint.FileName, complaint.FileType, complaint.FileEnding, complaint.FileDamaged,
		complaint.FileHarmful, complaint.FileUnscanned, complaint.FilesMany, complaint.FilesFull,
	} {
		if !words.Has(context.Background(), "evidence.fault."+string(fault)) {
			t.Errorf("%s has no sentence", fault)
		}
	}
}

// A picture that was cleaned is said to be, with the hash of what came.
func TestEvidence_saysThatAPictureWasCleaned(t *testing.T) {
	t.Parallel()
	b := open(t, person)
	busy(b)
	b.service.rec.Entries = append(b.service.rec.Entries, law.Entry{
		Event: law.Event{Seq: 99, Action: complaint.DocumentAdded, Actor: person.Actor, At: received, Recorded: received}, Details: map[string]string{"document": "d1", "original": "feed01"},
	})
	if got := b.get(filesPath).text(".files"); !strings.Contains(got, "the place where it was taken") || !strings.Contains(got, "feed01") {
		t.Errorf("files %q", got)
	}
	b.who = officer
	if got := b.get("/desk/cases/RC-TEST-0001").text(".documents"); !strings.Contains(got, "feed01") {
		t.Errorf("the officer reads %q", got)
	}
}
