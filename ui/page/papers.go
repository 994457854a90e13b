package page

import "recourse/complaint"

// Copies are the ways to keep a receipt beside writing it down.
type Copies struct {
	Save   Form // says that the code is kept; no address where the code is not shown
	Mail   Form // sends the receipt; no address where it cannot be sent
	Hidden bool // the code could be shown and is not, since it is kept
}

// Route is a body that a packet can go to, or why it cannot.
type Route struct {
	Name string
	Says string
	Href string // of its page; "" where there is none
}

// PacketsView lists the packets of a case.
type PacketsView struct {
	Number complaint.Number
	Open   []Route
	Shut   []Route
}

// PacketView shows one packet before it goes anywhere.
type PacketView struct {
	Number  complaint.Number
	Says    []string // what it is for and how it is sent
	Lang    string   // of the packet
	Address []Fact
	Holds   []PacketField
	Asked   []PacketField
	Files   []Document
	Without []PacketField // what must not be in it
	Base    string        // address of the page
	Arb     *ArbitrationView
}

// PacketField is one field of a packet with the reason for it.
type PacketField struct {
	Name, Text, Why string
}
