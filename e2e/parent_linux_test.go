package e2e

import (
	"fmt"
	"os"
	"strings"
	"syscall"
)

// dieWithParent has the kernel end the program when the thread that starts it
// ends, which includes the case that the tests are killed.
func dieWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGTERM }

// born tells when a process was started, and "" when it has ended.
func born(pid int) string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	// pid (name with anything in it) state ppid ... starttime is the 20th after the name
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	if len(fields) < 20 || fields[0] == "Z" {
		return ""
	}
	return fields[19]
}
