package server

import (
	"maps"
	"slices"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
)

// shown says which entries of a case its complainant sees, and which texts with
// them. An act that is not listed is the office's own affair: drafts,
// assessments, reminders, assignments, correspondence with authorities. What a
// complainant has done or written, they always see.
var shown = map[complaint.Action][]string{
	complaint.ComplaintReceived:       nil,
	complaint.AcknowledgmentSent:      nil,
	complaint.TriageAccepted:          {"allegations"},
	complaint.TriageNeedsInfo:         {"questions", "translation"},
	complaint.InfoProvided:            {"answer"},
	complaint.TriageIneligible:        {"reason"},
	complaint.TriageRightsOnly:        {"reason"},
	complaint.TriageMixed:             {"allegations"},
	complaint.RequestReceived:         nil,
	complaint.IdentityAsked:           {"asked_for"},
	complaint.IdentityChecked:         nil,
	complaint.RequestExtended:         {"reasons"},
	complaint.RequestAnswered:         {"text", "explanation", "contact", "translation"},
	complaint.RequestReferred:         {"controller"},
	complaint.RequestWithdrawn:        {"reason"},
	complaint.RequestComplained:       {"reasons"},
	complaint.TimerRequest:            nil,
	complaint.TriageProcessor:         {"controller"},
	complaint.DuplicateFound:          nil,
	complaint.ComplaintWithdrawn:      {"reason"},
	complaint.TriageGeneral:           {"reason"},
	complaint.IneligibilityContested:  {"reasons"},
	complaint.ControllerForwarded:     nil,
	complaint.ControllerAcknowledged:  nil,
	complaint.ControllerRefused:       {"reason"},
	complaint.MandateRecorded:         nil,
	complaint.RepresentativeAdmitted:  {"name", "email"},
	complaint.RepresentativeRevoked:   nil,
	complaint.CaseReclassified:        {"reason"},
	complaint.DuplicateMerged:         nil,
	complaint.DeliveryFailed:          nil,
	complaint.DeathRecorded:           nil,
	complaint.HeirsAdmitted:           nil,
	complaint.CaseLapsed:              nil,
	complaint.MessageSent:             {"text", "translation"},
	complaint.DocumentAdded:           {"document", "name", "caption", "dated", "original"},
	complaint.CaseReopened:            {"reason"},
	complaint.DeadlineStated:          nil,
	complaint.PackMoved:               {"reason"},
	complaint.CourtJudgment:           {"remark"},
	complaint.SettlementSigned:        {"text"},
	complaint.SettlementPerformed:     {"proof"},
	complaint.ResponseSent:            {"text", "translation"},
	complaint.ComplainantSatisfied:    {"remark"},
	complaint.ComplainantNotSatisfied: {"reasons"},
	complaint.IRMFiled:                {"reference"},
	complaint.IRMEligible:             nil,
	complaint.IRMIneligible:           {"reason"},
	complaint.IRMSettled:              {"settlement"},
	complaint.IRMNoSettlement:         nil,
	complaint.IRMDecision:             {"text"},
	complaint.IRMPerformed:            {"proof"},
	complaint.IRMNonperformed:         {"report"},
	complaint.IRMClosed:               nil,
	complaint.DPAContacted:            {"reference"},
	complaint.DPAPanelCompetent:       nil,
	complaint.DPARefersDoC:            {"reference"},
	complaint.DPANoBreach:             {"remark"},
	complaint.DPADirectAction:         {"remark"},
	complaint.DPAAdvice:               {"advice"},
	complaint.AdviceComplied:          {"confirmation"},
	complaint.DoCResolved:             {"remark"},
	complaint.DoCUnresolved:           {"remark"},
	complaint.FTCReferral:             {"reference"},
	complaint.FTCActed:                {"remark"},
	complaint.FTCNoAction:             {"remark"},
	complaint.ArbPrecheck:             nil,
	complaint.ArbDeclined:             nil,
	complaint.ArbNoticeDelivered:      {"steps_taken", "breach"},
	complaint.ArbListReceived:         {"list", "reference"},
	complaint.ArbListRanked:           nil,
	complaint.ArbHearingAsked:         {"reasons"},
	complaint.ArbHearingSettled:       {"remark"},
	complaint.ArbElsewhere:            {"remark"},
	complaint.ArbPanelFormed:          {"remark"},
	complaint.ArbAward:                {"text"},
	complaint.ArbEnded:                {"settlement"},
	complaint.AwardComplied:           {"confirmation"},
	complaint.AwardNotComplied:        nil,
	complaint.TimerD45:                nil,
	complaint.TimerWindow:             nil,
	complaint.TimerD25:                nil,
	complaint.TimerD90:                nil,
	complaint.DeadlinePassed:          nil,
	complaint.ReopenExpired:           nil,
	complaint.ErasureRequested:        {"reasons"},
	complaint.ErasureApproved:         nil,
	complaint.ErasureRefused:          {"reasons"},
}

