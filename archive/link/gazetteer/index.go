package gazetteer

// An index finds names by their words, one word after the other.
type index struct {
	words  map[string]int32
	steps  map[uint64]Node
	first  []int32 // by node, in list; 0 for none
	list   []named
	folded []byte
}

// A Node is a place in the index, after some words of a name. 0 is before the first.
type Node int32

type named struct {
	Name
	next int32
}

// A Name is what an entry is called by.
type Name struct {
	Entry *Entry
	Form  Form
	// Weight is how many people live in what is meant; of a city abroad, whose
	// Entry is its country, in that city.
	Weight int
}

// A Form says in which way an entry bears a name.
type Form uint8

// The forms of a name.
const (
	Full   Form = iota // its name, or an alias
	Base               // a county's name without "County"
	Short              // an abbreviation that counts only as it is written: ICE
	Abroad             // of a city or a region abroad; the entry is the country
	House              // of a prison; the entry is its county
)

func newIndex() index {
	return index{words: make(map[string]int32, 30_000), steps: make(map[uint64]Node, 70_000), first: make([]int32, 1, 70_000), list: make([]named, 1, 80_000)}
}

func (x *index) add(words []string, n Name) {
	if len(words) == 0 || len(words) > 12 {
		return
	}
	at := Node(0)
	for _, w := range words {
		at = x.step(at, x.word(w))
	}
	x.put(at, n)
}

// step goes on by a word, over a way that may be new.
func (x *index) step(at Node, w Word) Node {
	key := uint64(at)<<32 | uint64(w)
	next, ok := x.steps[key]
	if !ok {
		next = Node(len(x.first))
		x.first = append(x.first, 0)
		x.steps[key] = next
	}
	return next
}

// call adds a name as it is written. It is add of its Words, without the
// slices where it is of plain words, as nearly all are.
func (x *index) call(name string, n Name) {
	at, words := Node(0), 0
	for i := 0; i < len(name); {
		start := i
		x.folded = x.folded[:0]
		for ; i < len(name) && name[i] != ' ' && name[i] != '-'; i++ {
			c := name[i]
			switch {
			case 'A' <= c && c <= 'Z':
				x.folded = append(x.folded, c+'a'-'A')
			case 'a' <= c && c <= 'z':
				x.folded = append(x.folded, c)
			case c != '.' && c != '\'':
				x.add(Words(name), n)
				return
			}
		}
		if i > start {
			switch string(x.folded) {
			case "saint", "sainte", "fort", "mount", "":
				x.add(Words(name), n)
				return
			}
			if words++; words > 12 {
				return
			}
			id, ok := x.words[string(x.folded)]
			if !ok {
				id = int32(x.word(string(x.folded)))
			}
			at = x.step(at, Word(id))
		}
		i++
	}
	if words > 0 {
		x.put(at, n)
	}
}

func (x *index) put(at Node, n Name) {
	last := int32(0)
	for i := x.first[at]; i != 0; last, i = i, x.list[i].next {
		if x.list[i].Entry == n.Entry && (x.list[i].Form == House) == (n.Form == House) {
			if n.Form == Abroad && n.Weight > x.list[i].Weight {
				x.list[i].Weight = n.Weight
			}
			if n.Form == Full && x.list[i].Form == Base {
				x.list[i].Form = Full
			}
			return
		}
	}
	x.list = append(x.list, named{Name: n})
	if at := &x.first[at]; last == 0 {
		*at = int32(len(x.list) - 1)
	} else {
		x.list[last].next = int32(len(x.list) - 1)
	}
}

// word returns the number of a word, which may be new.
func (x *index) word(w string) Word {
	id, ok := x.words[w]
	if !ok {
		id = int32(len(x.words)) + 1
		x.words[w] = id
	}
	return Word(id)
}

// A Word is a word of the index; 0 is none.
type Word int32

// Word returns a folded word of some name, or 0.
func (g *Gazetteer) Word(folded []byte) Word { return Word(g.names.words[string(folded)]) }

// Step goes on by a word from a node; false where no name goes on so.
func (g *Gazetteer) Step(at Node, w Word) (Node, bool) {
	if w == 0 {
		return 0, false
	}
	n, ok := g.names.steps[uint64(at)<<32|uint64(w)]
	return n, ok
}

// At returns the names that end at a node.
func (g *Gazetteer) At(n Node) []Name {
	var all []Name
	for i := g.names.first[n]; i != 0; i = g.names.list[i].next {
		all = append(all, g.names.list[i].Name)
	}
	return all
}

// Ends reports whether a name ends at a node.
func (g *Gazetteer) Ends(n Node) bool { return g.names.first[n] != 0 }

// Names returns the bearers of a name, given in folded words.
func (g *Gazetteer) Names(words []string) []Name {
	at := Node(0)
	for _, w := range words {
		next, ok := g.Step(at, g.Word([]byte(w)))
		if !ok {
			return nil
		}
		at = next
	}
	return g.At(at)
}

type person uint8

const (
	given person = 1 << iota
	family
)

// Person reports whether a folded word is a frequent given name, and whether it
// is a frequent family name.
func (g *Gazetteer) Person(folded []byte) (isGiven, isFamily bool) {
	p := g.persons[string(folded)]
	return p&given != 0, p&family != 0
}
