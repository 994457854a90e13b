package audit

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"time"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
)

// Statement is what a checkpoint says: how far every chain had come that has
// grown since the checkpoint before. It names no case.
type Statement struct {
	Checkpoint int       `json:"checkpoint"` // 1, 2, ... without gaps
	At         time.Time `json:"at"`         // case time, whole microseconds
	Previous   Hash      `json:"previous"`   // of the statement before; none for the first
	Heads      int       `json:"heads"`      // how many chains have grown
	Root       Hash      `json:"root"`       // Merkle tree hash of RFC 6962 over these chains, by case number
}

// Encode returns the one form of the statement that is hashed and signed: JSON
// without white space, with the members in the order of the type.
func (s Statement) Encode() []byte {
	if year := s.At.Year(); year < 0 || year > lastYear { // nothing has been signed then
		s.At = time.Time{}
	}
	text, err := json.Marshal(s)
	if err != nil {
		panic("audit: " + err.Error()) // numbers, hashes and an instant always have a form
	}
	return text
}

// Hash is what the next statement calls the previous one.
func (s Statement) Hash() Hash { return sha256.Sum256(s.Encode()) }

// lastYear is the last year that has a form in a statement.
const lastYear = 9999

// Checkpoint is a signed statement.
type Checkpoint struct {
	Statement Statement `json:"statement"`
	Signature []byte    `json:"signature"` // Ed25519 over the label and the encoded statement
	Key       PublicKey `json:"key"`
}

// The labels that begin what is signed, so that a signature for one thing is none
// for another.
const (
	checkpointLabel  = "recourse checkpoint 1\n"
	certificateLabel = "recourse certificate 1\n"
)

// Signer signs for an installation.
type Signer struct{ key ed25519.PrivateKey }

// NewSigner makes the signer of a seed of 32 bytes.
func NewSigner(seed []byte) (*Signer, error) {
	if len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("the seed of the signing key has %d bytes and needs %d", len(seed), ed25519.SeedSize)
	}
	return &Signer{ed25519.NewKeyFromSeed(seed)}, nil
}

// Public returns the key with which everybody can check what is signed.
func (s *Signer) Public() PublicKey { return PublicKey(s.key.Public().(ed25519.PublicKey)) }

func (s *Signer) sign(label string, text []byte) []byte {
	return ed25519.Sign(s.key, append([]byte(label), text...))
}

// Checkpoint signs a statement.
func (s *Signer) Checkpoint(st Statement) Checkpoint {
	return Checkpoint{Statement: st, Signature: s.sign(checkpointLabel, st.Encode()), Key: s.Public()}
}

// PublicKey is an Ed25519 public key.
type PublicKey ed25519.PublicKey

// ID names the key: the first 16 hexadecimal digits of the SHA-256 of its PKIX form.
func (k PublicKey) ID() string { return k.Fingerprint()[:16] }

// Fingerprint is the SHA-256 of the key's PKIX form in hexadecimal digits.
func (k PublicKey) Fingerprint() string {
	sum := sha256.Sum256(k.pkix())
	return hex.EncodeToString(sum[:])
}

func (k PublicKey) pkix() []byte {
	der, err := x509.MarshalPKIXPublicKey(ed25519.PublicKey(k))
	if err != nil {
		panic("audit: " + err.Error()) // an Ed25519 key always has this form
	}
	return der
}

// PEM returns the key as a PEM block "PUBLIC KEY".
func (k PublicKey) PEM() string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: k.pkix()}))
}

// ParseKey reads a PEM block with an Ed25519 public key.
func ParseKey(text []byte) (PublicKey, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("the key is no PEM block; recourse audit key prints one")
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("read the public key: %w", err)
	}
	ed, ok := key.(ed25519.PublicKey)
	if !ok {
		return nil, errors.New("the key is no Ed25519 key")
	}
	return PublicKey(ed), nil
}

func (k PublicKey) verifies(label string, text, signature []byte) bool {
	return len(k) == ed25519.PublicKeySize && ed25519.Verify(ed25519.PublicKey(k), append([]byte(label), text...), signature)
}

