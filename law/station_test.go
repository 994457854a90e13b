package law

import (
	"maps"
	"slices"
	"testing"

	"recourse/complaint"
)

// stations bring a case to every step of the glossary, alone or beside others.
var stations = map[string]func(*testing.T) *road{
	"received":              func(t *testing.T) *road { return newRoad(t) },
	"received by post":      func(t *testing.T) *road { return newRoad(t, byPost).day(3) },
	"outside the path":      func(t *testing.T) *road { return newRoad(t, american) },
	"waiting for answers":   func(t *testing.T) *road { return newRoad(t).do(officer, complaint.TriageNeedsInfo) },
	"untriaged and overdue": func(t *testing.T) *road { return newRoad(t).day(50) },
	"accepted":              func(t *testing.T) *road { return newRoad(t).accepted("NON_HR") },
	"employment accepted":   func(t *testing.T) *road { return newRoad(t).accepted("HR") },
	"drafted": func(t *testing.T) *road {
		return newRoad(t).accepted("NON_HR").do(officer, complaint.ResponseDrafted, "finding=PARTLY", "remedies=NONE")
	},
	"overdue":             func(t *testing.T) *road { return newRoad(t).accepted("NON_HR").day(50) },
	"answered":            func(t *testing.T) *road { return newRoad(t).answered("NON_HR", 20, "PARTLY") },
	"employment answered": func(t *testing.T) *road { return newRoad(t).answered("HR", 20, "PARTLY") },
	"answered late":       func(t *testing.T) *road { return newRoad(t).accepted("NON_HR").day(50).sent("PARTLY") },
	"recourse offered": func(t *testing.T) *road {
		return newRoad(t).answered("NON_HR", 20, "PARTLY").do(person, complaint.ComplainantNotSatisfied)
	},
	"recourse checks":       func(t *testing.T) *road { return newRoad(t).filed() },
	"recourse conciliates":  func(t *testing.T) *road { return newRoad(t).filed().do(officer, complaint.IRMEligible) },
	"recourse reviews":      func(t *testing.T) *road { return newRoad(t).reviewed() },
	"recourse verifies":     func(t *testing.T) *road { return newRoad(t).upheld() },
	"recourse closed":       func(t *testing.T) *road { return newRoad(t).rejected() },
	"authority offered":     func(t *testing.T) *road { return newRoad(t).rejected().do(person, complaint.ComplainantNotSatisfied) },
	"authority assesses":    func(t *testing.T) *road { return newRoad(t).lodged() },
	"authority enquires":    func(t *testing.T) *road { return newRoad(t).lodged().do(officer, complaint.AuthorityEnquiry) },
	"panel advises":         func(t *testing.T) *road { return newRoad(t).panel() },
	"advice to be followed": func(t *testing.T) *road { return newRoad(t).advised() },
	"advice not followed":   func(t *testing.T) *road { return newRoad(t).advised().day(120) },
	"Commerce works":        func(t *testing.T) *road { return newRoad(t).commerce() },
	"FTC beside Commerce":   func(t *testing.T) *road { return newRoad(t).commerce().do(officer, complaint.FTCReferral) },
	"arbitration offered":   func(t *testing.T) *road { return newRoad(t).offered() },
	"arbitration open":      func(t *testing.T) *road { return newRoad(t).offered().do(person, complaint.ArbPrecheck) },
	"Notice delivered":      func(t *testing.T) *road { return newRoad(t).noticed() },
	"panel being chosen":    func(t *testing.T) *road { return newRoad(t).noticed().do(officer, complaint.ArbListReceived) },
	"panel hears":           func(t *testing.T) *road { return newRoad(t).heard() },
	"award to be followed":  func(t *testing.T) *road { return newRoad(t).heard().do(officer, complaint.ArbAward, "award=PARTIAL") },
	"award not followed": func(t *testing.T) *road {
		return newRoad(t).heard().do(officer, complaint.ArbAward, "award=PARTIAL").day(320)
	},
	"settled": func(t *testing.T) *road {
		return newRoad(t).do(officer, complaint.SettlementSigned, "told_of_bar=true")
	},
	"settlement broken": func(t *testing.T) *road {
		return newRoad(t).do(officer, complaint.SettlementSigned, "told_of_bar=true").day(40)
	},
	"closed": func(t *testing.T) *road {
		return newRoad(t).answered("NON_HR", 20, "PARTLY").do(person, complaint.ComplainantSatisfied)
	},
	"closed for good": func(t *testing.T) *road { return newRoad(t).answered("NON_HR", 20, "PARTLY").day(500) },
	"reopened": func(t *testing.T) *road {
		return newRoad(t).answered("NON_HR", 20, "PARTLY").day(60).do(officer, complaint.CaseReopened, "ground=NEW_FACTS", "due=2018-12-01")
	},
	"Notice in mid-answer": func(t *testing.T) *road { return newRoad(t).accepted("HR").do(person, complaint.ArbNoticeDelivered) },
	"everything side by side": func(t *testing.T) *road {
		return newRoad(t).accepted("NON_HR").do(person, complaint.IRMFiled).do(person, complaint.DPAContacted, "authority=SE").
			do(officer, complaint.FTCReferral).do(person, complaint.ArbNoticeDelivered)
	},
}

func TestStations_coverEveryStep(t *testing.T) {
	t.Parallel()
	seen := map[complaint.Step]bool{}
	for _, station := range stations {
		r := station(t)
		for _, s := range r.c.Steps() {
			seen[s] = true
		}
	}
	for _, info := range complaint.Steps {
		if !seen[info.Step] {
			t.Errorf("no station at %s", info.Step)
		}
	}
}

// samples are acts of one kind with every choice that its form offers, dated for
// a case that stands in the years of these tests.
func samples(spec ActionSpec, actor complaint.Actor) []Act {
	base := map[string]string{}
	for _, f := range spec.Asks {
		if f.Required && !f.Private() {
			base[f.Name] = sampleValues[f.Kind]
			if len(f.Of) > 0 {
				base[f.Name] = f.Of[0]
			}
		}
	}
	list := []Act{{Key: "k", Action: spec.Action, Actor: actor, Facts: base}}
	for _, f := range spec.Asks {
		switch f.Kind {
		case ChoiceField:
			for _, code := range f.Of {
				list = append(list, with(list[0], f.Name, code))
			}
		case FlagField:
			for _, a := range slices.Clone(list) {
				list = append(list, with(a, f.Name, "true"))
			}
		}
	}
	return list
}

var sampleValues = map[FieldKind]string{
	DateField: "2021-06-01", FlagField: "true", CaseField: "RC-7K3F-9Q2M", StaffField: "staff/3",
}

func with(a Act, name, value string) Act {
	a.Facts = maps.Clone(a.Facts)
	a.Facts[name] = value
	return a
}
