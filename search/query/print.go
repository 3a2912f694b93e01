package query

import (
	"strconv"
	"strings"
)

// String prints the query in the form in which it is typed. Parse reads it
// back to the same tree.
func (q Q) String() string { return print(q.Root, false) }

// ReadAs prints the query with every AND, OR and NOT written out, so that the
// reader sees how it was understood: ventura AND NOT draft.
func (q Q) ReadAs() string { return print(q.Root, true) }

// Print prints one node as Q.String does.
func Print(n Node) string { return print(n, false) }

func print(n Node, spoken bool) string {
	if n == nil {
		return ""
	}
	p := &printer{spoken: spoken}
	n.write(p)
	return p.String()
}

type printer struct {
	strings.Builder
	spoken bool
}

func (p *printer) list(nodes []Node, sep string) {
	for i, n := range nodes {
		if i > 0 {
			p.WriteString(sep)
		}
		p.part(n)
	}
}

// part prints a node that stands inside another, in brackets where it has parts.
func (p *printer) part(n Node) {
	switch n.(type) {
	case And, Or:
		p.brackets(n)
	default:
		n.write(p)
	}
}

func (p *printer) brackets(n Node) {
	p.WriteByte('(')
	n.write(p)
	p.WriteByte(')')
}

func (n And) write(p *printer) {
	if p.spoken {
		p.list(n, " AND ")
		return
	}
	texts := make([]string, len(n))
	for i, c := range n {
		inner := &printer{}
		if _, ok := c.(Or); ok {
			c.write(inner) // OR binds its neighbours as it is; no deeper than was typed
		} else {
			inner.part(c)
		}
		texts[i] = inner.String()
	}
	for i, text := range texts {
		switch {
		case i > 0 && ties(texts[i-1], strings.Join(texts[i:], " ")):
			p.WriteString(" AND ")
		case i > 0:
			p.WriteByte(' ')
		}
		p.WriteString(text)
	}
}

func (n Or) write(p *printer) { p.list(n, " OR ") }

func (n Not) write(p *printer) {
	if p.spoken {
		p.WriteString("NOT ")
	} else {
		p.WriteByte('-')
	}
	p.part(n.Node)
}

func (n Near) write(p *printer) { p.list(n.Parts, " NEAR/"+strconv.Itoa(n.Within)+" ") }

func (n Boost) write(p *printer) {
	if _, ok := n.Node.(Near); ok {
		p.brackets(n.Node)
	} else {
		p.part(n.Node)
	}
	p.WriteString("^" + strconv.FormatFloat(n.By, 'f', -1, 64))
}

func (n Field) write(p *printer) {
	if n == (Field{"attachment", Word("attachment")}) {
		p.WriteString("has:attachment")
		return
	}
	p.WriteString(n.Name)
	p.WriteByte(':')
	if _, ok := n.Leaf.(Near); ok {
		p.brackets(n.Leaf)
		return
	}
	p.part(n.Leaf)
}

func (n Range) write(p *printer) {
	p.WriteString(n.Field)
	p.WriteByte(':')
	op := string(n.Op)
	if n.Field == "column" {
		p.WriteString(`"` + n.Column + `"`)
		if n.Op == Equal || n.Op == Between {
			p.WriteByte('=')
		}
	}
	if n.Op == Between {
		p.WriteString(n.Value + op + n.To)
		return
	}
	p.WriteString(op + n.Value)
}

func (n Cell) write(p *printer) {
	p.WriteString(`column:"` + n.Column + `"`)
	if n.Whole {
		p.WriteString(`="` + Text(n.Leaf) + `"`)
		return
	}
	p.WriteByte(':')
	n.Leaf.write(p)
}

func (n Word) write(p *printer)    { p.WriteString(string(n)) }
func (n Phrase) write(p *printer)  { p.WriteString(`"` + string(n) + `"`) }
func (n Prefix) write(p *printer)  { p.WriteString(string(n) + "*") }
func (n Pattern) write(p *printer) { p.WriteString(string(n)) }
func (n Regexp) write(p *printer)  { p.WriteString("/" + string(n) + "/") }

func (n Fuzzy) write(p *printer) {
	p.WriteString(n.Word + "~")
	if n.Edits > 1 {
		p.WriteString(strconv.Itoa(n.Edits))
	}
}

func (n Loose) write(p *printer) { p.WriteString(`"` + n.Text + `"~` + strconv.Itoa(n.Slop)) }
