package law

import (
	"slices"

	"recourse/complaint"
)

// Recipient is a body outside the house to which a packet about a case can go.
type Recipient string

// The recipients (rulebook, S2 to S4).
const (
	ToRecourse  Recipient = "recourse"    // the independent recourse mechanism
	ToAuthority Recipient = "authority"   // data protection authority, FDPIC or ICO
	ToCommerce  Recipient = "commerce"    // U.S. Department of Commerce, which an authority asks
	ToFTC       Recipient = "ftc"         // Federal Trade Commission
	ToPanel     Recipient = "arbitration" // the Notice, which the individual delivers to the company
)

// Recipients lists them in the order of the path.
var Recipients = []Recipient{ToRecourse, ToAuthority, ToCommerce, ToFTC, ToPanel}

// Use says what a packet does with a field.
type Use string

// The uses.
const (
	Asked     Use = "ASKED"     // the body asks for it and the house does not hold it or does not say it: the person fills it in
	Sent      Use = "SENT"      // the packet holds it, where it is on file
	Forbidden Use = "FORBIDDEN" // no packet that holds it can be built
)

// Item is one field that a packet could hold.
type Item string

// The fields (rulebook, section 9; those of the template form are named there).
const (
	ItemNumber      Item = "number"
	ItemFramework   Item = "framework"
	ItemEntity      Item = "entity"
	ItemReceived    Item = "received_on"
	ItemAnswerDue   Item = "respond_by"
	ItemAnswered    Item = "answered_on"
	ItemName        Item = "name"
	ItemEmail       Item = "email"
	ItemPhone       Item = "phone"
	ItemAddress     Item = "address"
	ItemIdentifier  Item = "identifier"
	ItemResidence   Item = "residence"
	ItemResidedThen Item = "residence_then"
	ItemTransferred Item = "transferred_on"
	ItemLanguage    Item = "language"
	ItemPersonType  Item = "person_type"
	ItemDataClass   Item = "data_class"
	ItemUnder13     Item = "under_13"
	ItemRepresented Item = "represented_by"
	ItemExporter    Item = "exporter"        // the company in Europe that sent the data
	ItemWhyTransfer Item = "transfer_reason" // why the person believes that it was sent
	ItemNarrative   Item = "narrative"
	ItemPrinciples  Item = "principles"
	ItemWanted      Item = "wanted"
	ItemAskedBefore Item = "asked_before"
	ItemAnswer      Item = "answer" // text of the company's answer
	ItemSteps       Item = "steps"  // what other bodies have done
	ItemConditions  Item = "conditions"
	ItemHearing     Item = "hearing"
	ItemDocuments   Item = "documents"
	ItemMessages    Item = "messages"
	ItemNationality Item = "nationality"
	ItemAccessCode  Item = "access_code"
	ItemOffice      Item = "office_notes"
	ItemStaff       Item = "staff_names"
)

// Handling is what a packet does with a field, and the reason.
type Handling struct {
	Use    Use
	Reason Reason
}

// PacketField is one row of the table: a field and its handling by each recipient.
type PacketField struct {
	Item Item
	To   map[Recipient]Handling
}

// For returns what a packet for the recipient does with the field; a recipient or
// field that the table does not know gets nothing.
func (i Item) For(to Recipient) Handling {
	n := slices.IndexFunc(PacketFields, func(f PacketField) bool { return f.Item == i })
	if n < 0 {
		return Handling{Forbidden, NotAsked}
	}
	h, ok := PacketFields[n].To[to]
	if !ok {
		return Handling{Forbidden, NotAsked}
	}
	return h
}

