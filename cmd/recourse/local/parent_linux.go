package local

import (
	"bytes"
	"os"
	"strconv"
	"syscall"
)

// dieWithParent has the kernel send sig to the child when the thread that starts it ends, which
// includes the case that this process is killed.
func dieWithParent(attr *syscall.SysProcAttr, sig syscall.Signal) { attr.Pdeathsig = sig }

// commandLine returns program and arguments of a running process, and "" when there is none.
func commandLine(pid int) string {
	raw, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline")
	if err != nil {
		return ""
	}
	return string(bytes.TrimSpace(bytes.ReplaceAll(raw, []byte{0}, []byte{' '})))
}
