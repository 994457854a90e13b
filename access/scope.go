package access

import (
	"slices"
	"strings"
)

// Scope is the part of the cases that a member of staff works on: those of some
// companies of the group, and of one of the two queues. The zero Scope is all of
// them. Scopes can be compared.
type Scope struct{ entities, queues string } // codes in order, with commas between them

// NewScope returns the scope of these companies and queues, by their codes; no
// codes stand for all.
func NewScope(entities, queues []string) Scope { return Scope{listed(entities), listed(queues)} }

func listed(codes []string) string {
	return strings.Join(slices.Compact(slices.Sorted(slices.Values(codes))), ",")
}

// Entities lists the companies by their codes; none for all.
func (s Scope) Entities() []string { return unlisted(s.entities) }

// Queues lists the queues; none for all.
func (s Scope) Queues() []string { return unlisted(s.queues) }

func unlisted(codes string) []string {
	if codes == "" {
		return nil
	}
	return strings.Split(codes, ",")
}

// All reports whether the scope leaves no case out.
func (s Scope) All() bool { return s == Scope{} }

// Holds reports whether a case of this company and queue is in the scope.
func (s Scope) Holds(entity, queue string) bool {
	return (s.entities == "" || slices.Contains(s.Entities(), entity)) && (s.queues == "" || slices.Contains(s.Queues(), queue))
}
