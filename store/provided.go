package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"recourse/access"
	"recourse/complaint"
	"recourse/store/storedb"
)

// Provided is a member of staff as their provider of OpenID Connect describes
// them at sign-in. Name, address and subject are personal data.
type Provided struct {
	Issuer, Subject string // who they are, for good
	Name, Email     string
	Verified        bool // the provider has checked the address
	Role            complaint.Role
	Entities        []string // none for all
	Queues          []string // none for both
}

// Provide makes or updates the member of staff whom a provider describes. Who has
// signed in with a password before is known again by an address that the provider
// has checked. A name that is taken is told apart by the address. Conflict when
// the address is another's, Forbidden for a disabled account.
func (s *Store) Provide(ctx context.Context, p Provided, by access.Hand) (Staff, error) {
	if p.Issuer == "" || p.Subject == "" || !slices.Contains(complaint.StaffRoles, p.Role) {
		return Staff{}, complaint.Errorf(complaint.Invalid, "a member of staff needs an issuer, a subject and a role")
	}
	if err := checkScope(p.Entities, p.Queues); err != nil {
		return Staff{}, err
	}
	m, err := s.provide(ctx, p, by)
	if errors.Is(err, errNameTaken) {
		p.Name = strings.TrimSpace(p.Name) + " (" + cmp.Or(p.Email, p.Subject) + ")"
		m, err = s.provide(ctx, p, by)
	}
	return m, err
}

// errNameTaken says that another member of staff has the name or the address.
var errNameTaken = complaint.Errorf(complaint.Conflict, "another member of staff has this name or e-mail address")

// provide writes the row in one transaction with what happened to the account.
func (s *Store) provide(ctx context.Context, p Provided, by access.Hand) (m Staff, err error) {
	err = s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		if err := q.LockAccounts(ctx); err != nil {
			return access.AccountEvent{}, err
		}
		before, err := known(ctx, q, p)
		if none(err) {
			row, err := q.AddProvided(ctx, storedb.AddProvidedParams{
				Name: p.Name, Email: p.Email, Role: string(p.Role), Entities: list(p.Entities), Queues: list(p.Queues), Issuer: p.Issuer, Subject: p.Subject,
			})
			m = staffOf(row)
			return access.AccountEvent{Kind: access.AccountAdded, StaffID: m.ID, Detail: string(p.Role)}, taken(err)
		}
		if err != nil {
			return access.AccountEvent{}, err
		}
		if m, err = renew(ctx, q, before, p, by.At); err != nil {
			return access.AccountEvent{}, err
		}
		return access.AccountEvent{}, noteAll(ctx, q, by, renewals(before, m))
	})
	return m, err
}

// EndProvided ends all sessions and tokens of whom a provider no longer gives what
// they need to come in, if they are on the staff.
func (s *Store) EndProvided(ctx context.Context, issuer, subject string, by access.Hand) error {
	return s.change(ctx, by, func(q *storedb.Queries) (access.AccountEvent, error) {
		if err := q.LockAccounts(ctx); err != nil {
			return access.AccountEvent{}, err
		}
		id, err := q.OutdateProvided(ctx, storedb.OutdateProvidedParams{Issuer: issuer, Subject: subject})
		if none(err) {
			return access.AccountEvent{}, nil
		}
		if err != nil {
			return access.AccountEvent{}, err
		}
		return access.AccountEvent{Kind: access.SessionsEnded, StaffID: id, Detail: access.ByProvider}, endEverything(ctx, q, id, by.At)
	})
}

// known finds whom the provider describes: by subject, or else by an address that
// it has checked.
func known(ctx context.Context, q *storedb.Queries, p Provided) (storedb.Staff, error) {
	row, err := q.StaffBySubject(ctx, storedb.StaffBySubjectParams{Issuer: p.Issuer, Subject: p.Subject})
	if none(err) && p.Verified {
		return q.LocalStaffByEmail(ctx, p.Email)
	}
	return row, err
}

// renew brings the row up to what the provider says. Another role ends the
// sessions and tokens of the old one, and whoever comes from local accounts leaves
// what opened that behind.
func renew(ctx context.Context, q *storedb.Queries, before storedb.Staff, p Provided, at time.Time) (Staff, error) {
	if before.DisabledAt.Valid {
		return Staff{}, complaint.Errorf(complaint.Forbidden, "your account here is disabled; ask whoever manages accounts")
	}
	row, err := q.RenewProvided(ctx, storedb.RenewProvidedParams{
		ID: before.ID, Name: p.Name, Email: p.Email, Role: string(p.Role), Entities: list(p.Entities), Queues: list(p.Queues), Issuer: p.Issuer, Subject: p.Subject,
	})
	if err != nil {
		return Staff{}, taken(err)
	}
	if before.Issuer == "" {
		if err := dropFactors(ctx, q, row.ID); err != nil {
			return Staff{}, err
		}
	}
	if row.Version != before.Version {
		err = endEverything(ctx, q, row.ID, at)
	}
	return staffOf(row), err
}

// renewals are what a renewed row means for the account.
func renewals(before storedb.Staff, m Staff) []access.AccountEvent {
	var list []access.AccountEvent
	if before.Issuer == "" {
		list = append(list, access.AccountEvent{Kind: access.AccountLinked, StaffID: m.ID})
	}
	if before.Role != string(m.Role) {
		list = append(list, access.AccountEvent{Kind: access.RoleChanged, StaffID: m.ID, Detail: string(m.Role)})
	}
	if !sameCodes(before.Entities, m.Entities) || !sameCodes(before.Queues, m.Queues) {
		list = append(list, scopeChanged(m))
	}
	return list
}

// sameCodes compares codes in any order.
func sameCodes(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// noteAll notes several things that happened to accounts.
func noteAll(ctx context.Context, q *storedb.Queries, by access.Hand, list []access.AccountEvent) error {
	for _, e := range list {
		e.Hand = by
		if err := addEvent(ctx, q, e); err != nil {
			return err
		}
	}
	return nil
}

func taken(err error) error {
	if violates(err, "staff_name") || violates(err, "staff_email") {
		return errNameTaken
	}
	return err
}
