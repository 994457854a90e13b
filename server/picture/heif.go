package picture

import (
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"
)

// The limits of the boxes that are read whole, in bytes. Of a photograph they are a
// few thousand.
const (
	longestBrands = 4 << 10
	longestMeta   = 1 << 20
)

// mostPlaces is how many stretches of the file the items of a picture may lie in. A
// photograph of many tiles has some hundreds.
const mostPlaces = 4096

// HEIC and AVIF are boxes (ISO/IEC 14496-12). What the pictures are and where their
// bytes lie stands in one of them, meta, which nearly all write first. Of the rest
// of the file only those bytes stay; all others are blanked where they are, since
// places in the file are counted from its beginning.
type heif struct {
	spans []span // in their order; set by meta
	seen  bool   // meta has been read
}

// span is a stretch of the file that something lies in.
type span struct {
	from, to int64
	is       content
}

// content is what a stretch of the file holds.
type content int

const (
	image content = iota // stays
	exif                 // is replaced by its essence
	other                // is blanked
)

func heifStart() step { return new(heif).box }

// box reads the head of the next box.
func (h *heif) box(f *filter) (step, error) {
	if _, err := f.src.Peek(1); h.seen && errors.Is(err, io.EOF) {
		return nil, nil //nolint:nilnil // the file has ended
	}
	head, size, err := boxHead(f)
	if err != nil {
		return nil, err
	}
	switch kind := string(head[4:8]); {
	case kind == "ftyp" && size <= longestBrands:
		f.out.Write(head)
		f.pass = size
	case kind == "meta" && !h.seen && size <= longestMeta:
		b, err := f.take(size)
		if err != nil {
			return nil, err
		}
		if h.spans, err = readMeta(b); err != nil {
			return nil, err
		}
		h.seen = true
		f.out.Write(append(head, b...))
	case kind == "mdat" && h.seen:
		f.out.Write(head)
		return h.data(f.at + size), nil
	case kind == "moov" || kind == "meta" || kind == "mdat" || kind == "ftyp":
		return nil, ErrDamaged // a film, or a file that tells at its end what is in it
	default:
		copy(head[4:], "free")
		f.out.Write(head)
		f.blank, f.fill = size, 0
	}
	return h.box, nil
}

// boxHead reads the head of a box and returns how long its content is. A box
// without an end is none that can be cleaned.
func boxHead(f *filter) ([]byte, int64, error) {
	head, err := f.take(8)
	if err != nil {
		return nil, 0, err
	}
	size := int64(binary.BigEndian.Uint32(head)) - 8
	if size == 1-8 {
		long, err := f.take(8)
		if err != nil {
			return nil, 0, err
		}
		size = int64(binary.BigEndian.Uint64(long)) - 16
		head = append(head, long...)
	}
	if size < 0 {
		return nil, 0, ErrDamaged
	}
	return head, size, nil
}

// data goes through a box of data up to its end.
func (h *heif) data(end int64) step {
	return func(f *filter) (step, error) {
		if f.at >= end {
			return h.box, nil
		}
		s := h.spanAt(f.at, end)
		switch n := s.to - f.at; {
		case s.is == image:
			f.pass = n
		case s.is == exif && n <= longestNote:
			note, err := f.take(n)
			if err != nil {
				return nil, err
			}
			f.out.Write(replaced(note))
		default:
			f.blank, f.fill = n, 0
		}
		return h.data(end), nil
	}
}

// spanAt returns what lies at a place of the file, from there to before something
// else begins or to the end of the box.
func (h *heif) spanAt(at, end int64) span {
	found := span{from: at, to: end, is: other}
	for _, s := range h.spans {
		switch {
		case s.to <= at:
		case s.from > at:
			found.to = min(found.to, s.from)
		case found.is == other || s.is == image: // what two claim, the picture gets
			found.is, found.to = s.is, min(found.to, s.to)
		default:
			found.to = min(found.to, s.to)
		}
	}
	return found
}

// replaced writes the essence of an Exif in its room. In these files the number of
// bytes before it stands in front.
func replaced(note []byte) []byte {
	const number = 4 // bytes
	e := essence{}
	if len(note) >= number {
		if skip := int64(binary.BigEndian.Uint32(note)); skip <= int64(len(note)-number) {
			e = essenceOf(note[number+skip:])
		}
	}
	return e.within(int64(len(note)), "\x00\x00\x00\x00")
}

// metaKept are the boxes within meta that stay; what persons write is in none but
// iprp, of which it is taken out.
var metaKept = strings.Fields("hdlr pitm iloc iinf iref iprp ipro idat dinf grpl free")

// described are the properties of an item that are no part of the picture: what
// somebody has written about it (ISO/IEC 23008-12, 6.5.20), and what no standard
// knows.
var described = strings.Fields("udes uuid")

// pictures are the types of the items that are pictures or parts of them.
var pictures = strings.Fields("hvc1 hev1 lhv1 av01 avc1 vvc1 jpeg j2k1 unci grid iden iovl tmap")

