package server

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
)

// domestic fails for an error that the person asking would be told nothing of.
func domestic(t *testing.T, given string, err error) {
	t.Helper()
	if _, ours := problem(err); err != nil && ours {
		t.Errorf("%.500q is answered with a fault of ours: %v", given, err)
	}
}

func FuzzDecodeFiling(f *testing.F) {
	f.Add(`{"person": {"name": "Åsa"}, "narrative": "a", "residence": "SE", "language": "sv", "person_type": "JOB_SEEKER", "entity": "TEKSYSTEMS", "principles": ["ACCESS"]}`)
	f.Add(`{"received_at": "2018-08-24T10:00:00Z", "transferred_on": "2018-08-24", "channel": "POST_EU", "right": "ACCESS"}`)
	f.Add(`{"a": {"a": [[[{}]]]}, "A": null}`)
	h := newHouse(f)
	f.Fuzz(func(t *testing.T, text string) {
		var filing complaint.Filing
		err := decode([]byte(text), &filing)
		domestic(t, text, err)
		if err != nil {
			return
		}
		domestic(t, text, checkFiling(filing, complaint.Actor{Role: complaint.CaseOfficer}, h.service.Now()))
		if _, err := h.service.digest(filing); err != nil {
			t.Errorf("%q cannot be told from others: %v", text, err)
		}
	})
}

func FuzzDecodeAct(f *testing.F) {
	f.Add(`{"action": "triage.accepted", "at": "2018-08-24T10:00:00Z", "data": {"data_class": "NON_HR", "principles": ["ACCESS"]}}`)
	f.Add(`{"action": "message.sent", "data": {"text": "\ud800"}}`)
	f.Add(`{"action": "case.linked", "at": "9999-12-31T23:59:59.999999999+14:00", "data": {"linked_case": "RC-0000-0000"}}`)
	h := newHouse(f)
	number := complaint.Number(h.visitor().file().CaseNumber)
	f.Fuzz(func(t *testing.T, text string) {
		var r api.ActRequest
		err := decode([]byte(text), &r)
		domestic(t, text, err)
		if err != nil {
			return
		}
		act := law.Act{Key: text, Action: complaint.Action(r.Action), At: r.At}
		for _, role := range []complaint.Role{complaint.Complainant, complaint.CaseOfficer, complaint.PrivacyOfficer} {
			act.Actor = complaint.Actor{Role: role, ID: "staff/1"}
			facts, private, err := law.ParseData(act.Action, r.Data)
			domestic(t, text, err)
			if err == nil {
				act.Facts = facts
				domestic(t, text, h.service.precheck(t.Context(), &deed{number: number, act: act, private: private}))
			}
		}
	})
}

// FuzzUpload sends whatever it is as a form with a file. Nothing of a form that is
// refused stays.
func FuzzUpload(f *testing.F) {
	const file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\r\n"
	f.Add(file+"--x--\r\n", "multipart/form-data; boundary=x")
	f.Add(file+"--x\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\nb\r\n--x--\r\n", "multipart/form-data; boundary=x")
	f.Add(file+file, "multipart/form-data; boundary=\"x\"")
	f.Add("--x\r\nContent-Disposition: form-data; name*=utf-8''file; filename*=utf-8''%e2%80%ae\r\n\r\na\r\n--x--", "multipart/form-data; boundary=x")
	f.Add("--x\r\nContent-Disposition: form-data; name=file; filename=\"=?utf-8?q?a?=\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=FF\r\n--x--", "multipart/mixed; boundary=x")
	h := newHouse(f)
	number := h.visitor().file().CaseNumber
	token := h.record.hire(complaint.CaseOfficer)
	f.Fuzz(func(t *testing.T, body, kind string) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, apiBase+"/cases/"+number+"/documents", strings.NewReader(body))
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Authorization", "Bearer "+token)
		rec := httptest.NewRecorder()
		h.handler.ServeHTTP(rec, r)
		if rec.Code >= http.StatusInternalServerError {
			t.Errorf("%q is answered with %d %s", body, rec.Code, rec.Body)
		}
		if len(h.record.uploads) > 0 {
			t.Errorf("%q leaves %d files behind", body, len(h.record.uploads))
		}
	})
}

