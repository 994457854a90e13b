package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// sealingTurns is how often the two fronts take turns, so that a noisy moment of
// the machine meets both.
const sealingTurns = 8

// Sealing compares filings at a front that seals with those at one that does not.
// Target: at most 15 % are lost.
func (o Options) Sealing(ctx context.Context, sealed, bare string) error {
	each := o.Filings / sealingTurns
	o.say("filing %d complaints where they are sealed and %d where they are not, %d clients, in turns", o.Filings, o.Filings, o.Clients)
	var ours, theirs time.Duration
	for turn := range sealingTurns + 1 {
		a, err := o.fileVaried(ctx, sealed, each)
		if err != nil {
			return err
		}
		if err := o.started(ctx); err != nil {
			return err
		}
		b, err := o.fileVaried(ctx, bare, each)
		if err != nil {
			return err
		}
		if err := o.started(ctx); err != nil {
			return err
		}
		if turn > 0 { // the first one warms up
			ours, theirs = ours+a, theirs+b
		}
	}
	ratio := theirs.Seconds() / ours.Seconds()
	return o.Print(Figure{
		Figure: "sealing", Ours: round(perSecond(each*sealingTurns, ours)), Bare: round(perSecond(each*sealingTurns, theirs)), Ratio: round(ratio),
		Unit: "filings per second", Target: ">= 0.85", Met: ratio >= 0.85,
		Note: "filed through the API with the dispatcher running, sealed with a key of its case, its words indexed; bare: the same with a sealer that does nothing; narratives of 1.5 KB with about 150 different words",
	})
}

// started waits until every case has its workflow and is indexed.
func (o Options) started(ctx context.Context) error {
	return o.none(ctx, `SELECT count(*) FROM cases WHERE started_at IS NULL`)
}

// Search files sealed complaints, has them indexed and times searches. Target: 50
// ms at the 99th percentile.
func (o Options) Search(ctx context.Context, sealed string, index func(context.Context) error) error {
	if err := o.Stock(ctx, sealed, index); err != nil {
		return err
	}
	var took []time.Duration
	for i := range searches + 50 {
		begun := time.Now()
		if err := o.find(ctx, sealed, queries[i%len(queries)]()); err != nil {
			return err
		}
		if i >= 50 { // the first ones warm up
			took = append(took, time.Since(begun))
		}
	}
	slices.Sort(took)
	at := took[len(took)*99/100]
	ms := float64(at.Microseconds()) / 1000
	return o.Print(Figure{
		Figure: "search", Ours: round(ms), Unit: "ms, 99th percentile", Target: "<= 50", Met: ms <= 50,
		Note: fmt.Sprintf("GET /cases?q= over %d sealed cases: names, addresses, rare and frequent words, two words, beginnings of numbers; median %.1f ms", o.Sealed, median(took)),
	})
}

// Stock files sealed complaints at a front and has them indexed, so that what is
// measured is measured among many.
func (o Options) Stock(ctx context.Context, sealed string, index func(context.Context) error) error {
	o.say("filing and indexing %d complaints", o.Sealed)
	for left := o.Sealed; left > 0; left -= filedAtOnce {
		if _, err := o.fileVaried(ctx, sealed, min(left, filedAtOnce)); err != nil {
			return err
		}
		if err := index(ctx); err != nil {
			return err
		}
	}
	if _, err := o.DB.ExecContext(ctx, "VACUUM ANALYZE"); err != nil { // as autovacuum does in its time
		return fmt.Errorf("vacuum: %w", err)
	}
	return nil
}

// filedAtOnce is how many complaints are made up at once.
const filedAtOnce = 5000

// searches is how many searches are timed.
const searches = 2000

// queries are the kinds of searches.
var queries = []func() string{
	func() string { return names() + " " + names() },
	names,
	func() string { return strings.ToLower(strings.ReplaceAll(names(), " ", ".")) + "@example.org" },
	word,
	func() string { return word() + " " + word() },
	func() string { return "RC-" + digit() + digit() },
}

// digit is one character of a case number.
func digit() string { return string("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[rand.IntN(32)]) }

func (o Options) find(ctx context.Context, server, query string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server+"/api/v1/cases?q="+url.QueryEscape(query), nil)
	if err != nil {
		return fmt.Errorf("write request: %w", err)
	}
	return o.send(request, nil)
}

// fileVaried files complaints that differ as those of people do, and returns how
// long it took.
func (o Options) fileVaried(ctx context.Context, server string, n int) (time.Duration, error) {
	o.Server = server
	bodies := make([]any, n)
	for i := range bodies {
		given, family := names(), names()
		bodies[i] = map[string]any{
			"person":    map[string]string{"name": given + " " + family, "email": strings.ToLower(given+"."+family) + "@example.org"},
			"narrative": story(), "residence": "SE", "language": "en", "person_type": "VISITOR", "entity": "TEKSYSTEMS", "principles": []string{"ACCESS"},
		}
	}
	begun := time.Now()
	err := spread(ctx, n, o.Clients, func(ctx context.Context, i int) error { return o.post(ctx, "/complaints", bodies[i], nil) })
	return time.Since(begun), err
}

// Words and names are made of syllables. How often a word is used falls with its
// rank, as in any language.
const (
	vocabulary = 20_000
	allNames   = 5_000
	storyBytes = 1500
)

var frequency = rand.NewZipf(rand.New(rand.NewPCG(1, 2)), 1.1, 8, vocabulary-1)

// word draws a word. It is not safe for several goroutines at once.
func word() string { return spelled(int(frequency.Uint64())) }

func names() string { return "N" + spelled(rand.IntN(allNames)) }

func spelled(n int) string {
	const consonants, vowels = "bdfgklmnprst", "aeiou"
	var b strings.Builder
	for n++; n > 0; n /= len(consonants) * len(vowels) {
		n--
		b.WriteByte(consonants[n%len(consonants)])
		b.WriteByte(vowels[n/len(consonants)%len(vowels)])
	}
	return b.String()
}

// story is a text of 1.5 KB.
func story() string {
	var b strings.Builder
	for b.Len() < storyBytes {
		b.WriteString(word() + " ")
	}
	return b.String()
}
