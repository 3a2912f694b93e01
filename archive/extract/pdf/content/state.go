package content

import "readingroom/archive/extract/pdf/font"

// A state is the graphics state (ISO 32000-1, 8.4 and 9.3), as far as it
// decides what is shown where.
type state struct {
	ctm    matrix
	clip   rect    // on the page
	stroke float64 // the thickness of lines
	fill   colour
	ink    colour // of lines
	veil   veil

	font      *loaded
	size      float64
	charSpace float64
	wordSpace float64
	scale     float64 // horizontal, 1 being normal
	leading   float64
	rise      float64
	mode      int
}

// An interpreter runs the streams of one page.
type interpreter struct {
	doc   *Document
	out   *Result
	base  matrix // default user space to the page
	page  rect
	paper rect // that the page is cropped from

	state
	stack []state
	deep  int // q beyond what the stack holds

	text, line matrix // of text and of the line
	path       path
	clipNext   bool

	marked []markedContent
	hidden int     // how many of them are not to be shown
	actual *actual // the open replacement text

	pen      pen
	inUnseen bool // the last glyph was kept with those that are not seen

	chars []font.Char // of the string that is being shown
	order int
	ops   int
	bytes int
}

const maxStack = 256 // graphics states saved

func (in *interpreter) reset() {
	in.state = state{ctm: identity, clip: in.page, stroke: 1, scale: 1, veil: opaque}
	in.stack, in.deep = in.stack[:0], 0
	in.text, in.line = identity, identity
	in.path = path{}
	in.clipNext = false
}

func (in *interpreter) save() {
	if len(in.stack) == maxStack {
		in.deep++
		return
	}
	in.stack = append(in.stack, in.state)
}

// restore goes back to a saved state; a Q too many is passed over.
func (in *interpreter) restore() {
	switch n := len(in.stack); {
	case in.deep > 0:
		in.deep--
	case n > 0:
		in.state = in.stack[n-1]
		in.stack = in.stack[:n-1]
	}
}

// toPage takes user space to the page.
func (in *interpreter) toPage() matrix { return in.ctm.times(in.base) }
