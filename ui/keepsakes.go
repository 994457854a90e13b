package ui

import (
	"context"
	"mime"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// paperRoutes are the pages about what people take away.
func (p *Pages) paperRoutes() []route {
	return []route{
		{http.MethodGet, "/complaint/receipt.pdf", p.receiptPDF},
		{http.MethodGet, "/complaint/receipt.ics", p.receiptCalendar},
		{http.MethodPost, "/complaint/receipt/saved", p.saveReceipt},
		{http.MethodPost, "/complaint/receipt/mail", p.mailReceipt},
		{http.MethodGet, "/my-case/receipt.pdf", p.myReceipt},
		{http.MethodGet, "/my-case/calendar.ics", p.myCalendar},
		{http.MethodGet, "/my-case/everything.zip", p.everything},
		{http.MethodGet, "/my-case/packets", p.packets},
		{http.MethodGet, "/my-case/packets/:recipient", p.packet},
		{http.MethodGet, "/my-case/packets/:recipient/packet.pdf", p.packetPDF},
		{http.MethodGet, "/my-case/packets/:recipient/packet.zip", p.packetZip},
	}
}

// papers makes papers for the request.
func (p *Pages) papers() Papers { return Papers{Record: p.Service, Site: p.Service.Site()} }

// hand gives a file out, to be kept.
func hand(c echo.Context, f File, err error) error {
	if err != nil {
		return err
	}
	keep(c, f.Name)
	return c.Blob(http.StatusOK, f.Type, f.Content)
}

// keep names a file that is to be kept and not shown in place.
func keep(c echo.Context, name string) {
	c.Response().Header().Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name}))
}

// held is the filing that the session remembers, with its code while that may be shown.
// An empty number stands for none.
func (p *Pages) held(ctx context.Context) (number complaint.Number, code string, err error) {
	number, at, key, ok := p.heldReceipt(ctx)
	if !ok {
		return "", "", nil
	}
	_, code, err = p.Service.Receipt(ctx, number, key)
	if time.Since(at) >= receiptTime {
		code = ""
	}
	return number, code, err
}

// receiptPDF hands out the receipt of the last filing, with the code as long as the
// page shows it.
func (p *Pages) receiptPDF(c echo.Context) error {
	ctx := c.Request().Context()
	number, code, err := p.held(ctx)
	if err != nil {
		return err
	}
	if number == "" {
		return then(c, "/follow")
	}
	if p.saved(ctx, number) {
		code = ""
	}
	f, err := p.papers().Receipt(ctx, number, complainant(number), code)
	return hand(c, f, err)
}

// receiptCalendar hands out the last day of the last filing.
func (p *Pages) receiptCalendar(c echo.Context) error {
	ctx := c.Request().Context()
	number, _, err := p.held(ctx)
	if err != nil {
		return err
	}
	if number == "" {
		return then(c, "/follow")
	}
	f, err := p.papers().LastDay(ctx, number, complainant(number))
	return hand(c, f, err)
}

// savedKey is where a session keeps the number of the case whose code is kept.
const savedKey = "receipt.saved"

// saved reports whether the person has said that the code of the case is kept.
func (p *Pages) saved(ctx context.Context, number complaint.Number) bool {
	return p.Sessions.GetString(ctx, savedKey) == string(number)
}

// saveReceipt notes that the code is kept, so that the page no longer shows it to who
// comes next. It takes a tick and a button: one click alone loses nothing.
func (p *Pages) saveReceipt(c echo.Context) error {
	ctx := c.Request().Context()
	number, _, _, ok := p.heldReceipt(ctx)
	if !ok {
		return then(c, "/follow")
	}
	if c.Request().PostFormValue("saved") != "true" {
		return p.receiptPage(c, http.StatusBadRequest, faults{"saved": say(c, "fault.saved")})
	}
	p.Sessions.Put(ctx, savedKey, string(number))
	return then(c, "/complaint/receipt")
}

