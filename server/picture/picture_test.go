package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	stdimage "image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// secret stands in every place where a picture can tell where it was taken.
const secret = "59.3293N 18.0686E"

// taken is when the pictures of these tests were taken.
const taken = "2018:07:02 14:30:00"

// gpsTag is where the directory of the place is.
const gpsTag = 0x8825

// note makes an Exif as a telephone writes one: with its maker, which way is up,
// the instant and the place.
func note(order binary.AppendByteOrder, mark string) []byte {
	value := func(b []byte, tag, kind uint16, n, v uint32) []byte {
		b = order.AppendUint16(b, tag)
		b = order.AppendUint16(b, kind)
		b = order.AppendUint32(b, n)
		return order.AppendUint32(b, v)
	}
	text := func(s string) []byte { return append([]byte(s), 0) }
	const first, second, place = 8, 8 + 2 + 4*12 + 4, 8 + 2 + 4*12 + 4 + 2 + 12 + 4
	const words = place + 2 + 12 + 4
	b := order.AppendUint32([]byte(mark), first)
	b = order.AppendUint16(b, 4)
	b = value(b, 0x010f, asciiType, uint32(len(secret)+1), words+takenSize)
	b = value(b, orientationTag, shortType, 1, uint32(order.AppendUint16(nil, 6)[0])<<24|uint32(order.AppendUint16(nil, 6)[1])<<16)
	if mark == "II*\x00" {
		b = b[:len(b)-4]
		b = order.AppendUint16(order.AppendUint16(b, 6), 0)
	}
	b = value(b, exifTag, longType, 1, second)
	b = value(b, gpsTag, longType, 1, place)
	b = order.AppendUint32(b, 0)
	b = order.AppendUint16(b, 1)
	b = value(b, takenTag, asciiType, takenSize, words)
	b = order.AppendUint32(b, 0)
	b = order.AppendUint16(b, 1)
	b = value(b, 0x001c, asciiType, uint32(len(secret)+1), words+takenSize)
	b = order.AppendUint32(b, 0)
	b = append(b, text(taken)...)
	return append(b, text(secret)...)
}

var little, big = note(binary.LittleEndian, "II*\x00"), note(binary.BigEndian, "MM\x00*")

// scene is a picture.
func scene() *stdimage.Paletted {
	m := stdimage.NewPaletted(stdimage.Rect(0, 0, 40, 30), color.Palette{color.White, color.Black, color.RGBA{R: 200, A: 255}})
	for i := range m.Pix {
		m.Pix[i] = uint8(i * i % 3)
	}
	return m
}

func encoded(t testing.TB, encode func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func segment(marker byte, content string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(content)+2)), content...)
}

func chunk(kind, content string) []byte { return pngNew(kind, []byte(content)) }

// riff is a chunk of a WebP.
func riff(kind, content string) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(content)))
	b = append(b, content...)
	return append(b, make([]byte, len(content)%2)...)
}

func box(kind string, content ...[]byte) []byte {
	c := join(content...)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(len(c)+8)), kind...), c...)
}

// photo makes a JPEG as a telephone does, with a short film after it.
func photo(t testing.TB, exif []byte) []byte {
	b := encoded(t, func(w io.Writer) error { return jpeg.Encode(w, scene(), nil) })
	return join(b[:2], segment(0xe0, "JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"), segment(0xe1, exifHead+string(exif)),
		segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+secret), segment(0xe2, "ICC_PROFILE\x00\x01\x01colours"), segment(0xe2, "MPF\x00"+secret),
		segment(0xed, "Photoshop 3.0\x00"+secret), segment(0xfe, secret), b[2:], []byte("\x00\x00\x00\x18ftypmp42"+secret))
}

func shot(t testing.TB, exif []byte) []byte {
	b := encoded(t, func(w io.Writer) error { return png.Encode(w, scene()) })
	const head = 8 + 25
	return join(b[:head], chunk("eXIf", string(exif)), chunk("tEXt", "Comment\x00"+secret), chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+secret), chunk("prVt", secret),
		chunk("pHYs", "\x00\x00\x0b\x13\x00\x00\x0b\x13\x01"), b[head:], []byte(secret))
}

