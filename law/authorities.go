package law

import "recourse/complaint"

// Authority is a data protection authority a resident can turn to.
type Authority struct {
	Country string `json:"country"` // ISO 3166-1 alpha-2 of the residence it serves
	Place   string `json:"place"`   // the country in English
	Name    string `json:"name"`    // as the authority calls itself
	Short   string `json:"short"`   // a label of this product
	Web     string `json:"web"`     // host and path, without scheme
	EEA     bool   `json:"eea"`
	Zone    string `json:"zone"` // IANA zone of the country's mainland, in which a resident's day ends
}

// Authorities is the directory of the 30 EEA authorities, Switzerland's, the
// United Kingdom's and Gibraltar's (rulebook, section 17: names and sites from
// the public data set of supervisory authorities, that of Gibraltar from its own
// pages; short names are labels of this product).
var Authorities = []Authority{
	{"AT", "Austria", "Österreichische Datenschutzbehörde", "DSB", "www.dsb.gv.at", true, "Europe/Vienna"},
	{"BE", "Belgium", "Autorité de protection des données / Gegevensbeschermingsautoriteit", "APD-GBA", "www.dataprotectionauthority.be", true, "Europe/Brussels"},
	{"BG", "Bulgaria", "Commission for Personal Data Protection", "CPDP", "www.cpdp.bg", true, "Europe/Sofia"},
	{"HR", "Croatia", "Agencija za zaštitu osobnih podataka", "AZOP", "azop.hr", true, "Europe/Zagreb"},
	{"CY", "Cyprus", "Commissioner for Personal Data Protection", "CPDP-CY", "www.dataprotection.gov.cy", true, "Asia/Nicosia"},
	{"CZ", "Czechia", "Úřad pro ochranu osobních údajů", "ÚOOÚ", "www.uoou.cz", true, "Europe/Prague"},
	{"DK", "Denmark", "Datatilsynet", "Datatilsynet", "www.datatilsynet.dk", true, "Europe/Copenhagen"},
	{"EE", "Estonia", "Andmekaitse Inspektsioon", "AKI", "www.aki.ee", true, "Europe/Tallinn"},
	{"FI", "Finland", "Tietosuojavaltuutetun toimisto (Data Protection Ombudsman)", "TSV", "tietosuoja.fi", true, "Europe/Helsinki"},
	{"FR", "France", "Commission nationale de l'informatique et des libertés", "CNIL", "www.cnil.fr", true, "Europe/Paris"},
	{"DE", "Germany", "Bundesbeauftragte für den Datenschutz und die Informationsfreiheit", "BfDI", "www.bfdi.bund.de", true, "Europe/Berlin"},
	{"GR", "Greece", "Hellenic Data Protection Authority", "HDPA", "www.dpa.gr", true, "Europe/Athens"},
	{"HU", "Hungary", "Nemzeti Adatvédelmi és Információszabadság Hatóság", "NAIH", "www.naih.hu", true, "Europe/Budapest"},
	{"IE", "Ireland", "Data Protection Commission", "DPC", "www.dataprotection.ie", true, "Europe/Dublin"},
	{"IT", "Italy", "Garante per la protezione dei dati personali", "GPDP", "www.garanteprivacy.it", true, "Europe/Rome"},
	{"LV", "Latvia", "Datu valsts inspekcija", "DVI", "www.dvi.gov.lv", true, "Europe/Riga"},
	{"LT", "Lithuania", "Valstybinė duomenų apsaugos inspekcija", "VDAI", "vdai.lrv.lt", true, "Europe/Vilnius"},
	{"LU", "Luxembourg", "Commission nationale pour la protection des données", "CNPD-LU", "cnpd.public.lu", true, "Europe/Luxembourg"},
	{"MT", "Malta", "Office of the Information and Data Protection Commissioner", "IDPC", "idpc.org.mt", true, "Europe/Malta"},
	{"NL", "Netherlands", "Autoriteit Persoonsgegevens", "AP", "autoriteitpersoonsgegevens.nl", true, "Europe/Amsterdam"},
	{"PL", "Poland", "Urząd Ochrony Danych Osobowych", "UODO", "www.uodo.gov.pl", true, "Europe/Warsaw"},
	{"PT", "Portugal", "Comissão Nacional de Proteção de Dados", "CNPD-PT", "www.cnpd.pt", true, "Europe/Lisbon"},
	{"RO", "Romania", "Autoritatea Naţională de Supraveghere a Prelucrării Datelor cu Caracter Personal", "ANSPDCP", "www.dataprotection.ro", true, "Europe/Bucharest"},
	{"SK", "Slovakia", "Úrad na ochranu osobných údajov Slovenskej republiky", "ÚOOÚ SR", "dataprotection.gov.sk/uoou", true, "Europe/Bratislava"},
	{"SI", "Slovenia", "Informacijski pooblaščenec", "IP-RS", "www.ip-rs.si", true, "Europe/Ljubljana"},
	{"ES", "Spain", "Agencia Española de Protección de Datos", "AEPD", "www.aepd.es", true, "Europe/Madrid"},
	{"SE", "Sweden", "Integritetsskyddsmyndigheten", "IMY", "www.imy.se", true, "Europe/Stockholm"},
	{"IS", "Iceland", "Persónuvernd", "Persónuvernd", "www.personuvernd.is", true, "Atlantic/Reykjavik"},
	{"LI", "Liechtenstein", "Datenschutzstelle Fürstentum Liechtenstein", "DSS", "www.datenschutzstelle.li", true, "Europe/Vaduz"},
	{"NO", "Norway", "Datatilsynet", "Datatilsynet-NO", "www.datatilsynet.no", true, "Europe/Oslo"},
	{"CH", "Switzerland", "Federal Data Protection and Information Commissioner (EDÖB)", "FDPIC", "www.edoeb.admin.ch", false, "Europe/Zurich"},
	{"GB", "United Kingdom", "Information Commissioner's Office", "ICO", "ico.org.uk", false, "Europe/London"},
	{"GI", "Gibraltar", "Gibraltar Regulatory Authority", "GRA", "www.gra.gi", false, "Europe/Gibraltar"},
}

// AuthorityOf returns the authority that serves residents of a country; its
// Country is "" when there is none in the directory.
func AuthorityOf(country string) Authority { return authorityOf[country] }

// authorityOf finds an authority by its country: pages ask for every country there is.
var authorityOf = func() map[string]Authority {
	m := make(map[string]Authority, len(Authorities))
	for _, a := range Authorities {
		m[a.Country] = a
	}
	return m
}()

// AuthorityCodes lists the countries whose authority is in the directory.
func AuthorityCodes() complaint.Vocabulary {
	codes := make(complaint.Vocabulary, len(Authorities))
	for i, a := range Authorities {
		codes[i] = a.Country
	}
	return codes
}

// Covered reports whether the path is open to residents of the country under
// every pack: the EEA and Switzerland (N-EN and N-SV, step 1; rulebook, section 2).
// Whether it is open to others a pack says, see Case.Covered.
func Covered(country string) bool { return AuthorityOf(country).EEA || country == "CH" }
