package release

import (
	"slices"
	"strings"

	"readingroom/archive"
)

// How a sheet says that it stands in place of pages.
var (
	sheetTitle = form(`(?i)deleted page information sheet|page denial information sheet|withdrawal (?:/ ?redaction )?sheet|pages? withheld sheet`, "sheet")
	sheetCount = form(`(?i)(?:total (?:deleted|withheld) pages?(?:\(s\))?\s*[~=:-]+\s*\d+|\b\d+ pages? (?:(?:has|have) been |were |was )?(?:deleted|withheld|denied|removed)[^.]{0,80})`, "page")
	sheetSays  = []pattern{
		form(`(?i)\b(?:this |the following |these |entire |all |attached )?(?:pages?|documents?|records?|attachments?|materials?)(?:\(s\))?(?: [\d,; &–-]+(?:(?:through|thru|to|and|of|&) ?[\d, ]+)*)? ?(?:(?:has|have) been |is |are |was |were )?(?:being )?(?:intentionally )?(?:withheld|denied|redacted|deleted|removed|exempt)(?: (?:in (?:its|their) entirety|in full|in whole|pursuant to|under|by|for|from|as|since|because|per)\b[^.]{0,160}|[ .:;]*$)`, "withheld", "denied", "redacted", "deleted", "removed", "exempt"),
		form(`(?i)^(?:withheld|denied|redacted|deleted|exempt) (?:in (?:its|their) entirety|in full|in whole)\b`, " in "),
		form(`(?i)^withheld pursuant to (?:foia )?exemptions?\b[^.]{0,160}`, "withheld pursuant"),
		form(`(?i)^pages? (?:withheld|denied|deleted|redacted|referred|removed|intentionally withheld)\b`, "page"),
		form(`(?i)^(?:this |these )?(?:(?:pages?|documents?|records?)(?: (?:has|have) been| is| are| was| were)? )?(?:referred|returned) (?:to|for direct response)\b[^.]{0,120}`, "referred", "returned"),
		form(`(?i)^(?:this )?(?:page|document|record)?s? ?(?:is |are )?(?:non-? ?responsive|not responsive|outside (?:the )?scope)(?: (?:records?|pages?|material))?\W*$`, "responsive", "scope"),
	}
	// "Page 12 ~ b6; b7C;" on the sheet of the FBI.
	sheetPage = form(`(?i)^pages? \d+(?: ?[-–] ?\d+)? ?[~=]+`, "page")
)

// sparse is how many words a sheet has at most, beside its list of pages.
const sparse = 120

// mark returns the mark of a sheet: what it says, with the number of pages where
// it says that, and the exemptions.
func (p paragraph) mark(codes []sighting) archive.Mark {
	var norms []string
	for _, c := range codes {
		if !slices.Contains(norms, c.norm) {
			norms = append(norms, c.norm)
		}
	}
	return archive.Mark{Kind: archive.MarkWithheld, Text: p.text, Code: strings.Join(norms, ", "), Box: rounded(p.box)}
}

// beginsLetter reports whether a line, in small letters, is one of a letter.
func beginsLetter(lower string) bool {
	return slices.ContainsFunc([]string{"dear ", "sincerely", "from:", "subject:", "re:"}, func(p string) bool { return strings.HasPrefix(lower, p) })
}

// sheet returns what a sheet says that stands in place of pages; ok is false
// where the page is none.
func (f *finder) sheet() (says paragraph, ok bool) {
	words, titled := 0, false
	for i := range f.segments {
		s := &f.segments[i]
		switch {
		case beginsLetter(s.lower):
			return says, false
		case sheetPage.matches(s.text, s.lower):
		case sheetTitle.matches(s.text, s.lower):
			titled = true
		default:
			words += len(s.words)
		}
	}
	if words > sparse && !titled || words > 4*sparse {
		return says, false
	}
	var said []string
	for _, p := range f.paragraphs() {
		text, lower := "", strings.ToLower(p.text)
		match := func(r pattern) bool { return r.matches(p.text, lower) }
		if match(sheetCount) || slices.ContainsFunc(sheetSays, match) || titled && match(sheetTitle) {
			text = p.text
		}
		if text = strings.TrimSpace(text); text == "" || len(said) == 6 {
			continue
		}
		if len(said) == 0 {
			says.box = p.box
		}
		said, says.box = append(said, cut(text, 300)), says.box.Union(p.box)
	}
	says.text = strings.Join(said, "\n")
	return says, len(said) > 0
}

func cut(s string, n int) string {
	if len(s) > n {
		s = strings.ToValidUTF8(s[:n], "") + "…"
	}
	return s
}

// A paragraph is segments that stand one under the other.
type paragraph struct {
	text string
	box  archive.Box
}

// paragraphs joins the lines of each block of the page.
func (f *finder) paragraphs() []paragraph {
	var out []paragraph
	block := -1
	for i := range f.segments {
		s := &f.segments[i]
		if s.block != block || sheetPage.matches(s.text, s.lower) {
			block = s.block
			out = append(out, paragraph{s.text, s.box})
			continue
		}
		p := &out[len(out)-1]
		if len(p.text) < 1000 {
			p.text += " " + s.text
		}
		p.box = p.box.Union(s.box)
	}
	return out
}
