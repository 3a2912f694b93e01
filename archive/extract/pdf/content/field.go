package content

import (
	"math"
	"strings"
	"unicode"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/unicode/bidi"

	"readingroom/archive/extract/pdf/font"
	"readingroom/archive/extract/pdf/object"
	"readingroom/archive/extract/pdf/syntax"
)

// A field is what a viewer shows of a form field, or of a note typed on the
// page, that has no appearance of its own (ISO 32000-1, 12.7.3.3).
type field struct {
	at    rect    // in default user space
	size  float64 // of the font; 0: as it fits
	lines []string
	align int // 0 left, 1 middle, 2 right
	comb  int // how many cells the characters stand in, one each; 0: none
	top   bool
}

// Flags of fields (tables 228 and 230).
const (
	multiline = 1 << 12
	password  = 1 << 13
	comb      = 1 << 24
	combo     = 1 << 17
)

const maxLines = 2000 // of one field

// fieldOf reads what a widget or a free text annotation shows; false where that is nothing.
func (in *interpreter) fieldOf(a pdf.Value) (f field, ok bool) {
	if f.at, ok = rectOf(a.Key("Rect")); !ok || f.at[2]-f.at[0] < 1 || f.at[3]-f.at[1] < 1 {
		return f, false
	}
	form := in.doc.file.Doc.Trailer().Key("Root").Key("AcroForm")
	f.size = fontSize(inherits(a, form, "DA").RawString())
	f.align = int(inherits(a, form, "Q").Int64())
	if a.Key("Subtype").Name() == "FreeText" {
		f.lines, f.top = strings.FieldsFunc(object.TextString(a.Key("Contents").RawString()), isBreak), true
		return f, len(f.lines) > 0
	}
	flags, value := inherits(a, pdf.Value{}, "Ff").Int64(), inherits(a, pdf.Value{}, "V")
	switch kind := inherits(a, pdf.Value{}, "FT").Name(); {
	case kind == "Tx" && flags&password == 0:
		f.lines = strings.FieldsFunc(textOf(value), isBreak)
		if f.top = flags&multiline != 0; !f.top {
			f.lines = []string{strings.Join(f.lines, " ")}
		}
		if flags&comb != 0 {
			f.comb = int(inherits(a, pdf.Value{}, "MaxLen").Int64())
		}
	case kind == "Ch" && flags&combo != 0:
		f.lines = []string{option(inherits(a, pdf.Value{}, "Opt"), textOf(value))}
	case kind == "Ch":
		list := inherits(a, pdf.Value{}, "Opt")
		for i := max(0, int(inherits(a, pdf.Value{}, "TI").Int64())); i < list.Len() && len(f.lines) < maxLines; i++ {
			f.lines = append(f.lines, shownOption(list.Index(i)))
		}
		f.top = true
	}
	return f, strings.TrimSpace(strings.Join(f.lines, "")) != ""
}

