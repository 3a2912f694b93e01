package web

import (
	"fmt"
	"io"
	"strings"

	"readingroom/archive/claim"
)

// CheckPage is an article with what the archive has to each of its statements.
// Its twin is the JSON of `readingroom check`.
type CheckPage struct {
	Statements []CheckedStatement `json:"statements"`
	Summary    Summary            `json:"summary"` // how many there are with each verdict
	Notes      []string           `json:"notes"`   // what was not read, and why

	Name  string        `json:"-"` // of the file
	Text  string        `json:"-"`
	Paras []CheckedPara `json:"-"`
	Limit int           `json:"-"` // KiB
	Files bool          `json:"-"` // files can be read that are no plain text
}

// A Summary counts statements by verdict.
type Summary map[claim.Verdict]int

// A CheckedStatement is a statement with its verdict. Start and End count Unicode
// code points of the text.
type CheckedStatement struct {
	Start    int               `json:"start"`
	End      int               `json:"end"`
	Text     string            `json:"text"`
	Kind     claim.Kind        `json:"kind"`
	Verdict  claim.Verdict     `json:"verdict"`
	Message  string            `json:"message"`
	Evidence []CheckedEvidence `json:"evidence"`

	Number int    `json:"-"` // from 1
	Words  string `json:"-"` // of the verdict
}

// A CheckedEvidence is a place that a verdict rests on.
type CheckedEvidence struct {
	Citation string `json:"citation"` // a place: "2026-001-0002:p3:t1:r11"
	URL      string `json:"url"`
	Quote    string `json:"quote"`
	Where    string `json:"-"`
}

// A CheckedPara is a paragraph of the article, in pieces.
type CheckedPara struct{ Pieces []CheckedPiece }

// A CheckedPiece is a piece of text that is a statement, or none; Break is a line
// end before it.
type CheckedPiece struct {
	Text  string
	Of    *CheckedStatement
	Break bool
	Last  bool // the statement ends with it
}

func newCheckPage(text string, r claim.Report) *CheckPage {
	p := &CheckPage{Statements: []CheckedStatement{}, Summary: Summary{}, Notes: append([]string{}, r.Notes...), Text: text, Limit: claim.MaxText >> 10}
	for n, x := range r.Statements {
		s := CheckedStatement{Start: x.Start, End: x.End, Text: x.Text, Kind: x.Kind, Verdict: x.Verdict, Message: x.Message, Evidence: []CheckedEvidence{}, Number: n + 1, Words: x.Verdict.Words()}
		for _, e := range x.Evidence {
			s.Evidence = append(s.Evidence, CheckedEvidence{e.At.String(), PlaceURL(e.At.Item, e.At.Locator), e.Quote, where(e.At.Item, inWords(e.At.Locator))})
		}
		p.Summary[x.Verdict]++
		p.Statements = append(p.Statements, s)
	}
	p.lay()
	return p
}

func where(item, place string) string {
	if place == "" {
		return item
	}
	return item + ", " + place
}

// lay puts the article together as it was written, each statement marked where it
// stands; one that lies over another is marked up to where that begins.
func (p *CheckPage) lay() {
	runes := []rune(p.Text)
	at := 0
	var all []CheckedPiece
	add := func(to int, of *CheckedStatement) {
		for i, line := range strings.Split(string(runes[at:to]), "\n") {
			if i > 0 || line != "" {
				all = append(all, CheckedPiece{Text: line, Of: of, Break: i > 0})
			}
		}
		at = to
	}
	for i := range p.Statements {
		s := &p.Statements[i]
		if s.End <= at || s.End > len(runes) {
			continue
		}
		end := s.End
		if i+1 < len(p.Statements) && p.Statements[i+1].Start > max(s.Start, at) {
			end = min(end, p.Statements[i+1].Start)
		}
		add(max(at, s.Start), nil)
		add(end, s)
		all[len(all)-1].Last = true
	}
	add(len(runes), nil)
	var para CheckedPara
	for i, x := range all {
		blank := x.Break && strings.TrimSpace(x.Text) == "" && i+1 < len(all) && all[i+1].Break
		if blank && len(para.Pieces) > 0 {
			p.Paras = append(p.Paras, para)
			para = CheckedPara{}
		}
		if blank {
			continue
		}
		if len(para.Pieces) == 0 {
			x.Break = false
		}
		para.Pieces = append(para.Pieces, x)
	}
	if len(para.Pieces) > 0 {
		p.Paras = append(p.Paras, para)
	}
}

// Line says what came of the check in a line: "9 statements: 5 supported, 2 differ,
// 1 partly checked, 1 not in this archive".
func (p *CheckPage) Line() string {
	if len(p.Statements) == 0 {
		return "No statement was found that could be checked: no quotation, and no number with what it counts."
	}
	var parts []string
	for _, v := range claim.Verdicts {
		n := p.Summary[v]
		if n == 0 {
			continue
		}
		words := v.Words()
		switch {
		case v == claim.Differs && n > 1:
			words = "differ"
		case v == claim.Disagree:
			words = "where sources disagree"
		}
		parts = append(parts, fmt.Sprintf("%d %s", n, words))
	}
	return count(len(p.Statements), "statement", "statements") + ": " + strings.Join(parts, ", ")
}

// table is the list of statements, as CSV has it.
func (p *CheckPage) table() [][]string {
	rows := [][]string{{"start", "end", "kind", "verdict", "text", "message", "citation", "quote"}}
	for _, s := range p.Statements {
		row := []string{fmt.Sprint(s.Start), fmt.Sprint(s.End), string(s.Kind), string(s.Verdict), s.Text, s.Message, "", ""}
		if len(s.Evidence) > 0 {
			row[6], row[7] = s.Evidence[0].Citation, s.Evidence[0].Quote
		}
		rows = append(rows, row)
	}
	return rows
}

// Markdown writes the check as a report to hand to an editor. base is the address
// of the archive, or "".
func (p *CheckPage) Markdown(w io.Writer, base string) {
	fmt.Fprintf(w, "# Checked against the record\n\n%s.\n\n", p.Line())
	for _, n := range p.Notes {
		fmt.Fprintf(w, "%s\n\n", n)
	}
	for _, s := range p.Statements {
		fmt.Fprintf(w, "%d. **%s**: “%s”  \n   %s\n", s.Number, upperFirst(s.Words), plainMarkdown(s.Text), plainMarkdown(s.Message))
		for _, e := range s.Evidence {
			fmt.Fprintf(w, "   - [%s](%s): %s\n", plainMarkdown(e.Citation), base+e.URL, plainMarkdown(e.Quote))
		}
	}
}

// plainMarkdown writes text so that Markdown shows it as it is.
func plainMarkdown(s string) string {
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "&", "&amp;", "|", `\|`).Replace(oneLine(s))
}

// Restore makes a page that came as JSON whole again, for the text it is of.
func (p *CheckPage) Restore(text string) {
	p.Text = text
	for i := range p.Statements {
		p.Statements[i].Number, p.Statements[i].Words = i+1, p.Statements[i].Verdict.Words()
	}
}
