package picture

import (
	"encoding/binary"
	"errors"
	"slices"
)

// webpKept are the chunks that stay: the picture, its colours, and how it moves.
var webpKept = []string{"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"}

// webpSaysXMP is the flag of VP8X that tells of XMP.
const webpSaysXMP = 0x04

// webpStart reads the head of the file, which tells how long the whole is: what is
// taken out is therefore blanked, and called JUNK, so that the length stays.
func webpStart(f *filter) (step, error) {
	b, err := f.take(12)
	if err != nil || string(b[:4]) != "RIFF" || string(b[8:]) != "WEBP" {
		return nil, errors.Join(err, ErrDamaged)
	}
	f.out.Write(b)
	end := 8 + int64(binary.LittleEndian.Uint32(b[4:]))
	return webpChunk(end), nil
}

// webpChunk reads the next chunk before the end of the file.
func webpChunk(end int64) step {
	return func(f *filter) (step, error) {
		if f.at >= end {
			return nil, nil //nolint:nilnil // the picture has ended
		}
		head, err := f.take(8)
		if err != nil {
			return nil, err
		}
		size := int64(binary.LittleEndian.Uint32(head[4:]))
		room := min(size+size%2, end-f.at)
		switch kind := string(head[:4]); {
		case room < size:
			return nil, ErrDamaged
		case kind == "VP8X":
			return webpChunk(end), webpFlags(f, head, room)
		case kind == "EXIF" && room <= longestNote:
			note, err := f.take(room)
			if err != nil {
				return nil, err
			}
			f.out.Write(append(head, essenceOf(note).within(room, "")...))
		case slices.Contains(webpKept, kind):
			f.out.Write(head)
			f.pass = room
		default:
			f.out.Write(append([]byte("JUNK"), head[4:]...))
			f.blank, f.fill = room, 0
		}
		return webpChunk(end), nil
	}
}

// webpFlags keeps what VP8X says, but for the XMP that is gone.
func webpFlags(f *filter, head []byte, room int64) error {
	const size = 10 // bytes
	if room < size {
		return ErrDamaged
	}
	b, err := f.take(size)
	if err != nil {
		return err
	}
	b[0] &^= webpSaysXMP
	f.out.Write(append(head, b...))
	f.blank, f.fill = room-size, 0
	return nil
}
