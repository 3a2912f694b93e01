package web

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"readingroom/archive"
)

// A column is a column as it is shown: figures stand to the right.
type column struct {
	Name    string
	Numeric bool
	Letter  string // in a sheet
	Hidden  bool   // in the source file
}

// columns names each column: by the header, else by its letter in a sheet and
// its number elsewhere.
func columns(t archive.Table, rows []Row) []string {
	return columnNames(t.Header, cellsOf(rows), t.Sheet != "")
}

func columnNames(header []string, rows [][]string, letters bool) []string {
	n := len(header)
	for _, cells := range rows {
		n = max(n, len(cells))
	}
	names := make([]string, n)
	for i := range names {
		switch {
		case i < len(header) && oneLine(header[i]) != "":
			names[i] = oneLine(header[i])
		case letters:
			names[i] = archive.ColumnName(i + 1)
		default:
			names[i] = "Column " + digits(i+1)
		}
	}
	return names
}

func cellsOf(rows []Row) [][]string {
	var cells [][]string
	for _, r := range rows {
		cells = append(cells, r.Cells)
	}
	return cells
}

var figure = regexp.MustCompile(`^[($]?[-−]?[$]?[0-9][0-9,.]*[%)]?$`)

// named says of each column whether all that stands in it is figures.
func named(names []string, rows [][]string) []column {
	out := make([]column, len(names))
	for i, name := range names {
		figures, others := 0, 0
		for _, cells := range rows {
			switch {
			case i >= len(cells) || strings.TrimSpace(cells[i]) == "":
			case figure.MatchString(strings.TrimSpace(cells[i])):
				figures++
			default:
				others++
			}
		}
		out[i] = column{Name: name, Numeric: figures > 0 && others == 0}
	}
	return out
}

// at returns cell i of a row, empty where the row is shorter than the table.
func at(cells []string, i int) string {
	if i < len(cells) {
		return cells[i]
	}
	return ""
}

// cellClass sets figures to the right, keeps short cells on one line and gives
// long ones room.
func cellClass(columns []column, i int, text string) string {
	switch {
	case i < len(columns) && columns[i].Numeric:
		return "num"
	case utf8.RuneCountInString(text) <= 18 && !strings.ContainsAny(text, " \n"), utf8.RuneCountInString(text) <= 11 && !strings.Contains(text, "\n"):
		return "nr"
	case utf8.RuneCountInString(text) > 60:
		return "long"
	case utf8.RuneCountInString(text) > 25:
		return "mid"
	}
	return ""
}
