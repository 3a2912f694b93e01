package table

import (
	"cmp"
	"slices"
)

// strips parts the lines of a page that is set in columns of running text:
// each column is looked at by itself, and what reaches over several too.
func (s *sheet) strips(lines []*line) [][]*line {
	width, _ := s.size()
	borders := s.textColumns(lines, width)
	if len(borders) == 0 {
		return [][]*line{lines}
	}
	const (
		open  = iota
		whole // it crosses a border
		parted
	)
	class := make([]int, len(lines))
	for i, l := range lines {
		for _, p := range l.phrases(.8 * l.size) {
			for _, x := range borders {
				if p.x0 < x-2 && p.x1 > x+2 {
					class[i] = whole
				}
			}
			if class[i] == open && p.runs(width) {
				class[i] = parted
			}
		}
	}
	for i := 0; i < len(lines); i++ { // what says nothing goes with what is around it
		if class[i] != open {
			continue
		}
		j := i
		for j < len(lines) && class[j] == open {
			j++
		}
		to := whole
		if i > 0 && class[i-1] == parted && (j == len(lines) || class[j] == parted) || i == 0 && j < len(lines) && class[j] == parted {
			to = parted
		}
		for ; i < j; i++ {
			class[i] = to
		}
	}
	var out [][]*line
	for i := 0; i < len(lines); {
		j := i
		for j < len(lines) && class[j] == class[i] {
			j++
		}
		if class[i] == whole {
			out = append(out, lines[i:j])
		} else {
			out = append(out, columnsOf(lines[i:j], borders)...)
		}
		i = j
	}
	return out
}

// columnsOf parts lines at borders.
func columnsOf(lines []*line, borders []float64) [][]*line {
	words := make([][]*word, len(borders)+1)
	for _, l := range lines {
		for _, w := range l.words {
			k := column(borders, (w.x0+w.x1)/2)
			words[k] = append(words[k], w)
		}
	}
	var out [][]*line
	for _, w := range words {
		if len(w) > 0 {
			out = append(out, linesOf(w))
		}
	}
	return out
}

// runs reports whether a phrase looks like a line of running text.
func (p phrase) runs(width float64) bool {
	letters := 0
	for _, w := range p.words {
		if !w.value {
			letters++
		}
	}
	return letters >= 4 && p.width() > .13*width
}

// textColumns returns the borders between columns of running text: stretches
// of at least six lines that follow each other closely and fill their column.
func (s *sheet) textColumns(lines []*line, width float64) []float64 {
	type event struct {
		x    float64
		step int
	}
	var events []event
	var text []phrase
	var mids []float64
	for _, l := range lines {
		for _, p := range l.phrases(.8 * l.size) {
			if p.runs(width) && p.width() < .6*width {
				text, mids = append(text, p), append(mids, l.mid)
				events = append(events, event{p.x0, 1}, event{p.x1, -1})
			}
		}
	}
	if len(text) < 12 {
		return nil
	}
	slices.SortFunc(events, func(a, b event) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(b.step, a.step)) })
	noise, depth := len(text)/40, 0
	var islands []span
	for _, e := range events {
		before := depth
		depth += e.step
		if before <= noise && depth > noise {
			islands = append(islands, span{e.x, e.x})
		} else if before > noise && depth <= noise {
			islands[len(islands)-1].to = e.x
		}
	}
	var kept []span
	for _, in := range islands {
		run, best, last := 0, 0, 0.0
		for i, p := range text {
			if p.x0 < in.from-2 || p.x1 > in.to+2 || p.width() < .6*(in.to-in.from) {
				continue
			}
			if run++; mids[i]-last > 1.7*s.type_ {
				run = 1
			}
			last = mids[i]
			best = max(best, run)
		}
		if best >= 6 {
			kept = append(kept, in)
		}
	}
	var out []float64
	for i := 1; i < len(kept); i++ {
		out = append(out, (kept[i-1].to+kept[i].from)/2)
	}
	return out
}
