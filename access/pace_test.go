package access

import (
	"net/http"
	"testing"
)

// TestPaceOf_boundsEveryRoute walks the table: what anybody may write to is counted
// by network and few at once, but for files, which are too large to be read before a
// place is taken; and everything else has a pace too.
func TestPaceOf_boundsEveryRoute(t *testing.T) {
	t.Parallel()
	for _, r := range Table {
		p := PaceOf(r.Method, r.Route)
		writes := r.Method != http.MethodGet
		switch {
		case p == Unpaced && writes, p != Unpaced && (p.PerMinute <= 0 || p.Burst <= 0):
			t.Errorf("%s %s has no pace", r.Method, r.Route)
		case writes && r.Open() && r.Route != "/sign-out" && (!p.ByNetwork || !p.Public && p != SendingFiles):
			t.Errorf("anybody may write to %s %s as fast as %q", r.Method, r.Route, p.Name)
		case writes && !r.Open() && p.Public:
			t.Errorf("%s %s waits for strangers", r.Method, r.Route)
		}
	}
	for key := range paces {
		if _, ok := Find(key[0], key[1]); !ok {
			t.Errorf("%s %s has a pace and is no route", key[0], key[1])
		}
	}
	for route, want := range map[string]Pace{
		base + "/complaints/:case/documents": Uploading, base + "/cases/:case/actions": Acting, "/back-door": SigningIn, base + "/complaints": Filing,
	} {
		if got := PaceOf(http.MethodPost, route); got != want {
			t.Errorf("POST %s goes at %q, want %q", route, got.Name, want.Name)
		}
	}
}
