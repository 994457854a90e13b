package rehearsal

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"recourse/law"
)

// print writes the timeline of the road: case time beside real time.
func (d *drive) print(out io.Writer) {
	c := &d.record.Case
	fmt.Fprintf(out, "\n%s — case %s, %s, %s\n", d.road.Name, d.number, law.AuthorityOf(c.Facts.Residence).Place, law.EntityName(c.Facts.Entity))
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "  day\tcase time\treal time\trule\twhat happened\tnow at\tletters\tnote")
	first := d.clock.Real(c.Facts.ReceivedAt)
	for _, e := range d.record.Entries {
		fmt.Fprintf(w, "  %d\t%s\t+%s\t%s\t%s\t%s\t%s\t%s\n",
			c.Facts.Place.Local(c.Facts.ReceivedAt).DaysUntil(c.Facts.Place.Local(e.At)), e.At.Format("2006-01-02 15:04"),
			fmt.Sprintf("%.1fs", d.clock.Real(e.At).Sub(first).Seconds()), e.Transition, what(e), stepsOf(e), lettersOf(e), note(e))
	}
	w.Flush()
	if c.Closed() {
		fmt.Fprintf(out, "  outcome: %s\n", c.Outcome)
	}
}

func what(e law.Entry) string {
	if rule := e.Facts["rule"]; rule != "" && e.Transition == "" {
		return string(e.Action) + " " + rule
	}
	return string(e.Action)
}

func stepsOf(e law.Entry) string {
	names := make([]string, len(e.To))
	for i, s := range e.To {
		names[i] = string(s)
	}
	return strings.Join(names, " + ")
}

func lettersOf(e law.Entry) string {
	var out []string
	for _, l := range e.Letters {
		out = append(out, l.Code+" to "+string(l.To))
	}
	return strings.Join(out, ", ")
}

func note(e law.Entry) string {
	if e.Late > 0 {
		return fmt.Sprintf("rang %.1f days late", e.Late.Hours()/24)
	}
	return ""
}
