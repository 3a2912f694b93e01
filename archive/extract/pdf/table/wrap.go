package table

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// runsOn reports whether the text of a column goes on from one line to the
// next: with a small letter, indented under it, or because the line was full.
func (b *body) runsOn(above, below *bodyLine, c int) bool {
	up, down := above.at[c], below.at[c]
	if len(up) == 0 || len(down) == 0 {
		return false
	}
	last := up[len(up)-1]
	if leads(last.Text) || len(up) > 3 && isDots(last.Text) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(down[0].Text)
	end, _ := utf8.DecodeLastRuneInString(last.Text)
	switch {
	case end == ':' || isBullet(down[0].Text):
		return false
	case unicode.IsLower(first):
		return true
	case end == ',' || end == '-' || end == '–' || end == '—' || end == '/' || end == '&' || isLink(last.Text):
		return true
	case strings.HasSuffix(down[len(down)-1].Text, ":") && below.count == 1:
		return false
	}
	full := last.x1+.3*b.size+(down[0].x1-down[0].x0) > b.right[c]
	if !full {
		return false
	}
	indent := down[0].x0 - up[0].x0
	return indent > .4*b.size && indent < 4*b.size || last.x1-up[0].x0 > 12*b.size && len(up) > 2 && indent > -.4*b.size
}

// leads reports whether a word ends in the dots that lead the eye to the next column.
func leads(s string) bool {
	return strings.HasSuffix(s, "...") || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "___") || strings.HasSuffix(s, "···")
}

func isDots(s string) bool {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".·_…", r) }) == ""
}

// isLink reports whether a word cannot end a phrase.
func isLink(s string) bool {
	switch s {
	case "and", "or", "of", "the", "for", "in", "to", "by", "with", "a", "an", "from", "on", "at", "de", "et", "per":
		return true
	}
	return false
}
