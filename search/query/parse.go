package query

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Parse reads a query. It never fails.
func Parse(s string) Q {
	p := &parser{}
	if len(s) > MaxLength {
		s = s[:MaxLength]
		if i := strings.LastIndexFunc(s, unicode.IsSpace); i > 0 {
			s = s[:i] // not in the middle of a word
		}
		p.left = append(p.left, fmt.Sprintf("Only the first %d characters were read.", utf8.RuneCountInString(s)))
	}
	p.in = lex(clean(s))
	var parts []Node
	for p.peek().kind != end {
		parts = append(parts, p.all(0))
		p.next() // a bracket that was never opened
	}
	if p.dropped > 0 {
		p.left = append(p.left, fmt.Sprintf("Only the first %d words were looked for; %s left out.", MaxTerms, p.over()))
	}
	if p.flat {
		p.left = append(p.left, fmt.Sprintf("Brackets more than %d deep were ignored.", MaxDepth))
	}
	return Q{Root: join(parts), Left: p.left}
}

type parser struct {
	in      []lexeme
	terms   int
	dropped int
	sample  []string // the first few of the dropped
	flat    bool
	left    []string
}

func (p *parser) peek() lexeme {
	if len(p.in) == 0 {
		return lexeme{}
	}
	return p.in[0]
}

func (p *parser) next() lexeme {
	l := p.peek()
	if len(p.in) > 0 {
		p.in = p.in[1:]
	}
	return l
}

func (p *parser) over() string {
	if p.dropped > len(p.sample) {
		return fmt.Sprintf("%s and %d more were", strings.Join(p.sample, ", "), p.dropped-len(p.sample))
	}
	if p.dropped == 1 {
		return p.sample[0] + " was"
	}
	return strings.Join(p.sample, ", ") + " were"
}

// all reads terms up to a closing bracket, which it leaves.
func (p *parser) all(depth int) Node {
	var parts []Node
	for {
		switch p.peek().kind {
		case end, close:
			return join(parts)
		case and, or: // with nothing before it
			p.next()
		default:
			parts = append(parts, p.any(depth))
		}
	}
}

// any reads one term and those that OR ties to it.
func (p *parser) any(depth int) Node {
	var parts Or
	add := func(n Node) {
		if or, ok := n.(Or); ok {
			parts = append(parts, or...)
		} else if n != nil {
			parts = append(parts, n)
		}
	}
	add(p.one(depth))
	for p.peek().kind == or {
		for k := p.peek().kind; k == or || k == and; k = p.peek().kind {
			p.next()
		}
		if k := p.peek().kind; k == end || k == close {
			break
		}
		add(p.one(depth))
	}
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return parts
}

// one reads a single term, with what negates it.
func (p *parser) one(depth int) Node {
	negated := false
	for k := p.peek().kind; k == minus || k == not; k = p.peek().kind {
		negated = !negated
		p.next()
	}
	n := p.atom(depth)
	if n == nil || !negated {
		return n
	}
	if inner, ok := n.(Not); ok {
		return inner.Node
	}
	return Not{n}
}

func (p *parser) atom(depth int) Node {
	switch l := p.peek(); l.kind {
	case open:
		p.next()
		if depth >= MaxDepth {
			p.flat = true
			return nil // what is inside joins what is outside
		}
		n := p.all(depth + 1)
		p.shut()
		return n
	case name:
		p.next()
		switch p.peek().kind {
		case word, phrase:
			if n := p.leaf(); n != nil {
				return Field{l.text, n}
			}
			return nil
		case open: // title:(a b) asks it of each
			p.next()
			n := p.all(MaxDepth)
			p.shut()
			return spread(l.text, n)
		}
		return p.term(Word(l.text)) // nothing follows it: an ordinary word
	case word, phrase:
		return p.leaf()
	}
	return nil // end, or a sign with nothing to apply to
}

func (p *parser) shut() {
	if p.peek().kind == close {
		p.next()
	}
}

func (p *parser) leaf() Node {
	l := p.next()
	if !says(l.text) {
		return nil
	}
	if l.kind == phrase {
		return p.term(Phrase(l.text))
	}
	stem := strings.TrimRight(l.text, "*~")
	// a word never begins with what would be read as a sign, wherever it stood
	stem = strings.TrimLeft(stem, "-")
	switch {
	case stem == "AND" || stem == "OR" || stem == "NOT" || fieldLength(stem) > 0:
		return p.term(Phrase(stem))
	case len(l.text) == len(strings.TrimRight(l.text, "*~")):
		return p.term(Word(stem))
	case l.text[len(strings.TrimRight(l.text, "*~"))] == '*':
		return p.term(Prefix(stem))
	}
	return p.term(Fuzzy(stem))
}

// term counts a leaf, and drops it where there are too many.
func (p *parser) term(n Node) Node {
	if p.terms++; p.terms <= MaxTerms {
		return n
	}
	if p.dropped++; len(p.sample) < 5 {
		p.sample = append(p.sample, clip(Print(n)))
	}
	return nil
}

func clip(s string) string {
	if r := []rune(s); len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return s
}

// spread asks a field's question of every leaf of a group.
func spread(field string, n Node) Node {
	switch n := n.(type) {
	case nil:
		return nil
	case And:
		for i := range n {
			n[i] = spread(field, n[i])
		}
		return n
	case Or:
		for i := range n {
			n[i] = spread(field, n[i])
		}
		return n
	case Not:
		return Not{spread(field, n.Node)}
	case Field:
		return n
	}
	return Field{field, n}
}

// join makes one node of several that must all match.
func join(parts []Node) Node {
	var all And
	for _, n := range parts {
		if inner, ok := n.(And); ok {
			all = append(all, inner...)
		} else if n != nil {
			all = append(all, n)
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return all
}
