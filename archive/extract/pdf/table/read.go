package table

import (
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
)

// Read returns the text of a page and its words in the same order: what stands
// outside its tables as it was laid out, and each table in its place by rows, a
// line each, with a tab between cells.
func Read(l layout.Page, tables []Table) (string, []archive.Word) {
	if len(tables) == 0 {
		return l.Text(), l.Words()
	}
	owner := map[archive.Word]int{}
	for i, t := range tables {
		for _, words := range append(t.words, t.covered) {
			for _, w := range words {
				owner[w] = i
			}
		}
	}
	var parts []string
	words := []archive.Word{}
	var around layout.Page // what was read since the last table
	flush := func() {
		if text := around.Text(); text != "" {
			parts = append(parts, text)
		}
		words = append(words, around.Words()...)
		around = layout.Page{}
	}
	done := make([]bool, len(tables))
	for _, b := range l.Blocks {
		var block layout.Block
		for _, line := range b.Lines {
			var rest []layout.Word
			for _, w := range line.Words {
				i, in := owner[w.Word]
				if !in {
					rest = append(rest, w)
					continue
				}
				if !done[i] {
					done[i] = true
					if len(rest) > 0 {
						block.Lines = append(block.Lines, line.With(rest))
						rest = nil
					}
					if len(block.Lines) > 0 {
						around.Blocks = append(around.Blocks, block)
						block = layout.Block{}
					}
					flush()
					parts = append(parts, tables[i].text())
					words = append(words, tables[i].allWords()...)
				}
			}
			if len(rest) > 0 {
				block.Lines = append(block.Lines, line.With(rest))
			}
		}
		if len(block.Lines) > 0 {
			around.Blocks = append(around.Blocks, block)
		}
	}
	flush()
	return strings.Join(parts, "\n\n"), words
}

// text returns the rows of a table, a line each.
func (t *Table) text() string {
	var b strings.Builder
	row, col := 0, 0
	for _, c := range t.Cells {
		for ; row < c.Row; row++ {
			b.WriteByte('\n')
			col = 0
		}
		for ; col < c.Col; col++ {
			b.WriteByte('\t')
		}
		b.WriteString(oneLine(c.Text))
	}
	return b.String()
}

func (t *Table) allWords() []archive.Word {
	var out []archive.Word
	for _, words := range t.words {
		out = append(out, words...)
	}
	return out
}
