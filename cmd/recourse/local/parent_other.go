//go:build !linux

package local

import (
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// dieWithParent can do nothing here: what a killed engine leaves behind is stopped by the next one.
func dieWithParent(*syscall.SysProcAttr, syscall.Signal) {}

// commandLine returns program and arguments of a running process, and "" when there is none.
func commandLine(pid int) string {
	out, err := exec.Command("ps", "-o", "command=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
