// Package paper makes the files that people take away: receipts, packets for outside
// bodies, the whole case, as PDF, as a page without scripts, as calendar and as an
// archive with a list of hashes. It sets what it is given: the words come from whoever
// asks, which fields a packet may hold from package law. It reads and keeps nothing.
package paper

import "time"

// Sheet is what is to be set, in the language of its reader.
type Sheet struct {
	Lang    string    // BCP 47
	Title   string    // what it is
	Caption string    // whose it is, above the title: the case number
	Made    time.Time // case time; the same sheet gives the same bytes
	Foot    string    // one line at the foot of each page
	Parts   []Part
}

// Part is a section with its heading; "" for none.
type Part struct {
	Title  string
	Blocks []Block
}

// Block is one paragraph, list or table of a part. Its fields are shown in their order.
type Block struct {
	Says  string   // a paragraph; line breaks are kept
	Tone  Tone     // of Says
	Facts []Fact   // named values
	Items []string // a list
	Links []Link   // files beside the sheet
}

// Fact is a named value; Text may hold several lines. An empty text is a line to be
// filled in by hand.
type Fact struct{ Name, Text string }

// Link leads to a file beside the sheet. Paper shows its words alone.
type Link struct{ Text, Href, Note string }

// Tone is how a paragraph speaks.
type Tone int

// The tones.
const (
	Plain  Tone = iota
	Strong      // what must not be overlooked
	Quiet       // sources and remarks
	Large       // number or code, to be copied by hand
)

// Text is a block of one paragraph.
func Text(says string) Block { return Block{Says: says} }

// Said is a block of one paragraph in a tone.
func Said(tone Tone, says string) Block { return Block{Says: says, Tone: tone} }
