package paper

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"recourse/audit"
)

// attachment is the name of the certificate within the PDF.
const attachment = "certificate.json"

// The end of a PDF: how many objects it has, the place of its table of objects, and
// which object describes it.
var (
	sizeEntry = regexp.MustCompile(`/Size (\d+)\n`)
	infoEntry = regexp.MustCompile(`/Info (\d+) 0 R\n`)
	startsAt  = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\s*$`)
)

var errTrailer = errors.New("the library has ended the PDF in another way than this release knows")

// attach appends an incremental update that embeds the certificate: the file as an
// object, its description, and a new catalogue that lists it (ISO 32000-1, 7.5.6 and
// 7.11.4).
func attach(pdf, certificate []byte) ([]byte, error) {
	tail := pdf[max(0, len(pdf)-500):]
	size, err1 := entry(sizeEntry, tail)
	info, err2 := entry(infoEntry, tail)
	table, err3 := entry(startsAt, tail)
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	catalogue, file, spec := size-1, size, size+1
	var out bytes.Buffer
	out.Write(pdf)
	offsets := map[int]int{}
	object := func(n int, format string, args ...any) {
		offsets[n] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n"+format+"\nendobj\n", append([]any{n}, args...)...)
	}
	object(catalogue, "<< /Type /Catalog /Pages 1 0 R /Names << /EmbeddedFiles << /Names [(%s) %d 0 R] >> >> >>", attachment, spec)
	object(file, streamStart+streamEnd, len(certificate), len(certificate), certificate)
	object(spec, "<< /Type /Filespec /F (%s) /UF (%[2]s) /Desc (The certificate, with what proves it) /EF << /F %d 0 R >> >>", attachment, file)
	from := out.Len()
	fmt.Fprintf(&out, "xref\n%d 3\n%010d 00000 n \n%010d 00000 n \n%010d 00000 n \n", catalogue, offsets[catalogue], offsets[file], offsets[spec])
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n", size+2, catalogue, info, table, from)
	return out.Bytes(), nil
}

// The certificate stands in the file as it is, between these.
const (
	streamMark  = "<< /Type /EmbeddedFile /Subtype /application#2Fjson "
	streamStart = streamMark + "/Length %d /Params << /Size %d >> >>\nstream\n"
	streamEnd   = "%s\nendstream"
)

func entry(form *regexp.Regexp, tail []byte) (int, error) {
	m := form.FindAllSubmatch(tail, -1)
	if m == nil {
		return 0, errTrailer
	}
	return strconv.Atoi(string(m[len(m)-1][1]))
}

// ErrPages says that the certificate in a PDF is genuine but its pages are not those
// of the certificate.
var ErrPages = errors.New("the file is not the one that was issued, byte for byte: what its pages say is not certified, only what is attached")

// Is reports whether a file is a PDF.
func Is(file []byte) bool { return bytes.HasPrefix(file, []byte("%PDF-")) }

// Certificate takes the certificate out of a PDF.
func Certificate(pdf []byte) (audit.Certificate, error) {
	from := bytes.LastIndex(pdf, []byte(streamMark))
	if from < 0 {
		return audit.Certificate{}, errors.New("the PDF has no certificate attached, or another program has written it anew")
	}
	_, rest, _ := bytes.Cut(pdf[from:], []byte("stream\n"))
	text, _, _ := bytes.Cut(rest, []byte("\nendstream"))
	return audit.ParseCertificate(text)
}

// Check returns nil when the PDF is the certificate as this release sets it, to the
// last byte; else ErrPages.
func Check(pdf []byte, c *audit.Certificate) error {
	want, err := Render(c)
	if err != nil {
		return err
	}
	if !bytes.Equal(pdf, want) {
		return ErrPages
	}
	return nil
}
