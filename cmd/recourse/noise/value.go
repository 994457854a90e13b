package noise

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"recourse/complaint"
	"recourse/law"
)

// junk are texts that have broken something somewhere.
var junk = []string{
	"", " ", "\x00", "a\x00b", "\xff\xfe", "\u202e\u2066\u200b", "\ufeff", "\U000e0041", "😀", "ﬁ", "İ", "ß", "ı", "null", "NaN", "-0", "1e999", "99999999999999999999", "-1",
	"'; DROP TABLE cases; --", `\`, `"`, "%00", "%", "${7*7}", "{{7*7}}", "../../etc/passwd", "//evil.example", "javascript:alert(1)", "<script>alert(1)</script>", "\r\nSet-Cookie: a=b",
	"0000-00-00", "9999-12-31", "2018-02-30", "2018-08-24T10:00:00+99:99", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "2018-08-24", "2018-08-24T10:00:00Z",
}

// word is a short text: junk, or letters.
func (m *Maker) word() string {
	if m.chance(50) {
		return pick(m, junk)
	}
	return m.token()
}

// token is a word of letters and digits.
func (m *Maker) token() string {
	b := make([]byte, 1+m.IntN(12))
	for i := range b {
		b[i] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[m.IntN(62)]
	}
	return string(b)
}

// text is a text of any length.
func (m *Maker) text() string {
	switch m.IntN(20) {
	case 0:
		return strings.Repeat(m.word()+"x", m.IntN(3000))
	case 1:
		return string(m.bytes())
	}
	return m.word() + " " + m.word()
}

// bytes are anything at all.
func (m *Maker) bytes() []byte {
	b := make([]byte, m.IntN(300))
	for i := range b {
		b[i] = byte(m.Uint32())
	}
	return b
}

// number is a case number, or nearly one.
func (m *Maker) number() string {
	switch n := m.IntN(10); {
	case n < 7 && len(m.Numbers) > 0:
		return pick(m, m.Numbers)
	case n == 7:
		return "RC-0000-0000"
	}
	return m.word()
}

// action is the name of an act, or nearly one.
func (m *Maker) action() string {
	if m.chance(90) {
		return string(pick(m, law.ActionSpecs()).Action)
	}
	return m.word()
}

// param is a value for a parameter.
func (m *Maker) param(p *openapi3.Parameter) string {
	switch {
	case p.Name == "case":
		return m.number()
	case m.chance(40) && p.Example != nil:
		text, _ := p.Example.(string)
		return text
	case p.Schema != nil && len(p.Schema.Value.Enum) > 0 && m.chance(70):
		text, _ := pick(m, p.Schema.Value.Enum).(string)
		return text
	}
	return m.text()
}

// body is a body as a call takes it, or nearly so.
func (m *Maker) body(want *openapi3.RequestBody) (kind string, body []byte) {
	if want == nil {
		if m.chance(95) {
			return "", nil
		}
		return pick(m, kinds), m.bytes()
	}
	media := want.Content["application/json"]
	if media == nil {
		kind, body = m.form()
	} else {
		kind = "application/json"
		body, _ = json.Marshal(m.ofMedia(media)) // what cannot be written is an empty body
	}
	if m.chance(5) {
		kind = pick(m, kinds)
	}
	return kind, m.spoil(body)
}

// spoil changes some bytes, sometimes.
func (m *Maker) spoil(body []byte) []byte {
	if len(body) == 0 || !m.chance(15) {
		return body
	}
	switch m.IntN(4) {
	case 0:
		return body[:m.IntN(len(body))]
	case 1:
		return append(slices.Clone(body), body...)
	case 2:
		at := m.IntN(len(body))
		return slices.Concat(body[:at], m.bytes(), body[at:])
	}
	body = slices.Clone(body)
	for range 1 + m.IntN(4) {
		body[m.IntN(len(body))] = byte(m.Uint32())
	}
	return body
}

