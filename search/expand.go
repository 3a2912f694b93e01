package search

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"readingroom/search/analysis"
	"readingroom/search/query"
)

// A found word of the vocabulary, and in how many places it is.
type foundWord struct {
	word  string
	count uint64
	apart int // how far it is from what was typed
}

// expand finds the words of the vocabulary that a prefix, a pattern, a fuzzy
// word or a regular expression stands for: the nearest and most frequent, where
// there are too many.
func (p *plan) expand(v *view, field string, n query.Node) ([]form, error) {
	key := fmt.Sprint(v.kind, " ", field, ":", query.Print(n))
	if forms, ok := p.words[key]; ok {
		return forms, nil
	}
	found, all, err := p.standsFor(v, field, n)
	if err != nil {
		return nil, err
	}
	typed := analysis.Fold(query.Text(n))
	if len(found) > p.share {
		p.cut(n, len(found), all)
	}
	found = nearest(found, p.share)
	forms := make([]form, 0, len(found))
	for _, w := range found {
		boost := boostForm
		if w.word == typed {
			boost = boostExact
		}
		forms = append(forms, form{w.word, boost})
	}
	p.words[key] = forms
	p.expanded[query.Print(n)] = append(p.expanded[query.Print(n)], forms...)
	return forms, nil
}

// nearest are so many of some words at most, the nearest and most frequent first.
func nearest(found []foundWord, most int) []foundWord {
	f := first[foundWord]{most: most, compare: func(x, y *foundWord) int {
		return cmp.Or(cmp.Compare(x.apart, y.apart), cmp.Compare(y.count, x.count), strings.Compare(x.word, y.word))
	}}
	for _, w := range found {
		f.offer(w)
	}
	return f.line()
}

// cut says that not all words were looked for. all is false where there are
// more than so many.
func (p *plan) cut(n query.Node, many int, all bool) {
	name := query.Print(n)
	if !all {
		p.note("%s stands for more than %s words; the %d most frequent were looked for.", name, thousands(many), p.share)
		return
	}
	if old := p.cuts[name]; old >= many {
		return
	} else if old > 0 {
		p.notes = slices.DeleteFunc(p.notes, func(s string) bool { return s == cutNote(name, old, p.share) })
	}
	p.cuts[name] = many
	p.note("%s", cutNote(name, many, p.share))
}

func cutNote(name string, many, share int) string {
	return fmt.Sprintf("%s stands for %s words; the %d most frequent were looked for.", name, thousands(many), share)
}

// thousands prints a number with separators.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// standsFor are all words that a leaf stands for; all is false where there are
// more.
func (p *plan) standsFor(v *view, field string, n query.Node) (found []foundWord, all bool, err error) {
	if f, ok := n.(query.Fuzzy); ok {
		return p.likeWord(v, field, f)
	}
	parts, err := v.vocabularies(p.ctx, field)
	if err != nil {
		return nil, false, err
	}
	m, err := newMatcher(n)
	if err != nil {
		return nil, true, nil // it is not asked for: the parser lets none pass
	}
	for _, part := range parts {
		var own []foundWord
		m.each(p.ctx, part, func(i int) bool {
			own = append(own, foundWord{word: string(part.word(i)), count: uint64(part.counts[i])})
			return len(own) < maxWalk
		})
		found = addUp(found, own)
	}
	if err := p.ctx.Err(); err != nil {
		return nil, false, err
	}
	if m.looked > maxLook {
		p.note("%s was compared with the first %s words of the index only.", query.Print(n), thousands(maxLook))
	}
	found = found[:min(len(found), maxWalk)]
	return found, len(found) < maxWalk, nil
}

// addUp is two lists of words as one, all in the order of the alphabet.
func addUp(x, y []foundWord) []foundWord {
	if len(x) == 0 {
		return y
	}
	all := make([]foundWord, 0, len(x)+len(y))
	for len(x) > 0 && len(y) > 0 {
		switch c := strings.Compare(x[0].word, y[0].word); {
		case c < 0:
			all, x = append(all, x[0]), x[1:]
		case c > 0:
			all, y = append(all, y[0]), y[1:]
		default:
			x[0].count += y[0].count
			all, x, y = append(all, x[0]), x[1:], y[1:]
		}
	}
	return append(append(all, x...), y...)
}

// A matcher picks words of a vocabulary.
type matcher struct {
	begin  string // what all of them begin with
	has    string // letters that all of them have, and line ends
	match  func(word []byte) bool
	codes  bool // compounds are looked for, too
	looked int  // words compared
}

func newMatcher(n query.Node) (*matcher, error) {
	switch n := n.(type) {
	case query.Prefix:
		g := globOf(string(n)) + "*"
		return globMatcher(g), nil
	case query.Pattern:
		return globMatcher(globOf(string(n))), nil
	case query.Regexp:
		re, err := folded(string(n))
		if err != nil {
			return nil, err
		}
		return &matcher{begin: literal(string(n)), has: mustHave(string(n)), match: re.Match}, nil
	}
	return &matcher{match: func([]byte) bool { return false }}, nil
}

func globMatcher(g glob) *matcher {
	m := &matcher{match: g.matches}
	m.begin, m.has = g.literal()
	// An exemption such as b7C is a compound, though it is typed as a word.
	m.codes = !g.compound() && strings.ContainsAny(m.begin, "0123456789") && strings.ContainsFunc(m.begin, unicode.IsLetter)
	return m
}

