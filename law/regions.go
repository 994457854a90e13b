package law

// Region is a part of a country whose own authority looks after private companies.
type Region struct {
	Code  string // ISO 3166-2
	Place string // the region in English
	Short string // a short name of the authority, where the source gives one
	Web   string // host, without scheme
}

// Regions are the 16 Länder of Germany with the authorities that complaints
// against private companies go to; the federal authority covers federal bodies and
// some sectors (rulebook, section 17: names and sites from the public data set of
// supervisory authorities; that the Land is competent is an assumption). Bavaria's
// authority for public bodies, and those of churches and broadcasters, are left out.
var Regions = []Region{
	{"DE-BW", "Baden-Württemberg", "", "www.baden-wuerttemberg.datenschutz.de"},
	{"DE-BY", "Bavaria", "BayLDA", "www.lda.bayern.de"},
	{"DE-BE", "Berlin", "", "www.datenschutz-berlin.de"},
	{"DE-BB", "Brandenburg", "", "www.lda.brandenburg.de"},
	{"DE-HB", "Bremen", "", "www.datenschutz.bremen.de"},
	{"DE-HH", "Hamburg", "", "datenschutz-hamburg.de"},
	{"DE-HE", "Hesse", "", "datenschutz.hessen.de"},
	{"DE-MV", "Mecklenburg-Vorpommern", "", "www.datenschutz-mv.de"},
	{"DE-NI", "Lower Saxony", "", "lfd.niedersachsen.de"},
	{"DE-NW", "North Rhine-Westphalia", "", "www.ldi.nrw.de"},
	{"DE-RP", "Rhineland-Palatinate", "", "www.datenschutz.rlp.de"},
	{"DE-SL", "Saarland", "", "datenschutz.saarland.de"},
	{"DE-SN", "Saxony", "", "www.datenschutz.sachsen.de"},
	{"DE-ST", "Saxony-Anhalt", "", "www.datenschutz.sachsen-anhalt.de"},
	{"DE-SH", "Schleswig-Holstein", "", "www.datenschutzzentrum.de"},
	{"DE-TH", "Thuringia", "", "www.tlfdi.de"},
}

// RegionsOf returns the regions of a country that have authorities of their own;
// none for a country with one authority.
func RegionsOf(country string) []Region {
	if country == "DE" {
		return Regions
	}
	return nil
}

// RegionOf returns the region of a code in a country; its Code is "" when there is
// none.
func RegionOf(country, code string) Region {
	for _, r := range RegionsOf(country) {
		if r.Code == code {
			return r
		}
	}
	return Region{}
}

// languages are the official languages of the countries in the directory that a
// complaint is accepted in (E18), the most spoken first. A label of this product.
var languages = map[string][]string{
	"AT": {"de"}, "BE": {"nl", "fr", "de"}, "BG": {"bg"}, "HR": {"hr"}, "CY": {"el"}, "CZ": {"cs"}, "DK": {"da"}, "EE": {"et"}, "FI": {"fi", "sv"},
	"FR": {"fr"}, "DE": {"de"}, "GR": {"el"}, "HU": {"hu"}, "IE": {"en", "ga"}, "IT": {"it"}, "LV": {"lv"}, "LT": {"lt"}, "LU": {"fr", "de"},
	"MT": {"mt", "en"}, "NL": {"nl"}, "PL": {"pl"}, "PT": {"pt"}, "RO": {"ro"}, "SK": {"sk"}, "SI": {"sl"}, "ES": {"es"}, "SE": {"sv"},
	"IS": {"is"}, "LI": {"de"}, "NO": {"nb"}, "CH": {"de", "fr", "it", "rm"}, "GB": {"en"}, "GI": {"en"},
}

// LanguagesOf returns the languages to offer residents of a country, BCP 47, the
// most spoken first; English where the directory does not know the country.
func LanguagesOf(country string) []string {
	if list, ok := languages[country]; ok {
		return list
	}
	return []string{"en"}
}