// ofMedia is a value for a body: an example of the contract, an act, or what its
// schema says.
func (m *Maker) ofMedia(media *openapi3.MediaType) any {
	names := slices.Sorted(maps.Keys(media.Examples))
	if strings.HasSuffix(media.Schema.Ref, "/ActRequest") && m.chance(80) {
		return m.act()
	}
	if len(names) > 0 && m.chance(50) {
		return m.changed(media.Examples[pick(m, names)].Value.Value)
	}
	return m.ofSchema(media.Schema, 0)
}

// changed is a value with a few changes.
func (m *Maker) changed(v any) any {
	o, ok := v.(map[string]any)
	if !ok {
		return v
	}
	o = maps.Clone(o)
	for _, name := range slices.Sorted(maps.Keys(o)) {
		switch {
		case m.chance(6):
			o[name] = m.anything(0)
		case m.chance(3):
			delete(o, name)
		}
	}
	if m.chance(5) {
		o[m.word()] = m.anything(0)
	}
	return o
}

// act is an act with the fields it asks for.
func (m *Maker) act() any {
	spec := pick(m, law.ActionSpecs())
	data := map[string]any{}
	for _, f := range spec.Asks {
		if f.Required || m.chance(50) {
			data[f.Name] = m.answer(f)
		}
	}
	out := map[string]any{"action": spec.Action, "data": data}
	if m.chance(15) {
		out["at"] = pick(m, junk)
	}
	return m.changed(out)
}

// answer is an answer to a question of an act.
func (m *Maker) answer(f law.Field) any {
	if m.chance(10) {
		return m.anything(0)
	}
	switch f.Kind {
	case law.ChoiceField, law.ChoicesField:
		if len(f.Of) > 0 && f.Kind == law.ChoicesField {
			return []any{pick(m, f.Of), pick(m, f.Of)}
		}
		if len(f.Of) > 0 {
			return pick(m, f.Of)
		}
	case law.DateField:
		return complaint.Date{Year: 2000 + m.IntN(60), Month: 1, Day: 1 + m.IntN(28)}
	case law.FlagField:
		return m.chance(50)
	case law.CaseField:
		return m.number()
	case law.StaffField:
		return pick(m, []string{"staff/1", "staff/2", "staff/0", "staff/-1", "staff/99999999999999999999"})
	case law.PackField:
		return pick(m, law.Packs()).Ref().String()
	default:
	}
	return m.text()
}

// deepest is how deep made-up values lie within each other, nearly always.
const deepest = 4

// ofSchema is a value as a schema wants it, or now and then another.
func (m *Maker) ofSchema(s *openapi3.SchemaRef, depth int) any {
	if s == nil || s.Value == nil || depth > deepest || m.chance(6) {
		return m.anything(depth)
	}
	v := s.Value
	switch {
	case len(v.Enum) > 0:
		return pick(m, v.Enum)
	case v.Example != nil && m.chance(60):
		return v.Example
	case len(v.AllOf) > 0:
		return m.ofSchema(v.AllOf[0], depth+1)
	case v.Type.Is("array"):
		list := make([]any, m.IntN(3))
		for i := range list {
			list[i] = m.ofSchema(v.Items, depth+1)
		}
		return list
	case v.Type.Is("object"):
		o := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(v.Properties)) {
			if slices.Contains(v.Required, name) || m.chance(40) {
				o[name] = m.ofSchema(v.Properties[name], depth+1)
			}
		}
		return o
	case v.Type.Is("boolean"):
		return m.chance(50)
	case v.Type.Is("integer"), v.Type.Is("number"):
		return m.IntN(1000) - 100
	}
	return m.text()
}

// anything is a value of any type.
func (m *Maker) anything(depth int) any {
	switch n := m.IntN(12); {
	case n == 0:
		return nil
	case n == 1:
		return m.chance(50)
	case n == 2:
		return m.NormFloat64() * 1e9
	case n == 3:
		return json.Number(pick(m, []string{"0", "-1", "1e400", "99999999999999999999999", "0.1"}))
	case n < 6 && depth <= deepest:
		return []any{m.anything(depth + 1), m.anything(depth + 1)}
	case n < 8 && depth <= deepest:
		return map[string]any{m.word(): m.anything(depth + 1)}
	case n == 8 && m.chance(10):
		var deep any
		for range 1000 {
			deep = []any{deep}
		}
		return deep
	}
	return m.text()
}
