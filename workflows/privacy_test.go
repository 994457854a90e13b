package workflows

import (
	"bytes"
	"fmt"
	"log/slog"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"

	"recourse/activities"
	"recourse/complaint"
	"recourse/law"
)

// words are what the complainant and others write; none may reach Temporal.
const words = "Zebulon Q. Pumpernickel"

// aFiling says the words wherever a filing takes them.
func aFiling() complaint.Filing {
	return complaint.Filing{
		Person:    complaint.Person{Name: words, Email: "zebulon@pumpernickel.example", Phone: words, Address: words, Identifier: words},
		Narrative: words, Wanted: words, AskedBefore: words, Represented: words,
		Residence: "SE", ResidenceThen: "DE", Language: "sv", PersonType: "JOB_SEEKER", Entity: "TEKSYSTEMS", Principles: []string{"ACCESS"}, Channel: "WEB_FORM",
	}
}

// aForm fills in the form of an act: the words wherever it takes words, and
// codes elsewhere.
func aForm(spec law.ActionSpec) map[string]any {
	data := map[string]any{}
	for _, f := range spec.Asks {
		switch f.Kind {
		case law.TextField, law.ShortField:
			data[f.Name] = words
		case law.ChoiceField, law.ChoicesField:
			data[f.Name] = f.Of[0]
		case law.DateField:
			data[f.Name] = "2030-01-02"
		case law.FlagField:
			data[f.Name] = true
		case law.CaseField:
			data[f.Name] = "RC-7K3F-9Q2M"
		case law.StaffField:
			data[f.Name] = "staff/7"
		case law.AgentField:
			data[f.Name] = law.AgentID(2)
		case law.PackField:
			data[f.Name] = "EU-DPF-2023@1.0.0"
		}
	}
	return data
}

// wire keeps every payload that goes to Temporal or comes from there.
type wire struct {
	converter.DataConverter
	mu  sync.Mutex
	all bytes.Buffer
}

func (w *wire) note(p *commonpb.Payload) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all.Write(p.GetData())
	w.all.WriteByte('\n')
}

func (w *wire) ToPayload(value any) (*commonpb.Payload, error) {
	p, err := w.DataConverter.ToPayload(value)
	w.note(p)
	return p, err
}

func (w *wire) ToPayloads(values ...any) (*commonpb.Payloads, error) {
	ps, err := w.DataConverter.ToPayloads(values...)
	for _, p := range ps.GetPayloads() {
		w.note(p)
	}
	return ps, err
}

// A complaint full of words is filed, every act is tried with every text it
// takes, the record is away for a while, and the case is renewed: none of the
// words is in what Temporal or the log has seen.
func TestPrivacy_noWordsReachTemporal(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	var logged bytes.Buffer
	s.logger = log.NewStructuredLogger(slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug})))
	seen := &wire{DataConverter: converter.GetDefaultDataConverter()}
	s.tune = func(env *testsuite.TestWorkflowEnvironment) { env.SetDataConverter(seen) }
	filing := aFiling()
	if err := filing.Validate(); err != nil {
		t.Fatal(err)
	}
	var first law.Event
	s.filed, first = law.Receive("RC-TEST-0001", law.Select(law.FactsOf(filing, received)).Ref(), law.FactsOf(filing, received), "file", who[person], received)
	s.book.open(s.filed, first)
	s.outage(10, 11)
	n := 0
	for _, spec := range law.ActionSpecs() {
		facts, _, err := law.ParseData(spec.Action, aForm(spec))
		if err != nil {
			t.Fatal(err)
		}
		for _, role := range spec.By {
			n++
			act := law.Act{Key: fmt.Sprint("try-", n), Action: spec.Action, Actor: who[role], Facts: facts}
			act.Actor.Role = role
			s.on(n, func() {
				s.env.UpdateWorkflow(string(act.Action), act.Key, &testsuite.TestUpdateCallback{OnAccept: func() {}, OnReject: func(error) {}, OnComplete: func(any, error) {}}, act)
			})
		}
	}
	s.renew(5, 1).renew(50, 1).until(200).tell()
	if len(s.book.events) < 30 || seen.all.Len() < 10_000 || logged.Len() == 0 {
		t.Fatalf("%d events, %d bytes of payload and %d of log: too little has happened", len(s.book.events), seen.all.Len(), logged.Len())
	}
	for _, word := range append(strings.Fields(words), "zebulon@", "pumpernickel") {
		if strings.Contains(strings.ToLower(seen.all.String()), strings.ToLower(word)) || strings.Contains(strings.ToLower(logged.String()), strings.ToLower(word)) {
			t.Errorf("%q has reached Temporal or the log", word)
		}
	}
}

