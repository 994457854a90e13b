package server

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"time"

	"recourse/complaint"
)

// How long ClamAV has to answer. Product choices.
const (
	scanDialTime = 5 * time.Second
	scanTime     = 30 * time.Second // for taking a piece, and for the verdict
)

// longestReply bounds what is read of an answer of clamd, in bytes.
const longestReply = 4096

// ClamAV is a clamd that is reached over the network or a socket on this machine
// and speaks its own protocol (INSTREAM: pieces with their length before them,
// and an empty one at the end).
type ClamAV struct {
	network, address string
	patience         time.Duration
	log              *slog.Logger
}

// NewClamAV returns the clamd at host:port or at the path of a socket. It is not
// asked before the first file comes.
func NewClamAV(address string, log *slog.Logger) (*ClamAV, error) {
	c := &ClamAV{network: "unix", address: strings.TrimPrefix(address, "unix:"), patience: scanTime, log: log}
	if strings.HasPrefix(c.address, "/") {
		return c, nil
	}
	if _, _, err := net.SplitHostPort(address); err != nil {
		return nil, fmt.Errorf("the address of ClamAV is host:port, or the path of its socket: %w", err)
	}
	c.network = "tcp"
	return c, nil
}

// Begin begins to look at a file. Busy when clamd cannot be reached.
func (c *ClamAV) Begin(ctx context.Context) (Scan, error) {
	dialer := net.Dialer{Timeout: scanDialTime}
	conn, err := dialer.DialContext(ctx, c.network, c.address)
	if err != nil {
		return nil, c.failed(ctx, err)
	}
	s := &clamScan{ClamAV: c, ctx: ctx, conn: conn, stop: context.AfterFunc(ctx, func() { _ = conn.Close() })}
	if err := s.send([]byte("zINSTREAM\x00")); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// failed logs why clamd did not answer and returns what the person is told.
func (c *ClamAV) failed(ctx context.Context, cause error) error {
	scans.WithLabelValues("failed").Inc()
	c.log.ErrorContext(ctx, "virus scanner does not answer", "err", cause)
	return complaint.Unfit(complaint.FileUnscanned, complaint.Errorf(complaint.Busy, "files cannot be looked at for viruses at the moment, so none is taken; try again in a few minutes"))
}

// clamScan is one file on its way to clamd.
type clamScan struct {
	*ClamAV
	ctx  context.Context // of the one request it serves
	conn net.Conn
	stop func() bool
}

// Write sends a piece of the file.
func (s *clamScan) Write(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil // an empty piece would end the file
	}
	if err := s.send(binary.BigEndian.AppendUint32(nil, uint32(len(b)))); err != nil {
		return 0, err
	}
	if err := s.send(b); err != nil {
		return 0, err
	}
	return len(b), nil
}

func (s *clamScan) send(b []byte) error {
	err := s.conn.SetDeadline(time.Now().Add(s.patience))
	if err == nil {
		_, err = s.conn.Write(b)
	}
	if err != nil {
		return s.failed(s.ctx, err)
	}
	return nil
}

// Verdict ends the file and reads what clamd says of it.
func (s *clamScan) Verdict() error {
	if err := s.send(make([]byte, 4)); err != nil {
		return err
	}
	reply, err := bufio.NewReader(io.LimitReader(s.conn, longestReply)).ReadString(0)
	if err != nil && (!errors.Is(err, io.EOF) || reply == "") {
		return s.failed(s.ctx, err)
	}
	said := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(reply, "stream: "), "\x00"))
	found, harmful := strings.CutSuffix(said, " FOUND")
	switch {
	case said == "OK":
		scans.WithLabelValues("clean").Inc()
		return nil
	case harmful:
		scans.WithLabelValues("harmful").Inc()
		s.log.WarnContext(s.ctx, "harmful file refused", "signature", found)
		return complaint.Unfit(complaint.FileHarmful, complaint.Errorf(complaint.Invalid, "the file was refused: the virus scanner has found %s in it", found))
	}
	return s.failed(s.ctx, fmt.Errorf("answer %q", said))
}

// Close ends the scan.
func (s *clamScan) Close() {
	s.stop()
	_ = s.conn.Close() // nothing is lost with it
}
