package font

import (
	"strings"

	"github.com/ledongthuc/pdf"
)

// simple reads a Type 1, TrueType or Type 3 font: one byte a character.
func (l *loader) simple() {
	subtype := l.v.Key("Subtype").Name()
	descriptor := l.v.Key("FontDescriptor")
	if subtype == "Type3" {
		l.measureType3()
	} else {
		l.measure(descriptor)
	}
	m := l.toUnicode()
	text, named := l.encoding(subtype, descriptor, m != nil && l.tellsAll(m))
	if m != nil {
		for c := range text {
			t, ok := m.unicode(uint32(c), 1)
			if !ok {
				t, ok = m.unicode(uint32(c), 2) // some programs write <0041> for one byte
			}
			if t = clean(t, l.font.Name); ok && t != "" {
				text[c] = t
			}
		}
	}
	widths := l.widths(subtype, descriptor, text)
	var t [256]Char
	for c := range t {
		t[c] = char(text[c], widths[c], c)
		t[c].Unknown = text[c] == "" && named[c]
	}
	l.font.simple = &t
}

// tellsAll reports whether a ToUnicode CMap has text for all codes that have a width.
func (l *loader) tellsAll(m *cmap) bool {
	list := l.v.Key("Widths")
	first := int(l.v.Key("FirstChar").Int64())
	for i := range min(list.Len(), 256) {
		if t, ok := m.unicode(uint32(first+i), 1); list.Index(i).Float64() != 0 && (!ok || clean(t, l.font.Name) == "") {
			return false
		}
	}
	return list.Len() > 0
}

// encoding returns the text of each code as the font's encoding has it, and
// which codes it gives a glyph. What the font file says is not asked where the
// rest is told already.
func (l *loader) encoding(subtype string, descriptor pdf.Value, told bool) (text [256]string, named [256]bool) {
	e := l.v.Key("Encoding")
	base := e.Name()
	if e.Kind() == pdf.Dict {
		base = e.Key("BaseEncoding").Name()
	}
	symbolic := descriptor.Key("Flags").Int64()&4 != 0
	switch {
	case base == "WinAnsiEncoding":
		text = winAnsi()
	case base == "MacRomanEncoding":
		text = macRoman()
	case base == "StandardEncoding":
		text = standard()
	case subtype == "Type3":
		// all of its glyphs are named by Differences
	case told:
		text = standard()
	default:
		text = l.builtIn(subtype, descriptor, symbolic)
	}
	for c := range text {
		named[c] = text[c] != ""
	}
	if base == "" && subtype != "Type3" && descriptor.Key("FontFile").Kind()+descriptor.Key("FontFile2").Kind()+descriptor.Key("FontFile3").Kind() > 0 {
		for c := ' ' + 1; c < 256; c++ {
			named[c] = true // the font file may have a glyph that has no name
		}
	}
	differences := e.Key("Differences")
	names := map[int]string{}
	code := 0
	for i := range min(differences.Len(), 4096) {
		switch x := differences.Index(i); x.Kind() {
		case pdf.Integer, pdf.Real:
			code = int(x.Float64())
		case pdf.Name:
			if code >= 0 && code < 256 {
				names[code] = x.Name()
			}
			code++
		}
	}
	numbered := numberedNames(names)
	for code, name := range names {
		if name == ".notdef" {
			text[code], named[code] = "", false
			continue
		}
		t := clean(glyphText(name, l.font.Name), l.font.Name)
		if t == "" && numbered {
			t = numberedText(name)
		}
		text[code], named[code] = t, true
	}
	return text, named
}

// builtIn returns the encoding that a font has of its own (ISO 32000-1, 9.6.6).
func (l *loader) builtIn(subtype string, descriptor pdf.Value, symbolic bool) (text [256]string) {
	name := strings.ToLower(l.font.Name)
	switch {
	case strings.HasPrefix(name, "symbol") && !strings.HasPrefix(name, "symbolmt-"):
		text = symbolTable().text
	case strings.HasPrefix(name, "zapfdingbats") || strings.HasPrefix(name, "itczapfdingbats"):
		text = dingbatsTable().text
	case subtype == "TrueType" && !symbolic:
		text = winAnsi()
	default:
		text = standard()
	}
	var own map[int]string
	if file := descriptor.Key("FontFile"); file.Kind() == pdf.Stream {
		own = namesToText(type1Encoding(l.bytes(file, maxFontFile)), l.font.Name)
	} else if file := descriptor.Key("FontFile3"); file.Kind() == pdf.Stream {
		b := l.bytes(file, maxFontFile)
		if tables := sfntTables(b); tables["CFF "] != nil {
			b = tables["CFF "]
		}
		if c := parseCFF(b); c != nil {
			own = namesToText(c.encoding, l.font.Name)
		}
	} else if file := descriptor.Key("FontFile2"); file.Kind() == pdf.Stream {
		own = trueTypeEncoding(l.bytes(file, maxFontFile), l.font.Name)
	}
	for code, t := range own {
		text[code] = t
	}
	return text
}

func namesToText(names map[int]string, font string) map[int]string {
	out := map[int]string{}
	for code, name := range names {
		if code >= 0 && code < 256 {
			out[code] = clean(glyphText(name, font), font)
		}
	}
	return out
}

// widths returns the advance of each code, in ems.
func (l *loader) widths(subtype string, descriptor pdf.Value, text [256]string) (w [256]float64) {
	scale := .001
	if subtype == "Type3" {
		if m := l.v.Key("FontMatrix"); m.Len() == 6 {
			scale = m.Index(0).Float64()
			if scale == 0 {
				scale = m.Index(1).Float64() // glyphs that lie on their side
			}
		}
	}
	list := l.v.Key("Widths")
	first := int(l.v.Key("FirstChar").Int64())
	missing := descriptor.Key("MissingWidth").Float64() * scale
	if list.Len() == 0 && subtype != "Type3" {
		std := standardWidths(l.font.Name)
		for c := range w {
			if w[c] = std.of(text[c]); std.codes != nil && std.codes[c] > 0 {
				w[c] = std.codes[c]
			}
		}
		return w
	}
	for c := range w {
		w[c] = missing
	}
	for i := range min(list.Len(), 256) {
		if c := first + i; c >= 0 && c < 256 {
			w[c] = bounded(list.Index(i).Float64() * scale)
		}
	}
	return w
}

// bounded leaves out widths that no glyph has.
func bounded(w float64) float64 {
	if w > 20 || w < -20 || w != w {
		return 0
	}
	return w
}
