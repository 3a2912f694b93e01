package press

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// A Query is something to look for in what a press printed.
type Query struct {
	Class string
	Typed string // in the language of the search box
	FTS   string // the same in that of SQLite FTS5; "" where it cannot be said there

	County int    // among the press's, asked for besides; -1: none
	From   string // the first day asked for besides, YYYY-MM-DD; "": all
	Until  string // the first day after it
}

// Classes are the classes of queries, in the order in which they are shown.
var Classes = []string{
	"rare word", "mid word", "common word", "AND, mid and common", "AND, two common", "OR, two mid and a common",
	"phrase of content words", "phrase with words of grammar", "only words of grammar", "number or code",
	"prefix of five", "one letter wrong", "infix", "mid word in a county", "common word in two years",
}

// words of a text as one reads it: what stands between spaces and signs.
var words = regexp.MustCompile(`[a-z]+`)

// A sample is what was counted on some of the pages.
type sample struct {
	r     *rand.Rand
	pages []string
	with  map[string]int // how many of them have the word
	codes []string
}

var code = regexp.MustCompile(`\b(\d\d-(?:cv|cr|mj|sc)-\d{5}|INV-\d{6}|\$[\d,]{5,})\b`)

// sampled reads the documents up to the given number of pages.
func (p *Press) sampled(pages int) *sample {
	s := &sample{r: rand.New(rand.NewPCG(p.seed, 2)), with: map[string]int{}}
	for n := 1; len(s.pages) < max(pages, 1000); n++ {
		for _, page := range p.Text(n).Pages {
			text := strings.ToLower(page.Text)
			s.pages = append(s.pages, text)
			seen := map[string]bool{}
			for _, w := range words.FindAllString(text, -1) {
				if len(w) > 2 && !seen[w] {
					seen[w] = true
					s.with[w]++
				}
			}
			if s.r.IntN(20) == 0 || len(s.codes) == 0 {
				s.codes = append(s.codes, code.FindAllString(page.Text, -1)...)
			}
		}
	}
	return s
}

