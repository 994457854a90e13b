package local

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

// oldestPostgres is the first major version that has everything Recourse asks of it.
const oldestPostgres = 14

// programPlaces are where packagers put initdb and postgres: Debian, Red Hat, Homebrew on both kinds of
// Mac, MacPorts, Postgres.app and a build from source.
var programPlaces = []string{
	"/usr/lib/postgresql/*/bin",
	"/usr/pgsql-*/bin",
	"/opt/homebrew/opt/postgresql*/bin",
	"/usr/local/opt/postgresql*/bin",
	"/opt/local/lib/postgresql*/bin",
	"/Applications/Postgres.app/Contents/Versions/*/bin",
	"/usr/local/pgsql/bin",
}

// clusterConfig keeps Debian's package from making and starting a cluster of its own.
const clusterConfig = "/etc/postgresql-common/createcluster.conf"

// errNoPostgres says how to get what is missing.
var errNoPostgres = errors.New(`the programs of a PostgreSQL server (initdb, postgres; version 14 or later) are not on this machine. Get them with
  Debian, Ubuntu:  sudo apt-get install postgresql
  Fedora:          sudo dnf install postgresql-server
  macOS:           brew install postgresql@17
or point DATABASE_URL at a server that runs elsewhere`)

// programs are the server programs of one PostgreSQL installation.
type programs struct {
	dir   string
	major int
}

func (p programs) path(name string) string { return filepath.Join(p.dir, name) }

var versionPattern = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// findPrograms returns all installations on this machine, the newest first.
func findPrograms() []programs {
	var dirs []string
	if path, err := exec.LookPath("postgres"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			dirs = append(dirs, filepath.Dir(path))
		}
	}
	for _, place := range programPlaces {
		found, _ := filepath.Glob(place) // the pattern is ours and well formed
		dirs = append(dirs, found...)
	}
	var all []programs
	for _, dir := range dirs {
		if p, ok := inspect(dir); ok && p.major >= oldestPostgres {
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(a, b programs) int { return b.major - a.major })
	return all
}

// inspect asks the programs in a directory for their version.
func inspect(dir string) (programs, bool) {
	p := programs{dir: dir}
	if _, err := os.Stat(p.path("initdb")); err != nil {
		return p, false
	}
	out, err := exec.Command(p.path("postgres"), "--version").Output()
	match := versionPattern.FindSubmatch(out)
	if err != nil || match == nil {
		return p, false
	}
	p.major, err = strconv.Atoi(string(match[1]))
	return p, err == nil
}

// requirePrograms returns the installation for a cluster of the given major version, 0 for a new one.
// On Debian as root it installs PostgreSQL when there is none.
func requirePrograms(ctx context.Context, major int, say func(string)) (programs, error) {
	all := findPrograms()
	if len(all) == 0 && canInstall() {
		say("installing PostgreSQL with apt-get, first time only")
		if err := install(ctx); err != nil {
			return programs{}, fmt.Errorf("installing PostgreSQL: %w\n%w", err, errNoPostgres)
		}
		all = findPrograms()
	}
	return pick(all, major)
}

// pick chooses the installation that can open a cluster of the given major version; the newest for 0.
func pick(all []programs, major int) (programs, error) {
	if len(all) == 0 {
		return programs{}, errNoPostgres
	}
	if major == 0 {
		return all[0], nil
	}
	i := slices.IndexFunc(all, func(p programs) bool { return p.major == major })
	if i < 0 {
		return programs{}, fmt.Errorf("the database was made by PostgreSQL %d, and only version %d is installed: install version %d again, or move the data with pg_upgrade", major, all[0].major, major)
	}
	return all[i], nil
}

// canInstall says whether this is root on Debian or a system made from it.
func canInstall() bool {
	_, errDebian := os.Stat("/etc/debian_version")
	_, errApt := exec.LookPath("apt-get")
	return os.Geteuid() == 0 && errDebian == nil && errApt == nil
}

// install installs Debian's package without the cluster it would make and start.
func install(ctx context.Context) error {
	if err := os.MkdirAll(filepath.Dir(clusterConfig), 0o755); err != nil {
		return fmt.Errorf("preparing the package: %w", err)
	}
	if _, err := os.Stat(clusterConfig); errors.Is(err, os.ErrNotExist) {
		if err := os.WriteFile(clusterConfig, []byte("create_main_cluster = false\n"), 0o644); err != nil {
			return fmt.Errorf("preparing the package: %w", err)
		}
	}
	for _, args := range [][]string{
		{"update"},
		{"install", "--yes", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", "postgresql"},
	} {
		cmd := exec.CommandContext(ctx, "apt-get", args...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if err := finish(cmd); err != nil {
			return err
		}
	}
	return nil
}
