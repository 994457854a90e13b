package e2e

import (
	"net/http"
	"syscall"
	"testing"
	"time"

	"recourse/complaint"
)

// secondStart is how long a second start may take.
const secondStart = 15 * time.Second

// A second start finds yesterday's case; what passed in between rings late and
// says so. A killed start hinders no later one, and Ctrl-C leaves nothing behind.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestSecondStart(t *testing.T) {
	i := rehearsed
	if i.up == nil && i.dir == "" { // TestRehearsal has not run before us
		i.ready(t).file(t, "asleep", simple("Somebody Asleep"))
		i.stop(t)
	}
	away := time.Since(i.ended)
	begun := time.Now()
	i.ready(t)
	took := time.Since(begun)
	t.Logf("the second start took %s, after %s", took.Round(time.Millisecond), away.Round(time.Second))
	if took > secondStart {
		t.Errorf("the second start took %s, want %s at most", took, secondStart)
	}
	i.checkYesterday(t, away)
	i.checkCases(t)

	family := i.family(t)
	check(t, i.up.signal(syscall.SIGKILL))
	<-i.up.done
	i.gone()
	i.start(t)
	await(t, "the processes of the killed start to end", 20*time.Second, func() bool { return len(living(family)) == 0 })
	i.must(t, request{method: http.MethodGet, path: "/api/v1/clock"}).want(t, http.StatusOK)

	family = i.family(t)
	i.stop(t)
	if left := living(family); len(left) > 0 {
		t.Errorf("after Ctrl-C the processes %v still run", left)
	}
}

// checkYesterday reads the case that was filed before the installation was
// stopped. A clock that could not ring for more than a minute rings late.
func (i *installation) checkYesterday(t *testing.T, away time.Duration) {
	t.Helper()
	r := i.file(t, "asleep", simple("Somebody Asleep"))
	var file struct {
		Complaint complaint.Filing `json:"complaint"`
		Entries   []struct {
			Action string  `json:"action"`
			Late   float64 `json:"late_seconds"`
		} `json:"entries"`
	}
	await(t, "the 45 days to be over", agrees, func() bool {
		i.must(t, request{method: http.MethodGet, path: "/api/v1/cases/" + string(r.Number), token: i.tokens[complaint.CaseOfficer]}).want(t, http.StatusOK).read(t, &file)
		for _, e := range file.Entries {
			if e.Action == string(complaint.TimerD45) {
				late := time.Duration(e.Late * float64(time.Second))
				if away > time.Minute+10*time.Second && late < i.clock.Late() {
					t.Errorf("after %s away the 45 days ended %s late in case time, want more than %s", away, late, i.clock.Late())
				}
				return true
			}
		}
		return false
	})
	if file.Complaint.Person.Name != "Somebody Asleep" {
		t.Error("the case is not the one that was filed")
	}
}
