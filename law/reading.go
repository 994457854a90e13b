package law

import "time"

// Reading is one look of a member of staff at a case, as the record keeps it.
// Looks at the same part within a minute of real time are one.
type Reading struct {
	ID    int64     `json:"id"`
	Staff string    `json:"staff"`     // identifier such as staff/3
	What  string    `json:"what"`      // part of the file: case, events, documents/<identifier>, ...
	At    time.Time `json:"at"`        // case time
	Real  time.Time `json:"real_time"` // real time
}
