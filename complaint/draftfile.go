package complaint

// DraftFile is a file that waits with a draft to become a document of its case. Its
// description is personal data and lives in the record only.
type DraftFile struct {
	ID     string  `json:"-"` // random, opaque
	Draft  DraftID `json:"-"`
	Number Number  `json:"-"` // of the case that the draft has become; "" before
	Size   int64   `json:"-"` // bytes

	Name    string `json:"name"`
	Type    string `json:"type"` // media type
	SHA256  string `json:"sha256"`
	Sent    string `json:"sent,omitempty"`    // SHA-256 of the file as it was sent; "" when that is SHA256
	Caption string `json:"caption,omitempty"` // what it shows
	Dated   string `json:"dated,omitempty"`   // the day of what it shows, 2018-08-24
}
