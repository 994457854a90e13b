package store

import (
	"encoding/base64"
	"strings"
	"time"

	"recourse/complaint"
)

// A cursor is the order of the worklist and the last row of a page: its sort
// key and its number. Callers treat it as opaque.

func cursor(by order, key time.Time, number complaint.Number) string {
	return base64.RawURLEncoding.EncodeToString([]byte(by.name + "|" + key.UTC().Format(time.RFC3339Nano) + "|" + string(number)))
}

// after begins the page after the row that the cursor names. A cursor of another
// order, or none of ours, is Invalid.
func (w *where) after(by order, text string) error {
	if text == "" {
		return nil
	}
	key, number, err := parseCursor(by, text)
	if err != nil {
		return complaint.Errorf(complaint.Invalid, "cursor is none that this list, in this order, has given out")
	}
	comparison := ">"
	if by.down {
		comparison = "<"
	}
	w.add("("+by.key+", number) "+comparison+" (?, ?)", key, string(number))
	return nil
}

func parseCursor(by order, text string) (time.Time, complaint.Number, error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return time.Time{}, "", err
	}
	parts := strings.Split(string(raw), "|")
	if len(parts) != 3 || parts[0] != by.name {
		return time.Time{}, "", complaint.Errorf(complaint.Invalid, "cursor of another order")
	}
	key, err := time.Parse(time.RFC3339Nano, parts[1])
	if err != nil {
		return time.Time{}, "", err
	}
	number, err := complaint.ParseNumber(parts[2])
	return key, number, err
}
