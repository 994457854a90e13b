// Package picture takes out of pictures, as they come, what tells where and with
// what they were taken: Exif, XMP, IPTC, comments, and whatever else is not the
// picture itself. The picture is not touched, nor which way is up; the instant at
// which it was taken stays where Exif tells it, since it is part of what a picture
// proves. Nothing is ever whole in memory.
package picture

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// ErrDamaged says that a picture is not built as its format asks, so that nobody
// can say what is in it.
var ErrDamaged = errors.New("the picture is damaged, or built in an unusual way")

// longestNote is the longest Exif that is looked into, in bytes: the most that a
// JPEG can hold. A longer one is taken out unread.
const longestNote = 64 << 10

// steps are the formats, by media type.
var steps = map[string]func() step{
	"image/jpeg":          func() step { return jpegStart },
	"image/png":           func() step { return pngStart },
	"image/apng":          func() step { return pngStart },
	"image/gif":           func() step { return gifStart },
	"image/webp":          func() step { return webpStart },
	"image/heic":          heifStart,
	"image/heif":          heifStart,
	"image/heic-sequence": heifStart,
	"image/heif-sequence": heifStart,
	"image/avif":          heifStart,
	"image/bmp":           nil, // holds nothing but the picture
}

// Known reports whether files of a media type are pictures of a format that can be
// cleaned.
func Known(kind string) bool { _, ok := steps[kind]; return ok }

// Clean returns the picture without what tells where it was taken. Files of a type
// that is not Known, and of one that holds no such thing, come as they are. The
// reader answers ErrDamaged where the format is broken, and else passes on the
// errors of the content, which it reads to its end.
func Clean(kind string, content io.Reader) io.Reader {
	start := steps[kind]
	if start == nil {
		return content
	}
	return &filter{src: bufio.NewReaderSize(content, longestNote), next: start()}
}

// step reads the next part of a picture and says what is to become of it: it
// writes to out, and then lets pass or blanks so many bytes. It returns the step
// after that; nil at the end of the picture.
type step func(*filter) (step, error)

// filter is a picture being cleaned.
type filter struct {
	src   *bufio.Reader
	at    int64        // how many bytes of the content have been read
	out   bytes.Buffer // what is given next
	pass  int64        // then so many bytes as they come
	blank int64        // then so many bytes of fill in place of those that come
	fill  byte
	next  step
	err   error
}

// Read gives the next bytes.
func (f *filter) Read(p []byte) (int, error) {
	for len(p) > 0 {
		switch {
		case f.out.Len() > 0:
			return f.out.Read(p)
		case f.pass > 0:
			n, err := f.some(p, f.pass)
			f.pass -= int64(n)
			return n, err
		case f.blank > 0:
			n, err := f.some(p, f.blank)
			f.blank -= int64(n)
			for i := range n {
				p[i] = f.fill
			}
			return n, err
		case f.err != nil:
			return 0, f.err
		default:
			f.advance()
		}
	}
	return 0, nil
}

// some reads up to so many bytes. That the content ends before is damage.
func (f *filter) some(p []byte, most int64) (int, error) {
	n, err := f.src.Read(p[:min(int64(len(p)), most)])
	f.at += int64(n)
	if n > 0 {
		return n, nil
	}
	f.err = damaged(err)
	return 0, f.err
}

// advance takes the next step, and after the last reads the content to its end:
// what follows a picture is not part of it.
func (f *filter) advance() {
	if f.next == nil {
		f.err = io.EOF
		if _, err := io.Copy(io.Discard, f.src); err != nil {
			f.err = err
		}
		return
	}
	var err error
	if f.next, err = f.next(f); err != nil {
		f.err = damaged(err)
	}
}

// damaged turns an end of the content that comes too early into ErrDamaged.
func damaged(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return ErrDamaged
	}
	return err
}

// take reads exactly so many bytes, which must be few.
func (f *filter) take(n int64) ([]byte, error) {
	b := make([]byte, n)
	k, err := io.ReadFull(f.src, b)
	f.at += int64(k)
	return b, err
}

// drop reads over so many bytes.
func (f *filter) drop(n int64) error {
	k, err := io.CopyN(io.Discard, f.src, n)
	f.at += k
	return err
}

// note takes an Exif of so many bytes, or reads over one that is too long to be
// looked into.
func (f *filter) note(n int64) ([]byte, error) {
	if n > longestNote {
		return nil, f.drop(n)
	}
	return f.take(n)
}
