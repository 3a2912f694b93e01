package foialog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"readingroom/archive"
)

// A How is what a person says of a log, where the program would read it otherwise.
type How struct {
	Agency string `json:"agency,omitempty"` // whose log it is; "" where not said
	// Columns says of what field a column is, by its name, or by its letter where
	// it has none. A field given to one column is proposed for no other.
	Columns map[string]Field `json:"columns,omitempty"`
	Dates   Order            `json:"dates,omitempty"`
}

// ParseHow reads columns given as "received=Date Rec'd", or "received=C".
func ParseHow(given []string) (How, error) {
	h := How{Columns: map[string]Field{}}
	for _, g := range given {
		name, column, ok := strings.Cut(g, "=")
		if column = strings.TrimSpace(column); !ok || column == "" {
			return h, fmt.Errorf("%q: want a field and the name or letter of its column, such as received=\"Date Rec'd\": %w", g, archive.ErrInvalid)
		}
		f, err := ParseField(name)
		if err != nil {
			return h, err
		}
		if was, given := h.Columns[column]; given && was != f {
			return h, fmt.Errorf("the column %q is given as %s and as %s: it can be one of them: %w", column, was.Words(), f.Words(), archive.ErrInvalid)
		}
		h.Columns[column] = f
	}
	return h, nil
}

// Check reports what is wrong with a How.
func (h How) Check() error {
	for c, f := range h.Columns {
		if f != None && !slices.Contains(Fields, f) {
			return fmt.Errorf("column %q: there is no field %q: %w", c, f, archive.ErrInvalid)
		}
	}
	if h.Dates != Auto && h.Dates != MonthFirst && h.Dates != DayFirst {
		return fmt.Errorf("the order of dates is mdy or dmy, not %q: %w", h.Dates, archive.ErrInvalid)
	}
	return nil
}

// namesOf returns the names of a table's columns, each once: one that comes
// twice is told apart by a number, one without is named by its letter.
func namesOf(cells []string, width int) []string {
	seen := map[string]int{}
	out := make([]string, max(width, len(cells)))
	for i := range out {
		name := ""
		if i < len(cells) {
			name = cut(oneLine(cells[i]), 200)
		}
		if name == "" {
			name = "column " + archive.ColumnName(i+1)
		}
		key := strings.ToLower(name)
		if seen[key]++; seen[key] > 1 {
			name = fmt.Sprintf("%s (%d)", name, seen[key])
		}
		out[i] = name
	}
	return out
}

// given finds the columns, from 0, that a How speaks of, and takes the names
// that it found out of those it was still looking for.
func (h How) given(names []string, looking map[string]bool) map[int]Field {
	out := map[int]Field{}
	byName := map[string]int{}
	for i, n := range names {
		byName[strings.ToLower(n)] = i
	}
	for c, f := range h.Columns {
		i, ok := byName[strings.ToLower(oneLine(c))]
		if !ok {
			if i, ok = columnOf(c); !ok || i >= len(names) {
				continue
			}
		}
		delete(looking, c)
		out[i] = f
	}
	return out
}

// columnOf reads the letter of a column, "C" or "column C", or its number.
func columnOf(s string) (int, bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
	s = strings.TrimSpace(strings.TrimPrefix(s, "COLUMN "))
	if n, err := strconv.Atoi(s); err == nil {
		return n - 1, n > 0 && n < 20000
	}
	if s == "" || len(s) > 3 {
		return 0, false
	}
	n := 0
	for _, r := range s {
		if r < 'A' || r > 'Z' {
			return 0, false
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1, true
}
