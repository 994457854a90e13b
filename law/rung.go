package law

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"go.yaml.in/yaml/v3"

	"recourse/complaint"
)

// Rung is one reminder of a ladder: on which day, to whom, and what it says.
type Rung struct {
	On    Offset           `yaml:"on"`
	To    []complaint.Role `yaml:"to"`
	Say   string           `yaml:"say"`
	Alarm bool             `yaml:"alarm"` // a breach or a passed date, not a mere reminder
}

// Offset is a day relative to the start or the due date of a period, written
// "+5d", "+2bd", "due-5bd" or "+45d 12:00".
type Offset struct {
	Due          bool // counted from the due date, not from the start
	N            int
	Business     bool // counted in working days
	Hour, Minute int  // wall clock at the receiving address
}

// reminderHour is when a reminder goes out on its day: at the start of the
// working day, never at midnight. Product choice.
const reminderHour = 9

var offsetForm = regexp.MustCompile(`^(due)?([+-]\d{1,3})(d|bd)(?: ([01]\d|2[0-3]):([0-5]\d))?$`)

// UnmarshalYAML reads an offset as written in a pack.
func (o *Offset) UnmarshalYAML(node *yaml.Node) error {
	m := offsetForm.FindStringSubmatch(node.Value)
	if m == nil {
		return fmt.Errorf("line %d: %q is no day of a ladder (write +5d, +2bd, due-5bd or +45d 12:00)", node.Line, node.Value)
	}
	n, err := strconv.Atoi(m[2])
	if err != nil {
		return fmt.Errorf("line %d: %w", node.Line, err)
	}
	*o = Offset{Due: m[1] != "", N: n, Business: m[3] == "bd", Hour: reminderHour}
	if m[4] != "" {
		o.Hour, _ = strconv.Atoi(m[4])
		o.Minute, _ = strconv.Atoi(m[5])
	}
	return nil
}

// String returns the offset as it is written in a pack.
func (o Offset) String() string {
	from := map[bool]string{true: "due"}[o.Due]
	unit := map[bool]string{true: "bd", false: "d"}[o.Business]
	text := fmt.Sprintf("%s%+d%s", from, o.N, unit)
	if o.Hour != reminderHour || o.Minute != 0 {
		text += fmt.Sprintf(" %02d:%02d", o.Hour, o.Minute)
	}
	return text
}

// instant returns when the rung rings for a period from start to due.
func (o Offset) instant(start, due complaint.Date, place Place) time.Time {
	day := start
	if o.Due {
		day = due
	}
	if o.Business {
		day = place.calendar().addBusinessDays(day, o.N)
	} else {
		day = day.AddDays(o.N)
	}
	return zoneOf(place.Zone).at(day, o.Hour, o.Minute, 0)
}
