package font

import (
	"encoding/binary"
	"testing"
)

func TestGlyphText(t *testing.T) {
	for _, tc := range []struct{ name, font, want string }{
		{"A", "", "A"},
		{"eacute", "", "é"},
		{"f_i", "", "fi"},
		{"fi", "", "ﬁ"},
		{"ffi", "", "ﬃ"},
		{"uni00E9", "", "é"},
		{"uni00410042", "", "AB"},
		{"u1F600", "", "😀"},
		{"A.sc", "", "A"},
		{"Asmall", "", "a"},
		{"oneoldstyle", "", "1"},
		{"a1", "ZapfDingbats", "✁"},
		{"a1", "", ""},
		{".notdef", "", ""},
		{"", "", ""},
		{"qqz", "", ""},
		{"Euro", "", "€"},
		{"_", "", ""},
		{"_____", "", ""},
		{"uniZZZZ", "", ""},
	} {
		if got := glyphText(tc.name, tc.font); got != tc.want {
			t.Errorf("%s of %q: %q, want %q", tc.name, tc.font, got, tc.want)
		}
	}
}

func TestClean(t *testing.T) {
	for _, tc := range []struct{ in, font, want string }{
		{"plain", "", "plain"},
		{"\x00", "", ""},
		{"\ufffd", "", ""},
		{"\u00a0", "", " "},
		{"\t", "", " "},
		{"\uf0b7", "Symbol", "•"},
		{"\uf0b7", "Arial", "•"},
		{"\uf0fe", "Wingdings-Regular", "☑"},
		{"\uf041", "Arial", "A"},
		{"\ue123", "", ""},
		{"\uf8eb", "", "("},
		{"é", "", "é"},
		{"\u200b", "", ""},
	} {
		if got := clean(tc.in, tc.font); got != tc.want {
			t.Errorf("%q of %q: %q, want %q", tc.in, tc.font, got, tc.want)
		}
	}
}

func TestTables(t *testing.T) {
	if n := len(glyphs()); n < 4000 {
		t.Errorf("%d glyph names", n)
	}
	if n := len(macGlyphs()); n != 258 {
		t.Errorf("%d Macintosh glyphs", n)
	}
	if n := len(cffStrings()); n != 391 {
		t.Errorf("%d CFF strings", n)
	}
	for _, tc := range []struct {
		table [256]string
		code  int
		want  string
	}{
		{standard(), 0x27, "’"},
		{standard(), 0xae, "ﬁ"},
		{winAnsi(), 0x80, "€"},
		{winAnsi(), 0x27, "'"},
		{winAnsi(), 0xa0, " "},
		{macRoman(), 0x8e, "é"},
		{symbolTable().text, 0x61, "α"},
		{dingbatsTable().text, 0x34, "✔"},
	} {
		if got := tc.table[tc.code]; got != tc.want {
			t.Errorf("code %x: %q, want %q", tc.code, got, tc.want)
		}
	}
	for name, want := range map[string]string{"Japan1": "A", "GB1": "A", "CNS1": "A", "Korea1": "A"} {
		if got := collections[name]().text[34]; got != want {
			t.Errorf("CID 34 of %s: %q, want %q", name, got, want)
		}
	}
}

func TestStandardWidths(t *testing.T) {
	for _, tc := range []struct {
		font, text string
		want       float64
	}{
		{"Helvetica", "A", .667},
		{"Helvetica-Bold", "A", .722},
		{"Times-Roman", "A", .722},
		{"Times-Italic", "A", .611},
		{"Courier", "A", .6},
		{"ArialMT", " ", .278},
		{"TimesNewRomanPS-BoldMT", "€", .5},
		{"Helvetica", "漢", .556},
		{"Helvetica", "", 0},
	} {
		if got := standardWidths(tc.font).of(tc.text); got != tc.want {
			t.Errorf("%s %q: %v, want %v", tc.font, tc.text, got, tc.want)
		}
	}
}

func TestCMap(t *testing.T) {
	m := parseCMap([]byte(`/CIDInit /ProcSet findresource begin 12 dict begin begincmap /WMode 1 def
		2 begincodespacerange <00> <7F> <8140> <9FFC> endcodespacerange
		2 beginbfchar <41> <0061> <8140> /eacute endbfchar
		3 beginbfrange <42> <44> <0062> <50> <51> [<0070> <00660069>] <8150> <9000> <4E00> endbfrange
		1 begincidchar <41> 7 endcidchar 1 begincidrange <42> <44> 8 endcidrange endcmap`))
	if !m.vertical {
		t.Error("WMode is lost")
	}
	for _, tc := range []struct {
		value  uint32
		length int
		want   string
	}{{0x41, 1, "a"}, {0x43, 1, "c"}, {0x51, 1, "fi"}, {0x8140, 2, "é"}, {0x8151, 2, "丁"}, {0x41, 2, ""}, {0x45, 1, ""}} {
		if got, _ := m.unicode(tc.value, tc.length); got != tc.want {
			t.Errorf("<%x> of %d: %q, want %q", tc.value, tc.length, got, tc.want)
		}
	}
	for _, tc := range []struct {
		value uint32
		want  int
	}{{0x41, 7}, {0x44, 10}} {
		if got, ok := m.cidOf(tc.value, 1); !ok || got != tc.want {
			t.Errorf("CID of <%x>: %d, want %d", tc.value, got, tc.want)
		}
	}
	for _, tc := range []struct {
		in   string
		want int
	}{{"A", 1}, {"\x81\x40", 2}, {"\x81", 1}, {"\xff\xff\xff", 1}} {
		if got := m.length([]byte(tc.in)); got != tc.want {
			t.Errorf("length of %x: %d, want %d", tc.in, got, tc.want)
		}
	}
}

