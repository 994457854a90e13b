package simulation

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"text/tabwriter"
)

// JSON writes everything that was found.
func (r Result) JSON(out io.Writer) error {
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}

// CSV writes one line for each week of each report.
func (r Result) CSV(out io.Writer) error {
	w := csv.NewWriter(out)
	_ = w.Write([]string{"report", "week", "from", "received", "acts", "reminders", "letters", "breaches", "escalations", "closed", "open"}) // w.Error tells
	for _, report := range r.Reports {
		for _, k := range report.Weeks {
			line := []string{report.Name, strconv.Itoa(k.Week), k.From}
			for _, n := range []int{k.Received, k.Acts, k.Reminders, k.Letters, k.Breaches, k.Escalations, k.Closed, k.Open} {
				line = append(line, strconv.Itoa(n))
			}
			_ = w.Write(line)
		}
	}
	w.Flush()
	return w.Error()
}

// Table writes the year and its weeks for people.
func (r Result) Table(out io.Writer) error {
	fmt.Fprintf(out, "%s\n", r.title())
	fmt.Fprintf(out, "%s\n\n", r.Note)
	for _, l := range r.lines() {
		fmt.Fprintf(out, "%-56s", l.name)
		for i, cell := range l.cells {
			fmt.Fprintf(out, "  %*s", r.width(i), cell)
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintln(out)
	return r.weekTable(out)
}

// title names what was simulated.
func (r Result) title() string {
	return fmt.Sprintf("%s %s in %d: %d complaints, seed %d", r.Pack, r.Version, r.Year, r.Cases, r.Seed)
}

// width is that of a column of figures.
func (r Result) width(column int) int {
	if column < len(r.Reports) {
		return max(10, len(r.Reports[column].Name))
	}
	return 10
}

// line is one figure of the year under each pack.
type line struct {
	name  string
	cells []string
}

// lines are the figures of the year, with the difference where two packs are
// compared.
func (r Result) lines() []line {
	head := line{name: ""}
	for _, report := range r.Reports {
		head.cells = append(head.cells, report.Name)
	}
	if len(r.Reports) == 2 {
		head.cells = append(head.cells, "difference")
	}
	lines := []line{head}
	add := func(name string, of func(Report) int) { lines = append(lines, line{name, r.cells(of)}) }
	add("complaints received", func(p Report) int { return p.Received })
	add("closed at the end of the year", func(p Report) int { return p.Closed })
	add("open at the end of the year", func(p Report) int { return p.Open })
	add("breaches", func(p Report) int { return p.Breaches })
	for _, d := range r.duties() {
		add("  missed: "+d.Title, func(p Report) int { return p.duty(d).Missed })
	}
	for i, b := range bodies {
		add("came to: "+b.name, func(p Report) int { return p.Reached[i].Count })
	}
	add("days to the answer, half", func(p Report) int { return p.MedianDays })
	add("days to the answer, 95 %", func(p Report) int { return p.P95Days })
	add("acts of the privacy office", func(p Report) int { return p.sum(func(w Week) int { return w.Acts }) })
	add("reminders", func(p Report) int { return p.sum(func(w Week) int { return w.Reminders }) })
	add("letters", func(p Report) int { return p.sum(func(w Week) int { return w.Letters }) })
	add("most open at the end of a week", func(p Report) int { return p.most(func(w Week) int { return w.Open }) })
	for _, o := range r.outcomes() {
		add("outcome: "+o, func(p Report) int { return p.outcome(o) })
	}
	return lines
}

func (r Result) cells(of func(Report) int) []string {
	cells := make([]string, 0, 3)
	for _, p := range r.Reports {
		cells = append(cells, strconv.Itoa(of(p)))
	}
	if len(r.Reports) == 2 {
		cells = append(cells, fmt.Sprintf("%+d", of(r.Reports[1])-of(r.Reports[0])))
	}
	return cells
}

// duties are the periods that any report knows, in the order of the path.
func (r Result) duties() []Duty {
	var all []Duty
	for _, p := range r.Reports {
		for _, d := range p.Duties {
			if !slices.ContainsFunc(all, func(o Duty) bool { return o.Rule == d.Rule }) {
				all = append(all, d)
			}
		}
	}
	return all
}

func (r Result) outcomes() []string {
	var all []string
	for _, p := range r.Reports {
		for _, o := range p.Outcomes {
			if !slices.ContainsFunc(all, func(s string) bool { return s == o.Of }) {
				all = append(all, o.Of)
			}
		}
	}
	return all
}

func (p Report) duty(d Duty) Duty {
	for _, o := range p.Duties {
		if o.Rule == d.Rule {
			return o
		}
	}
	return Duty{}
}

func (p Report) outcome(of string) int {
	for _, o := range p.Outcomes {
		if o.Of == of {
			return o.Count
		}
	}
	return 0
}

func (p Report) sum(of func(Week) int) int {
	sum := 0
	for _, w := range p.Weeks {
		sum += of(w)
	}
	return sum
}

func (p Report) most(of func(Week) int) int {
	most := 0
	for _, w := range p.Weeks {
		most = max(most, of(w))
	}
	return most
}

// measure is one figure of a week.
type measure struct {
	name string
	of   func(Week) int
}

// measures are what tables and charts show of each week. What arrives is the same
// under every pack.
var measures = []measure{
	{"acts", func(w Week) int { return w.Acts }},
	{"reminders", func(w Week) int { return w.Reminders }},
	{"breaches", func(w Week) int { return w.Breaches }},
	{"escalations", func(w Week) int { return w.Escalations }},
	{"open", func(w Week) int { return w.Open }},
}

// weekTable writes a line for each week; where two packs are compared, each figure
// is written as it is and as it would be.
func (r Result) weekTable(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "week\tfrom\treceived\t")
	for _, m := range measures {
		fmt.Fprintf(w, "%s\t", m.name)
		if len(r.Reports) == 2 {
			fmt.Fprint(w, "what if\t")
		}
	}
	fmt.Fprintln(w)
	for i, k := range r.Reports[0].Weeks {
		fmt.Fprintf(w, "%d\t%s\t%d\t", k.Week, k.From, k.Received)
		for _, m := range measures {
			for _, p := range r.Reports {
				fmt.Fprintf(w, "%d\t", m.of(p.Weeks[i]))
			}
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}
