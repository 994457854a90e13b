package workflows

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/api/temporalproto"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"

	"recourse/activities"
	"recourse/complaint"
	"recourse/law"
)

var record = flag.Bool("record", false, "write the histories of the stories told on a real engine to testdata/histories")

// liveDay is the real time a legal day takes on the real engine. People act with
// twenty days to spare, so that a machine may be busy for two seconds.
const liveDay = 120 * time.Millisecond

// live tells one story on a real Temporal server: our own client, a worker, and
// the record in memory.
type live struct {
	s      *story
	t      *testing.T
	engine client.Client
	door   *Client
	worker worker.Worker
}

// goLive makes ready to tell the story on the server of TEMPORAL_ADDRESS.
func (s *story) goLive(t *testing.T) *live {
	t.Helper()
	address := os.Getenv("TEMPORAL_ADDRESS")
	if address == "" {
		t.Skip("no Temporal server: TEMPORAL_ADDRESS is not set")
	}
	engine, err := client.Dial(client.Options{
		HostPort: address, Namespace: cmp.Or(os.Getenv("TEMPORAL_NAMESPACE"), "recourse"), Identity: "test",
		Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler)),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(engine.Close)
	s.clock = clockThatShows(received, time.Now())
	s.filed.Number = complaint.NewNumberOf(s.filed.Facts.Kind)
	s.book.last.Number = s.filed.Number
	l := &live{s: s, t: t, engine: engine}
	l.door = &Client{Temporal: engine, Queue: "test-" + string(s.filed.Number), Clock: s.clock, Record: s.book}
	s.live = l
	return l
}

// clockThatShows is a fast clock that shows a case time now.
func clockThatShows(at, now time.Time) law.Clock {
	ahead := now.Sub(at) / (day/liveDay - 1) // both times agree a little later
	return law.Clock{Epoch: now.Add(ahead).Round(0), Day: liveDay}
}

// tell runs the story in real time, with a new worker every so many scenes, so
// that cases are replayed from their history as after a restart.
func (l *live) tell(scenesPerWorker int) {
	l.t.Helper()
	if err := l.door.Start(l.t.Context(), l.s.filed); err != nil {
		l.t.Fatal(err)
	}
	l.restart()
	slices.SortStableFunc(l.s.script, func(a, b *scene) int { return a.at.Compare(b.at) })
	for i, sc := range l.s.script {
		l.await(sc.at)
		if i%scenesPerWorker == scenesPerWorker-1 {
			l.restart()
		}
		sc.what()
	}
	l.await(l.s.end)
	l.worker.Stop()
	if len(l.s.wanted) > 0 {
		l.t.Errorf("never answered: %v", l.s.wanted)
	}
	l.s.book.whole(l.t)
	l.checkShown()
}

// checkShown compares what operators see with the record.
func (l *live) checkShown() {
	l.t.Helper()
	d, err := l.engine.DescribeWorkflowExecution(l.t.Context(), workflowID(l.s.filed.Number), "")
	if err != nil {
		l.t.Fatal(err)
	}
	fields := d.WorkflowExecutionInfo.SearchAttributes.IndexedFields
	c := l.s.book.last
	if got, want := string(fields["Stage"].GetData()), fmt.Sprintf("%q", stepNames(c.Steps())); got != want {
		l.t.Errorf("operators see the stage %s, want %s", got, want)
	}
	if got, want := len(fields["NextDeadline"].GetData()) > 0, c.NextDeadline() != nil; got != want {
		l.t.Errorf("operators see a deadline: %v, want %v", got, want)
	}
}

func (l *live) restart() {
	if l.worker != nil {
		l.worker.Stop()
	}
	l.worker = worker.New(l.engine, l.door.Queue, worker.Options{Identity: "test", WorkerStopTimeout: time.Second})
	Register(l.worker, &activities.Activities{Cases: l.s.book})
	if err := l.worker.Start(); err != nil {
		l.t.Fatal(err)
	}
}

