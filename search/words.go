package search

import (
	"math"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"
)

// A placed is the text of a page or row while it becomes fields: its words are
// found once for all of them, by bleve's goroutines.
type placed struct {
	text, aside string
	counted     bool // how often it has its words is told: of pages, for rows are short
	foreign     bool // in another language than English: its words have no other forms
	analyzer    *analyzer
	words       *atomic.Int64 // adds up the lengths

	once   sync.Once
	terms  index.TokenFrequencies // with how often each is there
	often  []string
	pairs  []string
	beside []string
	line   line
	length int
}

// into adds the fields of the text to its document.
func (p *placed) into(d *document.Document) {
	add := func(name string, terms func() index.TokenFrequencies) {
		d.AddField(&field{name: name, options: keywordOptions, find: func(f *field) {
			p.once.Do(p.read)
			f.terms = terms()
		}})
	}
	add(fieldText, func() index.TokenFrequencies { return p.terms })
	add(fieldLength, func() index.TokenFrequencies { return keywords([]string{lengthTerm(p.length)}) })
	add(fieldPair, func() index.TokenFrequencies { return keywords(p.pairs) })
	if p.counted {
		add(fieldOften, func() index.TokenFrequencies { return keywords(p.often) })
	}
	if p.aside != "" {
		add(fieldAside, func() index.TokenFrequencies { return keywords(p.beside) })
	}
	d.AddField(&field{name: fieldLine, options: index.StoreField, find: func(f *field) {
		p.once.Do(p.read)
		f.value = p.line
	}})
}

func (p *placed) read() {
	tokens := p.analyzer.tokens(make([]token, 0, len(p.text)/5+4), p.text)
	p.terms = p.count(tokens)
	if p.aside != "" {
		p.beside = p.besides()
	}
	if p.counted {
		for t, tf := range p.terms {
			if n := tf.Frequency(); n > 1 && !small[t] { // of which nearly all pages have several
				p.often = append(p.often, oftenTerms(t, n)...)
			}
		}
	}
	words := parts(tokens)
	p.length = len(words)
	p.words.Add(int64(p.length))
	p.line = lineOf(words).stir()
	p.pairs = pairsOf(words)
}

func (p *placed) count(tokens []token) index.TokenFrequencies {
	all := newTerms(len(tokens)*7/10 + 8)
	for _, t := range tokens {
		if all.add(t.term); t.stem != "" && !p.foreign {
			all.add(t.stem)
		}
	}
	return all.all
}

// besides are the words that the text has nowhere but aside.
func (p *placed) besides() []string {
	out := []string{}
	for t, tf := range p.count(p.analyzer.tokens(nil, p.aside)) {
		if whole := p.terms[t]; whole == nil || whole.Frequency() <= tf.Frequency() {
			out = append(out, t)
		}
	}
	return out
}

// oftenFrom are the numbers of times from which on a word counts as more often
// than before, and oftenAs what it then counts as.
var (
	oftenFrom = [...]int{2, 4, 8}
	oftenAs   = [...]float64{1, 2.4, 5.2, 11}
)

// oftenTerms are the terms that tell how often a page has another one.
func oftenTerms(term string, n int) []string {
	var out []string
	for i, from := range oftenFrom {
		if n >= from {
			out = append(out, oftenTerm(term, i))
		}
	}
	return out
}

func oftenTerm(term string, class int) string { return strconv.Itoa(class) + term }

// pairsOf are the pairs of small words that stand side by side in a text.
func pairsOf(words []token) []string {
	out := []string{}
	known := map[string]bool{}
	for i, w := range words {
		if i > 0 && words[i-1].pos+1 == w.pos && small[w.term] && small[words[i-1].term] {
			if pair := smallPair(words[i-1].term, w.term); !known[pair] {
				known[pair] = true
				out = append(out, pair)
			}
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
