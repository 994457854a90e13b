package server

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"errors"
	"fmt"
	"sync"
)

// box seals what the record keeps of the secrets of staff: AES-256-GCM with a key
// of the installation, bound to what it is and to whose it is.
type box struct {
	keys Keys
	mu   sync.Mutex
	aead cipher.AEAD // nil before its first use
}

// byAESGCM is the first byte of what the box seals: it names the algorithm, so that
// another can follow.
const byAESGCM = 1

func (b *box) open(ctx context.Context) (cipher.AEAD, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.aead != nil {
		return b.aead, nil
	}
	key, err := b.keys.InstallationKey(ctx, staffKey)
	if err != nil {
		return nil, fmt.Errorf("read the key of staff accounts: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("use the key of staff accounts: %w", err)
	}
	b.aead, err = cipher.NewGCMWithRandomNonce(block)
	return b.aead, err
}

// seal seals a secret; unseal needs the same words for what it is.
func (b *box) seal(ctx context.Context, what string, secret []byte) ([]byte, error) {
	aead, err := b.open(ctx)
	if err != nil {
		return nil, err
	}
	return aead.Seal([]byte{byAESGCM}, nil, secret, []byte(what)), nil
}

func (b *box) unseal(ctx context.Context, what string, sealed []byte) ([]byte, error) {
	aead, err := b.open(ctx)
	if err != nil {
		return nil, err
	}
	if len(sealed) == 0 || sealed[0] != byAESGCM {
		return nil, errors.New("a secret of a staff account names an algorithm that this release does not know")
	}
	secret, err := aead.Open(nil, nil, sealed[1:], []byte(what))
	if err != nil {
		return nil, fmt.Errorf("unseal a secret of a staff account: %w", err)
	}
	return secret, nil
}
