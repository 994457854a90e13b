package ui

import (
	"strings"

	"recourse/complaint"
	"recourse/law"
	"recourse/ui/page"
	"recourse/words"
)

// listing collects facts that have a value, each under the words of its name.
type listing struct {
	r    *reading
	list []page.Fact
}

func (l *listing) add(name, text string) {
	if strings.TrimSpace(text) != "" {
		l.list = append(l.list, page.Fact{Name: l.r.say("fact." + name), Text: text})
	}
}

func (l *listing) code(name, code string) {
	if code != "" {
		l.add(name, codesWords(l.r.ctx, name, code))
	}
}

func (l *listing) flag(name string, set bool) {
	if set {
		l.add(name, l.r.say("form.yes"))
	}
}

// cases names other cases.
func (l *listing) cases(name string, numbers []complaint.Number) {
	var list []string
	for _, n := range numbers {
		list = append(list, string(n))
	}
	l.add(name, strings.Join(list, ", "))
}

// siblings names the case out of which this one has come, and those that have come
// out of it.
func (l *listing) siblings() { l.cases("siblings", l.r.rec.Case.Siblings) }

// facts is what the rules see of the complaint.
func (r *reading) facts() []page.Fact {
	f, l := r.rec.Case.Facts, listing{r: r}
	l.add("received_at", r.moment(f.ReceivedAt))
	l.code("right", f.Right)
	l.code("channel", f.Channel)
	l.code("entity", f.Entity)
	l.code("residence", f.Residence)
	l.code("residence_then", f.ResidenceThen)
	if !f.TransferredOn.IsZero() {
		l.add("transferred_on", words.Day(r.ctx, f.TransferredOn))
	}
	l.code("language", f.Language)
	l.code("person_type", f.PersonType)
	l.code("data_class", f.DataClass)
	l.flag("employment_data", r.rec.Filing.Employment)
	l.code("role", f.Role)
	l.code("principles", strings.Join(f.Principles, ","))
	l.flag("under_13", f.Under13)
	l.flag("represented", f.Represented)
	if !r.own {
		r.circumstances(&l)
	}
	l.code("finding", r.rec.Case.Draft.Finding)
	l.code("identity", r.rec.Case.Identity)
	l.siblings()
	l.add("authority", law.AuthorityOf(f.Residence).Name)
	l.add("pack", words.T(r.ctx, "fact.pack_is", "Name", r.pack.Name, "Version", r.rec.Case.Pack.Version))
	if s := law.Substance(f); s.ID != r.pack.ID {
		l.add("substance", words.T(r.ctx, "fact.pack_is", "Name", s.Name, "Version", s.Version))
	}
	return l.list
}

// circumstances are what officers must not overlook.
func (r *reading) circumstances(l *listing) {
	c := r.rec.Case
	l.code("mandate", c.Mandate)
	l.code("flag", strings.Join(c.Flags(), ","))
	l.code("channel_failed", strings.Join(c.Undelivered, ","))
	l.cases("linked_cases", c.Links)
	for _, id := range c.Conflicted {
		l.add("conflicted", r.names[id])
	}
}

// person is who complains and how to reach them.
func (r *reading) person() []page.Fact {
	f, l := r.rec.Filing, listing{r: r}
	l.add("name", f.Person.Name)
	l.add("represented_by", f.Represented)
	l.add("email", f.Person.Email)
	l.add("phone", f.Person.Phone)
	l.add("address", f.Person.Address)
	l.add("identifier", f.Person.Identifier)
	return l.list
}

// story is what the complaint says, in the person's own words.
func (r *reading) story() []page.Fact {
	f, l := r.rec.Filing, listing{r: r}
	l.add("narrative", f.Narrative)
	l.add("grounds", codesOrNone(r.ctx, "grounds", f.Grounds))
	l.add("asked_on", words.Date(r.ctx, f.AskedOn))
	l.add("asked_before", f.AskedBefore)
	l.add("came_back", f.CameBack)
	l.add("remedies_wanted", codesOrNone(r.ctx, "wishes", f.Remedies))
	l.add("wanted", f.Wanted)
	return l.list
}

// filing is the complaint as its author handed it in.
func (r *reading) filing() []page.Fact {
	f, l := r.rec.Filing, listing{r: r}
	l.add("received_at", r.moment(r.rec.Case.Facts.ReceivedAt))
	l.code("right", r.rec.Case.Facts.Right)
	l.siblings()
	l.code("entity", f.Entity)
	l.code("residence", f.Residence)
	l.code("person_type", f.PersonType)
	l.code("principles", strings.Join(f.Principles, ","))
	return append(append(l.list, r.person()...), r.story()...)
}
