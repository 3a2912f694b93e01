package rtf

import (
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/internal/flow"
)

// maxDepth is how many groups within groups are told apart; what is deeper
// counts as part of the group that deep.
const maxDepth = 5000

// A reader goes through a document once, from its beginning to its end, and
// puts its text into flow, or its HTML into html.
type reader struct {
	scanner
	sink archive.Sink
	flow *flow.Flow
	html *strings.Builder
	err  error // of the sink

	group
	outer  []group
	deeper int // groups open beyond maxDepth
	ended  bool

	bytes       []byte // of text, not yet decoded
	surrogate   rune   // the first half of a character, before its second
	standIns    int    // characters to leave out: what older programs show for \u
	ansi        int    // the code page of the document
	defaultFont int
	fonts       map[int]int // code pages, by number of the font

	about   archive.About
	given   bool
	info    strings.Builder // the destination that is being kept
	time    [3]int          // year, month, day
	aside   strings.Builder // a note, header or footer
	author  string          // of the next comment
	authors []string        // of changes, by number
	notes   int
	seen    map[string]bool // headers and footers that were given

	mark      string // that is open: "hidden", "deleted"
	deletions int
	hiddens   int
	changers  map[string]bool

	itap  int // how deep in tables the paragraph stands
	cells []bool
	row   rowProps
}

// A group is what { begins and } ends: properties hold until its end.
type group struct {
	dest    destination
	name    string      // of a destination that is kept, "title"
	begun   bool        // the destination begins with this group
	resumes destination // where \shptxt or \ud put their text
	star    bool        // \* was read: an unknown word makes this group unseen
	hidden  bool
	deleted bool
	reviser int
	font    int
	uc      int  // characters that stand in for each \u
	rtfOnly bool // \htmlrtf: not part of the HTML
}

func newReader(b []byte) *reader {
	return &reader{
		scanner: scanner{b: b}, group: group{dest: body, uc: 1, font: -1}, ansi: 1252, defaultFont: -1,
		fonts: map[int]int{}, seen: map[string]bool{}, changers: map[string]bool{},
	}
}

func (r *reader) read() {
	for r.err == nil && (r.flow == nil || r.flow.Err() == nil) {
		t := r.next()
		if t.kind != chars {
			r.flush()
		}
		switch t.kind {
		case end:
			r.finish()
			return
		case open:
			r.begin()
		case shut:
			r.leave()
			if r.ended {
				r.finish()
				return
			}
		case chars:
			r.chars(t.text)
		case word:
			r.standIns = 0 // some writers leave them out; a \par is worth more than a stand-in
			r.word(t)
		}
	}
}

func (r *reader) begin() {
	r.standIns = 0
	if len(r.outer) >= maxDepth {
		r.deeper++
		return
	}
	r.outer = append(r.outer, r.group)
	r.begun, r.star = false, false
}

func (r *reader) leave() {
	r.standIns = 0
	if r.deeper > 0 {
		r.deeper--
		return
	}
	if len(r.outer) == 0 {
		return
	}
	if r.begun {
		r.close()
	}
	last := len(r.outer) - 1
	r.group = r.outer[last]
	r.outer = r.outer[:last]
	r.ended = last == 0
}

// finish gives what is left at the end.
func (r *reader) finish() {
	for !r.ended && len(r.outer) > 0 { // cut short
		if r.begun {
			r.close()
		}
		r.group = r.outer[len(r.outer)-1]
		r.outer = r.outer[:len(r.outer)-1]
	}
	if r.flow != nil {
		r.unmark()
		r.tables(0)
		r.giveAbout()
	}
}

// word obeys a control word.
func (r *reader) word(t token) {
	if t.word == "*" {
		r.star = true
		return
	}
	star := r.star
	r.star = false
	if r.destination(t) {
		return
	}
	if star {
		r.to(unseen)
		return
	}
	switch t.word {
	case "u":
		r.unicode(t.n)
	case "uc":
		r.uc = min(max(t.n, 0), 64)
	case "f":
		r.font = t.n
	case "plain":
		r.hidden, r.deleted, r.font = false, false, r.defaultFont
	case "v":
		r.hidden = t.on()
	case "deleted":
		r.deleted = t.on()
	case "revauthdel":
		r.reviser = t.n
	case "htmlrtf":
		r.rtfOnly = t.on()
	case "ansi":
		r.ansi = 1252
	case "mac":
		r.ansi = 10000
	case "pc":
		r.ansi = 437
	case "pca":
		r.ansi = 850
	case "ansicpg":
		r.ansi = t.n
	case "deff":
		r.defaultFont = t.n
		r.font = t.n
	case "fcharset":
		r.charset(pageOfCharset[t.n])
	case "cpg":
		r.charset(t.n)
	case "yr", "mo", "dy":
		r.date(t)
	default:
		if s, ok := signs[t.word]; ok {
			r.put(s)
			return
		}
		r.layout(t)
	}
}