// Unreadable returns the checkpoint as one some of whose columns cannot be read:
// nobody has signed it.
func (c Checkpoint) Unreadable() Checkpoint {
	c.Signature = nil
	return c
}

// Valid reports whether the statement was signed with the checkpoint's key.
func (c Checkpoint) Valid() bool {
	return c.Key.verifies(checkpointLabel, c.Statement.Encode(), c.Signature)
}

// headLabel begins the form of a head as a leaf of the tree.
const headLabel = "recourse head 1"

// leaf returns the hash of the head as a leaf of the tree.
func (h Head) leaf() []byte {
	form := appendText(nil, headLabel)
	form = appendText(form, string(h.Number))
	form = appendNumber(form, int64(h.Seq))
	return rfc6962.DefaultHasher.HashLeaf(append(form, h.Hash[:]...))
}

// Tree is a Merkle tree of RFC 6962 that heads are added to in the order of their
// case numbers. The zero value is empty.
type Tree struct {
	size  uint64
	peaks [][]byte // of the full trees that the size is made of, largest first
}

// Add adds a head.
func (t *Tree) Add(h Head) {
	node := h.leaf()
	t.size++
	for n := t.size; n%2 == 0; n /= 2 {
		node = rfc6962.DefaultHasher.HashChildren(t.peaks[len(t.peaks)-1], node)
		t.peaks = t.peaks[:len(t.peaks)-1]
	}
	t.peaks = append(t.peaks, node)
}

// Root returns the tree hash.
func (t *Tree) Root() Hash {
	if t.size == 0 {
		return Hash(rfc6962.DefaultHasher.EmptyRoot())
	}
	root := t.peaks[len(t.peaks)-1]
	for i := len(t.peaks) - 2; i >= 0; i-- {
		root = rfc6962.DefaultHasher.HashChildren(t.peaks[i], root)
	}
	return Hash(root)
}

// Inclusion proves that a head is one of a checkpoint's.
type Inclusion struct {
	Checkpoint Checkpoint `json:"checkpoint"`
	Index      int        `json:"index"` // of the head among the checkpoint's, from 0
	Path       []Hash     `json:"path"`  // of RFC 6962, from the leaf to the root
}

// Prove returns the path from the head at an index up to the root, for heads in
// the order of their case numbers.
func Prove(heads []Head, index int) []Hash {
	path := []Hash{}
	level := make([][]byte, len(heads))
	for i, h := range heads {
		level[i] = h.leaf()
	}
	for len(level) > 1 {
		if sibling := index ^ 1; sibling < len(level) {
			path = append(path, Hash(level[sibling]))
		}
		level, index = parents(level), index/2
	}
	return path
}

// parents returns the next level of the tree; one without a sibling moves up.
func parents(level [][]byte) [][]byte {
	up := level[:0:0]
	for i := 0; i+1 < len(level); i += 2 {
		up = append(up, rfc6962.DefaultHasher.HashChildren(level[i], level[i+1]))
	}
	if len(level)%2 == 1 {
		up = append(up, level[len(level)-1])
	}
	return up
}

// Proves returns nil when the path leads from the head to the checkpoint's root
// and the checkpoint is signed with the key.
func (p *Inclusion) Proves(h Head, key PublicKey) error {
	s := p.Checkpoint.Statement
	if !bytes.Equal(p.Checkpoint.Key, key) || !p.Checkpoint.Valid() {
		return fmt.Errorf("checkpoint %d is not signed with key %s", s.Checkpoint, key.ID())
	}
	path := make([][]byte, len(p.Path))
	for i := range p.Path {
		path[i] = p.Path[i][:]
	}
	if p.Index < 0 || s.Heads < 0 {
		return fmt.Errorf("checkpoint %d cannot hold the case at place %d", s.Checkpoint, p.Index)
	}
	if err := proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(p.Index), uint64(s.Heads), h.leaf(), path, s.Root[:]); err != nil {
		return fmt.Errorf("the case is not in checkpoint %d: %w", s.Checkpoint, err)
	}
	return nil
}
