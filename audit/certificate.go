package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// Certificate is a signed statement of timeliness that proves itself: it carries
// the events it speaks of and the chain that binds them, so that it is verified
// without the record.
type Certificate struct {
	Statement Timeliness `json:"statement"`
	Signature []byte     `json:"signature"` // Ed25519 over the label and the encoded statement
	Key       PublicKey  `json:"key"`
}

// Timeliness states when a case was received, and when each duty was due and done.
// It names no person: parties appear by their role, staff by identifier.
type Timeliness struct {
	Form       string           `json:"form"` // certificateForm
	Number     complaint.Number `json:"case_number"`
	Kind       string           `json:"kind,omitempty"` // RIGHTS_REQUEST, or "" for a complaint
	Framework  string           `json:"framework"`
	Pack       law.PackRef      `json:"pack"`
	LegalDay   string           `json:"legal_day"` // real time a legal day takes here; 24h0m0s unless in a rehearsal
	IssuedAt   time.Time        `json:"issued_at"` // case time
	ReceivedAt time.Time        `json:"received_at"`
	Place      law.Place        `json:"place"` // where periods are counted
	Deadlines  []Duty           `json:"deadlines"`
	Events     []Event          `json:"events"` // that prove these
	Chain      []Step           `json:"chain"`  // of all events of the case, from the first
	Head       Hash             `json:"head"`   // that the chain leads to
	Checkpoint *Inclusion       `json:"checkpoint,omitempty"`
	Proven     int              `json:"proven,omitempty"` // the event up to which the checkpoint holds the chain
}

// Step is what the chain says of one event.
type Step struct {
	Content Hash `json:"content"`
	Sealed  Hash `json:"sealed,omitzero"`
}

// Dated says where the due date of a duty comes from.
type Dated string

// Where a due date comes from.
const (
	Counted  Dated = "COUNTED"  // by the rule of the pack, from the start; counted again when verified
	Stated   Dated = "STATED"   // by a body or an agreement, in an event
	Recorded Dated = "RECORDED" // stated, in an event that the reader may not see
)

// Duty is one period of a case with what became of it.
type Duty struct {
	ID        int                      `json:"id"`
	Rule      law.RuleID               `json:"rule"`
	Title     string                   `json:"title"`
	Owner     complaint.Role           `json:"owner"`            // whose duty it is
	Breach    bool                     `json:"breach,omitempty"` // missing it is a breach by the company
	Basis     law.Basis                `json:"basis"`
	Citation  string                   `json:"citation"`
	Pack      law.PackRef              `json:"pack"` // by which it is counted
	Start     complaint.Date           `json:"start"`
	StartedBy int                      `json:"started_by,omitempty"` // the event; 0 where it is not shown
	Due       complaint.Date           `json:"due"`
	DueAt     time.Time                `json:"due_at"` // last second of the due date
	Dated     Dated                    `json:"dated"`
	StatedBy  int                      `json:"stated_by,omitempty"` // the event that states the due date
	Status    complaint.DeadlineStatus `json:"status"`
	DoneAt    time.Time                `json:"done_at,omitzero"`
	DoneBy    int                      `json:"done_by,omitempty"` // the event; 0 where it is not shown
	Late      int64                    `json:"late_seconds,omitempty"`
	Withheld  bool                     `json:"withheld,omitempty"` // an event that proves some of this is left out for the reader
}

// certificateForm names this form of statement.
const certificateForm = "recourse certificate 1"

// Encode returns the one form of the statement that is signed: JSON without white
// space, with the members in the order of the type.
func (t *Timeliness) Encode() []byte {
	text, err := json.Marshal(t)
	if err != nil {
		panic("audit: " + err.Error()) // case time ends with the year 9999, so that every instant has a form
	}
	return text
}

// Certify signs a statement.
func (s *Signer) Certify(t Timeliness) Certificate {
	return Certificate{Statement: t, Signature: s.sign(certificateLabel, t.Encode()), Key: s.Public()}
}

// Encode returns the certificate as a file.
func (c *Certificate) Encode() []byte {
	text, err := json.Marshal(c)
	if err != nil {
		panic("audit: " + err.Error()) // as for the statement
	}
	return append(text, '\n')
}

// ParseCertificate reads a certificate. What this release would not write is
// refused, so that nothing hides in it.
func ParseCertificate(text []byte) (Certificate, error) {
	var c Certificate
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return Certificate{}, fmt.Errorf("read the certificate: %w", err)
	}
	if c.Statement.Form != certificateForm {
		return Certificate{}, fmt.Errorf("the file is no certificate of the form %q", certificateForm)
	}
	var plain bytes.Buffer
	if err := json.Compact(&plain, text); err != nil {
		return Certificate{}, fmt.Errorf("read the certificate: %w", err)
	}
	if !bytes.Equal(bytes.TrimSpace(plain.Bytes()), bytes.TrimSpace(c.Encode())) {
		return Certificate{}, errors.New("the certificate says things that are not part of one, or says them in another form")
	}
	return c, nil
}
