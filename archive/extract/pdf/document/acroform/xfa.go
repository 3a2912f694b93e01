// Package acroform reads what a PDF's form holds beside its pages: the values of
// an XFA form, whose pages a PDF reader cannot draw, and who signed it
// (ISO 32000-1, 12.7.8 and 12.8).
//
//	<xfa:data><form1><applicant><name>Jane Doe</name></applicant></form1></xfa:data>
//	  -> Value{Field: "applicant.name", Text: "Jane Doe"}
package acroform

import (
	"encoding/xml"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/object"
)

// What is read of one form.
const (
	maxXFA      = 32 << 20 // bytes
	maxTokens   = 2_000_000
	maxNesting  = 100
	maxValues   = 20_000
	maxValue    = 100_000 // bytes of one
	maxAllText  = 4 << 20 // bytes of all
	maxPackets  = 100
	maxNameText = 300 // bytes of the name of a field
)

// An XFA is an XML form (XFA 3.3) inside a PDF.
type XFA struct {
	Values []Value // as filled in, in the order of the form's data
	// Dynamic forms have no pages but a sheet that says so: the program that
	// opens them lays them out.
	Dynamic bool
}

// A Value is what was filled in.
type Value struct {
	Field string // its name under those of what it is part of: "applicant.name"
	Text  string // may have several lines; never ""
}

// Of reads the XML form of a document, or nil where it has none.
func Of(file *object.File) *XFA {
	var x *XFA
	var data []byte
	_ = object.Guard(func() { // what breaks is no form
		catalog := file.Doc.Trailer().Key("Root")
		acro := catalog.Key("AcroForm")
		v := acro.Key("XFA")
		if v.Kind() != pdf.Stream && v.Kind() != pdf.Array {
			return
		}
		x = &XFA{Dynamic: catalog.Key("NeedsRendering").Bool() || acro.Key("Fields").Len() == 0}
		if v.Kind() == pdf.Stream {
			data, _ = file.Bytes(v, maxXFA)
		}
		for i := 0; i+1 < min(v.Len(), 2*maxPackets); i += 2 {
			if v.Index(i).RawString() == "datasets" {
				data, _ = file.Bytes(v.Index(i+1), maxXFA) // what came before the damage may do
			}
		}
	})
	if x != nil {
		x.Values = values(data)
	}
	return x
}

// values reads the data of a form: each element that has none inside it.
func values(b []byte) []Value {
	r := dataReader{d: object.XML(b)}
	for range maxTokens {
		t, err := r.d.RawToken()
		if err != nil || len(r.values) == maxValues || r.bytes > maxAllText {
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			r.start(t)
		case xml.EndElement:
			r.end()
		case xml.CharData:
			if n := len(r.open); n > 0 && len(r.open) > r.data {
				if e := &r.open[n-1]; len(e.text) < maxValue {
					e.text = append(e.text, t...)
				}
			}
		}
	}
	return r.values
}

// A dataReader goes through <datasets><data> … </data></datasets>.
type dataReader struct {
	d      *xml.Decoder
	open   []element
	over   int // elements open beyond maxNesting
	data   int // how many are open at <data>; 0: outside
	values []Value
	bytes  int
}

type element struct {
	name   string
	text   []byte
	parent bool // it has elements inside it
	skip   bool // it holds a picture
}

func (r *dataReader) start(t xml.StartElement) {
	if len(r.open) == maxNesting {
		r.over++
		return
	}
	e := element{name: t.Name.Local}
	if n := len(r.open); n > 0 {
		above := &r.open[n-1]
		if r.data == 0 && e.name == "data" && above.name == "datasets" {
			r.data = n + 1
		}
		if r.data > 0 && n+1 > r.data {
			above.parent = true
		}
	}
	for _, a := range t.Attr {
		if a.Name.Local == "contentType" && strings.HasPrefix(a.Value, "image/") {
			e.skip = true
		}
		// Rich text is one value, whatever elements it is made of.
		if a.Name.Local == "xmlns" && strings.HasSuffix(a.Value, "/xhtml") && r.data > 0 && len(r.open) > r.data {
			e.name = richText
		}
	}
	r.open = append(r.open, e)
}

const richText = "\x00rich"

func (r *dataReader) end() {
	if r.over > 0 {
		r.over--
		return
	}
	n := len(r.open)
	if n == 0 {
		return
	}
	e := r.open[n-1]
	r.open = r.open[:n-1]
	switch rich := r.rich(); {
	case r.data == 0:
	case n == r.data:
		r.data = 0
	case rich >= 0 || e.name == richText: // its text goes to the field
		above := &r.open[n-2]
		above.text = append(append(above.text, ' '), e.text...)
		if above.parent = false; len(above.text) > maxValue {
			above.text = above.text[:maxValue]
		}
	case !e.parent && !e.skip:
		if text := lines(string(e.text)); text != "" {
			r.values = append(r.values, Value{Field: r.field(e.name), Text: text})
			r.bytes += len(text)
		}
	}
}

// rich returns which open element is rich text, or -1.
func (r *dataReader) rich() int {
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].name == richText {
			return i
		}
	}
	return -1
}

// field returns the name of a field under those of the elements around it;
// the outermost one is the form itself.
func (r *dataReader) field(name string) string {
	path := []string{}
	for _, e := range r.open[min(r.data+1, len(r.open)):] {
		path = append(path, e.name)
	}
	full := strings.Join(append(path, name), ".")
	if len(full) > maxNameText {
		return name[:min(len(name), maxNameText)]
	}
	return full
}

// lines trims a text and its lines.
func lines(s string) string {
	var out []string
	for _, l := range strings.Split(strings.ReplaceAll(s, "\r", "\n"), "\n") {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			out = append(out, l)
		}
	}
	return strings.ToValidUTF8(strings.Join(out, "\n"), "\uFFFD")
}
