package access

import (
	"net/http"
	"strings"
)

// Pace is how often a route may be called.
type Pace struct {
	Name      string
	PerMinute int  // calls in the long run
	Burst     int  // calls at once
	ByNetwork bool // counted by the caller's network even where the caller is known
	Public    bool // a write that anybody may send: few are under way at once
}

// The paces. A route that strangers may write to is counted by network; all others
// by who calls, and for nobody in particular by network too. People work well
// below them, and programs that deal with every case of a large company as well.
// Product choices.
var (
	Filing    = Pace{Name: "filing", PerMinute: 30, Burst: 60, ByNetwork: true, Public: true}
	Drafting  = Pace{Name: "drafting", PerMinute: 20 * 30, Burst: 20 * 60, ByNetwork: true, Public: true} // about twenty pages a filing
	SigningIn = Pace{Name: "signing in", PerMinute: 30, Burst: 60, ByNetwork: true, Public: true}
	Uploading = Pace{Name: "uploading", PerMinute: 60, Burst: 100}
	// Files of somebody who is not known yet. They are too large to be read before a
	// place is taken, as public writes are.
	SendingFiles = Pace{Name: "sending files", PerMinute: 30, Burst: 60, ByNetwork: true}

	Acting  = Pace{Name: "acting", PerMinute: 600, Burst: 200}
	Reading = Pace{Name: "reading", PerMinute: 1200, Burst: 600}
	Unpaced = Pace{Name: "unpaced"} // files that never change, and what operators ask
)

// paces are the routes that do not go by their method alone.
var paces = map[[2]string]Pace{
	{http.MethodPost, base + "/complaints"}:               Filing,
	{http.MethodPost, base + "/requests"}:                 Filing,
	{http.MethodPost, "/complaint/draft"}:                 Filing,
	{http.MethodPost, "/complaint/draft/send"}:            Filing,
	{http.MethodPost, "/complaint/draft/:step"}:           Drafting,
	{http.MethodPost, "/complaint/draft/who-sees"}:        Drafting,
	{http.MethodPost, "/complaint/draft/evidence"}:        SendingFiles,
	{http.MethodPost, "/complaint/draft/evidence/next"}:   Drafting,
	{http.MethodPost, "/complaint/draft/evidence/:file"}:  Drafting,
	{http.MethodPost, base + "/complaints/:case/session"}: SigningIn,
	{http.MethodPost, "/follow"}:                          SigningIn,
	{http.MethodPost, "/sign-in"}:                         SigningIn,
	{http.MethodPost, "/sign-out"}:                        Acting,
	{http.MethodGet, "/healthz"}:                          Unpaced,
	{http.MethodGet, "/readyz"}:                           Unpaced,
	{http.MethodGet, "/metrics"}:                          Unpaced,
	{http.MethodGet, "/assets/*"}:                         Unpaced,
}

// PaceOf returns how often a route may be called. A write that the table does not
// name is an upload or an act; where anybody may send it, it is paced like signing
// in, the slower of the two.
func PaceOf(method, route string) Pace {
	if p, ok := paces[[2]string{method, route}]; ok {
		return p
	}
	rule, known := Find(method, route)
	switch {
	case strings.HasSuffix(route, ".zip"): // as many bytes as an upload, the other way
		return Uploading
	case method == http.MethodGet || method == http.MethodHead:
		return Reading
	case !known || rule.Open():
		return SigningIn
	case strings.HasSuffix(route, "/documents"), strings.HasSuffix(route, "/evidence"):
		return Uploading
	}
	return Acting
}
