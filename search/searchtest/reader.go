package searchtest

import (
	"slices"
	"strconv"
	"strings"
)

// A cond says of a place whether a query must find it, by reading it from the
// first word to the last. It knows nothing of the query's text, nor of any
// index: each query of the suite is written twice, once for the engine and
// once for the eye.
type cond func(*place) bool

func all(conds ...cond) cond {
	return func(p *place) bool {
		return !slices.ContainsFunc(conds, func(c cond) bool { return !c(p) })
	}
}

func anyOf(conds ...cond) cond {
	return func(p *place) bool {
		return slices.ContainsFunc(conds, func(c cond) bool { return c(p) })
	}
}

func not(c cond) cond { return func(p *place) bool { return !c(p) } }

func never(*place) bool  { return false }
func always(*place) bool { return true }

func kind(k string) cond { return func(p *place) bool { return p.kind == k } }

// forms are the words that a word finds.
func forms(w string) []string {
	for _, f := range families {
		if slices.Contains(f, w) {
			return f
		}
	}
	return []string{w}
}

func has(words []string, w string) bool {
	return slices.ContainsFunc(forms(w), func(f string) bool { return slices.Contains(words, f) })
}

// word: in any of its forms.
func word(w string) cond {
	return func(p *place) bool { return has(p.words, w) }
}

// words: all of them; of a row, the labels of its columns may say some, but not all.
func words(all ...string) cond {
	return func(p *place) bool {
		own := 0
		for _, w := range all {
			switch {
			case has(p.words, w):
				own++
			case !has(p.labels, w):
				return false
			}
		}
		return own > 0
	}
}

// phrase: one after the other, in just these forms.
func phrase(s string) cond {
	want := strings.Fields(s)
	return func(p *place) bool {
		for i := range p.words {
			if i+len(want) <= len(p.words) && slices.Equal(p.words[i:i+len(want)], want) {
				return true
			}
		}
		return false
	}
}

// one: a single word that test accepts.
func one(test func(w string) bool) cond {
	return func(p *place) bool {
		return slices.ContainsFunc(p.words, func(w string) bool { return w != "" && test(w) })
	}
}

func prefix(s string) cond {
	return one(func(w string) bool { return strings.HasPrefix(w, s) })
}

func suffix(s string) cond {
	return one(func(w string) bool { return strings.HasSuffix(w, s) })
}
func infix(s string) cond { return one(func(w string) bool { return strings.Contains(w, s) }) }

// near: a word with so many letters wrong at most.
func near(s string, most int) cond {
	return one(func(w string) bool { return distance(s, w) <= most })
}

// distance counts the letters that must be put in, left out or changed
// (Levenshtein 1966).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		left := row[0]
		row[0]++
		for j := range len(b) {
			change := left
			if a[i] != b[j] {
				change++
			}
			left = row[j+1]
			row[j+1] = min(change, row[j]+1, left+1)
		}
	}
	return row[len(b)]
}

// within: two words, in either order, no more than n words apart: side by side they are one apart.
func within(n int, a, b string) cond {
	return func(p *place) bool {
		for i, w := range p.words {
			if w != a {
				continue
			}
			for j, v := range p.words {
				if v == b && i != j && max(i-j, j-i) <= n && !slices.Contains(p.words[min(i, j):max(i, j)], "") {
					return true
				}
			}
		}
		return false
	}
}

// planted: what was planted on it under a key.
func planted(keys ...string) cond {
	return func(p *place) bool { return p.plants != "" && slices.Contains(keys, p.plants) }
}

// of: what holds of the document that a place is in.
func of(test func(*doc) bool) cond { return func(p *place) bool { return test(p.doc) } }

func title(w string) cond {
	return of(func(d *doc) bool { return slices.Contains(strings.Fields(d.Item.Title), w) })
}

// county: it speaks of the nth of the counties that the corpus speaks of.
func (c *corpus) county(n int) cond {
	return func(p *place) bool { return slices.Contains(p.counties, c.counties[n]) }
}

func years(from, until int) cond {
	return func(p *place) bool {
		return slices.ContainsFunc(p.years, func(y int) bool { return y >= from && y <= until })
	}
}

func dated(from, last string) cond {
	return of(func(d *doc) bool { return d.Item.Date != "" && d.Item.Date >= from && d.Item.Date <= last })
}

// cell: a row whose nth cell holds a number that test accepts.
func cell(n int, test func(float64) bool) cond {
	return func(p *place) bool {
		if p.kind != "row" {
			return false
		}
		v, err := strconv.ParseFloat(strings.TrimPrefix(p.cells[n], "$"), 64)
		return err == nil && test(v)
	}
}

func marked(code string) cond {
	return func(p *place) bool { return slices.Contains(p.codes, code) }
}
