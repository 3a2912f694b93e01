package layout

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"
)

// An initial is a large letter at the head of a paragraph, beside several of
// its lines. It belongs to the first of them, though its base line is that of
// the last.
type initial struct {
	run  *run
	host *run // the first line's, beside it
}

const (
	initialSize = 1.7 // of the size of the lines beside it, at least
	maxInitials = 64  // looked at in one direction
)

// initials takes the large letters out of the runs.
func initials(runs []*run) (found []initial, rest []*run) {
	size, glyphs, tried := 0.0, 0, 0
	for _, r := range runs {
		size += r.size * float64(len(r.glyphs))
		glyphs += len(r.glyphs)
	}
	size /= float64(max(1, glyphs)) // the mean
	for i, r := range runs {
		if r.size > size*(1+initialSize)/2 && r.isInitial() && tried < maxInitials {
			tried++
			if host := r.lines(runs); host != nil {
				if found == nil {
					rest = slices.Clone(runs[:i])
				}
				found = append(found, initial{r, host})
				continue
			}
		}
		if found != nil {
			rest = append(rest, r)
		}
	}
	if found == nil {
		return nil, runs
	}
	return found, rest
}

// isInitial reports whether a run is one capital letter.
func (r *run) isInitial() bool {
	if len(r.glyphs) != 1 {
		return false
	}
	c, n := utf8.DecodeRuneInString(r.glyphs[0].Text)
	return unicode.IsUpper(c) && n == len(r.glyphs[0].Text)
}

// lines returns the first of the runs right beside a large letter; nil where
// they are not of several lines.
func (r *run) lines(runs []*run) (first *run) {
	var last *run
	for _, s := range runs {
		if s.space || s.size*initialSize > r.size || s.x0 < r.x1-.3*s.size || s.x0 > r.x1+1.2*s.size ||
			s.base > r.base+.2*s.size || s.base < r.base-.85*r.size {
			continue
		}
		if first == nil || s.base < first.base {
			first = s
		}
		if last == nil || s.base > last.base {
			last = s
		}
	}
	if first == nil || last.base-first.base < .8*first.size {
		return nil
	}
	return first
}

// begins reports whether a large letter begins the word s: "T" and "his". One
// that is a word of its own does not.
func (r *run) begins(s *run) bool {
	c, _ := utf8.DecodeRuneInString(s.glyphs[0].Text)
	t := r.glyphs[0].Text
	return unicode.IsLetter(c) && t != "A" && t != "I" && s.x0-r.x1 < .6*s.size
}

// place puts the large letters before the lines that they belong to.
func place(rows []*row, found []initial) []*row {
	for _, f := range found {
		f.run.initial = true
		at := slices.IndexFunc(rows, func(w *row) bool { return slices.Contains(w.runs, f.host) })
		if at < 0 {
			at, _ = slices.BinarySearchFunc(rows, f.host.base, func(w *row, base float64) int { return cmp.Compare(w.base, base) })
			rows = slices.Insert(rows, at, &row{base: f.host.base, size: f.host.size})
		}
		w := rows[at]
		w.runs = slices.Insert(w.runs, max(0, slices.Index(w.runs, f.host)), f.run)
	}
	return rows
}
