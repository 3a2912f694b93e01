package content

import (
	"fmt"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/mark"
	"readingroom/archive/extract/pdf/object"
)

// An xobject is what Do draws.
type xobject struct {
	image  bool
	flat   *colour // the only one of a small image, which is drawn as a box
	form   *form
	hidden bool
}

// A form is a form XObject (ISO 32000-1, 8.10).
type form struct {
	body   []byte
	err    error
	matrix matrix
	box    rect
	boxed  bool
	group  bool       // a transparency group
	res    *resources // nil: those of the page
	open   bool       // it is being drawn
}

const keptForms = 64 << 20 // bytes of forms that are kept for other pages

// draw carries out Do.
func (in *interpreter) draw(name string, res *resources, depth int) {
	x := in.lookUp(name, res)
	if x == nil || x.hidden || in.hidden > 0 {
		return
	}
	if x.image {
		in.picture(x.flat)
		return
	}
	if x.form != nil {
		in.drawForm(x.form, res, depth)
	}
}

func (in *interpreter) lookUp(name string, res *resources) *xobject {
	if x, ok := res.objects[name]; ok {
		return x
	}
	res.objects[name] = nil
	list := res.v.Key("XObject")
	v := list.Key(name)
	if v.Kind() != pdf.Stream {
		return nil
	}
	x := &xobject{}
	res.objects[name] = x
	if v.Key("OC").Kind() == pdf.Dict {
		x.hidden = in.doc.isOff(object.Refs(v)["OC"], v.Key("OC"))
	}
	switch v.Key("Subtype").Name() {
	case "Image":
		x.image = true
		x.flat = in.doc.flat(v)
	case "Form":
		if res.objRefs == nil {
			res.objRefs = object.Refs(list)
		}
		x.form = in.doc.form(v, res.objRefs[name])
	}
	return x
}

// form reads a form, once where it has a reference.
func (d *Document) form(v pdf.Value, ref string) *form {
	if f := d.forms[ref]; f != nil && ref != "" {
		return f
	}
	f := &form{matrix: matrixOf(v.Key("Matrix"))}
	f.box, f.boxed = rectOf(v.Key("BBox"))
	f.group = v.Key("Group").Key("S").Name() == "Transparency"
	if r := v.Key("Resources"); !r.IsNull() {
		f.res = d.resources(r)
	}
	f.body, f.err = d.file.Bytes(v, maxStream)
	if f.err != nil {
		f.err = fmt.Errorf("a form: %w", f.err)
	}
	if ref != "" && d.kept+len(f.body) <= keptForms {
		d.kept += len(f.body)
		d.forms[ref] = f
	}
	return f
}

// drawForm draws a form in the present state, which it leaves as it was. One
// that draws itself is passed over.
func (in *interpreter) drawForm(f *form, res *resources, depth int) {
	in.problem(f.err)
	if depth >= maxForms || f.open {
		return
	}
	f.open = true
	defer func() { f.open = false }()
	saved, stack, deep, text, line := in.state, in.stack, in.deep, in.text, in.line
	marked, hidden, act, p, next := in.marked, in.hidden, in.actual, in.path, in.clipNext
	in.stack, in.deep, in.path, in.clipNext, in.marked = nil, 0, path{}, false, nil
	if m := f.matrix.times(in.ctm); m.sound() {
		in.ctm = m
	}
	if f.group {
		in.veil = in.veil.inside()
	}
	if f.boxed {
		in.clip = in.clip.and(in.toPage().around(f.box))
	}
	if in.clip[0] <= in.clip[2] && in.clip[1] <= in.clip[3] {
		if f.res != nil {
			f.res.parent = res
			res = f.res
		}
		in.run(f.body, res, depth+1)
	}
	in.state, in.stack, in.deep, in.text, in.line = saved, stack, deep, text, line
	in.marked, in.hidden, in.actual, in.path, in.clipNext = marked, hidden, act, p, next
}

// flat returns the colour of a small opaque image that has only one; nil for
// others. Some programs black out with such an image, drawn large.
func (d *Document) flat(v pdf.Value) *colour {
	const few = 64 // pixels
	w, h := v.Key("Width").Int64(), v.Key("Height").Int64()
	if w < 1 || h < 1 || w > few || h > few || w*h > few || v.Key("BitsPerComponent").Int64() != 8 ||
		!v.Key("SMask").IsNull() || !v.Key("Mask").IsNull() || !v.Key("Decode").IsNull() {
		return nil
	}
	switch cs := v.Key("ColorSpace"); {
	case cs.Index(0).Name() == "ICCBased", strings.HasPrefix(cs.Name(), "Device"):
	default:
		return nil
	}
	b, err := d.file.Bytes(v, 4*few)
	n := len(b) / int(w*h)
	if err != nil || len(b) != n*int(w*h) || n != 1 && n != 3 && n != 4 {
		return nil
	}
	parts := make([]float64, n)
	for i := range b {
		if b[i] != b[i%n] {
			return nil
		}
		parts[i%n] = float64(b[i]) / 255
	}
	return &colour{gray: gray(parts)}
}

// picture keeps where an image stands: the unit square of user space. One of a
// single colour is a box too, but for what may be a rule.
func (in *interpreter) picture(flat *colour) {
	r := in.toPage().around(rect{0, 0, 1, 1}).and(in.clip)
	if r[0] >= r[2] || r[1] >= r[3] || len(in.out.Pictures) >= maxRulings {
		return
	}
	in.order++
	in.out.Pictures = append(in.out.Pictures, mark.Picture{Box: r.box(), Order: in.order})
	const rule = 4
	if flat != nil && r[2]-r[0] >= rule && r[3]-r[1] >= rule {
		saved := in.fill
		in.fill = *flat
		in.addRuling(r, true, false, false)
		in.fill = saved
	}
}

// inlineImage keeps where an inline image stands, and returns how many bytes
// of data it has; -1 where a filter leaves that open.
func (in *interpreter) inlineImage(dict operands) int {
	if in.hidden == 0 {
		in.picture(nil)
	}
	width, height, bits, colors := 0, 0, 8, 1
	for i := 0; i+1 < len(dict); i++ {
		v := dict[i+1]
		switch string(dict[i].Text) {
		case "W", "Width":
			width = int(v.Num)
		case "H", "Height":
			height = int(v.Num)
		case "BPC", "BitsPerComponent":
			bits = int(v.Num)
		case "IM", "ImageMask":
			if string(v.Text) == "true" {
				bits = 1
			}
		case "CS", "ColorSpace":
			switch string(v.Text) {
			case "RGB", "DeviceRGB":
				colors = 3
			case "CMYK", "DeviceCMYK":
				colors = 4
			}
		case "F", "Filter":
			return -1
		}
	}
	if width <= 0 || height <= 0 || bits <= 0 || width > 1<<16 || height > 1<<16 || bits > 16 {
		return -1
	}
	return (width*bits*colors + 7) / 8 * height
}
