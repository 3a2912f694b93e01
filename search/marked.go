package search

import (
	"strings"

	"readingroom/search/query"
)

// marked matches the pages and rows that bear an exemption or a Bates number:
// as a mark that was read off the page, or in their words.
func (p *plan) marked(v *view, n query.Field) (cursor, error) {
	if n.Name == "bates" {
		return p.leaf(v, fieldText, n.Leaf, false)
	}
	var forms []form
	for _, code := range exemptionTerms(query.Text(n.Leaf)) {
		forms = append(forms, form{code, boostExact})
	}
	return p.forms(v, fieldText, forms, false)
}

// exemptionTerms are the forms under which the words of a page have an
// exemption: b6, (b)(6), Exemption 6, 552(b)(6).
func exemptionTerms(typed string) []string {
	code := exemptionCode(typed)
	if code == "" {
		return nil
	}
	out := []string{"^" + code, "^552" + code, "^5usc552" + code}
	if len(code) > 1 {
		out = append(out, code)
	}
	if len(code) > 2 { // 7(C)
		out = append(out, "^"+code[1:])
	}
	return out
}

// exemptionCode gives a spelling of an exemption its plain form: (b)(7)(C),
// b7C, "Exemption 7(C)", 552(b)(7)(C) are all b7c. Those of the Privacy Act keep
// their letter: (k)(2) is k2.
func exemptionCode(typed string) string {
	s := strings.ToLower(typed)
	for _, word := range []string{"exemption", "exempt", "5 u.s.c.", "usc", "§", "foia", "ex.", "ex "} {
		s = strings.ReplaceAll(s, word, "")
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if wordByte(s[i]) {
			b.WriteByte(s[i])
		}
	}
	code := strings.TrimPrefix(strings.TrimPrefix(b.String(), "552a"), "552")
	if code != "" && isDigit(code[0]) {
		code = "b" + code
	}
	if len(code) > 8 {
		return ""
	}
	return code
}

// batesRange matches the pages that bear one of the numbers of a Range.
func (p *plan) batesRange(v *view, n query.Range) (cursor, error) {
	return newOr(nil, false), nil
}

func (p *plan) amount(v *view, n query.Range) (cursor, error) {
	return newOr(nil, false), nil
}
