package seal

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/core/registry"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// Master wraps the keys of cases and of the installation. It is a Tink keyset:
// its primary key wraps, and all its keys unwrap, so that it can be rotated while
// everything goes on.
type Master struct {
	handle *keyset.Handle
	wraps  tink.AEAD
}

// NewMaster makes a master with one key.
func NewMaster() (*Master, error) {
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, fmt.Errorf("make a master key: %w", err)
	}
	return masterOf(handle)
}

func masterOf(handle *keyset.Handle) (*Master, error) {
	wraps, err := aead.New(handle)
	if err != nil {
		return nil, fmt.Errorf("use the master key: %w", err)
	}
	return &Master{handle: handle, wraps: wraps}, nil
}

// ReadMaster reads a master as Write has written it: a Tink keyset in JSON,
// sealed itself by a key management service when one is given. No error quotes it.
func ReadMaster(text []byte, kms tink.AEAD) (*Master, error) {
	reader := keyset.NewJSONReader(bytes.NewReader(text))
	var handle *keyset.Handle
	var err error
	if kms != nil {
		handle, err = keyset.Read(reader, kms)
	} else {
		handle, err = insecurecleartextkeyset.Read(reader)
	}
	if err != nil {
		return nil, errors.New("the master key cannot be read; it is a Tink keyset in JSON, made with: recourse key new")
	}
	return masterOf(handle)
}

// Write returns the master as ReadMaster reads it: sealed by a key management
// service, or in clear text when none is given.
func (m *Master) Write(kms tink.AEAD) ([]byte, error) {
	var text bytes.Buffer
	writer := keyset.NewJSONWriter(&text)
	if kms == nil {
		if err := insecurecleartextkeyset.Write(m.handle, writer); err != nil {
			return nil, fmt.Errorf("write the master key: %w", err)
		}
		return text.Bytes(), nil
	}
	if err := m.handle.Write(writer, kms); err != nil {
		return nil, fmt.Errorf("seal the master key: %w", err)
	}
	return text.Bytes(), nil
}

// KMS returns the key of a key management service by its URI, of a service that
// this program was built with (Tink's registry of KMS clients).
func KMS(uri string) (tink.AEAD, error) {
	client, err := registry.GetKMSClient(uri)
	if err != nil {
		return nil, fmt.Errorf("this build knows no key management service for such a URI: %w", err)
	}
	key, err := client.GetAEAD(uri)
	if err != nil {
		return nil, fmt.Errorf("reach the key management service: %w", err)
	}
	return key, nil
}

// Added returns a master with one more key, and its number. It only unwraps until
// it is promoted: by then everybody who unwraps must have it.
func (m *Master) Added() (*Master, uint32, error) {
	manager := keyset.NewManagerFromHandle(m.handle)
	id, err := manager.Add(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, 0, fmt.Errorf("add a master key: %w", err)
	}
	added, err := managed(manager)
	return added, id, err
}

// Promoted returns a master with which a key wraps from now on.
func (m *Master) Promoted(id uint32) (*Master, error) {
	manager := keyset.NewManagerFromHandle(m.handle)
	if err := manager.SetPrimary(id); err != nil {
		return nil, fmt.Errorf("promote master key %d: %w", id, err)
	}
	return managed(manager)
}

// Retired returns a master without a key, which must not be its primary one.
func (m *Master) Retired(id uint32) (*Master, error) {
	manager := keyset.NewManagerFromHandle(m.handle)
	if err := manager.Delete(id); err != nil {
		return nil, fmt.Errorf("retire master key %d: %w", id, err)
	}
	return managed(manager)
}

func managed(manager *keyset.Manager) (*Master, error) {
	handle, err := manager.Handle()
	if err != nil {
		return nil, fmt.Errorf("change the master key: %w", err)
	}
	return masterOf(handle)
}

// Primary returns the number of the key that wraps.
func (m *Master) Primary() uint32 { return m.handle.KeysetInfo().GetPrimaryKeyId() }

// Newest returns the number of the key that was added last.
func (m *Master) Newest() uint32 {
	keys := m.handle.KeysetInfo().GetKeyInfo()
	return keys[len(keys)-1].GetKeyId()
}

// Others returns the numbers of the keys that only unwrap any more.
func (m *Master) Others() []uint32 {
	var ids []uint32
	for _, k := range m.handle.KeysetInfo().GetKeyInfo() {
		if k.GetKeyId() != m.Primary() {
			ids = append(ids, k.GetKeyId())
		}
	}
	return ids
}

// NewKey makes the key of a case and returns it wrapped, too.
func (m *Master) NewKey(owner string) (*Key, []byte, error) {
	secret := fresh()
	wrapped, err := m.wrap(secret, owner)
	if err != nil {
		return nil, nil, err
	}
	k, err := KeyOf(owner, secret)
	return k, wrapped, err
}

// Key unwraps the key of a case; ErrUnreadable when it cannot.
func (m *Master) Key(owner string, wrapped []byte) (*Key, error) {
	secret, err := m.unwrap(wrapped, owner)
	if err != nil {
		return nil, err
	}
	return KeyOf(owner, secret)
}

// NewSecret makes a secret of the installation and returns it wrapped, too.
func (m *Master) NewSecret(name string) (secret, wrapped []byte, err error) {
	secret = fresh()
	wrapped, err = m.wrap(secret, secretOwner(name))
	return secret, wrapped, err
}

// Secret unwraps a secret of the installation; ErrUnreadable when it cannot.
func (m *Master) Secret(name string, wrapped []byte) ([]byte, error) {
	return m.unwrap(wrapped, secretOwner(name))
}

// secretOwner is no case number, so that a secret is never taken for a case's key.
func secretOwner(name string) string { return "installation/" + name }

// Rewrap wraps anew, with the primary key, what another of the master's keys has
// wrapped. The key inside stays the same.
func (m *Master) Rewrap(owner string, wrapped []byte) ([]byte, error) {
	secret, err := m.unwrap(wrapped, owner)
	if err != nil {
		return nil, err
	}
	return m.wrap(secret, owner)
}

// RewrapSecret is Rewrap for a secret of the installation.
func (m *Master) RewrapSecret(name string, wrapped []byte) ([]byte, error) {
	return m.Rewrap(secretOwner(name), wrapped)
}

func (m *Master) wrap(secret []byte, owner string) ([]byte, error) {
	wrapped, err := m.wraps.Encrypt(secret, []byte(owner))
	if err != nil {
		return nil, fmt.Errorf("wrap a key: %w", err)
	}
	return wrapped, nil
}

func (m *Master) unwrap(wrapped []byte, owner string) ([]byte, error) {
	secret, err := m.wraps.Decrypt(wrapped, []byte(owner))
	if err != nil || len(secret) != KeySize {
		return nil, ErrUnreadable // Tink's words add nothing
	}
	return secret, nil
}

// prefix is the length of what Tink puts before a ciphertext, in bytes: a version
// and the number of the key.
const prefix = 5

// WrappedBy returns the number of the master key that has wrapped a key; 0 for
// what was not wrapped.
func WrappedBy(wrapped []byte) uint32 {
	if len(wrapped) < prefix {
		return 0
	}
	return binary.BigEndian.Uint32(wrapped[1:prefix])
}
