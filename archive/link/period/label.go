package period

import (
	"strings"
	"time"
)

// Labels is what a first reading of a table's rows tells of the columns that
// may name them, the first two, and of the labels above them: whether months
// stand there in their order.
type Labels struct {
	columns [labelled]labels
	group   string
}

// labelled is how many columns may name a row; the label above it comes last.
const labelled = 3

const aboveLabel = labelled - 1

type labels struct {
	last      time.Month // of the month before
	run       int        // of months in their order up to it
	first     time.Month // of the first of all
	isMonths  bool
	yearFirst bool // a year stands before the first month
	wrapped   bool // the months of one year go on over New Year
	opened    time.Month
}

// Read takes a row at the first reading.
func (l *Labels) Read(group, cells []string) {
	if len(group) > 0 {
		if g := group[len(group)-1]; g != l.group {
			l.group = g
			l.columns[aboveLabel].read(g)
			for i := range aboveLabel { // the months below another label go on from none
				l.columns[i].last, l.columns[i].run = 0, 0
			}
		}
	}
	for i := range min(len(cells), aboveLabel) {
		l.columns[i].read(cells[i])
	}
}

// Found reports whether months name the rows.
func (l *Labels) Found() bool {
	return l.columns[0].isMonths || l.columns[1].isMonths || l.columns[aboveLabel].isMonths
}

func (l *labels) read(cell string) {
	m, ok := monthCell(cell)
	if !ok {
		if l.first == 0 && !l.yearFirst && cell != "" {
			_, l.yearFirst = Context{}.yearCell(cell, false)
		}
		if _, isYear := (Context{}).yearCell(cell, false); isYear {
			l.last, l.run = 0, 0
		}
		return
	}
	if l.first == 0 {
		l.first = m
	}
	switch {
	case l.run == 0:
		l.run, l.opened = 1, m
	case m == l.last:
	case m == l.last%12+1 || m == (l.last+10)%12+1:
		l.run++
		if l.last == time.December && m == time.January {
			l.wrapped = l.wrapped || l.opened != time.January
			l.opened = m
		}
	default:
		l.run, l.opened = 1, m
	}
	l.last = m
	l.isMonths = l.isMonths || l.run >= fewestMonths
}

// longestMonth is the length of the longest name of a month, with its sign.
const longestMonth = len("September") + 2

// monthCell reads a cell that is the name of a month and nothing else.
func monthCell(cell string) (time.Month, bool) {
	if len(cell) < 3 || len(cell) > longestMonth {
		return 0, false
	}
	m, ok := months[strings.ToLower(strings.Trim(cell, " .:*"))]
	return m, ok
}
