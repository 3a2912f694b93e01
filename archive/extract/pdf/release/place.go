package release

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"readingroom/archive"
)

// A sighting is a code where it stands.
type sighting struct {
	code
	text    string // as printed
	segment int
	box     archive.Box
	in      *box // around it, and nothing but exemptions in it

	alone   bool // nothing else is in its segment
	mention bool // a sentence speaks of it
}

// codes returns the exemptions that mark what was withheld; stamped tells that
// the page has a stamp of release, sheet that it stands in place of others. A
// code is a mark where it stands in a box or alone; in a line of text, where
// the sentence does not speak of it.
func (f *finder) codes(stamped, sheet bool) []sighting {
	all := f.sightings()
	if len(all) == 0 {
		return nil
	}
	law, list := f.isLaw(), f.isList(all)
	for i := range f.segments {
		if h := &f.segments[i]; len(h.words) <= 5 && len(f.headings) < 50 && columnName.MatchString(h.text) && len(codesIn(h.text)) == 0 {
			f.headings = append(f.headings, h.box)
		}
	}
	boxed, alone, mentioned := false, false, false
	for _, s := range all {
		boxed = boxed || s.in != nil && (!s.weak() || s.in.dark())
		alone = alone || s.alone && !s.weak() && !s.mention && !law && !list && !f.underHeading(s)
		mentioned = mentioned || s.mention
	}
	released := stamped || boxed || alone
	var out []sighting
	for _, s := range all {
		var ok bool
		switch {
		case s.in != nil:
			ok = !s.weak() || s.in.dark() || released
		case sheet:
			ok = !list
		case f.beside(s.box):
			ok = !s.mention
		case law || list || s.mention || f.underHeading(s):
		case s.norm[0] == 'P' || s.bare && (s.norm[1] == 'j' || s.norm[1] == 'k' || s.norm[1] == 'd' || s.norm[0] != '('):
			ok = s.alone && withOthers(f.segments[s.segment].text)
		case s.named:
			ok = s.alone && (boxed || f.segments[s.segment].size < .9*f.size || !f.segments[s.segment].first)
		case s.alone:
			ok = !s.weak() || released || s.text[0] == 'b' && f.inMargin(s.box)
		case s.weak():
			seg := &f.segments[s.segment]
			ok = released && seg.last && s.end >= len(strings.TrimRight(seg.text, " ,;.")) && s.text[0] == 'B'
		default:
			ok = !mentioned || boxed || stamped
		}
		if ok {
			if out = append(out, s); len(out) == maxMarks {
				break
			}
		}
	}
	return out
}

// withOthers reports whether there is an exemption of 5 U.S.C. 552 in a text.
func withOthers(text string) bool {
	return slices.ContainsFunc(codesIn(text), func(c code) bool { return strings.HasPrefix(c.norm, "(b)") })
}

// weak reports whether what is printed may be much else: B6, but not b7C.
func (s sighting) weak() bool {
	return s.bare && !(s.text[0] == 'b' && len(s.norm) == len("(b)(7)(C)"))
}

// sightings returns all codes of the page.
func (f *finder) sightings() []sighting {
	var out []sighting
	for n := range f.segments {
		seg := &f.segments[n]
		found := codesIn(seg.text)
		if len(found) == 0 {
			continue
		}
		rest := residue(seg.text, found)
		alone := rest == onlyCodes || rest == aboutCodes && !f.goesOn(n)
		before := f.before(n)
		mention := false
		for i, c := range found {
			lead := before + " " + seg.text[max(0, c.start-context):c.start]
			if i > 0 && mention && len(strings.Fields(seg.text[found[i-1].end:c.start])) <= 4 && !strings.Contains(seg.text[found[i-1].end:c.start], ". ") {
				// A list that the sentence goes on with.
			} else {
				mention = cue.MatchString(lead) && !(alone && rest == aboutCodes)
			}
			after := seg.text[c.end:min(len(seg.text), c.end+context)]
			s := sighting{code: c, text: seg.text[c.start:c.end], segment: n, box: seg.boxOf(c.start, c.end), alone: alone}
			s.mention = mention || !alone && (cueAfter.MatchString(after) || c.named)
			s.in = f.inBox(s)
			if out = append(out, s); len(out) == maxCodes {
				return out
			}
		}
	}
	return out
}

// context is how many bytes around a code tell whether a sentence speaks of it.
const context = 80

// A sentence that speaks of an exemption names it so before, or goes on so after.
var (
	cue      = regexp.MustCompile(`(?i)(?:exempt(?:ions?|ed)?|(?:sub)?sections?|sec\.|§§?|u\. ?s\. ?c\.?|\busc|552a?|foia|pursuant to|\bunder|(?:sub)?paragraphs?|clauses?|subdivisions?|c\. ?f\. ?r\.|\bcfr|rules?|\bact|\bsee|code|reasons?|pia)[ ,:(“"]*(?:and |or |both |the |[\d.]+ ?)?$`)
	cueAfter = regexp.MustCompile(`(?i)^[”"),]* *(?:(?:and|or|&|,|;|/|\(b\)|\(\d\)|\([A-F]\)) ?)*(?:of (?:the |title |this |section |5 )|exempt|protects?|applies|appl(?:y|icable)|redact|withh|requires?|permits?|provides?|allows?|covers?|pertains?|states?|because|material|information|determinations?|claims?|assertions?|privilege|analysis|request|FOIA|shall\b)`)
)

// before returns the words of the line that goes before a segment's, where the
// segment begins its line.
func (f *finder) before(n int) string {
	if prev := f.previous(n); prev >= 0 {
		text := f.segments[prev].text
		return text[max(0, len(text)-context):]
	}
	return ""
}

