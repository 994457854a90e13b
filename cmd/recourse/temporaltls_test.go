package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"log/slog"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/client"
)

// authority signs certificates for a test.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	file string // with its certificate
}

func newAuthority(t *testing.T, name string) authority {
	t.Helper()
	a := authority{}
	dir := t.TempDir()
	cert, key := a.issue(t, dir, name)
	block, _ := pem.Decode(contentOf(t, cert))
	parsed, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	return authority{parsed, pair.PrivateKey.(*ecdsa.PrivateKey), cert}
}

// issue writes a certificate with its key into a folder; without an authority it
// signs itself and may sign others.
func (a authority) issue(t *testing.T, dir, name string) (certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, IsCA: a.cert == nil, BasicConstraintsValid: true,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
	}
	parent, by := a.cert, a.key
	if parent == nil {
		parent, by = form, key
	}
	der, err := x509.CreateCertificate(rand.Reader, form, parent, &key.PublicKey, by)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certFile, keyFile = filepath.Join(dir, name+".pem"), filepath.Join(dir, name+".key")
	written(t, certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	written(t, keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
	return certFile, keyFile
}

func contentOf(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func written(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestTemporalTLS_bothSidesKnowEachOther has a client of the settings shake hands with
// a server that asks for a certificate (OWASP ASVS 5.0.0, 12.3.1 and 13.2.1).
func TestTemporalTLS_bothSidesKnowEachOther(t *testing.T) {
	t.Parallel()
	ours, theirs, dir := newAuthority(t, "ours"), newAuthority(t, "theirs"), t.TempDir()
	cert, key := ours.issue(t, dir, "recourse-worker")
	otherCert, otherKey := theirs.issue(t, dir, "stranger")
	good := temporalTLS{TemporalTLSCA: ours.file, TemporalTLSCert: cert, TemporalTLSKey: key, TemporalTLSServerName: "temporal.example"}
	with := func(change func(*temporalTLS)) temporalTLS {
		t := good
		change(&t)
		return t
	}
	for name, c := range map[string]struct {
		settings temporalTLS
		seen     string // by the server; "" when no hands are shaken
	}{
		"all settings":             {good, "recourse-worker"},
		"without a certificate":    {with(func(t *temporalTLS) { t.TemporalTLSCert, t.TemporalTLSKey = "", "" }), ""},
		"a stranger's certificate": {with(func(t *temporalTLS) { t.TemporalTLSCert, t.TemporalTLSKey = otherCert, otherKey }), ""},
		"another authority":        {with(func(t *temporalTLS) { t.TemporalTLSCA = theirs.file }), ""},
		"those of this machine":    {with(func(t *temporalTLS) { t.TemporalTLSCA = "" }), ""},
		"another name":             {with(func(t *temporalTLS) { t.TemporalTLSServerName = "elsewhere.example" }), ""},
		"in clear":                 {temporalTLS{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address, shaken := temporalOf(t, ours)
			e := engine{TemporalAddress: address, TemporalNamespace: "n", temporalTLS: c.settings}
			temporal, err := e.dial(slog.New(slog.DiscardHandler))
			if err != nil {
				t.Fatal(err)
			}
			defer temporal.Close()
			if _, err := temporal.CheckHealth(t.Context(), nil); err == nil {
				t.Error("a server that hangs up is called well")
			}
			if got := <-shaken; got != c.seen {
				t.Errorf("the server has seen %q, want %q", got, c.seen)
			}
		})
	}
}

// temporalOf stands for a Temporal: it shakes hands with whom the authority has
// signed, tells who that was or "" for nobody, and hangs up.
func temporalOf(t *testing.T, a authority) (address string, shaken <-chan string) {
	t.Helper()
	cert, key := a.issue(t, t.TempDir(), "temporal.example")
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	known := x509.NewCertPool()
	known.AddCert(a.cert)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	told := make(chan string, 1)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			shake := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{pair}, ClientCAs: known, ClientAuth: tls.RequireAndVerifyClientCert, NextProtos: []string{"h2"}})
			who := ""
			if shake.HandshakeContext(t.Context()) == nil {
				who = shake.ConnectionState().PeerCertificates[0].Subject.CommonName
			}
			shake.Close()
			select {
			case told <- who: // the first time; grpc tries again
			default:
			}
		}
	}()
	return l.Addr().String(), told
}

func TestTemporalTLS_saysWhatIsWrong(t *testing.T) {
	t.Parallel()
	ours, dir := newAuthority(t, "ours"), t.TempDir()
	cert, key := ours.issue(t, dir, "one")
	_, other := ours.issue(t, dir, "two")
	for says, settings := range map[string]temporalTLS{
		"without a certificate":                    {TemporalTLSCA: key},
		"go together":                              {TemporalTLSCert: cert},
		"by which Temporal knows us":               {TemporalTLSCert: cert, TemporalTLSKey: other},
		"that Temporal's must be signed by":        {TemporalTLSCA: filepath.Join(dir, "none")},
		"read the key of Temporal's API: open":     {TemporalAPIKeyFile: filepath.Join(dir, "none")},
		"TEMPORAL_TLS_CLIENT_KEY_PATH go together": {TemporalTLSKey: key},
	} {
		if err := settings.secure(&client.Options{}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
	if _, err := (servers{temporalTLS: temporalTLS{TemporalTLS: true}}).options(); err == nil || !strings.Contains(err.Error(), "TEMPORAL_ADDRESS") {
		t.Errorf("a Temporal of our own is to speak TLS: %v", err)
	}
}

func TestTemporalTLS_aKeyNeverTravelsInClear(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "key")
	written(t, file, []byte(" secret\n"))
	for _, settings := range []temporalTLS{{TemporalAPIKey: "secret"}, {TemporalAPIKeyFile: file}} {
		var o client.Options
		if err := settings.secure(&o); err != nil || o.Credentials == nil || o.ConnectionOptions.TLS == nil {
			t.Errorf("%+v: %v", o, err)
		}
	}
	if key, err := (temporalTLS{TemporalAPIKeyFile: file}).apiKey(); err != nil || key != "secret" {
		t.Errorf("read %q, %v", key, err)
	}
}
