package query

import (
	"fmt"
	"slices"
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
		p.say("Only the first %d characters were read.", utf8.RuneCountInString(s))
	}
	p.in = lex(clean(s))
	var parts []Node
	for p.peek().kind != end {
		parts = append(parts, p.all(0))
		if p.next().kind == close && !p.flat {
			p.say("A closing bracket was left out: none was opened before it.")
		}
	}
	if p.dropped > 0 {
		p.say("Only the first %d words were looked for; %s left out.", MaxTerms, p.beyond())
	}
	if p.flat {
		p.say("Brackets more than %d deep were ignored.", MaxDepth)
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

// maxLeft is how much is said of what was left out.
const maxLeft = 8

func (p *parser) say(format string, args ...any) {
	if s := fmt.Sprintf(format, args...); len(p.left) < maxLeft && !slices.Contains(p.left, s) {
		p.left = append(p.left, s)
	}
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

func (p *parser) beyond() string {
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
		case and, or, near:
			switch sign := p.next().text; {
			case len(parts) == 0:
				p.say("%s was left out: nothing stands before it.", sign)
			default:
				p.over(sign)
			}
		default:
			parts = append(parts, p.any(depth))
		}
	}
}

// any reads one term and those that OR ties to it.
func (p *parser) any(depth int) Node {
	parts := []Node{p.one(depth)}
	for p.peek().kind == or {
		sign := p.peek().text
		for k := p.peek().kind; k == or || k == and || k == near; k = p.peek().kind {
			p.next()
		}
		if p.over(sign) {
			break
		}
		parts = append(parts, p.one(depth))
	}
	return either(parts)
}

// over reports whether nothing follows a sign, and says so.
func (p *parser) over(sign string) bool {
	k := p.peek().kind
	if k != end && k != close {
		return false
	}
	p.say("%s was left out: nothing follows it.", sign)
	return true
}

// one reads a term and those that are to be near it, with what negates them.
func (p *parser) one(depth int) Node {
	negated := p.negated()
	n := p.chain(depth)
	if n == nil || !negated {
		return n
	}
	if inner, ok := n.(Not); ok {
		return inner.Node
	}
	return Not{n}
}

func (p *parser) negated() bool {
	negated := false
	for k := p.peek().kind; k == minus || k == not; k = p.peek().kind {
		negated = !negated
		if p.next(); k == not && p.over("NOT") {
			break
		}
	}
	return negated
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
		return p.shut().boosted(n)
	case name:
		p.next()
		switch p.peek().kind {
		case word, phrase, regexp:
			return p.field(canon(l.text))
		case open: // title:(a b) asks it of each
			p.next()
			n := p.all(MaxDepth)
			m := p.shut()
			field, op := canon(l.text)
			return m.boosted(p.spread(field, op, n))
		}
		return p.term(Word(l.text)) // nothing follows it: an ordinary word
	case cell:
		return p.column(p.next())
	case word, phrase, regexp:
		l = p.next()
		n, m := p.leaf(l)
		if w, ok := n.(Word); ok {
			f := unknown(string(w))
			if f != "" {
				n = Phrase(w) // which is not read so again
			} else if l.quoted {
				f = strings.TrimSuffix(string(w), ":")
			}
			if f != "" {
				p.say("%s: is the name of no field; it was looked for as a word.", clip(f))
			}
		}
		return m.boosted(n)
	}
	return nil // end, or a sign with nothing to apply to
}

// shut passes a closing bracket, and returns its marks.
func (p *parser) shut() marks {
	if p.peek().kind == close {
		m := p.next().marks
		p.weighed(m)
		return m
	}
	if !p.flat {
		p.say("A bracket that was not closed was closed at the end.")
	}
	return marks{}
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

// either makes one node of several of which one must match.
func either(parts []Node) Node {
	var all Or
	for _, n := range parts {
		if inner, ok := n.(Or); ok {
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
