package syntax

import "bytes"

// SkipImage passes over the data of an inline image, after its ID: as many
// bytes as it should have, where EI follows them; else to the EI behind which a
// content stream goes on, or to the end.
func (l *Lexer) SkipImage(size int) {
	l.i = min(l.i+1, len(l.b)) // the white space after ID
	if size >= 0 && size < len(l.b)-l.i {
		if rest := bytes.TrimLeft(l.b[l.i+size:], " \r\n\t"); bytes.HasPrefix(rest, []byte("EI")) && plausible(rest) {
			l.i = len(l.b) - len(rest) + len("EI")
			return
		}
	}
	loose := -1
	for at := l.i; ; {
		k := bytes.Index(l.b[at:], []byte("EI"))
		if k < 0 {
			break
		}
		at += k + 2
		if at < len(l.b) && !isSpace(l.b[at]) || !plausible(l.b[at:]) {
			continue
		}
		if k == 0 || isSpace(l.b[at-3]) {
			l.i = at
			return
		}
		if loose < 0 {
			loose = at
		}
	}
	if l.i = len(l.b); loose >= 0 {
		l.i = loose
	}
}

// plausible reports whether b may be the start of drawing instructions rather than of image data.
func plausible(b []byte) bool {
	for _, c := range b[:min(len(b), 16)] {
		if c >= 0x7f || c < ' ' && !isSpace(c) {
			return false
		}
	}
	return true
}
