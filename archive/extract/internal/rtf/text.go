package rtf

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"readingroom/archive/extract/internal/plain"
)

// maxRun is how many bytes of text are decoded at once; a longer run is cut.
const maxRun = 64 << 10

// chars adds bytes of text. They are decoded together, since a character may
// take two of them, one as \'83 and one as a letter.
func (r *reader) chars(b []byte) {
	if r.standIns > 0 {
		r.flush()
		n := min(r.standIns, len(b))
		r.standIns -= n
		b = b[n:]
	}
	if r.dest == unseen || r.dest == fonts {
		return
	}
	r.bytes = append(r.bytes, b...)
	if len(r.bytes) > maxRun {
		r.flush()
	}
}

// flush decodes the bytes of text and puts them where they belong.
func (r *reader) flush() {
	if len(r.bytes) == 0 {
		return
	}
	b := r.bytes
	r.bytes = r.bytes[:0]
	r.put(r.decode(b))
}

func (r *reader) decode(b []byte) string {
	ascii := true
	for _, c := range b {
		ascii = ascii && c < utf8.RuneSelf
	}
	if ascii {
		return string(b)
	}
	page := r.ansi
	if p := r.fonts[r.font]; p != 0 {
		page = p
	}
	if page == symbolPage {
		return strings.Map(symbol, string(b))
	}
	c, ok := plain.CodePage(page)
	if !ok || c.Name == "utf-8" && !utf8.Valid(b) {
		c, _ = plain.CodePage(1252)
	}
	return c.Text(b)
}

// symbol returns a sign in place of those of a picture font, which mean
// something in that font only.
func symbol(c rune) rune {
	if c < utf8.RuneSelf {
		return c
	}
	return '•'
}

// unicode puts the character of \uN, which is signed and may be half of one.
func (r *reader) unicode(n int) {
	r.standIns = r.uc
	c := rune(n)
	if n < 0 {
		c = rune(n + 1<<16)
	}
	if utf16.IsSurrogate(c) {
		if pair := utf16.DecodeRune(r.surrogate, c); pair != utf8.RuneError {
			r.put(string(pair))
			r.surrogate = 0
		} else {
			r.surrogate = c
		}
		return
	}
	r.surrogate = 0
	if c >= 0xF000 && c <= 0xF0FF { // a sign of a picture font
		c = '•'
	}
	if c >= ' ' || c == '\t' {
		r.put(string(c))
	}
}

// symbolPage stands for the picture fonts among code pages.
const symbolPage = -1

// pageOfCharset gives the code page of each \fcharset; one not listed is the document's.
var pageOfCharset = map[int]int{
	0: 1252, 2: symbolPage, 77: 10000, 78: 932, 79: 949, 80: 936, 81: 950, 83: 1255, 84: 1256, 85: 1253, 86: 1254, 89: 10007,
	128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256,
	186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}

const maxFonts = 10_000

// charset sets the code page of the font that is being described.
func (r *reader) charset(page int) {
	if r.dest == fonts && len(r.fonts) < maxFonts {
		r.fonts[r.font] = page
	}
}

// put adds text where the destination keeps it.
func (r *reader) put(s string) {
	switch r.dest {
	case body:
		if r.html != nil {
			r.putHTML(s)
		} else {
			r.putBody(s)
		}
	case tag:
		r.putHTML(s)
	case aside:
		if strings.HasSuffix(r.aside.String(), " ") {
			s = strings.TrimLeft(s, " ")
		}
		if r.aside.Len()+len(s) < maxKept {
			r.aside.WriteString(r.marked(s))
		}
	case kept:
		if r.info.Len()+len(s) < maxKept {
			r.info.WriteString(s)
		}
	}
}

func (r *reader) putHTML(s string) {
	if !r.rtfOnly && r.html.Len()+len(s) < maxHTML {
		r.html.WriteString(s)
	}
}

// putBody adds text to the paragraph, marked where it is not shown.
func (r *reader) putBody(s string) {
	mark := r.unshown()
	if mark != r.mark {
		r.unmark()
	}
	r.tables(r.depth())
	if mark != "" && r.mark == "" {
		r.flow.Text("[" + mark + ": ")
		r.mark = mark
		r.count(mark)
	}
	r.flow.Text(s)
}

func (r *reader) count(mark string) {
	switch mark {
	case "hidden":
		r.hiddens++
	case "deleted":
		r.deletions++
		if i := r.reviser; i > 0 && i < len(r.authors) && r.authors[i] != "" { // 0 is nobody named
			r.changers[r.authors[i]] = true
		}
	}
}

// unshown says why the text is not shown, or "".
func (r *reader) unshown() string {
	switch {
	case r.deleted:
		return "deleted"
	case r.hidden:
		return "hidden"
	}
	return ""
}

func (r *reader) marked(s string) string {
	mark := r.unshown()
	if mark == "" || strings.TrimSpace(s) == "" {
		return s
	}
	r.count(mark)
	return "[" + mark + ": " + s + "]"
}

func (r *reader) unmark() {
	if r.mark != "" {
		r.flow.Text("]")
		r.mark = ""
	}
}
