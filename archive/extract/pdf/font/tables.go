package font

import (
	"bytes"
	"compress/gzip"
	"embed"
	"io"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/encoding/charmap"
)

// The tables; see NOTICE.
//
//go:embed tables
var tables embed.FS

// lines reads a table, fields by line.
func lines(name string) [][]string {
	b, err := tables.ReadFile("tables/" + name)
	if err != nil {
		panic(err) // it is compiled in
	}
	var out [][]string
	for line := range strings.Lines(string(b)) {
		out = append(out, strings.Fields(line))
	}
	return out
}

func hexRune(s string) rune {
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil {
		return 0
	}
	return rune(n)
}

// glyphs is the Adobe Glyph List: names and their Unicode.
var glyphs = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, f := range lines("glyphlist.txt") {
		var b strings.Builder
		for _, h := range f[1:] {
			b.WriteRune(hexRune(h))
		}
		m[f[0]] = b.String()
	}
	return m
})

// A coded is an encoding that comes with names and widths.
type coded struct {
	text   [256]string
	names  map[string]string
	widths [256]float64
}

func codedTable(file string) coded {
	t := coded{names: map[string]string{}}
	for _, f := range lines(file) {
		code := hexRune(f[0])
		width, _ := strconv.ParseFloat(f[2], 64)
		text := string(hexRune(f[3]))
		if r := hexRune(f[3]); r >= 0xe000 && r <= 0xf8ff {
			if text = ""; expert[r] != 0 {
				text = string(expert[r])
			}
		}
		t.text[code], t.names[f[1]], t.widths[code] = text, text, width/1000
	}
	return t
}

var (
	symbolTable   = sync.OnceValue(func() coded { return codedTable("symbol.txt") })
	dingbatsTable = sync.OnceValue(func() coded { return codedTable("zapfdingbats.txt") })
)

// standard is StandardEncoding (ISO 32000-1, annex D.2).
var standard = sync.OnceValue(func() (t [256]string) {
	for _, f := range lines("standard.txt") {
		t[hexRune(f[0])] = glyphs()[f[1]]
	}
	return t
})

// winAnsi is WinAnsiEncoding.
var winAnsi = sync.OnceValue(func() (t [256]string) {
	for c := ' '; c < 256; c++ {
		if r := charmap.Windows1252.DecodeByte(byte(c)); r >= ' ' && r != 0xfffd && (r < 0x7f || r >= 0xa0) {
			t[c] = string(r)
		} else {
			t[c] = "•"
		}
	}
	t[0xa0], t[0xad] = " ", "-"
	return t
})

// macRoman is MacRomanEncoding.
var macRoman = sync.OnceValue(func() (t [256]string) {
	for c := ' '; c < 256; c++ {
		if r := charmap.Macintosh.DecodeByte(byte(c)); r >= ' ' && r != 0x7f {
			t[c] = string(r)
		}
	}
	t[0xca], t[0xf0] = " ", ""
	return t
})

// macGlyphs are the names of the 258 glyphs in the Macintosh order.
var macGlyphs = sync.OnceValue(func() []string { return words("macglyphs.txt") })

// cffStrings are the standard strings of CFF.
var cffStrings = sync.OnceValue(func() []string { return words("cffstrings.txt") })

func words(file string) []string {
	var out []string
	for _, f := range lines(file) {
		out = append(out, f[0])
	}
	return out
}

// A collection is a character collection of Adobe: the text of each CID.
type collection struct {
	text []string
	cids map[string]int // the lowest CID of a text
}

var collections = map[string]func() *collection{
	"Japan1": sync.OnceValue(func() *collection { return loadCollection("Japan1") }),
	"GB1":    sync.OnceValue(func() *collection { return loadCollection("GB1") }),
	"CNS1":   sync.OnceValue(func() *collection { return loadCollection("CNS1") }),
	"Korea1": sync.OnceValue(func() *collection { return loadCollection("Korea1") }),
}

func loadCollection(name string) *collection {
	b, err := tables.ReadFile("tables/Adobe-" + name + ".gz")
	if err != nil {
		panic(err) // it is compiled in
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		panic(err)
	}
	if b, err = io.ReadAll(z); err != nil {
		panic(err)
	}
	c := &collection{text: strings.Split(string(b), "\n"), cids: map[string]int{}}
	for cid, t := range c.text {
		if _, ok := c.cids[t]; !ok && t != "" {
			c.cids[t] = cid
		}
	}
	return c
}
