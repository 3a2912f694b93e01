package foia

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"readingroom/archive"
)

// Limits on a table that is read in.
const (
	maxRows      = 50_000
	maxCell      = 20_000 // bytes
	mistakesSaid = 20     // of all that are wrong, so many are told
)

// A Mistake is what is wrong with one cell of a table, or with a row.
type Mistake struct {
	Row    int    `json:"row"` // from 1, the names of the columns included
	Column string `json:"column,omitempty"`
	Text   string `json:"text"`
}

func (m Mistake) String() string {
	if m.Column == "" {
		return fmt.Sprintf("row %d: %s", m.Row, m.Text)
	}
	return fmt.Sprintf("row %d, %s: %s", m.Row, m.Column, m.Text)
}

// Mistakes are all that is wrong with a table. They are archive.ErrInvalid: of
// a table with a mistake nothing is taken in.
type Mistakes struct {
	Said []Mistake `json:"said"` // the first twenty
	More int       `json:"more"` // beyond those
}

// Error says each mistake on a line of its own.
func (m *Mistakes) Error() string {
	var lines []string
	for _, x := range m.Said {
		lines = append(lines, x.String())
	}
	if m.More > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", m.More))
	}
	return strings.Join(lines, "\n")
}

// Unwrap makes errors.Is(m, archive.ErrInvalid) true.
func (m *Mistakes) Unwrap() error { return archive.ErrInvalid }

func (m *Mistakes) add(row int, column, format string, args ...any) {
	if len(m.Said) == mistakesSaid {
		m.More++
		return
	}
	m.Said = append(m.Said, Mistake{row, column, fmt.Sprintf(format, args...)})
}

// err is nil where nothing is wrong.
func (m *Mistakes) err() error {
	if len(m.Said) == 0 {
		return nil
	}
	return m
}

// A record is a row of a table by the names of its columns.
type record struct {
	row   int // from 1, the header included
	cells map[string]string
	m     *Mistakes
}

func (r record) at(column string) string { return r.cells[column] }

func (r record) wrong(column, format string, args ...any) { r.m.add(r.row, column, format, args...) }

// choice is a cell that has to be one of several words; "" counts as the first.
func (r record) choice(column string, among ...string) string {
	v := strings.ToLower(r.at(column))
	if v == "" {
		return among[0]
	}
	if !slices.Contains(among, v) {
		r.wrong(column, "%q is none of %s", short(r.at(column)), strings.Join(among, ", "))
	}
	return v
}

// readTable reads a CSV file whose first row names its columns, in any order.
// The needed ones have to be there, and no others than the known.
func readTable(in io.Reader, needed, known []string) ([]record, *Mistakes, error) {
	m := &Mistakes{}
	b := bufio.NewReader(in)
	if mark, _ := b.Peek(3); string(mark) == "\xef\xbb\xbf" {
		_, _ = b.Discard(3)
	}
	c := csv.NewReader(b)
	c.FieldsPerRecord = -1
	head, err := c.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, m, fmt.Errorf("the file is empty; its first row names its columns, %s: %w", strings.Join(needed, ", "), archive.ErrInvalid)
	case err != nil:
		return nil, m, fmt.Errorf("row 1: %w: %w", err, archive.ErrInvalid)
	}
	for i, h := range head {
		h = strings.ToLower(strings.TrimSpace(h))
		if head[i] = h; h == "" {
			continue
		}
		if !slices.Contains(known, h) {
			m.add(1, "", "there is no column %q; the columns are %s", short(h), strings.Join(known, ", "))
		} else if slices.Index(head, h) < i {
			m.add(1, "", "the column %q is there twice", h)
		}
	}
	for _, n := range needed {
		if !slices.Contains(head, n) {
			m.add(1, "", "the column %q is missing; needed are %s", n, strings.Join(needed, ", "))
		}
	}
	if m.err() != nil {
		return nil, m, m
	}
	all, err := readRecords(c, head, m)
	return all, m, err
}

func readRecords(c *csv.Reader, head []string, m *Mistakes) ([]record, error) {
	var all []record
	for row := 2; ; row++ {
		cells, err := c.Read()
		switch {
		case errors.Is(err, io.EOF):
			return all, m.err()
		case row > maxRows:
			return nil, fmt.Errorf("the file has more than %d rows: %w", maxRows, archive.ErrInvalid)
		case err != nil:
			// A quotation mark that is not closed swallows what follows it.
			m.add(row, "", "%v", err)
			var p *csv.ParseError
			if !errors.As(err, &p) {
				return nil, m
			}
			continue
		}
		r := record{row: row, cells: map[string]string{}, m: m}
		blank := true
		for i, v := range cells {
			v = strings.TrimSpace(v)
			blank = blank && v == ""
			switch {
			case i >= len(head):
				if v != "" {
					m.add(row, "", "it has %d cells, the first row %d", len(cells), len(head))
				}
				continue
			case len(v) > maxCell:
				m.add(row, head[i], "it is longer than %d bytes", maxCell)
			case !utf8.ValidString(v):
				m.add(row, head[i], "it is not UTF-8; save the table as CSV in UTF-8")
			case strings.ContainsRune(v, 0):
				m.add(row, head[i], "it holds a zero byte")
			}
			r.cells[head[i]] = v
		}
		if !blank {
			all = append(all, r)
		}
	}
}
