package main

import (
	"log/slog"
	"strings"

	"recourse/server"
)

// shield says how the front door protects itself and those behind it.
type shield struct {
	ClamAV     string `name:"clamav-address" env:"CLAMAV_ADDRESS" help:"ClamAV daemon, host:port or the path of its socket; where it is set, no file is taken that it has not found clean."`
	Breached   string `name:"breached-passwords" env:"RECOURSE_BREACHED_PASSWORDS" type:"existingfile" help:"Sorted file of SHA-1 digests of breached passwords, one a line, perhaps with a count behind a colon; staff cannot choose a password that is in it. Without it only the most frequent ones are known."`
	RateLimits string `env:"RECOURSE_RATE_LIMITS" enum:"auto,on,off" default:"auto" help:"Hold up callers who send too much: on, off, or auto, which is on except with RECOURSE_DEV."`
	FilingRate int    `env:"RECOURSE_FILING_RATE" default:"30" help:"Complaints and requests that may be filed per minute from one network (/24, or /48 of IPv6)."`
}

// scanner is what looks for harmful files; none where none is named.
func (s shield) scanner(log *slog.Logger) (server.Scanner, error) {
	if s.ClamAV == "" {
		return nil, nil //nolint:nilnil // an installation without a scanner is none with a fault
	}
	return server.NewClamAV(s.ClamAV, log)
}

// breached is the list of breached passwords; nil where none is named.
func (s shield) breached() (*server.Breached, error) {
	if s.Breached == "" {
		return nil, nil //nolint:nilnil // an installation without a list is none with a fault
	}
	return server.OpenBreached(s.Breached)
}

// paces hold up callers who send too much; nil for none.
func (s shield) paces(dev bool) *server.Paces {
	if s.RateLimits == "off" || s.RateLimits == "auto" && dev {
		return nil
	}
	return server.NewPaces(s.FilingRate)
}

// byTLS reports whether people reach the portal by TLS alone.
func (s site) byTLS() bool { return strings.HasPrefix(s.URL, "https://") }
