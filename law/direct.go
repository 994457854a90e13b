package law

import (
	"slices"
	"time"

	"recourse/complaint"
)

// Situation is what somebody says of their matter before they file: codes and
// countries, nothing about a person.
type Situation struct {
	Residence     string // country now, ISO 3166-1 alpha-2
	ResidenceThen string // country when the data was collected, if another
	Region        string // ISO 3166-2, where the country has Regions; "" if not said
	About         string // a code of Abouts
	PersonType    string // a code of complaint.PersonTypes
	Role          string // CONTROLLER or PROCESSOR: for whom the company had the data
	Employment    bool   // they say that it is employment data
	Matter        string // a code of Matters
}

// The closed vocabularies of a Situation. Labels of this product.
var (
	// Abouts say whose data it is: that of who asks, of their child under 13 (E28),
	// or of somebody they represent (E13).
	Abouts = complaint.Vocabulary{aboutSelf, AboutChild, AboutRepresented}
	// Matters say what it is about: what was done with the data, a right over it
	// (rulebook, section 11), only what a company in Europe did with it (R9), or access
	// by intelligence services of the United States (R7).
	Matters = complaint.Vocabulary{matterUse, MatterRight, matterEurope, matterIntelligence}
)

// Codes of a Situation.
const (
	aboutSelf          = "self"
	AboutChild         = "child"
	AboutRepresented   = "represented"
	matterUse          = "use"
	MatterRight        = "right"
	matterEurope       = "europe"
	matterIntelligence = "intelligence"
)

// Door is a rule by which a matter goes where it goes.
type Door struct {
	Rule  string // of the rulebook: R1-R9 of section 3, E06-E28 of section 15
	Cite  string
	Basis Basis
	Path  []string // parts of the way, codes of Parts

	when func(Situation, bool) bool // whether it holds, given whether the path is open to the person
}

// Parts are the parts of a way: an answer of the company, to a complaint or to a
// request; the client whose data it is; the independent body; the authority, or
// the panel of authorities for employment data; arbitration.
var Parts = complaint.Vocabulary{"company", "request", "controller", "recourse", "authority", "panel", "arbitration"}

var (
	wholePath = []string{"company", "recourse", "authority", "arbitration"}
	hrPath    = []string{"company", "panel"}
)

// doors are the rules that say where a matter goes, the first that holds (rulebook,
// section 3). That the narrower wrong doors come before the residence gate is an
// order of this product: it sends nobody further than the gate would.
var doors = []Door{
	{"R7", "FDPIC page on transfers to the USA; for the Data Privacy Framework the redress of Executive Order 14086", Secondary, []string{"authority"}, matter(matterIntelligence)},
	{"R9", "GDPR Art. 77; BBB's conditions as participants restate them", Secondary, []string{"request", "authority"}, matter(matterEurope)},
	{"R6", "N-EN, N-SV (client's data)", Primary, []string{"controller"}, func(s Situation, _ bool) bool { return s.Role == "PROCESSOR" }},
	{"R8", "N-EN and N-SV: residents of the EEA or Switzerland; the 45 days are a courtesy (E06)", Primary, []string{"company"}, func(_ Situation, open bool) bool { return !open }},
	{"R3", "Swiss-U.S. Privacy Shield as compared with the EU's; Enforcement of Privacy Shield", Secondary, hrPath, func(s Situation, _ bool) bool { return s.employment() && s.home() == "CH" }},
	{"R5", "III.9; that it covers who is placed with a client is a choice of this service", Product, hrPath, func(s Situation, _ bool) bool { return s.PersonType == "CONTINGENT_WORKER" }},
	{"R2", "III.9; Decision (EU) 2016/1250", Primary, hrPath, func(s Situation, _ bool) bool { return s.employment() }},
	{"R4", "Whether such data is employment data is open between the authorities and Commerce; an officer may decide otherwise, with a reason", Product, wholePath, func(s Situation, _ bool) bool { return ClassOpen(s.PersonType) }},
	{"R1", "N-EN, N-SV", Primary, wholePath, func(Situation, bool) bool { return true }},
}

// beside are the rules that hold besides.
var beside = []Door{
	{"E28", "N-EN; BBB conditions for consumers", Primary, nil, func(s Situation, _ bool) bool { return s.About == AboutChild }},
	{"E13", "GDPR Art. 80; FDPIC page on transfers to the USA; Annex I. That a written authority is asked for is a choice of this service", Product, nil, func(s Situation, _ bool) bool {
		return s.About == AboutRepresented
	}},
	{"E07", "Residence is looked at today and at the time of the transfer, and either will do", Product, nil, func(s Situation, open bool) bool {
		return open && s.ResidenceThen != "" && !Reached(s.Residence)
	}},
}

