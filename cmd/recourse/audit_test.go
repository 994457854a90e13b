package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recourse/audit"
	"recourse/audit/paper"
	"recourse/cmd/recourse/bench"
	"recourse/store"
	"recourse/store/storetest"
)

// chained is a record of some cases with a checkpoint, and the files that stand
// beside it.
type chained struct {
	*store.Store
	url, key, checkpoint string
}

func newChained(t *testing.T) *chained {
	t.Helper()
	c := &chained{url: storetest.URL(t), key: filepath.Join(t.TempDir(), "key.pem"), checkpoint: filepath.Join(t.TempDir(), "checkpoint.json")}
	ctx := context.Background()
	var err error
	if c.Store, err = store.Open(ctx, c.url); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := bench.LoadChains(ctx, c.DB(), 50); err != nil {
		t.Fatal(err)
	}
	by, err := audit.NewSigner(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	made, err := c.Checkpoint(ctx, by, "run", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(made)
	if err != nil {
		t.Fatal(err)
	}
	for file, content := range map[string][]byte{c.key: []byte(by.Public().PEM()), c.checkpoint: text} {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func (c *chained) verify(t *testing.T) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := (&auditVerifyCmd{DatabaseURL: c.url, Key: c.key, Checkpoint: c.checkpoint}).Run(t.Context(), &out)
	return out.String(), err
}

func TestAuditVerify_saysWhetherTheRecordHolds(t *testing.T) {
	t.Parallel()
	c := newChained(t)
	said, err := c.verify(t)
	if err != nil || !strings.Contains(said, "5 cases, 50 events and 1 checkpoints verified") || !strings.Contains(said, "Nothing was changed") {
		t.Fatalf("%v: %s", err, said)
	}
	var number string
	if err := c.DB().QueryRowContext(t.Context(), "SELECT min(number) FROM cases").Scan(&number); err != nil {
		t.Fatal(err)
	}
	_, err = c.DB().ExecContext(t.Context(), "SET session_replication_role = replica; UPDATE case_events SET late = 1 WHERE seq = 3 AND number = '"+number+"'")
	if err != nil {
		t.Fatal(err)
	}
	said, err = c.verify(t)
	if err == nil || !strings.Contains(said, "case "+number+", event 3: changed") {
		t.Errorf("%v: %s", err, said)
	}
}

func TestCertificateVerify_tellsAPageThatWasDoctored(t *testing.T) {
	t.Parallel()
	key, cert := sampleCertificate(t)
	pdf, err := paper.Render(&cert)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file []byte
		says string
		err  string
	}{
		"JSON":         {cert.Encode(), "Case RC-TEST-0001, a complaint", ""},
		"PDF":          {pdf, "Received on 24 August 2018", ""},
		"doctored":     {bytes.Replace(pdf, []byte("Certificate of"), []byte("Certificate on"), 1), "", "byte for byte"},
		"another case": {bytes.Replace(cert.Encode(), []byte("RC-TEST-0001"), []byte("RC-TEST-0002"), 1), "", "not what was signed"},
		"no PDF":       {[]byte("%PDF-1.4"), "", "no certificate attached"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "file")
			if err := os.WriteFile(file, c.file, 0o600); err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			err := (&certificateVerifyCmd{File: file, Key: key}).Run(&out)
			if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) || !strings.Contains(out.String(), c.says) {
				t.Errorf("%v: %s", err, out.String())
			}
		})
	}
}

// sampleCertificate certifies the complaint of the letters' tests, and writes the
// key into a file.
func sampleCertificate(t *testing.T) (key string, cert audit.Certificate) {
	t.Helper()
	by, err := audit.NewSigner(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	w := newCorrespondence(t)
	e := audit.EventOf(w.Number, w.entries[0].Event)
	hash := audit.Next(audit.Begin(w.Number), e.Content(), audit.Hash{})
	chain := audit.Chain{Events: []audit.Event{e}, Links: []audit.Link{audit.NewLink(&e, e.Content(), audit.Hash{}, hash)}}
	cert, err = audit.Issue{Case: w.Case, Chain: chain, Day: 24 * time.Hour, Now: w.today}.Certificate(by)
	if err != nil {
		t.Fatal(err)
	}
	key = filepath.Join(t.TempDir(), "key.pem")
	if err := os.WriteFile(key, []byte(by.Public().PEM()), 0o600); err != nil {
		t.Fatal(err)
	}
	return key, cert
}
