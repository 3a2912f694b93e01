// Package claim checks the statements of a text against a record: quotations,
// figures with what they count, where and when, and sums.
//
//	"Ventura County, Calif. (188)"                supported   a row says so
//	"206 detainers during Feb. 4 - Feb. 10"       differs     206 is of Jan. 28 - Feb. 3; 47
//	"five in Franklin County, Pa."                disagree    a notice corrects the row
//	"Kern County declined 37"                     absent      not in this archive
//
// It says what the record has and never that a text is wrong: the record may be.
// A figure is supported only where number, place, period and what is counted
// agree, as far as the text states them. The same text and the same record give
// the same answer. Pure: what is looked up comes through Record.
package claim

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"readingroom/archive"
	"readingroom/archive/link"
	"readingroom/archive/link/gazetteer"
)

// MaxText is the longest text that is checked, in bytes.
const MaxText = 256 << 10

// A Kind says what sort of statement it is.
type Kind string

// The kinds of statements.
const (
	KindQuote  Kind = "quote"  // words in quotation marks
	KindFigure Kind = "figure" // a number with what it counts
	KindSum    Kind = "sum"    // arithmetic between numbers
)

// A Verdict says how a statement stands to the record.
type Verdict string

// The verdicts.
const (
	Supported Verdict = "supported" // the record says so
	Differs   Verdict = "differs"   // the record says something else, which is shown
	Disagree  Verdict = "disagree"  // the record disagrees with itself, or corrects it; or the text does
	Partly    Verdict = "partly"    // some of it was checked
	Absent    Verdict = "absent"    // not in this archive
)

// Verdicts are all of them, in the order in which they are told.
var Verdicts = []Verdict{Supported, Differs, Disagree, Partly, Absent}

// Words says a verdict in words.
func (v Verdict) Words() string {
	switch v {
	case Disagree:
		return "sources disagree"
	case Partly:
		return "partly checked"
	case Absent:
		return "not in this archive"
	}
	return string(v)
}

// A Statement is a checkable statement of a text. Start and End count Unicode
// code points, from 0.
type Statement struct {
	Start    int        `json:"start"`
	End      int        `json:"end"`
	Text     string     `json:"text"`
	Kind     Kind       `json:"kind"`
	Verdict  Verdict    `json:"verdict"`
	Message  string     `json:"message"`
	Evidence []Evidence `json:"evidence"`
}

// An Evidence is a place of the record that a verdict rests on, with its words.
type Evidence struct {
	At    archive.Place
	Quote string
}

// A Report is what came of checking a text.
type Report struct {
	Statements []Statement
	Notes      []string // what was not read, and why
}

// Count counts the statements with a verdict.
func (r Report) Count(v Verdict) int {
	n := 0
	for _, s := range r.Statements {
		if s.Verdict == v {
			n++
		}
	}
	return n
}

// quotesAtMost and figuresAtMost are how many statements of a text are looked up.
const (
	quotesAtMost  = 300
	figuresAtMost = 600
)