// previous returns the segment of the line above that a segment goes on from; -1 for none.
func (f *finder) previous(n int) int {
	s := &f.segments[n]
	if !s.first || s.line == 0 {
		return -1
	}
	for k := n - 1; k >= 0 && k >= n-8 && f.segments[k].block == s.block; k-- {
		p := &f.segments[k]
		if p.line == s.line-1 && p.box[0] <= s.box[2] && p.box[2] >= s.box[0] {
			return k
		}
	}
	return -1
}

// goesOn reports whether a segment is the end of a sentence in a paragraph.
func (f *finder) goesOn(n int) bool {
	prev := f.previous(n)
	if prev < 0 {
		return false
	}
	p := &f.segments[prev]
	if len(p.words) < 4 || strings.HasSuffix(p.text, ".") {
		return false
	}
	return residue(p.text, codesIn(p.text)) == other
}

// What stands in a segment beside its codes.
type remains int

const (
	onlyCodes  remains = iota // nothing, or what agencies add to a code
	aboutCodes                // "Withheld pursuant to exemption … of the Freedom of Information Act"
	other
)

var (
	// Added to a code: -1, per FBI, DPP, 10 U.S.C. 130b, Personal Privacy.
	added = regexp.MustCompile(`^(?i:\W*|[-–—]?\d{1,3}(?:,\d{1,2})*[,;]?|per|dpp|dp|awp|wp|acp|ac|pii|pp|cbi|nr|ls|les|(?:u\.?s\.?c\.?|usc)|§+|sec(?:tion|\.)?|p\.?l\.?|pub\.?|natsecact|nsa|cia|fbi|dea|atf|dos|state|doj|dhs|ice|cbp|tsa|uscis|usss|dod|osd|army|navy|usaf|epa|eop|nara|doe|irs|act|frcp|frcrp|rule|personal|privacy|deliberative|process|attorney[-/]?|client|work|product|communications?|presidential|privilege|enforcement|law|techniques|confidential|business|outside|scope|non[- ]?responsive|duplicate|redacted|deleted|names?|phone|email|e-mail|address(?:es)?|pa|crop|[a-z]?\d+[a-z]?(?:\([a-z0-9]+\))*[,;:]?)$`)
	about = regexp.MustCompile(`^(?i:withheld|pursuant|to|under|exemptions?|exempt|exempted|ex\.?|from|disclosure|freedom|of|the|information|privacy|act|foia/?p?a?|and|or|&|in|full|part|released?|page|pages|by|for|reasons?|following|section|u\.s\.|5|552)$`)
)

// residue says what stands in a text beside its codes.
func residue(text string, codes []code) remains {
	var b strings.Builder
	at := 0
	for _, c := range codes {
		if c.start > at {
			b.WriteString(text[at:c.start])
		}
		b.WriteByte(' ')
		at = max(at, c.end)
	}
	b.WriteString(text[at:])
	words := strings.FieldsFunc(b.String(), func(r rune) bool { return strings.ContainsRune(" ,;:/()[]{}", r) })
	out := onlyCodes
	for _, w := range words {
		w = strings.Trim(w, ".-–—•*|_'\"")
		switch {
		case w == "" || added.MatchString(w):
		case about.MatchString(w):
			out = max(out, aboutCodes)
		default:
			return other
		}
	}
	if len(words) > 20 {
		return other
	}
	return out
}

// inBox returns the box that a code stands in, if there is nothing else in it
// but codes and what goes with them.
func (f *finder) inBox(s sighting) *box {
	b := f.smallest(s.box)
	if b == nil {
		return nil
	}
	var in []*placed
	f.words.each(archive.Box{b.Box[0] + 1, b.Box[1] + 1, b.Box[2] - 1, b.Box[3] - 1}, func(w *placed) bool {
		if within((w.Box[0]+w.Box[2])/2, (w.Box[1]+w.Box[3])/2, b.Box) {
			in = append(in, w)
		}
		return len(in) <= maxInBox
	})
	if len(in) > maxInBox {
		return nil
	}
	slices.SortStableFunc(in, func(a, b *placed) int {
		return cmp.Or(cmp.Compare(a.segment, b.segment), cmp.Compare(a.Box[0], b.Box[0]))
	})
	for i := 0; i < len(in); {
		text, n := "", in[i].segment
		for ; i < len(in) && in[i].segment == n; i++ {
			text += " " + in[i].Text
		}
		if residue(text, codesIn(text)) == other {
			return nil
		}
	}
	return b
}

// maxInBox is how many words stand on a redaction at most.
const maxInBox = 60

// inMargin reports whether a place is beside the text.
func (f *finder) inMargin(b archive.Box) bool {
	return b[0] >= f.right-1 || b[2] <= f.left+1
}

var (
	lawParagraph = regexp.MustCompile(`^\((?:[ac-hl-z]|ii|iii|iv)\)(?:\(\d\))?\s`)
	lawCited     = regexp.MustCompile(`(?i)\bc\.?f\.?r\.?\b|federal register|§`)
	listHeading  = regexp.MustCompile(`(?i)explanation of exemptions|sections? 552a?\b|exemptions? (?:claimed|asserted|cited|used|applied|codes?)|u\.s\.c\.? §? ?552a?\b`)
	columnName   = regexp.MustCompile(`(?i)^(?:foia )?exempt(?:ions?|ion\(s\))?\b`)
)

// isLaw reports whether the page is the text of a law or of a regulation, whose
// paragraphs are numbered as exemptions are.
func (f *finder) isLaw() bool {
	paragraphs, cited := 0, 0
	for i := range f.segments {
		if s := &f.segments[i]; s.first && lawParagraph.MatchString(s.text) {
			paragraphs++
		}
		cited += len(lawCited.FindAllStringIndex(f.segments[i].text, 20))
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
