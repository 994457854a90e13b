package server

import (
	"context"
	"net/netip"

	"recourse/complaint"
)

// The size of a network, in bits of its address: what a provider commonly gives to
// one customer or office. Product choices.
const (
	networkBits4 = 24
	networkBits6 = 48
)

// networkOf returns the network of an address; "" for what is none.
func networkOf(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	a = a.Unmap().WithZone("")
	bits := networkBits6
	if a.Is4() {
		bits = networkBits4
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return ""
	}
	return p.String()
}

// keyBytesOfTries is how long the keys are under which tries are counted.
const keyBytesOfTries = 16

// networkKey is under what the tries of the caller's network at a case are counted,
// so that nobody is held up by what others of the network do elsewhere: a keyed
// hash, so that the record holds no addresses.
func (s *Service) networkKey(ctx context.Context, at complaint.Number) []byte {
	return s.derive("network", visitOf(ctx).network, string(at))[:keyBytesOfTries]
}

// caseKey is the same for a case, which need not exist.
func (s *Service) caseKey(n complaint.Number) []byte {
	return s.derive("tried", string(n))[:keyBytesOfTries]
}
