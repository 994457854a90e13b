package local

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// account is the unprivileged user PostgreSQL runs as when this process is root, whom it refuses to
// serve. Nil: run as whoever we are.
type account struct {
	name     string
	uid, gid uint32
}

// serverAccount returns postgres or, where there is none, nobody; nil when this process is not root.
func serverAccount() (*account, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
		gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
		if errUID == nil && errGID == nil {
			return &account{name: name, uid: uint32(uid), gid: uint32(gid)}, nil
		}
	}
	return nil, fmt.Errorf("PostgreSQL does not run as root, and there is neither a user postgres nor nobody: run as an ordinary user")
}

// wear makes a command run as the account.
func (a *account) wear(cmd *exec.Cmd) *exec.Cmd {
	if a != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: a.uid, Gid: a.gid}}
	}
	return cmd
}

// own gives a file or directory to the account.
func (a *account) own(path string) error {
	if a == nil {
		return nil
	}
	if err := os.Chown(path, int(a.uid), int(a.gid)); err != nil {
		return fmt.Errorf("giving %s to user %s: %w", path, a.name, err)
	}
	return nil
}

// reaches says whether the account can enter a directory, by trying.
func (a *account) reaches(dir string) bool {
	if a == nil {
		return true
	}
	cmd := a.wear(exec.Command("true"))
	cmd.Dir = dir
	return cmd.Run() == nil
}