// trueType is a font file with a (3,0) cmap of F041 to glyph 1, and its name.
func trueType() []byte {
	be := binary.BigEndian
	cmap := []byte{0, 0, 0, 1, 0, 3, 0, 0, 0, 0, 0, 12, 0, 6, 0, 12, 0, 0, 0xf0, 0x41, 0, 1, 0, 1}
	post := make([]byte, 34)
	be.PutUint32(post, 0x20000)
	be.PutUint16(post[32:], 2)
	post = append(post, 0, 0, 1, 2, 6)
	post = append(post, "eacute"...)
	b := []byte{0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0}
	at := 12 + 2*16
	for _, tab := range []struct {
		tag  string
		body []byte
	}{{"cmap", cmap}, {"post", post}} {
		b = append(b, tab.tag...)
		b = be.AppendUint32(b, 0)
		b = be.AppendUint32(b, uint32(at))
		b = be.AppendUint32(b, uint32(len(tab.body)))
		at += len(tab.body)
	}
	return append(append(b, cmap...), post...)
}

func TestTrueType(t *testing.T) {
	if got := trueTypeEncoding(trueType(), ""); got[0x41] != "é" {
		t.Errorf("%v", got)
	}
}

// compact is a CFF font with a glyph "germandbls" at code 5.
func compact() []byte {
	top := []byte{28, 0, 40, 15, 28, 0, 43, 16, 28, 0, 46, 17}
	b := []byte{1, 0, 4, 1, 0, 1, 1, 1, 2, 'X', 0, 1, 1, 1, byte(1 + len(top))}
	b = append(b, top...)
	b = append(b, 0, 0, 0, 0) // strings, subroutines
	for len(b) < 40 {
		b = append(b, 0)
	}
	b = append(b, 0, 0, 148)                 // charset: glyph 1 is SID 148
	b = append(b, 0, 1, 5)                   // encoding: code 5 is glyph 1
	return append(b, 0, 2, 1, 1, 2, 3, 0, 0) // two charstrings
}

func TestCFF(t *testing.T) {
	f := parseCFF(compact())
	if f == nil || f.encoding[5] != cffStrings()[148] || f.cid {
		t.Errorf("%+v", f)
	}
}

func TestType1Encoding(t *testing.T) {
	got := type1Encoding([]byte("/Encoding 256 array dup 65 /A put dup 8#102 /B put dup 16#43/C put readonly def currentfile eexec dup 1 /no put"))
	if len(got) != 3 || got[65] != "A" || got[66] != "B" || got[67] != "C" {
		t.Errorf("%v", got)
	}
}

func FuzzCMap(f *testing.F) {
	f.Add([]byte("1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <FF> <0041> endbfrange"))
	f.Add([]byte("1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange 1 begincidrange <00> <FF> -1 endcidrange"))
	f.Add([]byte("beginbfchar <41> endbfchar <00> <01> <02> endcidrange usecmap def /WMode"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m := parseCMap(b)
		for s := b; len(s) > 0; {
			n := m.length(s)
			if n < 1 || n > len(s) {
				t.Fatalf("a code of %d bytes of %d", n, len(s))
			}
			m.unicode(value(s[:n]), n)
			m.cidOf(value(s[:n]), n)
			s = s[n:]
		}
	})
}

func FuzzFontFile(f *testing.F) {
	f.Add(trueType())
	f.Add(compact())
	f.Add([]byte("/Encoding 256 array dup 65 /A put"))
	f.Fuzz(func(t *testing.T, b []byte) {
		trueTypeEncoding(b, "")
		advances(sfntTables(b))
		parseCFF(b)
		type1Encoding(b)
	})
}

func TestMacOrder(t *testing.T) {
	arial := map[int]float64{57: .667, 82: .556, 79: .222, 88: .556, 80: .833, 72: .556, 3: .278, 20: .556, 54: .667}
	for _, tc := range []struct {
		name   string
		widths map[int]float64
		want   string
	}{
		{"Arial", arial, "Volume"},
		{"shifted by one", map[int]float64{58: .667, 83: .556, 80: .222, 89: .556, 81: .833, 73: .556}, ""},
		{"too few", map[int]float64{57: .667, 82: .556, 79: .222}, ""},
		{"all alike", map[int]float64{57: .556, 82: .556, 79: .556, 88: .556, 80: .556, 72: .556}, ""},
	} {
		got := ""
		for _, glyph := range []int{57, 82, 79, 88, 80, 72} {
			got += macOrder(tc.name, tc.widths)[glyph]
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}
