package simulation

import (
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"recourse/complaint"
	"recourse/law"
)

// script is the model made ready: every turn and move with its number, so that a
// case draws the same chances for them whatever happens to it.
type script struct {
	turns  map[complaint.Step][]*turn
	number map[*turn]int
	acts   map[*move]*act
}

// act is a move made ready.
type act struct {
	*move
	number int
	actor  complaint.Actor
	facts  map[string]string
	then   *act
}

// actors are those who act in simulated cases.
var actors = map[complaint.Role]complaint.Actor{
	person: {Role: person}, officer: {Role: officer, ID: "staff/1"}, privacy: {Role: privacy, ID: "staff/2"},
}

// theScript is read by every worker and never written again.
var theScript = newScript()

func newScript() *script {
	s := &script{turns: map[complaint.Step][]*turn{}, number: map[*turn]int{}, acts: map[*move]*act{}}
	for i := range turns {
		t := &turns[i]
		s.number[t] = i
		for _, step := range t.at {
			s.turns[step] = append(s.turns[step], t)
		}
		for j := range t.moves {
			s.act(t, &t.moves[j])
		}
	}
	return s
}

// act makes a move ready with what follows it. What several moves lead to is one
// move, with one chance.
func (s *script) act(t *turn, m *move) *act {
	if m == nil {
		return nil
	}
	if a, ok := s.acts[m]; ok {
		return a
	}
	by := t.by
	if m.by != "" {
		by = m.by
	}
	a := &act{move: m, number: len(s.acts), actor: actors[by], facts: map[string]string{}}
	for _, f := range strings.Fields(m.with) {
		name, value, _ := strings.Cut(f, "=")
		a.facts[name] = value
	}
	s.acts[m] = a
	a.then = s.act(t, m.then)
	return a
}

// plan is all that chance decides about one case: how it arrives, and a number
// between 0 and 1 for each turn and each move. It is drawn before the case begins
// and holds for every pack, so that two packs are compared on the same people.
type plan struct {
	facts      law.Facts
	employment bool
	turns      []float64
	moves      []float64
}

// year draws the plans of one simulation.
type year struct {
	begin, end time.Time
	days       []float64 // running share of the arrivals by day of the year
	homes      []share
	places     map[[2]string]law.Place
	seed       uint64
}

func newYear(p *law.Pack, number int, seed uint64) *year {
	y := &year{
		begin: time.Date(number, time.January, 1, 0, 0, 0, 0, time.UTC), end: time.Date(number+1, time.January, 1, 0, 0, 0, 0, time.UTC),
		homes: covered(p), places: map[[2]string]law.Place{}, seed: seed,
	}
	sum := 0.0
	for day := y.begin; day.Before(y.end); day = day.AddDate(0, 0, 1) {
		sum += weekdays[day.Weekday()] * months[day.Month()-1]
		y.days = append(y.days, sum)
	}
	for _, c := range channels {
		for _, home := range y.homes {
			y.places[[2]string{c.of, home.of}] = law.PlaceOf(c.of, home.of)
		}
	}
	return y
}

// dice is a source of chances that can be set to one case.
type dice struct {
	source rand.PCG
	*rand.Rand
}

func newDice() *dice {
	d := &dice{}
	d.Rand = rand.New(&d.source)
	return d
}

// draw draws the plan of one case. It depends on the seed and the number of the
// case alone, not on who draws it or when.
func (y *year) draw(d *dice, number int, p *plan) {
	d.source.Seed(y.seed, uint64(number)*0x9e3779b97f4a7c15+1) // spread, since neighbouring seeds resemble each other
	day := y.dayOf(d.Float64())
	hours := firstHour + d.Float64()*(lastHour-firstHour)
	home, channel, who := pick(y.homes, d.Float64()), pick(channels, d.Float64()), pick(people, d.Float64())
	p.employment = who == "EMPLOYEE" || who == "CONTINGENT_WORKER"
	p.facts = law.Facts{
		Channel: channel, ReceivedAt: y.begin.AddDate(0, 0, day).Add(time.Duration(hours * float64(time.Hour))).Truncate(time.Second),
		Place: y.places[[2]string{channel, home}], Residence: home, Language: "en", PersonType: who, DataClass: "UNDECIDED", Role: "CONTROLLER",
		Entity: law.Entities[0].Code, Mailable: channel == "WEB_FORM" || strings.HasPrefix(channel, "EMAIL"),
	}
	p.turns, p.moves = fill(d, p.turns, len(turns)), fill(d, p.moves, len(theScript.acts))
}

// dayOf finds the day of the year on which a chance falls.
func (y *year) dayOf(chance float64) int {
	at := chance * y.days[len(y.days)-1]
	low, high := 0, len(y.days)-1
	for low < high {
		if mid := (low + high) / 2; y.days[mid] > at {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

func fill(d *dice, into []float64, n int) []float64 {
	into = into[:0]
	for range n {
		into = append(into, d.Float64())
	}
	return into
}

// pick finds the possibility on which a chance falls.
func pick(list []share, chance float64) string {
	sum := 0.0
	for _, s := range list {
		sum += s.weight
	}
	at := chance * sum
	for _, s := range list {
		if at -= s.weight; at < 0 {
			return s.of
		}
	}
	return list[len(list)-1].of
}

// again turns the chance of a turn into another one for each further visit.
func again(chance float64, visits int) float64 {
	_, rest := math.Modf(chance + float64(visits)*(math.Sqrt(5)-1)/2)
	return rest
}

const (
	shortest = 15 * time.Minute
	longest  = 3 * 365 * 24 * time.Hour
)

// takes is how long a move takes where a chance falls: logarithms of times are
// normally distributed.
func (m *move) takes(chance float64) time.Duration {
	z := math.Sqrt2 * math.Erfinv(2*chance-1)
	hours := min(24*m.days*math.Exp(m.wide*z), longest.Hours())
	return max(shortest, time.Duration(hours*float64(time.Hour)).Truncate(time.Second))
}

// atWork moves an instant on a weekend to the Monday after.
func atWork(t time.Time) time.Time {
	switch t.Weekday() {
	case time.Saturday:
		return t.AddDate(0, 0, 2)
	case time.Sunday:
		return t.AddDate(0, 0, 1)
	default:
		return t
	}
}
