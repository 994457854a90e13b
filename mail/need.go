package mail

import (
	"fmt"
	"reflect"

	"recourse/complaint"
)

// Incomplete says that a letter cannot be written because a datum is missing.
// Better no letter than one with a blank where the date should be.
type Incomplete struct {
	Code  string // of the letter
	Field string // of Data, or "Case"
}

// Error names the letter and the field.
func (e *Incomplete) Error() string { return fmt.Sprintf("letter %s lacks %s", e.Code, e.Field) }

// need is one field that a letter cannot do without.
type need struct {
	field string
	when  func(Letter) bool // nil for always
}

func always(fields ...string) []need { return only(nil, fields...) }

func only(when func(Letter) bool, fields ...string) []need {
	needs := make([]need, len(fields))
	for i, f := range fields {
		needs[i] = need{f, when}
	}
	return needs
}

func join(lists ...[]need) []need {
	var all []need
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// The conditions under which a field is needed.
var (
	covered    = func(l Letter) bool { return !l.Data.Outside }
	outside    = func(l Letter) bool { return l.Data.Outside }
	arbitrable = func(l Letter) bool { return !l.Data.Outside && !l.Data.HR }
	ended      = func(l Letter) bool { return l.Data.Outcome != "" } // the case has closed: no other body has it
	toStaff    = func(l Letter) bool { return !l.resident() }
)

// restricted reports whether an answer to a request holds something back.
func restricted(o complaint.Outcome) bool {
	return o == complaint.PartlyGranted || o == complaint.RefusedRestricted
}

// isNotice reports whether the letter is a notice to the complaining side.
func (l Letter) isNotice() bool { return len(l.Code) == 3 && (l.Code[0] == 'N' || l.Code[0] == 'R') }

func happened(a complaint.Action) func(Letter) bool {
	return func(l Letter) bool { return l.Data.Happened == a }
}

// The bodies as letters name them.
var (
	base      = always("Today", "CaseURL")
	personal  = always("Name", "Entity", "Framework", "Contact", "ContactPost")
	authority = only(covered, "AuthorityName", "AuthorityWeb")
	body      = only(arbitrable, "RecourseName", "RecourseWeb", "RecoursePost")
)

// needs is the table of what each letter must say (rulebook, section 10). Every
// letter needs base as well, and every letter to the complaining side personal.
var needs = map[string][]need{
	"N01": join(always("ReceivedOn", "RespondBy"), authority),
	"N02": join(always("ReceivedOn", "RespondBy"), authority),
	"N03": always("ReceivedOn", "RespondBy"),
	"N04": join(always("Reason", "EnforcerName", "EnforcerWeb"), authority, only(ended, "ReopenUntil")),
	"N05": join(always("ControllerName"), authority,
		only(func(l Letter) bool { return l.Data.AlsoController }, "ReceivedOn", "RespondBy")),
	"N06": always("SurvivingCase"),
	"N07": join(always("Finding", "Remedies", "ReplyBy"), authority, body, only(arbitrable, "ArbitrationName"),
		only(func(l Letter) bool { return l.Data.Remedied() }, "RemedyBy"),
		only(func(l Letter) bool { return l.Data.Late }, "RespondBy")),
	"N08": join(always("ReceivedOn", "RespondBy", "NewDate"), authority, body, only(outside, "EnforcerName", "EnforcerWeb")),
	"N09": join(always("RecourseName", "RecourseWeb", "RecoursePost", "ReceivedOn", "RespondBy", "ReplyBy"), authority),
	"N10": join(always("AuthorityName", "AuthorityWeb", "ReplyBy")),
	"N11": join(always("RecourseName", "Decision", "AuthorityName", "AuthorityWeb"),
		only(func(l Letter) bool { return l.Data.Decision != "REJECTED" }, "ActBy"),
		only(func(l Letter) bool { return l.Data.Decision == "REJECTED" }, "ReplyBy")),
	"N12": join(always("Happened", "ReferredTo"), only(happened(complaint.DPARefersDoC), "ExpectedBy"),
		only(happened(complaint.IRMNonperformed), "RecourseName", "ReplyBy", "AuthorityName", "AuthorityWeb")),
	"N13": join(always("Available", "Guards", "Bars", "ArbitrationName", "ArbitrationAdministrator", "ArbitrationWeb", "AuthorityName", "AuthorityWeb"),
		only(func(l Letter) bool { return l.Data.ArbitrationOpen() }, "ReplyBy")),
	"N14": join(always("Happened", "ArbitrationName", "ArbitrationAdministrator"),
		only(happened(complaint.ArbNoticeDelivered), "Available", "Guards", "Bars", "NoticeOn", "ConcludeBy"),
		only(happened(complaint.ArbHearingAsked), "ConcludeBy"),
		only(happened(complaint.ArbHearingSettled), "ConcludeBy"),
		only(happened(complaint.DeadlineStated), "NoticeOn", "ConcludeBy"),
		only(happened(complaint.ArbPanelFormed), "Arbitrators", "ConcludeBy"),
		only(happened(complaint.ArbAward), "Award"),
		only(func(l Letter) bool {
			return l.Data.Happened == complaint.ArbAward && l.Data.Award != "FOR_COMPANY"
		}, "ActBy"),
		only(happened(complaint.ArbEnded), "EndReason")),
	"N15": join(always("Outcome", "ReopenUntil"), authority),
	"N16": join(authority, only(func(l Letter) bool { return !l.Data.AuthorityOpen }, "ReopenUntil")),

	"R01": join(always("Right", "ReceivedOn", "RespondBy"), authority),
	"R02": always("Right", "RespondBy"),
	"R03": join(always("Right", "ReceivedOn", "RespondBy", "Ground"), authority),
	"R04": join(always("Right", "Outcome"), authority, only(func(l Letter) bool { return l.Data.Late }, "RespondBy"),
		only(func(l Letter) bool { return restricted(l.Data.Outcome) }, "Ground")),
	"R05": join(always("Right", "ReceivedOn", "RespondBy", "NewDate"), authority),
	"R06": join(always("Right", "ControllerName"), authority),
	"R07": join(always("Right"), authority),

	Reminder:   join(always("Due"), only(toStaff, "Reminder", "Deadline")),
	Alarm:      always("Alarm"),
	Message:    nil,
	Link:       always("Link", "LinkMinutes"),
	Draft:      always("Link", "DraftUntil"),
	RemindOwn:  nil,
	Erasure:    join(always("Happened"), authority, only(happened(complaint.ErasureRefused), "Ground", "KeptFor", "KeptUnit")),
	Controller: always("ControllerName", "ReceivedOn", "Entity", "Contact", "ContactPost"),
	Receipt:    always("ReceivedOn", "RespondBy"),
}

// check says what the letter lacks, if anything.
func (l Letter) check() error {
	own, known := needs[l.Code]
	switch {
	case !known:
		return fmt.Errorf("there is no letter %q", l.Code)
	case l.Code == Alarm && l.resident(), (l.isNotice() || l.Code == Link || l.Code == Draft || l.Code == Receipt || l.Code == RemindOwn) && !l.resident():
		return fmt.Errorf("letter %s is not for this role", l.Code)
	case l.Case == "":
		return &Incomplete{l.Code, "Case"}
	}
	all := join(base, own)
	if l.resident() {
		all = join(base, personal, own)
	}
	data := reflect.ValueOf(l.Data)
	for _, n := range all {
		if (n.when == nil || n.when(l)) && empty(data.FieldByName(n.field)) {
			return &Incomplete{l.Code, n.field}
		}
	}
	return nil
}

// empty reports whether a field says nothing, or says it only in part.
func empty(v reflect.Value) bool {
	if v.Kind() != reflect.Slice {
		return v.IsZero()
	}
	for i := range v.Len() {
		if f, ok := v.Index(i).Interface().(Finding); ok && (f.Code == "" || f.Says == "" || f.Why == "") {
			return true
		}
	}
	return v.Len() == 0
}
