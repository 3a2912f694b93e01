// Package query reads what a reader types into the search box as a tree that
// prints back.
//
//	ventura detainer              both words, in any of their forms
//	"immigration detainer"        these words, in this order, exactly so
//	jail OR prison                either; OR binds its two neighbours, so
//	                              "jail OR prison ventura" is (jail OR prison) AND ventura
//	-draft   NOT draft            without the word
//	(jail OR prison) -(a b)       brackets
//	detain*                       words that begin so
//	detainr~                      words at most one letter away
//	subject:budget                the title, sender, recipient or subject of an item:
//	from:"jane doe"               title: from: to: cc: subject: attachment:
//	kind:email year:2015          its kind, year, source or number:
//	                              kind: year: source: item:
//	place:us/ca/ventura-county    what a page or row speaks of:
//	period:FY2017-Q1              place: period:
//
// Nothing typed is an error: a stray quote or bracket gets its nearest
// sensible reading, and what was left out is said.
package query

// A Q is a query: a tree, and what was left out of it.
type Q struct {
	Root Node     // nil where nothing was asked
	Left []string // what was dropped or cut on reading, a sentence each
}

// A Node is one node of the tree: And, Or, Not, Field, Word, Phrase, Prefix or Fuzzy.
type Node interface {
	write(p *printer)
}

type (
	// And matches where all of its parts do. It has at least two.
	And []Node
	// Or matches where one of its parts does. It has at least two.
	Or []Node
	// Not matches where its part does not.
	Not struct{ Node Node }
	// Field asks about the item a place is in; place and period ask about the place.
	Field struct {
		Name string // one of Fields
		Leaf Node   // Word, Phrase, Prefix or Fuzzy
	}
	// Word is one word, in any of its forms. It may turn out to be several to
	// the archive's own reading, such as a docket number or an address.
	Word string
	// Phrase is a run of words in exactly these forms.
	Phrase string
	// Prefix is the beginning of a word.
	Prefix string
	// Fuzzy is a word that may have one letter wrong.
	Fuzzy string
)

// Fields are the names that may stand before a colon: first those whose value
// is text, then those whose value is looked up.
var Fields = []string{"title", "from", "to", "cc", "subject", "attachment", "kind", "source", "year", "item", "place", "period"}

// The limits of a query. They keep one reader's paste from costing all others
// their search; what goes beyond is dropped and said.
const (
	MaxLength = 4000 // bytes
	MaxTerms  = 64   // words and phrases
	MaxDepth  = 16   // brackets within brackets
)

// IsZero reports whether nothing was asked.
func (q Q) IsZero() bool { return q.Root == nil }

// Leaves calls visit for each word, phrase, prefix and fuzzy word of the tree,
// from left to right. field is "" outside of a Field; wanted is false where
// the leaf stands under a Not.
func Leaves(n Node, visit func(leaf Node, field string, wanted bool)) {
	leaves(n, "", true, visit)
}

func leaves(n Node, field string, wanted bool, visit func(Node, string, bool)) {
	switch n := n.(type) {
	case nil:
	case And:
		for _, c := range n {
			leaves(c, field, wanted, visit)
		}
	case Or:
		for _, c := range n {
			leaves(c, field, wanted, visit)
		}
	case Not:
		leaves(n.Node, field, !wanted, visit)
	case Field:
		leaves(n.Leaf, n.Name, wanted, visit)
	default:
		visit(n, field, wanted)
	}
}

// Text returns what a leaf says, and "" for any other node.
func Text(leaf Node) string {
	switch n := leaf.(type) {
	case Word:
		return string(n)
	case Phrase:
		return string(n)
	case Prefix:
		return string(n)
	case Fuzzy:
		return string(n)
	}
	return ""
}
