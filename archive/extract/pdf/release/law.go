package release

var (
	lawParagraph = form(`^\((?:[ac-hl-z]|ii|iii|iv)\)(?:\(\d\))?\s`)
	lawCited     = form(`(?i)\bc\.?f\.?r\.?\b|federal register|§`)
	listHeading  = form(`(?i)explanation of exemptions|sections? 552a?\b|exemptions? (?:claimed|asserted|cited|used|applied|codes?)|u\.s\.c\.? §? ?552a?\b`)
	columnName   = form(`(?i)^(?:foia )?exempt(?:ions?|ion\(s\))?\b`)
)

// isLaw reports whether the page is the text of a law or of a regulation, whose
// paragraphs are numbered as exemptions are.
func (f *finder) isLaw() bool {
	paragraphs, cited := 0, 0
	for i := range f.segments {
		if s := &f.segments[i]; s.first && lawParagraph.MatchString(s.text) {
			paragraphs++
		}
		cited += len(lawCited.compile().FindAllStringIndex(f.segments[i].text, 20))
	}
	return paragraphs >= 2 && cited > 0 || cited >= 12
}

// isList reports whether the page explains the exemptions or lists them to be
// checked: it has most of them, and says so.
func (f *finder) isList(all []sighting) bool {
	kinds := map[string]bool{}
	for _, s := range all {
		kinds[s.norm] = true
	}
	if len(kinds) < 6 {
		return false
	}
	for i := range f.segments {
		if listHeading.MatchString(f.segments[i].text) {
			return true
		}
	}
	return false
}

// findHeadings finds the headings of columns that name exemptions.
func (f *finder) findHeadings() {
	for i := range f.segments {
		if h := &f.segments[i]; len(h.words) <= 5 && len(f.headings) < 50 && columnName.MatchString(h.text) && len(codesIn(h.text)) == 0 {
			f.headings = append(f.headings, h.box)
		}
	}
}

// underHeading reports whether a code stands in a column of a table that says
// under which exemptions records were withheld.
func (f *finder) underHeading(s sighting) bool {
	for _, h := range f.headings {
		if h[3] <= s.box[1]+1 && h[0] < s.box[2] && h[2] > s.box[0] {
			return true
		}
	}
	return false
}
