package main

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strings"

	"go.temporal.io/sdk/client"
)

// temporalTLS says how the connection to Temporal is secured: TLS, a certificate by
// which Temporal knows us, and a key of its API. The names are those of Temporal's
// own programs.
type temporalTLS struct {
	TemporalTLS           bool   `name:"temporal-tls" env:"TEMPORAL_TLS" help:"Speak TLS with Temporal; every other setting of TLS does that too."`
	TemporalTLSCA         string `name:"temporal-tls-ca" env:"TEMPORAL_TLS_SERVER_CA_CERT_PATH" type:"existingfile" help:"File with the certificates (PEM) that Temporal's must be signed by; without it those of this machine."`
	TemporalTLSCert       string `name:"temporal-tls-cert" env:"TEMPORAL_TLS_CLIENT_CERT_PATH" type:"existingfile" help:"File with the certificate (PEM) by which Temporal knows us; read anew for each connection."`
	TemporalTLSKey        string `name:"temporal-tls-key" env:"TEMPORAL_TLS_CLIENT_KEY_PATH" type:"existingfile" help:"File with the key (PEM) of that certificate."`
	TemporalTLSServerName string `name:"temporal-tls-server-name" env:"TEMPORAL_TLS_SERVER_NAME" help:"Name that Temporal's certificate must bear; without it the host of TEMPORAL_ADDRESS."`
	TemporalAPIKey        string `name:"temporal-api-key" env:"TEMPORAL_API_KEY" help:"Key of Temporal's API, for a Temporal that asks for one."`
	TemporalAPIKeyFile    string `name:"temporal-api-key-file" env:"TEMPORAL_API_KEY_FILE" type:"existingfile" help:"File that holds the key, instead of TEMPORAL_API_KEY."`
}

// secure puts the settings into the options of a client.
func (t temporalTLS) secure(o *client.Options) error {
	key, err := t.apiKey()
	if err != nil {
		return err
	}
	if key != "" {
		o.Credentials = client.NewAPIKeyStaticCredentials(key)
	}
	if !t.encrypted() && key == "" {
		return nil
	}
	o.ConnectionOptions.TLS, err = t.config()
	return err
}

// encrypted reports whether a setting asks for TLS.
func (t temporalTLS) encrypted() bool {
	return t.TemporalTLS || t.TemporalTLSCA != "" || t.TemporalTLSCert != "" || t.TemporalTLSKey != "" || t.TemporalTLSServerName != ""
}

func (t temporalTLS) apiKey() (string, error) {
	if t.TemporalAPIKeyFile == "" {
		return t.TemporalAPIKey, nil
	}
	text, err := os.ReadFile(t.TemporalAPIKeyFile)
	if err != nil {
		return "", fmt.Errorf("read the key of Temporal's API: %w", err)
	}
	return cmp.Or(strings.TrimSpace(string(text)), t.TemporalAPIKey), nil
}

// config returns the settings of TLS.
func (t temporalTLS) config() (*tls.Config, error) {
	c := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: t.TemporalTLSServerName}
	if t.TemporalTLSCA != "" {
		text, err := os.ReadFile(t.TemporalTLSCA)
		if err != nil {
			return nil, fmt.Errorf("read the certificates that Temporal's must be signed by: %w", err)
		}
		if c.RootCAs = x509.NewCertPool(); !c.RootCAs.AppendCertsFromPEM(text) {
			return nil, errors.New("TEMPORAL_TLS_SERVER_CA_CERT_PATH names a file without a certificate")
		}
	}
	if t.TemporalTLSCert == "" && t.TemporalTLSKey == "" {
		return c, nil
	}
	if t.TemporalTLSCert == "" || t.TemporalTLSKey == "" {
		return nil, errors.New("TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH go together")
	}
	if _, err := t.certificate(nil); err != nil {
		return nil, err
	}
	c.GetClientCertificate = t.certificate
	return c, nil
}

// certificate reads the certificate by which Temporal knows us.
func (t temporalTLS) certificate(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
	pair, err := tls.LoadX509KeyPair(t.TemporalTLSCert, t.TemporalTLSKey)
	if err != nil {
		return nil, fmt.Errorf("read the certificate by which Temporal knows us: %w", err)
	}
	return &pair, nil
}
