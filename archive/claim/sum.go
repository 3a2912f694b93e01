package claim

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// sums checks the arithmetic of a text: shares against their counts, parts
// against their totals, changes and ratios. The figures that are nothing but
// arithmetic are told, so that they are not looked up besides.
func (c *checker) sums(r *reading) (out []Statement, taken map[*figure]bool) {
	taken = map[*figure]bool{}
	for i, f := range r.figures {
		var s Statement
		var ok bool
		switch {
		case f.form == percent || f.form == fraction:
			s, ok = c.share(r, i)
		case f.form == times:
			s, ok = r.ratio(i)
		case f.joint:
			s, ok = c.total(r, i)
		}
		if !ok && f.form == count {
			s, ok = r.difference(i)
		}
		if ok {
			taken[f] = true
			out = append(out, s)
		}
	}
	return append(out, c.lists(r)...), taken
}

// counted are the figures of the sentence of figure i that count something, by
// their number, without it.
func (r *reading) counted(i int) []int {
	var out []int
	for k, g := range r.figures {
		if k != i && g.sentence == r.figures[i].sentence && g.form == count && !g.money && !g.twice && !g.hyphen {
			out = append(out, k)
		}
	}
	return out
}

func (s *Statement) worked(ok, exact bool, message string) {
	s.Verdict, s.Message = Differs, message
	if ok {
		s.Verdict = Supported
		if !exact {
			s.Message = "Supported as rounded: " + message
		}
	}
}

// share checks "12 of the 47, or a quarter", "a quarter of the 47", "nearly 70
// percent of the 206 were in Travis County", "a drop of 77 percent".
func (c *checker) share(r *reading, i int) (s Statement, ok bool) {
	f := r.figures[i]
	s = r.statement(f, KindSum)
	all := r.counted(i)
	// The whole: the one right behind it, or the one that another is a part of.
	whole, part := -1, -1
	for _, k := range all {
		if k == i+1 && r.figures[k].part && r.figures[k].from-f.to <= 4 {
			whole = k
		}
	}
	for _, k := range all {
		g := r.figures[k]
		if k < i && g.part && k > 0 && r.figures[k-1].sentence == g.sentence && g.from-r.figures[k-1].to <= 3 && whole < 0 {
			whole, part = k, k-1
		}
	}
	if whole < 0 {
		// "47 of 284" may stand behind it: "one in six of them, or 47 of 284,"
		for _, k := range all {
			if k > i+1 && r.figures[k].part && k-1 > i && r.figures[k].from-r.figures[k-1].to <= 3 {
				whole, part = k, k-1
			}
		}
	}
	if whole < 0 && i > 0 {
		// "Of the 284, 16 …, 73 in all, or about half of the total"
		after := r.words(f.to, min(len(r.toks), f.to+4))
		if strings.HasPrefix(after, " of the total ") || strings.HasPrefix(after, " of them ") || strings.HasPrefix(after, " of all ") {
			for _, k := range all {
				if k < i-1 && r.figures[k].part {
					whole, part = k, i-1
					break
				}
			}
		}
	}
	if whole >= 0 && part < 0 && c.shareOf(r, f, whole, &s) {
		return s, true
	}
	if whole >= 0 && part < 0 {
		for _, k := range all {
			if k < i && k != whole {
				part = k
			}
		}
	}
	if whole >= 0 && part >= 0 {
		a, b := r.figures[part], r.figures[whole]
		if b.value == 0 || a.value > b.value {
			return s, false
		}
		exact := float64(a.value) / float64(b.value) * 100
		n := f.number
		hit := n.shares(exact)
		s.worked(hit, true, fmt.Sprintf("%s of %s is %.1f %%.", printValue(a.value, count), printValue(b.value, count), exact))
		return s, true
	}
	if f.form == percent && len(all) >= 2 && r.changes(f) {
		a, b := r.figures[all[len(all)-2]], r.figures[all[len(all)-1]]
		if a.value == 0 {
			return s, false
		}
		exact := math.Abs(float64(a.value-b.value)) / float64(a.value) * 100
		s.worked(f.shares(exact), true, fmt.Sprintf("From %s to %s is a change of %.1f %%.", printValue(a.value, count), printValue(b.value, count), exact))
		return s, true
	}
	ok = r.shareOfEarlier(i, &s)
	return s, ok
}

// shareOfEarlier checks "142, or 69 percent" against a whole that the paragraph
// named before; what fits none says nothing.
func (r *reading) shareOfEarlier(i int, s *Statement) bool {
	f := r.figures[i]
	if f.form != percent || i < 2 || r.low(f.from-1) != "or" {
		return false
	}
	a := r.figures[i-1]
	if a.sentence != f.sentence || a.form != count || f.from-a.to > 3 {
		return false
	}
	for k := i - 2; k >= 0 && r.sentences[r.figures[k].sentence].paragraph == r.sentences[f.sentence].paragraph; k-- {
		b := r.figures[k]
		if b.form != count || b.money || len(b.places) > 0 || b.value <= a.value || a.acts.shared(b.acts) == 0 {
			continue
		}
		if exact := float64(a.value) / float64(b.value) * 100; f.shares(exact) {
			s.worked(true, true, fmt.Sprintf("%s of %s is %.1f %%.", printValue(a.value, count), printValue(b.value, count), exact))
			return true
		}
	}
	return false
}

