package search

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"sync/atomic"

	"readingroom/search/analysis"
	"readingroom/search/segment"
)

// A placed is the text of a page or row, of which the fields are made of its document.
type placed struct {
	text, aside string
	counted     bool // how often it has its words is told: of pages, for rows are short
	foreign     bool // in another language than English: its words have no other forms
	analyzer    *analyzer
	words       *atomic.Int64 // adds up the lengths
}

// into adds the fields of the text to its document.
func (p *placed) into(d *segment.Document) {
	tokens := p.analyzer.Tokens(make([]analysis.Token, 0, len(p.text)/5+4), p.text)
	terms := p.terms(tokens)
	if p.counted {
		var few []string // of which nearly all pages have several
		others := make([]string, 0, len(terms))
		for _, t := range terms {
			if analysis.Small[t] {
				few = append(few, t)
			} else {
				others = append(others, t)
			}
		}
		d.Index(fieldText, few...)
		d.IndexOften(fieldText, fieldOften, others)
	} else {
		d.Index(fieldText, terms...)
	}
	if p.aside != "" {
		d.Index(fieldAside, p.besides(terms)...)
	}
	words := parts(tokens)
	p.words.Add(int64(len(words)))
	d.Index(fieldLength, lengthTerm(len(words)))
	d.Index(fieldPair, pairsOf(words)...)
	l := lineOf(words)
	if p.counted {
		d.Index(fieldSide, sidesOf(l.marks())...)
	}
	d.Keep(l)
}

// terms are the words of some tokens, in all their forms.
func (p *placed) terms(tokens []analysis.Token) []string {
	all := make([]string, 0, 2*len(tokens))
	for _, t := range tokens {
		if all = append(all, t.Term); t.Stem != "" && !p.foreign {
			all = append(all, t.Stem)
		}
	}
	return all
}

// besides are the words that the text has nowhere but aside.
func (p *placed) besides(text []string) []string {
	times := map[string]int{}
	for _, t := range p.terms(p.analyzer.Tokens(nil, p.aside)) {
		times[t]++
	}
	for _, t := range text {
		if n, ok := times[t]; ok {
			times[t] = n - 1
		}
	}
	maps.DeleteFunc(times, func(_ string, n int) bool { return n < 0 })
	return slices.Collect(maps.Keys(times))
}

// oftenAs is what a word counts as that a page has once, or as often as segment.OftenFrom says.
var oftenAs = [1 + len(segment.OftenFrom)]float64{1, 2.4, 5.2, 11}

// pairsOf are the pairs of small words that stand side by side in a text.
func pairsOf(words []analysis.Token) []string {
	var out []string
	for i, w := range words {
		if i > 0 && words[i-1].Pos+1 == w.Pos && analysis.Small[w.Term] && analysis.Small[words[i-1].Term] {
			out = append(out, smallPair(words[i-1].Term, w.Term))
		}
	}
	return out
}

func smallPair(a, b string) string { return a + " " + b }

// Lengths are told apart by a tenth.
const lengthStep = 1.1

// lengthTerm is the class of a length in words.
func lengthTerm(n int) string { return strconv.Itoa(int(lengthClass(float64(n)))) }

func lengthClass(n float64) uint8 {
	if n < 10 {
		return uint8(max(n, 0))
	}
	return uint8(min(255, 10+math.Log(n/10)/math.Log(lengthStep)))
}

// lengths are the lengths in words that the classes stand for.
var lengths = func() (all [256]float64) {
	for class := range all {
		all[class] = max(1, float64(class))
		if class >= 10 {
			all[class] = 10 * math.Pow(lengthStep, float64(class-10)+0.5)
		}
	}
	return all
}()
