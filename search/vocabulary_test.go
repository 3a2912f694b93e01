package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"readingroom/search/query"
)

// testVocabulary is one of so many words, which are made up.
func testVocabulary(n int) *vocabulary {
	r := rand.New(rand.NewPCG(3, 4))
	syllables := strings.Fields("de tain er ven tu ra jail coun ty pri son she riff re lease de cli ned a lo mi ta ne qua zo ix 0 1 7 é")
	set := map[string]bool{"^17-cv-01234": true, "^b7c": true, "detain": true}
	for len(set) < n {
		var b strings.Builder
		for range 1 + r.IntN(6) {
			b.WriteString(syllables[r.IntN(len(syllables))])
		}
		if r.IntN(3) == 0 {
			fmt.Fprint(&b, r.IntN(1000))
		}
		set[b.String()] = true
	}
	var words []string
	for w := range set {
		words = append(words, w)
	}
	slices.Sort(words)
	v := &vocabulary{bytes: []byte{'\n'}}
	for i, w := range words {
		v.starts = append(v.starts, uint32(len(v.bytes)))
		v.counts = append(v.counts, uint32(i%7+1))
		v.bytes = append(append(v.bytes, w...), '\n')
	}
	return v
}

// The words that a pattern picks are those that match it, one by one.
func TestVocabulary(t *testing.T) {
	v := testVocabulary(20000)
	for i := range v.len() {
		if w := string(v.word(i)); v.from(w) != i || v.count(w) != uint32(i%7+1) {
			t.Fatalf("word %d, %q, is not found", i, w)
		}
	}
	if v.count("nosuchword") != 0 {
		t.Error("a word that is not there is counted")
	}
	for _, typed := range []string{
		"detain*", "*tain*", "*tain", "de*ty", "?etain", "d?t*in", "*", "*a*i*", "tain", "17-cv-*", "*cv-01*", "b7*", "*é*", "?", "*0", "zzz*", "Det*", "x*y*z*",
		"/det.*/", "/.*tain/", "/[a-d]e(tain|ven)?/", "/^coun.*$/", "/DE.+/", "/a|detain/", "/^a|detain/", "/\\d+/", "/[^d]e.*/", "/.*tain.*x/", "/(tain)+[0-9]/", "/(?:TAIN){2}.*/", "/x?tain/", "/.*(co|tain)un/",
	} {
		leaf := query.Parse(typed).Root
		if leaf == nil {
			continue
		}
		m, err := newMatcher(leaf)
		if err != nil {
			t.Fatal(typed, err)
		}
		var got, want []string
		m.each(t.Context(), v, func(i int) bool { got = append(got, string(v.word(i))); return true })
		one, _ := newMatcher(leaf)
		compound := strings.HasPrefix(one.begin, "^")
		for i := range v.len() {
			w := v.word(i)
			if w[0] == '^' && !compound {
				if w = w[1:]; !one.codes {
					continue
				}
			}
			if one.match(w) {
				want = append(want, string(v.word(i)))
			}
		}
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s picks %d words, want %d: %.200q", typed, len(got), len(want), got)
		}
	}
}

// The words of two segments are added up, and those that come first are picked as if all
// were put in order.
func TestFoundWords(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	counts := map[string]uint64{}
	var found []foundWord
	for range 3 {
		var own []foundWord
		for w := range 2000 {
			if n := uint64(r.IntN(40)); n > 30 {
				own = append(own, foundWord{word: fmt.Sprintf("w%04d", w), count: n})
				counts[own[len(own)-1].word] += n
			}
		}
		found = addUp(found, own)
	}
	var want []foundWord
	for w, n := range counts {
		want = append(want, foundWord{word: w, count: n})
	}
	byWord := func(x, y foundWord) int { return strings.Compare(x.word, y.word) }
	if slices.SortFunc(want, byWord); !slices.Equal(found, want) {
		t.Fatalf("%d words, want %d", len(found), len(want))
	}
	slices.SortStableFunc(want, func(x, y foundWord) int { return cmp.Compare(y.count, x.count) })
	for _, most := range []int{1, 7, 256, 5000} {
		if got := nearest(slices.Clone(found), most); !slices.Equal(got, want[:min(most, len(want))]) {
			t.Errorf("the first %d: %v", most, got)
		}
	}
}

func TestGlob(t *testing.T) {
	for _, c := range []struct {
		glob, word string
		want       bool
	}{
		{"a*b", "ab", true},
		{"a*b", "axxb", true},
		{"a*b", "axxbc", false},
		{"a?b", "aéb", true},
		{"a?b", "ab", false},
		{"*", "", true},
		{"*a*a*", "xaya", true},
		{"*a*a*", "xay", false},
		{"??", "日本", true},
		{"a*?b", "ab", false},
		{"", "", true},
		{"", "a", false},
		{strings.Repeat("*a", 20), strings.Repeat("a", 64), true},
		{strings.Repeat("*a", 20) + "b", strings.Repeat("a", 64), false},
	} {
		if got := glob(c.glob).matches([]byte(c.word)); got != c.want {
			t.Errorf("%s and %s: %v", c.glob, c.word, got)
		}
	}
}

func TestMisread(t *testing.T) {
	for _, c := range []struct{ word, as string }{
		{"modern", "modem"}, {"modem", "modern"}, {"100", "loo"}, {"jail", "ja1l"}, {"clerk", "derk"}, {"vvarrant", "warrant"}, {"illinois", "i11inois"},
	} {
		if all := misread(c.word); !slices.Contains(all, c.as) || len(all) > maxMisread {
			t.Errorf("%s is not misread as %s among %d", c.word, c.as, len(all))
		}
	}
}

func TestApart(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"jail", "jail", 0}, {"jial", "jail", 1}, {"jal", "jail", 1}, {"jail", "bail", 1}, {"detainr", "retainer", 2}, {"", "ab", 2}, {"é", "e", 1}, {"abc", "cab", 2},
	} {
		if got := apart(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func BenchmarkPattern(b *testing.B) {
	v := testVocabulary(600_000)
	for _, typed := range []string{"*tain*", "*ix7*", "d?t*in", "ven*", "/.*tainer/", "/ven.*0/"} {
		b.Run(typed, func(b *testing.B) {
			n := 0
			for b.Loop() {
				m, _ := newMatcher(query.Parse(typed).Root)
				n = 0
				m.each(b.Context(), v, func(int) bool { n++; return n < maxWalk })
			}
			b.ReportMetric(float64(n), "words")
		})
	}
}

// What is stopped while it is made goes on from there.
func TestVocabularyIsStopped(t *testing.T) {
	a := newArchive(t)
	var words []string
	for i := range 20000 {
		words = append(words, fmt.Sprintf("word%05d", i))
	}
	a.index(testDoc{n: 1, pages: []string{strings.Join(words, " ")}})
	g, done, err := a.use()
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	v, err := g.shelves[pages].view()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for range 4 {
		if _, err := v.vocabularies(ended, fieldText); !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v after its context ended", err)
		}
	}
	all, err := v.vocabularies(t.Context(), fieldText)
	if err != nil {
		t.Fatal(err)
	}
	if got := all[0]; got.len() != 20000 || got.count("word00000") != 1 || got.count("word19999") != 1 || !slices.IsSortedFunc(got.starts, func(x, y uint32) int { return int(x) - int(y) }) {
		t.Errorf("%d words", got.len())
	}
}
