package rtf

// signs are the words that stand for characters.
var signs = map[string]string{
	"tab": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
	"emspace": " ", "enspace": " ", "qmspace": " ", "~": "\u00a0", "_": "-",
}

// layout obeys the words that set the text on lines, in cells and on pages.
func (r *reader) layout(t token) {
	if r.dest != body || r.flow == nil {
		r.asideLayout(t.word)
		return
	}
	switch t.word {
	case "par":
		r.unmark()
		if r.depth() == 0 {
			r.tables(0)
		}
		r.flow.Paragraph()
	case "line":
		r.unmark()
		r.flow.Line()
	case "page":
		r.pageBreak()
	case "sect":
		r.unmark()
		r.tables(0)
		r.flow.Space()
	default:
		r.table(t)
	}
}

func (r *reader) asideLayout(name string) {
	switch name {
	case "par", "line", "row", "nestrow", "sect", "page":
		r.put("\n")
	case "cell", "nestcell":
		r.put("\t")
	}
}

func (r *reader) pageBreak() {
	r.unmark()
	if r.depth() == 0 {
		r.tables(0)
	}
	r.flow.PageBreak()
}
