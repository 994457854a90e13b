package access

import "time"

// How long sessions last. Product choices.
const (
	// OwnLasts bounds a session of a resident, or of somebody who is not signed in:
	// they may share a computer.
	OwnLasts = 2 * time.Hour
	// StaffIdle ends a session of a member of staff who makes no request.
	StaffIdle = 30 * time.Minute
)
