package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"recourse/law"
	"recourse/store"
	"recourse/workflows"
)

// database says where the record is.
type database struct {
	DatabaseURL string `env:"DATABASE_URL" required:"" help:"PostgreSQL URL with sslmode, for example postgres://recourse@db:5432/recourse?sslmode=verify-full."`
}

// engine says where Temporal is.
type engine struct {
	TemporalAddress   string `env:"TEMPORAL_ADDRESS" default:"127.0.0.1:7233" help:"Temporal frontend, host:port."`
	TemporalNamespace string `env:"TEMPORAL_NAMESPACE" default:"recourse" help:"Temporal namespace."`
	TaskQueue         string `env:"RECOURSE_TASK_QUEUE" default:"recourse" help:"Temporal task queue of the cases."`
	temporalTLS
}

// pace says how fast the law runs.
type pace struct {
	Day time.Duration `env:"RECOURSE_DAY" default:"24h" help:"Real time one legal day takes; anything but 24h is for rehearsal and needs RECOURSE_DEV."`
	Dev bool          `env:"RECOURSE_DEV" help:"Allow what production must not have: short days, the local mail tray, plain-HTTP cookies."`
}

// voice says how to log.
type voice struct {
	LogLevel slog.Level `env:"RECOURSE_LOG_LEVEL" default:"info" help:"Least level of log lines: debug, info, warn or error."`
}

// logger writes JSON lines to standard error. Attributes have fixed names: case,
// action, request_id, err. Persons are never logged.
func (v voice) logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: v.LogLevel}))
}

// installation opens and unlocks the record and reads the clock that server and
// worker share.
func installation(ctx context.Context, d database, m masterKey, p pace) (*store.Store, law.Clock, error) {
	if p.Day != 24*time.Hour && !p.Dev {
		return nil, law.Clock{}, fmt.Errorf("a legal day of %s is for rehearsal only: unset RECOURSE_DAY, or set RECOURSE_DEV=true on an installation without real complaints", p.Day)
	}
	db, err := m.unlocked(ctx, d)
	if err != nil {
		return nil, law.Clock{}, err
	}
	clock, err := db.Installation(ctx, p.Day)
	if err != nil {
		return nil, law.Clock{}, fmt.Errorf("read the installation: %w", err)
	}
	return db, clock, nil
}

// dial connects to Temporal. The connection is made at first use, so that a
// server starts, and files complaints, while Temporal is away.
func (e engine) dial(logger *slog.Logger) (client.Client, error) {
	o := client.Options{HostPort: e.TemporalAddress, Namespace: e.TemporalNamespace, Logger: log.NewStructuredLogger(logger)}
	if err := e.secure(&o); err != nil {
		return nil, err
	}
	c, err := client.NewLazyClient(o)
	if err != nil {
		return nil, fmt.Errorf("reach Temporal at %s: %w", e.TemporalAddress, err)
	}
	return c, nil
}

// cases is the door to the running cases.
func (e engine) cases(c client.Client, db *store.Store, clock law.Clock) *workflows.Client {
	return &workflows.Client{Temporal: c, Queue: e.TaskQueue, Clock: clock, Record: db}
}

// secret is the key from which access codes are derived.
type secret struct {
	Secret     string `env:"RECOURSE_SECRET" help:"32 bytes as 64 hexadecimal digits, from which access codes are derived. Keep it: codes cannot be verified for repeated filings without it."`
	SecretFile string `env:"RECOURSE_SECRET_FILE" type:"existingfile" help:"File that holds the secret, instead of RECOURSE_SECRET."`
}

const secretBytes = 32

func (s secret) bytes() ([]byte, error) {
	text := s.Secret
	if s.SecretFile != "" {
		b, err := os.ReadFile(s.SecretFile)
		if err != nil {
			return nil, fmt.Errorf("read the secret: %w", err)
		}
		text = string(b)
	}
	key, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(key) != secretBytes {
		return nil, fmt.Errorf("RECOURSE_SECRET must be %d hexadecimal digits; make one with: openssl rand -hex %d", 2*secretBytes, secretBytes)
	}
	return key, nil
}
