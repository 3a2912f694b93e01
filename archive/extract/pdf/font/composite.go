package font

import (
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/object"
)

// A composite is a Type 0 font: codes of one to four bytes, to CIDs, to glyphs.
type composite struct {
	name       string
	encoding   *cmap              // nil where legacy is the encoding
	legacy     *legacy            // a predefined CMap
	base       *legacy            // a predefined CMap that encoding adds to, or nil
	toUnicode  *cmap              // or nil
	collection *collection        // or nil
	glyphs     map[int]string     // the text of CIDs, from the font file; or nil
	more       func()             // reads glyphs; nil once it has
	widths     map[int]float64    // of CIDs, in ems
	width      float64            // of the others
	heights    map[int][3]float64 // of CIDs in a vertical font: advance, shift, rise
	height     [2]float64         // of the others: rise and advance
	vertical   bool
	seen       map[code]Char
}

// composite reads a Type 0 font and its descendant.
func (l *loader) composite() {
	c := &composite{name: l.font.Name, width: 1, widths: map[int]float64{}, seen: map[code]Char{}}
	l.font.cid = c
	c.encode(l)
	l.font.Vertical = c.vertical
	c.toUnicode = l.toUnicode()
	descendant := l.v.Key("DescendantFonts")
	if descendant.Kind() == pdf.Array {
		descendant = descendant.Index(0)
	}
	descriptor := descendant.Key("FontDescriptor")
	l.measure(descriptor)
	c.collect(descendant, l.v.Key("Encoding").Name())
	if v := descendant.Key("DW"); v.Kind() == pdf.Integer || v.Kind() == pdf.Real {
		c.width = bounded(v.Float64() / 1000)
	}
	c.readWidths(descendant.Key("W"))
	if file := descriptor.Key("FontFile2"); len(c.widths) == 0 && descendant.Key("DW").IsNull() && file.Kind() == pdf.Stream {
		c.widths = l.advancesOf(descriptor) // Tableau states no widths at all
	}
	if c.vertical {
		c.readHeights(descendant)
	}
	if c.collection == nil && c.legacy == nil {
		c.more = func() { c.readGlyphs(l, descendant, descriptor) }
	}
}

// readGlyphs reads what the font file tells, once some code asks for it.
func (c *composite) readGlyphs(l *loader, descendant, descriptor pdf.Value) {
	c.glyphs = l.glyphTexts(descendant, descriptor)
	if identity := descendant.Key("CIDToGIDMap"); len(c.glyphs) == 0 && c.toUnicode == nil && identity.Kind() != pdf.Stream {
		c.glyphs = macOrder(c.name, c.widths)
	}
}

// encode reads the font's Encoding.
func (c *composite) encode(l *loader) {
	e := l.v.Key("Encoding")
	name := e.Name()
	if e.Kind() == pdf.Stream {
		c.encoding = parseCMap(l.bytes(e, maxCMap))
		c.vertical = c.encoding.vertical || e.Key("WMode").Int64() == 1
		for use, depth := e.Key("UseCMap"), 0; use.Kind() == pdf.Stream && depth < 4; use, depth = use.Key("UseCMap"), depth+1 {
			c.encoding.add(parseCMap(l.bytes(use, maxCMap)))
		}
		name = c.encoding.use
		if use := e.Key("UseCMap"); name == "" {
			name = use.Name()
		}
		c.base = predefined(name)
		if strings.HasPrefix(name, "Identity") || name == "" && len(c.encoding.cids)+len(c.encoding.ranges) == 0 {
			c.encoding.identity = true
		}
		return
	}
	c.vertical = isVertical(name)
	if c.legacy = predefined(name); c.legacy == nil {
		c.encoding = &cmap{identity: true, spaces: []span{{high: 0xffff, length: 2}}}
	}
}

// collect finds the character collection that tells the Unicode of CIDs.
func (c *composite) collect(descendant pdf.Value, encoding string) {
	info := descendant.Key("CIDSystemInfo")
	ordering := info.Key("Ordering").RawString()
	if load := collections[ordering]; load != nil {
		c.collection = load()
	} else if c.legacy != nil {
		c.collection = collections[c.legacy.ordering]()
	} else if c.base != nil {
		c.collection = collections[c.base.ordering]()
	}
}

// readWidths reads W: "c [w1 w2 …]" and "first last w".
func (c *composite) readWidths(w pdf.Value) {
	for i := 0; i+1 < w.Len() && len(c.widths) < maxCodes; {
		first := int(w.Index(i).Float64())
		if list := w.Index(i + 1); list.Kind() == pdf.Array {
			for k := range min(list.Len(), 1<<16) {
				c.widths[first+k] = bounded(list.Index(k).Float64() / 1000)
			}
			i += 2
			continue
		}
		last, width := int(w.Index(i+1).Float64()), bounded(w.Index(i+2).Float64()/1000)
		for cid := first; cid <= min(last, first+1<<16); cid++ {
			c.widths[cid] = width
		}
		i += 3
	}
}

