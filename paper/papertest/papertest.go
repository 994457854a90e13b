// Package papertest reads papers back, for tests.
package papertest

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"recourse/paper"
)

var (
	stream = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	said   = regexp.MustCompile(`(?s)\(((?:[^\\()]|\\.)*)\) ?Tj`)
	escape = regexp.MustCompile(`(?s)\\(.)`)
)

// Lines are the lines of text that stand on the pages of a PDF that package paper has
// set, as they were put there.
func Lines(t testing.TB, pdf []byte) []string {
	t.Helper()
	var lines []string
	for _, m := range stream.FindAllSubmatch(pdf, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue // not compressed: no page
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("read a page: %v", err)
		}
		for _, s := range said.FindAllSubmatch(content, -1) {
			lines = append(lines, decode(s[1]))
		}
	}
	return lines
}

// decode reads a string of a page: UTF-16, the larger byte first.
func decode(raw []byte) string {
	plain := escape.ReplaceAllFunc(raw, func(b []byte) []byte {
		if b[1] == 'r' {
			return []byte{'\r'}
		}
		return b[1:]
	})
	units := make([]uint16, len(plain)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(plain[2*i:])
	}
	return string(utf16.Decode(units))
}

// Text is all of it on one line.
func Text(t testing.TB, pdf []byte) string {
	t.Helper()
	return strings.Join(Lines(t, pdf), " ")
}

// Unzip reads an archive and checks its manifest against the files it holds.
func Unzip(t testing.TB, file []byte) (paper.Manifest, map[string]string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]string{}
	for _, f := range z.File {
		held[f.Name] = content(t, f)
	}
	var m paper.Manifest
	if err := json.Unmarshal([]byte(held[paper.ManifestName]), &m); err != nil {
		t.Fatal(err)
	}
	for _, f := range m.Files {
		sum := sha256.Sum256([]byte(held[f.Name]))
		if hex.EncodeToString(sum[:]) != f.SHA256 || int64(len(held[f.Name])) != f.Size {
			t.Errorf("%s is not the file of the manifest", f.Name)
		}
	}
	if len(m.Files) != len(held)-1 {
		t.Errorf("the manifest names %d of %d files", len(m.Files), len(held)-1)
	}
	return m, held
}

func content(t testing.TB, f *zip.File) string {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
