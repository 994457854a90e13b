package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	"recourse/store/storedb"
)

// WorksOn reports whether a case of this company and queue is one of theirs.
func (m Staff) WorksOn(entity, queue string) bool {
	return (len(m.Entities) == 0 || slices.Contains(m.Entities, entity)) && (len(m.Queues) == 0 || slices.Contains(m.Queues, queue))
}

// ScopeStaff sets which cases a member of staff works on, by codes of companies
// and queues; none for all. The change is noted. Missing when nobody has the name, Invalid for codes
// that are none.
func (s *Store) ScopeStaff(ctx context.Context, name string, entities, queues []string, by access.Hand) (m Staff, err error) {
	if err := checkScope(entities, queues); err != nil {
		return Staff{}, err
	}
	err = s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		m, err = oneOf(q.ScopeStaff(ctx, storedb.ScopeStaffParams{Name: name, Entities: list(entities), Queues: list(queues)}))
		return scopeChanged(m), err
	})
	return m, err
}

// scopeChanged says what the scope of somebody is now: its codes, or nothing for
// all cases.
func scopeChanged(m Staff) access.AccountEvent {
	return access.AccountEvent{Kind: access.ScopeChanged, StaffID: m.ID, Detail: strings.Join(slices.Concat(m.Entities, m.Queues), " ")}
}

func checkScope(entities, queues []string) error {
	for _, e := range entities {
		if !law.EntityCodes().Has(e) {
			return complaint.Errorf(complaint.Invalid, "entity must be one of %s", strings.Join(law.EntityCodes(), ", "))
		}
	}
	for _, q := range queues {
		if !law.Queues.Has(q) {
			return complaint.Errorf(complaint.Invalid, "queue must be one of %s", strings.Join(law.Queues, ", "))
		}
	}
	return nil
}

// list writes no codes as an empty list, since no column of codes is null.
func list(codes []string) []string { return append([]string{}, codes...) }

// MailOf returns where letters to a role about a case go: for a case officer to
// the assignee if the case has one, otherwise to everybody of the role who has an
// address. Nobody outside whose scope the case is gets one.
func (s *Store) MailOf(ctx context.Context, role complaint.Role, c *law.Case) ([]string, error) {
	entity, queue := c.Facts.Entity, c.Queue()
	if id, err := strconv.ParseInt(strings.TrimPrefix(c.Assignee, staffPrefix), 10, 64); err == nil && role == complaint.CaseOfficer {
		m, err := s.StaffByID(ctx, id)
		if err == nil && m.Email != "" && m.WorksOn(entity, queue) {
			return []string{m.Email}, nil
		}
		if err != nil && complaint.KindOf(err) != complaint.Missing {
			return nil, err
		}
	}
	list, err := s.q.MailInScope(ctx, storedb.MailInScopeParams{Role: string(role), Entity: entity, Queue: queue})
	return list, fault(err, "find the addresses of a role")
}