// readHeights reads DW2 and W2: "c [w y x …]" and "first last w y x".
func (c *composite) readHeights(descendant pdf.Value) {
	c.height = [2]float64{.88, -1}
	if v := descendant.Key("DW2"); v.Len() == 2 {
		c.height = [2]float64{bounded(v.Index(0).Float64() / 1000), bounded(v.Index(1).Float64() / 1000)}
	}
	c.heights = map[int][3]float64{}
	triple := func(v pdf.Value, i int) [3]float64 {
		return [3]float64{bounded(v.Index(i).Float64() / 1000), bounded(v.Index(i+1).Float64() / 1000), bounded(v.Index(i+2).Float64() / 1000)}
	}
	w := descendant.Key("W2")
	for i := 0; i+1 < w.Len() && len(c.heights) < maxCodes; {
		first := int(w.Index(i).Float64())
		if list := w.Index(i + 1); list.Kind() == pdf.Array {
			for k := 0; k+2 < min(list.Len(), 3<<16); k += 3 {
				c.heights[first+k/3] = triple(list, k)
			}
			i += 2
			continue
		}
		last, h := int(w.Index(i+1).Float64()), triple(w, i+2)
		for cid := first; cid <= min(last, first+1<<16); cid++ {
			c.heights[cid] = h
		}
		i += 5
	}
}

// glyphTexts reads the Unicode of CIDs from the embedded font file.
func (l *loader) glyphTexts(descendant, descriptor pdf.Value) map[int]string {
	var byGlyph map[int]string
	if file := descriptor.Key("FontFile2"); file.Kind() == pdf.Stream {
		byGlyph = glyphTexts(sfntTables(l.bytes(file, maxFontFile)))
	} else if file := descriptor.Key("FontFile3"); file.Kind() == pdf.Stream {
		b := l.bytes(file, maxFontFile)
		tables := sfntTables(b)
		if byGlyph = glyphTexts(tables); tables["CFF "] != nil {
			b = tables["CFF "]
		}
		if f := parseCFF(b); len(byGlyph) == 0 && f != nil && !f.cid {
			byGlyph = map[int]string{}
			for g, name := range f.charset {
				if t := glyphText(name, l.font.Name); t != "" {
					byGlyph[g] = t
				}
			}
		}
	}
	gids := descendant.Key("CIDToGIDMap")
	if gids.Kind() != pdf.Stream {
		return byGlyph
	}
	byCID := map[int]string{}
	b := l.bytes(gids, 1<<17)
	for cid := 0; 2*cid+1 < len(b); cid++ {
		if t := byGlyph[int(b[2*cid])<<8|int(b[2*cid+1])]; t != "" {
			byCID[cid] = t
		}
	}
	return byCID
}

// decode appends the characters of a shown string.
func (c *composite) decode(dst []Char, s []byte) []Char {
	for len(s) > 0 {
		n := 0
		if c.legacy != nil {
			n = c.legacy.length(s)
		} else {
			if n = c.encoding.length(s); c.base != nil && c.encoding.spaceOf(s) == 0 {
				n = c.base.length(s)
			}
		}
		n = max(1, min(n, len(s)))
		k := code{value(s[:n]), n}
		char, ok := c.seen[k]
		if !ok {
			char = c.char(k, s[:n])
			c.seen[k] = char
		}
		dst = append(dst, char)
		s = s[n:]
	}
	return dst
}

func (c *composite) char(k code, s []byte) Char {
	cid, text := int(k.value), ""
	if c.legacy != nil {
		text = c.legacy.text(s)
		cid = c.collection.cids[text]
	} else if n, ok := c.encoding.cidOf(k.value, k.length); ok && (n > 0 || !c.encoding.identity) {
		cid = n
	} else if c.base != nil {
		text = c.base.text(s)
		cid = c.collection.cids[text]
	} else if !c.encoding.identity {
		cid = 0
	}
	if c.toUnicode != nil {
		t, ok := c.toUnicode.unicode(k.value, k.length)
		if !ok && k.length == 2 && k.value < 256 {
			t, ok = c.toUnicode.unicode(k.value, 1)
		}
		if t = clean(t, c.name); ok && t != "" {
			text = t
		}
	}
	if text == "" && c.collection != nil && cid < len(c.collection.text) && cid >= 0 {
		text = c.collection.text[cid]
	}
	if text == "" {
		if c.more != nil {
			_ = object.Guard(c.more) // a font file that cannot be read tells nothing
			c.more = nil
		}
		text = c.glyphs[cid]
	}
	char := Char{Text: clean(text, c.name), Space: k.length == 1 && k.value == ' '}
	width, ok := c.widths[cid]
	if !ok {
		width = c.width
	}
	char.Unknown = char.Text == "" && !(k.value == 0 || cid == 0 || width == 0)
	char.Width = width
	if c.vertical {
		char.Shift, char.Rise, char.Width = width/2, c.height[0], c.height[1]
		if h, ok := c.heights[cid]; ok {
			char.Width, char.Shift, char.Rise = h[0], h[1], h[2]
		}
	}
	return char
}
