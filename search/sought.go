package search

import (
	"slices"
	"strings"

	"readingroom/search/analysis"
	"readingroom/search/query"
)

// A sought is what a word or phrase asks for, which both the index and the marks
// in a text are sought:
//
//	deputies        one of the forms of a word
//	17-cv-01234     the compound as a whole, or its words side by side
//	e-mail          the same; and email, in any of its forms
//	Feb. 4, 2017    the date, however it is written, and nothing else
//	Exemption 6     the exemption in all its spellings
//	9/11            the compound: 9 beside 11 may be anything
//	"on 4 Feb 2017" words side by side, and a date among them in any spelling
type sought struct {
	forms []form           // a place has one of these
	words []analysis.Token // or these side by side, where they are more than one
	word  analysis.Token   // the single word, or what two with a hyphen are as one
	bends bool             // the last of the words may stand in any of its forms, as that of c-sections
	dates []dateAt
}

// A dateAt is a date among words: from which of them on, of three.
type dateAt struct {
	at  int
	day string
}

func (a *analyzer) sought(leaf query.Node) sought {
	tokens := a.Tokens(nil, query.Text(leaf))
	if len(tokens) == 0 {
		return sought{}
	}
	_, exact := leaf.(query.Phrase)
	if code, ok := afterItsName(tokens); ok {
		return sought{forms: exemptionForms(code)}
	}
	q := sought{words: parts(tokens)}
	if len(q.words) == 0 {
		return sought{}
	}
	last := q.words[len(q.words)-1].End
	if len(q.words) == 1 {
		q.word = q.words[0]
		q.forms = wordForms(q.word, exact)
	}
	for _, t := range tokens {
		if !t.Whole || t.Start > q.words[0].Start {
			break
		}
		switch whole := t.End >= last; {
		case whole && analysis.IsDate(t.Term):
			for _, term := range analysis.DatesOf(t.Term, !exact) {
				q.forms = append(q.forms, form{term, boostExact})
			}
			q.words = nil
			return q
		case whole && exemption(t.Term):
			q.forms = append(q.forms, exemptionForms(t.Term)...)
		case whole && smallNumbers(q.words) && t.Term[0] == '^':
			return sought{forms: []form{{t.Term, boostExact}}}
		case !whole || exact:
		case len(q.words) == 2 && strings.HasPrefix(t.Term, "^+"):
			word := q.words[0].Term + q.words[1].Term
			q.word = analysis.Token{Term: word, Stem: analysis.StemOf(word)}
			q.forms = append(q.forms, wordForms(q.word, false)...)
		default:
			q.forms = append(q.forms, form{t.Term, boostExact})
		}
	}
	q.bends = !exact && len(q.words) > 1 && !slices.ContainsFunc(tokens, func(t analysis.Token) bool { return t.Whole && !strings.HasPrefix(t.Term, "^+") })
	for i := range q.words {
		for _, t := range tokens {
			if t.Whole && t.Pos == q.words[i].Pos && analysis.IsDay(t.Term) && i+2 < len(q.words) && t.End == q.words[i+2].End {
				q.dates = append(q.dates, dateAt{i, t.Term})
			}
		}
	}
	return q
}

// spelled are the words side by side, with the first date among them in all its spellings.
func (q sought) spelled() [][]analysis.Token {
	if len(q.words) < 2 {
		return nil
	}
	words := q.words[:min(len(q.words), maxPhrase)]
	all := [][]analysis.Token{words}
	if len(q.dates) == 0 || q.dates[0].at+3 > len(words) {
		return all
	}
	for _, spelling := range analysis.Spellings(q.dates[0].day) {
		other := slices.Clone(words)
		for i, term := range spelling {
			other[q.dates[0].at+i].Term = term
		}
		if !slices.EqualFunc(other, words, func(x, y analysis.Token) bool { return x.Term == y.Term }) {
			all = append(all, other)
		}
	}
	return all
}

// dateOf is the date that a word is a part of; "" where it is of none.
func (q sought) dateOf(i int) string {
	for _, d := range q.dates {
		if d.at <= i && i < d.at+3 {
			return d.day
		}
	}
	return ""
}

// smallNumbers reports whether words are numbers of one or two digits: side by
// side they are mostly of two columns, or hours and minutes.
func smallNumbers(words []analysis.Token) bool {
	return !slices.ContainsFunc(words, func(t analysis.Token) bool { return len(t.Term) > 2 || !analysis.AllDigits(t.Term) })
}

// afterItsName is the exemption that is named so: Exemption 7(C).
func afterItsName(tokens []analysis.Token) (code string, ok bool) {
	if len(tokens) < 3 || tokens[0].Term != "exemption" && tokens[0].Term != "exemptions" || !exemption(tokens[1].Term) {
		return "", false
	}
	return tokens[1].Term, tokens[1].End >= tokens[len(tokens)-1].End
}

// exemption reports whether a compound is one: ^b6, ^b7c.
func exemption(term string) bool {
	return (len(term) == 3 || len(term) == 4 && 'a' <= term[3] && term[3] <= 'f') && term[:2] == "^b" && '1' <= term[2] && term[2] <= '9'
}

// exemptionForms are an exemption and those within it: of b7, b7a to b7f.
func exemptionForms(term string) []form {
	out := []form{{term, boostExact}}
	for letter := 'a'; letter <= 'f' && len(term) == 3; letter++ {
		out = append(out, form{term + string(letter), boostExact})
	}
	return out
}

// exemptionSpellings are the words of an exemption as they may stand in a text.
func exemptionSpellings(term string) [][]string {
	number, letter := term[2:3], term[3:]
	if letter == "" {
		return [][]string{{"b", number}, {"b" + number}, {"exemption", number}, {"exemptions", number}, {"ex", number}}
	}
	return [][]string{{"b", number, letter}, {"b" + number + letter}, {number, letter}, {number + letter}}
}
