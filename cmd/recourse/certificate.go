package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"recourse/audit"
	"recourse/audit/paper"
	"recourse/complaint"
)

// certificateCmd is `recourse certificate`.
type certificateCmd struct {
	Create certificateCreateCmd `cmd:"" help:"Certify when a case was received and when each duty was due and done."`
	Verify certificateVerifyCmd `cmd:"" help:"Verify a certificate, JSON or PDF, without the record."`
}

// certificateCreateCmd is `recourse certificate create`.
type certificateCreateCmd struct {
	database
	masterKey
	pace
	Case string `arg:"" help:"Number of the case."`
	Out  string `placeholder:"FILE" help:"File to write, a PDF where its name ends so; without it the certificate is printed as JSON."`
}

// Run certifies the case to the office: no event is left out.
func (c *certificateCreateCmd) Run(ctx context.Context, out io.Writer) error {
	number, err := complaint.ParseNumber(c.Case)
	if err != nil {
		return err
	}
	db, clock, err := installation(ctx, c.database, c.masterKey, c.pace)
	if err != nil {
		return err
	}
	defer db.Close()
	by, err := signer(ctx, db)
	if err != nil {
		return err
	}
	of, err := db.Case(ctx, number)
	if err != nil {
		return err
	}
	chain, err := db.Chain(ctx, number)
	if err != nil {
		return err
	}
	cert, err := audit.Issue{Case: of, Chain: chain, Day: clock.Day, Now: clock.Case(time.Now())}.Certificate(by)
	if err != nil {
		return err
	}
	return c.write(out, &cert)
}

func (c *certificateCreateCmd) write(out io.Writer, cert *audit.Certificate) (err error) {
	text := cert.Encode()
	if c.Out == "" {
		_, err = out.Write(text)
		return err
	}
	if strings.HasSuffix(strings.ToLower(c.Out), ".pdf") {
		if text, err = paper.Render(cert); err != nil {
			return err
		}
	}
	if err := os.WriteFile(c.Out, text, 0o600); err != nil {
		return fmt.Errorf("write the certificate: %w", err)
	}
	return nil
}

// certificateVerifyCmd is `recourse certificate verify`.
type certificateVerifyCmd struct {
	File string `arg:"" type:"existingfile" help:"Certificate, JSON or PDF."`
	Key  string `placeholder:"PEM" type:"existingfile" help:"File with the public key of whoever must have signed it."`
}

// Run says in plain words what the certificate certifies, and fails when it does
// not hold.
func (v *certificateVerifyCmd) Run(out io.Writer) error {
	file, err := os.ReadFile(v.File)
	if err != nil {
		return fmt.Errorf("read the certificate: %w", err)
	}
	key, err := readKey(v.Key)
	if err != nil {
		return err
	}
	cert, err := opened(file)
	if err != nil {
		return err
	}
	if err := cert.Verify(key); err != nil {
		return fmt.Errorf("the certificate does not hold: %w", err)
	}
	if paper.Is(file) {
		if err := paper.Check(file, &cert); err != nil {
			return err
		}
	}
	return certified(out, &cert, key == nil)
}

// readKey reads a public key; none without a file.
func readKey(file string) (audit.PublicKey, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the key: %w", err)
	}
	return audit.ParseKey(text)
}

// opened reads a certificate as it is, or out of a PDF.
func opened(file []byte) (audit.Certificate, error) {
	if paper.Is(file) {
		return paper.Certificate(file)
	}
	return audit.ParseCertificate(file)
}

// certified prints what a certificate says.
func certified(out io.Writer, c *audit.Certificate, trusting bool) error {
	lines := append([]string{"The certificate holds."}, c.Statement.Opening()...)
	for _, l := range c.Statement.Lines() {
		lines = append(lines, fmt.Sprintf("- %s (%s): due %s, %s: %s.", l.Duty, l.Rule, l.Due, l.DueAt, strings.TrimPrefix(l.Done+", "+l.Result, ", ")), "  "+l.Proof)
	}
	lines = append(lines, c.Statement.Seal(c.Key)...)
	if trusting {
		lines = append(lines, "No key was given, so this shows only that whoever holds that key has signed it: compare the fingerprint with the one you were given another way.")
	}
	_, err := fmt.Fprintln(out, strings.Join(lines, "\n"))
	return err
}
