package font

// A cff is what a CFF font file tells of its glyphs' names.
type cff struct {
	cid      bool           // its glyphs have CIDs and no names
	charset  map[int]string // names by glyph
	encoding map[int]string // names by code; nil where the encoding is a standard one
}

// parseCFF reads a bare CFF font; nil where it is none.
func parseCFF(b []byte) *cff {
	t := table(b)
	if len(t) < 4 || t.u8(0) != 1 {
		return nil
	}
	_, at := t.index(t.u8(2))
	tops, at := t.index(at)
	strings, _ := t.index(at)
	if len(tops) == 0 {
		return nil
	}
	top := cffDict(tops[0])
	f := &cff{charset: map[int]string{}}
	if _, f.cid = top[0x0c1e]; f.cid {
		return f
	}
	sid := func(n int) string {
		std := cffStrings()
		switch {
		case n < len(std):
			return std[n]
		case n-len(std) < len(strings):
			return string(strings[n-len(std)])
		}
		return ""
	}
	charstrings, _ := t.index(top[17])
	f.readCharset(t, top[15], len(charstrings), sid)
	if offset := top[16]; offset > 1 {
		f.readEncoding(t, offset, sid)
	}
	return f
}

// index reads an INDEX and returns where it ends.
func (t table) index(at int) (items [][]byte, end int) {
	n, size := t.u16(at), t.u8(at+2)
	if n == 0 || size < 1 || size > 4 || at+3+(n+1)*size > len(t) {
		return nil, at + 2
	}
	offset := func(i int) (v int) {
		for k := range size {
			v = v<<8 | t.u8(at+3+i*size+k)
		}
		return v
	}
	base := at + 2 + (n+1)*size
	for i := range n {
		from, to := base+offset(i), base+offset(i+1)
		if from < 0 || to < from || to > len(t) {
			return items, len(t)
		}
		items = append(items, t[from:to])
	}
	return items, base + offset(n)
}

// cffDict reads the last operand of each operator of a DICT; operators of two bytes are 0c00 and up.
func cffDict(d table) map[int]int {
	out := map[int]int{}
	last := 0
	for i := 0; i < len(d); {
		c := d.u8(i)
		i++
		switch {
		case c <= 21:
			if c == 12 {
				c = 0x0c00 | d.u8(i)
				i++
			}
			out[c] = last
			last = 0
		case c == 28:
			last = int(int16(d.u16(i)))
			i += 2
		case c == 29:
			last = int(int32(d.u32(i)))
			i += 4
		case c == 30:
			for i < len(d) && d[i]&15 != 15 && d[i]>>4 != 15 {
				i++
			}
			i++
			last = 0
		case c >= 32 && c <= 246:
			last = c - 139
		case c >= 247 && c <= 250:
			last = (c-247)*256 + d.u8(i) + 108
			i++
		case c >= 251 && c <= 254:
			last = -(c-251)*256 - d.u8(i) - 108
			i++
		}
	}
	return out
}

func (f *cff) readCharset(t table, at, glyphs int, sid func(int) string) {
	if at <= 2 { // ISOAdobe; the expert ones are not met in documents
		for g := range min(glyphs, 229) {
			f.charset[g] = sid(g)
		}
		return
	}
	format := t.u8(at)
	at++
	for g := 1; g < glyphs && at < len(t); {
		first, more := t.u16(at), 0
		at += 2
		switch format {
		case 1:
			more = t.u8(at)
			at++
		case 2:
			more = t.u16(at)
			at += 2
		}
		for k := 0; k <= more && g < glyphs; k++ {
			f.charset[g] = sid(first + k)
			g++
		}
	}
}

func (f *cff) readEncoding(t table, at int, sid func(int) string) {
	f.encoding = map[int]string{}
	format, n := t.u8(at), t.u8(at+1)
	at += 2
	g := 1
	for range n {
		code, more := t.u8(at), 0
		at++
		if format&0x7f == 1 {
			more = t.u8(at)
			at++
		}
		for k := 0; k <= more; k++ {
			f.encoding[code+k] = f.charset[g]
			g++
		}
	}
	if format&0x80 != 0 {
		n, at = t.u8(at), at+1
		for range n {
			f.encoding[t.u8(at)] = sid(t.u16(at + 1))
			at += 3
		}
	}
}
