package web

import (
	"fmt"
	"strings"
	"time"

	"readingroom/archive"
)

// A Citation names a place so that another person finds it again, and can tell
// that it is the same document.
type Citation struct {
	Text    string `json:"text"`    // a plain sentence, for a footnote
	URL     string `json:"url"`     // the permanent address of the place
	Locator string `json:"locator"` // "" for the whole document
	Place   string `json:"place"`   // the locator in words, "" for the whole document

	Corrections []CorrectionNote `json:"corrections,omitempty"` // that stand, of the place
}

// cite makes the citation of a place in a document that source gave.
//
//	U.S. Immigration and Customs Enforcement, “Declined Detainer Outcome Report”, 28 January 2017, p. 12.
//	Item 2026-017-0003, SHA-256 9f86d08188. http://…/cite/2026-017-0003:p12 (accessed 23 November 2026).
func cite(it archive.Item, source string, l archive.Locator, url string, accessed time.Time) Citation {
	c := Citation{URL: url, Locator: l.String(), Place: inWords(l)}
	var parts []string
	if source != "" {
		parts = append(parts, source)
	}
	title := it.Title
	if title == "" {
		title = it.Name
	}
	parts = append(parts, "“"+strings.NewReplacer("“", "‘", "”", "’").Replace(oneLine(title))+"”")
	if it.Date != "" {
		parts = append(parts, longDay(it.Date))
	} else {
		parts = append(parts, "undated")
	}
	if c.Place != "" {
		parts = append(parts, c.Place)
	}
	c.Text = fmt.Sprintf("%s. Item %s, SHA-256 %s. %s (accessed %s).",
		strings.Join(parts, ", "), it.Number, it.Digest.Short(), url, accessed.Format("2 January 2006"))
	return c
}

// inWords says a locator as a footnote does: "p. 12, table 2, row 5".
func inWords(l archive.Locator) string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	switch {
	case l.Sheet != "":
		add("sheet “%s”", oneLine(l.Sheet))
		if l.Col > 0 {
			add("cell %s%d", archive.ColumnName(l.Col), l.Row)
		} else if l.Row > 0 {
			add("row %d", l.Row)
		}
		return strings.Join(parts, ", ")
	case l.Page > 0:
		add("p. %d", l.Page)
	}
	if l.To > 0 {
		add("characters %d–%d", l.From+1, l.To)
	}
	if l.Table > 0 {
		add("table %d", l.Table)
	}
	if l.Row > 0 {
		add("row %d", l.Row)
	}
	if l.Col > 0 {
		add("column %d", l.Col)
	}
	return strings.Join(parts, ", ")
}

// oneLine leaves no line ends and no runs of space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
