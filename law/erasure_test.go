package law

import (
	"strings"
	"testing"
	"time"

	"recourse/complaint"
)

// kept expects the last day on which a case is kept, and whether it is to be erased
// now, and by which rule.
func (r *road) kept(until, due string) *road {
	r.t.Helper()
	got := ""
	if day := r.c.KeptUntil(); !day.IsZero() {
		got = day.String()
	}
	if rule := r.c.ErasureDue(r.now); got != until || rule != due {
		r.t.Fatalf("kept until %q and due by %q, want %q and %q", got, rule, until, due)
	}
	return r
}

// erasedFor expects that nothing is left of the person and nothing follows.
func (r *road) erasedFor(ground string) {
	r.t.Helper()
	if !r.c.Erased() || r.c.Erasure.Ground != ground || !r.c.Ended || r.c.Overdue() {
		r.t.Fatalf("erased %v by %s, ended %t, overdue %t", r.c.Erasure.At, r.c.Erasure.Ground, r.c.Ended, r.c.Overdue())
	}
	if ring, ok := r.c.Next(); ok {
		r.t.Fatalf("%s of an erased case still rings at %s", ring.Rule, ring.At)
	}
	for role, actor := range who {
		for _, o := range r.c.Options(actor, r.now) {
			if o.Allowed {
				r.t.Errorf("%s is offered to the %s on an erased case", o.Action, role)
			}
		}
	}
	r.refused("was erased", person, complaint.MessageSent).refused("was erased", officer, complaint.HoldPlaced).
		refused("was erased", system, complaint.CaseErased, "ground="+ground, "again=true").kept("", "")
}

// Rulebook section 9: a closed case is kept for six years, then it is erased, once
// and for good.
func TestH104_retention(t *testing.T) {
	t.Parallel()
	r := closedToErase(newRoad(t)).kept("2024-09-13", "").day(500).kept("2024-09-13", "").
		refused("the time for keeping the case is over", system, complaint.CaseErased, "ground=RETENTION").
		refused("not for the role", officer, complaint.CaseErased, "ground=RETENTION")
	r.until(time.Date(2024, 9, 13, 22, 59, 0, 0, time.UTC)).kept("2024-09-13", "") // still that day in London
	r.until(time.Date(2024, 9, 13, 23, 1, 0, 0, time.UTC)).kept("2024-09-13", complaint.ErasedByRetention).
		do(system, complaint.CaseErased, "ground=RETENTION").by("H104").told().ended(complaint.PartlyUpheldRemedied).erasedFor(complaint.ErasedByRetention)
	accepted := newRoad(t).accepted("NON_HR").kept("", "").day(3000).kept("", "")
	accepted.refused("possible only", system, complaint.CaseErased, "ground=RETENTION")
}