// between returns the words that a share of the pages has, in an order of chance.
func (s *sample) between(low, high float64, but map[string]bool) []string {
	n := float64(len(s.pages))
	var out []string
	for w, c := range s.with {
		if share := float64(c) / n; len(w) > 3 && !but[w] && c > 2 && share >= low && share <= high {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	s.r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// Queries makes up so many queries of each class, as a count of the words on
// the given number of pages, 1,000 at least, suggests: rare words stand on at most one page in
// 2,000, mid ones on one in 30 to 200, common ones on more than one in 10.
func (p *Press) Queries(pages, each int) []Query {
	s := p.sampled(pages)
	grammar := map[string]bool{}
	for _, w := range p.grammar {
		grammar[w] = true
	}
	rare := s.between(3/float64(len(s.pages)), max(0.0005, 4/float64(len(s.pages))), grammar)
	mid, common := s.between(0.005, 0.03, grammar), s.between(0.10, 0.9, grammar)
	var begins []string
	for _, w := range mid {
		// None that ends as a word may: FTS5 would look for the stem of it.
		if len(w) > 5 && !strings.ContainsRune("degsy", rune(w[4])) {
			begins = append(begins, w[:5])
		}
	}
	var out []Query
	pick := func(from []string, i int) string { return from[i%len(from)] }
	add := func(class, typed, fts string) *Query {
		out = append(out, Query{Class: class, Typed: typed, FTS: fts, County: -1})
		return &out[len(out)-1]
	}
	phrase := func(class, words string) { add(class, `"`+words+`"`, `"`+words+`"`) }
	whole, mixed := s.phrases(p, grammar, each)
	for i := range each {
		a, b, c := pick(mid, i), pick(common, i), pick(mid, i+each)
		add(Classes[0], pick(rare, i), pick(rare, i))
		add(Classes[1], a, a)
		add(Classes[2], b, b)
		add(Classes[3], c+" "+b, c+" "+b)
		add(Classes[4], b+" "+pick(common, i*7+3), b+" "+pick(common, i*7+3))
		add(Classes[5], a+" OR "+c+" OR "+b, a+" OR "+c+" OR "+b)
		phrase(Classes[6], pick(whole, i))
		phrase(Classes[7], pick(mixed, i))
		phrase(Classes[8], pick([]string{"of the", "to the", "in the", "to be", "and the", "for the", "of a"}, i))
		add(Classes[9], s.codes[i%len(s.codes)], "")
		begin := pick(begins, i*3) + "*"
		add(Classes[10], begin, begin)
		add(Classes[11], s.wrong(a)+"~", "")
		add(Classes[12], "*"+a[1:min(5, len(a))]+"*", "")
		add(Classes[13], a, a).County = i % 20
		q := add(Classes[14], b, b)
		q.From, q.Until = fmt.Sprintf("%d-01-01", 2006+i%16), fmt.Sprintf("%d-01-01", 2008+i%16)
	}
	slices.SortStableFunc(out, func(x, y Query) int {
		return cmp.Compare(slices.Index(Classes, x.Class), slices.Index(Classes, y.Class))
	})
	return out
}

// phrases takes phrases of content words, and phrases with words of grammar:
// half of those that come back everywhere, half of what happens to stand on a page.
func (s *sample) phrases(p *Press, grammar map[string]bool, each int) (content, mixed []string) {
	for i := 20; len(content) < each; i += 16 {
		content = append(content, strings.Join(p.phrases[i%phraseCount], " "))
		mixed = append(mixed, strings.Join(p.phrases[(i+1)%phraseCount], " "))
	}
	for range 100 * each {
		w := words.FindAllString(s.pages[s.r.IntN(len(s.pages))], -1)
		i := s.r.IntN(len(w) - 3)
		n := 0
		for _, x := range w[i : i+3] {
			if grammar[x] {
				n++
			}
		}
		if n == 1 || n == 2 {
			mixed = append(mixed, strings.Join(w[i:i+3], " "))
		}
	}
	s.r.Shuffle(min(len(mixed), 2*each), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	return content, mixed
}

// RowPhrases are phrases that stand in rows: so many of content words, and so
// many with words of grammar. Half of them are the reasons that many rows give.
func (p *Press) RowPhrases(each int) (content, mixed []string) {
	grammar := map[string]bool{}
	for _, w := range p.grammar {
		grammar[w] = true
	}
	add := func(phrase []string) {
		n := 0
		for _, w := range phrase {
			if grammar[w] {
				n++
			}
		}
		switch {
		case n == 0 && len(content) < each:
			content = append(content, strings.Join(phrase, " "))
		case n > 0 && n < len(phrase) && len(mixed) < each:
			mixed = append(mixed, strings.Join(phrase, " "))
		}
	}
	for _, reason := range reasons {
		if w := strings.Fields(reason); len(content)+len(mixed) < each {
			add(w)
		}
	}
	r := rand.New(rand.NewPCG(p.seed, 4))
	for n := 1; len(content) < each || len(mixed) < each; n++ {
		rows := p.Sheet(n).Tables[0].Data
		cells := rows[r.IntN(len(rows))].Cells
		if w := strings.Fields(cells[len(cells)-1]); len(w) > 2 {
			add(w[:2+r.IntN(2)])
		}
	}
	return content, mixed
}

// wrong changes a letter of a word.
func (s *sample) wrong(w string) string {
	i := s.r.IntN(len(w))
	return w[:i] + "etaoinsh"[s.r.IntN(8):][:1] + w[i+1:]
}

// Mixed makes up n queries as a day might bring them, of all classes but the
// odd ones: three in ten a single word, a quarter two words, a fifth phrases.
func (p *Press) Mixed(pages, n int) []Query {
	weights := map[string]int{
		Classes[0]: 7, Classes[1]: 25, Classes[2]: 5, Classes[3]: 20, Classes[4]: 5, Classes[6]: 12, Classes[7]: 8,
		Classes[9]: 5, Classes[10]: 2, Classes[11]: 3, Classes[13]: 5, Classes[14]: 3,
	}
	by := map[string][]Query{}
	for _, q := range p.Queries(pages, max(40, n/5)) {
		by[q.Class] = append(by[q.Class], q)
	}
	r := rand.New(rand.NewPCG(p.seed, 3))
	var out []Query
	for len(out) < n {
		k := r.IntN(100)
		for _, class := range Classes {
			if k -= weights[class]; k < 0 && weights[class] > 0 {
				out = append(out, by[class][r.IntN(len(by[class]))])
				break
			}
		}
	}
	return out
}
