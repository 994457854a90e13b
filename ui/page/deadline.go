package page

import (
	"context"
	"strings"

	"recourse/complaint"
	"recourse/law"
	"recourse/words"
)

// Deadline is one period of a case as people see it.
type Deadline struct {
	ID       int
	Rule     law.RuleID
	Title    string
	Who      string // whose duty it is, in words
	Start    complaint.Date
	Due      complaint.Date
	Internal complaint.Date // the house's own date; zero where the reader is not of the house
	Status   complaint.DeadlineStatus
	Left     int  // days until Due; negative when it has passed
	Passed   int  // days gone, at most Length
	Length   int  // days from Start to Due
	Breach   bool // missing it is a breach by the company
	Stated   bool
	Ended    complaint.Date // when it was met, missed or cancelled
	Done     complaint.Date // when a missed duty was done after all
	Steps    []string
	Basis    law.Basis
	Cite     string
}

// Live reports whether the period still matters: it runs, or its duty was
// missed and is still owed.
func (d Deadline) Live() bool {
	return d.Status == complaint.Running || d.Status == complaint.DueSoon || d.Owed()
}

// Owed reports whether the duty was missed and is still owed.
func (d Deadline) Owed() bool {
	return d.Status == complaint.Missed && d.Breach && d.Done.IsZero()
}

// tags are the styles of the statuses.
var tags = map[complaint.DeadlineStatus]string{
	complaint.Running: "tag--calm", complaint.DueSoon: "tag--due", complaint.Met: "tag--done", complaint.Missed: "tag--breach",
	complaint.Cancelled: "tag--quiet", complaint.Superseded: "tag--quiet",
}

// tag is the style of the deadline's status.
func (d Deadline) tag() string { return tags[d.Status] }

// left says how many days are left or gone.
func left(ctx context.Context, days int) string {
	switch {
	case days == 0:
		return words.T(ctx, "days.today")
	case days < 0:
		return words.T(ctx, "days.ago", "N", -days)
	}
	return words.T(ctx, "days.left", "N", days)
}

// lower is the status as part of a name of a sentence.
func lower(s complaint.DeadlineStatus) string { return strings.ToLower(string(s)) }

// Span writes the length of a rule's period: 45 days.
func Span(ctx context.Context, r *law.Rule) string { return period(ctx, r) }

func period(ctx context.Context, r *law.Rule) string {
	return words.T(ctx, "period."+string(r.Unit), "N", r.N)
}
