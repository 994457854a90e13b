package local

import (
	"fmt"
	"net"
	"strconv"
)

// loopback is the only address the engine's servers listen on.
const loopback = "127.0.0.1"

// portSpan is how many ports above the wanted one are tried.
const portSpan = 200

// freePort returns the first port that nobody listens on, from the wanted one upwards.
func freePort(wanted int) (int, error) {
	for port := wanted; port < wanted+portSpan; port++ {
		if listen(net.JoinHostPort(loopback, strconv.Itoa(port))) == nil {
			return port, nil
		}
	}
	return 0, fmt.Errorf("no port between %d and %d is free", wanted, wanted+portSpan-1)
}

// checkFree returns an error that names the address and the remedy when it is taken.
func checkFree(address string) error {
	if err := listen(address); err != nil {
		return fmt.Errorf("%s cannot be served on (%w): stop the program that uses it, or choose another address with --listen", address, err)
	}
	return nil
}

// listen opens a port and lets it go again.
func listen(address string) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	return l.Close()
}
