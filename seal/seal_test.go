package seal

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"github.com/tink-crypto/tink-go/v2/core/registry"
	"github.com/tink-crypto/tink-go/v2/testing/fakekms"
)

func master(t *testing.T) *Master {
	t.Helper()
	m, err := NewMaster()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func key(t *testing.T, m *Master) (*Key, []byte) {
	t.Helper()
	k, wrapped, err := m.NewKey("RC-1")
	if err != nil {
		t.Fatal(err)
	}
	return k, wrapped
}

func TestKey_opensOnlyWhatItSealedForThisPlace(t *testing.T) {
	t.Parallel()
	m := master(t)
	k, wrapped := key(t, m)
	other, _ := key(t, m)
	sealed, err := k.Seal([]byte("what was written"), "filing")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("written")) {
		t.Fatal("the text can be read")
	}
	again, err := m.Key("RC-1", wrapped)
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := again.Unseal(sealed, "filing"); err != nil || string(plain) != "what was written" {
		t.Errorf("the unwrapped key opens %q, %v", plain, err)
	}
	changed := bytes.Clone(sealed)
	changed[len(changed)/2] ^= 1
	for name, open := range map[string]func() ([]byte, error){
		"another place": func() ([]byte, error) { return k.Unseal(sealed, "details") },
		"another key":   func() ([]byte, error) { return other.Unseal(sealed, "filing") },
		"changed":       func() ([]byte, error) { return k.Unseal(changed, "filing") },
		"nothing":       func() ([]byte, error) { return k.Unseal(nil, "filing") },
	} {
		if _, err := open(); !errors.Is(err, ErrUnreadable) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := m.Key("RC-2", wrapped); !errors.Is(err, ErrUnreadable) {
		t.Errorf("the key of another case: got %v", err)
	}
}

// TestKey_namesItsAlgorithm holds what is sealed against OWASP ASVS 5.0.0, 11.2.2.
func TestKey_namesItsAlgorithm(t *testing.T) {
	t.Parallel()
	k, _ := key(t, master(t))
	text, err := k.Seal([]byte("text"), "filing")
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	w, err := k.SealStream(&file, "file/1")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		sealed []byte
		open   func([]byte) error
	}{
		"text": {text, func(b []byte) error { _, err := k.Unseal(b, "filing"); return err }},
		"file": {file.Bytes(), func(b []byte) error { _, err := unsealed(k, b, "file/1"); return err }},
	} {
		if c.sealed[0] != 1 {
			t.Errorf("the %s begins with %d", name, c.sealed[0])
		}
		if err := c.open(c.sealed); err != nil {
			t.Errorf("the %s does not open: %v", name, err)
		}
		for _, other := range []byte{0, 2, 255} {
			c.sealed[0] = other
			if err := c.open(c.sealed); !errors.Is(err, ErrAlgorithm) {
				t.Errorf("the %s with algorithm %d: got %v", name, other, err)
			}
		}
		if err := c.open(nil); err == nil {
			t.Errorf("a %s of nothing opens", name)
		}
	}
}

func TestKey_sealsFilesAsTheyCome(t *testing.T) {
	t.Parallel()
	k, _ := key(t, master(t))
	for _, size := range []int{0, 1, segment - 17, segment, 3*segment + 5} {
		plain := bytes.Repeat([]byte("0123456789"), size/10+1)[:size]
		var sealed bytes.Buffer
		w, err := k.SealStream(&sealed, "file/1")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(w, iotest.OneByteReader(bytes.NewReader(plain))); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if got, err := unsealed(k, sealed.Bytes(), "file/1"); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%d bytes come back as %d, %v", size, len(got), err)
		}
		if _, err := unsealed(k, sealed.Bytes(), "file/2"); err == nil {
			t.Errorf("%d bytes open in another place", size)
		}
		if _, err := unsealed(k, sealed.Bytes()[:sealed.Len()-1], "file/1"); err == nil {
			t.Errorf("%d bytes open when cut short", size)
		}
	}
}

