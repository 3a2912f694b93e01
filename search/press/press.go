// Package press prints archives of any size to measure with: documents that
// nobody wrote, the same ones from the same seed.
//
//	p := press.New(1)
//	d := p.Text(7)    // the seventh document of pages: a scan, a report, an e-mail
//	s := p.Sheet(3)   // the third spreadsheet
//	doc, err := d.Put(contents)
//
// A made-up text is measured like a real one only where its words are as
// unevenly common, so these follow what is known of English: the words of
// grammar at their own frequencies, all others by a law of Zipf and Mandelbrot;
// words that come back within a document that speaks of them; and phrases that
// many documents have. Docket numbers, amounts, heads of mails, exemption codes,
// counties and the faults of optical reading stand between them.
package press

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// A Press prints documents. It may be used by several goroutines.
type Press struct {
	seed     uint64
	common   []string
	grammar  []string
	upTo     []int // by word of grammar: how many of the draws are it or one before it
	given    []string
	family   []string
	Counties []archive.Jurisdiction // those that it speaks of; the first the most often
	states   map[string]archive.Jurisdiction
	phrases  [][]string
}

// New returns a press.
func New(seed uint64) *Press {
	p := &Press{seed: seed, given: strings.Fields(given), family: strings.Fields(family), states: map[string]archive.Jurisdiction{}}
	known := map[string]bool{}
	sum := 0
	for i, w := range strings.Fields(grammar) {
		if i%2 == 0 {
			p.grammar = append(p.grammar, w)
			known[w] = true
			continue
		}
		n, _ := strconv.Atoi(w)
		sum += n
		p.upTo = append(p.upTo, sum)
	}
	for w := range strings.FieldsSeq(common) {
		if !known[w] {
			p.common = append(p.common, w)
			known[w] = true
		}
	}
	r := rand.New(rand.NewPCG(seed, 1))
	for _, e := range gazetteer.Load().Counties("2017-01-01") {
		p.Counties = append(p.Counties, e.Jurisdiction)
		if s := e.State(); s != nil {
			p.states[e.Code] = s.Jurisdiction
		}
	}
	r.Shuffle(len(p.Counties), func(i, j int) { p.Counties[i], p.Counties[j] = p.Counties[j], p.Counties[i] })
	w := p.writer(r)
	for i := range phraseCount {
		p.phrases = append(p.phrases, w.phrase(i))
	}
	return p
}

// phraseCount is how many phrases come back through all documents.
const phraseCount = 5000

// Phrases returns the phrases that come back through all documents, the most
// common first: every second one with words of grammar in it.
func (p *Press) Phrases() [][]string { return p.phrases }

// A writer writes one document.
type writer struct {
	*Press
	*rand.Rand
	rank    *rand.Zipf
	said    *rand.Zipf // phrases
	place   *rand.Zipf // counties
	topics  []int      // the ranks of what the document is about
	county  int        // that it is mostly about
	rate    float64    // of words misread
	counted []int      // the counties named on the page being written
	years   []int      // the years named there
}

func (p *Press) writer(r *rand.Rand) *writer {
	return &writer{
		Press: p, Rand: r, rank: rand.NewZipf(r, 1.05, 10, Types-1),
		said: rand.NewZipf(r, 1.1, 4, phraseCount-1), place: rand.NewZipf(r, 1.1, 20, uint64(len(p.Counties)-1)),
	}
}

// document returns the writer of the nth document of a kind, by itself: none
// needs to be written before it.
func (p *Press) document(kind, n int) *writer {
	w := p.writer(rand.New(rand.NewPCG(p.seed<<8|uint64(kind), uint64(n))))
	for range 30 {
		w.topics = append(w.topics, 50+int(math.Exp(w.Float64()*math.Log(Types-50))))
	}
	w.county = int(w.place.Uint64())
	return w
}

// word draws a word as it stands in running text.
func (w *writer) word() string {
	if w.Float64() < 0.45 {
		n, lo := w.IntN(w.upTo[len(w.upTo)-1]), 0
		for w.upTo[lo] <= n {
			lo++
		}
		return w.grammar[lo]
	}
	rank := 0
	if len(w.topics) > 0 && w.IntN(100) < 15 {
		rank = w.topics[w.IntN(len(w.topics))]
	} else {
		rank = int(w.rank.Uint64())
	}
	return inflect(w.Word(rank), w.IntN(100))
}

// phrase makes up the nth phrase.
func (w *writer) phrase(n int) []string {
	content := func() string { return w.Word(50 + int(math.Exp(w.Float64()*math.Log(20_000)))) }
	if n%2 == 0 {
		return []string{content(), content(), content()}[:2+n/2%2]
	}
	switch n / 2 % 4 {
	case 0:
		return []string{content(), "of", "the", content()}
	case 1:
		return []string{"in", "the", content(), "of", content()}
	case 2:
		return []string{content(), "for", content()}
	}
	return []string{"to", "be", content(), "by", "the", content()}
}
