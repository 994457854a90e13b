package server

import (
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"recourse/complaint"
	"recourse/law"
	"recourse/store"
	"recourse/store/storetest"
)

// filed is a record in memory whose files are in the true one.
type filed struct {
	*fakeRecord
	store *store.Store
}

func (r filed) File(ctx context.Context, f complaint.Filing, c law.Case, e law.Event, digest string, hash []byte, from complaint.Draft) (law.Case, bool, error) {
	if _, _, err := r.store.File(ctx, store.NewCase{Filing: f, Case: c, Event: e, Digest: digest, AccessHash: hash}); err != nil {
		return law.Case{}, false, err
	}
	return r.fakeRecord.File(ctx, f, c, e, digest, hash, from)
}

func (r filed) Upload(ctx context.Context, n complaint.Number, id string, by complaint.Role, content io.Reader) (int64, error) {
	return r.store.Upload(ctx, n, id, by, content)
}

func (r filed) DropUpload(ctx context.Context, id string) error { return r.store.DropUpload(ctx, id) }

func (r filed) AddDocument(ctx context.Context, n complaint.Number, d law.Document, upload string) error {
	return r.store.AddDocument(ctx, n, d, upload)
}

func (r filed) Document(ctx context.Context, n complaint.Number, id string) (law.Document, io.Reader, error) {
	return r.store.Document(ctx, n, id)
}

// letters is a text without end, which costs no memory.
type lettersWithoutEnd struct{}

func (lettersWithoutEnd) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'a' + byte(i%26)
	}
	return len(b), nil
}

// TestUpload_isNeverWholeInMemory sends the largest file that is taken eight times
// at once and reads it back, and watches the memory meanwhile. Whoever kept the
// files whole would need 200 MB for them alone.
func TestUpload_isNeverWholeInMemory(t *testing.T) { //nolint:paralleltest // it reads the memory of the whole process
	h := newHouse(t)
	h.service.record = filed{h.record, storetest.New(t)}
	h.service.scanner, _ = NewClamAV(newClamd(t, "tcp", "forgets").address, slog.New(slog.DiscardHandler))
	front := httptest.NewServer(h.handler)
	defer front.Close()
	token := h.record.hire(complaint.CaseOfficer)
	number := h.visitor().file().CaseNumber
	number2 := h.visitor().file().CaseNumber
	const clients, bound = 8, 100 << 20
	runtime.GC()
	watch, peak := watchMemory(t)
	var all sync.WaitGroup
	for i := range clients {
		all.Go(func() {
			to := number
			if i%2 == 1 {
				to = number2
			}
			size, err := sendAndRead(t.Context(), front.URL+apiBase+"/cases/"+to+"/documents", token)
			if err != nil || size != largestFile {
				t.Errorf("%d bytes came back, %v", size, err)
			}
		})
	}
	all.Wait()
	watch()
	if got := peak.Load(); got > bound {
		t.Errorf("%d MB were in use at once, more than %d", got>>20, bound>>20)
	} else {
		t.Logf("%d MB were in use at most", got>>20)
	}
}

// watchMemory notes the most that is in use, over what is in use now, until it is
// told to stop.
func watchMemory(t *testing.T) (stop func(), peak *atomic.Int64) {
	t.Helper()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before := int64(m.HeapAlloc)
	done, ended := make(chan struct{}), make(chan struct{})
	peak = &atomic.Int64{}
	go func() {
		defer close(ended)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), int64(m.HeapAlloc)-before))
			}
		}
	}()
	return func() { close(done); <-ended }, peak
}

// sendAndRead sends the largest file and returns how much of it comes back.
func sendAndRead(ctx context.Context, address, token string) (int64, error) {
	body, w := io.Pipe()
	form := multipart.NewWriter(w)
	go func() {
		part, err := form.CreateFormFile("file", "large.txt")
		if err == nil {
			_, err = io.CopyN(part, lettersWithoutEnd{}, largestFile)
		}
		if err == nil {
			err = form.Close()
		}
		_ = w.CloseWithError(err) // always nil
	}()
	sent, err := do(ctx, http.MethodPost, address, token, form.FormDataContentType(), body)
	if err != nil {
		return 0, err
	}
	defer sent.Body.Close()
	if sent.StatusCode != http.StatusCreated {
		text, err := io.ReadAll(sent.Body)
		return 0, complaint.Errorf(complaint.Conflict, "got %d %s %v", sent.StatusCode, text, err)
	}
	location := sent.Header.Get("Location")
	got, err := do(ctx, http.MethodGet, address[:len(address)-len("/documents")]+location[len(location)-len("/documents/D5TNA0ZC3P8VWQ1E"):], token, "", nil)
	if err != nil {
		return 0, err
	}
	defer got.Body.Close()
	return io.Copy(io.Discard, got.Body)
}

func do(ctx context.Context, method, address, token, kind string, body io.Reader) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", kind)
	return http.DefaultClient.Do(r)
}