func unsealed(k *Key, sealed []byte, what string) ([]byte, error) {
	r, err := k.UnsealStream(bytes.NewReader(sealed), what)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func TestMaster_isRotatedWithoutTouchingWhatIsSealed(t *testing.T) {
	t.Parallel()
	old := master(t)
	k, wrapped := key(t, old)
	sealed, err := k.Seal([]byte("text"), "filing")
	if err != nil {
		t.Fatal(err)
	}
	added, id, err := old.Added()
	if err != nil {
		t.Fatal(err)
	}
	if added.Primary() != old.Primary() {
		t.Error("the key wraps before it is promoted")
	}
	rotated, err := added.Promoted(id)
	if err != nil {
		t.Fatal(err)
	}
	if WrappedBy(wrapped) != old.Primary() || rotated.Primary() == old.Primary() || rotated.Others()[0] != old.Primary() {
		t.Fatalf("wrapped by %d, primary was %d and is %d, others %v", WrappedBy(wrapped), old.Primary(), rotated.Primary(), rotated.Others())
	}
	anew, err := rotated.Rewrap("RC-1", wrapped)
	if err != nil || WrappedBy(anew) != rotated.Primary() {
		t.Fatalf("wrapped anew by %d: %v", WrappedBy(anew), err)
	}
	retired, err := rotated.Retired(old.Primary())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := retired.Key("RC-1", wrapped); !errors.Is(err, ErrUnreadable) {
		t.Errorf("a retired key still unwraps: %v", err)
	}
	same, err := retired.Key("RC-1", anew)
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := same.Unseal(sealed, "filing"); err != nil || string(plain) != "text" {
		t.Errorf("what was sealed before opens as %q, %v", plain, err)
	}
	if _, err := rotated.Retired(rotated.Primary()); err == nil {
		t.Error("the primary key was retired")
	}
}

func TestMaster_isReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	uri, err := fakekms.NewKeyURI()
	if err != nil {
		t.Fatal(err)
	}
	client, err := fakekms.NewClient(uri)
	if err != nil {
		t.Fatal(err)
	}
	registry.RegisterKMSClient(client)
	kms, err := KMS(uri)
	if err != nil {
		t.Fatal(err)
	}
	m := master(t)
	_, wrapped := key(t, m)
	plain, err := m.Write(nil)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := m.Write(kms)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := ReadMaster(plain, nil); err != nil {
		t.Error(err)
	} else if _, err := again.Key("RC-1", wrapped); err != nil {
		t.Error(err)
	}
	if again, err := ReadMaster(sealed, kms); err != nil {
		t.Error(err)
	} else if _, err := again.Key("RC-1", wrapped); err != nil {
		t.Error(err)
	}
	for name, text := range map[string][]byte{"sealed, read without the service": sealed, "none": nil, "no keyset": []byte(`{"a":1}`)} {
		if _, err := ReadMaster(text, nil); err == nil {
			t.Errorf("%s: was read", name)
		}
	}
	if _, err := KMS("unheard-of://key"); err == nil {
		t.Error("an unknown service was found")
	}
}

func TestMaster_takesNoSecretForACase(t *testing.T) {
	t.Parallel()
	m := master(t)
	secret, wrapped, err := m.NewSecret("index")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := m.Secret("index", wrapped); err != nil || !bytes.Equal(got, secret) {
		t.Errorf("unwraps to %d bytes, %v", len(got), err)
	}
	if _, err := m.Secret("audit", wrapped); !errors.Is(err, ErrUnreadable) {
		t.Errorf("one secret is taken for another: %v", err)
	}
	if _, err := m.Key("index", wrapped); !errors.Is(err, ErrUnreadable) {
		t.Errorf("a secret is taken for a case's key: %v", err)
	}
	if anew, err := m.RewrapSecret("index", wrapped); err != nil || bytes.Equal(anew, wrapped) {
		t.Errorf("not wrapped anew: %v", err)
	}
}