// An act whose facts hold anything but codes is refused before it leaves the
// process, and again by the validator.
func TestPrivacy_actsWithWordsAreRefused(t *testing.T) {
	t.Parallel()
	message := func(change func(*law.Act)) law.Act {
		act := law.Act{Key: "k-1", Action: complaint.MessageSent, Actor: who[officer], Facts: map[string]string{}}
		change(&act)
		return act
	}
	for name, c := range map[string]struct {
		act   law.Act
		about string
	}{
		"a private field among the facts":     {message(func(a *law.Act) { a.Facts["text"] = words }), "belongs to the record"},
		"a field that the act does not ask":   {message(func(a *law.Act) { a.Facts["remark"] = "NONE" }), "does not ask for"},
		"a code of no vocabulary":             {law.Act{Key: "k", Action: complaint.TriageAccepted, Actor: who[officer], Facts: map[string]string{"data_class": words}}, "must be one of"},
		"one wrong code among several":        {law.Act{Key: "k", Action: complaint.TriageAccepted, Actor: who[officer], Facts: map[string]string{"data_class": "HR", "principles": "ACCESS," + words}}, "must hold only"},
		"no date":                             {law.Act{Key: "k", Action: complaint.IRMEligible, Actor: who[officer], Facts: map[string]string{"due": words}}, "a date is written"},
		"no case number":                      {law.Act{Key: "k", Action: complaint.DuplicateFound, Actor: who[officer], Facts: map[string]string{"surviving_case": words}}, "a case number"},
		"a name in place of a staff number":   {law.Act{Key: "k", Action: complaint.CaseAssigned, Actor: who[manager], Facts: map[string]string{"assignee": "staff/Zebulon"}}, "staff identifier"},
		"a value not in its canonical form":   {law.Act{Key: "k", Action: complaint.DuplicateFound, Actor: who[officer], Facts: map[string]string{"surviving_case": "rc 7k3f 9q2m"}}, "not in the form"},
		"a code with blanks around it":        {law.Act{Key: "k", Action: complaint.TriageAccepted, Actor: who[officer], Facts: map[string]string{"data_class": " HR "}}, "not in the form"},
		"an empty value":                      {law.Act{Key: "k", Action: complaint.IRMEligible, Actor: who[officer], Facts: map[string]string{"due": ""}}, ""},
		"a fact that the act needs is away":   {law.Act{Key: "k", Action: complaint.TriageAccepted, Actor: who[officer]}, "needs data_class"},
		"words in the key":                    {message(func(a *law.Act) { a.Key = words }), "the key of an act"},
		"an address in the key":               {message(func(a *law.Act) { a.Key = "zebulon@pumpernickel.example" }), "the key of an act"},
		"no key":                              {message(func(a *law.Act) { a.Key = "" }), "the key of an act"},
		"a key without end":                   {message(func(a *law.Act) { a.Key = strings.Repeat("k", 201) }), "the key of an act"},
		"a name in place of an actor":         {message(func(a *law.Act) { a.Actor.ID = words }), "staff identifier"},
		"a name dressed as a staff number":    {message(func(a *law.Act) { a.Actor.ID = "staff/Zebulon" }), "staff identifier"},
		"a name dressed as a representative":  {message(func(a *law.Act) { a.Actor = complaint.Actor{Role: complaint.Representative, ID: "rep/Zebulon"} }), "rep/2"},
		"an officer dressed as one":           {message(func(a *law.Act) { a.Actor.ID = "rep/2" }), "staff identifier"},
		"a staff number without number":       {message(func(a *law.Act) { a.Actor.ID = "staff/" }), "staff identifier"},
		"an act that the table does not know": {law.Act{Key: "k", Action: words, Actor: who[officer]}, "there is no action"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := admit(c.act)
			if c.about == "" { // as good as not given
				if err != nil {
					t.Error(err)
				}
				return
			}
			if complaint.KindOf(err) != complaint.Invalid || !strings.Contains(err.Error(), c.about) {
				t.Fatalf("got %v, want a refusal about %q", err, c.about)
			}
			e := &engine{}
			d, _ := door(t, e)
			if _, err := d.Act(t.Context(), "RC-TEST-0001", c.act); complaint.KindOf(err) != complaint.Invalid || len(e.updates) != 0 {
				t.Errorf("%d updates are sent: %v", len(e.updates), err)
			}
		})
	}
}

// The validator asks the same, for callers that come by another door.
func TestPrivacy_theValidatorRefusesToo(t *testing.T) {
	t.Parallel()
	newStory(t).refused(1, "belongs to the record", person, complaint.MessageSent, "text="+words).
		refused(1, "does not ask for", person, complaint.MessageSent, "remark=NONE").
		refused(2, "must be one of", officer, complaint.TriageAccepted, "data_class="+words).until(3).tell().went("T01")
}

// A repeated key does not let words in.
func TestPrivacy_aRepeatedKeyIsNoWayIn(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	act := s.newAct(person, complaint.MessageSent)
	again := act
	again.Facts = map[string]string{"text": words}
	s.on(1, func() { s.send(act, "") }).expect(act).on(2, func() { s.deliver("other", again, "belongs to the record", nil) }).expect(again).until(3).tell()
}