// Check checks a text. date is its own, or "": it gives days without a year
// theirs. archive.ErrInvalid where the text is too long.
func Check(ctx context.Context, text string, date archive.Day, g *gazetteer.Gazetteer, rec Record) (Report, error) {
	var out Report
	if len(text) > MaxText {
		return out, fmt.Errorf("the text has %d KiB; at most %d KiB can be checked at a time: %w", len(text)>>10, MaxText>>10, archive.ErrInvalid)
	}
	if !utf8.ValidString(text) {
		return out, fmt.Errorf("the text is not UTF-8: save it as UTF-8 and try again: %w", archive.ErrInvalid)
	}
	text = unescape(text)
	p := newProse(text)
	all := quotations(p.runes)
	quotes := checkable(p, all)
	if len(quotes) > quotesAtMost {
		out.Notes = append(out.Notes, fmt.Sprintf("Only the first %d quotations were looked up.", quotesAtMost))
		quotes = quotes[:quotesAtMost]
	}
	said, err := checkQuotes(ctx, quotes, rec)
	if err != nil {
		return out, err
	}
	out.Statements = said
	if foreign(p) {
		out.Notes = append(out.Notes, "The text does not seem to be in English: its quotations were looked up, its figures were not read.")
		return out, nil
	}
	r := readArticle(p, text, date, all, g)
	if len(r.figures) > figuresAtMost {
		out.Notes = append(out.Notes, fmt.Sprintf("Only the first %d figures were read.", figuresAtMost))
		r.figures = r.figures[:figuresAtMost]
	}
	docs, err := rec.Documents(ctx, r.asks())
	if err != nil {
		return out, err
	}
	c := newChecker(g, docs)
	out.Statements = append(out.Statements, c.check(r)...)
	slices.SortStableFunc(out.Statements, func(a, b Statement) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	for i := range out.Statements {
		if out.Statements[i].Evidence == nil {
			out.Statements[i].Evidence = []Evidence{}
		}
	}
	return out, nil
}

// readArticle finds the places and periods of a text, then its figures.
func readArticle(p *prose, text string, date archive.Day, quotes []quotation, g *gazetteer.Gazetteer) *reading {
	if date == "" {
		date = cmp.Or(link.Date(text, "", ""), yearOf(p))
	}
	page := archive.Page{Number: 1, Text: text}
	d := link.NewDocument(g, link.Context{Date: date})
	d.Read(page)
	places := mentions(d.Page(page), p.runes, g)
	return read(p, g, places, link.Periods(text, date), quotes, archive.Period{})
}

// yearOf is the middle of the year that a text names most often: its days without
// a year are of about then.
func yearOf(p *prose) archive.Day {
	n := map[string]int{}
	best := ""
	for _, t := range p.toks {
		if len(t.text) == 4 && (t.text[:2] == "20" || t.text[:2] == "19") && t.digit {
			if n[t.text]++; n[t.text] > n[best] || n[t.text] == n[best] && t.text < best {
				best = t.text
			}
		}
	}
	day := best + "-07-01"
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return ""
	}
	return day
}

// foreign reports whether a text is in another language than English: few of its
// words are the small words of English.
func foreign(p *prose) bool {
	words, english, other := 0, 0, 0
	for _, t := range p.toks {
		if t.word {
			words++
			if smallWords[t.low] {
				english++
			}
			if foreignWords[t.low] {
				other++
			}
		}
	}
	return words >= 30 && english*100 < words*12 && other > english
}

var smallWords = set(`the of and to in that is was for on with as by at from it were which be are has had its an this not or but they their been who will would`)

var foreignWords = set(`de la el en los las que y un una por para con del se su al es le les des du et dans est sur pour une der die das und den von zu mit ist im ein eine auf nicht il di che per gli non sono o os da do em não uma het van een niet`)

// asks are what documents are looked for about.
func (r *reading) asks() []Ask {
	var out []Ask
	for _, f := range r.figures {
		a := Ask{Figure: string(r.runes[r.toks[f.from].start:r.toks[f.to-1].end]), Period: f.period}
		if f.to < len(r.toks) && r.toks[f.to].word && f.own {
			a.Next = r.toks[f.to].low
		}
		for _, t := range r.toks[r.sentences[f.sentence].from:r.sentences[f.sentence].to] {
			if t.word && (f.noun[stem(t.low)] || f.acts[stem(t.low)]) && !slices.Contains(a.Words, t.low) {
				a.Words = append(a.Words, t.low)
			}
		}
		for w := range f.noun {
			if len(a.Words) == 0 {
				a.Words = append(a.Words, w)
			}
		}
		slices.Sort(a.Words)
		for _, m := range f.places {
			for _, s := range m.spots {
				a.Places, a.Slugs = append(a.Places, m.text), append(a.Slugs, s.Slug)
			}
		}
		out = append(out, a)
	}
	return out
}
