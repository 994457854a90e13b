package audit

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"recourse/complaint"
)

// Dump is what a plain dump of the database holds about the chains. It is kept in
// memory whole: about 300 bytes an event.
type Dump struct {
	Files       map[complaint.Number]*File
	Checkpoints map[int]*Checkpoint
	heads       map[int][]Head
	pieces      map[string]*Content // of contents, by upload; nil when the dump has no table of them
	events      bool                // there is a table of events
}

// dumpTables read a row of one table each. The columns come by name, so that a
// release with more of them reads older dumps and newer ones.
var dumpTables = map[string]func(*Dump, dumpRow) error{
	"cases":            (*Dump).addCase,
	"case_events":      (*Dump).addEvent,
	"filings":          (*Dump).addFiling,
	"act_details":      (*Dump).addDetails,
	"documents":        (*Dump).addDocument,
	"document_chunks":  (*Dump).addPiece,
	"case_keys":        (*Dump).addKey,
	"checkpoints":      (*Dump).addCheckpoint,
	"checkpoint_heads": (*Dump).addHead,
}

// How a plain dump begins a table and ends it, and how one in another format begins.
const (
	copyStart   = "COPY "
	copyEnd     = `\.`
	customMagic = "PGDMP"
)

// dumpBuffer is how much of a dump is read at once, in bytes.
const dumpBuffer = 1 << 16

// ReadDump reads a dump as pg_dump writes it with --format=plain.
func ReadDump(r io.Reader) (*Dump, error) {
	in := bufio.NewReaderSize(r, dumpBuffer)
	if magic, _ := in.Peek(len(customMagic)); string(magic) == customMagic {
		return nil, errors.New("this dump is not plain text; make it so with: pg_restore --file=- DUMP")
	}
	d := &Dump{
		Files: map[complaint.Number]*File{}, Checkpoints: map[int]*Checkpoint{}, heads: map[int][]Head{},
	}
	for {
		line, err := readLine(in, true)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read the dump: %w", err)
		}
		if bytes.HasPrefix(line, []byte(copyStart)) {
			if err := d.table(in, string(line)); err != nil {
				return nil, err
			}
		}
	}
	if !d.events {
		return nil, errors.New("the dump holds no table case_events written with COPY; make it with: pg_dump --format=plain")
	}
	return d, nil
}

// readLine reads a line without its end; it keeps nothing of one that is not
// wanted, such as a letter.
func readLine(in *bufio.Reader, wanted bool) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		if wanted || len(line) < len(copyEnd)+1 && len(part) <= len(copyEnd)+1 {
			if line == nil && err == nil {
				return bytes.TrimSuffix(part, []byte("\n")), nil
			}
			line = append(line, part...)
		} else if line == nil {
			line = []byte("skipped")
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && (len(line) == 0 || !errors.Is(err, io.EOF)) {
			return nil, err
		}
		return bytes.TrimSuffix(line, []byte("\n")), nil
	}
}

// table reads one table to its end.
func (d *Dump) table(in *bufio.Reader, head string) error {
	name, columns := tableOf(head)
	add := dumpTables[name]
	d.events = d.events || name == "case_events"
	if name == "document_chunks" && d.pieces == nil {
		d.pieces = map[string]*Content{}
	}
	for {
		line, err := readLine(in, add != nil)
		if err != nil {
			return fmt.Errorf("the dump ends within table %s: %w", name, err)
		}
		if string(line) == copyEnd {
			return nil
		}
		if add == nil {
			continue
		}
		row := dumpRow{columns: columns, fields: bytes.Split(line, []byte("\t"))}
		if err := add(d, row); err != nil {
			return fmt.Errorf("read a row of table %s: %w", name, err)
		}
	}
}

// tableOf reads the name and the places of the columns out of a line such as
// COPY public.cases (number, version) FROM stdin;
func tableOf(head string) (name string, columns map[string]int) {
	name, list, _ := strings.Cut(strings.TrimPrefix(head, copyStart), " (")
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	list, _, _ = strings.Cut(list, ")")
	columns = map[string]int{}
	for i, c := range strings.Split(list, ", ") {
		columns[strings.Trim(c, `"`)] = i
	}
	return strings.Trim(name, `"`), columns
}

// dumpRow is one row; what it lacks reads as nothing.
type dumpRow struct {
	columns map[string]int
	fields  [][]byte
}

// bytes returns a column without its escapes; nil for null and for a column that
// is not there.
func (r dumpRow) bytes(column string) []byte {
	i, ok := r.columns[column]
	if !ok || i >= len(r.fields) || string(r.fields[i]) == `\N` {
		return nil
	}
	return unescape(r.fields[i])
}

func (r dumpRow) text(column string) string { return string(r.bytes(column)) }

func (r dumpRow) number() complaint.Number { return complaint.Number(r.text("number")) }

func (r dumpRow) integer(column string) (int64, error) {
	return strconv.ParseInt(r.text(column), 10, 64)
}

// binary reads a column of bytes in hexadecimal digits.
func (r dumpRow) binary(column string) ([]byte, error) {
	text := r.bytes(column)
	if text == nil {
		return nil, nil
	}
	digits, ok := bytes.CutPrefix(text, []byte(`\x`))
	if !ok {
		return nil, fmt.Errorf("column %s is not in hexadecimal digits; dump with bytea_output = hex", column)
	}
	out := make([]byte, hex.DecodedLen(len(digits)))
	_, err := hex.Decode(out, digits)
	return out, err
}

func (r dumpRow) hash(column string) (Hash, error) {
	b, err := r.binary(column)
	return HashOf(b), err
}

// instants are the ways in which PostgreSQL writes an instant.
var instants = []string{"2006-01-02 15:04:05-07", "2006-01-02 15:04:05-07:00", "2006-01-02 15:04:05-07:00:00"}

func (r dumpRow) instant(column string) (t time.Time, err error) {
	for _, form := range instants {
		if t, err = time.Parse(form, r.text(column)); err == nil {
			return t.UTC(), nil
		}
	}
	return t, fmt.Errorf("column %s: %w", column, err)
}

// sealed returns the hash of the sealed texts of a row; no hash where there are none.
func (r dumpRow) sealed() (Hash, error) {
	sealed, err := r.binary("sealed")
	if len(sealed) == 0 { // of an erased case
		return Hash{}, err
	}
	return sha256.Sum256(sealed), err
}

// escapes are the letters after a backslash that stand for something else.
var escapes = map[byte]byte{'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v'}

func unescape(field []byte) []byte {
	if bytes.IndexByte(field, '\\') < 0 {
		return field
	}
	out := make([]byte, 0, len(field))
	for i := 0; i < len(field); i++ {
		c := field[i]
		if c == '\\' && i+1 < len(field) {
			i++
			if c = field[i]; escapes[c] != 0 {
				c = escapes[c]
			}
		}
		out = append(out, c)
	}
	return out
}