// forComplainant returns what a complainant may see of their case. The record
// given is not changed.
func forComplainant(r law.Record) law.Record {
	r.Case.Draft, r.Case.Frivolous, r.Case.Assignee = law.Draft{}, "", ""
	r.Case.Ineligible, r.Case.Links, r.Case.Systemic, r.Case.Conflicted = "", nil, false, nil
	r.Case.Erasure.By = ""
	r.Case.Hold, r.Case.Incident, r.Case.Retaliation = false, false, false
	r.Entries = slices.DeleteFunc(ownEntries(r.Entries), func(e law.Entry) bool { return early(r.Case.Arbitrators, e) })
	r.Documents = linked(r)
	r.Letters = slices.DeleteFunc(slices.Clone(r.Letters), func(p law.Posted) bool { return !complains(p.To) || p.Code == law.OwnReminderLetter })
	return r
}

// early reports whether the entry is the company's ranking of arbitrators and
// the individual has not ranked yet: neither goes by what the other has said.
func early(a law.Arbitrators, e law.Entry) bool {
	current := slices.ContainsFunc(a.Rankings, func(r law.Ranking) bool { return r.Seq == e.Seq && r.Side == law.Company })
	return current && !a.Both()
}

func complains(role complaint.Role) bool { return slices.Contains(access.Complainants, role) }

// ownEntries keeps the entries that a complainant sees. The text, finding and
// remedies of an answer are drafted before it is sent; they appear with the
// entry of its sending.
func ownEntries(all []law.Entry) []law.Entry {
	out := []law.Entry{}
	var draft law.Entry
	for _, e := range all {
		if e.Action == complaint.ResponseDrafted {
			draft = e
		}
		texts, ok := shown[e.Action]
		if own := complains(e.Actor.Role); !ok && !own {
			continue
		} else if !own {
			if e.Action == complaint.DocumentAdded && e.Facts[law.SharedFact] == "" {
				continue // the office's own (decision 17)
			}
			if e.Action == complaint.ResponseSent {
				e.Facts, e.Details = merged(e.Facts, draft.Facts), draft.Details
			}
			e.Details = only(e.Details, texts)
			e.Actor.ID = ""
		}
		e.Key = ""
		e.Letters = slices.DeleteFunc(slices.Clone(e.Letters), func(l law.Letter) bool { return !complains(l.To) })
		out = append(out, e)
	}
	return out
}

// merged returns both maps as one.
func merged(a, b map[string]string) map[string]string {
	out := maps.Clone(b)
	if out == nil {
		out = map[string]string{}
	}
	maps.Copy(out, a)
	return out
}

// only returns the named texts.
func only(details map[string]string, names []string) map[string]string {
	out := map[string]string{}
	for _, n := range names {
		if text, ok := details[n]; ok {
			out[n] = text
		}
	}
	return out
}

// linked returns the documents that an entry of the case speaks of: one whose
// act was refused after all is not on file.
func linked(r law.Record) []law.Document {
	known := map[string]bool{}
	for _, e := range r.Entries {
		if e.Action == complaint.DocumentAdded {
			known[e.Details["document"]] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(r.Documents), func(d law.Document) bool { return !known[d.ID] })
}
