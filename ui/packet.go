package ui

import (
	"context"
	"io"
	"slices"
	"strings"

	"recourse/access"
	"recourse/complaint"
	"recourse/law"
	papers "recourse/paper"
	"recourse/ui/page"
	"recourse/words"
)

// Packet is what one body would get about a case, and the paper it goes out as.
type Packet struct {
	papers.Packet
	Sheet papers.Sheet
	r     *reading
}

// Packet makes the packet for a recipient. Missing for an unknown one, Forbidden for
// one that the road of the case does not know.
func (p Papers) Packet(ctx context.Context, number complaint.Number, who access.Caller, to law.Recipient) (Packet, error) {
	rec, err := p.Record.Dossier(ctx, number, who.Actor)
	if err != nil {
		return Packet{}, err
	}
	if err := rec.Case.PacketFor(to); err != nil {
		return Packet{}, err
	}
	r, err := newReading(packetLanguage(ctx, to), rec, p.Record.Now(), who, nil, "")
	if err != nil {
		return Packet{}, err
	}
	made, err := papers.NewPacket(to, r.packetValues(to), r.evidence(to))
	if err != nil {
		return Packet{}, err
	}
	return Packet{Packet: made, Sheet: r.packetSheet(made), r: r}, nil
}

// Tag names the content of the packet: the same as long as nothing has changed.
func (k Packet) Tag() string { return k.r.tag() }

// packetLanguage is the language in which a recipient reads: bodies of the United
// States and the company read English, an authority the language of its residents.
func packetLanguage(ctx context.Context, to law.Recipient) context.Context {
	if to == law.ToAuthority {
		return ctx
	}
	return words.With(ctx, "en")
}

// PacketPDF is the packet's paper alone.
func (p Papers) PacketPDF(k Packet) (File, error) {
	return p.pdf("packet-"+string(k.To()), k.r, k.Sheet)
}

// PacketZip writes the packet with its documents and the list of their hashes.
func (p Papers) PacketZip(ctx context.Context, k Packet, w io.Writer) error {
	number := k.r.rec.Case.Number
	return k.Zip(w, number, &k.Sheet, k.r.now, p.contents(ctx, number))
}

// contents reads the documents of a case.
func (p Papers) contents(ctx context.Context, number complaint.Number) func(id string) (io.Reader, error) {
	return func(id string) (io.Reader, error) {
		_, content, err := p.Record.Document(ctx, number, id)
		return content, err
	}
}

// evidence are the documents that go with a packet: the person's own. What the office
// has added is for the office to send.
func (r *reading) evidence(to law.Recipient) []law.Document {
	if law.ItemDocuments.For(to).Use != law.Sent {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(r.rec.Documents), func(d law.Document) bool { return kindOf(complaint.Role(d.By)) != "person" })
}

// packetValues are the fields of the case that the table sends to the recipient, or
// that the recipient asks the person.
func (r *reading) packetValues(to law.Recipient) []papers.Value {
	var list []papers.Value
	for _, f := range law.PacketFields {
		h := f.Item.For(to)
		if h.Use == law.Forbidden || f.Item == law.ItemDocuments {
			continue
		}
		v := papers.Value{Item: f.Item, Name: words.T(r.ctx, "packet.item."+string(f.Item))}
		if h.Use == law.Sent {
			v.Text = r.packetValue(f.Item)
		}
		list = append(list, v)
	}
	return list
}

// packetValue is the text of one field; "" where nothing is on file.
func (r *reading) packetValue(item law.Item) string {
	c, f := &r.rec.Case, &r.rec.Filing
	switch item {
	case law.ItemNumber:
		return string(c.Number)
	case law.ItemFramework:
		return r.pack.Name
	case law.ItemReceived:
		return words.Date(r.ctx, r.day(c.Facts.ReceivedAt))
	case law.ItemAnswerDue:
		return words.Date(r.ctx, c.RespondBy())
	case law.ItemAnswered:
		return r.answeredOn()
	case law.ItemTransferred:
		return words.Date(r.ctx, c.Facts.TransferredOn)
	case law.ItemPrinciples:
		return codesOrNone(r.ctx, "principles", c.Facts.Principles)
	case law.ItemDataClass:
		if c.Facts.DataClass == "UNDECIDED" {
			return ""
		}
		return codeWords(r.ctx, "data_class", c.Facts.DataClass)
	case law.ItemUnder13:
		if c.Facts.Under13 {
			return r.say("form.yes")
		}
		return ""
	case law.ItemAnswer:
		return r.lastText(complaint.ResponseSent, complaint.RequestAnswered)
	case law.ItemSteps:
		return strings.Join(r.otherSteps(), "\n")
	case law.ItemConditions:
		return strings.Join(r.conditionLines(), "\n")
	case law.ItemHearing:
		return r.wishes(c.Asked)
	default:
		return packetText(f, item, r)
	}
}

