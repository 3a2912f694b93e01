package content

import (
	"sort"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/object"
)

// Shown returns where a rectangle of default user space stands on the page as
// it is shown.
func (f Frame) Shown(r [4]float64) archive.Box { return f.matrix().around(rect(r)).box() }

// HiddenLayers returns the names of the layers (optional content groups) that
// are off when the document is opened, each once.
func (d *Document) HiddenLayers() []string {
	names := map[string]bool{}
	_ = object.Guard(func() { // then those found so far
		groups := d.file.Doc.Trailer().Key("Root").Key("OCProperties").Key("OCGs")
		for i, ref := range object.RefList(groups) {
			if d.off[ref] {
				_ = object.Guard(func() { names[object.TextString(groups.Index(i).Key("Name").RawString())] = true })
			}
		}
	})
	out := []string{}
	for n := range names {
		if n != "" {
			out = append(out, n)
		}
	}
	sort.Strings(out)
	return out
}

// HasHiddenLayers reports whether any layer is off.
func (d *Document) HasHiddenLayers() bool { return len(d.off) > 0 }

// AllLayers returns the same document with every layer shown.
func (d *Document) AllLayers() *Document {
	all := NewDocument(d.file)
	all.off = nil
	return all
}
