package law

import (
	"slices"
	"testing"

	"recourse/complaint"
)

// Every field has a handling by every recipient, each with a reason in words and a
// source, and every reason is used.
func TestPacketFields_sayEverythingWithAReason(t *testing.T) {
	t.Parallel()
	used := map[Reason]bool{}
	for _, f := range PacketFields {
		if len(f.To) != len(Recipients) {
			t.Errorf("%s: %d of %d recipients", f.Item, len(f.To), len(Recipients))
		}
		for _, to := range Recipients {
			h := f.Item.For(to)
			g, ok := Reasons[h.Reason]
			if used[h.Reason] = true; !ok || g.Says == "" || g.Cite == "" || !slices.Contains([]Basis{Primary, Secondary, Recalled, Product}, g.Basis) {
				t.Errorf("%s to %s: reason %q is %+v", f.Item, to, h.Reason, g)
			}
		}
	}
	for r := range Reasons {
		if !used[r] {
			t.Errorf("reason %s is not used", r)
		}
	}
}

// What opens the case, and what is the office's own, is for nobody.
func TestPacketFields_keepSecrets(t *testing.T) {
	t.Parallel()
	for _, i := range []Item{ItemAccessCode, ItemOffice, ItemStaff, ItemNationality, ItemMessages, "unheard"} {
		for _, to := range append(slices.Clone(Recipients), "press") {
			if got := i.For(to).Use; got != Forbidden {
				t.Errorf("%s to %s: %s", i, to, got)
			}
		}
	}
	// The fields of the template form to the authorities (rulebook, section 9).
	for _, i := range []Item{ItemName, ItemIdentifier, ItemEmail, ItemExporter, ItemEntity, ItemWhyTransfer, ItemNarrative, ItemWanted, ItemAskedBefore, ItemSteps} {
		if got := i.For(ToAuthority).Use; got == Forbidden {
			t.Errorf("%s, which the form asks for, does not go to the authority", i)
		}
	}
}

func TestPacketsFor_goByTheRoad(t *testing.T) {
	t.Parallel()
	all := Recipients
	for name, tt := range map[string]struct {
		change func(*Facts)
		want   []Recipient
	}{
		"a job seeker":            {func(*Facts) {}, all},
		"employment data":         {func(f *Facts) { f.DataClass = "HR" }, []Recipient{ToAuthority, ToFTC}},
		"an employee, undecided":  {func(f *Facts) { f.PersonType = "EMPLOYEE" }, []Recipient{ToAuthority, ToCommerce, ToFTC}},
		"who says so, undecided":  {func(f *Facts) { f.Employment = true }, []Recipient{ToAuthority, ToCommerce, ToFTC}},
		"who says so, decided":    {func(f *Facts) { f.Employment, f.DataClass = true, "NON_HR" }, all},
		"a visitor who says so":   {func(f *Facts) { f.PersonType, f.Employment = "VISITOR", true }, all},
		"an employee, decided":    {func(f *Facts) { f.PersonType, f.DataClass = "EMPLOYEE", "NON_HR" }, all},
		"a rights request":        {func(f *Facts) { f.Kind = complaint.RightsRequest }, []Recipient{ToAuthority}},
		"an anonymous report":     {func(f *Facts) { f.Anonymous = true }, nil},
		"a resident of elsewhere": {func(f *Facts) { f.Residence = "US" }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			facts := Facts{Residence: "SE", DataClass: "UNDECIDED", PersonType: "JOB_SEEKER"}
			tt.change(&facts)
			c := Case{Facts: facts, Pack: PackRef{ID: "EU-PS-2016", Version: "1.0.0"}}
			if got := c.PacketsFor(); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
	c := Case{Pack: PackRef{ID: "EU-PS-2016", Version: "1.0.0"}}
	if err := c.PacketFor("press"); complaint.KindOf(err) != complaint.Missing {
		t.Errorf("an unknown recipient: %v", err)
	}
}