func drawing(t testing.TB) []byte {
	b := encoded(t, func(w io.Writer) error {
		return gif.EncodeAll(w, &gif.GIF{Image: []*stdimage.Paletted{scene(), scene()}, Delay: []int{1, 1}})
	})
	comment := "\x21\xfe" + string(byte(len(secret))) + secret + "\x00"
	xmp := "\x21\xff\x0bXMP DataXMP" + string(byte(len(secret))) + secret + "\x00"
	return join(b[:len(b)-1], []byte(comment+xmp), b[len(b)-1:], []byte(secret))
}

// lossless is the coded picture of a WebP of one pixel.
const lossless = "\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"

func web(exif []byte) []byte {
	chunks := join(riff("VP8X", "\x2c\x00\x00\x00\x00\x00\x00\x00\x00\x00"), riff("ICCP", "colours"), riff("VP8L", lossless), riff("EXIF", string(exif)),
		riff("XMP ", secret), riff("ABCD", secret))
	return join([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(len(chunks)+4)), []byte("WEBP"), chunks, []byte(secret))
}

// Parts of the HEIC of these tests.
const tiles, gap = "coded tiles of the picture", "between"

// high makes a HEIC as a telephone does: what is in it first, then the data, then a
// film.
func high(exif []byte) []byte {
	be := binary.BigEndian
	ftyp := box("ftyp", []byte("heic\x00\x00\x00\x00mif1heic"))
	infe := func(id byte, kind string) []byte {
		return box("infe", []byte{2, 0, 0, 0, 0, id, 0, 0}, []byte(kind+"\x00"))
	}
	head := join([]byte{0, 0, 0, 0}, box("hdlr", []byte("\x00\x00\x00\x00\x00\x00\x00\x00pict")), box("pitm", []byte{0, 0, 0, 0, 0, 1}),
		box("iprp", box("ipco", box("ispe", []byte("the size")), box("udes", []byte(secret)), box("uuid", []byte(secret))), box("ipma", []byte("whose"))),
		box("iinf", []byte{0, 0, 0, 0, 0, 5}, infe(1, "hvc1"), infe(2, "Exif"), infe(3, "mime"), infe(4, "grid"), infe(5, "mime")),
		box("uuid", []byte(secret)))
	exif = join([]byte{0, 0, 0, 6}, []byte(exifHead), exif)
	lengths := []int{len(tiles), len(exif), len(secret)}
	const iloc = 8 + 8 + 5*16
	idat := join([]byte("a grid"), []byte(secret))
	at := len(ftyp) + 8 + len(head) + iloc + 8 + len(idat) + 8 // where the data begin
	where := []byte{1, 0, 0, 0, 0x44, 0, 0, 5}
	for i, n := range lengths {
		where = append(where, 0, byte(i+1), 0, 0, 0, 0, 0, 1)
		where = be.AppendUint32(be.AppendUint32(where, uint32(at)), uint32(n))
		at += n + len(gap)
	}
	where = append(where, 0, 4, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 6)
	where = append(where, 0, 5, 0, 1, 0, 0, 0, 1, 0, 0, 0, 6, 0, 0, 0, byte(len(secret)))
	meta := box("meta", head, box("iloc", where), box("idat", idat))
	data := box("mdat", []byte(tiles+gap), exif, []byte(gap+secret+gap+secret))
	return join(ftyp, meta, data, box("mpvd", []byte(secret)))
}

// cleaned cleans a picture, read in the way given.
func cleaned(kind string, content []byte, reads func(io.Reader) io.Reader) ([]byte, error) {
	return io.ReadAll(reads(Clean(kind, reads(bytes.NewReader(content)))))
}

func plainly(r io.Reader) io.Reader { return r }

