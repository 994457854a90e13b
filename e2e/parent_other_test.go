//go:build !linux

package e2e

import (
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// dieWithParent does nothing: elsewhere a killed test run leaves the program to
// the person who killed it.
func dieWithParent(*syscall.SysProcAttr) {}

// born tells when a process was started, and "" when it has ended.
func born(pid int) string {
	out, err := exec.Command("ps", "-o", "lstart=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
