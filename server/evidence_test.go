package server

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"testing"

	"recourse/complaint"
)

// officeFile makes a file as office programs do: an archive with a list of types and
// a part in a folder.
func officeFile(t *testing.T, part string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", part} {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte("<?xml version='1.0'?><Types/>"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// mp4 is the beginning of a film.
func mp4(brand string) string {
	return string(binary.BigEndian.AppendUint32(nil, 24)) + "ftyp" + brand + "\x00\x00\x02\x00" + brand + "mp41"
}

func TestEvidence(t *testing.T) {
	t.Parallel()
	const png, jpeg = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "\xff\xd8\xff\xe0\x00\x10JFIF\x00"
	for _, c := range []struct{ name, content, want string }{
		{"reply.pdf", "%PDF-1.7\n", "application/pdf"},
		{"SCAN.PDF", "%PDF-1.4\n", "application/pdf"},
		{"screenshot.png", png, "image/png"},
		{"photo.JPG", jpeg, "image/jpeg"},
		{"photo", jpeg, "image/jpeg"},
		{"photo.heic", mp4("heic"), "image/heic"},
		{"notes.txt", "Dear Sir,\nyou have not answered.", "text/plain"},
		{"notes.txt", "\xef\xbb\xbfHyvä herra,", "text/plain"},
		{"export.json", `{"name": "value"}`, "application/json"},
		{"export.csv", "a,b\n1,2\n3,4\n", "text/csv"},
		{"mail.eml", "From: a@example.org\r\nTo: b@example.org\r\nSubject: My data\r\nDate: Fri, 24 Aug 2018 10:00:00 +0000\r\n\r\nDelete it.", ""},
		{"letter.docx", officeFile(t, "word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"list.xlsx", officeFile(t, "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{"call.m4a", mp4("M4A "), "audio/x-m4a"},
		{"film.mp4", mp4("isom"), "video/mp4"},
	} {
		got, err := evidence(c.name, []byte(c.content))
		if err != nil || c.want != "" && got != c.want {
			t.Errorf("%s is %q, %v, want %q", c.name, got, err, c.want)
		}
	}
	for _, c := range []struct{ name, content string }{
		{"empty.pdf", ""},
		{"none.pdf", "This is no PDF."},
		{"picture.pdf", png},
		{"letter.docx", "%PDF-1.7"},
		{"run.exe", "MZ\x90\x00\x03\x00\x00\x00"},
		{"run.pdf", "MZ\x90\x00\x03\x00\x00\x00"},
		{"run", "\x7fELF\x02\x01\x01"},
		{"page.html", "<!DOCTYPE html><html><script>alert(1)</script></html>"},
		{"page.txt", "<html><body>hello</body></html>"},
		{"drawing.svg", `<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`},
		{"drawing.png", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>`},
		{"run.sh", "#!/bin/sh\nrm -rf /\n"},
		{"run.txt", "#!/usr/bin/python3\nprint(1)\n"},
		{"run.bat", "del *.*"},
		{"macro.docm", officeFile(t, "word/document.xml")},
		{"all.zip", "PK\x03\x04\x14\x00\x00\x00\x00\x00"},
		{"all.7z", "7z\xbc\xaf\x27\x1c\x00\x04"},
		{"reply.pdf.exe", "%PDF-1.7"},
		{"blob", "\x00\x01\x02\x03\x04"},
	} {
		if got, err := evidence(c.name, []byte(c.content)); complaint.KindOf(err) != complaint.Invalid {
			t.Errorf("%s is taken as %q, %v", c.name, got, err)
		}
	}
}

func TestFileName_holdsNothingThatDeceives(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		`C:\mail\reply.pdf`:        "reply.pdf",
		"../../etc/passwd":         "passwd",
		"photo\u202egnp.exe":       "photognp.exe",
		"a\u200bb\u2066c\ufeff.md": "abc.md",
		" reply.pdf ":              "reply.pdf",
		"bevis åäö 证据.pdf":         "bevis åäö 证据.pdf",
	} {
		if got, err := fileName(name); err != nil || got != want {
			t.Errorf("%q becomes %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"", ".", "..", "/", "a\x00b", "a\r\nSet-Cookie: b", "a\xff", "\u202e"} {
		if got, err := fileName(name); complaint.KindOf(err) != complaint.Invalid {
			t.Errorf("%q is taken as %q, %v", name, got, err)
		}
	}
}
