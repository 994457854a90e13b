package server

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"recourse/complaint"
)

// eicar is the file by which virus scanners are tried out; it is harmless. It is
// written in two parts so that no scanner takes this file for it.
const eicar = `X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-` + `STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`

// clamd speaks the protocol of the true one: it takes pieces until an empty one
// and then says what it has found.
type clamd struct {
	t       *testing.T
	address string
	mu      sync.Mutex
	files   []string // as they were put together again
	pieces  int
	behave  string // "", "silent", "hangs up", "full", "forgets"
}

// newClamd starts a clamd on a port or on a socket.
func newClamd(t *testing.T, network, behave string) *clamd {
	t.Helper()
	address := "127.0.0.1:0"
	if network == "unix" {
		address = filepath.Join(t.TempDir(), "clamd.sock")
	}
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), network, address)
	if err != nil {
		t.Fatal(err)
	}
	d := &clamd{t: t, address: l.Addr().String(), behave: behave}
	done := make(chan struct{})
	t.Cleanup(func() { _ = l.Close(); <-done })
	go func() {
		defer close(done)
		var open sync.WaitGroup
		defer open.Wait()
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			open.Go(func() { defer conn.Close(); d.answer(conn) })
		}
	}()
	return d
}

func (d *clamd) answer(conn net.Conn) {
	r := bufio.NewReader(conn)
	if command, err := r.ReadString(0); err != nil || command != "zINSTREAM\x00" {
		_, _ = io.WriteString(conn, "UNKNOWN COMMAND\x00")
		return
	}
	if d.behave == "hangs up" {
		return
	}
	var file bytes.Buffer
	for pieces := 0; ; pieces++ {
		var n uint32
		if binary.Read(r, binary.BigEndian, &n) != nil {
			return
		}
		if n == 0 {
			d.mu.Lock()
			d.files, d.pieces = append(d.files, file.String()), pieces
			d.mu.Unlock()
			break
		}
		var into io.Writer = &file
		if d.behave == "forgets" {
			into = io.Discard
		}
		if _, err := io.CopyN(into, r, int64(n)); err != nil {
			return
		}
	}
	switch {
	case d.behave == "silent":
		_, _ = r.ReadByte() // until the caller gives up
	case d.behave == "full":
		_, _ = io.WriteString(conn, "INSTREAM size limit exceeded. ERROR\x00")
	case strings.Contains(file.String(), eicar):
		_, _ = io.WriteString(conn, "stream: Eicar-Test-Signature FOUND\x00")
	default:
		_, _ = io.WriteString(conn, "stream: OK\x00")
	}
}

func (d *clamd) seen() (files []string, pieces int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.files, d.pieces
}

// scanned is a house with a clamd.
func scanned(t *testing.T, d *clamd) *house {
	t.Helper()
	h := newHouse(t)
	scanner, err := NewClamAV(d.address, slog.New(slog.NewJSONHandler(h.log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	scanner.patience = 200 * time.Millisecond
	h.service.scanner = scanner
	return h
}

func TestClamAV_looksAtTheWholeFile(t *testing.T) {
	t.Parallel()
	for _, network := range []string{"tcp", "unix"} {
		d := newClamd(t, network, "")
		h := scanned(t, d)
		v, number := h.resident()
		path := apiBase + "/complaints/" + number + "/documents"
		content := "A long letter. " + strings.Repeat("They never answered. ", 10_000)
		v.upload(path, "file", "letter.txt", []byte(content)).is(http.StatusCreated)
		if files, pieces := d.seen(); len(files) != 1 || files[0] != content || pieces < 2 {
			t.Errorf("clamd has seen %d files in %d pieces", len(files), pieces)
		}
	}
}

func TestClamAV_refusesWhatIsHarmful(t *testing.T) {
	t.Parallel()
	d := newClamd(t, "tcp", "")
	h := scanned(t, d)
	v, number := h.resident()
	path := apiBase + "/complaints/" + number + "/documents"
	h.unchanged(func() {
		v.upload(path, "file", "eicar.txt", []byte(eicar)).problem(http.StatusBadRequest, "Eicar-Test-Signature")
		// Behind other text, across two pieces.
		v.upload(path, "file", "late.txt", []byte(strings.Repeat("a", 64<<10-20)+eicar)).problem(http.StatusBadRequest, "Eicar-Test-Signature")
	})
	if files, _ := d.seen(); len(files) != 2 {
		t.Errorf("clamd has seen %d files", len(files))
	}
}

// TestClamAV_acrossPieces sends the file byte by byte.
func TestClamAV_acrossPieces(t *testing.T) {
	t.Parallel()
	d := newClamd(t, "tcp", "")
	h := scanned(t, d)
	_, number := h.resident()
	_, err := h.service.Upload(t.Context(), complaint.Number(number), complaint.Actor{Role: complaint.Complainant}, "a.txt", iotest.OneByteReader(strings.NewReader(eicar)))
	if complaint.KindOf(err) != complaint.Invalid || len(h.record.uploads) != 0 {
		t.Errorf("got %v", err)
	}
}

func TestClamAV_thatDoesNotAnswerLetsNothingIn(t *testing.T) {
	t.Parallel()
	for _, behave := range []string{"silent", "hangs up", "full", "away"} {
		d := newClamd(t, "tcp", behave)
		h := scanned(t, d)
		if behave == "away" {
			var config net.ListenConfig
			l, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			_ = l.Close()
			h.service.scanner.(*ClamAV).address = l.Addr().String()
		}
		v, number := h.resident()
		h.unchanged(func() {
			a := v.upload(apiBase+"/complaints/"+number+"/documents", "file", "a.txt", []byte(strings.Repeat("a text ", 100_000)))
			a.problem(http.StatusServiceUnavailable, "viruses")
			if a.header.Get("Retry-After") == "" {
				t.Errorf("%s: nobody says when to try again", behave)
			}
		})
		if !strings.Contains(h.log.String(), "virus scanner does not answer") {
			t.Errorf("%s: nothing is logged", behave)
		}
		v.get(apiBase + "/complaints/" + number).is(http.StatusOK)
	}
}

// TestClamAV_isLetGoWithTheRequest ends the request in the middle of a file.
func TestClamAV_isLetGoWithTheRequest(t *testing.T) {
	t.Parallel()
	h := scanned(t, newClamd(t, "tcp", ""))
	_, number := h.resident()
	ctx, cancel := context.WithCancel(t.Context())
	content := io.MultiReader(strings.NewReader(strings.Repeat("a text ", 10_000)), readerFunc(func([]byte) (int, error) { cancel(); return 0, ctx.Err() }))
	if _, err := h.service.Upload(ctx, complaint.Number(number), complaint.Actor{Role: complaint.Complainant}, "a.txt", content); err == nil || len(h.record.uploads) != 0 {
		t.Errorf("a file that was broken off is kept: %v", err)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }

func TestNewClamAV_knowsAnAddress(t *testing.T) {
	t.Parallel()
	for address, network := range map[string]string{"clamav:3310": "tcp", "[::1]:3310": "tcp", "/run/clamav/clamd.ctl": "unix", "unix:/run/clamd": "unix", "clamav": "", "": ""} {
		c, err := NewClamAV(address, slog.New(slog.DiscardHandler))
		if (err != nil) != (network == "") || c != nil && c.network != network {
			t.Errorf("%q: %+v, %v", address, c, err)
		}
	}
}
