package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"readingroom/archive"
	"readingroom/archive/grid"
)

// This file is the form of a grid: lines as numbers that a person types.

// read reads the grid as typed.
func (p *GridPage) read(v url.Values) {
	p.ColumnsText, p.RowsText, p.BoxText, p.HeaderText, p.SpansText = v.Get("columns"), v.Get("rows"), v.Get("box"), v.Get("header_rows"), v.Get("spans")
	p.None, p.Onward = v.Get("none") != "", v.Get("following") != ""
	p.By, p.Note = strings.TrimSpace(v.Get("by")), strings.TrimSpace(v.Get("note"))
	g := grid.Grid{Page: p.Page, None: p.None}
	var err error
	if g.Columns, err = lengths(p.ColumnsText); err != nil {
		p.Errors["columns"] = err.Error()
	}
	if g.Rows, err = lengths(p.RowsText); err != nil {
		p.Errors["rows"] = err.Error()
	}
	if g.None {
		if all, err := lengths(p.BoxText); err == nil && len(all) == 4 {
			g.Box = archive.Box(all)
		} else if p.BoxText != "" {
			p.Errors["box"] = "The box is four numbers."
		} else {
			h := g
			h.None = false
			g.Box = h.Fit().Box
		}
		g.Columns, g.Rows = nil, nil
		p.Grid = g
		return
	}
	if text := strings.TrimSpace(p.HeaderText); text != "" {
		if g.HeaderRows, err = strconv.Atoi(text); err != nil {
			p.Errors["header_rows"] = "This is how many rows from the top are the header: a number, 0 for none."
		}
	}
	if g.Spans, err = spansOf(p.SpansText); err != nil {
		p.Errors["spans"] = err.Error()
	}
	p.Grid = g.Fit()
}

// write writes the grid as one types it.
func (p *GridPage) write() {
	p.ColumnsText, p.RowsText, p.HeaderText = lengthsText(p.Grid.Columns), lengthsText(p.Grid.Rows), digits(p.Grid.HeaderRows)
	p.BoxText, p.None = boxText(p.Grid.Box), p.Grid.None
	var spans []string
	for _, s := range p.Grid.Spans {
		spans = append(spans, fmt.Sprintf("%d %d %d %d", s[0], s[1], s[2], s[3]))
	}
	p.SpansText = strings.Join(spans, "; ")
}

// check says what is wrong with the grid.
func (p *GridPage) check(at spot) {
	if len(p.Errors) > 0 {
		return
	}
	if err := p.Grid.Validate(); err != nil {
		p.Errors["grid"] = sentence(err, archive.ErrInvalid)
		return
	}
	page, _ := sized(at.page)
	const beyond = 36 // points: a line may be drawn a little outside
	if b := p.Grid.Box; b[0] < -beyond || b[1] < -beyond || b[2] > page[2]+beyond || b[3] > page[3]+beyond {
		p.Errors["grid"] = "The lines reach beyond the page, which is " + p.Size + "."
	}
}

// lengths reads numbers that are parted by commas or space.
func lengths(text string) ([]float64, error) {
	var all []float64
	for _, f := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }) {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil || v != v {
			return nil, invalid("“%s” is no number of points, such as 190.5.", cut(f, 20))
		}
		all = append(all, v)
	}
	slices.Sort(all)
	return all, nil
}

func lengthsText(all []float64) string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = points(v)
	}
	return strings.Join(out, ", ")
}

// spansOf reads joined cells: "0 1 1 2; 3 0 1 5".
func spansOf(text string) ([][4]int, error) {
	var all [][4]int
	for one := range strings.SplitSeq(text, ";") {
		fields := strings.FieldsFunc(one, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
		if len(fields) == 0 {
			continue
		}
		var s [4]int
		for i := range fields {
			var err error
			if len(fields) != 4 {
				return nil, invalid("Each joined cell is four numbers: its row and column, from 0, and how many rows and columns it is.")
			}
			if s[i], err = strconv.Atoi(fields[i]); err != nil {
				return nil, invalid("“%s” is no number.", cut(fields[i], 20))
			}
		}
		all = append(all, s)
	}
	return all, nil
}
