package law

import "recourse/complaint"

// Entities are the group's companies and brands that the notices name, as codes
// (rulebook, section 14).
var Entities = []Entity{
	{"ALLEGIS_GROUP_INC", "Allegis Group, Inc."},
	{"ALLEGIS_GROUP_LIMITED", "Allegis Group Limited"},
	{"AEROTEK", "Aerotek"},
	{"ALLEGIS_GLOBAL_SOLUTIONS", "Allegis Global Solutions"},
	{"ALLEGIS_PARTNERS", "Allegis Partners"},
	{"ASTON_CARTER", "Aston Carter"},
	{"EASI", "EASi"},
	{"GETTING_HIRED", "Getting Hired"},
	{"MAJOR_LINDSEY_AFRICA", "Major, Lindsey & Africa"},
	{"MARKETSOURCE", "MarketSource"},
	{"MLA_SOLUTIONS", "MLA Solutions Practice Group"},
	{"TEKSYSTEMS", "TEKsystems"},
	{"TEKSYSTEMS_GLOBAL_SERVICES", "TEKsystems Global Services"},
}

// Entity is one company or brand of the group.
type Entity struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// EntityCodes lists the codes of the group's companies and brands.
func EntityCodes() complaint.Vocabulary {
	codes := make(complaint.Vocabulary, len(Entities))
	for i, e := range Entities {
		codes[i] = e.Code
	}
	return codes
}

// EntityName returns the name behind a code, or the code itself.
func EntityName(code string) string {
	for _, e := range Entities {
		if e.Code == code {
			return e.Name
		}
	}
	return code
}

// receivingZone is the zone of the address a channel reaches (rulebook,
// sections 12.6 and 14): Hanover, Maryland, or Bracknell, England. Channels that
// serve everybody are not listed: there the queue decides, which is Bracknell for
// those the path is open to and Hanover for all others.
var receivingZone = map[string]string{
	"EMAIL_US": "America/New_York", "POST_US": "America/New_York", "FROM_DOC": "America/New_York", "FROM_IRM": "America/New_York",
	"EMAIL_EU": "Europe/London", "POST_EU": "Europe/London", "FROM_DPA": "Europe/London", "FROM_CONTROLLER": "Europe/London",
}

// PlaceOf returns where the deadlines of a complaint are counted, from the
// channel it came by and the country the complainant lives in, for residents of
// the EEA and Switzerland and for those whom no pack covers. FactsOf asks the
// pack.
func PlaceOf(channel, residence string) Place { return placeOf(channel, residence, Covered(residence)) }

func placeOf(channel, residence string, covered bool) Place {
	zone := receivingZone[channel]
	switch {
	case zone != "":
	case covered:
		zone = "Europe/London"
	default:
		zone = "America/New_York"
	}
	return Place{Zone: zone, Person: AuthorityOf(residence).Zone, Calendar: calendarOf[zone]}
}

// Contact is where people reach the privacy office that holds their complaint.
type Contact struct {
	Queue string // eu or us
	Email string
	Post  string // postal address, one line
}

// contacts are the two offices the notices name (rulebook, section 14; N-SV), by
// whether the path is open where the complainant lives. They name functions, no
// person.
var contacts = map[bool]Contact{
	true: {
		"eu", "privacyofficerEU@allegisgroup.co.uk",
		"Allegis Group Limited, c/o Legal Department, Maxis 2, Western Road, Bracknell RG12 1RT, United Kingdom, ATTN: Legal Team",
	},
	false: {
		"us", "privacyofficer@allegisgroup.com",
		"Allegis Group, Inc., ATTN: Privacy Officer, 7301 Parkway Drive, 5th Floor, Hanover, MD 21076, USA",
	},
}
