package activities

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"go.temporal.io/sdk/activity"

	"recourse/complaint"
	"recourse/law"
)

// Kept is the part of the record that the nightly run looks through and erases from.
type Kept interface {
	Cases
	// Erasable returns up to limit cases after a number, in the order of numbers, that
	// may be due: erased and not destroyed yet, or closed and agreed on, or about a
	// child, or closed before an instant of case time. A case with a letter that has
	// not left is not among them.
	Erasable(ctx context.Context, after complaint.Number, closedBefore time.Time, limit int) ([]law.Case, error)
	// Undestroyed returns those of the numbers whose cases still have what identifies
	// a person.
	Undestroyed(ctx context.Context, numbers []complaint.Number) ([]complaint.Number, error)
	// ErasedCases returns up to limit destroyed cases after a number, in order.
	ErasedCases(ctx context.Context, after complaint.Number, limit int) ([]law.Case, error)
	// Destroy destroys what identifies the person of a case, in one commit. It may be
	// repeated.
	Destroy(ctx context.Context, number complaint.Number) error
	// DropStaleUploads forgets files that came in and of which no document was made
	// within a day, and returns how many they were.
	DropStaleUploads(ctx context.Context) (int, error)
	// DropExpiredDrafts forgets drafts whose time is over, and returns how many they
	// were.
	DropExpiredDrafts(ctx context.Context) (int, error)
}

// Register is the list of destroyed keys, kept apart from the record, so that a
// restored backup of the record cannot forget it.
type Register interface {
	// Add notes an erasure; the same number again changes nothing.
	Add(ctx context.Context, d law.Destroyed) error
	// Unknown returns those of the numbers that are not in the register.
	Unknown(ctx context.Context, numbers []complaint.Number) ([]complaint.Number, error)
	// Destroyed returns up to limit entries after a place in the register, in order.
	Destroyed(ctx context.Context, after int64, limit int) ([]law.Destroyed, error)
	// Close ends the connection to it.
	Close() error
}

// Door is the way to running cases.
type Door interface {
	// Act does an act on a case and returns the sequence of its event.
	Act(ctx context.Context, number complaint.Number, act law.Act) (int, error)
}

// Eraser erases cases. The order is the same always: the case says so first, then
// the register, and only then is anything destroyed. Whatever fails in between, the
// next run goes on where this one stopped, and nothing is destroyed that the
// register does not know.
type Eraser struct {
	Record   Kept
	Register Register
	Door     Door
	Clock    law.Clock
	Now      func() time.Time // real time
	Log      *slog.Logger
}

// Close ends the connection to the register.
func (r *Eraser) Close() error { return r.Register.Close() }

// EraseInput asks for one page of a nightly run.
type EraseInput struct {
	After complaint.Number // the last case of the page before; "" for the first
	Limit int              // cases to look at
}

// Erased is what became of a page.
type Erased struct {
	Next   complaint.Number // the last case looked at; "" when there are no more
	Erased int
	Left   int // cases that could not be erased now, for the next run
}

// EraseDue erases what is due among one page of cases. A case that cannot be erased
// now holds up no other.
func (r *Eraser) EraseDue(ctx context.Context, in EraseInput) (Erased, error) {
	if in.After == "" { // once a night
		r.dropUploads(ctx)
		r.dropDrafts(ctx)
	}
	now := r.now()
	cases, err := r.Record.Erasable(ctx, in.After, law.ClosedBefore(now), in.Limit)
	if err != nil {
		return Erased{}, fmt.Errorf("list cases to erase: %w", err)
	}
	var out Erased
	for _, c := range cases {
		activity.RecordHeartbeat(ctx, string(c.Number))
		done, err := r.erase(ctx, &c, now)
		switch {
		case ctx.Err() != nil:
			return Erased{}, ctx.Err()
		case err != nil:
			out.Left++
			r.Log.WarnContext(ctx, "case not erased", "case", string(c.Number), "err", err)
		case done:
			out.Erased++
		}
	}
	if len(cases) == in.Limit {
		out.Next = cases[len(cases)-1].Number
	}
	return out, nil
}

// dropUploads forgets what became no document. It holds up no erasure.
func (r *Eraser) dropUploads(ctx context.Context) {
	n, err := r.Record.DropStaleUploads(ctx)
	switch {
	case err != nil:
		r.Log.WarnContext(ctx, "stale uploads not dropped", "err", err)
	case n > 0:
		r.Log.InfoContext(ctx, "stale uploads dropped", "uploads", n)
	}
}

// dropDrafts forgets what was never sent and is past its time. It holds up no erasure.
func (r *Eraser) dropDrafts(ctx context.Context) {
	n, err := r.Record.DropExpiredDrafts(ctx)
	switch {
	case err != nil:
		r.Log.WarnContext(ctx, "expired drafts not dropped", "err", err)
	case n > 0:
		r.Log.InfoContext(ctx, "expired drafts dropped", "drafts", n)
	}
}

