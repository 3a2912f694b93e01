package content

import (
	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/object"
)

// annotations draws the appearances of a page's annotations, form fields among them.
func (in *interpreter) annotations(list pdf.Value) {
	for i := range min(list.Len(), maxAnnots) {
		in.problem(object.Guard(func() { in.annotation(list.Index(i)) }))
	}
}

// annotation draws the normal appearance of one (ISO 32000-1, 12.5.5), and what
// was typed where there is none or it is out of date.
func (in *interpreter) annotation(a pdf.Value) {
	const hidden, noView = 1 << 1, 1 << 5
	if a.Key("F").Int64()&(hidden|noView) != 0 || a.Key("Subtype").Name() == "Popup" {
		return
	}
	if oc := a.Key("OC"); oc.Kind() == pdf.Dict && in.doc.isOff(object.Refs(a)["OC"], oc) {
		return
	}
	at, ok := rectOf(a.Key("Rect"))
	look := a.Key("AP").Key("N")
	ref := object.Refs(a.Key("AP"))["N"]
	if look.Kind() == pdf.Dict {
		state := a.Key("AS").Name()
		ref = object.Refs(look)[state]
		look = look.Key(state)
	}
	kind := a.Key("Subtype").Name()
	typed := kind == "Widget" && (look.Kind() != pdf.Stream || in.doc.stale) || kind == "FreeText" && look.Kind() != pdf.Stream
	if f, ok := in.fieldOf(a); typed && ok {
		in.drawField(f)
		return
	}
	if look.Kind() != pdf.Stream {
		if ok && a.Key("AP").IsNull() {
			in.plain(a, at)
		}
		return
	}
	f := in.doc.form(look, ref)
	if !ok || !f.boxed {
		return
	}
	// The form's box under its matrix is fitted to the annotation's rectangle.
	box := f.matrix.around(f.box)
	if box[2]-box[0] <= 0 || box[3]-box[1] <= 0 {
		return
	}
	sx, sy := (at[2]-at[0])/(box[2]-box[0]), (at[3]-at[1])/(box[3]-box[1])
	in.reset()
	in.marked, in.hidden, in.actual = nil, 0, nil
	in.ctm = matrix{sx, 0, 0, sy, at[0] - box[0]*sx, at[1] - box[1]*sy}
	if a.Key("Subtype").Name() == "Highlight" {
		in.veil.group = darkens // so viewers draw it, whatever it says
	}
	in.drawForm(f, in.doc.resources(pdf.Value{}), 0)
}

// plain draws a rectangle that is filled and states no appearance (12.5.6.8),
// as viewers do.
func (in *interpreter) plain(a pdf.Value, at rect) {
	inside := a.Key("IC")
	if a.Key("Subtype").Name() != "Square" || inside.Len() == 0 {
		return
	}
	in.reset()
	in.marked, in.hidden, in.actual = nil, 0, nil
	c := make([]float64, min(4, inside.Len()))
	for i := range c {
		c[i] = inside.Index(i).Float64()
	}
	in.fill.gray = gray(c)
	if alpha := a.Key("CA"); !alpha.IsNull() {
		in.veil.fill = alpha.Float64()
	}
	in.rectangle(at[0], at[1], at[2]-at[0], at[3]-at[1])
	in.paint(true, false)
}
