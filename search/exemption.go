package search

import (
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"readingroom/archive"
	"readingroom/search/analysis"
	"readingroom/search/query"
	"readingroom/search/segment"
)

// An exemption is named as the mark of a release names it, (b)(7)(C), and has a
// code that is the same for all spellings, b7c. What a page or row is withheld
// under is known from its marks, or from its words: in a mail that was released
// as text, there is no other mark.

// exempting are the exemptions that are found in words: those of the Freedom of
// Information Act, 5 U.S.C. 552(b), and of the Privacy Act that are most like
// them, 552a(j) and (k). Others are such that a text has them for other reasons.
var exempting = strings.Fields(`(b)(1) (b)(2) (b)(3) (b)(4) (b)(5) (b)(6)
	(b)(7) (b)(7)(A) (b)(7)(B) (b)(7)(C) (b)(7)(D) (b)(7)(E) (b)(7)(F) (b)(8) (b)(9)
	(j)(1) (j)(2) (k)(1) (k)(2) (k)(3) (k)(4) (k)(5) (k)(6) (k)(7)`)

// exemptions are those that are marked on a page, each once.
func exemptions(marks []archive.Mark) []string {
	var out []string
	for _, m := range marks {
		if m.Kind != archive.MarkExemption && m.Kind != archive.MarkWithheld {
			continue
		}
		for name := range strings.SplitSeq(m.Code, ",") { // the sheet in place of a page names several
			if name = strings.TrimSpace(name); name != "" && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// readExemptions reads what the documents of a segment are withheld under: of one
// that is said of a document twice, nothing is counted twice.
func readExemptions(file *segment.File, reg *register) (runs, error) {
	return runsOf(file.Docs(), reg, func(do func(term []byte, docs *roaring.Bitmap)) error {
		if err := eachTerm(file.Terms(subjectFields[ofExemption]), do); err != nil {
			return err
		}
		words := file.Terms(fieldText)
		for _, name := range exempting {
			for _, term := range exemptionTerms(name) {
				docs, err := words.Docs(term)
				if err != nil {
					return err
				}
				if docs != nil {
					do([]byte(name), docs)
				}
			}
		}
		return nil
	})
}

// exempted matches the pages and rows that are withheld under an exemption.
func (p *plan) exempted(v *view, n query.Field) (clause, error) {
	wanted := exemptionValue(n.Leaf)
	var names []string
	for _, name := range p.terms[ofExemption] {
		if wanted(name) {
			names = append(names, name)
		}
	}
	marked, err := v.having(p.ctx, subjectFields[ofExemption], names)
	if err != nil {
		return nil, err
	}
	words, err := p.forms(v, fieldText, exemptionWords(n.Leaf), false)
	if err != nil || words == nil {
		return marked, err
	}
	return newOr([]clause{marked, words}, true), nil
}

// exemptionWords are the forms under which words have the exemptions that a leaf
// asks for, or a section of an order, 1.4(d).
func exemptionWords(leaf query.Node) []form {
	var out []form
	wanted := exemptionValue(leaf)
	for _, name := range exempting {
		if wanted(name) {
			for _, term := range exemptionTerms(name) {
				out = append(out, form{term, boostExact})
			}
		}
	}
	if code := exemptionCode(query.Text(leaf)); strings.Contains(code, ".") {
		out = append(out, form{"^" + code, boostExact})
	}
	return out
}

// exemptionValue says which exemptions, by their names, a leaf asks for: one
// without its letter means those with one, too, as 7 does 7(C).
func exemptionValue(leaf query.Node) func(name string) bool {
	switch leaf.(type) {
	case query.Word, query.Phrase:
		typed := query.Text(leaf)
		want := exemptionCode(typed)
		return func(name string) bool {
			rest, within := strings.CutPrefix(exemptionCode(name), want)
			return sameExemption(name, typed) || within && len(want) == 2 && rest != "" && !analysis.IsDigit(rest[0])
		}
	}
	value := valueOf(leaf)
	return func(name string) bool { return value(exemptionCode(name)) }
}

// ExemptionName is how an exemption is named, however it is spelled: (b)(7)(C) of
// b7C. What is no exemption that is known here is left as it is.
func ExemptionName(typed string) string {
	for _, name := range exempting {
		if sameExemption(name, typed) {
			return name
		}
	}
	return typed
}

// sameExemption reports whether two spellings are of the same exemption.
func sameExemption(x, y string) bool {
	code := exemptionCode(x)
	return code != "" && code == exemptionCode(y) || analysis.Fold(x) == analysis.Fold(y)
}

// exemptionTerms are the forms under which words have an exemption that is found in
// them: b6, (b)(6), Exemption 6, 552(b)(6).
func exemptionTerms(typed string) []string {
	code := exemptionCode(typed)
	if !slices.ContainsFunc(exempting, func(name string) bool { return exemptionCode(name) == code }) {
		return nil
	}
	law := "552"
	if code[0] != 'b' {
		law = "552a"
	}
	out := []string{"^" + code, "^" + law + code, "^5usc" + law + code}
	if len(code) > 2 { // 7(C)
		out = append(out, "^"+code[1:])
	}
	return out
}

// exemptionCode gives a spelling of an exemption its plain form: (b)(7)(C),
// b7C, "Exemption 7(C)", 552(b)(7)(C) are all b7c. Those of the Privacy Act keep
// their letter: (k)(2) is k2; and a section of an order its point: 1.4(d) is 1.4d.
func exemptionCode(typed string) string {
	s := strings.ToLower(typed)
	for _, word := range []string{"exemption", "exempt", "5 u.s.c.", "usc", "§", "foia", "ex.", "ex "} {
		s = strings.ReplaceAll(s, word, "")
	}
	var b strings.Builder
	point := false
	for i := 0; i < len(s); i++ {
		switch {
		case analysis.IsWordByte(s[i]):
			b.WriteByte(s[i])
		case s[i] == '.' && i > 0 && analysis.IsDigit(s[i-1]) && i+1 < len(s) && analysis.IsDigit(s[i+1]):
			point = true
			b.WriteByte('.')
		}
	}
	code := strings.TrimPrefix(strings.TrimPrefix(b.String(), "552a"), "552")
	if code != "" && analysis.IsDigit(code[0]) && !point {
		code = "b" + code
	}
	if len(code) > 8 {
		return ""
	}
	return code
}
