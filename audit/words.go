package audit

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"recourse/complaint"
)

// Line is what a certificate says of one duty, in plain words.
type Line struct {
	Duty   string // what was owed
	Rule   string // by which rule, how well sourced
	Due    string // the date
	DueAt  string // to the second, and where the date comes from
	Done   string // instant; "" where it was not done
	Result string
	Breach bool
	Proof  string // the events that show it
}

// instantForm is how instants are written.
const instantForm = "2 January 2006, 15:04:05 UTC"

// Instant writes an instant as certificates do.
func Instant(t time.Time) string { return t.UTC().Format(instantForm) }

// Lines says in plain words what became of each duty.
func (t *Timeliness) Lines() []Line {
	lines := make([]Line, len(t.Deadlines))
	for i := range t.Deadlines {
		d := &t.Deadlines[i]
		lines[i] = Line{
			Duty: d.Title, Rule: fmt.Sprintf("%s, %s: %s", d.Rule, d.Basis, d.Citation), Breach: d.Breach && (d.Late > 0 || d.Status == complaint.Missed),
			Due: d.Due.In(time.UTC, 0, 0).Format("2 January 2006"), DueAt: "until " + Instant(d.DueAt), Result: d.result(), Proof: d.proof(),
		}
		if !d.DoneAt.IsZero() {
			lines[i].Done = Instant(d.DoneAt)
		}
		if note := notes[d.Dated]; note != "" {
			lines[i].DueAt += "; " + note
		}
		if d.Pack != t.Pack {
			lines[i].Rule += "; pack " + d.Pack.String()
		}
	}
	return lines
}

// notes say where a date comes from that was not counted.
var notes = map[Dated]string{Stated: "stated by the body or agreement concerned", Recorded: "as recorded, not counted again here"}

// results are the words for a duty that was not done.
var results = map[complaint.DeadlineStatus]string{
	complaint.Running:    "still running",
	complaint.Missed:     "the time has passed",
	complaint.Cancelled:  "no longer owed",
	complaint.Superseded: "replaced by another date",
}

func (d *Duty) result() string {
	switch {
	case d.DoneAt.IsZero() && d.Status == complaint.Missed && d.Breach:
		return "not done when this was issued"
	case d.DoneAt.IsZero():
		return results[d.Status]
	case d.Late > 0:
		return "late by " + Span(d.Late)
	case d.DoneBy == 0 || d.StartedBy == 0 || d.Dated == Recorded:
		return "as recorded, not proved here"
	}
	return "in time"
}

func (d *Duty) proof() string {
	var shown []string
	if d.StartedBy > 0 {
		shown = append(shown, fmt.Sprintf("begun by event %d", d.StartedBy))
	}
	if d.StatedBy > 0 {
		shown = append(shown, fmt.Sprintf("dated by event %d", d.StatedBy))
	}
	if d.DoneBy > 0 {
		shown = append(shown, fmt.Sprintf("done by event %d", d.DoneBy))
	}
	return cmp.Or(strings.Join(shown, ", "), "no event is shown")
}

// The units of a span, in seconds.
const (
	minute = 60
	hour   = 60 * minute
	day    = 24 * hour
)

// Span writes a number of seconds as days, hours and minutes.
func Span(seconds int64) string {
	if seconds < minute {
		return count(seconds, "second")
	}
	var parts []string
	for _, u := range []struct {
		name string
		size int64
	}{{"day", day}, {"hour", hour}, {"minute", minute}} {
		if n := seconds / u.size; n > 0 {
			parts = append(parts, count(n, u.name))
		}
		seconds %= u.size
	}
	return strings.Join(parts, " ")
}

func count(n int64, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

// Opening says what case it is and when it was received.
func (t *Timeliness) Opening() []string {
	what := "complaint"
	if t.Kind == complaint.RightsRequest {
		what = "rights request"
	}
	zone := t.Place.Zone
	if t.Place.Person != "" && t.Place.Person != zone {
		zone += ", and in " + t.Place.Person + " where the day ends earlier there"
	}
	lines := []string{
		fmt.Sprintf("Case %s, a %s under %s (pack %s).", t.Number, what, t.Framework, t.Pack),
		fmt.Sprintf("Received on %s, event 1 of %d.", Instant(t.ReceivedAt), len(t.Chain)),
		fmt.Sprintf("Periods are counted on calendar dates in %s. Issued on %s.", zone, Instant(t.IssuedAt)),
	}
	if t.LegalDay != (24 * time.Hour).String() {
		lines = append(lines, fmt.Sprintf("REHEARSAL: this installation counts a legal day in %s. None of this has happened.", t.LegalDay))
	}
	return lines
}

// Seal says what proves the statement.
func (t *Timeliness) Seal(key PublicKey) []string {
	lines := []string{
		fmt.Sprintf("Chain of %d events, head %s.", len(t.Chain), t.Head),
		"Not in a checkpoint yet: the chain alone shows that these events belong together.",
		fmt.Sprintf("Signed with key %s, fingerprint (SHA-256) %s.", key.ID(), key.Fingerprint()),
	}
	if c := t.Checkpoint; c != nil {
		s := c.Checkpoint.Statement
		lines[1] = fmt.Sprintf("Checkpoint %d of %s holds the chain up to event %d; Merkle root %s over %s.", s.Checkpoint, Instant(s.At), t.Proven, s.Root, count(int64(s.Heads), "chain"))
	}
	return lines
}
