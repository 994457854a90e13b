package ui

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// arbitrate shows its complainant whether binding arbitration is open, what it can
// give, and the way to a Notice. A request never comes there.
func (p *Pages) arbitrate(c echo.Context) error {
	r, options, err := p.read(c)
	if err != nil {
		return err
	}
	if r.rec.Case.IsRequest() {
		return complaint.Errorf(complaint.Missing, "a request never comes to arbitration")
	}
	list := r.acts(options)
	v := page.ArbitratePage{
		Number: r.rec.Case.Number, Body: r.pack.Arbitration.Name, Administrator: r.pack.Arbitration.Administrator, Web: r.pack.Arbitration.Web,
		View: r.arbitration(list), Notice: allowed(list, complaint.ArbNoticeDelivered),
	}
	for _, action := range acts(complaint.ArbListRanked, complaint.ArbHearingAsked, complaint.ArbPrecheck, complaint.ArbDeclined) {
		if a := allowed(list, action); a != nil {
			v.Acts = append(v.Acts, *a)
		}
	}
	return show(c, http.StatusOK, page.Arbitrate(p.chrome(c, say(c, "arbitrate.title")), v))
}

// prepared is a Notice as far as the record can write it: the steps that were taken,
// and the complaint as it was made. The person changes it as they like.
func (r *reading) prepared() map[string]string {
	var taken []string
	for _, e := range r.rec.Entries {
		if stages[e.Action] {
			taken = append(taken, r.say("notice.step", "Date", words.Date(r.ctx, r.day(e.At)), "What", eventTitle(r.ctx, e.Action)))
		}
	}
	return map[string]string{"steps_taken": strings.Join(taken, "\n"), "breach": r.rec.Filing.Narrative}
}

// stages are the events that a Notice names as steps taken (rulebook, S4.2).
var stages = map[complaint.Action]bool{
	complaint.ComplaintReceived: true, complaint.ResponseSent: true, complaint.TimerD45: true, complaint.ComplainantNotSatisfied: true,
	complaint.IRMFiled: true, complaint.IRMDecision: true, complaint.IRMSettled: true, complaint.IRMClosed: true, complaint.DPAContacted: true,
	complaint.DPARefersDoC: true, complaint.DoCUnresolved: true, complaint.DoCResolved: true, complaint.TimerD90: true,
}

// beginning is what a form is filled with when its complainant opens it.
func (p *Pages) beginning(c echo.Context, a acting) (map[string]string, error) {
	switch {
	case !a.own || !a.option.Allowed:
		return nil, nil
	case a.option.Action == complaint.DPAContacted:
		r, _, err := p.read(c)
		if err != nil {
			return nil, err
		}
		return map[string]string{"authority": law.AuthorityOf(r.rec.Case.Facts.Residence).Country}, nil
	case a.option.Action == complaint.ArbNoticeDelivered:
		r, _, err := p.read(c)
		if err != nil {
			return nil, err
		}
		return r.prepared(), nil
	}
	return nil, nil
}
