package access

import (
	"time"

	"recourse/complaint"
)

// OwnSession is one place where a case is open to its person or to a representative.
// Instants are real time.
type OwnSession struct {
	ID        string
	Number    complaint.Number
	Agent     int // event that admitted the representative; 0 for the person
	OpenedAt  time.Time
	SeenAt    time.Time // within a minute
	ExpiresAt time.Time
}
