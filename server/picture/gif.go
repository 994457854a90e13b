package picture

import (
	"bytes"
	"errors"
	"slices"
)

// The blocks of a GIF (GIF89a, appendix A).
const (
	gifExtension   = 0x21
	gifImage       = 0x2c
	gifTrailer     = 0x3b
	gifPlainText   = 0x01
	gifControl     = 0xf9
	gifApplication = 0xff
)

// gifKept are the application extensions that stay: how often a film is shown, and
// its colours.
var gifKept = []string{"NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"}

func gifStart(f *filter) (step, error) {
	const screen = 13 // bytes: signature, and what holds for all images
	b, err := f.take(screen)
	if err != nil || !bytes.HasPrefix(b, []byte("GIF8")) {
		return nil, errors.Join(err, ErrDamaged)
	}
	f.out.Write(b)
	f.pass = gifColours(b[10])
	return gifBlock, nil
}

// gifColours is how long the table of colours is that a byte of flags tells of.
func gifColours(flags byte) int64 {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

func gifBlock(f *filter) (step, error) {
	b, err := f.take(1)
	if err != nil {
		return nil, err
	}
	switch b[0] {
	case gifTrailer:
		f.out.Write(b)
		return nil, nil //nolint:nilnil // the picture has ended
	case gifImage:
		const descriptor = 9 // bytes
		d, err := f.take(descriptor)
		if err != nil {
			return nil, err
		}
		f.out.Write(append(b, d...))
		f.pass = gifColours(d[8]) + 1 // and how the codes begin
		return gifKeep, nil
	case gifExtension:
		return gifExtended(f)
	}
	return nil, ErrDamaged
}

func gifExtended(f *filter) (step, error) {
	label, err := f.take(1)
	if err != nil {
		return nil, err
	}
	head := append([]byte{gifExtension}, label[0])
	switch label[0] {
	case gifControl, gifPlainText:
	case gifApplication:
		const name = 11 // bytes, after their number
		b, err := f.src.Peek(1 + name)
		if err != nil {
			return nil, err
		}
		if b[0] != name || !slices.Contains(gifKept, string(b[1:])) {
			return gifDrop, nil
		}
	default:
		return gifDrop, nil
	}
	f.out.Write(head)
	return gifKeep, nil
}

// gifKeep keeps the pieces of a block up to the empty one that ends it.
func gifKeep(f *filter) (step, error) {
	b, err := f.take(1)
	if err != nil {
		return nil, err
	}
	f.out.Write(b)
	f.pass = int64(b[0])
	if b[0] == 0 {
		return gifBlock, nil
	}
	return gifKeep, nil
}

// gifDrop drops them.
func gifDrop(f *filter) (step, error) {
	b, err := f.take(1)
	if err != nil {
		return nil, err
	}
	if b[0] == 0 {
		return gifBlock, nil
	}
	return gifDrop, f.drop(int64(b[0]))
}
