package picture

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"strings"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// pngKept are the chunks that stay: the picture, its colours, its size, and how it
// moves. Which time tIME tells is that of the last change.
var pngKept = strings.Fields("IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT tIME acTL fcTL fdAT")

func pngStart(f *filter) (step, error) {
	b, err := f.take(int64(len(pngSignature)))
	if err != nil || string(b) != pngSignature {
		return nil, errors.Join(err, ErrDamaged)
	}
	f.out.Write(b)
	return pngChunk, nil
}

// pngChunk reads the head of a chunk and keeps, drops or replaces it.
func pngChunk(f *filter) (step, error) {
	const sum = 4 // bytes
	head, err := f.take(8)
	if err != nil {
		return nil, err
	}
	length, kind := int64(binary.BigEndian.Uint32(head)), string(head[4:])
	switch {
	case length > 1<<31-1:
		return nil, ErrDamaged
	case kind == "eXIf":
		note, err := f.note(length)
		if err != nil {
			return nil, err
		}
		if e := essenceOf(note); !e.none() {
			f.out.Write(pngNew(kind, e.tiff()))
		}
		return pngChunk, f.drop(sum)
	case !slices.Contains(pngKept, kind):
		return pngChunk, f.drop(length + sum)
	}
	f.out.Write(head)
	f.pass = length + sum
	if kind == "IEND" {
		return nil, nil //nolint:nilnil // the picture has ended
	}
	return pngChunk, nil
}

// pngNew writes a chunk.
func pngNew(kind string, content []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	b = append(append(b, kind...), content...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}
