package font

// A reader of numbers that stay within bounds: what is outside is 0.
type table []byte

func (t table) u8(i int) int {
	if i < 0 || i >= len(t) {
		return 0
	}
	return int(t[i])
}
func (t table) u16(i int) int { return t.u8(i)<<8 | t.u8(i+1) }
func (t table) u32(i int) int { return t.u16(i)<<16 | t.u16(i+2) }

func (t table) from(i int) table {
	if i < 0 || i > len(t) {
		return nil
	}
	return t[i:]
}

// sfntTables returns the tables of a TrueType or OpenType font file.
func sfntTables(b []byte) map[string]table {
	t := table(b)
	out := map[string]table{}
	if tag := t.u32(0); tag != 0x00010000 && tag != 0x74727565 && tag != 0x4f54544f {
		return out
	}
	for i := range min(t.u16(4), 100) {
		at := 12 + 16*i
		if at+16 > len(t) {
			break
		}
		offset, length := t.u32(at+8), t.u32(at+12)
		if offset < len(t) {
			out[string(t[at:at+4])] = t[offset:min(len(t), offset+length)]
		}
	}
	return out
}

// A charMap is a subtable of a font file's cmap: characters to glyphs.
type charMap struct {
	platform, encoding int
	glyphs             map[int]int
}

const maxMapped = 1 << 18 // characters of one subtable, those without a glyph counted

func charMaps(t table) []charMap {
	var out []charMap
	for i := range min(t.u16(2), 16) {
		sub := t.from(t.u32(8 + 8*i))
		out = append(out, charMap{t.u16(4 + 8*i), t.u16(6 + 8*i), charMapOf(sub)})
	}
	return out
}

// charMapOf reads formats 0, 4, 6 and 12.
func charMapOf(t table) map[int]int {
	m := map[int]int{}
	left := maxMapped
	put := func(char, glyph int) bool {
		if left--; glyph > 0 && left > 0 {
			m[char] = glyph
		}
		return left > 0
	}
	switch t.u16(0) {
	case 0:
		for c := range 256 {
			put(c, t.u8(6+c))
		}
	case 4:
		n := t.u16(6) / 2
		for k := range n {
			end, start := t.u16(14+2*k), t.u16(16+2*n+2*k)
			delta, offset := t.u16(16+4*n+2*k), t.u16(16+6*n+2*k)
			for c := start; c <= end && c < 0xffff && left > 0; c++ {
				g := c + delta
				if offset > 0 {
					if g = t.u16(16 + 6*n + 2*k + offset + 2*(c-start)); g > 0 {
						g += delta
					}
				}
				put(c, g&0xffff)
			}
		}
	case 6:
		for k := range t.u16(8) {
			put(t.u16(6)+k, t.u16(10+2*k))
		}
	case 12:
		for k := range min(t.u32(12), len(t)/12) {
			first, last, g := t.u32(16+12*k), t.u32(20+12*k), t.u32(24+12*k)
			for c := first; c <= last && c <= 0x10ffff && put(c, g+c-first); c++ {
			}
		}
	}
	return m
}

// postNames reads the names of glyphs from a post table of format 2.
func postNames(t table) map[int]string {
	out := map[int]string{}
	if t.u32(0) != 0x20000 {
		return out
	}
	n := min(t.u16(32), len(t)/2)
	var own []string
	for i := 34 + 2*n; i < len(t); {
		end := i + 1 + t.u8(i)
		if end > len(t) {
			break
		}
		own = append(own, string(t[i+1:end]))
		i = end
	}
	mac := macGlyphs()
	for g := range n {
		switch k := t.u16(34 + 2*g); {
		case k < len(mac):
			out[g] = mac[k]
		case k-258 >= 0 && k-258 < len(own):
			out[g] = own[k-258]
		}
	}
	return out
}

func (m charMap) unicode() bool {
	return m.platform == 0 || m.platform == 3 && (m.encoding == 1 || m.encoding == 10)
}

// glyphTexts returns the Unicode of glyphs: what a Unicode cmap says of them, else their names.
func glyphTexts(tables map[string]table) map[int]string {
	out := map[int]string{}
	lowest := map[int]int{}
	for _, m := range charMaps(tables["cmap"]) {
		if !m.unicode() {
			continue
		}
		for c, g := range m.glyphs {
			if old, ok := lowest[g]; (!ok || c < old) && c >= ' ' {
				lowest[g] = c
			}
		}
	}
	for g, c := range lowest {
		out[g] = string(rune(c))
	}
	for g, name := range postNames(tables["post"]) {
		if out[g] == "" {
			if t := glyphText(name, ""); t != "" {
				out[g] = t
			}
		}
	}
	return out
}

// trueTypeEncoding returns the text of the codes of a symbolic TrueType font:
// through its (3,0) or (1,0) cmap to glyphs, and from those to Unicode.
func trueTypeEncoding(b []byte, font string) map[int]string {
	tables := sfntTables(b)
	texts := glyphTexts(tables)
	out := map[int]string{}
	for _, want := range [][2]int{{3, 0}, {1, 0}} {
		for _, m := range charMaps(tables["cmap"]) {
			if m.platform != want[0] || m.encoding != want[1] {
				continue
			}
			for c, g := range m.glyphs {
				if c >= 0xf000 && c <= 0xf0ff {
					c -= 0xf000
				}
				if t := clean(texts[g], font); c < 256 && out[c] == "" && t != "" {
					out[c] = t
				}
			}
		}
	}
	return out
}

// advances returns the advance of each glyph in ems, from the hmtx table.
func advances(tables map[string]table) map[int]float64 {
	units := float64(tables["head"].u16(18))
	n := tables["hhea"].u16(34)
	hmtx := tables["hmtx"]
	if units == 0 || n == 0 {
		return nil
	}
	out := map[int]float64{}
	for g := range min(n, len(hmtx)/4) {
		out[g] = bounded(float64(hmtx.u16(4*g)) / units)
	}
	return out
}