// mailReceipt has the receipt sent to the address on file.
func (p *Pages) mailReceipt(c echo.Context) error {
	ctx := c.Request().Context()
	number, _, key, ok := p.heldReceipt(ctx)
	if !ok {
		return then(c, "/follow")
	}
	said := say(c, "receipt.mailed")
	if err := p.Service.MailReceipt(ctx, number, key); complaint.KindOf(err) == complaint.Conflict {
		said = say(c, "receipt.mailed_before")
	} else if err != nil {
		return err
	}
	p.Sessions.Put(ctx, noticeKey, said)
	return then(c, "/complaint/receipt")
}

// copies are the ways to keep a receipt that stand on its page.
func (p *Pages) copies(c echo.Context, filed law.Case, code string, wrong faults) page.Copies {
	var v page.Copies
	if code != "" {
		if v.Hidden = p.saved(c.Request().Context(), filed.Number) && c.QueryParam("code") != "show"; !v.Hidden {
			v.Save = page.Form{Action: "/complaint/receipt/saved", Submit: say(c, "receipt.saved_submit"), Sections: fill([]page.Section{
				{Inputs: []page.Input{{Name: "saved", Kind: page.Check, Label: say(c, "receipt.saved")}}},
			}, nil, wrong)}
			v.Save.Faults = nil
		}
	}
	if filed.Facts.Mailable {
		v.Mail = page.Form{Action: "/complaint/receipt/mail", Submit: say(c, "receipt.mail")}
	}
	return v
}

// myReceipt hands out the receipt of the caller's case, without a code: of it the
// record keeps the hash alone.
func (p *Pages) myReceipt(c echo.Context) error {
	who := caller(c)
	f, err := p.papers().Receipt(c.Request().Context(), who.Case, who, "")
	return hand(c, f, err)
}

// myCalendar hands out the dates of the caller's case that are open.
func (p *Pages) myCalendar(c echo.Context) error {
	who := caller(c)
	f, err := p.papers().Calendar(c.Request().Context(), who.Case, who)
	return hand(c, f, err)
}

// everything hands out all that the caller may see of their case.
func (p *Pages) everything(c echo.Context) error {
	who := caller(c)
	return p.streamed(c, EverythingName(who.Case), func(w *lateWriter) error {
		return p.papers().Everything(c.Request().Context(), who.Case, who, w)
	})
}

// streamed hands out an archive as it is made. What goes wrong before the first byte is
// answered with a page; later the archive breaks off.
func (p *Pages) streamed(c echo.Context, name string, write func(*lateWriter) error) error {
	return write(&lateWriter{begin: func() http.ResponseWriter {
		keep(c, name)
		c.Response().Header().Set(echo.HeaderContentType, typeZip)
		c.Response().WriteHeader(http.StatusOK)
		return c.Response()
	}})
}

// lateWriter begins an answer with its first byte.
type lateWriter struct {
	begin func() http.ResponseWriter
	to    http.ResponseWriter
}

// Write hands on.
func (w *lateWriter) Write(b []byte) (int, error) {
	if w.to == nil {
		w.to = w.begin()
	}
	return w.to.Write(b)
}

// packets lists the bodies to which a packet about the caller's case can go.
func (p *Pages) packets(c echo.Context) error {
	r, _, err := p.read(c)
	if err != nil {
		return err
	}
	ctx, v := r.ctx, page.PacketsView{Number: r.rec.Case.Number}
	for _, to := range law.Recipients {
		row := page.Route{Name: r.recipient(to), Says: words.T(ctx, "packet.says."+string(to)), Href: "/my-case/packets/" + string(to)}
		if r.rec.Case.PacketFor(to) == nil {
			v.Open = append(v.Open, row)
			continue
		}
		row.Href, row.Says = "", words.T(ctx, "packet.shut."+string(to))
		v.Shut = append(v.Shut, row)
	}
	return show(c, http.StatusOK, page.Packets(p.chrome(c, say(c, "packets.title")), v))
}

