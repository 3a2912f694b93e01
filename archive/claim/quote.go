package claim

import (
	"slices"
	"strings"
	"unicode"
)

// A quotation is text between quotation marks. Start and end count code points;
// the marks are left out.
type quotation struct {
	start, end int
	text       string
	depth      int
	inner      []quotation
}

// closers says which marks end what a mark begins.
var closers = map[rune]string{'“': "”", '„': "“”", '«': "»", '»': "«", '‘': "’", '"': "\"", '\'': "'"}

// quotations finds the quotations of a text, the outer ones, each with those
// within it. One that goes over paragraphs, begun again at the head of each, is
// one. What is never closed is none.
func quotations(runes []rune) []quotation {
	type open struct {
		mark rune
		at   int
	}
	var stack []open
	var out []quotation
	var inner [][]quotation
	closeTop := func(end int) {
		o := stack[len(stack)-1]
		q := quotation{start: o.at + 1, end: end, text: string(runes[o.at+1 : end]), depth: len(stack) - 1, inner: inner[len(inner)-1]}
		stack, inner = stack[:len(stack)-1], inner[:len(inner)-1]
		if strings.TrimSpace(q.text) == "" {
			return
		}
		if len(stack) == 0 {
			out = append(out, q)
		} else {
			inner[len(inner)-1] = append(inner[len(inner)-1], q)
		}
	}
	for i, r := range runes {
		if r == '\n' && i+1 < len(runes) && blankLine(runes[i:]) && len(stack) > 0 {
			// A quotation goes on in the next paragraph only where it is begun again there.
			if next := firstOf(runes[i:]); next != stack[0].mark {
				stack, inner = nil, nil
			}
			continue
		}
		if _, ok := closers[r]; !ok && !strings.ContainsRune("”’»", r) {
			continue
		}
		if len(stack) > 0 {
			top := stack[len(stack)-1]
			if strings.ContainsRune(closers[top.mark], r) && closes(runes, i) {
				closeTop(i)
				continue
			}
			if r == top.mark && paragraphHead(runes, i) {
				continue // begun again
			}
			// A closer of an outer quotation ends the inner one with it.
			if len(stack) > 1 && strings.ContainsRune(closers[stack[len(stack)-2].mark], r) && closes(runes, i) && r != '’' && r != '\'' {
				stack, inner = stack[:len(stack)-1], inner[:len(inner)-1]
				closeTop(i)
				continue
			}
		}
		if _, ok := closers[r]; ok && opens(runes, i) && len(stack) < 4 {
			stack, inner = append(stack, open{r, i}), append(inner, nil)
		}
	}
	return out
}

// opens reports whether a mark stands where a quotation begins.
func opens(r []rune, i int) bool {
	if i+1 >= len(r) || unicode.IsSpace(r[i+1]) {
		return false
	}
	if i == 0 {
		return true
	}
	before := r[i-1]
	if before == '=' { // an attribute of HTML
		return false
	}
	if r[i] == '»' {
		return unicode.IsSpace(before)
	}
	return unicode.IsSpace(before) || strings.ContainsRune("([{—–-“\"«‘'„>/:;", before)
}

// closes reports whether a mark stands where a quotation ends.
func closes(r []rune, i int) bool {
	if i == 0 || unicode.IsSpace(r[i-1]) && r[i] != '»' {
		return false
	}
	if r[i] == '\'' || r[i] == '’' { // an apostrophe
		return i+1 >= len(r) || !unicode.IsLetter(r[i+1])
	}
	if r[i] == '"' {
		return i+1 >= len(r) || !unicode.IsLetter(r[i+1]) && !unicode.IsDigit(r[i+1])
	}
	return true
}

func blankLine(r []rune) bool {
	for _, c := range r[1:] {
		if c == '\n' {
			return true
		}
		if !unicode.IsSpace(c) {
			return false
		}
	}
	return false
}

func firstOf(r []rune) rune {
	for _, c := range r {
		if !unicode.IsSpace(c) {
			return c
		}
	}
	return 0
}

func paragraphHead(r []rune, i int) bool {
	for i--; i >= 0; i-- {
		if r[i] == '\n' {
			return true
		}
		if !unicode.IsSpace(r[i]) {
			return false
		}
	}
	return true
}

