package complaint

// Ground is a grievance in the words of everyday life, with the Principles it is
// about.
type Ground struct {
	Code       string
	Principles []string // codes of Principles
}

// Groundwork maps what people say has happened to the Principles (rulebook, section
// 7, principle). Which Principle is breached is for triage to say; this is where it
// begins. Product choice, except that the Principles are a closed list.
var Groundwork = []Ground{
	{"NEVER_ANSWERED", []string{"RECOURSE_ENFORCEMENT_LIABILITY"}},
	{"NOT_TOLD", []string{"NOTICE"}},
	{"OTHER_PURPOSE", []string{"CHOICE", "DATA_INTEGRITY_PURPOSE"}},
	{"SAID_NO", []string{"CHOICE"}},
	{"PASSED_ON", []string{"ONWARD_TRANSFER"}},
	{"NOT_SAFE", []string{"SECURITY"}},
	{"WRONG_DATA", []string{"DATA_INTEGRITY_PURPOSE"}},
	{"KEPT_TOO_LONG", []string{"DATA_INTEGRITY_PURPOSE"}},
	{"NOT_SHOWN", []string{"ACCESS"}},
	{"NOT_CORRECTED", []string{"ACCESS"}},
	{"NOT_DELETED", []string{"ACCESS"}},
	{"SENSITIVE", []string{"SENSITIVE_DATA"}},
}

// Grounds are the codes of Groundwork.
var Grounds = func() Vocabulary {
	codes := make(Vocabulary, len(Groundwork))
	for i, g := range Groundwork {
		codes[i] = g.Code
	}
	return codes
}()

// PrinciplesOf returns the Principles that grounds are about, each once, in the
// order of the grounds.
func PrinciplesOf(grounds []string) []string {
	var list Vocabulary
	for _, g := range Groundwork {
		if !Vocabulary(grounds).Has(g.Code) {
			continue
		}
		for _, p := range g.Principles {
			if !list.Has(p) {
				list = append(list, p)
			}
		}
	}
	return list
}

// Wishes are the remedies that a person is asked about: what the company can do for
// them. Money is not among them, so that nobody counts on it: an award never gives any
// (Annex I.B), and the company may only offer it (rulebook, section 7,
// COMPENSATION_VOLUNTARY). Whoever wants it says so in their own words.
var Wishes = Vocabulary{
	"EXPLANATION", "ACCESS_GIVEN", "CORRECTED", "DELETED", "RETURNED", "PROCESSING_STOPPED", "OPT_OUT_APPLIED", "AGENT_INSTRUCTED", "PROCESS_CHANGED", "APOLOGY",
}
