package picture

import (
	"bytes"
	"encoding/binary"
	"regexp"
)

// exifHead stands before the TIFF structure of an Exif in a JPEG, and at times
// elsewhere.
const exifHead = "Exif\x00\x00"

// The tags of Exif that are read and written (CIPA DC-008, 4.6.4 and 4.6.5).
const (
	orientationTag = 0x0112
	exifTag        = 0x8769 // where the second directory is
	takenTag       = 0x9003 // DateTimeOriginal, local time without a zone
)

// The types of values.
const (
	asciiType = 2
	shortType = 3
	longType  = 4
)

// takenForm is how Exif writes an instant, with the zero that ends it.
var takenForm = regexp.MustCompile(`^\d{4}:\d\d:\d\d \d\d:\d\d:\d\d\x00$`)

const takenSize = 20 // bytes

// essence is what stays of an Exif.
type essence struct {
	orientation uint16 // 2 to 8; 0 for the usual one
	taken       string // as takenForm; empty when it does not say
}

// essenceOf reads what stays of an Exif, with or without its head. Of one that
// cannot be read nothing stays.
func essenceOf(note []byte) (e essence) {
	t, ok := parseTIFF(bytes.TrimPrefix(note, []byte(exifHead)))
	if !ok {
		return e
	}
	first := t.order.Uint32(t.data[4:])
	if v, kind, n := t.entry(first, orientationTag); kind == shortType && n == 1 {
		if o := t.order.Uint16(v); o >= 2 && o <= 8 {
			e.orientation = o
		}
	}
	v, kind, n := t.entry(first, exifTag)
	if kind != longType || n != 1 {
		return e
	}
	v, kind, n = t.entry(t.order.Uint32(v), takenTag)
	if kind == asciiType && n == takenSize {
		if text := t.slice(t.order.Uint32(v), takenSize); takenForm.Match(text) {
			e.taken = string(text)
		}
	}
	return e
}

// tiff is a TIFF structure as Exif has one.
type tiff struct {
	data  []byte
	order binary.ByteOrder
}

func parseTIFF(data []byte) (tiff, bool) {
	switch {
	case len(data) < 8:
	case string(data[:4]) == "II*\x00":
		return tiff{data, binary.LittleEndian}, true
	case string(data[:4]) == "MM\x00*":
		return tiff{data, binary.BigEndian}, true
	}
	return tiff{}, false
}

// slice returns some bytes; nil when there are none there.
func (t tiff) slice(at uint32, n int) []byte {
	if int64(at)+int64(n) > int64(len(t.data)) {
		return nil
	}
	return t.data[at : int(at)+n]
}

// entry finds a tag in the directory at an offset, and returns its four bytes of
// value or offset, its type and how many values it has; type 0 when there is none.
func (t tiff) entry(directory uint32, tag uint16) (value []byte, kind uint16, n uint32) {
	const size = 12
	count := t.slice(directory, 2)
	if count == nil {
		return nil, 0, 0
	}
	for i := range uint32(t.order.Uint16(count)) {
		e := t.slice(directory+2+i*size, size)
		if e == nil {
			return nil, 0, 0
		}
		if t.order.Uint16(e) == tag {
			return e[8:], t.order.Uint16(e[2:]), t.order.Uint32(e[4:])
		}
	}
	return nil, 0, 0
}

// none reports whether nothing stays.
func (e essence) none() bool { return e == essence{} }

// tiff writes the TIFF structure of an Exif that tells nothing else.
func (e essence) tiff() []byte {
	be := binary.BigEndian
	entries := []byte{}
	n := uint16(0)
	if e.orientation != 0 {
		entries = entry(entries, orientationTag, shortType, 1, uint32(e.orientation)<<16)
		n++
	}
	second := uint32(8 + 2 + 12*(n+1) + 4)
	if e.taken != "" {
		entries = entry(entries, exifTag, longType, 1, second)
		n++
	}
	b := be.AppendUint32([]byte("MM\x00*"), 8)
	b = be.AppendUint16(b, n)
	b = append(b, entries...)
	b = be.AppendUint32(b, 0) // no further directory
	if e.taken == "" {
		return b
	}
	b = be.AppendUint16(b, 1)
	b = entry(b, takenTag, asciiType, takenSize, second+2+12+4)
	b = be.AppendUint32(b, 0)
	return append(b, e.taken...)
}

func entry(b []byte, tag, kind uint16, n, value uint32) []byte {
	be := binary.BigEndian
	b = be.AppendUint16(b, tag)
	b = be.AppendUint16(b, kind)
	b = be.AppendUint32(b, n)
	return be.AppendUint32(b, value)
}

// within writes the essence of an Exif in the room that the Exif had, with zeroes
// after it; zeroes only when there is no room for it.
func (e essence) within(room int64, head string) []byte {
	b := make([]byte, room)
	if text := append([]byte(head), e.tiff()...); int64(len(text)) <= room {
		copy(b, text)
	}
	return b
}
