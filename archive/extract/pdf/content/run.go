package content

import (
	"readingroom/archive/extract/pdf/object"
	"readingroom/archive/extract/pdf/syntax"
)

const maxOperands = 512 // before an operator; more are dropped

// run interprets a content stream. An operator that breaks is noted and
// passed over.
func (in *interpreter) run(b []byte, res *resources, depth int) {
	if in.bytes += len(b); in.bytes > maxBytes {
		in.problem(ErrLimit)
		return
	}
	l := &loop{lexer: syntax.NewLexer(b), args: make([]syntax.Token, 0, 16)}
	for done := false; !done; {
		in.problem(object.Guard(func() { in.operators(l, res, depth); done = true }))
	}
}

// A loop is a content stream that is being interpreted.
type loop struct {
	lexer *syntax.Lexer
	args  []syntax.Token
}

// operators carries out what is left of a content stream.
func (in *interpreter) operators(l *loop, res *resources, depth int) {
	for {
		t := l.lexer.Next()
		if t.Kind == syntax.End {
			return
		}
		if t.Kind != syntax.Operator || isConstant(t.Text) {
			if l.args = append(l.args, t); len(l.args) > maxOperands {
				l.args = l.args[:0]
			}
			continue
		}
		if in.ops++; in.ops > maxOps {
			in.problem(ErrLimit)
			return
		}
		args := operands(l.args)
		l.args = l.args[:0] // before an operator that panics
		if string(t.Text) == "ID" {
			l.lexer.SkipImage(in.inlineImage(args))
		} else {
			in.do(string(t.Text), args, res, depth)
		}
	}
}

func isConstant(t []byte) bool {
	return string(t) == "true" || string(t) == "false" || string(t) == "null"
}

// operands are what stands before an operator. One that is missing is 0 or "".
type operands []syntax.Token

// num returns operand i of those n that the operator takes, which are the last n.
func (o operands) num(i, n int) float64 {
	if i += max(0, len(o)-n); i < len(o) {
		return o[i].Num
	}
	return 0
}

func (o operands) last() syntax.Token {
	if len(o) == 0 {
		return syntax.Token{}
	}
	return o[len(o)-1]
}

func (o operands) matrix() matrix {
	return matrix{o.num(0, 6), o.num(1, 6), o.num(2, 6), o.num(3, 6), o.num(4, 6), o.num(5, 6)}
}

func (o operands) nums() []float64 {
	var out []float64
	for _, t := range o {
		if t.Kind == syntax.Number && len(out) < 4 {
			out = append(out, t.Num)
		}
	}
	return out
}

// do carries out an operator (ISO 32000-1, annex A).
func (in *interpreter) do(op string, o operands, res *resources, depth int) {
	switch op {
	case "q":
		in.save()
	case "Q":
		in.restore()
	case "cm":
		if m := o.matrix().times(in.ctm); m.sound() {
			in.ctm = m
		}
	case "w":
		in.stroke = o.num(0, 1)
	case "gs":
		in.extend(string(o.last().Text), res)
	case "g", "rg", "k":
		in.fill = colour{gray: gray(o.nums())}
	case "G", "RG", "K":
		in.ink = colour{gray: gray(o.nums())}
	case "sc", "scn":
		in.fill = in.fill.with(o)
	case "SC", "SCN":
		in.ink = in.ink.with(o)
	case "cs":
		in.fill = colour{space: res.space(string(o.last().Text))}
	case "CS":
		in.ink = colour{space: res.space(string(o.last().Text))}

	case "m":
		in.moveTo(o.num(0, 2), o.num(1, 2))
	case "l":
		in.lineTo(o.num(0, 2), o.num(1, 2), false)
	case "c":
		in.bend(o.num(0, 6), o.num(1, 6))
		in.bend(o.num(2, 6), o.num(3, 6))
		in.lineTo(o.num(4, 6), o.num(5, 6), true)
	case "v", "y":
		in.bend(o.num(0, 4), o.num(1, 4))
		in.lineTo(o.num(2, 4), o.num(3, 4), true)
	case "h":
		in.closePath()
	case "re":
		in.rectangle(o.num(0, 4), o.num(1, 4), o.num(2, 4), o.num(3, 4))
	case "s", "b", "b*":
		in.closePath()
		in.paint(op != "s", true)
	case "S":
		in.paint(false, true)
	case "f", "F", "f*":
		in.paint(true, false)
	case "B", "B*":
		in.paint(true, true)
	case "n":
		in.paint(false, false)
	case "W", "W*":
		in.clipNext = true

	case "Do":
		in.draw(string(o.last().Text), res, depth)
	case "BMC", "BDC":
		in.begin(o, res)
	case "EMC":
		in.end()
	default:
		in.doText(op, o, res)
	}
}

// doText carries out the operators of text (ISO 32000-1, 9.3 and 9.4).
func (in *interpreter) doText(op string, o operands, res *resources) {
	switch op {
	case "BT":
		in.text, in.line = identity, identity
	case "Tc":
		in.charSpace = o.num(0, 1)
	case "Tw":
		in.wordSpace = o.num(0, 1)
	case "Tz":
		in.scale = o.num(0, 1) / 100
	case "TL":
		in.leading = o.num(0, 1)
	case "Ts":
		in.rise = o.num(0, 1)
	case "Tr":
		in.mode = int(o.num(0, 1))
	case "Tf":
		if len(o) >= 2 {
			in.font = res.font(string(o[len(o)-2].Text))
			in.size = o.last().Num
		}
	case "Td":
		in.nextLine(o.num(0, 2), o.num(1, 2))
	case "TD":
		in.leading = -o.num(1, 2)
		in.nextLine(o.num(0, 2), o.num(1, 2))
	case "Tm":
		in.inUnseen = false
		if m := o.matrix(); m.sound() {
			in.text, in.line = m, m
		}
	case "T*":
		in.nextLine(0, -in.leading)
	case "Tj":
		in.show(o.last().Text)
	case "'":
		in.nextLine(0, -in.leading)
		in.show(o.last().Text)
	case "\"":
		in.wordSpace, in.charSpace = o.num(0, 3), o.num(1, 3)
		in.nextLine(0, -in.leading)
		in.show(o.last().Text)
	case "TJ":
		for _, t := range o.last().List {
			switch t.Kind {
			case syntax.String:
				in.show(t.Text)
			case syntax.Number:
				in.advance(-t.Num / 1000 * in.size)
			}
		}
	}
}

// An extension is what a graphics state parameter dictionary sets of text,
// strokes and transparency.
type extension struct {
	font   *loaded // nil: not set
	size   float64
	stroke float64 // < 0: not set
	veil   func(*veil)
}

// extend carries out gs. The dictionaries are looked up once: some pages name
// theirs before every line.
func (in *interpreter) extend(name string, res *resources) {
	e, ok := res.states[name]
	if !ok {
		e.stroke, e.veil = -1, func(*veil) {}
		res.states[name] = e
		dict := res.v.Key("ExtGState").Key(name)
		if f := dict.Key("Font"); f.Len() == 2 {
			e.font, e.size = in.doc.loadFont(f.Index(0)), f.Index(1).Float64()
		}
		if w := dict.Key("LW"); !w.IsNull() {
			e.stroke = w.Float64()
		}
		e.veil = veilOf(dict)
		res.states[name] = e
	}
	e.veil(&in.veil)
	if e.font != nil {
		in.font, in.size = e.font, e.size
	}
	if e.stroke >= 0 {
		in.stroke = e.stroke
	}
}
