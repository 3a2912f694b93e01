package content

import (
	"strings"
	"unicode"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/font"
	"readingroom/archive/extract/pdf/object"
	"readingroom/archive/extract/pdf/syntax"
)

// What is drawn of one field.
const (
	maxFieldDepth = 16      // fields in fields
	maxFieldText  = 1 << 20 // bytes
	maxFieldLines = 2000
)

// fields are what the form fields of a document share.
type fields struct {
	redraw bool // appearances in the file are out of date (NeedAppearances)
	look   string
	font   *loaded
	widths map[rune]float64 // in ems
}

// formFields reads what they share, once.
func (d *Document) formFields() *fields {
	if d.fields != nil {
		return d.fields
	}
	d.fields = &fields{widths: map[rune]float64{}}
	_ = object.Guard(func() { // then nothing is known of them
		form := d.file.Doc.Trailer().Key("Root").Key("AcroForm")
		d.fields.redraw, d.fields.look = form.Key("NeedAppearances").Bool(), form.Key("DA").RawString()
	})
	f, _ := font.Load(d.file, pdf.Value{}) // Helvetica, since it names none
	d.fields.font = &loaded{Font: f}
	for c := range 256 {
		for _, char := range f.Decode(nil, []byte{byte(c)}) {
			for _, r := range char.Text {
				d.fields.widths[r] = char.Width
			}
		}
	}
	return d.fields
}

// field draws the value of a form field whose appearance is missing or out of
// date, as viewers do (ISO 32000-1, 12.7.3.3). It reports whether there was
// anything to draw.
func (in *interpreter) field(a pdf.Value) bool {
	if a.Key("Subtype").Name() != "Widget" {
		return false
	}
	d := in.doc.formFields()
	kind := inheritedOf(a, "FT").Name()
	if bare := a.Key("AP").Key("N").IsNull(); !bare && (!d.redraw || kind == "Btn") {
		return false
	}
	text := in.fieldText(a, kind)
	at, ok := rectOf(a.Key("Rect"))
	if text == "" || !ok || at[2]-at[0] <= 0 || at[3]-at[1] <= 0 {
		return false
	}
	in.reset()
	in.marked, in.hidden, in.actual = nil, 0, nil
	in.font, in.size = d.font, fontSize(inheritedOf(a, "DA").RawString())
	if in.size <= 0 {
		in.size = fontSize(d.look)
	}
	in.setField(a, at, text, inheritedOf(a, "Ff").Int64())
	return true
}

// inheritedOf returns an attribute of a field or of those that it is part of.
func inheritedOf(a pdf.Value, key string) pdf.Value {
	for range maxFieldDepth {
		if v := a.Key(key); !v.IsNull() {
			return v
		}
		if a = a.Key("Parent"); a.Kind() != pdf.Dict {
			break
		}
	}
	return pdf.Value{}
}

// fieldText returns what a field shows: a text, the choices made, a tick.
func (in *interpreter) fieldText(a pdf.Value, kind string) string {
	const password, pushButton = 1 << 13, 1 << 16
	flags, v := inheritedOf(a, "Ff").Int64(), inheritedOf(a, "V")
	switch {
	case kind == "Tx" && flags&password == 0:
		if v.Kind() == pdf.Stream {
			b, _ := in.doc.file.Bytes(v, maxFieldText)
			return object.TextString(string(b))
		}
		return object.TextString(v.RawString())
	case kind == "Ch":
		var chosen []string
		for i := range min(v.Len(), maxFieldLines) {
			chosen = append(chosen, shownChoice(a, v.Index(i).RawString()))
		}
		if v.Kind() == pdf.String {
			chosen = append(chosen, shownChoice(a, v.RawString()))
		}
		return strings.Join(chosen, "\n")
	case kind == "Btn" && flags&pushButton == 0:
		state := a.Key("AS").Name()
		if state == "" && a.Key("Parent").Key("Kids").Len() < 2 {
			state = v.Name()
		}
		if state != "" && state != "Off" {
			return "✔"
		}
	}
	return ""
}

