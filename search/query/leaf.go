package query

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// leaf reads a word, a phrase or a regular expression, with its marks.
func (p *parser) leaf(l lexeme) (Node, marks) {
	switch l.kind {
	case phrase:
		p.weighed(l.marks)
		return p.phrase(l), l.marks
	case regexp:
		p.weighed(l.marks)
		return p.regexp(l), l.marks
	}
	stem, m := bare(strings.TrimLeft(l.text, "-/!")) // a word never begins with what would be read as a sign
	if !says(stem) {
		if strings.ContainsAny(stem, "*?") {
			p.say("%s stands for any word, and was left out.", clip(l.text))
		}
		return nil, marks{}
	}
	p.weighed(m)
	return p.word(stem, m), m
}

func (p *parser) word(stem string, m marks) Node {
	if _, named := nameLength(stem); named > 0 || sign(stem) != word {
		return p.term(Phrase(stem))
	}
	if strings.Contains(stem, "*") || joker(stem) {
		if m.near {
			p.say("The ~ after %s was left out: it goes with whole words.", clip(stem))
		}
		if begin := strings.TrimSuffix(stem, "*"); !strings.Contains(begin, "*") && !joker(stem) {
			return p.term(Prefix(begin))
		}
		return p.term(Pattern(stem))
	}
	return p.fuzzy(stem, m, Word(stem))
}

// fuzzy reads ~ after a word.
func (p *parser) fuzzy(stem string, m marks, otherwise Node) Node {
	if !m.near || m.by == 0 {
		return p.term(otherwise)
	}
	edits := m.by
	if edits < 0 {
		edits = 1
	}
	if edits > 2 {
		edits = 2
		p.say("%s was read as %s~2: two letters may be wrong at most.", clip(stem+"~…"), clip(stem))
	}
	return p.term(Fuzzy{stem, edits})
}

// bare takes the marks and the question off the end of a word.
func bare(s string) (string, marks) {
	stem, m := unmark(wild(s))
	for stem != s {
		var more marks
		if s = stem; m == (marks{}) {
			stem, m = unmark(wild(s))
			continue
		}
		if stem, more = unmark(wild(s)); more.boost > 0 && m.boost == 0 {
			m.boost = more.boost
		}
	}
	return stem, m
}

// wild tidies the signs * and ? of a word: a ? at its end is a question, but
// where others show that it is not.
func wild(s string) string {
	for strings.Contains(s, "**") {
		s = strings.ReplaceAll(s, "**", "*")
	}
	if open := strings.TrimRight(s, "?"); open != s && !strings.ContainsAny(open, "*?") {
		return open
	}
	return s
}

// joker reports whether a ? stands for a letter of the word: where it is made
// of nothing else that an address has.
func joker(s string) bool {
	return strings.Contains(s, "?") && !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.N, unicode.M) && !strings.ContainsRune("?*'’", r)
	})
}

// closed says of quotes that they are not.
func (p *parser) closed(l lexeme) {
	switch {
	case !l.open:
	case says(l.text):
		p.say("The quotation mark before %s was not closed: all that follows was read as one phrase.", clip(l.text))
	default:
		p.say("A quotation mark that nothing follows was left out.")
	}
}

func (p *parser) phrase(l lexeme) Node {
	p.closed(l)
	words := strings.Fields(l.text)
	if alone := func(w string) bool { return strings.Trim(w, "*") == "" }; slices.ContainsFunc(words, alone) {
		if says(l.text) {
			p.say("The * that stands alone in %q was left out: it is for letters of a word.", clip(l.text))
		}
		l.text = strings.Join(slices.DeleteFunc(words, alone), " ")
	}
	switch {
	case !says(l.text):
		return nil
	case !l.marks.near:
		return p.term(Phrase(l.text))
	}
	if len(strings.Fields(l.text)) == 1 {
		stem, m := unmark(l.text)
		if _, named := nameLength(stem); m == (marks{}) && named == 0 && sign(stem) == word && wordLength(stem) == len(stem) &&
			!strings.ContainsAny(stem, "*?") && !strings.ContainsAny(stem[:1], "-/") {
			return p.fuzzy(stem, l.marks, Phrase(stem))
		}
		return p.term(Phrase(l.text))
	}
	slop := l.marks.by
	if slop < 0 {
		slop = nearby
	}
	if slop > MaxNear {
		slop = MaxNear
		p.say("%q was looked for with at most %d words between.", clip(l.text), MaxNear)
	}
	return p.term(Loose{l.text, slop})
}

// maxProgram is how many steps a regular expression may have.
const maxProgram = 1000

func (p *parser) regexp(l lexeme) Node {
	why := ""
	tree, err := syntax.Parse(l.text, syntax.Perl)
	switch {
	case len(l.text) > MaxRegexp:
		why = "it is too long"
	case err != nil:
		why = string(err.(*syntax.Error).Code)
	default:
		prog, err := syntax.Compile(tree.Simplify())
		if err != nil || len(prog.Inst) > maxProgram {
			why = "it is too large"
		}
	}
	if why == "" {
		if strings.Trim(l.text, ".*+?^$()|") == "" {
			p.say("/%s/ matches any word, and was left out.", clip(l.text))
			return nil
		}
		return p.term(Regexp(l.text))
	}
	text := words(l.text)
	p.say("/%s/ is no regular expression that can be looked for (%s); its words were looked for.", clip(l.text), why)
	if text == "" {
		return nil
	}
	return p.term(Phrase(text))
}
