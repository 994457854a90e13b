package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"recourse/law"
)

type lawCalendarsCmd struct {
	Place string `arg:"" optional:"" help:"Calendar whose holidays to list, for example GB-ENG."`
	Year  int    `help:"Year of the holidays; this year if not given."`
}

// Run prints one line per calendar, or one per holiday of the place.
func (c lawCalendarsCmd) Run(out io.Writer) error {
	table := law.CalendarTable()
	if c.Place == "" {
		return printCalendars(out, table)
	}
	i := slices.IndexFunc(table, func(t law.Calendar) bool { return t.Name == c.Place })
	if i < 0 {
		return fmt.Errorf("no calendar %q is known; there are %s", c.Place, strings.Join(law.Calendars(), ", "))
	}
	return printHolidays(out, table[i], cmp.Or(c.Year, time.Now().Year()))
}

func printCalendars(out io.Writer, table []law.Calendar) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "CALENDAR\tPLACE\tHOLIDAYS\tNOT COUNTED")
	var missing []string
	for _, c := range table {
		holidays := "public holidays"
		if !c.Covered {
			holidays, missing = "weekends only", append(missing, c.Country)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", c.Name, c.Country, holidays, c.Gaps)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "\nNo list of holidays covers %s: there only weekends are no working days (basis: %s).\n", strings.Join(missing, ", "), law.Product)
	return err
}

func printHolidays(out io.Writer, c law.Calendar, year int) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, h := range c.Holidays(year) {
		fmt.Fprintf(w, "%s\t%s\t%s\n", h.Day, h.Day.Weekday(), h.Name)
	}
	if c.Gaps != "" {
		fmt.Fprintf(w, "Not counted: %s.\n", c.Gaps)
	}
	return w.Flush()
}
