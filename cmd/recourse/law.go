package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// lawCmd is `recourse law`: what the packs say, without a running installation.
type lawCmd struct {
	List  lawListCmd  `cmd:"" help:"List the packs of this release."`
	Show  lawShowCmd  `cmd:"" help:"Show every period of a pack with its basis, citation and ladder of reminders."`
	Date  lawDateCmd  `cmd:"" help:"Compute a due date and show every step of the computation."`
	Path  lawPathCmd  `cmd:"" help:"Draw the path of a complaint from the table of transitions, as Markdown."`
	Diff  lawDiffCmd  `cmd:"" help:"Say in words how two packs, or two versions of one, differ."`
	Check lawCheckCmd `cmd:"" help:"Check pack files; those of this release when none is named."`

	Simulate  lawSimulateCmd  `cmd:"" help:"Run an invented year of complaints through the rules and count breaches, escalations and load, also under changed periods."`
	Calendars lawCalendarsCmd `cmd:"" help:"List the working-day calendars with what they lack, or the holidays of one."`
}

type lawListCmd struct{}

// Run prints one line per pack.
func (lawListCmd) Run(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "PACK\tVERSION\tDATA RECEIVED\tRESIDENTS OF\tRULES\tFRAMEWORK")
	for _, p := range law.Packs() {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%s\n", p.ID, p.Version, transfers(p), residents(p), len(p.Rules), p.Name)
	}
	return w.Flush()
}

func transfers(p *law.Pack) string {
	if p.ValidTransfers.Until == "" {
		return "from " + p.ValidTransfers.From
	}
	return p.ValidTransfers.From + " to " + p.ValidTransfers.Until
}

type lawShowCmd struct {
	Pack string `arg:"" help:"Pack, for example EU-PS-2016."`
}

// Run prints the pack: its head, its bodies and all its periods.
func (s lawShowCmd) Run(out io.Writer) error {
	p, err := law.Lookup(law.PackRef{ID: s.Pack})
	if err != nil {
		return unknownPack(s.Pack)
	}
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "%s %s\t%s\n", p.ID, p.Version, p.Name)
	fmt.Fprintf(w, "Instrument\t%s\n", p.Instrument)
	fmt.Fprintf(w, "Data received\t%s\n", sourced(transfers(p), p.ValidTransfers.Basis, p.ValidTransfers.Cite))
	fmt.Fprintf(w, "Reference law\t%s\n", p.ReferenceLaw)
	fmt.Fprintf(w, "Residents of\t%s\n", residents(p))
	fmt.Fprintf(w, "Employment data\t%s\n", p.HRRoute)
	for _, b := range bodies(p) {
		fmt.Fprintf(w, "%s\t%s\n", b.name, sourced(b.body.Name, b.body.Basis, b.body.Cite))
		if len(b.body.Operators) > 0 {
			fmt.Fprintf(w, "  run by\t%s\n", operators(b.body))
		}
		if b.body.AvailableFrom != "" {
			fmt.Fprintf(w, "  available from\t%s\n", sourced(b.body.AvailableFrom, b.body.AvailableBasis, b.body.AvailableCite))
		}
	}
	if len(p.Sensitive.Adds) > 0 {
		fmt.Fprintf(w, "Sensitive data\t%s\n", sourced("also "+strings.Join(p.Sensitive.Adds, ", "), p.Sensitive.Basis, p.Sensitive.Cite))
	}
	if s := p.Succeeds; s.Pack != "" {
		fmt.Fprintf(w, "Succeeds\t%s\n", sourced(s.Pack+" on "+s.On, s.Basis, s.Cite))
	}
	for _, id := range law.Rules {
		showRule(w, p.Rule(id))
	}
	return w.Flush()
}

func showRule(w io.Writer, r *law.Rule) {
	fmt.Fprintf(w, "\n%s\t%s\n", r.ID, r.Title)
	fmt.Fprintf(w, "  length\t%s\n", length(r))
	fmt.Fprintf(w, "  runs from\t%s\n", r.From)
	fmt.Fprintf(w, "  owed by\t%s%s\n", r.Owner, map[bool]string{true: "; missing it is a breach"}[r.Breach])
	if r.Then != "" {
		fmt.Fprintf(w, "  at its end\t%s\n", r.Then)
	}
	fmt.Fprintf(w, "  basis\t%s\n  citation\t%s\n", r.Basis, r.Cite)
	for _, rung := range r.Ladder {
		fmt.Fprintf(w, "  %s\tto %s: %s\n", rung.On, roles(rung), rung.Say)
	}
}

// roles lists whom a rung reminds.
func roles(rung law.Rung) string {
	to := make([]string, len(rung.To))
	for i, role := range rung.To {
		to[i] = string(role)
	}
	return strings.Join(to, ", ")
}