// A case that is opened again is kept anew, and what was agreed before is not.
func TestH104_reopenedIsKeptAnew(t *testing.T) {
	t.Parallel()
	r := closedToErase(newRoad(t)).do(officer, complaint.ErasureProposed, "ground=REQUESTED").do(privacy, complaint.ErasureApproved).kept("2024-09-13", complaint.ErasedOnRequest).
		day(100).do(officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2019-01-31").kept("", "")
	r.sent("PARTLY").do(person, complaint.ComplainantSatisfied).kept("2024-12-02", "").
		refused("the erasure is approved", system, complaint.CaseErased, "ground=REQUEST")
}

// Two people agree to what a person asks for, and the person is told first.
func TestH100toH105_onRequest(t *testing.T) {
	t.Parallel()
	r := newRoad(t).accepted("NON_HR").do(person, complaint.ErasureRequested).by("H100").told("MESSAGE").
		refused("not asked already", person, complaint.ErasureRequested).
		refused("not for the role", officer, complaint.ErasureRequested).
		refused("only at S5", officer, complaint.ErasureProposed, "ground=REQUESTED")
	r.do(person, complaint.ComplaintWithdrawn, "confirmed=true").do(officer, complaint.ErasureProposed, "ground=REQUESTED").by("H101").
		refused("no proposal waits", privacy, complaint.ErasureProposed, "ground=REQUESTED").
		refused("not for the role", officer, complaint.ErasureApproved).
		kept("2024-08-26", "").
		do(privacy, complaint.ErasureApproved).by("H102").told("ERASURE").kept("2024-08-26", complaint.ErasedOnRequest).
		refused("not approved", officer, complaint.ErasureRefused, "ground=PROOF_OWED")
	r.do(system, complaint.CaseErased, "ground=REQUEST").by("H105").told().erasedFor(complaint.ErasedOnRequest)

	closedToErase(newRoad(t)).refused("an officer has proposed it", privacy, complaint.ErasureApproved).
		do(privacy, complaint.ErasureProposed, "ground=NO_LONGER_NEEDED").refused("four eyes", privacy, complaint.ErasureApproved).
		do(complaint.Manager, complaint.ErasureApproved).by("H102")
}

// What is asked for or proposed can be refused, and asked for again.
func TestH103_refused(t *testing.T) {
	t.Parallel()
	newRoad(t).refused("the person has asked", officer, complaint.ErasureRefused, "ground=PATH_OPEN").
		do(person, complaint.ErasureRequested).do(officer, complaint.ErasureRefused, "ground=PATH_OPEN").by("H103").told("ERASURE").
		do(person, complaint.ErasureRequested)
	closedToErase(newRoad(t)).do(officer, complaint.ErasureProposed, "ground=REQUESTED").
		do(privacy, complaint.ErasureRefused, "ground=PROOF_OWED", "until=2020-01-01").refused("an officer has proposed it", privacy, complaint.ErasureApproved)
}

// E22: a hold freezes all deletion, also of a case that can no longer be reopened.
func TestErasure_legalHold(t *testing.T) {
	t.Parallel()
	r := closedToErase(newRoad(t)).day(500).do(person, complaint.ErasureRequested).do(officer, complaint.HoldPlaced).
		refused("legal hold", officer, complaint.ErasureProposed, "ground=REQUESTED").do(officer, complaint.HoldReleased).
		do(officer, complaint.ErasureProposed, "ground=REQUESTED").do(officer, complaint.HoldPlaced).
		refused("legal hold", privacy, complaint.ErasureApproved)
	r.day(3000).kept("2024-09-13", "").refused("legal hold", system, complaint.CaseErased, "ground=RETENTION").
		do(officer, complaint.HoldReleased).kept("2024-09-13", complaint.ErasedByRetention).do(system, complaint.CaseErased, "ground=RETENTION")
	for _, o := range closedToErase(newRoad(t)).do(officer, complaint.HoldPlaced).c.Options(who[officer], r.now) {
		if o.Action == complaint.ErasureProposed && (o.Allowed || !strings.Contains(o.Why, "E22")) {
			t.Errorf("a held case can be proposed for erasure: %+v", o)
		}
	}
}

// E28: a child's data goes at once where no guardian complains, and with the time
// for reopening where one does.
func TestH106_child(t *testing.T) {
	t.Parallel()
	newRoad(t, child).do(officer, complaint.TriageIneligible, "reason_code=NO_AUTHORITY_OF_AGENT").kept("2018-08-24", "").
		day(1).kept("2018-08-24", complaint.ErasedUnder13).do(system, complaint.CaseErased, "ground=UNDER_13").by("H106").erasedFor(complaint.ErasedUnder13)
	guarded := closedToErase(newRoad(t, child).do(officer, complaint.MandateRecorded, "mandate=GUARDIAN")).kept("2019-09-13", "")
	guarded.day(300).refused("the time for keeping the case is over", system, complaint.CaseErased, "ground=UNDER_13").
		do(officer, complaint.HoldPlaced).day(500).kept("2019-09-13", "").do(officer, complaint.HoldReleased).
		kept("2019-09-13", complaint.ErasedUnder13).do(system, complaint.CaseErased, "ground=UNDER_13").erasedFor(complaint.ErasedUnder13)
	closedToErase(newRoad(t)).day(3).refused("under 13", system, complaint.CaseErased, "ground=UNDER_13")
	closedRequest(newRoad(t, child, requests("DELETION"))).day(1).do(system, complaint.CaseErased, "ground=UNDER_13").erasedFor(complaint.ErasedUnder13)
}

// What comes back with an older backup is erased again, wherever it stands and
// whatever holds it.
func TestH107_again(t *testing.T) {
	t.Parallel()
	newRoad(t).commerce().do(officer, complaint.HoldPlaced).do(system, complaint.CaseErased, "ground=REQUEST", "again=true").by("H107").told().
		exit(complaint.AuthorityTrack, "ERASED").clocks().erasedFor(complaint.ErasedOnRequest)
	newRoad(t).do(system, complaint.CaseErased, "ground=RETENTION", "again=true").ended(complaint.Withdrawn).erasedFor(complaint.ErasedByRetention)
	newRoad(t, requests("ACCESS")).do(officer, complaint.RequestExtended, "ground=NUMBER").do(system, complaint.CaseErased, "ground=RETENTION", "again=true").
		ended(complaint.Withdrawn).erasedFor(complaint.ErasedByRetention)
}

// Every row of the table but those of a restored backup heeds a hold.
func TestErasure_everyRowHeedsTheHold(t *testing.T) {
	t.Parallel()
	for _, row := range Table {
		if row.Action == complaint.CaseErased && row.ID != "H107" && !row.asks(notHeldBack) {
			t.Errorf("%s erases what is held", row.ID)
		}
	}
}