func TestClean_takesThePlaceOut(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind    string
		content []byte
		upright bool // which way is up is not said by Exif
	}{
		"a JPEG":          {"image/jpeg", photo(t, little), false},
		"another JPEG":    {"image/jpeg", photo(t, big), false},
		"a PNG":           {"image/png", shot(t, big), false},
		"a GIF":           {"image/gif", drawing(t), true},
		"a WebP":          {"image/webp", web(little), false},
		"a WebP, odd":     {"image/webp", web(append(little, 0)), false},
		"a HEIC":          {"image/heic", high(big), false},
		"a HEIC, little":  {"image/heic", high(little), false},
		"an AVIF, little": {"image/avif", high(little), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !bytes.Contains(c.content, []byte(secret)) {
				t.Fatal("the picture tells no place to begin with")
			}
			got, err := cleaned(c.kind, c.content, plainly)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(got, []byte(secret)) || bytes.Contains(got, []byte(gap)) {
				t.Errorf("the place is still told: %q", got)
			}
			if has := bytes.Contains(got, []byte(taken)); has == c.upright {
				t.Errorf("the instant is told: %v", has)
			}
			for _, reads := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
				if again, err := cleaned(c.kind, c.content, reads); err != nil || !bytes.Equal(again, got) {
					t.Errorf("read in another way it is another picture, %v", err)
				}
			}
			if twice, err := cleaned(c.kind, got, plainly); err != nil || !bytes.Equal(twice, got) {
				t.Errorf("cleaned twice it is another picture, %v", err)
			}
		})
	}
}

// What is seen must not change, nor which way is up.
func TestClean_leavesThePicture(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind    string
		content []byte
		decode  func(io.Reader) (stdimage.Image, error)
	}{{"image/jpeg", photo(t, little), jpeg.Decode}, {"image/png", shot(t, little), png.Decode}, {"image/gif", drawing(t), gif.Decode}} {
		got, err := cleaned(c.kind, c.content, plainly)
		if err != nil {
			t.Fatal(err)
		}
		want, err := c.decode(bytes.NewReader(c.content))
		if err != nil {
			t.Fatal(err)
		}
		m, err := c.decode(bytes.NewReader(got))
		if err != nil || !samePixels(m, want) {
			t.Errorf("the %s shows something else, %v", c.kind, err)
		}
	}
	got, err := cleaned("image/jpeg", photo(t, little), plainly)
	if err != nil || !bytes.Contains(got, []byte("ICC_PROFILE\x00\x01\x01colours")) {
		t.Errorf("the colours are gone, %v", err)
	}
	_, rest, _ := bytes.Cut(got, []byte(exifHead))
	if e := essenceOf(rest); e.orientation != 6 || e.taken != taken+"\x00" {
		t.Errorf("what stays is %+v", e)
	}
	got, err = cleaned("image/heic", high(big), plainly)
	if err != nil || len(got) != len(high(big)) || !bytes.Contains(got, []byte(tiles)) || !bytes.Contains(got, []byte("a grid")) || !bytes.Contains(got, []byte("the size")) || !bytes.Contains(got, []byte("whose")) {
		t.Errorf("the HEIC has changed its picture or its length: %q, %v", got, err)
	}
	if got, err = cleaned("image/webp", web(big), plainly); err != nil || !bytes.Contains(got, []byte(lossless)) || len(got) != len(web(big))-len(secret) {
		t.Errorf("the WebP has changed its picture or its length: %q, %v", got, err)
	}
}