// PacketFields is the table: each field against each recipient. Whatever a body does
// not ask for is forbidden.
var PacketFields = []PacketField{
	fieldFor(ItemNumber, goes(NamesCase), goes(NamesCase), goes(NamesCase), goes(NamesCase), goes(NamesCase)),
	fieldFor(ItemFramework, goes(NamesLaw), goes(NamesLaw), goes(NamesLaw), goes(NamesLaw), goes(NamesLaw)),
	fieldFor(ItemEntity, goes(NamesCompany), goes(NamesCompany), goes(NamesCompany), goes(NamesCompany), goes(NamesCompany)),
	fieldFor(ItemReceived, goes(ShowsSteps), goes(ShowsSteps), goes(ShowsSteps), goes(ShowsConduct), goes(ShowsGuards)),
	fieldFor(ItemAnswerDue, goes(ShowsSteps), goes(ShowsSteps), goes(ShowsSteps), goes(ShowsConduct), goes(ShowsGuards)),
	fieldFor(ItemAnswered, goes(ShowsSteps), goes(ShowsSteps), goes(ShowsSteps), goes(ShowsConduct), goes(ShowsGuards)),
	fieldFor(ItemName, goes(FindsYou), goes(FindsYou), goes(FindsYou), never(ConductOnly), goes(FindsYou)),
	fieldFor(ItemEmail, goes(ReachesYou), goes(ReachesYou), never(ThroughAuthority), never(ConductOnly), goes(ReachesYou)),
	fieldFor(ItemPhone, goes(ReachesYou), goes(ReachesYou), never(ThroughAuthority), never(ConductOnly), goes(ReachesYou)),
	fieldFor(ItemAddress, goes(ReachesYou), goes(ReachesYou), never(ThroughAuthority), never(ConductOnly), goes(ReachesYou)),
	fieldFor(ItemIdentifier, goes(FindsYou), goes(FindsYou), goes(FindsYou), never(ConductOnly), goes(FindsYou)),
	fieldFor(ItemResidence, goes(ShowsResidence), goes(ShowsResidence), goes(ShowsResidence), goes(ShowsResidence), goes(ShowsResidence)),
	fieldFor(ItemResidedThen, goes(ShowsResidence), goes(ShowsResidence), never(NotAsked), never(NotAsked), goes(ShowsResidence)),
	fieldFor(ItemTransferred, goes(ShowsTransfer), goes(ShowsTransfer), goes(ShowsTransfer), never(NotAsked), goes(ShowsTransfer)),
	fieldFor(ItemLanguage, never(NotAsked), goes(ReachesYou), never(NotAsked), never(NotAsked), goes(SpeaksYours)),
	fieldFor(ItemPersonType, goes(ShowsClass), goes(ShowsClass), never(NotAsked), never(ConductOnly), goes(ShowsClass)),
	fieldFor(ItemDataClass, goes(ShowsClass), goes(ShowsClass), goes(ShowsClass), never(NotAsked), goes(ShowsClass)),
	fieldFor(ItemUnder13, goes(OfChild), goes(OfChild), never(NotAsked), never(ConductOnly), goes(OfChild)),
	fieldFor(ItemRepresented, goes(ActsForYou), goes(ActsForYou), never(ThroughAuthority), never(ConductOnly), never(InPerson)),
	fieldFor(ItemExporter, asks(YouKnow), asks(YouKnow), never(ThroughAuthority), never(NotAsked), never(NotAsked)),
	fieldFor(ItemWhyTransfer, asks(YouKnow), asks(YouKnow), never(ThroughAuthority), never(NotAsked), never(NotAsked)),
	fieldFor(ItemNarrative, goes(IsComplaint), goes(IsComplaint), goes(IsComplaint), asks(OwnWords), goes(IsBreach)),
	fieldFor(ItemPrinciples, goes(IsComplaint), goes(IsComplaint), goes(IsComplaint), goes(ShowsConduct), goes(IsBreach)),
	fieldFor(ItemWanted, goes(IsRelief), goes(IsRelief), goes(IsRelief), never(ConductOnly), goes(ReliefOfPanel)),
	fieldFor(ItemAskedBefore, goes(ShowsSteps), goes(ShowsSteps), goes(ShowsSteps), never(ConductOnly), goes(ShowsGuards)),
	fieldFor(ItemAnswer, goes(ShowsSteps), goes(ShowsSteps), goes(ShowsSteps), never(ConductOnly), goes(ShowsGuards)),
	fieldFor(ItemSteps, goes(ShowsSteps), goes(ShowsSteps), goes(ShowsSteps), goes(ShowsConduct), goes(ShowsGuards)),
	fieldFor(ItemConditions, never(NotAsked), never(NotAsked), never(NotAsked), never(NotAsked), goes(ShowsGuards)),
	fieldFor(ItemHearing, never(NotAsked), never(NotAsked), never(NotAsked), never(NotAsked), goes(SpeaksYours)),
	fieldFor(ItemDocuments, goes(IsEvidence), goes(IsEvidence), never(ThroughAuthority), never(ConductOnly), goes(IsEvidence)),
	fieldFor(ItemMessages, never(NotAsked), never(NotAsked), never(NotAsked), never(NotAsked), never(NotAsked)),
	fieldFor(ItemNationality, never(NotNeeded), never(NotNeeded), never(NotNeeded), never(NotNeeded), never(NotNeeded)),
	fieldFor(ItemAccessCode, never(OpensCase), never(OpensCase), never(OpensCase), never(OpensCase), never(OpensCase)),
	fieldFor(ItemOffice, never(OfficeOnly), never(OfficeOnly), never(OfficeOnly), never(OfficeOnly), never(OfficeOnly)),
	fieldFor(ItemStaff, never(OfficeOnly), never(OfficeOnly), never(OfficeOnly), never(OfficeOnly), never(OfficeOnly)),
}

