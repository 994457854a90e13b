package server

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recourse/complaint"
)

// listOf writes a list of breached passwords; form writes a line of a digest and the
// number of the password.
func listOf(t *testing.T, form func(digest string, n int) string, passwords ...string) string {
	t.Helper()
	lines := make([]string, len(passwords))
	for i, p := range passwords {
		sum := sha1.Sum([]byte(p))
		lines[i] = form(strings.ToUpper(hex.EncodeToString(sum[:])), i)
	}
	slices.Sort(lines)
	path := filepath.Join(t.TempDir(), "list")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "")), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestBreached_findsEachOfTheList holds the list against OWASP ASVS 5.0.0, 6.2.12.
func TestBreached_findsEachOfTheList(t *testing.T) {
	t.Parallel()
	for name, form := range map[string]func(string, int) string{
		"digests alone":          func(digest string, _ int) string { return digest + "\n" },
		"with counts":            func(digest string, n int) string { return fmt.Sprintf("%s:%d\n", digest, n*n*n) },
		"in small letters":       func(digest string, _ int) string { return strings.ToLower(digest) + "\n" },
		"with the breaks of DOS": func(digest string, n int) string { return fmt.Sprintf("%s:%d\r\n", digest, n) },
	} {
		for _, many := range []int{1, 2, 3, 100} {
			var listed []string
			for n := range many {
				listed = append(listed, fmt.Sprintf("velvet otter mends %d kites ångström", n))
			}
			b, err := OpenBreached(listOf(t, form, listed...))
			if err != nil {
				t.Fatal(err)
			}
			for n := range many {
				if found, err := b.Has(listed[n]); err != nil || !found {
					t.Errorf("%s: the %d. of %d is not found (%v)", name, n, many, err)
				}
				if found, err := b.Has(listed[n] + "!"); err != nil || found {
					t.Errorf("%s: one that is not listed is found (%v)", name, err)
				}
			}
			if found, err := b.Has("velvet otter mends 0 kites a\u030angstro\u0308m"); err != nil || !found {
				t.Errorf("%s: one that is typed with other signs is not found (%v)", name, err)
			}
		}
	}
}

func TestOpenBreached_refusesWhatIsNoList(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"empty": "", "words": strings.Repeat("password\n", 20), "one long line": strings.Repeat("A", 500)} {
		path := filepath.Join(t.TempDir(), "list")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := OpenBreached(path)
		if err == nil {
			_, err = b.Has("password")
		}
		if !errors.Is(err, errNoDigests) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := OpenBreached(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a file that is not there has been opened")
	}
}

func TestWelcome_takesNoBreachedPassword(t *testing.T) {
	t.Parallel()
	const breached = "marble heron files seven drums"
	list, err := OpenBreached(listOf(t, func(digest string, _ int) string { return digest + ":7\n" }, breached))
	if err != nil {
		t.Fatal(err)
	}
	o := newStaffHouse(t, func(of *ServiceOptions) { of.Breached = list })
	_, code := o.invite("Ada Lind", complaint.CaseOfficer)
	v := o.visitor()
	v.form("/welcome", "code", code).leads("/welcome/password")
	if a := v.form("/welcome/password", "password", breached, "again", breached); a.status != 400 || !bytes.Contains(a.body, []byte("breach")) {
		t.Errorf("a breached password is answered %d", a.status)
	}
	v.form("/welcome/password", "password", goodPassword, "again", goodPassword).leads("/welcome/app")
}
