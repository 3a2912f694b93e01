package document

import (
	"encoding/xml"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/object"
)

const (
	maxXMP       = 4 << 20 // bytes
	maxXMPTokens = 200_000
)

// xmp is what a metadata stream says (ISO 16684-1).
type xmp struct {
	archive.About
	creator string // the program in which the text was written
}

// metadata reads the catalog's metadata stream. Values stand in it as
// elements, as lists of elements or as attributes:
//
//	<dc:creator><rdf:Seq><rdf:li>Renée</rdf:li></rdf:Seq></dc:creator>
//	<rdf:Description xmp:CreateDate="2015-09-30T14:07:26-04:00">
func metadata(file *object.File, catalog pdf.Value) (x xmp) {
	var stream pdf.Value
	_ = object.Guard(func() { stream = catalog.Key("Metadata") })
	if stream.Kind() != pdf.Stream {
		return x
	}
	b, _ := file.Bytes(stream, maxXMP) // what came before the damage may do
	found := map[string][]string{}
	add := func(n xml.Name, value string) {
		key := prefixes[n.Space] + n.Local
		if value = strings.TrimSpace(value); value != "" && len(found[key]) < 100 {
			found[key] = append(found[key], value)
		}
	}
	d := object.XML(b)
	var property xml.Name // the one that is open
	depth, inside := 0, 0
	for range maxXMPTokens {
		t, err := d.RawToken()
		if err != nil {
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			if t.Name.Space != "rdf" && t.Name.Space != "x" && property.Local == "" {
				property, inside = t.Name, depth
			}
			for _, a := range t.Attr {
				if property.Local == "" {
					add(a.Name, a.Value)
				}
			}
		case xml.CharData:
			if property.Local != "" {
				add(property, string(t))
			}
		case xml.EndElement:
			if depth--; depth < inside {
				property, inside = xml.Name{}, 0
			}
		}
	}
	one := func(key string) string {
		if len(found[key]) == 0 {
			return ""
		}
		return found[key][0]
	}
	x.Title, x.Subject = one("dc:title"), one("dc:description")
	x.Author = strings.Join(found["dc:creator"], "; ")
	x.Keywords = first(one("pdf:Keywords"), strings.Join(found["dc:subject"], ", "))
	x.Created, x.Modified = object.ISODate(one("xmp:CreateDate")), object.ISODate(one("xmp:ModifyDate"))
	x.Program, x.creator = one("pdf:Producer"), one("xmp:CreatorTool")
	return x
}

// prefixes are those under which the vocabularies are written, which
// everybody does alike.
var prefixes = map[string]string{"dc": "dc:", "pdf": "pdf:", "xmp": "xmp:", "xap": "xmp:"}