func samePixels(a, b stdimage.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

// A picture that tells nothing is the same file before and after.
func TestClean_changesNothingWithoutNeed(t *testing.T) {
	t.Parallel()
	for kind, encode := range map[string]func(io.Writer) error{
		"image/jpeg": func(w io.Writer) error { return jpeg.Encode(w, scene(), nil) },
		"image/png":  func(w io.Writer) error { return png.Encode(w, scene()) },
		"image/gif":  func(w io.Writer) error { return gif.Encode(w, scene(), nil) },
		"image/bmp":  func(w io.Writer) error { _, err := io.WriteString(w, "BM"); return err },
		"text/plain": func(w io.Writer) error { _, err := io.WriteString(w, secret); return err },
	} {
		content := encoded(t, encode)
		if got, err := cleaned(kind, content, plainly); err != nil || !bytes.Equal(got, content) {
			t.Errorf("the %s has changed, %v", kind, err)
		}
	}
}

func TestClean_refusesWhatIsDamaged(t *testing.T) {
	t.Parallel()
	for kind, whole := range map[string][]byte{"image/png": shot(t, big), "image/gif": drawing(t), "image/webp": web(big), "image/heic": high(big)} {
		for _, n := range []int{1, 20, 60} {
			if _, err := cleaned(kind, whole[:n], plainly); !errors.Is(err, ErrDamaged) {
				t.Errorf("%d bytes of a %s are taken: %v", n, kind, err)
			}
		}
	}
	for name, content := range map[string]string{
		"no JPEG":                 "a text",
		"a JPEG without an end":   "\xff\xd8\xff\xe1\x00\x10Exif",
		"a JPEG of no length":     "\xff\xd8\xff\xe1\x00\x01",
		"a JPEG within a JPEG":    "\xff\xd8\xff\xd8",
		"a JPEG that is only one": "\xff\xd8",
	} {
		if _, err := cleaned("image/jpeg", []byte(content), plainly); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s is taken: %v", name, err)
		}
	}
	whole := photo(t, big)
	cut := whole[:bytes.LastIndex(whole, []byte{0xff, jpegEOI})-10]
	if _, err := cleaned("image/jpeg", cut, plainly); err != nil {
		t.Errorf("a photograph whose last rows are missing is refused: %v", err)
	}
	film := join(box("ftyp", []byte("heic")), box("moov", []byte(secret)))
	late := join(box("ftyp", []byte("heic")), box("mdat", []byte(secret)), box("meta", make([]byte, 4)))
	for name, content := range map[string][]byte{"a film": film, "a picture described at its end": late} {
		if got, err := cleaned("image/heic", content, plainly); !errors.Is(err, ErrDamaged) || strings.Contains(string(got), secret) {
			t.Errorf("%s is taken: %q, %v", name, got, err)
		}
	}
}

// What goes wrong on the way is told as it is.
func TestClean_passesOnErrors(t *testing.T) {
	t.Parallel()
	lost := errors.New("the line is dead")
	for kind, whole := range map[string][]byte{"image/jpeg": photo(t, big), "image/png": shot(t, big), "image/gif": drawing(t), "image/webp": web(big), "image/heic": high(big)} {
		for n := range len(whole) {
			_, err := io.ReadAll(Clean(kind, io.MultiReader(bytes.NewReader(whole[:n]), iotest.ErrReader(lost))))
			if !errors.Is(err, lost) {
				t.Fatalf("after %d bytes of a %s: %v", n, kind, err)
			}
		}
	}
}

// TestClean_longNotes has notes that are longer than any telephone writes.
func TestClean_longNotes(t *testing.T) {
	t.Parallel()
	long := append(bytes.Clone(big), bytes.Repeat([]byte(secret), 10_000)...)
	for kind, content := range map[string][]byte{"image/png": shot(t, long), "image/webp": web(long), "image/heic": high(long)} {
		got, err := cleaned(kind, content, plainly)
		if err != nil || bytes.Contains(got, []byte(secret)) || bytes.Contains(got, []byte(taken)) {
			t.Errorf("the %s still tells something, %v", kind, err)
		}
	}
}

// FuzzClean cleans anything: it neither panics nor runs without end, adds nothing of
// note, gives the same however it is read, and has nothing left to do afterwards.
func FuzzClean(f *testing.F) {
	kinds := []string{"image/jpeg", "image/png", "image/gif", "image/webp", "image/heic"}
	for i, content := range [][]byte{photo(f, little), shot(f, big), drawing(f), web(little), high(big)} {
		f.Add(uint8(i), content)
	}
	f.Fuzz(func(t *testing.T, i uint8, content []byte) {
		kind := kinds[int(i)%len(kinds)]
		got, err := cleaned(kind, content, plainly)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		if len(got) > len(content)+100 {
			t.Errorf("%d bytes have become %d", len(content), len(got))
		}
		if again, err := cleaned(kind, content, iotest.OneByteReader); err != nil || !bytes.Equal(again, got) {
			t.Errorf("read by the byte it is another picture, %v", err)
		}
		if twice, err := cleaned(kind, got, plainly); err != nil || !bytes.Equal(twice, got) {
			t.Errorf("cleaned twice it is another picture, %v", err)
		}
	})
}
