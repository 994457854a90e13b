package law

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ReadPacks reads and checks pack files, which may extend one another and the
// packs of this release ("EU-PS-2016", or "EU-PS-2016@1.0.0" for a version). It
// returns each file's pack or what is wrong with it, by the name of the file. A
// file replaces the pack of the release that has its identifier.
func ReadPacks(texts map[string][]byte) (map[string]*Pack, map[string]error) {
	r := packReader{texts: texts, read: map[string]*Pack{}, faults: map[string]error{}}
	names := slices.Sorted(maps.Keys(texts))
	for _, name := range names {
		_, _ = r.pack(name, nil) // what is wrong is kept in r.faults
	}
	for _, name := range names {
		if p := r.read[name]; p != nil {
			if err := p.checkAmong(r.all(), texts[name]); err != nil {
				r.faults[name] = err
			}
		}
	}
	for name := range r.faults {
		delete(r.read, name)
	}
	return r.read, r.faults
}

// packReader reads packs after those they extend.
type packReader struct {
	texts  map[string][]byte
	read   map[string]*Pack
	faults map[string]error
}

// pack reads the pack of a file; trail holds the files that wait for it.
func (r *packReader) pack(name string, trail []string) (*Pack, error) {
	if p, err := r.read[name], r.faults[name]; p != nil || err != nil {
		return p, err
	}
	p, err := r.parse(name, trail)
	if err != nil {
		r.faults[name] = err
		return nil, err
	}
	r.read[name] = p
	return p, nil
}

func (r *packReader) parse(name string, trail []string) (*Pack, error) {
	text := r.texts[name]
	ref := headOf(text).Extends
	if ref == "" {
		return parsePack(text, nil)
	}
	base, err := r.base(ref, append(trail, name))
	if err != nil {
		return nil, fmt.Errorf("line %d: extends %s: %w", lineOf(text, "extends"), ref, err)
	}
	return parsePack(text, base)
}

// base finds the pack that another one extends.
func (r *packReader) base(ref string, trail []string) (*Pack, error) {
	id, version, _ := strings.Cut(ref, "@")
	for _, name := range slices.Sorted(maps.Keys(r.texts)) {
		switch h := headOf(r.texts[name]); {
		case h.ID != id || version != "" && h.Version != version:
		case slices.Contains(trail, name):
			return nil, fmt.Errorf("the packs extend each other in a circle")
		default:
			p, err := r.pack(name, trail)
			if err != nil {
				return nil, fmt.Errorf("that pack has a fault of its own: %w", err)
			}
			return p, nil
		}
	}
	if p, err := Lookup(PackRef{ID: id, Version: version}); err == nil {
		return p, nil
	}
	return nil, fmt.Errorf("no such pack")
}

// head is what tells packs from each other.
type head struct {
	ID      string `yaml:"id"`
	Version string `yaml:"version"`
	Extends string `yaml:"extends"`
}

// headOf reads the head of a pack as far as it can be read; what is wrong with
// it comes to light when the whole is read.
func headOf(text []byte) head {
	var h head
	_ = yaml.Unmarshal(text, &h)
	return h
}

// all returns the newest version of every pack that is read or in this release.
func (r *packReader) all() []*Pack {
	own := slices.Collect(maps.Values(r.read))
	for _, p := range packs {
		if !slices.ContainsFunc(own, func(o *Pack) bool { return o.ID == p.ID }) {
			own = append(own, p)
		}
	}
	return newest(own)
}

// newest returns the last version of each pack, in the order of identifiers.
func newest(list []*Pack) []*Pack {
	var out []*Pack
	for _, p := range slices.SortedFunc(slices.Values(list), byVersion) {
		if last := len(out) - 1; last >= 0 && out[last].ID == p.ID {
			out[last] = p
		} else {
			out = append(out, p)
		}
	}
	return out
}

// checkAmong refuses a pack that shares a residence and a day of transfer with
// another one, and one that succeeds a pack that is unknown or no older.
func (p *Pack) checkAmong(all []*Pack, text []byte) error {
	if !slices.Contains(all, p) {
		return nil // an older version chooses nothing
	}
	old := p.Succeeds.Pack == ""
	for _, o := range all {
		if o.ID == p.ID {
			continue
		}
		if r := p.meets(o); r != "" {
			return fmt.Errorf("line %d: valid_transfers: %s and %s both cover residents of %s on the same days", lineOf(text, "valid_transfers"), p.ID, o.ID, r)
		}
		old = old || o.ID == p.Succeeds.Pack && o.ValidTransfers.From < p.ValidTransfers.From
	}
	if on, err := newSpan(p.Succeeds.On, ""); !old || p.Succeeds.Pack != "" && (err != nil || on.from.IsZero()) {
		return fmt.Errorf("line %d: succeeds: %q on %q is no older pack and day", lineOf(text, "succeeds"), p.Succeeds.Pack, p.Succeeds.On)
	}
	return nil
}

// meets returns a residence for which both packs cover a day; "" if there is none.
func (p *Pack) meets(o *Pack) string {
	for _, r := range slices.Sorted(maps.Keys(p.spans)) {
		for theirs, s := range o.spans {
			same := r == theirs || r == eea && AuthorityOf(theirs).EEA || theirs == eea && AuthorityOf(r).EEA
			if same && p.spans[r].meets(s) {
				return r
			}
		}
	}
	return ""
}
