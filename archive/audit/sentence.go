package audit

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"readingroom/archive"
)

// count is a number in figures or words, for patterns.
const count = `\d{1,3}(?:,\d{3})+|\d{1,6}|twenty-five|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|two|three|four|five|six|seven|eight|nine|ten`

var (
	// "The ten jurisdictions below … account for 5.1 %"
	listed = regexp.MustCompile(`(?i)\b(` + count + `) ((?:[a-z'’-]+ ){0,3}?[a-z'’-]+s)\b(?: (?:that|which) (?:are|were))? (?:below|listed (?:below|here)|in the (?:following )?(?:table|list)(?: below)?)\b`)
	lists  = regexp.MustCompile(`(?i)\b(?:table|list)(?: below| above)? (?:lists|shows|contains|has|names) (?:the )?(` + count + `) ((?:[a-z'’-]+ ){0,3}?[a-z'’-]+s)\b`)
	// "5.1 % of all", "5.1 percent of the"
	share   = regexp.MustCompile(`(?i)\b(?:account(?:s|ed)? for|make up|made up|represent(?:s|ed)?|is|are|were|was) (?:about |some |approximately )?(\d{1,3}(?:\.\d{1,3})?) ?(?:%|percent|per cent) of\b`)
	figures = regexp.MustCompile(`\b\d{1,3}(?:,\d{3})+\b|\b\d{1,7}\b`)
)

// A passage is a paragraph of a page: lines that run on, and are no table's.
type passage struct {
	page  int
	start int // of its text on the page, in code points
	text  string
}

// A ledger is a table that was added up once, for all sentences about it.
type ledger struct {
	*auditor
	plain []int // the rows that are neither totals nor labels
	title map[string]bool
	sums  map[int]sum             // by column, of those that add up
	names map[int]map[string]bool // the words of these columns
}

func newLedger(t Table) ledger {
	l := ledger{auditor: newAuditor(t), title: wordsOf(t.Title), sums: map[int]sum{}, names: map[int]map[string]bool{}}
	l.plain = l.items()
	for col, c := range l.columns {
		if c.adds() && !c.percent {
			l.sums[col], l.names[col] = l.add(l.plain, col), wordsOf(c.name)
		}
	}
	return l
}

// finding begins a finding about the rows of the table.
func (l ledger) finding(k Kind, printed string, at archive.Locator) Finding {
	f := Finding{Kind: k, Table: l.Number, Printed: printed, At: at, Rows: len(l.plain), Without: l.plain}
	if len(l.plain) > 0 {
		f.From, f.To = l.at(l.plain[0], 0), l.at(l.plain[len(l.plain)-1], 0)
	}
	return f
}

// Sentences compares what a document's sentences say of its tables with the
// tables. Its pages are given without their words.
func Sentences(pages []archive.Page, tables []Table) Result {
	var r Result
	var all []ledger
	for _, t := range tables {
		all = append(all, newLedger(t))
	}
	for _, p := range pages {
		for _, text := range passages(p) {
			r.counts(text, all)
			r.echoes(text, all)
			r.share(text, all)
		}
	}
	r.once()
	return r
}

// once leaves the first of findings that say the same: a line that stands at the
// foot of every page.
func (r *Result) once() {
	seen := map[string]bool{}
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool {
		key := string(f.Kind) + f.Text
		was := seen[key]
		seen[key] = true
		return was
	})
	r.Unchecked = slices.DeleteFunc(r.Unchecked, func(u Unchecked) bool {
		was := seen["?"+u.Text]
		seen["?"+u.Text] = true
		return was
	})
}

// passages parts a page's text into paragraphs. Line ends become spaces, so
// that offsets stay what they are.
func passages(p archive.Page) []passage {
	var out []passage
	points := 0
	var text strings.Builder
	begin := 0
	end := func() {
		if strings.TrimSpace(text.String()) != "" {
			out = append(out, passage{p.Number, begin, text.String()})
		}
		text.Reset()
	}
	for line := range strings.Lines(p.Text) {
		body := strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(body) == "" || strings.Contains(body, "\t") {
			end()
		} else {
			if text.Len() == 0 {
				begin = points
			}
			text.WriteString(body)
			text.WriteString(strings.Repeat(" ", utf8.RuneCountInString(line)-utf8.RuneCountInString(body)))
		}
		points += utf8.RuneCountInString(line)
	}
	end()
	return out
}

// at is where a part of the passage stands, by bytes.
func (p passage) at(from, to int) archive.Locator {
	start := p.start + utf8.RuneCountInString(p.text[:from])
	return archive.Locator{Page: p.page, From: start, To: start + utf8.RuneCountInString(p.text[from:to])}
}

// below is the table that a passage introduces: the only one that begins on its
// page. Where there are several, "below" is not certain.
func below(p passage, tables []ledger) (ledger, bool) {
	var found []ledger
	for _, t := range tables {
		if t.Page == p.page {
			found = append(found, t)
		}
	}
	if len(found) != 1 || found[0].Confidence > 0 && found[0].Confidence < 0.75 || len(found[0].plain) == 0 {
		return ledger{}, false
	}
	return found[0], true
}

