package object

import "github.com/ledongthuc/pdf"

// What is read of one name tree or number tree.
const (
	maxTreeDepth   = 32
	maxTreeNodes   = 20_000
	maxTreeEntries = 50_000
)

// EachName calls visit with the entries of a name tree (ISO 32000-1, 7.9.6) in
// the order in which they stand there, until it returns false; ref is the
// reference by which the tree has the value, or "". A tree that leads in
// circles ends.
func EachName(root pdf.Value, visit func(name string, value pdf.Value, ref string) bool) {
	w := treeWalk{leaves: "Names", visit: func(key, value pdf.Value, ref string) bool {
		return key.Kind() != pdf.String || visit(key.RawString(), value, ref)
	}}
	w.walk(root, 0)
}

// EachNumber is EachName for a number tree (7.9.7).
func EachNumber(root pdf.Value, visit func(n int64, value pdf.Value) bool) {
	w := treeWalk{leaves: "Nums", visit: func(key, value pdf.Value, _ string) bool {
		return key.Kind() != pdf.Integer || visit(key.Int64(), value)
	}}
	w.walk(root, 0)
}

type treeWalk struct {
	leaves         string
	visit          func(key, value pdf.Value, ref string) bool
	nodes, entries int
	seen           map[string]bool // references of nodes
}

// walk reports whether to go on. A node that breaks is passed over.
func (w *treeWalk) walk(node pdf.Value, depth int) bool {
	if w.nodes++; depth > maxTreeDepth || w.nodes > maxTreeNodes {
		return false
	}
	var leaves, kids pdf.Value
	if Guard(func() { leaves, kids = node.Key(w.leaves), node.Key("Kids") }) != nil {
		return true
	}
	refs := RefList(leaves)
	for i := 0; i+1 < leaves.Len(); i += 2 {
		if w.entries++; w.entries > maxTreeEntries {
			return false
		}
		on := true
		_ = Guard(func() { on = w.visit(leaves.Index(i), leaves.Index(i+1), at(refs, i+1)) }) // what breaks is passed over
		if !on {
			return false
		}
	}
	refs = RefList(kids)
	if refs == nil || kids.Len() > maxTreeNodes {
		return true // there are none, or nothing would tell a circle
	}
	for i := range kids.Len() {
		if r := at(refs, i); r != "" {
			if w.seen[r] {
				continue
			}
			if w.seen == nil {
				w.seen = map[string]bool{}
			}
			w.seen[r] = true
		}
		var kid pdf.Value
		if Guard(func() { kid = kids.Index(i) }) == nil && !w.walk(kid, depth+1) {
			return false
		}
	}
	return true
}

// at returns element i, or "" where there is none.
func at(refs []string, i int) string {
	if i < len(refs) {
		return refs[i]
	}
	return ""
}

// Elements returns the elements of an array, at most limit of them. One that
// cannot be loaded is null.
func Elements(array pdf.Value, limit int) []pdf.Value {
	out := make([]pdf.Value, min(array.Len(), limit))
	for i := range out {
		_ = Guard(func() { out[i] = array.Index(i) })
	}
	return out
}