// each calls visit for the words that match, in their order, until it returns false.
func (m *matcher) each(ctx context.Context, v *vocabulary, visit func(i int) bool) {
	try := func(i int, w []byte) bool {
		if m.looked++; m.looked > maxLook || m.looked&1023 == 0 && ctx.Err() != nil {
			return false
		}
		return !m.match(w) || visit(i)
	}
	first, end := v.prefixed(m.begin)
	has := m.has
	if strings.HasPrefix(has, "\n") && m.begin != "" {
		has = "" // all of them begin so
	}
	before, after := end, end // the compounds, which stand together and are asked for only where codes says so
	if !strings.HasPrefix(m.begin, "^") {
		before, after = v.prefixed("^")
		before, after = min(end, before), max(first, after)
	}
	going := true
	visitHaving := func(first, end int) {
		v.having(has, first, end, func(i int) bool {
			going = going && try(i, v.word(i))
			return going
		})
	}
	visitHaving(first, before)
	if m.codes {
		first, end := v.prefixed("^" + m.begin)
		for i := first; i < end && going; i++ {
			going = try(i, v.word(i)[1:])
		}
	}
	visitHaving(after, end)
}

// folded makes a regular expression match folded words as wholes: its letters
// are made small ones.
func folded(s string) (*regexp.Regexp, error) {
	tree, err := syntax.Parse(s, syntax.Perl)
	if err != nil {
		return nil, err
	}
	shrunk(tree)
	return regexp.Compile(`^(?:` + tree.String() + `)$`)
}

func shrunk(t *syntax.Regexp) {
	switch t.Op {
	case syntax.OpLiteral:
		for i, r := range t.Rune {
			t.Rune[i] = unicode.ToLower(r)
		}
		t.Flags &^= syntax.FoldCase
	case syntax.OpCharClass:
		for i := 0; i+1 < len(t.Rune); i += 2 {
			if lo, hi := t.Rune[i], t.Rune[i+1]; lo >= 'A' && hi <= 'Z' {
				t.Rune = append(t.Rune, lo|0x20, hi|0x20)
			}
		}
		sortRanges(t.Rune)
	}
	for _, s := range t.Sub {
		shrunk(s)
	}
}

// literal is what every word begins with that a regular expression matches, as
// far as that is plain to see.
func literal(s string) string {
	tree, err := syntax.Parse(strings.TrimPrefix(s, "^"), syntax.Perl)
	if err != nil || strings.HasPrefix(s, "^") && strings.Contains(s, "|") {
		return ""
	}
	shrunk(tree)
	re, err := regexp.Compile(tree.String())
	if err != nil {
		return ""
	}
	begin, _ := re.LiteralPrefix()
	return begin
}

// mustHave are the most letters in a row that every word has that a regular
// expression matches, as far as that is plain to see.
func mustHave(s string) string {
	tree, err := syntax.Parse(s, syntax.Perl)
	if err != nil {
		return ""
	}
	shrunk(tree)
	return lettersOf(tree)
}

func lettersOf(t *syntax.Regexp) string {
	switch t.Op {
	case syntax.OpLiteral:
		return string(t.Rune)
	case syntax.OpCapture, syntax.OpPlus:
		return lettersOf(t.Sub[0])
	case syntax.OpRepeat:
		if t.Min > 0 {
			return lettersOf(t.Sub[0])
		}
	case syntax.OpConcat:
		longest := ""
		for _, s := range t.Sub {
			if l := lettersOf(s); len(l) > len(longest) {
				longest = l
			}
		}
		return longest
	}
	return ""
}

// sortRanges puts the ranges of a class in order, as they have to be.
func sortRanges(r []rune) {
	type pair struct{ lo, hi rune }
	var all []pair
	for i := 0; i+1 < len(r); i += 2 {
		all = append(all, pair{r[i], r[i+1]})
	}
	slices.SortFunc(all, func(x, y pair) int { return cmp.Compare(x.lo, y.lo) })
	for i, p := range all {
		r[2*i], r[2*i+1] = p.lo, p.hi
	}
}

// likeWord are the words that differ from one by so many letters, and those that
// optical reading may have made of it.
func (p *plan) likeWord(v *view, field string, f query.Fuzzy) (found []foundWord, all bool, err error) {
	tokens := parts(p.analyzer.Tokens(nil, f.Word))
	if len(tokens) != 1 {
		return nil, true, nil
	}
	term := tokens[0].Term
	words := map[string]bool{term: true}
	near := map[string]bool{}
	for _, w := range misread(term) {
		words[w], near[w] = true, true
	}
	if utf8.RuneCountInString(term) > 2 { // one letter of two is another word
		dict, err := v.snap.FieldDictFuzzy(field, term, f.Edits, "")
		if err != nil {
			return nil, false, err
		}
		defer dict.Close()
		for range maxWalk {
			e, err := dict.Next() // it does not count
			if err != nil {
				return nil, false, err
			}
			if e == nil {
				break
			}
			if c := e.Term[0]; c != '~' && c != '^' {
				words[strings.Clone(e.Term)] = true
			}
		}
	}
	vocabularies, err := v.vocabularies(p.ctx, field)
	if err != nil {
		return nil, false, err
	}
	for w := range words {
		n := uint64(0)
		for _, part := range vocabularies {
			n += uint64(part.count(w))
		}
		if n == 0 {
			continue
		}
		far := apart(w, term)
		if near[w] {
			far = 1
		}
		found = append(found, foundWord{w, n, far})
	}
	return found, true, nil
}
