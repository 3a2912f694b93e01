package content

import (
	"math"
	"strings"
	"unicode"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/mark"
	"readingroom/archive/extract/pdf/object"
	"readingroom/archive/extract/pdf/syntax"
)

// A markedContent is what BMC or BDC opened (ISO 32000-1, 14.6).
type markedContent struct {
	hidden bool
	actual *actual
}

// An actual is a replacement text (14.9.4) and the glyphs that it replaces.
type actual struct {
	text   string
	from   int // the first of them in Glyphs
	glyphs []mark.Glyph
}

const maxMarked = 10_000 // open at once

// begin opens marked content: BMC and BDC.
func (in *interpreter) begin(o operands, res *resources) {
	if len(in.marked) >= maxMarked {
		return
	}
	var c markedContent
	if len(o) >= 2 {
		tag, props := string(o[len(o)-2].Text), o.last()
		if tag == "OC" && props.Kind == syntax.Name {
			c.hidden = in.isOff(string(props.Text), res)
		}
		if text, ok := in.replacement(props, res); ok && in.actual == nil {
			c.actual = &actual{text: text, from: len(in.out.Glyphs)}
			in.actual = c.actual
		}
	}
	if c.hidden {
		in.hidden++
	}
	in.marked = append(in.marked, c)
}

// end closes marked content.
func (in *interpreter) end() {
	n := len(in.marked)
	if n == 0 {
		return
	}
	c := in.marked[n-1]
	in.marked = in.marked[:n-1]
	if c.hidden {
		in.hidden--
	}
	if c.actual != nil {
		in.actual = nil
		in.replace(c.actual)
	}
}

// replacement returns the ActualText of a property list.
func (in *interpreter) replacement(props syntax.Token, res *resources) (string, bool) {
	switch props.Kind {
	case syntax.Dict:
		for i := 0; i+1 < len(props.List); i++ {
			if t := props.List[i]; t.Kind == syntax.Name && string(t.Text) == "ActualText" && props.List[i+1].Kind == syntax.String {
				return object.TextString(string(props.List[i+1].Text)), true
			}
		}
	case syntax.Name:
		if v := res.v.Key("Properties").Key(string(props.Text)).Key("ActualText"); v.Kind() == pdf.String {
			return object.TextString(v.RawString()), true
		}
	}
	return "", false
}

// replace puts a replacement text where its glyphs are, a character each,
// evenly. Glyphs on several lines stay: the text does not say where it turns.
func (in *interpreter) replace(a *actual) {
	if len(a.glyphs) == 0 {
		return
	}
	first, last := a.glyphs[0], a.glyphs[len(a.glyphs)-1]
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == 0xfeff || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, a.text))
	sin, cos := math.Sincos(first.Angle * math.Pi / 180)
	across := -(last.X-first.X)*sin + (last.Y-first.Y)*cos
	width := (last.X-first.X)*cos + (last.Y-first.Y)*sin + last.Width
	if math.Abs(across) > .7*first.Size || width < 0 || last.Angle != first.Angle || a.from > len(in.out.Glyphs) {
		return
	}
	if len(runes) == 0 && len(in.out.Glyphs) > a.from {
		return // an empty replacement of visible text says nothing of use
	}
	in.out.Glyphs = in.out.Glyphs[:a.from]
	alike := len(runes) == len(a.glyphs)
	for i, r := range runes {
		g := first
		if alike {
			g = a.glyphs[i]
		} else {
			step := width / float64(len(runes))
			g.X, g.Y, g.Width = first.X+cos*step*float64(i), first.Y+sin*step*float64(i), step
		}
		g.Text = string(r)
		in.order++
		g.Order = in.order
		in.out.Glyphs = append(in.out.Glyphs, g)
	}
	// They were counted as unknown one by one; now their text is known.
	for _, g := range a.glyphs {
		if g.Text == "" && in.out.Unknown > 0 {
			in.out.Unknown--
		}
	}
}

// hiddenGroups returns the optional content groups that are off when a
// document is opened (ISO 32000-1, 8.11.4.3).
func hiddenGroups(props pdf.Value) map[string]bool {
	off := map[string]bool{}
	config := props.Key("D")
	if config.Key("BaseState").Name() == "OFF" {
		for _, ref := range object.RefList(props.Key("OCGs")) {
			off[ref] = true
		}
		for _, ref := range object.RefList(config.Key("ON")) {
			delete(off, ref)
		}
	}
	for _, ref := range object.RefList(config.Key("OFF")) {
		off[ref] = true
	}
	delete(off, "")
	return off
}

// isOff reports whether the optional content that a resource names is off.
func (in *interpreter) isOff(name string, res *resources) bool {
	if len(in.doc.off) == 0 {
		return false
	}
	if res.propRefs == nil {
		res.props = res.v.Key("Properties")
		res.propRefs = object.Refs(res.props)
	}
	return in.doc.isOff(res.propRefs[name], res.props.Key(name))
}

// isOff reports whether a group, or a membership of groups (8.11.2.2), is off.
func (d *Document) isOff(ref string, v pdf.Value) bool {
	if d.off[ref] {
		return true
	}
	if len(d.off) == 0 || v.Key("Type").Name() != "OCMD" {
		return false
	}
	groups := object.RefList(v.Key("OCGs"))
	if ref := object.Refs(v)["OCGs"]; v.Key("OCGs").Kind() == pdf.Dict {
		groups = []string{ref}
	}
	on, off := 0, 0
	for _, g := range groups {
		if d.off[g] {
			off++
		} else {
			on++
		}
	}
	switch {
	case on+off == 0:
		return false
	case v.Key("P").Name() == "AllOn":
		return off > 0
	case v.Key("P").Name() == "AnyOff":
		return off == 0
	case v.Key("P").Name() == "AllOff":
		return on > 0
	}
	return on == 0
}
