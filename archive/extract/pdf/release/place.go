package release

import (
	"cmp"
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
// the page has a stamp of release, sheet that it stands in place of others.
func (f *finder) codes(stamped, sheet bool) []sighting {
	all := f.sightings()
	if len(all) == 0 {
		return nil
	}
	e := f.evidence(all)
	e.stamped, e.sheet = stamped, sheet
	var out []sighting
	for _, s := range all {
		if f.isMark(s, e) {
			if out = append(out, s); len(out) == maxMarks {
				break
			}
		}
	}
	return out
}

// Evidence is what a page as a whole tells of the codes on it.
type evidence struct {
	stamped   bool // released, says a stamp
	sheet     bool // it stands in place of other pages
	law       bool // it is the text of a law
	list      bool // it explains the exemptions
	boxed     bool // a code stands in a box
	alone     bool // a code stands alone that is nothing else
	mentioned bool // a sentence speaks of an exemption
}

func (e evidence) released() bool { return e.stamped || e.boxed || e.alone }

func (f *finder) evidence(all []sighting) evidence {
	f.findHeadings()
	e := evidence{law: f.isLaw(), list: f.isList(all)}
	for _, s := range all {
		e.boxed = e.boxed || s.in != nil && (!s.weak() || s.in.dark())
		e.alone = e.alone || s.alone && !s.weak() && !s.mention && !e.law && !e.list && !f.underHeading(s)
		e.mentioned = e.mentioned || s.mention
	}
	return e
}

// isMark reports whether a code marks what was withheld. It does in a box or
// beside one, and where it stands alone; in a line of text, where the sentence
// does not speak of it. What may be much else, as B6 may, needs more of a page
// than to be there.
func (f *finder) isMark(s sighting, e evidence) bool {
	segment := &f.segments[s.segment]
	switch {
	case s.in != nil:
		return !s.weak() || s.in.dark() || e.released()
	case e.sheet:
		return !e.list
	case f.beside(s.box):
		return !s.mention
	case e.law || e.list || s.mention || f.underHeading(s):
		return false
	case s.bare && !strings.HasPrefix(s.norm, "(b)"):
		return s.alone && withOthers(segment.text)
	case s.named: // also the heading of what a letter says of it
		return s.alone && (e.boxed || segment.size < .9*f.size || !segment.first)
	case s.alone:
		return !s.weak() || e.released() || s.text[0] == 'b' && f.inMargin(s.box)
	case s.weak(): // State puts B6 behind the line
		return e.released() && s.text[0] == 'B' && segment.last && s.end >= len(strings.TrimRight(segment.text, " ,;."))
	}
	return !e.mentioned || e.boxed || e.stamped
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
			if !mention || !listed(seg.text, found[i-1], c) {
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

// listed reports whether a sentence that speaks of one code goes on to another.
func listed(text string, a, b code) bool {
	between := text[min(a.end, b.start):b.start]
	return len(strings.Fields(between)) <= 4 && !strings.Contains(between, ". ")
}

// context is how many bytes around a code tell whether a sentence speaks of it.
const context = 80

// A sentence that speaks of an exemption names it so before, or goes on so after.
var (
	cue      = form(`(?i)(?:exempt(?:ions?|ed)?|(?:sub)?sections?|sec\.|§§?|u\. ?s\. ?c\.?|\busc|552a?|foia|pursuant to|\bunder|(?:sub)?paragraphs?|clauses?|subdivisions?|c\. ?f\. ?r\.|\bcfr|rules?|\bact|\bsee|code|reasons?|pia)[ ,:(“"]*(?:and |or |both |the |[\d.]+ ?)?$`)
	cueAfter = form(`(?i)^[”"),]* *(?:(?:and|or|&|,|;|/|\(b\)|\(\d\)|\([A-F]\)) ?)*(?:of (?:the |title |this |section |5 )|exempt|protects?|applies|appl(?:y|icable)|redact|withh|requires?|permits?|provides?|allows?|covers?|pertains?|states?|because|material|information|determinations?|claims?|assertions?|privilege|analysis|request|FOIA|shall\b)`)
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

// inBox returns the box that a code stands in, if there is nothing else in it
// but codes and what goes with them.
func (f *finder) inBox(s sighting) *box {
	b := f.smallest(s.box)
	if b == nil {
		return nil
	}
	var in []*placed
	f.field().each(archive.Box{b.Box[0] + 1, b.Box[1] + 1, b.Box[2] - 1, b.Box[3] - 1}, func(w *placed) bool {
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