// shares reports whether a share, in percent, is what the number says.
func (n number) shares(exact float64) bool {
	d := exact - float64(n.value)/unit
	half := 0.5
	for range n.decimals {
		half /= 10
	}
	switch {
	case n.near == above:
		return d > 0 && d < 10
	case n.near == below:
		return d < 0 && d > -10
	case n.near == nearly:
		return d < 0.5 && d > -4
	case n.form == fraction && n.near == about:
		return math.Abs(d) <= 4
	case n.form == fraction:
		return math.Abs(d) <= 2
	case n.near == about:
		return math.Abs(d) <= 1.5
	}
	return math.Abs(d) <= half+1e-9
}

var changeWords = []string{" drop ", " dropped ", " decline of ", " fall ", " fell ", " rise ", " rose ", " increase ", " increased ", " jump ", " jumped ", " decrease ", " decreased ", " down ", " up ", " plunge ", " plunged ", " grew ", " shrank "}

// changes reports whether a figure is said to be how much something changed.
func (r *reading) changes(f *figure) bool {
	s := r.sentences[f.sentence]
	w := r.words(s.from, s.to)
	return slices.ContainsFunc(changeWords, func(x string) bool { return strings.Contains(w, x) })
}

// shareOf checks a share of a whole that is at a place, with the record's count
// for the place.
func (c *checker) shareOf(r *reading, f *figure, whole int, s *Statement) bool {
	b := r.figures[whole]
	from := r.toks[b.to-1].end
	to := r.toks[r.sentences[f.sentence].to-1].end
	for k := range r.mentions {
		m := &r.mentions[k]
		if m.start < from || m.end > to || len(m.spots) != 1 {
			continue
		}
		g := *b
		g.places, g.number.near, g.number.form = []mention{*m}, exactly, count
		facts := c.facts(&g, m, &m.spots[0])
		slices.SortStableFunc(facts, func(x, y fact) int { return cmp.Compare(y.rank(), x.rank()) })
		for _, x := range facts {
			if g.matches(x) != samePeriod || !x.sure || b.value == 0 {
				continue
			}
			exact := float64(x.value) / float64(b.value) * 100
			s.worked(f.shares(exact), true, fmt.Sprintf("The record has %s, %s: %.1f %% of %s.", printValue(x.value, count), x.says(), exact, printValue(b.value, count)))
			s.cite(x)
			return true
		}
	}
	return false
}

// ratio checks "four times as many" against the two figures before it, or about it.
func (r *reading) ratio(i int) (s Statement, ok bool) {
	f := r.figures[i]
	s = r.statement(f, KindSum)
	var pair []*figure
	if all := r.counted(i); len(all) == 2 {
		pair = []*figure{r.figures[all[0]], r.figures[all[1]]}
	}
	for k := i - 1; k > 0 && pair == nil; k-- {
		a, b := r.figures[k-1], r.figures[k]
		if r.sentences[b.sentence].paragraph != r.sentences[f.sentence].paragraph {
			break
		}
		if a.sentence == b.sentence && a.form == count && b.form == count && !a.money && r.low(b.from-1) != "by" && (a.noun.shared(b.noun) > 0 || len(a.noun) == 0) {
			pair = []*figure{a, b}
		}
	}
	if pair == nil {
		return s, false
	}
	hi, lo := float64(max(pair[0].value, pair[1].value)), float64(min(pair[0].value, pair[1].value))
	if lo <= 0 {
		return s, false
	}
	exact, said := hi/lo, float64(f.value)/unit
	var hit bool
	switch f.number.near {
	case above:
		hit = exact > said && exact < said+1
	case below, nearly:
		hit = exact < said && exact > said-0.6
	default:
		hit = math.Abs(exact-said) <= 0.25
	}
	s.worked(hit, true, fmt.Sprintf("%s is %.1f times %s.", printValue(int64(hi), count), exact, printValue(int64(lo), count)))
	return s, true
}

// difference checks "fell from 206 to 47, or by 159".
func (r *reading) difference(i int) (s Statement, ok bool) {
	f := r.figures[i]
	if w := r.low(f.from - 1); w != "by" || !r.changes(f) {
		return s, false
	}
	var before []*figure
	for _, k := range r.counted(i) {
		if k < i {
			before = append(before, r.figures[k])
		}
	}
	if len(before) < 2 {
		return s, false
	}
	a, b := before[len(before)-2], before[len(before)-1]
	s = r.statement(f, KindSum)
	d := max(a.value-b.value, b.value-a.value)
	hit, rounded := f.holds(d)
	s.worked(hit, !rounded, fmt.Sprintf("From %s to %s is a difference of %s.", printValue(a.value, count), printValue(b.value, count), printValue(d, count)))
	return s, true
}
