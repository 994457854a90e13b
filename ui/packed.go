package ui

import (
	"compress/gzip"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"recourse/access"
)

// packing is a way to pack a file: its name in HTTP, and how the file then ends.
type packing struct{ encoding, suffix string }

// packings are the ways in which the build packs its files, the tightest first.
var packings = []packing{{"br", ".br"}, {"gzip", ".gz"}}

// isPacked reports whether a name is that of a packed file, which has no address of
// its own.
func isPacked(name string) bool {
	return slices.ContainsFunc(packings, func(p packing) bool { return path.Ext(name) == p.suffix })
}

// packed is the file to send for a name, and how it is packed: as the browser takes
// it, if the build has left it so.
func (p *Pages) packed(name, accepted string) (file, encoding string) {
	for _, as := range packings {
		if _, err := fs.Stat(p.dist, name+as.suffix); err == nil && accepts(accepted, as.encoding) {
			return name + as.suffix, as.encoding
		}
	}
	return name, ""
}

// accepts reports whether the value of an Accept-Encoding header names an encoding,
// with any weight but 0 (RFC 9110, 12.5.3).
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, weight, weighed := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), encoding) {
			continue
		}
		_, value, _ := strings.Cut(weight, "=")
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		return !weighed || err == nil && q > 0
	}
	return false
}

// plainPages are the pages, and the beginnings of their addresses, that say the same
// to everybody. Only these are packed: how small a page becomes tells what stands in
// it, and whoever can have a word of theirs put into a page beside a secret finds the
// secret out by trying (BREACH). All other pages hold a person's data, or a code.
var plainPages = []string{"/", "/how", "/complaint/start", "/dates", "/packs", "/figures", "/accessibility", "/privacy"}

// pack packs plain pages for who is not signed in.
var pack = middleware.GzipWithConfig(middleware.GzipConfig{
	Level: gzip.BestSpeed,
	Skipper: func(c echo.Context) bool {
		return c.Request().Method != http.MethodGet || access.From(c.Request().Context()) != access.Nobody || !isPlain(c.Path())
	},
})

func isPlain(route string) bool {
	return slices.ContainsFunc(plainPages, func(p string) bool { return route == p || p != "/" && strings.HasPrefix(route, p+"/") })
}
