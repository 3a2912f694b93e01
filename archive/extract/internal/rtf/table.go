package rtf

// maxTables is how many tables within cells are told apart.
const maxTables = 10

// rowProps describe the row that \trowd begins.
type rowProps struct {
	header bool
	below  []bool // of each cell: it goes on with the one above
	merged bool   // of the next cell: the same
	col    int
}

const maxColumns = 1000

// table obeys the words of tables: rows are described by \trowd … \cellx, then
// filled by paragraphs that are \intbl and end in \cell, then ended by \row.
func (r *reader) table(t token) {
	if r.itap > 1 { // \*\nesttableprops describe a table within the cell; the row around it goes on
		switch t.word {
		case "trowd", "trhdr", "clvmrg", "cellx":
			return
		}
	}
	switch t.word {
	case "pard":
		r.itap = 0
	case "intbl":
		r.itap = max(r.itap, 1)
	case "itap":
		r.itap = t.n
	case "trowd":
		r.row = rowProps{col: r.row.col}
	case "trhdr":
		r.row.header = true
	case "clvmrg":
		r.row.merged = true
	case "cellx":
		if len(r.row.below) < maxColumns {
			r.row.below = append(r.row.below, r.row.merged)
		}
		r.row.merged = false
	case "cell":
		if r.itap <= 0 && len(r.cells) == 0 { // the paragraph does not say that it is of a table
			r.putBody("\t")
			return
		}
		r.cellEnd(1)
	case "nestcell":
		r.cellEnd(max(r.itap, 2))
	case "row":
		r.rowEnd(1)
	case "nestrow":
		r.rowEnd(max(r.itap, 2))
	}
}

// depth is how many tables the paragraph stands in.
func (r *reader) depth() int { return min(max(r.itap, 0), maxTables) }

// tables ends and begins tables until so many are open, and the cell of the innermost.
func (r *reader) tables(depth int) {
	for len(r.cells) > depth {
		r.flow.TableEnd()
		r.cells = r.cells[:len(r.cells)-1]
		if len(r.cells) == 0 {
			r.row.col = 0
		}
	}
	for level := range depth {
		if level == len(r.cells) {
			r.flow.TableBegin()
			r.cells = append(r.cells, false)
		}
		if !r.cells[level] {
			below := level == 0 && r.row.col < len(r.row.below) && r.row.below[r.row.col]
			r.flow.CellBegin(1, below)
			r.cells[level] = true
		}
	}
}

func (r *reader) cellEnd(depth int) {
	r.unmark()
	depth = min(depth, maxTables)
	r.tables(depth)
	r.flow.CellEnd()
	r.cells[depth-1] = false
	if depth == 1 {
		r.row.col++
	}
}

func (r *reader) rowEnd(depth int) {
	r.unmark()
	depth = min(depth, maxTables)
	if len(r.cells) < depth {
		r.flow.Line()
		return
	}
	for len(r.cells) > depth {
		r.flow.TableEnd()
		r.cells = r.cells[:len(r.cells)-1]
	}
	r.flow.RowEnd(depth == 1 && r.row.header)
	r.cells[depth-1] = false
	if depth == 1 {
		r.row.col = 0
	}
}