// await waits for a real instant; the story's end may be the end of the case.
func (l *live) await(at time.Time) {
	select {
	case <-l.t.Context().Done():
	case <-time.After(time.Until(at)):
	}
}

func (l *live) deliver(act law.Act, refusal string) {
	ctx, cancel := context.WithTimeout(l.t.Context(), time.Minute)
	defer cancel()
	seq, err := l.door.Act(ctx, l.s.filed.Number, act)
	switch {
	case refusal != "" && (err == nil || !strings.Contains(err.Error(), refusal) || complaint.KindOf(err) == ""):
		l.t.Errorf("%s %s: %v, want a refusal about %q", act.Key, act.Action, err, refusal)
	case refusal == "" && (err != nil || !l.s.book.shows(seq)):
		l.t.Errorf("%s %s: event %d, %v, on record: %v", act.Key, act.Action, seq, err, l.s.book.shows(seq))
	}
}

func (l *live) renew() {
	if err := l.engine.SignalWorkflow(l.t.Context(), workflowID(l.s.filed.Number), "", signalRenew, nil); err != nil {
		l.t.Error(err)
	}
}

func (l *live) state() *law.Case {
	var c law.Case
	v, err := l.engine.QueryWorkflow(l.t.Context(), workflowID(l.s.filed.Number), "", queryState)
	if err == nil {
		err = v.Get(&c)
	}
	if err != nil {
		l.t.Fatal(err)
	}
	return &c
}

