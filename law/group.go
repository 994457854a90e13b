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
// sections 12.6 and 14): Hanover, Maryland, or Bracknell, England. The web form
// of EEA and Swiss residents belongs to the EU queue and so to Bracknell.
var receivingZone = map[string]string{
	"EMAIL_US": "America/New_York", "POST_US": "America/New_York", "FROM_DOC": "America/New_York", "FROM_IRM": "America/New_York",
	"WEB_FORM": "Europe/London", "EMAIL_EU": "Europe/London", "EMAIL_DSR": "Europe/London", "POST_EU": "Europe/London",
	"PHONE": "Europe/London", "IN_PERSON": "Europe/London", "FROM_DPA": "Europe/London", "FROM_CONTROLLER": "Europe/London",
}

// PlaceOf returns where the deadlines of a complaint are counted, from the
// channel it came by and the country the complainant lives in.
func PlaceOf(channel, residence string) Place {
	zone := receivingZone[channel]
	if zone == "" {
		zone = "Europe/London"
	}
	return Place{Zone: zone, Person: AuthorityOf(residence).Zone, Calendar: calendarOf[zone]}
}
