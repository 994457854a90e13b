package ui

import (
	"cmp"
	"slices"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// nextRow is one row of the table of the next thing. It fits a case that stands at
// one of its steps, or at any where it names none, when its act is possible.
type nextRow struct {
	name   string // of its sentences: next.<name>, next.<name>.says and next.<name>.do
	at     []complaint.Step
	act    complaint.Action   // "" for a row that is possible always
	href   string             // of the page that leads on, below the case; "" for the form of the act
	covers []complaint.Action // acts to which that page leads too
	also   []complaint.Action // links beside the first
	when   func(*reading) bool
}

// nextTable says what is most useful to whoever follows a case, the most pressing
// first: the first row that fits is the next thing. What waits for the person goes
// before what is open to them.
var nextTable = []nextRow{
	{name: "erased", when: func(r *reading) bool { return r.rec.Case.Erased() }},
	{name: "questions", at: steps(complaint.S0AwaitingInfo), act: complaint.InfoProvided},
	{name: "identity", at: steps(complaint.RIdentity), act: complaint.DocumentAdded, also: acts(complaint.MessageSent)},
	{name: "answer", at: steps(complaint.S1Responded, complaint.S1RespondedLte), act: complaint.ComplainantNotSatisfied, href: answerPath, covers: acts(complaint.ComplainantSatisfied)},
	{name: "rank", at: steps(complaint.S43), act: complaint.ArbListRanked, when: (*reading).unranked},
	{name: "decision", at: steps(complaint.S25), act: complaint.ComplainantNotSatisfied, href: answerPath, covers: acts(complaint.ComplainantSatisfied)},
	{name: "recourse", at: steps(complaint.S2Offered), act: complaint.IRMFiled, href: elsewherePath},
	{name: "authority", at: steps(complaint.S3Offered), act: complaint.DPAContacted, href: elsewherePath},
	{name: "notice", at: steps(complaint.S41, complaint.S42), act: complaint.ArbNoticeDelivered, href: arbitrationPath, when: (*reading).arbitrable},
	{name: "check", at: steps(complaint.S41, complaint.S42), act: complaint.ArbPrecheck, href: arbitrationPath, covers: acts(complaint.ArbDeclined)},
	{name: "unperformed", at: steps(complaint.S5Performance), act: complaint.ComplainantNotSatisfied},
	{name: "late", at: steps(complaint.S0, complaint.S0AwaitingInfo, complaint.S1Overdue), act: complaint.IRMFiled, href: elsewherePath, when: (*reading).late},
	{name: "late_authority", at: steps(complaint.S0, complaint.S0AwaitingInfo, complaint.S1Overdue), act: complaint.DPAContacted, href: elsewherePath, when: (*reading).late},
	{name: "request_late", at: steps(complaint.ROverdue), act: complaint.RequestComplained},
	{name: "request_less", at: steps(complaint.S5), act: complaint.RequestComplained},
	{name: "contest", at: steps(complaint.S5), act: complaint.IneligibilityContested, when: (*reading).reopenable},
	{name: "closed", at: steps(complaint.S5), act: complaint.MessageSent, when: (*reading).reopenable},
	{name: "over", at: steps(complaint.S5)},
	{name: "wait", also: acts(complaint.MessageSent, complaint.DocumentAdded)},
}

func steps(s ...complaint.Step) []complaint.Step    { return s }
func acts(a ...complaint.Action) []complaint.Action { return a }

// arbitrable reports whether binding arbitration is open and no Notice has been
// delivered yet.
func (r *reading) arbitrable() bool { return r.rec.Case.Arbitration(r.now).Open }

// unranked reports whether the individual has not said yet whom they want among the
// arbitrators.
func (r *reading) unranked() bool {
	return !slices.ContainsFunc(r.rec.Case.Arbitrators.Rankings, func(k law.Ranking) bool { return k.Side == law.Individual })
}

// late reports whether the company owes its answer after its last day.
func (r *reading) late() bool {
	return slices.ContainsFunc(r.rec.Case.Deadlines, func(d law.Deadline) bool {
		return (d.Rule == law.D45 || d.Rule == law.Reopened) && d.Status == complaint.Missed && d.Done.IsZero()
	})
}

// next is the one thing that is most useful now.
func (r *reading) next(list []page.Act) page.Next {
	i := slices.IndexFunc(nextTable, func(row nextRow) bool { return r.fits(row, list) })
	row := nextTable[i] // the last row fits every case
	n := page.Next{Name: row.name, Title: r.nextWords(row.name, ""), Says: r.nextWords(row.name, ".says")}
	if do := "next." + row.name + ".do"; words.Has(r.ctx, do) {
		n.Links = append(n.Links, page.Link{Text: r.say(do), Href: r.base + r.leads(row)})
	}
	for _, action := range row.also {
		if a := allowed(list, action); a != nil {
			n.Links = append(n.Links, page.Link{Text: a.Title, Href: a.Href})
			n.Covers = append(n.Covers, action)
		}
	}
	if row.act != "" {
		n.Covers = append(append(n.Covers, row.act), row.covers...)
	}
	return n
}

// fits reports whether a row is for the case as it stands.
func (r *reading) fits(row nextRow, list []page.Act) bool {
	stands := row.at == nil || slices.ContainsFunc(row.at, r.rec.Case.At)
	return stands && (row.act == "" || allowed(list, row.act) != nil) && (row.when == nil || row.when(r))
}

// leads is the page of a row, below the case.
func (r *reading) leads(row nextRow) string {
	if row.href != "" {
		return row.href
	}
	return "/acts/" + string(row.act)
}

// nextWords is a sentence of a row, with the names that it may need. What is open to
// a person differs with what the case is about: a request has words of its own.
func (r *reading) nextWords(name, part string) string {
	id := "next." + name + part
	if own := id + ".request"; r.rec.Case.IsRequest() && words.Has(r.ctx, own) {
		id = own
	}
	return r.say(id, "Recourse", r.pack.IRM.Name, "Authority", r.party(complaint.DPA), "Until", words.Date(r.ctx, r.reopenUntil()))
}

// reopenable reports whether the closed case can still be taken up again.
func (r *reading) reopenable() bool { return !r.reopenUntil().IsZero() }

// reopenUntil is the last day on which the closed case can be taken up again; no
// date for an open one.
func (r *reading) reopenUntil() complaint.Date {
	for _, d := range slices.Backward(r.rec.Case.Deadlines) {
		if d.Rule == law.Reopen && d.Running() {
			return d.Due
		}
	}
	return complaint.Date{}
}

// allowed is the act, if it may be done now.
func allowed(list []page.Act, action complaint.Action) *page.Act {
	i := slices.IndexFunc(list, func(a page.Act) bool { return a.Allowed && a.Action == action })
	if i < 0 {
		return nil
	}
	return &list[i]
}

// The groups of what else can be done, in their order.
const (
	tellGroup   = "tell"   // tell us something
	onwardGroup = "onward" // go on elsewhere
	yoursGroup  = "yours"  // keep hold of the case
	endGroup    = "end"    // end it
)

// groupOf sorts the acts of a complainant; one that is not listed tells us something.
var groupOf = map[complaint.Action]string{
	complaint.IRMFiled: onwardGroup, complaint.DPAContacted: onwardGroup, complaint.ArbPrecheck: onwardGroup, complaint.ArbNoticeDelivered: onwardGroup,
	complaint.RequestComplained: onwardGroup, complaint.ComplainantSatisfied: endGroup, complaint.ArbDeclined: endGroup, complaint.ComplaintWithdrawn: endGroup,
	complaint.RequestWithdrawn: endGroup, complaint.ErasureRequested: endGroup,
	complaint.RepresentativeAdmitted: yoursGroup, complaint.RepresentativeRevoked: yoursGroup,
}

// rare are the acts that few need, behind the others of their group.
var rare = map[complaint.Action]int{complaint.RetaliationRaised: 1, complaint.ErasureRequested: 1}

// wayPage is a page that leads to more than one act, and so stands for them.
type wayPage struct {
	group, name, path string
	covers            []complaint.Action
	when              func(*reading) bool // nil for always
}

// wayPages are the pages below a case, in their order. Each has the words
// <name>.title and <name>.card.
var wayPages = []wayPage{
	{onwardGroup, "elsewhere", elsewherePath, acts(complaint.IRMFiled, complaint.DPAContacted), func(r *reading) bool { return !r.rec.Case.IsRequest() }},
	{
		onwardGroup, "arbitrate", arbitrationPath, acts(complaint.ArbNoticeDelivered, complaint.ArbPrecheck, complaint.ArbDeclined, complaint.ArbHearingAsked, complaint.ArbListRanked),
		func(r *reading) bool { return !r.rec.Case.IsRequest() },
	},
	{onwardGroup, "packets", packetsPath, nil, func(r *reading) bool { return !r.rec.Case.IsRequest() }},
	{yoursGroup, "remind", remindersPath, nil, nil},
	{yoursGroup, "access", "/access", acts(complaint.RepresentativeAdmitted, complaint.RepresentativeRevoked), func(r *reading) bool { return r.self.Role == complaint.Complainant }},
}

// ways groups all else that can be done beside the next thing.
func (r *reading) ways(list []page.Act, next page.Next) []page.Way {
	if r.rec.Case.Erased() {
		return nil
	}
	pages := r.wayPages()
	shown := slices.Clone(next.Covers)
	for _, w := range pages {
		shown = append(shown, w.covers...)
	}
	var out []page.Way
	for _, group := range []string{tellGroup, onwardGroup, yoursGroup, endGroup} {
		way := page.Way{Name: group, Title: r.say("way." + group)}
		for _, w := range pages {
			if w.group == group {
				way.Acts = append(way.Acts, page.Act{
					Title: r.say(w.name + ".title"), Says: r.say(w.name + ".card"), Href: r.base + w.path, Allowed: true, Covers: possible(list, w.covers, next.Covers),
				})
			}
		}
		for _, a := range list {
			if a.Allowed && cmp.Or(groupOf[a.Action], tellGroup) == group && !slices.Contains(shown, a.Action) {
				way.Acts = append(way.Acts, a)
			}
		}
		slices.SortStableFunc(way.Acts, func(a, b page.Act) int { return cmp.Compare(rare[a.Action], rare[b.Action]) })
		if len(way.Acts) > 0 {
			out = append(out, way)
		}
	}
	return out
}

// wayPages are the pages that are for this case and reader.
func (r *reading) wayPages() []wayPage {
	return slices.DeleteFunc(slices.Clone(wayPages), func(w wayPage) bool { return w.when != nil && !w.when(r) })
}

// possible are those of the acts that may be done now, less those shown before.
func possible(list []page.Act, of, before []complaint.Action) []complaint.Action {
	return slices.DeleteFunc(slices.Clone(of), func(a complaint.Action) bool { return allowed(list, a) == nil || slices.Contains(before, a) })
}

// The pages of a complainant's case, below it.
const (
	answerPath      = "/answer"
	elsewherePath   = "/elsewhere"
	arbitrationPath = "/arbitration"
	remindersPath   = "/reminders"
	packetsPath     = "/packets"
)