// recipient names the body that a packet goes to.
func (r *reading) recipient(to law.Recipient) string {
	switch to {
	case law.ToRecourse:
		return r.party(complaint.IRM)
	case law.ToAuthority:
		return r.party(complaint.DPA)
	case law.ToCommerce:
		return r.party(complaint.Commerce)
	case law.ToFTC:
		return r.party(complaint.FTC)
	default:
		return r.say("packet.notice")
	}
}

// packetOf makes the packet that the address names.
func (p *Pages) packetOf(c echo.Context) (Packet, error) {
	who := caller(c)
	return p.papers().Packet(c.Request().Context(), who.Case, who, law.Recipient(c.Param("recipient")))
}

// packet shows one packet.
func (p *Pages) packet(c echo.Context) error {
	r, options, err := p.read(c) // in the language of the case
	if err != nil {
		return err
	}
	k, err := p.packetOf(c)
	if err != nil {
		return err
	}
	to := k.To()
	v := page.PacketView{
		Number: r.rec.Case.Number, Says: []string{words.T(r.ctx, "packet.says."+string(to)), r.say("packet.yours")}, Lang: k.Sheet.Lang,
		Address: r.addressOf(to), Base: "/my-case/packets/" + string(to), Files: r.packetFiles(k),
	}
	v.Holds, v.Asked, v.Without = r.fields(k)
	if to == law.ToPanel {
		open := linkedToCase(r.arbitration(r.acts(options)))
		if v.Arb = &open; !open.Open {
			v.Says = append(v.Says, r.say("packet.not_open"))
		}
	}
	return show(c, http.StatusOK, page.Packet(p.chrome(c, r.recipient(to)), v))
}

// linkedToCase leads the proofs of arbitration to the page of the case, where the
// events stand.
func linkedToCase(v page.ArbitrationView) page.ArbitrationView {
	for _, list := range [][]page.Condition{v.Guards, v.Bars} {
		for i := range list {
			for n := range list[i].Proofs {
				if href := list[i].Proofs[n].Href; href != "" {
					list[i].Proofs[n].Href = "/my-case" + href
				}
			}
		}
	}
	return v
}

// packetFiles are the documents of a packet as the case page lists them.
func (r *reading) packetFiles(k Packet) []page.Document {
	goes := map[string]bool{}
	for _, d := range k.Documents() {
		goes[r.base+"/documents/"+d.ID] = true
	}
	return slices.DeleteFunc(r.documents(), func(d page.Document) bool { return !goes[d.Href] })
}

// fields sorts the fields of a packet by what becomes of them, each with its reason:
// what the packet holds in its own language, all else in that of the page.
func (r *reading) fields(k Packet) (holds, asked, without []page.PacketField) {
	texts := map[string]string{}
	for _, f := range k.Facts() {
		texts[f.Name] = f.Text
	}
	for _, row := range law.PacketFields {
		h := row.Item.For(k.To())
		f := r.field(row.Item, h.Reason)
		switch text, ok := texts[k.r.say("packet.item."+string(row.Item))]; {
		case h.Use == law.Forbidden:
			without = append(without, f)
		case h.Use == law.Asked:
			asked = append(asked, f)
		case ok:
			f.Text = text
			holds = append(holds, f)
		}
	}
	return holds, asked, without
}

// field names a field and says why it is handled as it is.
func (r *reading) field(item law.Item, why law.Reason) page.PacketField {
	return page.PacketField{Name: words.T(r.ctx, "packet.item."+string(item)), Why: words.Or(r.ctx, "packet.why."+string(why), law.Reasons[why].Says)}
}

// packetPDF hands out the paper of a packet.
func (p *Pages) packetPDF(c echo.Context) error {
	k, err := p.packetOf(c)
	if err != nil {
		return err
	}
	f, err := p.papers().PacketPDF(k)
	return hand(c, f, err)
}

// packetZip hands out a packet with its documents.
func (p *Pages) packetZip(c echo.Context) error {
	k, err := p.packetOf(c)
	if err != nil {
		return err
	}
	name := "packet-" + string(k.To()) + "-" + string(caller(c).Case) + ".zip"
	return p.streamed(c, name, func(w *lateWriter) error { return p.papers().PacketZip(c.Request().Context(), k, w) })
}