// fieldFor is one field with its handling by each recipient, in the order of Recipients.
func fieldFor(i Item, by ...Handling) PacketField {
	f := PacketField{Item: i, To: map[Recipient]Handling{}}
	for n, h := range by {
		f.To[Recipients[n]] = h
	}
	return f
}

func goes(r Reason) Handling  { return Handling{Sent, r} }
func asks(r Reason) Handling  { return Handling{Asked, r} }
func never(r Reason) Handling { return Handling{Forbidden, r} }

// packetRoutes says on which cases a recipient can be turned to at all.
var packetRoutes = map[Recipient][]Condition{
	ToRecourse:  {notHR, hardlyHR, onPath, ofComplaint},
	ToAuthority: {onPath},
	ToCommerce:  {authorityShares, onPath, ofComplaint},
	ToFTC:       {onPath, ofComplaint},
	ToPanel:     {authorityShares, hardlyHR, onPath, ofComplaint, byIndividual},
}

var (
	ofComplaint     = Condition{Says: "it is a complaint and no request about data", Holds: func(c *Case, _ Act) bool { return !c.IsRequest() }}
	authorityShares = Condition{Says: "the data is not employment data and the company has not chosen the authorities", Holds: func(c *Case, _ Act) bool { return !c.authorityDecides(c.pack()) }}
	hardlyHR        = Condition{Says: "it is decided that data which seems to be of an employment is not (R2, R4, R5)", Holds: func(c *Case, _ Act) bool {
		return c.Facts.DataClass != "UNDECIDED" || !taken(c.Facts.PersonType, c.Facts.Employment)
	}}
	byIndividual = Condition{Says: "the individual is named and alive, since arbitration is invoked in person", Holds: func(c *Case, _ Act) bool { return !c.Facts.Anonymous && !c.Deceased }}
)

// PacketFor refuses a packet that the road of the case does not know: Forbidden with
// the condition that is not met, Missing for an unknown recipient. Employment data
// never goes to the recourse body or to arbitration (III.9.d, invariant (i)).
func (c *Case) PacketFor(to Recipient) error {
	needs, ok := packetRoutes[to]
	if !ok {
		return complaint.Errorf(complaint.Missing, "there is no such recipient")
	}
	for _, n := range needs {
		if !n.Holds(c, Act{}) {
			return complaint.Errorf(complaint.Forbidden, "a packet for %s is possible only when %s", to, n.Says)
		}
	}
	return nil
}

// PacketsFor lists the recipients that the road of the case knows.
func (c *Case) PacketsFor() []Recipient {
	var list []Recipient
	for _, to := range Recipients {
		if c.PacketFor(to) == nil {
			list = append(list, to)
		}
	}
	return list
}
