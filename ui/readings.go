package ui

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
)

// lastReadings is how many looks at a case its page lists; the API has them all.
// Product choice.
const lastReadings = 50

// oversees reports whether the caller may see who has looked at a case.
func oversees(who access.Caller) bool {
	return access.Allowed(http.MethodGet, "/api/v1/cases/:case/reads", who.Actor.Role)
}

// readings are the looks at the case in words.
func (r *reading) readings(list []law.Reading) []page.Fact {
	out := make([]page.Fact, len(list))
	for i, l := range list {
		out[i] = page.Fact{Name: r.moment(l.At), Text: r.say("reading.line", "Who", cmp.Or(r.names[l.Staff], l.Staff), "What", r.part(l.What))}
	}
	return out
}

// parts are the parts of a case that have a sentence of their own.
var parts = complaint.Vocabulary{"case", "events", "actions", "acts", "arbitration", "packs", "reads", "documents", "certificate"}

// part names what somebody has looked at; a document by its file name.
func (r *reading) part(what string) string {
	part, id, _ := strings.Cut(what, "/")
	if i := slices.IndexFunc(r.rec.Documents, func(d law.Document) bool { return d.ID == id }); part == "documents" && i >= 0 && r.rec.Documents[i].Name != "" {
		return r.say("reading.document", "Name", r.rec.Documents[i].Name)
	}
	if !parts.Has(part) {
		return what
	}
	return r.say("reading.part." + part)
}
