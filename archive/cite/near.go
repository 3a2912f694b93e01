package cite

import (
	"strings"

	"readingroom/archive"
)

// What is looked for nearly: on so many pages, with up to so many characters,
// of which at most one in five may differ.
const (
	nearPages  = 12
	nearLong   = 800
	nearLeast  = 12
	nearShare  = 0.2
	nearAnchor = 120 // of a longer passage: its beginning and its end
)

// nearly looks for a passage that was read otherwise: letters that OCR took for
// others, a word that was changed.
func (s *seeker) nearly(d Document, pages []int) (found, error) {
	if len(s.want) < nearLeast {
		return found{}, nil
	}
	var best found
	least := len(s.want)*2 + 1
	for _, n := range pages {
		p, err := d.Text.Page(n)
		if err != nil {
			return found{}, err
		}
		f := fold([]rune(p.Text))
		from, to, off, ok := approximate(f.text, s.want)
		if !ok || off >= least {
			continue
		}
		a, b := f.span(from, to)
		l := s.at(n, a, b, p.Text)
		least, best = off, found{ok: true, at: l, still: l == s.c.Locator, changed: true, text: string([]rune(p.Text)[a:b])}
	}
	return best, nil
}

// approximate finds the run of a text that is nearest to what is wanted, and by
// how many characters it is off.
func approximate(text, want []rune) (from, to, off int, ok bool) {
	if len(want) > nearLong {
		a, _, off1, ok1 := approximate(text, want[:nearAnchor])
		_, b, off2, ok2 := approximate(text, want[len(want)-nearAnchor:])
		n := b - a
		return a, b, off1 + off2, ok1 && ok2 && n > len(want)*4/5 && n < len(want)*5/4
	}
	if len(text) == 0 {
		return 0, 0, 0, false
	}
	// Sellers (1980): the least edits of want that end at each character of the
	// text, with where that run began.
	cost, begin := make([]int, len(want)+1), make([]int, len(want)+1)
	for i := range cost {
		cost[i] = i
	}
	off = int(float64(len(want))*nearShare) + 1
	for j, r := range text {
		diagonal, diagonalBegin := cost[0], begin[0]
		cost[0], begin[0] = 0, j+1
		for i := 1; i <= len(want); i++ {
			c, b := diagonal, diagonalBegin
			if i == 1 {
				b = j
			}
			if want[i-1] != r {
				c++
				if cost[i]+1 < c { // the text has one more
					c, b = cost[i]+1, begin[i]
				}
				if cost[i-1]+1 < c { // the text has one less
					c, b = cost[i-1]+1, begin[i-1]
				}
			}
			diagonal, diagonalBegin = cost[i], begin[i]
			cost[i], begin[i] = c, b
		}
		if c := cost[len(want)]; c < off && begin[len(want)] <= j {
			off, from, to, ok = c, begin[len(want)], j+1, true
		}
	}
	return from, to, off, ok
}

// mayHold reports whether most words of a passage stand on a page.
func mayHold(f folded, want []rune) bool {
	words := strings.Fields(string(want))
	text := f.String()
	held := 0
	for _, w := range words {
		if strings.Contains(text, w) {
			held++
		}
	}
	return held*10 >= len(words)*7
}

// shingles are the runs of three words of a text.
func shingles(text string) map[string]bool {
	words := strings.Fields(foldText(text))
	out := map[string]bool{}
	for i := range words {
		out[strings.Join(words[i:min(len(words), i+3)], " ")] = true
	}
	return out
}

// likeness is the share of shingles that two texts have in common.
func likeness(a, b map[string]bool) float64 {
	both := 0
	for s := range a {
		if b[s] {
			both++
		}
	}
	if len(a)+len(b) == 0 {
		return 0
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// findTable looks for a table by its title and its columns.
func findTable(d Document, c archive.Citation) (found, error) {
	columns := line(c.Selector.Header)
	same := func(t archive.Table) bool { return line(t.Header) == columns && alike(titled(t), c.Selector.Exact) }
	if t, _, ok := tableOf(d, c.Locator); ok && (same(t) || t.Page == 0 && columns == line(t.Header)) {
		return found{ok: true, still: true, at: c.Locator, text: titled(t)}, nil
	}
	var best found
	away := 0
	for _, t := range d.Tables {
		if !same(t) && (columns == "" || line(t.Header) != columns) {
			continue
		}
		if columns == "" && titled(t) == "" {
			continue
		}
		off := distance(t.Page, c.Locator.Page)
		if best.ok {
			best.others++
			if off >= away {
				continue
			}
		}
		away = off
		best = found{ok: true, at: archive.RowLocator(t, 0), text: titled(t), changed: !same(t), others: best.others}
	}
	if best.ok && best.at == c.Locator {
		best.still = true
	}
	return best, nil
}
