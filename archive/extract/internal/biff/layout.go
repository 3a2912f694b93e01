package biff

import (
	"maps"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/internal/book"
)

// isLayout reports whether the record read last tells of a sheet beside its cells.
func (b *Book) isLayout() bool {
	switch b.in.kind {
	case kindColumns, kindMerged, kindNote, kindObject, kindObjectText:
		return true
	}
	return false
}

// notes puts together the comments on a sheet: since Excel 97 the text of one
// stands in a drawing before it.
type notes struct {
	layout *book.Layout
	object uint16 // of the drawing that came last
	texts  map[uint16]string
	last   *archive.Comment // of Excel 95, which goes on in the next record
	row    int
}

// end gives out the comment that may still go on, and the texts of drawings that
// belong to none.
func (n *notes) end() {
	for _, id := range slices.Sorted(maps.Keys(n.texts)) {
		n.layout.Box(n.texts[id])
	}
	if n.last != nil {
		n.last.Text = strings.TrimSpace(n.last.Text)
		n.layout.Comment(n.row, *n.last)
		n.last = nil
	}
}

// layout takes one record that isLayout.
func (b *Book) layout(n *notes) {
	x := b.in.body
	switch b.in.kind {
	case kindColumns: // [MS-XLS] 2.4.53
		if len(x) >= 10 && x[8]&1 != 0 {
			n.layout.Hide(int(le.Uint16(x)), min(int(le.Uint16(x[2:])), maxColumns-1))
		}
	case kindMerged: // 2.4.168
		for i := 2; i+8 <= len(x); i += 8 {
			n.layout.Merge(book.Area{
				First: int(le.Uint16(x[i:])) + 1, Last: int(le.Uint16(x[i+2:])) + 1,
				Left: int(le.Uint16(x[i+4:])), Right: int(le.Uint16(x[i+6:])),
			})
		}
	case kindObject: // 2.4.181: the first of its fields holds its number
		if le.Uint16(x) == 0x15 {
			n.object = le.Uint16(x[6:])
		}
	case kindObjectText: // 2.4.329
		if len(x) < 12 || b.version < 8 || len(n.texts) >= book.MaxComments {
			return
		}
		in := b.in.bodyFrom(len(x)) // it goes on in the next record
		if chars := int(le.Uint16(x[10:])); chars > 0 && in.more() {
			n.texts[n.object], _ = in.unicode(chars)
		}
	case kindNote:
		b.note(n)
	}
}

// note takes a comment ([MS-XLS] 2.4.179; before Excel 97 its text follows, in
// pieces of 2048 bytes that have no row).
func (b *Book) note(n *notes) {
	x := b.in.body
	row, column, length := int(le.Uint16(x)), int(le.Uint16(x[2:])), int(le.Uint16(x[4:]))
	if b.version >= 8 {
		id := le.Uint16(x[6:])
		in := b.in.bodyFrom(8)
		var author string
		if chars, ok := in.number(2); ok && chars > 0 && chars < 256 {
			author, _ = in.unicode(chars)
		}
		text := strings.TrimSpace(n.texts[id])
		delete(n.texts, id)
		if rest, ok := strings.CutPrefix(text, author+":"); ok && author != "" {
			text = strings.TrimSpace(rest)
		}
		n.layout.Comment(row+1, archive.Comment{Col: column + 1, Author: author, Text: text})
		return
	}
	text, _ := b.in.bodyFrom(6).bytes(min(length, len(x)-6), b.page)
	if row != 0xffff {
		n.end()
		n.row, n.last = row+1, &archive.Comment{Col: column + 1}
	}
	if n.last != nil && len(n.last.Text) < book.MaxComment {
		n.last.Text += strings.ReplaceAll(text, "\r", "\n")
	}
}
