package grid

import "readingroom/archive"

// stubbed reports whether the text of the first column is the last label of its
// row, and of those after it that leave the column empty.
func (f Found) stubbed() bool {
	for _, r := range f.Rows {
		if n := len(r.Group); n > 0 && len(r.Cells) > 0 && r.Cells[0] != "" && oneLine(r.Cells[0]) == r.Group[n-1] {
			return true
		}
	}
	return false
}

// carry gives drawn rows the labels that hold from the page before until one
// stands among them, and where the table has them those of its first column.
func carry(before []archive.Row, rows []archive.Row, stubbed bool) []archive.Row {
	var labels []string
	stub := ""
	if n := len(before); n > 0 {
		labels = before[n-1].Group
		if last := len(labels) - 1; stubbed && last >= 0 {
			labels, stub = labels[:last], labels[last]
		}
	}
	out := make([]archive.Row, len(rows))
	for i, r := range rows {
		if labelled(r) {
			stub = ""
		}
		if len(r.Group) > 0 {
			labels = nil
		}
		group := append(append([]string(nil), labels...), r.Group...)
		if first := oneLine(r.Cells[0]); first != "" {
			stub = first
		}
		if stubbed && stub != "" {
			group = append(group, stub)
		}
		r.Group = group
		out[i] = r
	}
	return out
}

// labelled reports whether a label stands right above a row.
func labelled(r archive.Row) bool { return len(r.Grid) > 0 && r.Grid[0].Box[3] <= r.Box[1] }
