package release

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

// Numbers finds the Bates numbers of a document: a prefix and digits in the
// margin of a page, one more on each page. It sees all pages in their order,
// and tells of each once it has seen the next.
//
//	"ICE-2017-000123", "2017-ICLI-00045 0123", "FBI(17-cv-88)-123", "EPA_001234"
//	->  Codes "ICE-2017-000123", "2017-ICLI-00045-0123", "FBI(17-CV-88)-123", "EPA-001234"
type Numbers struct {
	pages    int
	before   map[string]number // of the page before the waiting one
	waiting  map[string]number
	known    map[string]int // the last number of each prefix that was confirmed
	constant map[string]bool
}

// A number is what may be a Bates number: a prefix, in one spelling, and a serial.
type number struct {
	prefix string
	serial int
	digits string
	text   string
	box    archive.Box
}

// Add takes the next page and returns the Bates numbers of the one before it;
// none for the first.
func (n *Numbers) Add(p *mark.Page, l layout.Page) []archive.Mark {
	found := candidates(p, l)
	if n.known == nil {
		n.known, n.constant = map[string]int{}, map[string]bool{}
	}
	out := n.decide(found)
	n.before, n.waiting = n.waiting, found
	n.pages++
	return out
}

// End returns the Bates numbers of the last page.
func (n *Numbers) End() []archive.Mark {
	out := n.decide(nil)
	n.before, n.waiting = nil, nil
	return out
}

// decide returns those of the waiting page that are Bates numbers, by its
// neighbours. A number that stays the same is that of the document or a case.
func (n *Numbers) decide(after map[string]number) []archive.Mark {
	var out []archive.Mark
	for _, prefix := range sorted(n.waiting) {
		c := n.waiting[prefix]
		next, hasNext := after[prefix]
		last, hasLast := n.before[prefix]
		known, isKnown := n.known[prefix]
		if hasNext && next.serial == c.serial || hasLast && last.serial == c.serial {
			n.constant[prefix] = true
		}
		switch {
		case n.constant[prefix]:
			continue
		case hasNext && next.serial == c.serial+1, hasLast && last.serial == c.serial-1:
		case isKnown && c.serial > known && c.serial <= known+1000:
		case n.pages == 1 && after == nil && c.alone():
		default:
			continue
		}
		n.known[prefix] = c.serial
		out = append(out, archive.Mark{Kind: archive.MarkBates, Text: c.text, Code: c.prefix + c.digits, Box: c.box})
	}
	return out
}

// alone reports whether a number looks like one without a second one to compare.
func (c number) alone() bool {
	return len(c.digits) >= 5 && c.digits[0] == '0' && strings.IndexFunc(c.prefix, func(r rune) bool { return r >= 'A' && r <= 'Z' }) >= 0
}

// margin is the share of a page's height or width in which numbers stand.
const margin = .13

var (
	numbered   = form(`^(.*?)(\d{3,12})$`)
	prefixForm = form(`^(?:\d{2,4}[-_ ])?[A-Z][A-Z0-9&./]*(?:[-_ ]+[A-Z0-9&./]+)*(?:[-_ ]?\([A-Za-z0-9:._ -]+\))?[-_. :#]*(?:[A-Z0-9&./]+[-_. ]+)*$|^\d{4}-[A-Za-z]{2,6}-\d{4,6}[-_ ]+$`)
	// What else ends in digits that go up.
	otherwise  = form(`(?i)^(?:p(?:age|g)?\.?|case|doc(?:ument)?|no|form|rev|vol(?:ume)?|tel|phone|fax|fy|cfr|h\.?r|s\.|room|suite|box|section|sec|table|figure|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|copyright|©|usc|zip|version|ver|v)\b`)
	separators = form(`[-_. :#]+`)
)

// candidates returns what may be a Bates number of a page, by prefix. Where a
// page has two with one prefix, neither is.
func candidates(p *mark.Page, l layout.Page) map[string]number {
	out := map[string]number{}
	twice := map[string]bool{}
	for i, segs := 0, segmentsOf(atEdges(p, l)); i < len(segs); i++ {
		s := &segs[i]
		if !inMargin(s.box, p) || len(s.text) > 400 {
			continue
		}
		c, ok := numberOf(s.text)
		if ok {
			c.box = rounded(s.box)
		} else if n := len(s.words) - 1; n > 0 {
			last := s.words[n]
			if c, ok = numberOf(last.Text); ok && !c.alone() {
				continue
			}
			c.box = last.Box
		}
		if !ok {
			continue
		}
		if _, there := out[c.prefix]; there {
			twice[c.prefix] = true
		}
		if out[c.prefix] = c; len(out) == 20 {
			break
		}
	}
	for prefix := range twice {
		delete(out, prefix)
	}
	return out
}

// atEdges returns the lines of a page that reach into its margins.
func atEdges(p *mark.Page, l layout.Page) layout.Page {
	var out layout.Page
	for _, b := range l.Blocks {
		var edge layout.Block
		for _, line := range b.Lines {
			if box := line.Box(); box[1] < margin*p.Height || box[3] > (1-margin)*p.Height || box[3]-box[1] > box[2]-box[0] {
				edge.Lines = append(edge.Lines, line)
			}
		}
		if len(edge.Lines) > 0 {
			out.Blocks = append(out.Blocks, edge)
		}
	}
	return out
}

func inMargin(b archive.Box, p *mark.Page) bool {
	return b[3] < margin*p.Height || b[1] > (1-margin)*p.Height ||
		(b[2] < margin*p.Width || b[0] > (1-margin)*p.Width) && b[3]-b[1] > b[2]-b[0]
}

// numberOf reads a number; ok is false where a text has another form.
func numberOf(text string) (c number, ok bool) {
	text = strings.Trim(text, " .,;|*")
	m := numbered.FindStringSubmatch(text)
	if m == nil || len(text) > 48 || otherwise.MatchString(text) {
		return c, false
	}
	serial, err := strconv.Atoi(m[2])
	if err != nil {
		return c, false
	}
	if m[1] == "" {
		if len(m[2]) < 5 || m[2][0] != '0' {
			return c, false
		}
	} else if !prefixForm.MatchString(m[1]) || letters(m[1]) < 2 {
		return c, false
	}
	prefix := strings.ToUpper(separators.compile().ReplaceAllString(m[1], "-"))
	return number{prefix: prefix, serial: serial, digits: m[2], text: text}, true
}

func letters(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if isLetter(s[i]) {
			n++
		}
	}
	return n
}

// sorted returns the prefixes in order, so that the same page always yields the same.
func sorted(m map[string]number) []string {
	return slices.Sorted(maps.Keys(m))
}
