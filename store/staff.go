package store

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/complaint"
	"recourse/store/storedb"
)

// Staff is one member of staff. Name and address are personal data.
type Staff struct {
	ID           int64          `json:"id"`
	Name         string         `json:"name"` // unique in either case; signs in with it
	Email        string         `json:"email"`
	Role         complaint.Role `json:"role"`
	PasswordHash string         `json:"-"`
	Demo         bool           `json:"-"`                  // of a demonstration
	Out          bool           `json:"-"`                  // of office: the account is disabled
	Entities     []string       `json:"entities,omitempty"` // companies whose cases they work on; none for all
	Queues       []string       `json:"queues,omitempty"`   // eu or us; none for both
}

// staffPrefix begins the identifier of a member of staff in events.
const staffPrefix = "staff/"

// Actor returns the member of staff as events name them: without a name.
func (m Staff) Actor() complaint.Actor {
	return complaint.Actor{Role: m.Role, ID: staffPrefix + strconv.FormatInt(m.ID, 10)}
}

// AddStaff adds a member of staff and returns them with their identifier. A name
// or address that is taken is a Conflict.
func (s *Store) AddStaff(ctx context.Context, m Staff) (Staff, error) {
	if !slices.Contains(complaint.StaffRoles, m.Role) {
		return Staff{}, complaint.Errorf(complaint.Invalid, "staff cannot have the role %q", m.Role)
	}
	if strings.TrimSpace(m.Name) == "" {
		return Staff{}, complaint.Errorf(complaint.Invalid, "a member of staff needs a name")
	}
	if err := checkScope(m.Entities, m.Queues); err != nil {
		return Staff{}, err
	}
	row, err := s.q.AddStaff(ctx, storedb.AddStaffParams{
		Name: m.Name, Email: m.Email, Role: string(m.Role), PasswordHash: m.PasswordHash, Entities: list(m.Entities), Queues: list(m.Queues),
	})
	if violates(err, "staff_name") || violates(err, "staff_email") {
		return Staff{}, complaint.Errorf(complaint.Conflict, "another member of staff has this name or e-mail address")
	}
	return staffOf(row), fault(err, "add a member of staff")
}

// Staff returns all staff by name.
func (s *Store) Staff(ctx context.Context) ([]Staff, error) {
	rows, err := s.q.AllStaff(ctx)
	if err != nil {
		return nil, fault(err, "list staff")
	}
	all := make([]Staff, len(rows))
	for i, row := range rows {
		all[i] = staffOf(row)
	}
	return all, nil
}

// StaffByID returns a member of staff by number. Missing when there is none, or
// when their account is disabled.
func (s *Store) StaffByID(ctx context.Context, id int64) (Staff, error) {
	return oneOf(s.q.StaffByID(ctx, id))
}

// StaffByName returns a member of staff by name, in either case. Missing when
// there is none.
func (s *Store) StaffByName(ctx context.Context, name string) (Staff, error) {
	return oneOf(s.q.StaffByName(ctx, name))
}

// StaffByEmail returns a member of staff by e-mail address, in either case.
// Missing when there is none.
func (s *Store) StaffByEmail(ctx context.Context, email string) (Staff, error) {
	return oneOf(s.q.StaffByEmail(ctx, email))
}

// AddToken lets a program act as a member of staff until a real instant. Only
// the hash of its token is kept. Missing when there is no such member of staff.
func (s *Store) AddToken(ctx context.Context, hash []byte, staffID int64, expires time.Time) error {
	err := s.q.AddToken(ctx, storedb.AddTokenParams{Hash: hash, StaffID: staffID, ExpiresAt: expires})
	if violates(err, "tokens_staff_id_fkey") {
		return complaint.Errorf(complaint.Missing, "there is no such member of staff")
	}
	return fault(err, "add a token")
}

// RevokeToken ends a token at once. Missing when there is none.
func (s *Store) RevokeToken(ctx context.Context, hash []byte) error {
	n, err := s.q.RevokeToken(ctx, hash)
	if err == nil && n == 0 {
		return complaint.Errorf(complaint.Missing, "there is no such token")
	}
	return fault(err, "revoke a token")
}

// StaffByToken returns whose token it is. Missing when it is unknown, expired or
// revoked.
func (s *Store) StaffByToken(ctx context.Context, hash []byte) (Staff, error) {
	return oneOf(s.q.StaffByToken(ctx, hash))
}

func oneOf(row storedb.Staff, err error) (Staff, error) {
	return staffOf(row), fault(missing(err, "there is no such member of staff"), "find a member of staff")
}

func staffOf(row storedb.Staff) Staff {
	return Staff{ID: row.ID, Name: row.Name, Email: row.Email, Role: complaint.Role(row.Role), PasswordHash: row.PasswordHash, Demo: row.Demo, Out: row.DisabledAt.Valid, Entities: row.Entities, Queues: row.Queues}
}
