package search

import (
	"strings"
	"testing"
)

// TestMarkedCells: what is asked of a column is marked in its cells: the words in
// them, the numbers and days that pass, or all of the cell.
func TestMarkedCells(t *testing.T) {
	header := []string{"Reason given", "Declined", "Date"}
	cells := []string{"no warrant, then a warrant", "188 days", "1/28/2017"}
	for _, c := range []struct{ query, want string }{
		{"column:reason:warrant", "no [warrant], then a [warrant]|188 days|1/28/2017"},
		{`column:"Reason given":"a warrant"`, "no warrant, then [a warrant]|188 days|1/28/2017"},
		{"column:declined=188", "no warrant, then a warrant|[188] days|1/28/2017"},
		{"column:declined>100", "no warrant, then a warrant|[188] days|1/28/2017"},
		{"column:declined>5000", "no warrant, then a warrant|188 days|1/28/2017"},
		{"column:date>=2017-01-28", "no warrant, then a warrant|188 days|[1/28/2017]"},
		{"warrant column:declined<200", "no [warrant], then a [warrant]|[188] days|1/28/2017"},
		{"column:elsewhere>1", "no warrant, then a warrant|188 days|1/28/2017"},
		{"", "no warrant, then a warrant|188 days|1/28/2017"},
	} {
		var got []string
		for i, marked := range NewMarker(c.query).Row(header, cells) {
			runes := []rune(cells[i])
			for n := len(marked) - 1; n >= 0; n-- {
				s := marked[n]
				runes = []rune(string(runes[:s.From]) + "[" + string(runes[s.From:s.To]) + "]" + string(runes[s.To:]))
			}
			got = append(got, string(runes))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.query, s, c.want)
		}
	}
}

// TestMarkedQuestions: what lacks the words that a question is put with was found
// without them, and so is marked without them.
func TestMarkedQuestions(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{"what did the sheriff say", "The sheriff of the county declined.", "sheriff"},
		{"what did the sheriff say", "What the sheriff did say of the county", "What the sheriff did say the"},
		{"the sheriff", "the sheriff", "the sheriff"},
		{`"the sheriff" say`, "the sheriff of the county", "the sheriff"},
		{"who was it", "it was he", "it was"},
	} {
		var got []string
		runes := []rune(c.text)
		for _, s := range NewMarker(c.query).Find(c.text) {
			got = append(got, string(runes[s.From:s.To]))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s in %q: %q, want %q", c.query, c.text, s, c.want)
		}
	}
}
