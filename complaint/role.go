package complaint

// Role is a party to a case, by the rulebook's names (section 4).
type Role string

// The people who use Recourse.
const (
	Complainant    Role = "complainant"
	Representative Role = "representative"
	CaseOfficer    Role = "case_officer"
	PrivacyOfficer Role = "privacy_officer"
	Manager        Role = "manager"
	Auditor        Role = "auditor"
	SystemAdmin    Role = "administrator"
)

// System is Recourse itself where it acts by what is on record and not by a clock of
// the case: its nightly run erases.
const System Role = "system"

// The clock, and the bodies outside whose acts officers record.
const (
	Clock         Role = "clock"
	Controller    Role = "controller_client"
	IRM           Role = "irm"
	DPA           Role = "dpa"
	Panel         Role = "dpa_panel"
	Commerce      Role = "doc"
	FTC           Role = "ftc"
	Administrator Role = "arbitration_administrator"
	Arbitrator    Role = "arbitrator"
)

// StaffRoles lists the roles a member of staff can have.
var StaffRoles = []Role{CaseOfficer, PrivacyOfficer, Manager, Auditor, SystemAdmin}

// Actor is who did something: a role, and for staff an opaque identifier such
// as "staff/3". It never holds a name.
type Actor struct {
	Role Role   `json:"role"`
	ID   string `json:"id,omitempty"`
}