// Doors are all rules by which a matter goes where it goes, or that hold besides.
func Doors() []Door { return slices.Concat(doors, beside) }

func matter(code string) func(Situation, bool) bool {
	return func(s Situation, _ bool) bool { return s.Matter == code }
}

// employment reports whether it is employment data: for those employed by the group
// unless an officer finds a reason against it (R2, R5), for others if they say so
// where that is open (R4).
func (s Situation) employment() bool { return taken(s.PersonType, s.Employment) }

// taken reports whether data is taken for employment data before an officer decides.
func taken(personType string, said bool) bool {
	return slices.Contains(employed, personType) || said && ClassOpen(personType)
}

// home is the country whose authority looks after the matter: that of the person's
// life today, or where no authority of the directory is there, that of the time.
func (s Situation) home() string {
	if AuthorityOf(s.Residence).Country == "" && s.ResidenceThen != "" {
		return s.ResidenceThen
	}
	return s.Residence
}

// Direction is where a matter goes.
type Direction struct {
	Door      Door     // the rule that decides
	Beside    []Door   // rules that hold besides
	Path      []string // parts of the way, codes of Parts
	Opens     string   // what can be filed: complaint, request, or "" for nothing here
	Pack      *Pack    // the framework that gives the procedure
	Open      bool     // the whole path is open to the person
	Employed  bool     // it goes as employment data
	Authority Authority
	Region    Region   // "" where it was not said, or makes no difference
	Contact   Contact  // the office that reads it
	Languages []string // to offer, BCP 47
}

// What a Direction opens.
const (
	OpensComplaint = "complaint"
	OpensRequest   = "request"
)

// facts are those that the rules choose a pack by, on an instant of case time.
func (s Situation) facts(now time.Time) Facts {
	return FactsOf(complaint.Filing{Residence: s.Residence, ResidenceThen: s.ResidenceThen, PersonType: s.PersonType, Channel: "WEB_FORM"}, now)
}

// Direct says where a matter goes that is brought at an instant of case time. The
// day of the transfer is not known yet, so that the pack is the one in force
// (section 13, selection rule 3).
func Direct(s Situation, now time.Time) Direction {
	f := s.facts(now)
	d := Direction{Pack: Select(f), Authority: AuthorityOf(s.home()), Region: RegionOf(s.home(), s.Region), Languages: LanguagesOf(s.Residence)}
	here := d.Pack.covers(s.Residence, f)
	d.Open, d.Contact = here || d.Pack.covers(s.ResidenceThen, f), contacts[here]
	d.Door = firstDoor(s, d.Open)
	for _, b := range beside {
		if b.when(s, d.Open) {
			d.Beside = append(d.Beside, b)
		}
	}
	d.Employed = s.employment()
	d.Opens, d.Path = d.Door.opens(s)
	return d
}

func firstDoor(s Situation, open bool) Door {
	for _, d := range doors {
		if d.when(s, open) {
			return d
		}
	}
	return Door{}
}

// opens says what can be filed behind a door, and the way of that. A request is
// answered first, and from its answer a complaint begins.
func (d Door) opens(s Situation) (kind string, path []string) {
	switch {
	case d.Rule == "R7" && AuthorityOf(s.home()).Name == "":
		return "", nil
	case d.Rule == "R7":
		return "", d.Path
	case d.Rule == "R9":
		return OpensRequest, d.Path
	case s.Matter == MatterRight && d.Rule != "R6":
		return OpensRequest, append([]string{"request"}, d.Path...)
	case s.Matter == MatterRight:
		return OpensRequest, d.Path
	}
	return OpensComplaint, d.Path
}

// ClassOpen reports whether people of a group have to be asked if it is employment
// data: job seekers, whom the group may have employed before (R4). That of all other
// groups follows from the group.
func ClassOpen(personType string) bool { return personType == "JOB_SEEKER" }

// ThenMatters reports whether it makes a difference, to somebody who lives in a
// country now, where they lived when the data was collected: to the pack, or to
// whether the path is open.
func ThenMatters(residence string, now time.Time) bool {
	today := Direct(Situation{Residence: residence}, now)
	return slices.ContainsFunc(Authorities, func(a Authority) bool {
		then := Direct(Situation{Residence: residence, ResidenceThen: a.Country}, now)
		return then.Pack != today.Pack || then.Open != today.Open
	})
}

// Offices are the two privacy offices that people write to: that for residents to
// whom the path is open, and that for all others.
func Offices() []Contact { return []Contact{contacts[true], contacts[false]} }
