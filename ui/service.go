package ui

import (
	"context"
	"io"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// Service is the logic that the pages share with the API. Errors with a kind of
// package complaint may be shown; every other error is the house's own fault.
type Service interface {
	// Now is case time; Clock says how long a legal day lasts.
	Now() time.Time
	Clock() law.Clock

	// File opens a case; the same key again gives the same case and code.
	// Invalid for a filing with a fault, Conflict for a key that has filed
	// something else.
	File(ctx context.Context, filing complaint.Filing, key string, actor complaint.Actor) (c law.Case, code string, fresh bool, err error)
	// Receipt gives case and code of a filing again. Missing when the number was
	// not filed under the key.
	Receipt(ctx context.Context, number complaint.Number, key string) (c law.Case, code string, err error)

	// Act does one act; data holds strings, booleans and lists of strings by the
	// names of the act's fields. Invalid, Forbidden, Conflict, Busy; an exceeded
	// deadline means that it is accepted and will show up.
	Act(ctx context.Context, number complaint.Number, act law.Act, data map[string]any) (seq int, err error)
	// Upload takes in a file as it comes; nobody can read it before AddDocument
	// has made a document of it and recorded that as an act. DropUpload forgets it.
	// Invalid for what is no evidence, Conflict, Busy.
	Upload(ctx context.Context, number complaint.Number, by complaint.Actor, name string, content io.Reader) (law.Document, error)
	DropUpload(ctx context.Context, upload string) error
	AddDocument(ctx context.Context, number complaint.Number, act law.Act, file law.Document, data map[string]any) (law.Document, error)
	// Document is one file with its content, which comes as it is read. Missing.
	Document(ctx context.Context, number complaint.Number, id string) (law.Document, io.Reader, error)

	// Dossier is everything on file that the actor may see. Missing.
	Dossier(ctx context.Context, number complaint.Number, actor complaint.Actor) (law.Record, error)
	// Options lists the acts of the actor's role, allowed and forbidden. Missing.
	Options(ctx context.Context, number complaint.Number, actor complaint.Actor) ([]law.Option, error)
	// Goals lists the packs a case can be moved to, with the dates that would
	// change. Missing.
	Goals(ctx context.Context, number complaint.Number) ([]law.Goal, error)
	// CertificatePDF certifies the timeliness of a case to the actor. Missing, Busy.
	CertificatePDF(ctx context.Context, number complaint.Number, actor complaint.Actor) ([]byte, error)
	// CertificateJSON is the same as JSON, with the events and the chain that prove it.
	CertificateJSON(ctx context.Context, number complaint.Number, actor complaint.Actor) ([]byte, error)
	// Site is the address of the portal as people reach it.
	Site() string
	// MailReceipt has the receipt of a filing sent to the address on file. Missing when
	// the number was not filed under the key, Invalid without an address, Conflict when
	// it has been sent often enough.
	MailReceipt(ctx context.Context, number complaint.Number, key string) error
	// Worklist is one page of cases. Invalid for a cursor that is none.
	Worklist(ctx context.Context, f law.Filter) (law.Page, error)
	// Staff lists the members of staff.
	Staff(ctx context.Context) ([]access.Caller, error)

	// OpenSession opens the session of a complainant; Leave ends anybody's.
	// Missing and Forbidden say only that the two do not match.
	OpenSession(ctx context.Context, number, code string) (complaint.Number, error)
	Leave(ctx context.Context) error

	// AskLink sends a link if case and address match, and does not tell. Invalid
	// for what is no case number. UseLink opens the session of a link, once; an
	// empty number stands for whatever case it is of. Missing for one that opens
	// nothing.
	AskLink(ctx context.Context, number, email string) error
	UseLink(ctx context.Context, number, token string) (complaint.Number, error)
	// RenewCode makes a new code for the person; the old one ends.
	RenewCode(ctx context.Context, number complaint.Number, by complaint.Actor, key string) (string, error)
	// OwnSessions lists where the caller's case is open to them, which of it is this
	// browser, and whether they have just shown who they are. EndOwnSessions ends one
	// of them, or all others for ""; who has not just shown it gives the code. Missing
	// for a wrong one.
	OwnSessions(ctx context.Context) (list []access.OwnSession, here string, proven bool, err error)
	EndOwnSessions(ctx context.Context, id, code string) error
	// Admit gives a representative an access with a code of their own; Revoke takes
	// it back by the sequence of the event that gave it. Invalid, Conflict, Busy.
	Admit(ctx context.Context, number complaint.Number, by complaint.Actor, key, name, email string) (law.Admitted, string, error)
	Revoke(ctx context.Context, number complaint.Number, by complaint.Actor, key string, seq int) error
	// Remind keeps a day on whose morning somebody is reminded of their case by
	// mail, with a word that the page shows them; OwnReminders lists these days, and
	// Forget forgets one. Invalid for a day or word that cannot be, Conflict with too
	// many or without an e-mail address, Missing.
	Remind(ctx context.Context, number complaint.Number, by complaint.Actor, key string, day complaint.Date, word string) error
	OwnReminders(ctx context.Context, number complaint.Number, by complaint.Actor) ([]law.OwnReminder, error)
	Forget(ctx context.Context, number complaint.Number, by complaint.Actor, id string) error
	Accounts
	Drafts
	DraftFiles
	// Readings is one page of who of the staff has looked at a case, the latest
	// first. Missing.
	Readings(ctx context.Context, number complaint.Number, cursor string, limit int) ([]law.Reading, string, error)
	// Figures are those of the years that are over, the latest first.
	Figures(ctx context.Context) ([]law.Yearly, error)
}

// Sessions keeps what is said once or needed by the next page.
type Sessions interface {
	Put(ctx context.Context, key string, value any)
	GetString(ctx context.Context, key string) string
	PopString(ctx context.Context, key string) string
}

// Mail is one letter of the local tray.
type Mail struct {
	ID      int64
	Case    complaint.Number
	Code    string // N01-N16, REMINDER, ALARM or MESSAGE
	To      complaint.Role
	Subject string
	Body    string
	At      time.Time // when it landed, case time
}
