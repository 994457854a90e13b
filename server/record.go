package server

import (
	"context"
	"errors"
	"io"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// ErrNumberTaken is how Record.File says that the case number it was given
// belongs to another case, so that another is drawn.
var ErrNumberTaken = errors.New("case number taken")

// Member is a member of staff as the record knows them.
type Member struct {
	ID       int64
	Name     string
	Role     complaint.Role
	Demo     bool     // of a demonstration: a caller on development installations only
	Out      bool     // of office: the account is disabled
	Entities []string // companies whose cases they work on; none for all
	Queues   []string // eu or us; none for both
}

// Record is what the front door needs of the record. Domain errors (package
// complaint) are shown to the caller; all others are ours.
type Record interface {
	Admission
	Drafts
	DraftFiles
	OwnReminders
	// File commits a complaint and its first event at once. fresh is false when
	// the key of the event had filed before; the case is then the stored one.
	// Conflict when that key came with another digest, ErrNumberTaken when the
	// number belongs to another case. A draft that it was written in, if it names one,
	// ends with that; Conflict when the draft was changed since.
	File(ctx context.Context, filing complaint.Filing, c law.Case, e law.Event, digest string, accessHash []byte, from complaint.Draft) (filed law.Case, fresh bool, err error)
	// Case returns what the rules know of a case; Missing for an unknown one.
	Case(ctx context.Context, number complaint.Number) (law.Case, error)
	// Version returns the sequence of the last event; Missing for an unknown case.
	Version(ctx context.Context, number complaint.Number) (int, error)
	// Dossier returns everything on file; Missing for an unknown case.
	Dossier(ctx context.Context, number complaint.Number) (law.Record, error)
	// Worklist returns one page of cases; Invalid for a broken cursor.
	Worklist(ctx context.Context, f law.Filter) (law.Page, error)
	// Events returns the entries after a sequence, oldest first.
	Events(ctx context.Context, number complaint.Number, after, limit int) ([]law.Entry, error)
	// EventByKey returns what an act with this key has brought about; Missing
	// when there is none.
	EventByKey(ctx context.Context, number complaint.Number, key string) (law.Entry, error)
	// KeepDetails keeps the private texts of an act before it is done. The same
	// key and digest again is fine; Conflict when the digest is another.
	KeepDetails(ctx context.Context, number complaint.Number, key, digest, action string, private map[string]string) error
	// DropDetails forgets the texts of an act that was refused.
	DropDetails(ctx context.Context, number complaint.Number, key string) error
	// AccessHash returns the SHA-256 of the access code; Missing for an unknown case.
	AccessHash(ctx context.Context, number complaint.Number) ([]byte, error)
	// Upload takes in the content of a file and returns its size; nobody can read
	// it before AddDocument. Conflict when the case has no room for it, of which the
	// office has more than others.
	Upload(ctx context.Context, number complaint.Number, upload string, by complaint.Role, content io.Reader) (int64, error)
	// DropUpload forgets a file of which no document was made.
	DropUpload(ctx context.Context, upload string) error
	// AddDocument makes a document of an upload; again with the same identifier
	// changes nothing.
	AddDocument(ctx context.Context, number complaint.Number, d law.Document, upload string) error
	// Document returns a file; Missing when the case has none of this identifier.
	Document(ctx context.Context, number complaint.Number, id string) (law.Document, io.Reader, error)
	// AskReceipt writes down the letter that brings the receipt of a case, unless there
	// are so many already.
	AskReceipt(ctx context.Context, number complaint.Number, most int) (sent bool, err error)
	// StaffByID finds a member of staff; Missing when there is none.
	StaffByID(ctx context.Context, id int64) (Member, error)
	// StaffByToken finds whose valid token has this SHA-256; Missing when none has.
	StaffByToken(ctx context.Context, hash []byte) (Member, error)
	// Staff lists all members of staff.
	Staff(ctx context.Context) ([]Member, error)
	// AddReading records that a member of staff looks at a case; a look at the same
	// part in the same minute changes nothing.
	AddReading(ctx context.Context, number complaint.Number, r law.Reading) error
	// Readings returns who has looked at a case, the latest first: those before the
	// one with an identifier, or from the latest on when it is 0.
	Readings(ctx context.Context, number complaint.Number, before int64, limit int) ([]law.Reading, error)
	// Tallies counts the cases for the yearly figures, erased ones too.
	Tallies(ctx context.Context) ([]law.Tally, error)
	// Provide makes or updates the member of staff whom a provider of OpenID Connect
	// describes; Conflict when their name or address is another's, Forbidden when
	// their account is disabled.
	Provide(ctx context.Context, p Provided, by access.Hand) (Member, error)
	// EndProvided ends all sessions and tokens of whom the provider no longer lets
	// in; nothing when they are not on the staff.
	EndProvided(ctx context.Context, issuer, subject string, by access.Hand) error
}

// Cases is the door to the running cases.
type Cases interface {
	// Act does an act and returns the sequence of its event once the record shows
	// it. Domain errors refuse it (Busy: perhaps later). An error that is
	// context.DeadlineExceeded says that it was accepted and will be done.
	Act(ctx context.Context, number complaint.Number, act law.Act) (seq int, err error)
}