// shownChoice returns the text that stands for a value in a list of choices.
func shownChoice(a pdf.Value, value string) string {
	options := inheritedOf(a, "Opt")
	for i := range min(options.Len(), maxFieldLines) {
		if o := options.Index(i); o.Len() == 2 && o.Index(0).RawString() == value {
			return object.TextString(o.Index(1).RawString())
		}
	}
	return object.TextString(value)
}

// fontSize reads the size of "/Helv 12 Tf"; 0: to fit.
func fontSize(look string) float64 {
	lexer := syntax.NewLexer([]byte(look))
	var last float64
	for {
		switch t := lexer.Next(); {
		case t.Kind == syntax.End:
			return 0
		case t.Kind == syntax.Number:
			last = t.Num
		case t.Kind == syntax.Operator && string(t.Text) == "Tf":
			return min(max(last, 0), 200)
		}
	}
}

// setField sets a text in the rectangle of its field: on one line, which is
// made narrower where it is too long, on several, or a character in each cell
// of a comb.
func (in *interpreter) setField(a pdf.Value, at rect, text string, flags int64) {
	const multiline, comb, inset = 1 << 12, 1 << 24, 2
	width, height := at[2]-at[0]-2*inset, at[3]-at[1]
	several := flags&multiline != 0 || strings.ContainsAny(strings.TrimSpace(text), "\r\n")
	if in.size <= 0 {
		in.size = min(12, .75*height)
		if several {
			in.size = min(10, .75*height)
		}
	}
	lines := []string{strings.Join(strings.Fields(text), " ")}
	y := (at[1]+at[3])/2 - .35*in.size
	if several {
		lines = in.wrap(text, width)
		y = at[3] - inset - .8*in.size
	}
	align := inheritedOf(a, "Q").Int64()
	cells := inheritedOf(a, "MaxLen").Int64()
	for _, line := range lines {
		long := in.fieldWidth(line) * in.size
		x := at[0] + inset
		in.scale = 1
		switch {
		case flags&comb != 0 && cells > 0 && cells < 1000 && !several:
			in.setComb(line, at, y, (at[2]-at[0])/float64(cells))
			continue
		case long > width && long > 0 && width > 0:
			in.scale = width / long
		case align == 1:
			x += (width - long) / 2
		case align == 2:
			x += width - long
		}
		in.text = identity.moved(x, y)
		for _, r := range line {
			in.setRune(r)
		}
		y -= 1.15 * in.size
	}
}

func (in *interpreter) setComb(line string, at rect, y, cell float64) {
	i := 0.
	for _, r := range line {
		in.text = identity.moved(at[0]+cell*(i+.5)-in.fieldWidth(string(r))*in.size/2, y)
		in.setRune(r)
		i++
	}
}

// setRune paints a character and moves on.
func (in *interpreter) setRune(r rune) {
	c := font.Char{Text: string(r), Width: in.fieldWidth(string(r))}
	if r != ' ' {
		in.glyph(c)
	}
	in.advance(c.Width * in.size)
}

// fieldWidth returns how long a text is, in ems.
func (in *interpreter) fieldWidth(s string) (w float64) {
	for _, r := range s {
		switch known, ok := in.doc.fields.widths[r]; {
		case ok:
			w += known
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			w++
		case !unicode.Is(unicode.Mn, r):
			w += .556
		}
	}
	return w
}

// wrap parts a text into lines no longer than width.
func (in *interpreter) wrap(text string, width float64) (lines []string) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	space := in.fieldWidth(" ") * in.size
	for _, paragraph := range strings.Split(text, "\n") {
		line, long := "", 0.
		for _, w := range strings.Fields(paragraph) {
			n := in.fieldWidth(w) * in.size
			if line != "" && long+space+n > width {
				lines = append(lines, line)
				line, long = "", 0
			}
			if line != "" {
				line, long = line+" ", long+space
			}
			line, long = line+w, long+n
		}
		if lines = append(lines, line); len(lines) > maxFieldLines {
			return lines[:maxFieldLines]
		}
	}
	return lines
}
