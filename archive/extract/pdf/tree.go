package pdf

import (
	"errors"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/object"
)

const (
	maxDepth = 64      // of the page tree
	maxPages = 50_000  // of a document
	maxNodes = 500_000 // of the page tree, pages included
)

// inherited are the attributes that a page takes from the nodes above it
// (ISO 32000-1, 7.7.3.4).
type inherited struct {
	mediaBox, cropBox, rotate, resources pdf.Value
}

// with returns the attributes with those that node states itself.
func (in inherited) with(node pdf.Value) inherited {
	for _, a := range []struct {
		key string
		at  *pdf.Value
	}{{"MediaBox", &in.mediaBox}, {"CropBox", &in.cropBox}, {"Rotate", &in.rotate}, {"Resources", &in.resources}} {
		if v := node.Key(a.key); !v.IsNull() {
			*a.at = v
		}
	}
	return in
}

// A tree walks the page tree by itself, since the library follows Kids and
// Parent wherever they lead.
type tree struct {
	// page is called for each page in order; broken says why its object could
	// not even be loaded. Its error ends the walk.
	page  func(node pdf.Value, in inherited, broken error) error
	ref   string // of the page that page is called for, as "12 0 R"; "" where it has none
	count int    // pages met
	nodes int    // nodes met

	above  map[string]bool // references of the nodes above the present one
	circle bool            // a node was passed over that stands above itself
}

// errPages ends a walk that has met maxPages.
var errPages = errors.New("too many pages")

func (t *tree) walkFrom(doc *pdf.Reader) error {
	var root pdf.Value
	ref := ""
	err := object.Guard(func() {
		catalog := doc.Trailer().Key("Root")
		root, ref = catalog.Key("Pages"), object.Refs(catalog)["Pages"]
	})
	if err != nil {
		return err
	}
	err = t.below(ref, func() error { return t.walk(root, inherited{}, 0) })
	if err == nil && t.circle {
		err = errTree
	}
	return err
}

var errTree = errors.New("the page tree is too deep, too large or leads in a circle")

func (t *tree) walk(node pdf.Value, in inherited, depth int) error {
	if t.count >= maxPages {
		return errPages
	}
	if t.nodes++; depth > maxDepth || t.nodes > maxNodes {
		return errTree
	}
	var kids pdf.Value
	var isPage bool
	err := object.Guard(func() {
		in, kids = in.with(node), node.Key("Kids")
		isPage = node.Kind() == pdf.Dict && node.Key("Type").Name() != "Pages"
	})
	if err != nil {
		return err
	}
	if kids.Kind() != pdf.Array {
		if !isPage {
			return nil
		}
		t.count++
		return t.page(node, in, nil)
	}
	var refs []string
	if kids.Len() <= maxPages {
		refs = object.RefList(kids)
	}
	for i := range kids.Len() {
		ref := ""
		if i < len(refs) {
			ref = refs[i]
		}
		if t.ref = ref; ref != "" && t.above[ref] {
			t.circle = true
			continue
		}
		var kid pdf.Value
		broken := object.Guard(func() { kid = kids.Index(i) })
		if broken != nil {
			t.count++
			err = t.page(pdf.Value{}, in, broken)
		} else {
			err = t.below(ref, func() error { return t.walk(kid, in, depth+1) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// below walks what stands below a node that has this reference.
func (t *tree) below(ref string, walk func() error) error {
	if t.above == nil {
		t.above = map[string]bool{}
	}
	t.above[ref] = true
	defer delete(t.above, ref)
	return walk()
}

// count returns how many pages a document has, as far as its tree can be
// walked. What the tree claims to count is not believed.
func count(doc *pdf.Reader) int {
	t := tree{page: func(pdf.Value, inherited, error) error { return nil }}
	_ = t.walkFrom(doc) // it is walked again, and then this is told
	return t.count
}
