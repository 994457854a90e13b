package access

import (
	"net/http"
	"strings"

	"recourse/complaint"
)

// Inside keeps a way that somebody asks for on the pages of staff: the address
// comes from the outside and could lead anywhere. It is "" for all others.
func Inside(next string) string {
	for _, root := range []string{"/desk", "/account", "/admin"} {
		if rest, ok := strings.CutPrefix(next, root); ok && (rest == "" || rest[0] == '/' || rest[0] == '?') {
			return next
		}
	}
	return ""
}

// Home is where a member of staff goes who wanted nothing in particular.
func Home(role complaint.Role) string {
	if Allowed(http.MethodGet, "/desk", role) {
		return "/desk"
	}
	return "/admin/accounts"
}
