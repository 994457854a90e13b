package e2e

import (
	"net/http"
	"strconv"
	"syscall"
	"testing"
	"time"

	"recourse/complaint"
)

// While Temporal is away complaints are filed and acknowledged all the same, even
// by a worker that is started meanwhile. An officer is told to come again, and the
// same request is done when Temporal is back.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestFilingWhileTemporalIsAway(t *testing.T) {
	i := quiet.ready(t)
	known := i.file(t, "before", simple("Somebody Before"))
	i.awaitStarted(t, known.Number)
	frozen := i.send(t, "temporal", syscall.SIGSTOP)
	defer func() { _ = syscall.Kill(frozen, syscall.SIGCONT) }() // in case the test ends early
	i.awaitAnother(t, "worker", i.send(t, "worker", syscall.SIGKILL))

	fresh := i.file(t, "meanwhile", simple("Somebody Meanwhile"))
	i.awaitMail(t, fresh.Number, complaint.N01)
	acts := []request{i.accepting(known.Number, "known"), i.accepting(fresh.Number, "fresh")}
	for _, a := range i.together(t, acts) {
		checkBusy(t, a)
	}
	t.Run("refused at once where nobody listens", func(t *testing.T) { i.elsewhere(t, known.Number) })

	check(t, syscall.Kill(frozen, syscall.SIGCONT))
	await(t, "everything to be up again", time.Minute, func() bool { return i.atRest(t.Context()) })
	i.awaitStarted(t, fresh.Number)
	for _, a := range i.together(t, acts) {
		a.want(t, http.StatusOK)
	}
	for _, n := range []complaint.Number{known.Number, fresh.Number} {
		if done := i.count(t, `SELECT count(*) FROM case_events WHERE number = $1 AND action = $2`, string(n), complaint.TriageAccepted); done != 1 {
			t.Errorf("case %s has been accepted %d times, want once", n, done)
		}
		if err := i.settled(t.Context(), n, i.checkCase); err != nil {
			t.Errorf("case %s: %v", n, err)
		}
	}
}

// elsewhere asks a server of the same record whose Temporal is not there at all.
func (i *installation) elsewhere(t *testing.T, n complaint.Number) {
	t.Helper()
	other := *i
	ports := freePorts(t, 2)
	other.listen = "127.0.0.1:" + strconv.Itoa(ports[0])
	env := readEnv(t, i.envFile())
	log := &writer{}
	server, err := launch(log, i.serving(t, other.listen, "DATABASE_URL="+env["DATABASE_URL"], "TEMPORAL_ADDRESS=127.0.0.1:"+strconv.Itoa(ports[1])), program, "server")
	check(t, err)
	t.Cleanup(func() {
		_ = server.signal(syscall.SIGTERM)
		<-server.done
		if t.Failed() {
			t.Log(log.String())
		}
	})
	await(t, "the other server", 20*time.Second, func() bool { status, _, err := other.get(t.Context(), "/healthz"); return err == nil && status == 200 })
	checkBusy(t, other.must(t, other.accepting(n, "elsewhere")))
	other.file(t, "elsewhere", simple("Somebody Elsewhere"))
}

// checkBusy expects a problem that says to come again, and when.
func checkBusy(t *testing.T, a answer) {
	t.Helper()
	a.want(t, http.StatusServiceUnavailable)
	var problem struct{ Type, Title, Detail string }
	a.read(t, &problem)
	wait, err := strconv.Atoi(a.header.Get("Retry-After"))
	if a.header.Get("Content-Type") != "application/problem+json" || problem.Detail == "" || problem.Type == "" || err != nil || wait < 1 {
		t.Errorf("the problem is %s, Retry-After %q", a.text, a.header.Get("Retry-After"))
	}
}

// awaitStarted waits until the workflow of a case runs.
func (i *installation) awaitStarted(t *testing.T, n complaint.Number) {
	t.Helper()
	await(t, "case "+string(n)+" to run", agrees, func() bool {
		return i.count(t, `SELECT count(*) FROM cases WHERE number = $1 AND started_at IS NOT NULL`, string(n)) == 1
	})
}

// awaitMail waits until a notice of a case lies in the tray.
func (i *installation) awaitMail(t *testing.T, n complaint.Number, notice complaint.Notice) {
	t.Helper()
	await(t, "the notice "+string(notice), agrees, func() bool {
		letters, err := i.tray(t.Context(), n)
		return err == nil && len(letters) == 1 && letters[0].Code == string(notice) && letters[0].To == complaint.Complainant
	})
}

// An act is on record before Temporal knows of it. When worker and Temporal die
// in that instant the act stands, the case follows the record, and the acts after
// it are done, though nobody repeats the one that was lost.
//
//nolint:paralleltest // the tests of this package have the machine to themselves, one after the other
func TestKilledBetweenRecordAndTemporal(t *testing.T) {
	i := quiet.ready(t)
	n := i.file(t, "between", simple("Somebody Between")).Number
	i.must(t, i.accepting(n, "between-1")).want(t, http.StatusOK)
	draft := i.acting(n, "between-2", complaint.ResponseDrafted, map[string]any{"finding": "PARTLY", "remedies": []string{"APOLOGY"}, "text": "We are sorry."})
	i.must(t, draft).want(t, http.StatusOK)
	approve := i.acting(n, "between-3", complaint.ResponseApproved, nil)
	approve.token = i.tokens[complaint.PrivacyOfficer]
	i.lose(t, n, approve)

	await(t, "everything to be up again", time.Minute, func() bool { return i.atRest(t.Context()) })
	send := i.acting(n, "between-4", complaint.ResponseSent, nil)
	await(t, "the next act to be done", time.Minute, func() bool {
		a, err := i.ask(t.Context(), send)
		if err == nil && a.status == http.StatusConflict {
			t.Fatalf("the case has not followed the record: %s", a.text)
		}
		return err == nil && a.status == http.StatusOK
	})
	check(t, i.settled(t.Context(), n, i.checkCase))
	i.checkReplay(t)
}

// lose has an act written to the record and kills worker and Temporal before the
// task that wrote it is answered.
func (i *installation) lose(t *testing.T, n complaint.Number, act request) {
	t.Helper()
	lock, err := i.db.BeginTx(t.Context(), nil)
	check(t, err)
	_, err = lock.ExecContext(t.Context(), `SELECT FROM cases WHERE number = $1 FOR NO KEY UPDATE`, string(n)) // an act's texts may still be kept
	check(t, err)
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		_, _ = i.ask(t.Context(), act) // whoever asked has gone away
	}()
	await(t, "the worker to write", agrees, func() bool {
		return i.count(t, `SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%RecordEvents%'`) == 1
	})
	i.send(t, "temporal", syscall.SIGSTOP)
	check(t, lock.Commit())
	await(t, "the act to be on record", agrees, func() bool {
		return i.count(t, `SELECT count(*) FROM case_events WHERE number = $1 AND action = $2`, string(n), complaint.ResponseApproved) == 1
	})
	server, worker, temporal := i.send(t, "server", syscall.SIGKILL), i.send(t, "worker", syscall.SIGKILL), i.send(t, "temporal", syscall.SIGKILL)
	<-answered
	i.awaitAnother(t, "server", server)
	i.awaitAnother(t, "worker", worker)
	i.awaitAnother(t, "temporal", temporal)
}
