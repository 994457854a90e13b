package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
)

// The markers of JPEG (ITU-T T.81, table B.1).
const (
	jpegTEM  = 0x01
	jpegSOF0 = 0xc0
	jpegRST0 = 0xd0
	jpegRST7 = 0xd7
	jpegSOI  = 0xd8
	jpegEOI  = 0xd9
	jpegSOS  = 0xda
	jpegEXP  = 0xdf
	jpegAPP1 = 0xe1
)

// jpegKept are the application segments that stay, with how they begin: the
// picture's resolution, its colours, and how these were coded.
var jpegKept = map[byte]string{0xe0: "JFIF\x00", 0xe2: "ICC_PROFILE\x00", 0xee: "Adobe"}

func jpegStart(f *filter) (step, error) {
	b, err := f.take(2)
	if err != nil || b[0] != 0xff || b[1] != jpegSOI {
		return nil, errors.Join(err, ErrDamaged)
	}
	f.out.Write(b)
	return jpegSegment, nil
}

// jpegMarker reads on to the next marker, over whatever stands before it.
func jpegMarker(f *filter) (byte, error) {
	for escaped := false; ; {
		b, err := f.take(1)
		switch {
		case err != nil:
			return 0, err
		case b[0] == 0xff:
			escaped = true
		case escaped && b[0] != 0:
			return b[0], nil
		default:
			escaped = false
		}
	}
}

// jpegSegment reads a marker and the head of its segment.
func jpegSegment(f *filter) (step, error) {
	marker, err := jpegMarker(f)
	switch {
	case err != nil:
		return nil, err
	case marker == jpegSOI:
		return nil, ErrDamaged
	case marker == jpegEOI:
		f.out.Write([]byte{0xff, marker})
		return nil, nil //nolint:nilnil // the picture has ended
	case marker == jpegTEM || marker >= jpegRST0 && marker <= jpegRST7:
		f.out.Write([]byte{0xff, marker})
		return jpegSegment, nil
	}
	size, err := f.take(2)
	if err != nil {
		return nil, err
	}
	length := int64(binary.BigEndian.Uint16(size)) - 2
	if length < 0 {
		return nil, ErrDamaged
	}
	return jpegContent(f, marker, length)
}

// jpegContent keeps, drops or replaces the content of a segment.
func jpegContent(f *filter, marker byte, length int64) (step, error) {
	head, _ := f.src.Peek(int(min(length, 16)))
	begins, listed := jpegKept[marker]
	switch {
	case marker >= jpegSOF0 && marker <= jpegEXP, listed && strings.HasPrefix(string(head), begins):
		jpegHead(f, marker, length)
		f.pass = length
	case marker == jpegAPP1 && bytes.HasPrefix(head, []byte(exifHead)):
		note, err := f.note(length)
		if err != nil {
			return nil, err
		}
		if e := essenceOf(note); !e.none() {
			text := append([]byte(exifHead), e.tiff()...)
			jpegHead(f, marker, int64(len(text)))
			f.out.Write(text)
		}
	default:
		return jpegSegment, f.drop(length)
	}
	if marker == jpegSOS {
		return jpegScan, nil
	}
	return jpegSegment, nil
}

func jpegHead(f *filter, marker byte, length int64) {
	f.out.Write(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(length+2)))
}

// jpegScan lets the coded picture pass up to the next marker. A picture whose end
// is missing is shown by every program, and taken.
func jpegScan(f *filter) (step, error) {
	if _, err := f.src.Peek(1); errors.Is(err, io.EOF) {
		return nil, nil //nolint:nilnil // the picture has ended
	} else if err != nil {
		return nil, err
	}
	b, _ := f.src.Peek(f.src.Buffered())
	switch at := bytes.IndexByte(b, 0xff); {
	case at < 0:
		f.pass = int64(len(b))
	case at > 0:
		f.pass = int64(at)
	default:
		return jpegEscape(f)
	}
	return jpegScan, nil
}

// jpegEscape tells a byte of the coded picture from a marker.
func jpegEscape(f *filter) (step, error) {
	b, err := f.src.Peek(2)
	switch {
	case errors.Is(err, io.EOF):
		f.pass = 1
		return jpegScan, nil
	case err != nil:
		return nil, err
	case b[1] == 0 || b[1] >= jpegRST0 && b[1] <= jpegRST7:
		f.pass = 2
		return jpegScan, nil
	}
	return jpegSegment, nil
}