// readMeta reads where the items lie, and blanks in place what meta itself holds
// that is no picture.
func readMeta(b []byte) ([]span, error) {
	const version = 4 // bytes
	if len(b) < version {
		return nil, ErrDamaged
	}
	boxes, err := split(b[version:])
	if err != nil {
		return nil, err
	}
	var places []place
	types, idat := map[uint32]string{}, []byte(nil)
	for _, x := range boxes {
		switch {
		case x.kind == "iloc":
			places, err = readPlaces(x.data)
		case x.kind == "iinf":
			types, err = readTypes(x.data)
		case x.kind == "idat":
			idat = x.data
		case x.kind == "iprp":
			err = blankDescribed(x.data)
		case !slices.Contains(metaKept, x.kind):
			x.blank()
		}
		if err != nil {
			return nil, err
		}
	}
	return spans(places, types, idat)
}

// blankDescribed blanks the described properties of the items where they are: items
// name their properties by their place in the row.
func blankDescribed(b []byte) error {
	boxes, err := split(b)
	if err != nil {
		return err
	}
	for _, x := range boxes {
		if x.kind != "ipco" {
			continue
		}
		properties, err := split(x.data)
		if err != nil {
			return err
		}
		for _, p := range properties {
			if slices.Contains(described, p.kind) {
				p.blank()
			}
		}
	}
	return nil
}

// spans sorts the places of items by what lies there.
func spans(places []place, types map[uint32]string, idat []byte) ([]span, error) {
	var list []span
	for _, p := range places {
		kind := other
		switch t := types[p.item]; {
		case slices.Contains(pictures, t):
			kind = image
		case t == "Exif":
			kind = exif
		}
		switch {
		case p.method == 0:
			list = append(list, span{p.from, p.to, kind})
		case p.method == 1 && kind != image:
			if p.to > int64(len(idat)) {
				return nil, ErrDamaged
			}
			clear(idat[p.from:p.to])
		case p.method > 1 && kind == image:
			return nil, ErrDamaged // lies in another item
		}
	}
	return list, nil
}

// inner is a box within another one.
type inner struct {
	kind       string
	head, data []byte
}

// blank leaves nothing of the box but its length.
func (x inner) blank() {
	copy(x.head[4:], "free")
	clear(x.data)
}

// split takes a row of boxes apart.
func split(b []byte) ([]inner, error) {
	var list []inner
	for len(b) > 0 {
		if len(b) < 8 {
			return nil, ErrDamaged
		}
		size := int64(binary.BigEndian.Uint32(b))
		if size < 8 || size > int64(len(b)) {
			return nil, ErrDamaged
		}
		list = append(list, inner{string(b[4:8]), b[:8], b[8:size]})
		b = b[size:]
	}
	return list, nil
}

// cursor reads numbers one after the other.
type cursor struct {
	b   []byte
	err error
}

// uint reads a number of so many bytes; 0 when there are none left.
func (c *cursor) uint(bytes int) (n uint64) {
	if bytes > len(c.b) {
		c.b, c.err = nil, ErrDamaged
		return 0
	}
	for _, b := range c.b[:bytes] {
		n = n<<8 | uint64(b)
	}
	c.b = c.b[bytes:]
	return n
}

// text reads so many bytes.
func (c *cursor) text(bytes int) string {
	if bytes > len(c.b) {
		c.b, c.err = nil, ErrDamaged
		return ""
	}
	t := string(c.b[:bytes])
	c.b = c.b[bytes:]
	return t
}

// readTypes reads the type of each item (ISO/IEC 14496-12, 8.11.6).
func readTypes(b []byte) (map[uint32]string, error) {
	c := cursor{b: b}
	version := c.uint(4) >> 24
	c.uint(map[bool]int{true: 2, false: 4}[version == 0])
	boxes, err := split(c.b)
	if err = errors.Join(err, c.err); err != nil {
		return nil, err
	}
	types := map[uint32]string{}
	for _, x := range boxes {
		c := cursor{b: x.data}
		version := c.uint(4) >> 24
		if x.kind != "infe" || version < 2 {
			return nil, ErrDamaged
		}
		id := uint32(c.uint(map[bool]int{true: 2, false: 4}[version == 2]))
		c.uint(2)
		types[id] = c.text(4)
		if c.err != nil {
			return nil, c.err
		}
	}
	return types, nil
}

// place is a stretch of bytes that belongs to an item.
type place struct {
	item     uint32
	method   uint64 // 0 in the file, 1 in meta, 2 in another item
	from, to int64
}

// readPlaces reads where the items lie (ISO/IEC 14496-12, 8.11.3).
func readPlaces(b []byte) ([]place, error) {
	c := &cursor{b: b}
	version := c.uint(4) >> 24
	sizes := c.uint(2)
	offset, length, base, index := int(sizes>>12&15), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	wide := map[bool]int{true: 2, false: 4}[version < 2]
	if version == 0 {
		index = 0
	}
	var list []place
	for range c.uint(wide) {
		p := place{item: uint32(c.uint(wide))}
		if version > 0 {
			p.method = c.uint(2) & 15
		}
		c.uint(2) // another file, which no photograph has
		from := c.uint(base)
		for range c.uint(2) {
			c.uint(index)
			start, n := from+c.uint(offset), c.uint(length)
			if c.err != nil || n == 0 || start > 1<<40 || n > 1<<40 || len(list) == mostPlaces {
				return nil, ErrDamaged
			}
			p.from, p.to = int64(start), int64(start+n)
			list = append(list, p)
		}
		if c.err != nil {
			return nil, c.err
		}
	}
	return list, c.err
}