// rolls are the roll policies in words.
var rolls = map[law.Roll]string{
	law.RollNone: "no roll", law.RollNext: "rolls to the next working day", law.RollPrevious: "rolls to the working day before",
}

func length(r *law.Rule) string {
	unit := map[law.Unit]string{law.CalendarDay: "calendar day", law.BusinessDay: "business day", law.Month: "month", law.Year: "year"}[r.Unit]
	if r.N != 1 {
		unit += "s"
	}
	text := fmt.Sprintf("%d %s, %s", r.N, unit, rolls[r.Roll])
	if r.Target > 0 {
		text += fmt.Sprintf(", target %d", r.Target)
	}
	return text
}

type lawDateCmd struct {
	Pack       string         `default:"EU-PS-2016" help:"Pack."`
	Rule       string         `required:"" help:"Period, for example D45."`
	From       complaint.Date `required:"" help:"Day of the event at the receiving address, for example 2018-08-24."`
	Zone       string         `default:"America/New_York" help:"IANA zone of the receiving address."`
	PersonZone string         `help:"IANA zone of the complainant, if another."`
	Calendar   string         `help:"Calendar of working days, for example GB-ENG; that of the zone if not given."`
	JSON       bool           `name:"json" help:"Print JSON."`
}

// computed is the answer of `recourse law date`.
type computed struct {
	Pack     string         `json:"pack"`
	Version  string         `json:"version"`
	Rule     law.RuleID     `json:"rule"`
	Title    string         `json:"title"`
	From     complaint.Date `json:"from"`
	Due      complaint.Date `json:"due"`
	Internal complaint.Date `json:"internal"`
	Ends     time.Time      `json:"ends"`
	Length   string         `json:"length"`
	Basis    law.Basis      `json:"basis"`
	Cite     string         `json:"cite"`
	Steps    []string       `json:"steps"`
}

// Run computes the date and prints how.
func (d lawDateCmd) Run(out io.Writer) error {
	p, err := law.Lookup(law.PackRef{ID: d.Pack})
	if err != nil {
		return unknownPack(d.Pack)
	}
	r := p.Rule(law.RuleID(d.Rule))
	if r == nil {
		return fmt.Errorf("%s has no rule %q; it has %s", p.ID, d.Rule, ruleNames())
	}
	place, err := d.place()
	if err != nil {
		return err
	}
	period := r.Count(d.From, place)
	answer := computed{p.ID, p.Version, r.ID, r.Title, period.Start, period.Due, period.Internal, period.Instant, length(r), r.Basis, r.Cite, period.Steps}
	if d.JSON {
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		return enc.Encode(answer)
	}
	return answer.print(out)
}

// place checks what the command line says of the place.
func (d lawDateCmd) place() (law.Place, error) {
	for _, zone := range []string{d.Zone, d.PersonZone} {
		if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
			return law.Place{}, fmt.Errorf("no zone %q is known; an IANA zone looks like America/New_York", zone)
		}
	}
	if d.Calendar != "" && !slices.Contains(law.Calendars(), d.Calendar) {
		return law.Place{}, fmt.Errorf("no calendar %q is known; there are %s", d.Calendar, strings.Join(law.Calendars(), ", "))
	}
	return law.Place{Zone: d.Zone, Person: d.PersonZone, Calendar: d.Calendar}, nil
}

func (c computed) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "%s\t%s (%s %s)\n", c.Rule, c.Title, c.Pack, c.Version)
	fmt.Fprintf(w, "day 0\t%s\n", c.From.Long())
	fmt.Fprintf(w, "due\t%s\n", c.Due.Long())
	if c.Internal != c.Due {
		fmt.Fprintf(w, "internal date\t%s\n", c.Internal.Long())
	}
	fmt.Fprintf(w, "ends\t%s\n", c.Ends.Format("2006-01-02 15:04:05 UTC"))
	fmt.Fprintf(w, "length\t%s\n", c.Length)
	fmt.Fprintf(w, "basis\t%s\n", c.Basis)
	fmt.Fprintf(w, "citation\t%s\n\n", c.Cite)
	for i, step := range c.Steps {
		fmt.Fprintf(w, "%d.\t%s\n", i+1, step)
	}
	return w.Flush()
}

func unknownPack(id string) error {
	var ids []string
	for _, p := range law.Packs() {
		ids = append(ids, p.ID)
	}
	return fmt.Errorf("this release has no pack %q; it has %s", id, strings.Join(ids, ", "))
}

func ruleNames() string {
	names := make([]string, len(law.Rules))
	for i, id := range law.Rules {
		names[i] = string(id)
	}
	return strings.Join(names, ", ")
}
