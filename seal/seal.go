// Package seal keeps what persons have written unreadable to everybody who has
// not the keys. Each case has a key of its own, wrapped by the master key of the
// installation: destroying the one erases the person, and rotating the other
// touches no case. It knows neither the database nor what a case is, and asks
// Tink for all cryptography.
package seal

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"github.com/tink-crypto/tink-go/v2/aead/subtle"
	stream "github.com/tink-crypto/tink-go/v2/streamingaead/subtle"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// KeySize is the length of a secret that the master wraps, in bytes.
const KeySize = 32

// ErrUnreadable says that something sealed cannot be opened: it was changed, or
// sealed with another key or for another place. It tells nothing of the content.
var ErrUnreadable = errors.New("what is sealed cannot be opened: it was changed, or another key has sealed it")

// ErrAlgorithm is ErrUnreadable for something sealed in a way that this release does
// not know: by a newer release, or it is no sealed text at all.
var ErrAlgorithm = fmt.Errorf("%w; it names an algorithm that this release does not know, a newer one may have sealed it", ErrUnreadable)

// algorithm is the first byte of whatever a key seals. It names by which algorithms
// that was done, so that others can follow and what they found still opens.
type algorithm byte

// withAESGCM is the algorithm of today: the key of a purpose is derived by
// HKDF-SHA-256; texts are sealed by AES-256-GCM, files by AES-256-GCM-HKDF in
// segments.
const withAESGCM algorithm = 1

// Key seals what belongs to one case. It is safe for use by many goroutines.
type Key struct {
	owner string
	texts tink.AEAD
	files *stream.AESGCMHKDF
}

// segment is how much of a file is sealed at once, in bytes, with its tag.
const segment = 64 << 10

// KeyOf returns the key that a secret of KeySize bytes gives its owner.
func KeyOf(owner string, secret []byte) (*Key, error) {
	k := &Key{owner: owner}
	forTexts, err := hkdf.Expand(sha256.New, secret, "recourse texts", KeySize)
	if err != nil {
		return nil, fmt.Errorf("derive a key: %w", err)
	}
	if k.texts, err = subtle.NewAESGCM(forTexts); err != nil {
		return nil, fmt.Errorf("make a key for texts: %w", err)
	}
	forFiles, err := hkdf.Expand(sha256.New, secret, "recourse files", KeySize)
	if err != nil {
		return nil, fmt.Errorf("derive a key: %w", err)
	}
	if k.files, err = stream.NewAESGCMHKDF(forFiles, "SHA256", KeySize, segment, 0); err != nil {
		return nil, fmt.Errorf("make a key for files: %w", err)
	}
	return k, nil
}

// place binds what is sealed to its owner and to what it is, so that it cannot
// be laid in another place.
func (k *Key) place(what string) []byte { return []byte(k.owner + "\x00" + what) }

// Seal seals a text; what names its place, for example "filing". The same text
// looks different each time.
func (k *Key) Seal(plain []byte, what string) ([]byte, error) {
	sealed, err := k.texts.Encrypt(plain, k.place(what))
	if err != nil {
		return nil, fmt.Errorf("seal a text: %w", err)
	}
	return append([]byte{byte(withAESGCM)}, sealed...), nil
}

// Unseal opens what Seal has sealed for the same place; ErrUnreadable when it
// cannot, ErrAlgorithm when it does not know how.
func (k *Key) Unseal(sealed []byte, what string) ([]byte, error) {
	if len(sealed) == 0 {
		return nil, ErrUnreadable
	}
	if algorithm(sealed[0]) != withAESGCM {
		return nil, ErrAlgorithm
	}
	plain, err := k.texts.Decrypt(sealed[1:], k.place(what))
	if err != nil {
		return nil, ErrUnreadable // Tink's words add nothing
	}
	return plain, nil
}

// SealStream seals what is written and passes it on to w; closing ends it, and
// what was not closed cannot be opened whole.
func (k *Key) SealStream(w io.Writer, what string) (io.WriteCloser, error) {
	if _, err := w.Write([]byte{byte(withAESGCM)}); err != nil {
		return nil, fmt.Errorf("seal a file: %w", err)
	}
	sealing, err := k.files.NewEncryptingWriter(w, k.place(what))
	if err != nil {
		return nil, fmt.Errorf("seal a file: %w", err)
	}
	return sealing, nil
}

// UnsealStream opens what SealStream has sealed for the same place, as it is
// read. Reading fails when it was changed or cut short; up to there, what was
// read is genuine. ErrAlgorithm when it does not know how.
func (k *Key) UnsealStream(r io.Reader, what string) (io.Reader, error) {
	var first [1]byte
	if _, err := io.ReadFull(r, first[:]); err != nil {
		return nil, fmt.Errorf("open a sealed file: %w", err)
	}
	if algorithm(first[0]) != withAESGCM {
		return nil, ErrAlgorithm
	}
	opening, err := k.files.NewDecryptingReader(r, k.place(what))
	if err != nil {
		return nil, fmt.Errorf("open a sealed file: %w", err)
	}
	return opening, nil
}

// fresh returns a new secret.
func fresh() []byte {
	secret := make([]byte, KeySize)
	_, _ = rand.Read(secret) // never fails
	return secret
}
