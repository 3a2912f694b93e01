package extract

import (
	"encoding/binary"
	"math"
	"strings"

	"readingroom/archive"
)

// Words and cells are most of what travels from a child, and half of what the
// travelling costs when they are written as JSON. So they go before the page, row
// or table that they belong to in frames of their own, one after the other:
//
//	a word  text, box, confidence
//	a cell  row, column, rows, columns, text, box
//	text    its length, its bytes
//	box     x0, y0, width, height in hundredths of a point
//
// Numbers are varints of encoding/binary, signed ones.

type packer []byte

// maxPacked is how many words or cells one frame holds at most.
const maxPacked = 2_000_000

func (p *packer) number(n int) { *p = binary.AppendVarint(*p, int64(n)) }

func (p *packer) text(s string) {
	p.number(len(s))
	*p = append(*p, s...)
}

func (p *packer) box(b archive.Box) {
	x0, y0 := hundredths(b[0]), hundredths(b[1])
	for _, n := range [4]int{x0, y0, hundredths(b[2]) - x0, hundredths(b[3]) - y0} {
		p.number(n)
	}
}

// hundredths rounds a measure; no page is a tenth as large as what it stops at.
func hundredths(x float64) int {
	const most = 1e12
	if x != x {
		return 0
	}
	return int(math.Round(min(most, max(-most, x*100))))
}

func (p *packer) words(words []archive.Word) {
	for _, w := range words {
		p.text(w.Text)
		p.box(w.Box)
		p.number(w.Confidence)
	}
}

func (p *packer) cells(cells []archive.Cell) {
	for _, c := range cells {
		p.number(c.Row)
		p.number(c.Col)
		p.number(c.RowSpan)
		p.number(c.ColSpan)
		p.text(c.Text)
		p.box(c.Box)
	}
}

// An unpacker reads what a packer wrote. Whatever the bytes are, it takes no
// more memory than a few times theirs.
type unpacker struct {
	left string
	bad  bool
}

func (u *unpacker) number() int {
	var x uint64
	for i, shift := 0, 0; i < len(u.left) && shift < 64; i, shift = i+1, shift+7 {
		c := u.left[i]
		x |= uint64(c&0x7f) << shift
		if c < 0x80 {
			u.left = u.left[i+1:]
			return int(int64(x>>1) ^ -int64(x&1))
		}
	}
	u.left, u.bad = "", true
	return 0
}

func (u *unpacker) text() string {
	n := u.number()
	if n < 0 || n > len(u.left) {
		u.left, u.bad = "", true
		return ""
	}
	s := u.left[:n]
	u.left = u.left[n:]
	return strings.ToValidUTF8(s, "\uFFFD")
}

func (u *unpacker) box() (b archive.Box) {
	x, y := u.number(), u.number()
	for i, n := range [4]int{x, y, x + u.number(), y + u.number()} {
		b[i] = float64(n) / 100
	}
	return b
}

// words returns nil, false where the bytes are not words.
func (u *unpacker) words() ([]archive.Word, bool) {
	out := make([]archive.Word, 0, len(u.left)/16)
	for len(u.left) > 0 && len(out) < maxPacked {
		out = append(out, archive.Word{Text: u.text(), Box: u.box(), Confidence: u.number()})
	}
	return out, !u.bad && len(u.left) == 0
}

func (u *unpacker) cells() ([]archive.Cell, bool) {
	out := make([]archive.Cell, 0, len(u.left)/24)
	for len(u.left) > 0 && len(out) < maxPacked {
		out = append(out, archive.Cell{Row: u.number(), Col: u.number(), RowSpan: u.number(), ColSpan: u.number(), Text: u.text(), Box: u.box()})
	}
	return out, !u.bad && len(u.left) == 0
}
