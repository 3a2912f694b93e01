// Package content interprets the content streams of pages: what they paint,
// and where it stands on the page as it is shown (ISO 32000-1, 8 and 9).
//
//	q 1 0 0 1 72 700 cm BT /F1 12 Tf (Dear) Tj ET Q
//	-> mark.Glyph{Text: "D", X: 72, Y: 92, Width: 8.66, Size: 12}, …
//
// Fonts and forms are read once for the whole document. What a page may cost
// is bounded by counts, so that the same file always yields the same.
package content

import (
	"errors"
	"fmt"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/font"
	"readingroom/archive/extract/pdf/mark"
	"readingroom/archive/extract/pdf/object"
)

// What one page may cost.
const (
	maxGlyphs   = 2_000_000
	maxRulings  = 200_000
	maxOps      = 20_000_000
	maxStream   = 64 << 20  // bytes of one content stream
	maxBytes    = 256 << 20 // bytes of all that a page runs, forms counted each time
	maxForms    = 14        // forms in forms
	maxFonts    = 500       // that it loads
	maxAnnots   = 5000
	maxProblems = 20
)

// ErrLimit says that a page was read in part because it is larger than is read.
var ErrLimit = errors.New("the page is larger than is read")

// A Document keeps what the pages of a document share.
type Document struct {
	file  *object.File
	files *font.Files
	fonts map[string]*loaded
	forms map[string]*form
	kept  int // bytes of forms
	loads int // of fonts, for the present page
	off   map[string]bool
	spare []mark.Glyph // of a page that is done with, for the next
	stale bool         // the fields of its form may show something else than their appearances do
}

// A loaded font, with why it could not be read whole.
type loaded struct {
	*font.Font
	err error
}

// NewDocument returns a document whose pages are to be read.
func NewDocument(file *object.File) *Document {
	d := &Document{file: file, files: font.FilesOf(file), fonts: map[string]*loaded{}, forms: map[string]*form{}}
	_ = object.Guard(func() { d.off = hiddenGroups(file.Doc.Trailer().Key("Root").Key("OCProperties")) }) // all is shown where it does not say
	_ = object.Guard(func() { d.stale = file.Doc.Trailer().Key("Root").Key("AcroForm").Key("NeedAppearances").Bool() })
	return d
}

// A Frame is how a page is shown: a box in default user space, turned
// clockwise by quarters, a unit being so many points.
type Frame struct {
	Box   [4]float64
	Paper [4]float64 // that Box was cut out of, or the same
	Turn  int        // 0, 90, 180, 270
	Unit  float64
}

// Size returns the width and the height of the page as it is shown.
func (f Frame) Size() (width, height float64) {
	width, height = (f.Box[2]-f.Box[0])*f.Unit, (f.Box[3]-f.Box[1])*f.Unit
	if f.Turn%180 != 0 {
		width, height = height, width
	}
	return width, height
}

// matrix takes default user space to the page as it is shown.
func (f Frame) matrix() matrix {
	b := f.Box
	var m matrix
	switch f.Turn {
	case 90:
		m = matrix{0, 1, 1, 0, -b[1], -b[0]}
	case 180:
		m = matrix{-1, 0, 0, 1, b[2], -b[1]}
	case 270:
		m = matrix{0, -1, -1, 0, b[3], b[2]}
	default:
		m = matrix{1, 0, 0, -1, -b[0], b[3]}
	}
	return m.times(matrix{f.Unit, 0, 0, f.Unit, 0, 0})
}

// A Result is what a page yields beside its marks.
type Result struct {
	mark.Page
	Unseen   mark.Page // glyphs that are cut off, whole words; and the boxes that reach beyond what is seen
	Unknown  int       // shown glyphs whose Unicode the file does not tell
	Shown    int       // shown glyphs in all
	Problems []error   // streams and fonts that could not be read whole
}