// counts compares "the ten jurisdictions below" with the rows of the table there.
func (r *Result) counts(p passage, tables []ledger) {
	for _, re := range []*regexp.Regexp{listed, lists} {
		for _, m := range re.FindAllStringSubmatchIndex(p.text, 20) {
			n, ok := counted(p.text[m[2]:m[3]])
			if !ok || n < 2 {
				continue
			}
			said := oneLine(p.text[m[2]:m[1]])
			t, ok := below(p, tables)
			if !ok {
				r.Unchecked = append(r.Unchecked, Unchecked{0, p.at(m[2], m[1]), fmt.Sprintf("“%s”: it is not certain which table is meant.", said)})
				continue
			}
			f := t.finding(KindCount, said, p.at(m[2], m[1]))
			f.Agrees, f.Computed = n == len(t.plain), fmt.Sprintf("%d rows", len(t.plain))
			f.Text = fmt.Sprintf("“%s”: the table there has %d rows besides its totals.", said, len(t.plain))
			r.Findings = append(r.Findings, f)
		}
	}
}

// echoes finds figures that are what the rows of a table add up to, or how many
// they are, where the words beside the figure are those of the table. It finds
// agreement only: a figure that is another may be about something else.
func (r *Result) echoes(p passage, tables []ledger) {
	for _, m := range figures.FindAllStringIndex(p.text, 200) {
		n, ok := counted(p.text[m[0]:m[1]])
		if !ok || n < 10 || partOfNumber(p.text, m[0], m[1]) {
			continue
		}
		beside := around(p.text, m[0], m[1])
		for _, t := range tables {
			if f, ok := t.echo(n, wordsOf(beside)); ok {
				f.Printed, f.At = p.text[m[0]:m[1]], p.at(m[0], m[1])
				f.Text = fmt.Sprintf("“%s”: %s", oneLine(beside), f.Text)
				r.Findings = append(r.Findings, f)
				break
			}
		}
	}
}

func (l ledger) echo(n int, beside map[string]bool) (Finding, bool) {
	f := l.finding(KindCount, "", archive.Locator{})
	f.Agrees = true
	if len(l.plain) < 2 {
		return f, false
	}
	if n == len(l.plain) && shared(beside, l.title) > 0 {
		f.Computed, f.Text = fmt.Sprintf("%d rows", n), fmt.Sprintf("“%s” has that many rows.", oneLine(l.Title))
		return f, true
	}
	for col, s := range l.sums {
		if s.masked == 0 && s.lo == int64(n)*unit && shared(beside, l.title)+shared(beside, l.names[col]) > 0 {
			f.Column, f.Computed = l.columns[col].name, printNumber(s.lo, 0)
			f.Text = fmt.Sprintf("%s of “%s” adds up to it.", l.columns[col].called(), oneLine(l.Title))
			return f, true
		}
	}
	return f, false
}

// share compares "together they account for 5.1 % of all 3,083 detainers" with
// the rows of the table there.
func (r *Result) share(p passage, tables []ledger) {
	for _, m := range share.FindAllStringSubmatchIndex(p.text, 20) {
		t, ok := below(p, tables)
		if !ok || len(t.sums) != 1 || !saysBelow.MatchString(p.text) {
			continue
		}
		said, printed := oneLine(p.text[m[0]:m[1]]), numberOf(p.text[m[2]:m[3]])
		f := t.finding(KindShare, p.text[m[2]:m[3]]+" %", p.at(m[0], m[1]))
		for col, s := range t.sums {
			f.Column = t.columns[col].name
			wholes := wholesOf(p, s.lo, t.names[col])
			for _, w := range wholes {
				if f.Agrees = rounds(s.lo, w*unit, printed); f.Agrees {
					wholes = []int64{w}
					break
				}
			}
			if s.masked > 0 || len(wholes) != 1 {
				r.Unchecked = append(r.Unchecked, Unchecked{t.Number, f.At, fmt.Sprintf("“%s”: it is not certain of what whole it is a share.", said)})
				continue
			}
			f.Computed = strconv.FormatFloat(float64(s.lo)/unit/float64(wholes[0])*100, 'f', printed.decimals+1, 64) + " %"
			f.Text = fmt.Sprintf("“%s”: the %d rows of the table add up to %s, which is %s of %s.", said, f.Rows, printNumber(s.lo, s.decimals), f.Computed, printNumber(wholes[0]*unit, 0))
			r.Findings = append(r.Findings, f)
		}
	}
}

var saysBelow = regexp.MustCompile(`(?i)\b(?:below|following|table|listed)\b`)

// wholesOf are the figures of a passage that rows which add up to part may be a
// share of: at least as large, and beside a word of the column's name.
func wholesOf(p passage, part int64, column map[string]bool) []int64 {
	var out []int64
	for _, m := range figures.FindAllStringIndex(p.text, 100) {
		n, ok := counted(p.text[m[0]:m[1]])
		w := int64(n)
		if ok && n > 0 && w*unit >= part && !partOfNumber(p.text, m[0], m[1]) && shared(wordsOf(around(p.text, m[0], m[1])), column) > 0 && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// rounds reports whether part of whole is the printed share, rounded to as many
// places as were printed; either way where it lies in the middle.
func rounds(part, whole int64, printed number) bool {
	if whole == 0 {
		return false
	}
	exact := float64(part) / float64(whole) * 100
	half := 0.5
	for range printed.decimals {
		half /= 10
	}
	d := exact - float64(printed.v)/unit
	return d <= half+1e-9 && d >= -half-1e-9
}
