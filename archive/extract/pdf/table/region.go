package table

import "slices"

// phrased parts a line into what may be cells. Numbers stand closer to each
// other than texts do.
func (l *line) phrased() []phrase {
	if l.parted != nil {
		return l.parted
	}
	var out []phrase
	for i, w := range l.words {
		if n := len(out) - 1; n >= 0 {
			gap, most := w.x0-out[n].x1, 1.0*l.size
			if last := l.words[i-1]; last.value || w.value {
				most = .6 * l.size
			}
			if gap <= most {
				out[n].words = append(out[n].words, w)
				out[n].x1 = max(out[n].x1, w.x1)
				continue
			}
		}
		out = append(out, phrase{[]*word{w}, w.x0, w.x1})
	}
	l.parted = out
	return out
}

// prose reports whether a phrase reads as running text.
func (p phrase) prose(width float64) bool {
	letters := 0
	for _, w := range p.words {
		if !w.value {
			letters++
		}
	}
	return letters >= 5 && p.width() >= .24*width
}

// tabular reports whether a line may be a row of a table: cells side by side
// that are not columns of running text.
func (l *line) tabular(width float64) bool {
	p := l.phrased()
	if len(p) < 2 {
		return false
	}
	prose, values := 0, 0
	for _, q := range p {
		if q.prose(width) {
			prose++
		}
		if q.value() {
			values++
		}
	}
	if prose == 0 {
		return len(p) > 2 || values > 0 || !isBullet(p[0].text()) && len(p[0].text()) > 3
	}
	return len(p)-prose >= 2 || values > 0 && prose == 1
}

// A region is lines from one to another, both included.
type region struct{ from, to int }

// regions returns stretches of lines that may be a table.
func (s *sheet) regions(lines []*line, free []edge) [][]*line {
	if len(lines) == 0 {
		return nil
	}
	x0, x1 := lines[0].x0, lines[0].x1
	for _, l := range lines {
		x0, x1 = min(x0, l.x0), max(x1, l.x1)
	}
	tab := make([]bool, len(lines))
	any := 0
	for i, l := range lines {
		if tab[i] = l.tabular(x1 - x0); tab[i] {
			any++
		}
	}
	if any < 2 {
		return nil
	}
	runs := s.runs(lines, tab, x1-x0, free)
	var cut []region
	for _, r := range runs {
		cut = append(cut, split(lines, tab, r, 0)...)
	}
	merged := merge(lines, cut)
	for i := range merged {
		merged[i] = s.heads(lines, merged[i], x1-x0, free)
		if i+1 == len(merged) || merged[i+1].from > merged[i].to+1 {
			merged[i] = tail(lines, tab, merged[i])
		}
		if i > 0 { // heads belong to what is under them
			merged[i-1].to = min(merged[i-1].to, merged[i].from-1)
		}
	}
	var out [][]*line
	for _, r := range merged {
		if r.to > r.from {
			out = append(out, lines[r.from:r.to+1])
		}
	}
	return out
}

// runs returns the stretches in which most lines are rows.
func (s *sheet) runs(lines []*line, tab []bool, width float64, free []edge) []region {
	var out []region
	for i := 0; i < len(lines); i++ {
		if !tab[i] {
			continue
		}
		last, n := i, 1
		var steps []float64
		for j := i + 1; j < len(lines); j++ {
			step := lines[j].mid - lines[j-1].mid
			usual := 1.9 * max(lines[j].size, lines[j-1].size)
			if len(steps) > 2 {
				usual = max(usual, 1.75*median(slices.Clone(steps)))
			}
			if step > usual && !(tab[j] && step <= 1.6*usual && (alike(lines[last], lines[j]) || ruledOff(lines[last], lines[j], free))) {
				break
			}
			if !tab[j] {
				p := lines[j].phrased()
				if len(p) == 1 && (p[0].prose(width) && p[0].width() > .6*width || numbered.MatchString(p[0].text())) || j-last > 2 {
					break
				}
				continue
			}
			if steps = append(steps, step); len(steps) > 24 {
				steps = steps[1:]
			}
			last = j
			n++
		}
		if n >= 2 {
			out = append(out, region{i, last})
		}
		i = last
	}
	return out
}

// alike reports whether two lines have as many phrases, at the same places.
func alike(a, b *line) bool {
	p, q := a.phrased(), b.phrased()
	if len(p) < 2 || len(p) != len(q) {
		return false
	}
	for i := range p {
		if p[i].x1 < q[i].x0 || q[i].x1 < p[i].x0 {
			return false
		}
	}
	return true
}

// ruledOff reports whether a line below stands under a rule, as a total does, and
// its numbers under those of the line above.
func ruledOff(above, below *line, free []edge) bool {
	inside := slices.ContainsFunc(edgesIn(free, above.mid, below.mid), func(e edge) bool {
		return e.from > above.x0-above.size && e.to < above.x1+above.size
	})
	if !inside {
		return false
	}
	p, q := above.phrased(), below.phrased()
	n := 0
	for _, b := range q {
		if b.value() && slices.ContainsFunc(p, func(a phrase) bool { return a.value() && a.x0 <= b.x1 && b.x0 <= a.x1 }) {
			n++
		}
	}
	return n > 0
}

func columnsIn(lines []*line) int { return len(columns(lines, sizeOf(lines))) + 1 }

// longRegion is how many lines are looked at closely.
const longRegion = 2000

// split parts a stretch in which tables with other columns follow each other.
func split(lines []*line, tab []bool, r region, depth int) []region {
	whole := columnsIn(lines[r.from : r.to+1])
	best, at := 0, -1
	tried := 0
	for k := r.from + 3; k <= r.to-2 && depth < 8 && r.to-r.from < longRegion; k++ {
		if tab[k] && tab[k-1] && lines[k].mid-lines[k-1].mid < 1.4*(lines[k-1].mid-lines[k-2].mid) {
			continue
		}
		if tried++; tried > 40 {
			break
		}
		above, below := columnsIn(lines[r.from:k]), columnsIn(lines[k:r.to+1])
		if above >= whole && below >= whole && above+below > 2*whole+1 && above+below > best {
			best, at = above+below, k
		}
	}
	if at < 0 {
		return []region{r}
	}
	a, b := region{r.from, at - 1}, region{at, r.to}
	for a.to > a.from && !tab[a.to] {
		a.to--
	}
	for b.from < b.to && !tab[b.from] {
		b.from++
	}
	return append(split(lines, tab, a, depth+1), split(lines, tab, b, depth+1)...)
}

// merge joins stretches that follow each other and have the same columns.
func merge(lines []*line, runs []region) []region {
	var out []region
	for _, r := range runs {
		n := len(out) - 1
		if n >= 0 && joins(lines, out[n], r) {
			out[n].to = r.to
			continue
		}
		out = append(out, r)
	}
	return out
}

func joins(lines []*line, a, b region) bool {
	if b.from-a.to > 4 {
		return false
	}
	for k := a.to; k < b.from; k++ {
		if lines[k+1].mid-lines[k].mid > 3.6*lines[k].size || k > a.to && (numbered.MatchString(lines[k].text()) || endsSentence(lines[k].text())) {
			return false
		}
	}
	from, to := max(a.from, a.to-longRegion/10), min(b.to, b.from+longRegion/10)
	above, below, whole := columnsIn(lines[from:a.to+1]), columnsIn(lines[b.from:to+1]), columnsIn(lines[from:to+1])
	return above > 1 && below > 1 && whole >= max(above, below)
}
