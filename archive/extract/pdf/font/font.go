// Package font turns the bytes that a content stream shows into characters:
// their Unicode and how far each moves on (ISO 32000-1, 9.5 to 9.10).
//
//	<</Subtype /Type1 /BaseFont /Times-Roman /Encoding <</Differences [1 /fi]>>>>
//	"o\x01ce" -> o .500, fi .556, c .444, e .444
package font

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/object"
)

// A Char is a shown character code.
type Char struct {
	Text    string  // "" where the font does not tell, and where there is nothing to see
	Unknown bool    // the font does not tell its Unicode
	Width   float64 // of its advance, in ems; downwards in a vertical font
	Shift   float64 // in a vertical font: from its left edge to the middle, in ems
	Rise    float64 // in a vertical font: from its base line to its top, in ems
	Space   bool    // the code 32 in one byte, to which word spacing applies
}

// A Font is a font of a PDF.
type Font struct {
	Name     string // without the prefix of a subset
	Vertical bool
	Up, Down float64 // above and below the base line, in ems
	Em       float64 // the height of the glyphs that a size of 1 means: 1 but for Type 3

	simple *[256]Char // of a simple font
	cid    *composite // of a Type 0 font
}

const (
	maxFontFile = 24 << 20
	maxCMap     = 8 << 20
)

// Files are the fonts of a PDF, and what was read of their files once: the
// pages of Tableau have fonts of their own that share them.
type Files struct {
	file     *object.File
	advances map[string]map[int]float64 // of glyphs, by the reference of the file
}

// FilesOf returns the fonts of a PDF.
func FilesOf(file *object.File) *Files {
	return &Files{file: file, advances: map[string]map[int]float64{}}
}

// Load reads a font dictionary. Beside an error it returns what can be used
// all the same.
func Load(file *object.File, v pdf.Value) (*Font, error) { return FilesOf(file).Load(v) }

// Load is as the function of that name.
func (files *Files) Load(v pdf.Value) (f *Font, err error) {
	f = &Font{Up: .75, Down: .22, Em: 1}
	err = object.Guard(func() {
		f.Name = v.Key("BaseFont").Name()
		if i := strings.IndexByte(f.Name, '+'); i == 6 {
			f.Name = f.Name[7:]
		}
	})
	l := loader{file: files.file, files: files, font: f, v: v}
	var perr error
	if v.Kind() != pdf.Dict {
		perr = errors.New("it is missing")
	} else {
		perr = object.Guard(func() {
			if v.Key("Subtype").Name() == "Type0" {
				l.composite()
			} else {
				l.simple()
			}
		})
	}
	if f.simple == nil && f.cid == nil {
		f.simple = fallback(f.Name)
	}
	for _, e := range []error{perr, l.err} {
		if err == nil && e != nil {
			err = e
		}
	}
	if err != nil {
		err = fmt.Errorf("font %s: %w", f.Name, err)
	}
	return f, err
}

// Decode appends the characters of a shown string to dst.
func (f *Font) Decode(dst []Char, s []byte) []Char {
	if f.cid != nil {
		return f.cid.decode(dst, s)
	}
	for _, c := range s {
		dst = append(dst, f.simple[c])
	}
	return dst
}

// A loader reads one font.
type loader struct {
	file  *object.File
	files *Files
	font  *Font
	v     pdf.Value
	err   error // the first
}

// advancesOf returns the advances of the glyphs of a descriptor's TrueType file.
func (l *loader) advancesOf(descriptor pdf.Value) map[int]float64 {
	const most = 64 // files of one document
	ref := object.Refs(descriptor)["FontFile2"]
	if known, ok := l.files.advances[ref]; ok && ref != "" {
		return known
	}
	a := advances(sfntTables(l.bytes(descriptor.Key("FontFile2"), maxFontFile)))
	if len(l.files.advances) < most {
		l.files.advances[ref] = a
	}
	return a
}

// bytes unpacks a stream that a font may have; a damaged one is noted.
func (l *loader) bytes(v pdf.Value, limit int) []byte {
	if v.Kind() != pdf.Stream {
		return nil
	}
	b, err := l.file.Bytes(v, limit)
	if err != nil && len(b) == 0 && l.err == nil {
		l.err = err
	}
	return b
}

// toUnicode reads the font's ToUnicode CMap; nil where there is none of use.
func (l *loader) toUnicode() *cmap {
	v := l.v.Key("ToUnicode")
	if v.Kind() == pdf.Name && strings.HasPrefix(v.Name(), "Identity") {
		return &cmap{identity: true}
	}
	b := l.bytes(v, maxCMap)
	if len(b) == 0 {
		return nil
	}
	m := parseCMap(b)
	if len(m.text) == 0 && len(m.texts) == 0 || m.uniform() {
		return nil
	}
	return m
}

// measure takes from the descriptor how high the glyphs reach, where it is believable.
func (l *loader) measure(descriptor pdf.Value) {
	up, down := descriptor.Key("Ascent").Float64()/1000, -descriptor.Key("Descent").Float64()/1000
	if up >= .5 && up <= 1.1 {
		l.font.Up = up
	}
	if down = math.Abs(down); down >= .1 && down <= .4 {
		l.font.Down = down
	}
}

// measureType3 takes it from the box of a Type 3 font, whose glyphs may be of any size.
func (l *loader) measureType3() {
	box, m := l.v.Key("FontBBox"), l.v.Key("FontMatrix")
	if box.Len() != 4 || m.Len() != 6 {
		return
	}
	scale := math.Abs(m.Index(3).Float64())
	if scale == 0 {
		scale = math.Abs(m.Index(2).Float64())
	}
	up, down := box.Index(3).Float64()*scale, -box.Index(1).Float64()*scale
	if em := up + down; em > .05 && em < 1000 && up > 0 {
		l.font.Up, l.font.Down, l.font.Em = up, max(0, down), em
	}
}

// fallback is a font of which nothing is known but its name.
func fallback(name string) *[256]Char {
	var t [256]Char
	widths := standardWidths(name)
	for c, r := range winAnsi() {
		t[c] = char(r, widths.of(r), c)
	}
	return &t
}

// char makes a character of a simple font.
func char(text string, width float64, code int) Char {
	return Char{Text: text, Width: width, Space: code == ' '}
}