func isBreak(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' }

// inherits returns an entry of a field, or of the fields above it, or of the form.
func inherits(a, form pdf.Value, key string) pdf.Value {
	for depth := 0; depth < 16 && a.Kind() == pdf.Dict; depth++ {
		if v := a.Key(key); !v.IsNull() {
			return v
		}
		a = a.Key("Parent")
	}
	return form.Key(key)
}

// textOf reads the value of a field: a string, or a stream for long ones.
func textOf(v pdf.Value) string {
	switch {
	case v.Kind() == pdf.Array && v.Len() > 0:
		return textOf(v.Index(0))
	case v.Kind() == pdf.String:
		return object.TextString(v.RawString())
	}
	return v.Name()
}

// shownOption returns what is shown of a choice: "text" or [value text].
func shownOption(v pdf.Value) string {
	if v.Kind() == pdf.Array && v.Len() > 1 {
		return textOf(v.Index(1))
	}
	return textOf(v)
}

// option returns what is shown of the choice that has a value.
func option(list pdf.Value, value string) string {
	for i := range min(list.Len(), maxLines) {
		if v := list.Index(i); v.Kind() == pdf.Array && v.Len() > 1 && textOf(v.Index(0)) == value {
			return textOf(v.Index(1))
		}
	}
	return value
}

// fontSize reads the size of a default appearance: "/Helv 12 Tf 0 g".
func fontSize(appearance string) (size float64) {
	l := syntax.NewLexer([]byte(appearance))
	last := 0.0
	for t := l.Next(); t.Kind != syntax.End; t = l.Next() {
		if t.Kind == syntax.Operator && string(t.Text) == "Tf" {
			size = math.Abs(last)
		}
		last = t.Num
	}
	return size
}

// drawField sets the text of a field in Helvetica.
func (in *interpreter) drawField(f field) {
	in.reset()
	in.marked, in.hidden, in.actual = nil, 0, nil
	in.clip = in.clip.and(in.toPage().around(f.at))
	in.font = in.doc.loadFont(pdf.Value{})
	width, height := f.at[2]-f.at[0], f.at[3]-f.at[1]
	if in.size = f.size; in.size <= 0 || in.size > height {
		in.size = min(12, .75*height)
	}
	const margin, leading = 2, 1.16
	base := f.at[1] + (height-in.size)/2 + .22*in.size
	if f.top {
		f.wrap(in.font.Font, in.size, width-2*margin)
		base = f.at[3] - margin - .8*in.size
	}
	for _, line := range f.lines {
		x := f.at[0] + margin + (width-2*margin-textWidth(in.font.Font, line)*in.size)*float64(f.align)/2
		in.text = matrix{1, 0, 0, 1, x, base}
		cell := 0
		if fromRight(line) {
			in.drawBack(line, x)
			line = ""
		}
		for _, r := range line {
			c := charOf(in.font.Font, r)
			if f.comb > 0 {
				step := width / float64(f.comb)
				in.text[4] = f.at[0] + float64(cell)*step
				c.Width = step / in.size
				cell++
			}
			in.take()
			in.glyph(&c)
			in.advance(c.Width * in.size)
		}
		base -= leading * in.size
	}
}

// fromRight reports whether there is a letter written from right to left.
func fromRight(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		p, _ := bidi.LookupRune(r)
		return p.Class() == bidi.R || p.Class() == bidi.AL
	})
}

// drawBack sets words from the right, each as one: what it looks like inside
// is not known.
func (in *interpreter) drawBack(line string, x float64) {
	x += textWidth(in.font.Font, line) * in.size
	for _, w := range strings.Fields(line) {
		c := font.Char{Text: w, Width: textWidth(in.font.Font, w)}
		x -= c.Width * in.size
		in.text[4] = x
		in.take()
		in.glyph(&c)
		x -= .25 * in.size
	}
}

// wrap breaks lines that are wider than the field.
func (f *field) wrap(font *font.Font, size, width float64) {
	var out []string
	for _, line := range f.lines {
		now := ""
		for _, w := range strings.Fields(line) {
			if now != "" && textWidth(font, now+" "+w)*size > width && len(out) < maxLines {
				out, now = append(out, now), ""
			}
			now = strings.TrimPrefix(now+" "+w, " ")
		}
		out = append(out, now)
	}
	f.lines = out
}

func textWidth(f *font.Font, s string) (w float64) {
	for _, r := range s {
		w += charOf(f, r).Width
	}
	return w
}

// charOf returns the character of a font for a rune.
func charOf(f *font.Font, r rune) font.Char {
	if unicode.IsControl(r) {
		return font.Char{}
	}
	c := font.Char{Text: string(r), Width: .55}
	if r < 0x80 {
		if found := f.Decode(nil, []byte{byte(r)}); len(found) == 1 {
			c.Width = found[0].Width
		}
	}
	return c
}
