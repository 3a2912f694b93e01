package document

import (
	"github.com/ledongthuc/pdf"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/object"
)

// What is read of one outline.
const (
	maxHeadings     = 5000
	maxHeadingDepth = 32
	maxHeading      = 300 // characters
)

// Outline reads the outline of a document (ISO 32000-1, 12.3.3). pages gives
// the number of each page by its reference, and is called only where there is
// an outline.
func Outline(doc *pdf.Reader, pages func() map[string]int) []archive.Heading {
	var catalog, root pdf.Value
	_ = object.Guard(func() { catalog = doc.Trailer().Key("Root") }) // then there is none
	_ = object.Guard(func() { root = catalog.Key("Outlines") })
	if root.Kind() != pdf.Dict {
		return nil
	}
	o := outline{seen: map[string]bool{}, targets: targets{catalog: catalog, list: pages}}
	o.below(root, 1)
	return o.headings
}

type outline struct {
	headings []archive.Heading
	seen     map[string]bool // references of entries
	targets  targets
}

// below reads the entries under one. An entry that was met before ends its
// row: it would lead in a circle.
func (o *outline) below(parent pdf.Value, level int) {
	link, at := "First", parent
	for len(o.headings) < maxHeadings && len(o.seen) < 2*maxHeadings {
		ref := object.Refs(at)[link]
		var entry pdf.Value
		err := object.Guard(func() { entry = at.Key(link) })
		if err != nil || entry.Kind() != pdf.Dict || ref == "" || o.seen[ref] {
			return
		}
		o.seen[ref] = true
		if title := OneLine(textOf(entry, "Title"), maxHeading); title != "" {
			o.headings = append(o.headings, archive.Heading{Title: title, Level: level, Page: o.targets.page(entry)})
		}
		if level < maxHeadingDepth {
			o.below(entry, level+1)
		}
		link, at = "Next", entry
	}
}

// targets finds the pages to which destinations lead (12.3.2).
type targets struct {
	catalog pdf.Value
	list    func() map[string]int

	pages map[string]int // by reference
	named map[string]int // by the name of a destination
}

// page returns the number of the page to which an entry leads; 0 for none.
func (t *targets) page(entry pdf.Value) (n int) {
	if t.pages == nil {
		t.pages = t.list()
	}
	_ = object.Guard(func() { // then it leads nowhere
		dest := entry.Key("Dest")
		if a := entry.Key("A"); dest.IsNull() && a.Key("S").Name() == "GoTo" {
			dest = a.Key("D")
		}
		switch dest.Kind() {
		case pdf.Name:
			n = t.byName(dest.Name())
		case pdf.String:
			n = t.byName(dest.RawString())
		default:
			n = t.explicit(dest)
		}
	})
	return n
}

// explicit returns the page of a destination that is stated, whether or not
// in a dictionary. Some programs write the number of the page, from 0, instead
// of its reference.
func (t *targets) explicit(dest pdf.Value) int {
	if dest.Kind() == pdf.Dict {
		dest = dest.Key("D")
	}
	if dest.Len() == 0 {
		return 0
	}
	if refs := object.RefList(dest); len(refs) > 0 && refs[0] != "" {
		return t.pages[refs[0]]
	}
	if v := dest.Index(0); v.Kind() == pdf.Integer && v.Int64() >= 0 && v.Int64() < int64(len(t.pages)) {
		return int(v.Int64()) + 1
	}
	return 0
}

// byName looks in the catalog's name tree, and in the dictionary that files
// before PDF 1.2 have.
func (t *targets) byName(name string) int {
	if t.named == nil {
		t.named = map[string]int{}
		var tree, dict pdf.Value
		_ = object.Guard(func() { dict = t.catalog.Key("Dests") })
		_ = object.Guard(func() { tree = t.catalog.Key("Names").Key("Dests") })
		for i, key := range dict.Keys() {
			if i == maxNamed {
				break
			}
			_ = object.Guard(func() { t.named[key] = t.explicit(dict.Key(key)) })
		}
		object.EachName(tree, func(name string, v pdf.Value, _ string) bool {
			t.named[name] = t.explicit(v)
			return true
		})
	}
	return t.named[name]
}

const maxNamed = 50_000 // entries of Dests
