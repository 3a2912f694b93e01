package query

import (
	"slices"
	"strings"
)

// canon is the field that goes by a name, and how its value is compared.
func canon(name string) (field string, op Op) {
	if o, ok := others[name]; ok {
		return o.field, o.op
	}
	return name, Equal
}

// field reads the value that follows a name.
func (p *parser) field(name string, by Op) Node {
	l := p.next()
	p.closed(l)
	if !slices.Contains(Ranges, name) {
		if name == "attachment" && l.kind == word && strings.Trim(l.text, "*") == "" {
			l.text = name // which all e-mails with one have
		}
		return p.asked(name, l)
	}
	if by != Equal {
		return p.compare(name, l, by)
	}
	// A sign may stand apart from its value: pages:> 100, date:>="May 2017".
	op, rest := operator(l.text)
	if l.kind == word && rest == "" {
		if k := p.peek().kind; k != word && k != phrase {
			p.say("%s:%s was left out: nothing is said to compare with.", name, l.text)
			return nil
		}
		l = p.next()
	} else if l.kind == word {
		l.text = rest
	}
	if l.kind == phrase && op == Equal { // "January 2017".."March 2017"
		if dots := p.peek(); dots.kind == word && dots.tied && strings.HasPrefix(dots.text, "..") {
			p.next()
			if l.text += dots.text; dots.text == ".." && p.peek().kind == phrase {
				l.text += p.next().text
			}
		}
	}
	return p.compare(name, l, op)
}

// compare makes a Range, or asks for a value as it is.
func (p *parser) compare(name string, l lexeme, op Op) Node {
	text, m := l.text, l.marks
	if l.kind == word {
		text, m = bare(text)
	}
	if op == Equal {
		op, text = operator(text)
	}
	if op == Equal && (name == "year" || name == "bates") {
		text = strings.TrimLeft(text, "-/<>= ")
		if !strings.Contains(text, "..") && (name == "bates" || !strings.Contains(text, "-")) {
			l.text = text
			n := p.asked(name, l)
			return m.boosted(n)
		}
	}
	r, why := compared(name, text, op)
	if why != "" {
		p.say("%s:%s was left out: %s.", name, clip(string(op)+text), clipWhy(why))
		return nil
	}
	return m.boosted(p.term(r))
}

func clipWhy(s string) string {
	if len(s) > 160 {
		return "it is too long"
	}
	return s
}

// asked makes a Field.
func (p *parser) asked(name string, l lexeme) Node {
	n, m := p.leaf(l)
	if n == nil {
		return nil
	}
	if loose, ok := n.(Loose); ok && !textual(name) {
		n = Phrase(loose.Text)
	}
	return m.boosted(Field{name, n})
}

// textual reports whether the value of a field is text.
func textual(name string) bool { return slices.Index(Fields, name) < texts }

// spread asks a field's question of every leaf of a group.
func (p *parser) spread(field string, by Op, n Node) Node {
	all := func(nodes []Node) []Node {
		out := make([]Node, len(nodes))
		for i, c := range nodes {
			out[i] = p.spread(field, by, c)
		}
		return out
	}
	switch n := n.(type) {
	case nil:
		return nil
	case And:
		return join(all(n))
	case Or:
		return either(all(n))
	case Not:
		if c := p.spread(field, by, n.Node); c != nil {
			return Not{c}
		}
		return nil
	case Boost:
		return marks{boost: n.By}.boosted(p.spread(field, by, n.Node))
	case Near:
		if textual(field) {
			return Field{field, n}
		}
		return join(all(n.Parts))
	case Field, Range, Cell:
		return n
	case Loose:
		if !textual(field) && !slices.Contains(Ranges, field) {
			return Field{field, Phrase(n.Text)}
		}
	}
	if field == "column" {
		return Field{field, Phrase(Text(n))}
	}
	if slices.Contains(Ranges, field) {
		p.terms-- // it was counted as a word
		l := lexeme{kind: word, text: Print(n)}
		switch n.(type) {
		case Phrase, Loose:
			l = lexeme{kind: phrase, text: Text(n)}
		case Regexp:
			l = lexeme{kind: regexp, text: Text(n)}
		}
		return p.compare(field, l, by)
	}
	return Field{field, n}
}

// column reads column:Declined, column:"Declined">50, column:County:Ventura.
func (p *parser) column(l lexeme) Node {
	if !says(l.text) {
		p.say("column: was left out: it names no column.")
		return nil
	}
	if l.value == nil || !says(l.value.text) {
		if l.op != "" {
			p.say("column:%s%s was read as column:%s: nothing is said to compare with.", clip(l.text), l.op, clip(l.text))
		}
		return l.marks.boosted(p.term(Field{"column", Phrase(l.text)}))
	}
	op := strings.TrimLeft(l.op, ":")
	if strings.HasPrefix(l.op, ":") && op == "" {
		v := *l.value
		if v.kind == word {
			v.text = strings.TrimLeft(v.text, "-/<>=:")
		}
		n, m := p.leaf(v)
		if loose, ok := n.(Loose); ok {
			n = Phrase(loose.Text)
		}
		if n == nil {
			return p.term(Field{"column", Phrase(l.text)})
		}
		return m.boosted(Cell{Column: l.text, Leaf: n})
	}
	value, m := l.value.text, l.value.marks
	if l.value.kind == word {
		value, m = unmark(value)
	}
	sign, _ := operator(op)
	r, why := compared("column", value, sign)
	switch r.Column = l.text; {
	case why == "":
		return m.boosted(p.term(r))
	case sign == Equal:
		return m.boosted(p.term(Cell{l.text, Phrase(value), true}))
	}
	p.say("column:%s%s%s was left out: %s.", clip(l.text), op, clip(value), clipWhy(why))
	return nil
}
