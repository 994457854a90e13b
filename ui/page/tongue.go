package page

// Tongue is a language that the page can be read in.
type Tongue struct {
	Code string // BCP 47
	Name string // in its own words
	Href string // of this page in it
	Here bool   // it is spoken now
}

// spoken is the name of the language that is spoken.
func (c Chrome) spoken() string {
	for _, t := range c.Tongues {
		if t.Here {
			return t.Name
		}
	}
	return ""
}
