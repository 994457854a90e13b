package server

import (
	"bytes"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"testing"

	"recourse/complaint"
	"recourse/law"
)

func newRecorder() *httptest.ResponseRecorder { return httptest.NewRecorder() }

// form makes a multipart form of a file and a caption.
func form(t testing.TB, field, name string, content []byte, caption string, shows ...string) (body, kind string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	h := textproto.MIMEHeader{}
	h.Set("Content-Disposition", mime.FormatMediaType("form-data", map[string]string{"name": field, "filename": name}))
	h.Set("Content-Type", "application/pdf")
	part, err := w.CreatePart(h)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil && caption != "" {
		err = w.WriteField("caption", caption)
	}
	for _, codes := range shows {
		if err == nil {
			err = w.WriteField("shows", codes)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

// upload sends a file to a path.
func (v *visitor) upload(path, field, name string, content []byte, header ...string) answer {
	v.t.Helper()
	body, kind := form(v.t, field, name, content, "what it shows")
	return v.send(wrong(v.request(http.MethodPost, path, body, append(header, "Content-Type: "+kind)...)))
}

func TestDocument_isKeptAsItCame(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	content := []byte("%PDF-1.7 \x00\xff the proof")
	path := apiBase + "/complaints/" + number + "/documents"
	a := v.upload(path, "file", `C:\evidence\bevis åäö.pdf`, content, "Idempotency-Key: d1").is(http.StatusCreated)
	var d law.Document
	a.into(&d)
	if d.Name != "bevis åäö.pdf" || d.Type != "application/pdf" || d.Size != int64(len(content)) || d.By != "complainant" || d.ID == "" {
		t.Errorf("document %+v", d)
	}
	h.pass(fullDay)
	h.unchanged(func() {
		if again := v.upload(path, "file", `C:\evidence\bevis åäö.pdf`, content, "Idempotency-Key: d1").is(http.StatusCreated); string(again.body) != string(a.body) {
			t.Errorf("the second answer is %s, want %s", again.body, a.body)
		}
		v.upload(path, "file", "other.pdf", []byte("%PDF-1.7 other"), "Idempotency-Key: d1").problem(http.StatusConflict, "key")
	})
	location := a.header.Get("Location")
	got := v.get(location).is(http.StatusOK)
	if !bytes.Equal(got.body, content) || got.header.Get("Content-Type") != plainBytes {
		t.Errorf("got %q as %s", got.body, got.header.Get("Content-Type"))
	}
	if _, params, err := mime.ParseMediaType(got.header.Get("Content-Disposition")); err != nil || params["filename"] != "bevis åäö.pdf" {
		t.Errorf("disposition %q", got.header.Get("Content-Disposition"))
	}
	v.get(location, "If-None-Match: "+got.header.Get(headerETag)).is(http.StatusNotModified)
	if text := string(v.get(apiBase + "/complaints/" + number).body); !strings.Contains(text, d.ID) || !strings.Contains(text, "what it shows") {
		t.Error("the case does not show the document")
	}
	o := h.officer(complaint.CaseOfficer)
	o.get(apiBase + "/cases/" + number + "/documents/" + d.ID).is(http.StatusOK)
	o.get(apiBase+"/cases/"+number+"/documents/NONE").problem(http.StatusNotFound, "document")
	if act := h.cases.acts[0]; act.Action != complaint.DocumentAdded || len(act.Facts) != 0 {
		t.Errorf("the engine has seen %+v", act)
	}
}

// The record gives the office more room than others, so it is told who sends.
func TestDocument_theRecordKnowsWhoseFileItIs(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	for _, c := range []struct {
		by   *visitor
		path string
		role complaint.Role
	}{
		{v, "/complaints/", complaint.Complainant},
		{h.officer(complaint.CaseOfficer), "/cases/", complaint.CaseOfficer},
	} {
		c.by.upload(apiBase+c.path+number+"/documents", "file", "a.txt", []byte("a text of "+string(c.role)), "Idempotency-Key: "+string(c.role)).is(http.StatusCreated)
		if h.record.sender != c.role {
			t.Errorf("a file of the %s comes from the %s", c.role, h.record.sender)
		}
	}
}

func TestDocument_thatIsNoneChangesNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	path := apiBase + "/complaints/" + number + "/documents"
	h.unchanged(func() {
		v.upload(path, "file", "empty.pdf", nil).problem(http.StatusBadRequest, "empty")
		v.upload(path, "attachment", "a.pdf", []byte("a")).problem(http.StatusBadRequest, "attachment")
		v.upload(path, "file", strings.Repeat("a", longestFileName+1), []byte("a text")).problem(http.StatusBadRequest, "name")
		v.upload(path, "file", "large.txt", bytes.Repeat([]byte("a"), largestFile+1)).problem(http.StatusRequestEntityTooLarge, "25 MB")
		v.upload(path, "file", "huge.txt", bytes.Repeat([]byte("a"), uploadLimit)).problem(http.StatusRequestEntityTooLarge, "25 MB")
		v.send(wrong(v.request(http.MethodPost, path, map[string]string{}))).problem(http.StatusUnsupportedMediaType, "multipart")
		v.send(wrong(v.request(http.MethodPost, path, "nothing", "Content-Type: multipart/form-data"))).problem(http.StatusUnsupportedMediaType, "multipart")
		v.send(wrong(v.request(http.MethodPost, path, "nothing", "Content-Type: multipart/form-data; boundary=x"))).problem(http.StatusBadRequest, "missing")
		v.send(wrong(v.request(http.MethodPost, path, "--x\r\nnothing", "Content-Type: multipart/form-data; boundary=x"))).problem(http.StatusBadRequest, "multipart")
	})
}

// What an officer says a document shows reaches the law; nobody else says it.
func TestDocument_showsAGuardOrBar(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	o := h.officer(complaint.CaseOfficer)
	path := apiBase + "/cases/" + number + "/documents"
	add := func(by *visitor, path string, shows ...string) answer {
		body, kind := form(t, "file", "a.pdf", []byte("%PDF-1.7"), "", shows...)
		return by.send(wrong(by.request(http.MethodPost, path, body, "Content-Type: "+kind, "Idempotency-Key: d1")))
	}
	h.unchanged(func() {
		add(o, path, "G9").problem(http.StatusBadRequest, "shows")
		add(o, path, strings.Repeat("G1,", longestFact)).problem(http.StatusRequestEntityTooLarge, "")
		add(v, apiBase+"/complaints/"+number+"/documents", "G1").problem(http.StatusBadRequest, "shows")
	})
	add(o, path, "G1,B2", "B3").is(http.StatusCreated)
	h.unchanged(func() {
		add(o, path, "G1,B2", "B3").is(http.StatusCreated)
		add(o, path, "G1").problem(http.StatusConflict, "key")
	})
	c, err := h.record.Case(t.Context(), complaint.Number(number))
	if err != nil || len(c.Papers) != 3 || c.Papers[0].Of != "G1" || c.Papers[1].Of != "B2" || c.Papers[2].Of != "B3" {
		t.Errorf("the papers are %+v, %v", c.Papers, err)
	}
}

// TestDocument_whoseActIsRefusedIsNotOnFile: the content may have been stored, but
// nobody sees it.
func TestDocument_whoseActIsRefusedIsNotOnFile(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	h.cases.answer = complaint.Refuse("H26", "not now")
	v.upload(apiBase+"/complaints/"+number+"/documents", "file", "a.pdf", []byte("%PDF-1.7")).problem(http.StatusConflict, "not now")
	if text := string(v.get(apiBase + "/complaints/" + number).is(http.StatusOK).body); !strings.Contains(text, `"documents":[]`) {
		t.Errorf("the case shows %s", text)
	}
}
