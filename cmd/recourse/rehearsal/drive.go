package rehearsal

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"recourse/complaint"
	"recourse/law"
)

// Options say where to rehearse and as whom.
type Options struct {
	Server   string // address of the installation, for example http://127.0.0.1:8080
	Officer  string // bearer token of a case officer
	Privacy  string // bearer token of a privacy officer
	Roads    []Road
	Out      io.Writer     // timelines
	Progress io.Writer     // one line per step, as it happens
	Patience time.Duration // real time to wait for what should have happened, and for a server that is away
}

// Run drives all roads at once and prints the timeline of each. The error is the
// first difference from the rulebook.
func Run(ctx context.Context, o Options) error {
	api := newClient(o)
	clock, err := api.clock(ctx)
	if err != nil {
		return fmt.Errorf("reach the installation at %s: %w", o.Server, err)
	}
	if clock.Day > longestDay {
		return fmt.Errorf("a legal day lasts %s at %s: rehearse against an installation whose day lasts %s or less", clock.Day, o.Server, longestDay)
	}
	drives := make([]*drive, len(o.Roads))
	group, ctx := errgroup.WithContext(ctx)
	for i, road := range o.Roads {
		drives[i] = &drive{Options: o, api: api, clock: clock, road: road}
		group.Go(func() error {
			if err := drives[i].run(ctx); err != nil {
				return fmt.Errorf("%s: %w", road.Name, err)
			}
			return nil
		})
	}
	err = group.Wait()
	for _, d := range drives {
		d.print(o.Out)
	}
	return err
}

// One drives one road and returns the number of its case.
func One(ctx context.Context, o Options, road Road) (complaint.Number, error) {
	api := newClient(o)
	clock, err := api.clock(ctx)
	if err != nil {
		return "", fmt.Errorf("reach the installation at %s: %w", o.Server, err)
	}
	d := &drive{Options: o, api: api, clock: clock, road: road}
	err = d.run(ctx)
	return d.number, err
}

// longestDay is the longest legal day at which a rehearsal ends the same evening.
const longestDay = 2 * time.Second

// drive is one road under way.
type drive struct {
	Options
	api    *client
	clock  law.Clock
	road   Road
	number complaint.Number
	record law.Record // as last seen by the officer
	acts   int
}

func (d *drive) run(ctx context.Context) error {
	if err := d.file(ctx); err != nil {
		return err
	}
	for _, step := range d.road.Steps {
		if err := d.step(ctx, step); err != nil {
			return fmt.Errorf("day %d, %s: %w", step.Day, step.name(), err)
		}
	}
	return d.finish(ctx)
}

func (s Step) name() string {
	if s.Action == "" {
		return "clock"
	}
	return string(s.Action)
}

// file hands in the complaint twice with the same key: one case must come of it.
func (d *drive) file(ctx context.Context) error {
	first, err := d.api.file(ctx, d.road.Filing)
	if err != nil {
		return fmt.Errorf("file: %w", err)
	}
	again, err := d.api.fileAgain(ctx, d.road.Filing, first)
	if err != nil || again.Number != first.Number || again.Code != first.Code {
		return fmt.Errorf("filing twice with one key gave %s and %s: %w", first.Number, again.Number, err)
	}
	d.number = first.Number
	d.say("filed")
	place := law.PlaceOf(d.road.Filing.Channel, d.road.Filing.Residence)
	if want := place.Local(first.ReceivedAt).AddDays(45); first.RespondBy != want {
		return fmt.Errorf("the receipt promises an answer by %s, the rulebook says %s", first.RespondBy, want)
	}
	return d.api.open(ctx, d.number, first.Code)
}

// step waits for the day, does the act or waits for the clock, and compares.
func (d *drive) step(ctx context.Context, s Step) error {
	if s.Action == "" {
		if err := d.await(ctx, s); err != nil {
			return err
		}
	} else {
		if err := d.sleepUntil(ctx, s.Day); err != nil {
			return err
		}
		d.acts++
		key := fmt.Sprintf("%s-%02d-%s", d.number, d.acts, s.Action)
		if err := d.api.act(ctx, d.number, key, s); err != nil {
			return err
		}
		if err := d.look(ctx); err != nil {
			return err
		}
	}
	d.say("%-28s %-4s %v", s.name(), s.Transition, d.record.Case.Steps())
	return d.compare(s)
}

// sleepUntil waits until noon of a day after receipt, in case time.
func (d *drive) sleepUntil(ctx context.Context, day int) error {
	if d.record.Case.Number == "" {
		if err := d.look(ctx); err != nil {
			return err
		}
	}
	at := d.record.Case.Facts.ReceivedAt.AddDate(0, 0, day)
	return pause(ctx, time.Until(d.clock.Real(at)))
}

// await waits for a clock to bring the case where it should stand.
func (d *drive) await(ctx context.Context, s Step) error {
	if err := d.sleepUntil(ctx, s.Day); err != nil {
		return err
	}
	end := time.Now().Add(d.Patience)
	for {
		if err := d.look(ctx); err != nil {
			return err
		}
		if slices.Equal(d.record.Case.Steps(), s.Stands) {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("stands at %v %s after the day, want %v", d.record.Case.Steps(), d.Patience, s.Stands)
		}
		if err := pause(ctx, d.clock.Day/4); err != nil {
			return err
		}
	}
}

func (d *drive) look(ctx context.Context) error {
	record, err := d.api.record(ctx, d.number)
	if err == nil {
		d.record = record
	}
	return err
}

func (d *drive) say(format string, args ...any) {
	fmt.Fprintf(d.Progress, "%-52s %s  %s\n", d.road.Name, d.number, fmt.Sprintf(format, args...))
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
