package query

import (
	"strconv"
	"strings"
)

// nearby is how many words apart NEAR alone allows.
const nearby = 10

// chain reads a term and those that NEAR ties to it.
func (p *parser) chain(depth int) Node {
	first := p.atom(depth)
	if p.peek().kind != near {
		return first
	}
	parts, within := []Node{first}, 0
	var apart []Node // what cannot be near anything
	for p.peek().kind == near {
		sign := p.next().text
		n := p.distance(sign)
		for k := p.peek().kind; k == near || k == and || k == or; k = p.peek().kind {
			p.next()
		}
		if p.over(sign) {
			break
		}
		negated := p.negated()
		next := p.atom(depth)
		if negated && next != nil {
			p.say("%s after NEAR was read as AND NOT.", clip(Print(next)))
			apart = append(apart, Not{next})
			continue
		}
		if within > 0 && n != within {
			p.say("Of several distances the greatest was taken: NEAR/%d.", max(n, within))
		}
		parts, within = append(parts, next), max(n, within)
	}
	if within > 0 {
		first = p.near(parts, within)
	}
	return join(append([]Node{first}, apart...))
}

// distance is how many words apart a sign allows.
func (p *parser) distance(sign string) int {
	_, s, _ := strings.Cut(sign, "/")
	if s == "" {
		return nearby
	}
	n, err := strconv.Atoi(s)
	if err != nil || n > MaxNear {
		p.say("%s was read as NEAR/%d: farther apart is not near.", clip(sign), MaxNear)
		return MaxNear
	}
	return max(1, n)
}

// near ties those of the parts that are words.
func (p *parser) near(parts []Node, within int) Node {
	var words, others []Node
	var take func(n Node)
	take = func(n Node) {
		switch n := n.(type) {
		case nil:
		case And:
			for _, c := range n {
				take(c)
			}
		case Near:
			words, within = append(words, n.Parts...), max(within, n.Within)
		case Boost:
			take(n.Node)
		default:
			if wordy(n) {
				words = append(words, n)
				return
			}
			p.say("%s cannot be near a word: it was read as AND.", clip(Print(n)))
			others = append(others, n)
		}
	}
	for _, n := range parts {
		take(n)
	}
	var tied Node
	switch {
	case len(words) == 1:
		tied = words[0]
	case len(words) > 1:
		tied = Near{Parts: words, Within: within}
	}
	return join(append([]Node{tied}, others...))
}

// wordy reports whether a node stands for words of a text.
func wordy(n Node) bool {
	switch n := n.(type) {
	case Word, Phrase, Prefix, Pattern, Fuzzy, Regexp:
		return true
	case Or:
		for _, c := range n {
			if !wordy(c) {
				return false
			}
		}
		return true
	}
	return false
}