func FuzzFileName(f *testing.F) {
	for _, s := range []string{"reply.pdf", `C:\a\b.txt`, "a\u202egnp.exe", "....//", "åäö", "\xff"} {
		f.Add(s, "%PDF-1.7")
	}
	f.Add("a.docx", "PK\x03\x04\x14\x00\x06\x00")
	f.Fuzz(func(t *testing.T, given, head string) {
		name, err := fileName(given)
		domestic(t, given, err)
		if err == nil && (strings.ContainsAny(name, "/\\\r\n\x00") || strings.ContainsFunc(name, complaint.Hidden) || name == "" || len(name) > longestFileName) {
			t.Errorf("%q becomes %q", given, name)
		}
		kind, err := evidence(name, []byte(head))
		domestic(t, given, err)
		if err == nil && (kind == "" || kind == "text/html" || kind == "image/svg+xml") {
			t.Errorf("%q is taken as %q", head, kind)
		}
	})
}

// FuzzAccess tries numbers and access codes, and tokens, as people and programs
// send them. None of them opens anything.
func FuzzAccess(f *testing.F) {
	h := newHouse(f)
	number := h.visitor().file().CaseNumber
	f.Add(number, "7K3F-9Q2M-X0AB-4CDE-5TVW-8HJN", "Bearer abc")
	f.Add("rc 0000 0000", "iloI LO-", "bearer  ")
	f.Add("\x00", "\xff", "Basic YTpi")
	f.Add("", "", "")
	f.Fuzz(func(t *testing.T, number, code, header string) {
		ctx, err := h.service.sessions.Load(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		n, err := h.service.OpenSession(ctx, number, code)
		domestic(t, number, err)
		if err == nil {
			t.Errorf("%q and %q open %s", number, code, n)
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, apiBase+"/cases", nil)
		r.Header.Set("Authorization", header)
		rec := httptest.NewRecorder()
		h.handler.ServeHTTP(rec, r)
		if rec.Code != http.StatusUnauthorized {
			t.Errorf("%q is answered with %d", header, rec.Code)
		}
	})
}

// FuzzWorklist asks for lists with whatever stands in the address.
func FuzzWorklist(f *testing.F) {
	for _, s := range []string{"", "stage=S1&status=open&limit=7", "q=RC-7K3F&sort=-received&cursor=ZHVlfA", "due_before=2018-08-24T10:00:00Z", "limit=-1", "limit=99999999999999999999", "cursor=%ff&q=%00", "stage=S1&stage=S2", "%"} {
		f.Add(s)
	}
	h := newHouse(f)
	number := h.visitor().file().CaseNumber
	token := h.record.hire(complaint.CaseOfficer)
	f.Fuzz(func(t *testing.T, query string) {
		for _, path := range []string{apiBase + "/cases", apiBase + "/cases/" + number + "/events"} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
			r.URL.RawQuery = query
			r.Header.Set("Authorization", "Bearer "+token)
			rec := httptest.NewRecorder()
			h.handler.ServeHTTP(rec, r)
			if rec.Code >= http.StatusInternalServerError {
				t.Errorf("%s?%s is answered with %d %s", path, query, rec.Code, rec.Body)
			}
		}
	})
}

// FuzzVerdict reads what something at the address of the scanner could answer. Only
// a clear answer lets a file in.
func FuzzVerdict(f *testing.F) {
	for _, s := range []string{"stream: OK\x00", "stream: Eicar FOUND\x00", "stream: OK", "INSTREAM size limit exceeded. ERROR\x00", "", "OK FOUND\x00", "stream: OK\x00stream: X FOUND\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, reply string) {
		here, there := net.Pipe()
		go func() {
			_, _ = io.CopyN(io.Discard, there, 4)
			_, _ = io.WriteString(there, reply)
			_ = there.Close()
		}()
		s := &clamScan{ClamAV: &ClamAV{patience: scanTime, log: slog.New(slog.DiscardHandler)}, ctx: t.Context(), conn: here, stop: func() bool { return true }}
		err := s.Verdict()
		s.Close()
		domestic(t, reply, err)
		first, _, _ := strings.Cut(reply, "\x00")
		if err == nil && strings.TrimSpace(strings.TrimPrefix(first, "stream: ")) != "OK" {
			t.Errorf("%q lets a file in", reply)
		}
	})
}