// erase erases one case if the law says that it is due.
func (r *Eraser) erase(ctx context.Context, c *law.Case, now time.Time) (bool, error) {
	if !c.Erased() {
		ground := c.ErasureDue(now)
		if ground == "" {
			return false, nil
		}
		act := law.Act{Key: "erase/" + string(c.Number), Action: complaint.CaseErased, Actor: complaint.Actor{Role: complaint.System}, Facts: map[string]string{"ground": ground}}
		if err := r.act(ctx, c.Number, act); err != nil {
			return false, err
		}
		erased, err := r.Record.Case(ctx, c.Number)
		if err != nil {
			return false, err
		}
		*c = erased
	}
	return true, r.destroy(ctx, law.Destroyed{Number: c.Number, Ground: c.Erasure.Ground, At: c.Erasure.At})
}

// actPatience is how long one case may take to be told that it is erased, well
// within a heartbeat: a case that is stuck is left for the next night.
const actPatience = 10 * time.Second

func (r *Eraser) act(ctx context.Context, number complaint.Number, act law.Act) error {
	limited, cancel := context.WithTimeout(ctx, actPatience)
	defer cancel()
	_, err := r.Door.Act(limited, number, act)
	return err
}

// destroy notes in the register what is then destroyed.
func (r *Eraser) destroy(ctx context.Context, d law.Destroyed) error {
	if err := r.Register.Add(ctx, d); err != nil {
		return fmt.Errorf("note case %s in the register: %w", d.Number, err)
	}
	return r.Record.Destroy(ctx, d.Number)
}

// registerPage is how many entries of the register are compared at once.
const registerPage = 1000

// Again destroys once more whatever the register says was destroyed and the record
// still has: it has come back with an older backup. It returns how many cases that
// were. The record is written directly, since nobody is served before it is done. A
// register that does not know what the record has erased is an older one, and learns
// it.
func (r *Eraser) Again(ctx context.Context) (int, error) {
	if err := r.teach(ctx); err != nil {
		return 0, err
	}
	count := 0
	for after := int64(0); ; {
		page, err := r.Register.Destroyed(ctx, after, registerPage)
		if err != nil {
			return count, fmt.Errorf("read the register of destroyed keys: %w", err)
		}
		n, err := r.again(ctx, page)
		count += n
		if err != nil || len(page) < registerPage {
			return count, err
		}
		after = page[len(page)-1].Seq
	}
}

// teach notes in the register what the record has erased and the register has not.
func (r *Eraser) teach(ctx context.Context) error {
	for after := complaint.Number(""); ; {
		erased, err := r.Record.ErasedCases(ctx, after, registerPage)
		if err != nil || len(erased) == 0 {
			return err
		}
		numbers := make([]complaint.Number, len(erased))
		for i, c := range erased {
			numbers[i] = c.Number
		}
		unknown, err := r.Register.Unknown(ctx, numbers)
		if err != nil {
			return err
		}
		for _, c := range erased {
			if !slices.Contains(unknown, c.Number) {
				continue
			}
			r.Log.WarnContext(ctx, "the register did not know an erased case; was it restored to an older state?", "case", string(c.Number))
			if err := r.Register.Add(ctx, law.Destroyed{Number: c.Number, Ground: c.Erasure.Ground, At: c.Erasure.At}); err != nil {
				return err
			}
		}
		after = numbers[len(numbers)-1]
	}
}

func (r *Eraser) again(ctx context.Context, page []law.Destroyed) (int, error) {
	numbers, entries := make([]complaint.Number, len(page)), map[complaint.Number]law.Destroyed{}
	for i, d := range page {
		numbers[i], entries[d.Number] = d.Number, d
	}
	back, err := r.Record.Undestroyed(ctx, numbers)
	if err != nil {
		return 0, fmt.Errorf("look for what has come back: %w", err)
	}
	for i, number := range back {
		if err := r.close(ctx, entries[number]); err != nil {
			return i, fmt.Errorf("erase case %s again: %w", number, err)
		}
		if err := r.Record.Destroy(ctx, number); err != nil {
			return i, fmt.Errorf("destroy case %s again: %w", number, err)
		}
		r.Log.WarnContext(ctx, "case erased again after a restore", "case", string(number))
	}
	return len(back), nil
}

// close writes into the record that the case is erased, unless it says so. Somebody
// else may do the same at this moment.
func (r *Eraser) close(ctx context.Context, d law.Destroyed) error {
	for {
		c, err := r.Record.Case(ctx, d.Number)
		if err != nil || c.Erased() {
			return err
		}
		act := law.Act{
			Key: "erase-again/" + string(d.Number), Action: complaint.CaseErased, Actor: complaint.Actor{Role: complaint.System},
			Facts: map[string]string{"ground": d.Ground, "again": "true"},
		}
		e, err := c.Apply(act, r.now())
		if err != nil {
			return err
		}
		if err := r.Record.Record(ctx, c, []law.Event{e}); complaint.KindOf(err) != complaint.Conflict {
			return err
		}
	}
}

// now is the case time, to the microsecond that the record keeps.
func (r *Eraser) now() time.Time { return r.Clock.Case(r.Now()).Truncate(time.Microsecond) }
