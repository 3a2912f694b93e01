package search

import (
	"testing"

	"readingroom/search/query"
)

func TestSought(t *testing.T) {
	a := newAnalyzer()
	for _, c := range []struct {
		leaf  query.Node
		forms string // the first of them
		words int
	}{
		{query.Word("jails"), "jails", 1},
		{query.Word("Feb. 4, 2017"), "^2017-02-04", 0},
		{query.Phrase("2/4/2017"), "^2017-02-04", 0},
		{query.Phrase("on 2/4/2017"), "", 4},
		{query.Word("17-cv-01234"), "^17-cv-01234", 3},
		{query.Word("e-mails"), "emails", 2},
		{query.Phrase("e-mails"), "", 2},
		{query.Word("9/11"), "^9/11", 0},
		{query.Word("Exemption 7(C)"), "^b7c", 0},
		{query.Word("ͺ-ͺ"), "", 0},
		{query.Word("ͺ.1"), "1", 1},
		{query.Word("1234-56-78"), "^1234-56-78", 3},
	} {
		q := a.sought(c.leaf)
		first := ""
		if len(q.forms) > 0 {
			first = q.forms[0].term
		}
		if first != c.forms || len(q.words) != c.words {
			t.Errorf("%s: %s, %d words; want %s, %d", query.Print(c.leaf), first, len(q.words), c.forms, c.words)
		}
	}
}
