package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

const (
	headerETag        = "ETag"
	headerIfNoneMatch = "If-None-Match"
)

// tagBytes is how much of the hash of an answer names it.
const tagBytes = 16

// untagged are the reads that are not held back to be hashed: the clock never
// stands still, files carry the hash they are stored with, and archives are never whole
// in memory.
var untagged = map[string]bool{
	apiBase + "/clock":                                true,
	apiBase + "/cases/:case/documents/:document":      true,
	apiBase + "/complaints/:case/documents/:document": true,
	apiBase + "/complaints/:case/packets/:recipient":  true,
	apiBase + "/complaints/:case/everything.zip":      true,
}

// tag gives the reads of the API an ETag made from their content, and answers
// 304 to a caller who has that content already.
func tag(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Method != http.MethodGet || !strings.HasPrefix(c.Path(), apiBase) || untagged[c.Path()] {
			return next(c)
		}
		held := &heldAnswer{ResponseWriter: c.Response().Writer}
		c.Response().Writer = held
		err := next(c)
		c.Response().Writer = held.ResponseWriter
		if err != nil || held.status == 0 {
			return err
		}
		return held.release(c)
	}
}

// heldAnswer keeps an answer back until it is complete.
type heldAnswer struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// WriteHeader notes the status.
func (h *heldAnswer) WriteHeader(status int) { h.status = status }

// Write keeps a part of the body.
func (h *heldAnswer) Write(b []byte) (int, error) { return h.body.Write(b) }

// release sends the answer, or tells the caller that they have it.
func (h *heldAnswer) release(c echo.Context) error {
	if h.status == http.StatusOK {
		sum := sha256.Sum256(h.body.Bytes())
		etag := `"` + hex.EncodeToString(sum[:tagBytes]) + `"`
		h.Header().Set(headerETag, etag)
		if matchesTag(c.Request().Header.Get(headerIfNoneMatch), etag) {
			h.Header().Del(echo.HeaderContentType)
			c.Response().Status = http.StatusNotModified
			h.ResponseWriter.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	h.ResponseWriter.WriteHeader(h.status)
	_, err := h.ResponseWriter.Write(h.body.Bytes())
	return err
}

// matchesTag reports whether a list of tags names this one.
func matchesTag(list, etag string) bool {
	for t := range strings.SplitSeq(list, ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == etag || t == "*" {
			return true
		}
	}
	return false
}
