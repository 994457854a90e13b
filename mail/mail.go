// Package mail writes the letters of a case and posts them: the notices a
// complainant is owed (N01 to N16), reminders and alarms to staff, and word that
// there is something new to read. It knows templates, the words for the codes of
// package complaint, the mail provider, and the patience a provider needs. It
// does not know the law or the database: what a letter says arrives as Data, and
// what became of it goes back through the Outbox.
//
// No letter carries anybody's own words. An e-mail is a postcard: it names the
// case, the dates and the ways that are open, and everything said in confidence
// is read on the case page behind a link. Letters to staff name the case number
// and no person.
package mail

import (
	"context"
	"time"

	"recourse/complaint"
)

// Letter is one message to one party of a case, claimed for sending.
type Letter struct {
	ID        int64            // identifies the letter for ever, over all attempts
	Attempt   int              // 1 for the first attempt to send it
	Case      complaint.Number // the case it is about
	Code      string           // N01-N16, R01-R07, Reminder, Alarm, Message, Controller, Link, Draft, Erasure, Receipt or RemindOwn
	To        complaint.Role   // who it is for
	Language  string           // BCP 47; what the receiver reads
	Addresses []string         // e-mail; none: the letter lands in the tray
	Data      Data             // what it says

	Attachments []Attachment // files that go with it by mail; the tray has none
}

// Attachment is a file that goes with a letter. Like the letter it holds nobody's own
// words.
type Attachment struct {
	Name    string
	Type    string // media type
	Content []byte
}

// The codes of the letters that are not notices of the rulebook.
const (
	Reminder = "REMINDER" // a date comes near
	Alarm    = "ALARM"    // something grave has happened to the case
	Message  = "MESSAGE"  // there is something new to read
	Erasure  = "ERASURE"  // whether what somebody wants erased will be
	// Controller is the part of N05 that goes to the controller.
	Controller = "CONTROLLER"
	// Link opens the case once. It is sent by no event, but when somebody asks.
	Link = "LINK"
	// Receipt brings the receipt of a filing, when whoever filed asks for it.
	Receipt = "RECEIPT"
	// Draft leads back to what somebody is writing and has not sent. It is sent when
	// somebody asks, and Case is then the reference of the draft.
	Draft = "DRAFT"
	// RemindOwn reminds somebody on a day that they have set themselves. It carries
	// none of their words.
	RemindOwn = "REMIND-OWN"
)

// Rendered is a letter in words.
type Rendered struct {
	Subject string // one line
	Body    string // plain text, one line per paragraph, ends with a line break
}

// Envelope is a rendered letter on its way to a provider.
type Envelope struct {
	LetterID int64
	Attempt  int
	Case     complaint.Number
	Code     string
	To       []string // e-mail addresses; each gets a copy of its own
	Subject  string
	Body     string

	Attachments []Attachment
}

// Sender is a mail provider.
type Sender interface {
	// Send hands the letter over and returns the provider's receipt, which may
	// be empty. Errors: *Refused when the same letter will never be taken,
	// *Unsettled when it may have been taken, *Later when the provider names a
	// time; after every other error the letter was not taken and can be sent
	// again. No error carries an address.
	Send(ctx context.Context, e Envelope) (receipt string, err error)
}

// Outbox is where letters wait and where it is noted what became of them. A
// claimed letter that is never marked becomes unsettled when its lease ends and
// is claimed anew, so a crash loses none.
type Outbox interface {
	// Claim takes up to limit letters that are due, oldest first, and counts the
	// attempt before it returns.
	Claim(ctx context.Context, limit int) ([]Letter, error)
	// Sent notes that the provider has taken the letter.
	Sent(ctx context.Context, l Letter, receipt string, r Rendered) error
	// Retry puts the letter back until at.
	Retry(ctx context.Context, l Letter, at time.Time) error
	// Failed gives the letter up; reason names no person.
	Failed(ctx context.Context, l Letter, reason string) error
	// Deliver lays the letter in the tray and marks it sent in one transaction.
	// Done twice it leaves one copy.
	Deliver(ctx context.Context, l Letter, r Rendered) error
}

// resident reports whether the letter goes to the complaining side, not to staff.
func (l Letter) resident() bool {
	return l.To == complaint.Complainant || l.To == complaint.Representative
}