// Page interprets a page: its content, then its annotations' appearances.
func (d *Document) Page(node, resources pdf.Value, frame Frame) *Result {
	r := &Result{}
	d.loads = 0
	r.Width, r.Height = frame.Size()
	r.Glyphs, d.spare = d.spare[:0], nil
	in := &interpreter{doc: d, out: r, base: frame.matrix(), page: rect{0, 0, r.Width, r.Height}, paper: rect(frame.Shown(frame.Paper))}
	in.reset()
	err := object.Guard(func() { in.run(in.contents(node.Key("Contents")), d.resources(resources), 0) })
	in.problem(err)
	err = object.Guard(func() { in.annotations(node.Key("Annots")) })
	in.problem(err)
	return r
}

// Done gives back the glyphs of a page that nobody looks at any more.
func (d *Document) Done(r *Result) {
	const most = 1 << 16
	if cap(r.Glyphs) <= most {
		d.spare = r.Glyphs
	}
	r.Glyphs = nil
}

// problem notes why something could not be read.
func (in *interpreter) problem(err error) {
	if err == nil || len(in.out.Problems) >= maxProblems {
		return
	}
	for _, p := range in.out.Problems {
		if p.Error() == err.Error() {
			return
		}
	}
	in.out.Problems = append(in.out.Problems, err)
}

// contents joins the content streams of a page, as if white space stood between them.
func (in *interpreter) contents(v pdf.Value) []byte {
	switch v.Kind() {
	case pdf.Stream:
		b, err := in.doc.file.Bytes(v, maxStream)
		in.problem(err)
		return b
	case pdf.Array:
		var all []byte
		for i := range min(v.Len(), 10_000) {
			var b []byte
			err := object.Guard(func() {
				if s := v.Index(i); !s.IsNull() {
					var err error
					b, err = in.doc.file.Bytes(s, maxStream)
					in.problem(err)
				}
			})
			in.problem(err)
			if len(all)+len(b) > maxStream {
				in.problem(ErrLimit)
				return all
			}
			all = append(append(all, b...), '\n')
		}
		return all
	}
	return nil
}

// A resources dictionary, with what was looked up in it.
type resources struct {
	doc      *Document
	parent   *resources // of what draws the form, in which viewers look too
	v        pdf.Value
	fonts    map[string]*loaded
	fontRefs map[string]string
	objects  map[string]*xobject
	states   map[string]extension
	spaces   map[string]space
	props    pdf.Value
	propRefs map[string]string
	objRefs  map[string]string
}

func (d *Document) resources(v pdf.Value) *resources {
	return &resources{doc: d, v: v, fonts: map[string]*loaded{}, objects: map[string]*xobject{}, states: map[string]extension{}, spaces: map[string]space{}}
}

// font returns the font of a name. One that is missing is made up.
func (r *resources) font(name string) *loaded {
	for at, depth := r, 0; at != nil && depth < maxForms; at, depth = at.parent, depth+1 {
		if f := at.ownFont(name); f != nil {
			return f
		}
	}
	f := r.doc.loadFont(pdf.Value{})
	f.err = fmt.Errorf("font %s is missing", name)
	r.fonts[name] = f
	return f
}

// ownFont returns nil where the resources have no such font.
func (r *resources) ownFont(name string) *loaded {
	if f, ok := r.fonts[name]; ok {
		return f
	}
	var f *loaded
	err := object.Guard(func() {
		list := r.v.Key("Font")
		if r.fontRefs == nil {
			r.fontRefs = object.Refs(list)
		}
		ref := r.fontRefs[name]
		if f = r.doc.fonts[ref]; f != nil {
			return
		}
		if v := list.Key(name); !v.IsNull() {
			if f = r.doc.loadFont(v); ref != "" {
				r.doc.fonts[ref] = f
			}
		}
	})
	if err != nil {
		f = r.doc.loadFont(pdf.Value{})
		f.err = fmt.Errorf("font %s: %w", name, err)
	}
	r.fonts[name] = f
	return f
}

// keptFonts is how many fonts are kept for other pages.
const keptFonts = 256

func (d *Document) loadFont(v pdf.Value) *loaded {
	if d.loads++; d.loads > maxFonts {
		f, _ := d.files.Load(pdf.Value{})
		return &loaded{f, ErrLimit}
	}
	if len(d.fonts) >= keptFonts {
		clear(d.fonts)
	}
	f, err := d.files.Load(v)
	return &loaded{f, err}
}
