package server

import (
	"recourse/complaint"
	"recourse/law"
)

// lost answers a complainant whose case is erased like one who has none: their code
// opens nothing any more.
func lost(c *law.Case, actor complaint.Actor) error {
	if c.Erased() && complains(actor.Role) {
		return complaint.Errorf(complaint.Missing, "there is no such case, or it is not yours")
	}
	return nil
}

// withoutPerson leaves out what identifies the person of an erased case, also in the
// moments until it is destroyed. The record given is not changed.
func withoutPerson(r law.Record) law.Record {
	r.Erased, r.Filing, r.Documents = true, complaint.Filing{}, nil
	entries := make([]law.Entry, len(r.Entries))
	for i, e := range r.Entries {
		e.Details = nil
		entries[i] = e
	}
	letters := make([]law.Posted, len(r.Letters))
	for i, l := range r.Letters {
		l.Subject, l.Body = "", ""
		letters[i] = l
	}
	r.Entries, r.Letters = entries, letters
	return r
}