// runs returns the histories of all runs of the case, the first run first.
func (l *live) runs() []*historypb.History {
	l.t.Helper()
	d, err := l.engine.DescribeWorkflowExecution(l.t.Context(), workflowID(l.s.filed.Number), "")
	if err != nil {
		l.t.Fatal(err)
	}
	var all []*historypb.History
	for run := d.WorkflowExecutionInfo.FirstRunId; run != ""; {
		h := &historypb.History{}
		events := l.engine.GetWorkflowHistory(l.t.Context(), workflowID(l.s.filed.Number), run, false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
		for run = ""; events.HasNext(); {
			e, err := events.Next()
			if err != nil {
				l.t.Fatal(err)
			}
			h.Events = append(h.Events, e)
			if again := e.GetWorkflowExecutionContinuedAsNewEventAttributes(); again != nil {
				run = again.NewExecutionRunId
			}
		}
		all = append(all, h)
	}
	return all
}

// keep replays the histories, writes them down if asked to, and clears the
// server of a case that would go on.
func (l *live) keep(name string) {
	l.t.Helper()
	runs := l.runs()
	for i, h := range runs {
		l.t.Logf("run %d: %d events", i+1, len(h.Events))
		replayer := worker.NewWorkflowReplayer()
		replayer.RegisterWorkflow(Case)
		replayer.RegisterWorkflow(RightsRequest)
		if err := replayer.ReplayWorkflowHistory(log.NewStructuredLogger(slog.New(slog.DiscardHandler)), h); err != nil {
			l.t.Errorf("replay run %d: %v", i+1, err)
		}
		if *record {
			file := name
			if len(runs) > 1 {
				file = fmt.Sprintf("%s-run-%d", name, i+1)
			}
			l.write(file, h)
		}
	}
	_ = l.engine.TerminateWorkflow(l.t.Context(), workflowID(l.s.filed.Number), "", "the test is over") // unless it has ended
}

// write keeps a history without the name of the machine.
func (l *live) write(file string, h *historypb.History) {
	for _, e := range h.Events { // the private queue of a worker bears the name of its machine
		if q := e.GetWorkflowTaskScheduledEventAttributes().GetTaskQueue(); q.GetKind() == enumspb.TASK_QUEUE_KIND_STICKY {
			q.Name = "worker"
		}
	}
	text, err := temporalproto.CustomJSONMarshalOptions{Indent: " "}.Marshal(h)
	if err != nil {
		l.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("testdata", "histories", file+".json"), append(text, '\n'), 0o644); err != nil {
		l.t.Fatal(err)
	}
}

// An act that is on record, but whose task was lost before the engine knew of it,
// does not keep the next one from being done: the case is told to look.
func TestLive_actThatTheEngineLost(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	l := s.goLive(t)
	s.accepted("NON_HR").do(5, officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE")
	s.lose(8, s.newAct(privacy, complaint.ResponseApproved)).do(12, officer, complaint.ResponseSent).level(14).
		lose(16, s.newAct(person, complaint.DocumentAdded)).do(20, person, complaint.ComplainantSatisfied).level(22).until(24)
	l.tell(3)
	s.went("T01 T02 H04 H05 T09 H26 T12")
	l.keep("acts-lost-by-the-engine")
}

// The stories on the real engine: the same acts and clocks lead to the same
// transitions as with skipped time, through restarts of the worker, and every
// history replays.
func TestLive(t *testing.T) { //nolint:paralleltest // the stories are told in real time; other tests would hold them up
	for name, c := range map[string]struct {
		file  func(*law.Facts)
		road  func(*story) *story
		until int
	}{
		"full-road-to-an-award":          {road: (*story).fullRoad, until: 350},
		"satisfied-and-closed-for-good":  {road: func(s *story) *story { return satisfied(s).do(40, person, complaint.MessageSent) }, until: 400},
		"45-days-missed-then-upheld":     {road: missedThenUpheld, until: 180},
		"employment-data-to-the-ftc":     {file: hr, road: func(s *story) *story { return s.advised().do(130, officer, complaint.FTCActed) }, until: 140},
		"withdrawn-beside-the-authority": {road: withdrawnBesideTheAuthority, until: 100},
		"ineligible": {road: func(s *story) *story {
			return s.do(5, officer, complaint.TriageIneligible, "reason_code=NOT_OUR_GROUP")
		}, until: 20},
		"settled-and-performed-late": {road: func(s *story) *story { return settled(s).do(50, officer, complaint.SettlementPerformed) }, until: 60},
		"reopened":                   {road: reopened, until: 90},
		"renewed-in-mid-stage":       {road: func(s *story) *story { return s.fullRoad().renew(10, 1).renew(70, 3).renew(200, 1).renew(300, 1) }, until: 350},
		"acts-refused-and-repeated":  {road: refusedAndRepeated, until: 60},
		"five-tracks-at-once":        {road: fiveTracks, until: 60},
		"rights-request-answered-late": {file: asksAccess, road: func(s *story) *story {
			return identityAsked(s).do(8, officer, complaint.IdentityChecked, "method=ADDRESS", "result=SUFFICIENT").
				do(20, officer, complaint.RequestExtended, "ground=NUMBER").renew(25, 1).do(60, officer, complaint.RequestAnswered, "outcome=GRANTED").
				do(80, person, complaint.RequestComplained)
		}, until: 100},
		"complaint-and-request-side-by-side": {road: func(s *story) *story {
			return s.do(4, officer, complaint.TriageMixed, "right=ACCESS", "data_class=NON_HR").drafted(25, "PARTLY").do(26, officer, complaint.ResponseSent)
		}, until: 50},
		"letter-by-post-acknowledged-by-hand": {file: byPost, road: func(s *story) *story {
			return s.do(1, officer, complaint.AcknowledgmentSent).answered("NON_HR", 30, "PARTLY")
		}, until: 50},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := c.file
			if file == nil {
				file = func(*law.Facts) {}
			}
			want := c.road(newStory(t, file)).until(c.until).tell()
			s := newStory(t, file)
			l := s.goLive(t)
			c.road(s).until(c.until)
			l.tell(7)
			s.went(strings.Join(want.transitions(), " "))
			l.keep(name)
		})
	}
}
