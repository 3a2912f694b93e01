package pdfium

import (
	"readingroom/archive/extract/pdf/mark"
)

// The kinds of page objects (FPDF_PAGEOBJ_…).
const (
	objectText  = 1
	objectPath  = 2
	objectImage = 3
	objectForm  = 5
)

// objects reads the page's objects in the order of painting.
func (p *reading) objects(page uint64) {
	for i := range min(i32(p.call("FPDFPage_CountObjects", page)), maxObjects) {
		p.object(p.call("FPDFPage_GetObject", page, arg(i)), p.base, p.clip, 0)
	}
}

// object reads one; m takes the space that it lies in, the page's or a form's,
// to the page as it is shown, of which clip is left.
func (p *reading) object(object uint64, m matrix, clip box, depth int) {
	if p.order++; object == 0 || p.err != nil || p.order > maxObjects {
		return
	}
	order := p.order << 16 // room for the glyphs of a text
	clip = clip.and(p.clipOf(object, m))
	switch i32(p.call("FPDFPageObj_GetType", object)) {
	case objectText:
		const invisible, clips = 3, 7
		mode := i32(p.call("FPDFTextObj_GetTextRenderMode", object))
		p.texts[object] = painted{order: order, clip: clip, hidden: mode == invisible, unseen: mode == clips}
	case objectImage:
		b := p.own(object).times(m).around(box{0, 0, 1, 1}).and(clip)
		if b[0] < b[2] && b[1] < b[3] && len(p.Pictures) < maxRulings {
			p.Pictures = append(p.Pictures, mark.Picture{Box: [4]float64(b), Order: order})
		}
	case objectPath:
		p.path(object, m, clip, order)
	case objectForm:
		if depth >= maxForms {
			return
		}
		m = p.own(object).times(m)
		for i := range min(i32(p.call("FPDFFormObj_CountObjects", object)), maxObjects) {
			p.object(p.call("FPDFFormObj_GetObject", object, arg(i)), m, clip, depth+1)
		}
	}
}

// own is an object's own matrix.
func (p *reading) own(object uint64) matrix {
	if !p.ask("FPDFPageObj_GetMatrix", object, p.at(0)) {
		return matrix{1, 0, 0, 1, 0, 0}
	}
	return p.matrix(0)
}

// clipOf returns the box around what an object's clip leaves of it. Its clip
// lies in the same space as the object.
func (p *reading) clipOf(object uint64, m matrix) box {
	clip := everything
	c := p.call("FPDFPageObj_GetClipPath", object)
	if c == 0 {
		return clip
	}
	for i := range min(i32(p.call("FPDFClipPath_CountPaths", c)), maxClips) {
		n := i32(p.call("FPDFClipPath_CountPathSegments", c, arg(i)))
		if n <= 0 || n > maxClipSegments {
			continue
		}
		around := nothing
		for k := range n {
			s := p.call("FPDFClipPath_GetPathSegment", c, arg(i), arg(k))
			if s != 0 && p.ask("FPDFPathSegment_GetPoint", s, p.at(0), p.at(1)) {
				around = around.with(m.apply(p.float(0, 0), p.float(1, 0)))
			}
		}
		if around.sound() {
			clip = clip.and(around)
		}
	}
	return clip
}

// Clips that are looked at: a page of ten thousand objects under a clip of ten
// thousand corners is not read for its clips.
const (
	maxClips        = 32
	maxClipSegments = 256
)
