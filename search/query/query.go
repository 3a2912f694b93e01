// Package query reads what a reader types into the search box as a tree that
// prints back.
//
//	ventura detainer              both words, in any of their forms
//	"immigration detainer"        these words, in this order, exactly so
//	"immigration detain*"         the same with any ending of the last
//	jail OR prison                either; OR binds its two neighbours, so
//	                              "jail OR prison ventura" is (jail OR prison) AND ventura
//	-draft  NOT draft  !draft     without the word; || and && are OR and AND
//	(jail OR prison) -(a b)       brackets
//	detain* *tain* w?ld w*ld      words that begin, contain, look so
//	detainr~ detainr~2            words at most one letter, or two, away
//	/dep(uty|uties)/              words that match a regular expression whole
//	jail NEAR/10 sheriff          at most ten words apart, whichever is first
//	"jail sheriff"~10             the same with ten other words between them
//	jail^3 prison                 the first counts three times as much
//	subject:budget                the title, sender, recipient or subject of an item
//	kind:email year:2015          what the item is; see Fields
//	date:2017-01-28..2017-02-03   what it measures; see Ranges
//	column:"Declined">50          what a row has in a column
//	column:County:Ventura
//
// Nothing typed is an error: a stray quote or bracket gets its nearest
// sensible reading, and what was left out is said.
package query

import (
	"maps"
	"slices"
)

// A Q is a query: a tree, and what was left out of it.
type Q struct {
	Root Node     // nil where nothing was asked
	Left []string // what was dropped, cut or read otherwise, a sentence each
}

// A Node is one node of the tree: And, Or, Not, Boost or Near, which have
// parts; Field, Cell and Range; or one of the leaves Word, Phrase, Loose,
// Prefix, Pattern, Fuzzy and Regexp.
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
	// Boost matches where its part does, and counts By times as much.
	Boost struct {
		Node Node
		By   float64 // MinBoost to MaxBoost, not 1
	}
	// Near matches where a word of each part stands within so many words of
	// those of the others. Its parts are leaves, or Or of leaves; at least two.
	Near struct {
		Parts   []Node
		Within  int  // from the first word to the last; 1: side by side
		InOrder bool // one right after the other; what a Phrase with a * is looked for as
	}
	// Field asks about the item a place is in, or about the place itself.
	Field struct {
		Name string // one of Fields
		Leaf Node   // a leaf, or Near for a field of text
	}
)

// The leaves.
type (
	// Word is one word, in any of its forms. It may turn out to be several to
	// the archive's own reading, such as a docket number or an address.
	Word string
	// Phrase is a run of words in exactly these forms, but that a * in one stands
	// for any letters.
	Phrase string
	// Loose is a phrase whose words may stand in any order, with at most Slop
	// other words among them.
	Loose struct {
		Text string
		Slop int
	}
	// Prefix is the beginning of a word.
	Prefix string
	// Pattern is a word in which * stands for any letters and ? for one.
	Pattern string
	// Fuzzy is a word that may have a letter or two wrong.
	Fuzzy struct {
		Word  string
		Edits int // 1 or 2
	}
	// Regexp is a regular expression (RE2) that a word matches as a whole.
	Regexp string
)

// Fields are the names that may stand before a colon: first those whose value
// is text, then those whose value is looked up.
var Fields = []string{
	"title", "from", "to", "cc", "subject", "attachment",
	"agency", "request", "release", "place", "period", "kind", "type", "source", "exemption", "bates", "sheet", "column", "tag", "year", "item",
	"date", "pages", "rows", "size", "amount",
}

// texts is how many of Fields have text for a value.
const texts = 6

// others are names for the same: how the date is compared stands before its value.
var others = map[string]struct {
	field string
	op    Op
}{
	"author": {"from", ""}, "sender": {"from", ""}, "recipient": {"to", ""}, "filename": {"title", ""}, "filetype": {"type", ""},
	"before": {"date", Below}, "after": {"date", Above}, "since": {"date", From}, "until": {"date", UpTo},
}

// names are all that may stand before a colon.
var names = slices.Concat(Fields, slices.Sorted(maps.Keys(others)))

// The limits of a query. They keep one reader's paste from costing all others
// their search; what goes beyond is dropped and said.
const (
	MaxLength = 4000 // bytes
	MaxTerms  = 64   // words and phrases
	MaxDepth  = 16   // brackets within brackets
	MaxNear   = 100  // words apart
	MaxRegexp = 200  // bytes of a regular expression
	MinBoost  = 0.1
	MaxBoost  = 100
)

// IsZero reports whether nothing was asked.
func (q Q) IsZero() bool { return q.Root == nil }

// Leaves calls visit for each leaf, Range and Cell of the tree, from left to
// right. field is "" for what is asked of the text, and else the name of the
// Field or Range, "column" for a Cell; wanted is false where the leaf stands
// under a Not.
func Leaves(n Node, visit func(leaf Node, field string, wanted bool)) {
	leaves(n, "", true, visit)
}

func leaves(n Node, field string, wanted bool, visit func(Node, string, bool)) {
	each := func(nodes []Node) {
		for _, c := range nodes {
			leaves(c, field, wanted, visit)
		}
	}
	switch n := n.(type) {
	case nil:
	case And:
		each(n)
	case Or:
		each(n)
	case Near:
		each(n.Parts)
	case Not:
		leaves(n.Node, field, !wanted, visit)
	case Boost:
		leaves(n.Node, field, wanted, visit)
	case Field:
		leaves(n.Leaf, n.Name, wanted, visit)
	case Range:
		visit(n, n.Field, wanted)
	case Cell:
		visit(n, "column", wanted)
	default:
		visit(n, field, wanted)
	}
}

// Text returns what a leaf says, the value of a Cell, and "" for any other node.
func Text(leaf Node) string {
	switch n := leaf.(type) {
	case Word:
		return string(n)
	case Phrase:
		return string(n)
	case Loose:
		return n.Text
	case Prefix:
		return string(n)
	case Pattern:
		return string(n)
	case Fuzzy:
		return n.Word
	case Regexp:
		return string(n)
	case Cell:
		return Text(n.Leaf)
	}
	return ""
}

// Replace returns the tree with each node for which by gives another one
// replaced, from the leaves up; a nil takes the node out.
func Replace(n Node, by func(Node) Node) Node {
	all := func(nodes []Node) []Node {
		var out []Node
		for _, c := range nodes {
			if c = Replace(c, by); c != nil {
				out = append(out, c)
			}
		}
		return out
	}
	switch x := n.(type) {
	case nil:
		return nil
	case And:
		n = join(all(x))
	case Or:
		n = either(all(x))
	case Near:
		parts := all(x.Parts)
		switch len(parts) {
		case 0:
			return nil
		case 1:
			n = parts[0]
		default:
			n = Near{parts, x.Within, x.InOrder}
		}
	case Not:
		c := Replace(x.Node, by)
		if c == nil {
			return nil
		}
		n = Not{c}
	case Boost:
		c := Replace(x.Node, by)
		if c == nil {
			return nil
		}
		n = Boost{c, x.By}
	case Field:
		c := Replace(x.Leaf, by)
		if c == nil {
			return nil
		}
		n = Field{x.Name, c}
	}
	if n == nil {
		return nil
	}
	return by(n)
}
