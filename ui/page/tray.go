package page

import "recourse/complaint"

// TrayView is the list of letters that would have gone out.
type TrayView struct {
	Case    complaint.Number // only letters of this case
	Letters []TrayLetter
}

// TrayLetter is one letter of the local tray.
type TrayLetter struct {
	ID      int64
	Case    complaint.Number
	Code    string
	To      string
	Subject string
	Body    string
	At      string
}