// unescape turns the entities of quotation marks into marks, with spaces after
// them so that every offset stays what it is.
func unescape(text string) string {
	if !strings.Contains(text, "&") {
		return text
	}
	for entity, mark := range map[string]string{"&ldquo;": "“", "&rdquo;": "”", "&quot;": "\"", "&laquo;": "«", "&raquo;": "»", "&lsquo;": "‘", "&rsquo;": "’", "&#8220;": "“", "&#8221;": "”", "&#39;": "'"} {
		pad := strings.Repeat("\u2060", len(entity)-1) // a word joiner: no space, no letter
		if strings.HasPrefix(mark, "”") || mark == "»" || mark == "’" {
			text = strings.ReplaceAll(text, entity, pad+mark)
		} else {
			text = strings.ReplaceAll(text, entity, mark+pad)
		}
	}
	return text
}

// checkable picks the quotations that are statements: not single words held at a
// distance, not titles. Where one is in truth a few words around another, that
// is taken.
func checkable(p *prose, all []quotation) []quotation {
	var out []quotation
	for _, q := range all {
		if len(q.inner) == 1 && len(quoteWords(q.text))-len(quoteWords(q.inner[0].text)) < 3 {
			q = q.inner[0]
		}
		words := quoteWords(q.text)
		switch {
		case len(words) < 2, isTitle(p, q, words):
			continue
		case len(words) == 2 && !attributed(p, q):
			continue
		}
		q.trim(p.runes)
		out = append(out, q)
	}
	return out
}

// trim leaves out the comma or full stop that stands within the marks.
func (q *quotation) trim(runes []rune) {
	for q.end > q.start && (unicode.IsSpace(runes[q.end-1]) || strings.ContainsRune(",;\u2060", runes[q.end-1])) {
		q.end--
	}
	for q.start < q.end && (unicode.IsSpace(runes[q.start]) || runes[q.start] == '\u2060') {
		q.start++
	}
	q.text = string(runes[q.start:q.end])
}

var speech = set(`said says say wrote writes write called calls described told tells added adds asked noted notes according stated states reads read declared conceded concedes complained warned insisted put explained answered`)

// attributed reports whether somebody is said to have said it.
func attributed(p *prose, q quotation) bool {
	for _, t := range p.around(q) {
		if speech[t.low] && t.low != "calls" && t.low != "called" {
			return true
		}
	}
	return false
}

// around are the tokens of the sentences that a quotation stands in, without
// its own.
func (p *prose) around(q quotation) []token {
	first, last := p.sentenceAt(q.start-1), p.sentenceAt(q.end)
	if first < 0 {
		return nil
	}
	var out []token
	for _, t := range p.toks[p.sentences[first].from:p.sentences[max(first, last)].to] {
		if t.end <= q.start || t.start >= q.end {
			out = append(out, t)
		}
	}
	return out
}

// sentenceAt is the sentence that a code point stands in.
func (p *prose) sentenceAt(at int) int {
	i, _ := slices.BinarySearchFunc(p.toks, at, func(t token, at int) int { return t.end - at - 1 })
	if i >= len(p.toks) {
		i = len(p.toks) - 1
	}
	if i < 0 {
		return -1
	}
	return p.toks[i].sentence
}

var titleCues = set(`titled entitled headlined named book film song article workbook series called bill so-called sheet`)

// isTitle reports whether a quotation is the name of a work: its words begin with
// capital letters, or a word before it says so.
func isTitle(p *prose, q quotation, words []string) bool {
	i, _ := slices.BinarySearchFunc(p.toks, q.start, func(t token, at int) int { return t.start - at })
	i -= 2 // before the mark
	if i >= 0 && p.toks[i].text == "," {
		i--
	}
	cue := i >= 0 && titleCues[p.toks[i].low]
	if i >= 1 && p.toks[i].low == "called" && p.toks[i-1].low == "so" {
		return true
	}
	if cue && len(words) <= 3 {
		return true
	}
	upper, long := 0, 0
	for _, w := range strings.Fields(q.text) {
		first := []rune(strings.TrimLeft(w, "“\"'‘("))
		if len(first) == 0 || len(first) < 4 && !unicode.IsUpper(first[0]) {
			continue
		}
		if long++; unicode.IsUpper(first[0]) || unicode.IsDigit(first[0]) {
			upper++
		}
	}
	return len(words) <= 12 && upper == long && long > 0 && !strings.ContainsAny(strings.TrimRight(q.text, " ,."), ".!?") && (len(words) <= 6 || cue)
}