// packetText is a field that the person has told when filing.
func packetText(f *complaint.Filing, item law.Item, r *reading) string {
	texts := map[law.Item]string{
		law.ItemName: f.Person.Name, law.ItemEmail: f.Person.Email, law.ItemPhone: f.Person.Phone, law.ItemAddress: f.Person.Address,
		law.ItemIdentifier: f.Person.Identifier, law.ItemRepresented: f.Represented, law.ItemNarrative: f.Narrative,
		law.ItemWanted:      lines(codesOrNone(r.ctx, "wishes", f.Remedies), f.Wanted),
		law.ItemAskedBefore: lines(words.Date(r.ctx, f.AskedOn), f.AskedBefore, f.CameBack),
	}
	if text, ok := texts[item]; ok {
		return text
	}
	codes := map[law.Item]string{
		law.ItemEntity: f.Entity, law.ItemResidence: f.Residence, law.ItemResidedThen: f.ResidenceThen, law.ItemLanguage: f.Language,
		law.ItemPersonType: f.PersonType,
	}
	if code := codes[item]; code != "" {
		return codeWords(r.ctx, string(item), code)
	}
	return ""
}

// lines puts texts below each other, without those that are empty.
func lines(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), "\n")
}

func codesOrNone(ctx context.Context, vocabulary string, list []string) string {
	if len(list) == 0 {
		return ""
	}
	return codesWords(ctx, vocabulary, strings.Join(list, ","))
}

// answeredOn says when the company has answered, or that it has not.
func (r *reading) answeredOn() string {
	for _, e := range slices.Backward(r.rec.Entries) {
		if e.Action == complaint.ResponseSent || e.Action == complaint.RequestAnswered {
			return words.Date(r.ctx, r.day(e.At))
		}
	}
	if r.rec.Case.RespondBy().Before(r.today) {
		return r.say("packet.unanswered")
	}
	return r.say("packet.not_yet")
}

// lastText is the text of the latest of some acts.
func (r *reading) lastText(actions ...complaint.Action) string {
	for _, e := range slices.Backward(r.rec.Entries) {
		if slices.Contains(actions, e.Action) {
			return e.Details["text"]
		}
	}
	return ""
}

// turned are the acts by which the person, or a court, takes the complaint elsewhere.
var turned = []complaint.Action{complaint.IRMFiled, complaint.DPAContacted, complaint.CourtJudgment, complaint.ArbElsewhere, complaint.SettlementSigned, complaint.TimerD45}

// otherSteps lists what other bodies have done so far, each on a line.
func (r *reading) otherSteps() []string {
	var list []string
	for _, e := range r.rec.Entries {
		if !slices.Contains(turned, e.Action) && kindOf(e.Actor.Role) != "body" && !ofBody(e.Action) {
			continue
		}
		line := r.say("packet.step", "Date", words.Date(r.ctx, r.day(e.At)), "What", eventTitle(r.ctx, e.Action))
		if ref := e.Details["reference"]; ref != "" {
			line = r.say("packet.step_reference", "Step", line, "Reference", ref)
		}
		list = append(list, line)
	}
	return list
}

// ofBody reports whether an act is an outside body's, whoever has entered it.
func ofBody(a complaint.Action) bool {
	for _, prefix := range []string{"irm.", "dpa.", "doc.", "ftc.", "arb."} {
		if strings.HasPrefix(string(a), prefix) {
			return true
		}
	}
	return false
}

// conditionLines are the guards and bars of arbitration with their answers.
func (r *reading) conditionLines() []string {
	a := r.arbitration(nil)
	var list []string
	for _, c := range slices.Concat(a.Guards, a.Bars) {
		list = append(list, r.say("packet.condition", "Mark", c.Mark, "Says", c.Says, "Answer", c.Answer, "Why", c.Why))
	}
	return list
}

// packetSheet is the packet as a paper.
func (r *reading) packetSheet(k papers.Packet) papers.Sheet {
	s := r.sheet(words.T(r.ctx, "packet.title."+string(k.To())))
	s.Parts = []papers.Part{
		{Title: r.say("packet.goes_to"), Blocks: []papers.Block{{Facts: plain(r.addressOf(k.To()))}}},
		{Title: r.say("packet.holds"), Blocks: []papers.Block{{Facts: k.Facts()}}},
	}
	if list := k.Documents(); len(list) > 0 {
		files := papers.Block{}
		for i, d := range list {
			files.Items = append(files.Items, papers.DocumentName(i+1, d)+"\n"+r.say("documents.hash", "Hash", d.SHA256))
		}
		s.Parts = append(s.Parts, papers.Part{Title: words.T(r.ctx, "packet.item."+string(law.ItemDocuments)), Blocks: []papers.Block{files}})
	}
	return s
}

// ftcWeb is where anybody tells the commission of a company (How to Submit a Complaint).
const ftcWeb = "www.ftc.gov"

// addressOf says where a packet goes.
func (r *reading) addressOf(to law.Recipient) []page.Fact {
	l := listing{r: r}
	switch to {
	case law.ToRecourse:
		l.add("name", r.pack.IRM.Name)
		l.add("web", r.pack.IRM.Web)
		l.add("address", r.pack.IRM.Post)
	case law.ToAuthority:
		a := law.AuthorityOf(r.rec.Case.Facts.Residence)
		l.add("name", a.Name)
		l.add("web", a.Web)
	case law.ToCommerce:
		l.add("name", roleWords(r.ctx, complaint.Commerce))
		l.add("by_way", r.party(complaint.DPA))
	case law.ToFTC:
		l.add("name", roleWords(r.ctx, complaint.FTC))
		l.add("web", ftcWeb)
	case law.ToPanel:
		contact := r.rec.Case.Contact()
		l.add("name", law.EntityName(r.rec.Case.Facts.Entity))
		l.add("email", contact.Email)
		l.add("address", contact.Post)
	}
	return l.list
}