// carried are all texts in what a case carries, with what keeps words out of
// each. A new text asks for a line here, and so for a thought.
var carried = map[string]string{
	"Number": "case number", "Pack.ID": "code", "Pack.Version": "code",
	"Facts.Channel": "vocabulary", "Facts.Place.Zone": "zone", "Facts.Place.Person": "zone", "Facts.Place.Calendar": "code",
	"Facts.Residence": "country", "Facts.ResidenceThen": "country", "Facts.Language": "language tag", "Facts.PersonType": "vocabulary", "Facts.DataClass": "vocabulary",
	"Facts.Role": "vocabulary", "Facts.Entity": "entity of the group", "Facts.Principles[]": "vocabulary",
	"Stages[].Track": "code", "Stages[].Step": "code", "Stages[].Exit": "code of the table",
	"Deadlines[].Rule": "code", "Deadlines[].Track": "code", "Deadlines[].Status": "code", "Deadlines[].Steps[]": "computed from dates and rules", "Deadlines[].Pack.ID": "code", "Deadlines[].Pack.Version": "code",
	"Proofs[].Of": "code", "Proofs[].Action": "code", "Papers[].Of": "code", "Papers[].Action": "code",
	"Arbitrators.Rankings[].Side": "code", "Asked.Participation": "code", "Asked.Language": "language tag", "Asked.Help[]": "code", "Asked.Cost": "code",
	"Agreed.Participation": "code", "Agreed.Language": "language tag", "Agreed.Help[]": "code", "Agreed.Cost": "code",
	"Draft.By": "staff number", "Draft.Approved": "staff number", "Draft.Finding": "vocabulary",
	"Answered": "code", "Result": "code", "Outcome": "code", "LastStep": "code", "Frivolous": "staff number", "Objections[]": "code", "Assignee": "staff number", "Ineligible": "staff number", "Mandate": "code", "Links[]": "case number", "Conflicted[]": "staff number", "Undelivered[]": "code",
	"Facts.Kind": "code", "Facts.Right": "vocabulary", "Identity": "code", "Siblings[]": "case number", "Erasure.By": "staff number", "Erasure.Ground": "vocabulary",
}

var carriedElsewhere = map[string]string{
	"Act.Key": "key without words", "Act.Action": "code", "Act.Actor.Role": "code", "Act.Actor.ID": "staff number", "Act.Facts[]": "admitted by the form of the act",
	"Held.Acts[].Key": "key without words",
	"Seen.Key":        "key without words",
	"Event.Action":    "code", "Event.Transition": "code", "Event.Actor.Role": "code", "Event.Actor.ID": "staff number", "Event.Facts[]": "the act's, or rule and number of a deadline, the number of a sibling, or the pack before and the dates moved",
	"Event.Key": "key without words", "Event.From[]": "code", "Event.To[]": "code", "Event.Letters[].Code": "code", "Event.Letters[].To": "code", "Event.Letters[].Rule": "code", "Event.Letters[].Outcome": "code",
}

func TestPrivacy_everyTextIsAccountedFor(t *testing.T) {
	t.Parallel()
	known := maps.Clone(carriedElsewhere)
	for path, why := range carried {
		known["Case."+path], known["Held.Case."+path] = why, why
	}
	var found []string
	for name, value := range map[string]any{"Case": law.Case{}, "Act": law.Act{}, "Seen": Seen{}, "Event": law.Event{}, "Held": activities.Held{}, "Done": Done{}, "Clock": law.Clock{}} {
		found = append(found, texts(reflect.TypeOf(value), name)...)
	}
	for _, path := range found {
		if known[path] == "" {
			t.Errorf("%s is a text that nothing keeps words out of; see carried", path)
		}
	}
	for path := range known {
		if !slices.Contains(found, path) {
			t.Errorf("%s is carried no longer", path)
		}
	}
	if got := fieldNames(reflect.TypeFor[Input]()); got != "Case Clock Seen" {
		t.Errorf("the input carries %s", got)
	}
}

// texts lists the paths below a type at which a text can stand. What an event opens
// is a case and an event, which are both looked into by themselves.
func texts(t reflect.Type, path string) []string {
	switch {
	case isLeaf(t) || t == reflect.TypeFor[time.Duration]():
		return nil
	case t.Kind() == reflect.String:
		return []string{path}
	case t.Kind() == reflect.Slice || t.Kind() == reflect.Map || t.Kind() == reflect.Array:
		return texts(t.Elem(), path+"[]")
	case t.Kind() != reflect.Struct:
		return nil
	}
	var out []string
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() { // the others are not written
			out = append(out, texts(f.Type, path+"."+f.Name)...)
		}
	}
	return out
}

func fieldNames(t reflect.Type) string {
	var names []string
	for i := range t.NumField() {
		names = append(names, t.Field(i).Name)
	}
	return strings.Join(names, " ")
}
