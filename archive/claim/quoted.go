package claim

import (
	"context"
	"fmt"
	"strings"
)

// checkQuotes looks quotations up.
func checkQuotes(ctx context.Context, quotes []quotation, rec Record) ([]Statement, error) {
	if len(quotes) == 0 {
		return nil, nil
	}
	texts := make([]string, len(quotes))
	for i, q := range quotes {
		texts[i] = q.text
	}
	found, err := rec.Passages(ctx, texts)
	if err != nil {
		return nil, err
	}
	var out []Statement
	for i, q := range quotes {
		s := Statement{Start: q.start, End: q.end, Text: oneLine(q.text), Kind: KindQuote}
		s.judge(q, found[i])
		out = append(out, s)
	}
	return out, nil
}

// judge compares a quotation with the passages that it may come from.
func (s *Statement) judge(q quotation, passages []Passage) {
	parts := quoteParts(q.text)
	words := 0
	for _, p := range parts {
		for _, w := range p {
			if !w.any {
				words++
			}
		}
	}
	var best found
	ok := false
	for _, p := range passages {
		f, there := find(parts, p)
		if !there || f.matched == 0 {
			continue
		}
		if !ok || f.rank() < best.rank() {
			best, ok = f, true
		}
	}
	enough := ok && best.distance <= max(1, words*2/5) && best.matched*2 >= words && (words > 2 || best.distance == 0 || tells(q, best))
	switch {
	case !enough:
		s.Verdict, s.Message = Absent, "No document of this archive has these words, or nearly these."
		return
	case best.distance == 0 && len(best.passage.Corrections) > 0:
		s.Verdict, s.Message = Disagree, "The record has these words, and a notice corrects the place where they stand: "+oneLine(best.passage.Corrections[0].Statement)
	case best.distance == 0:
		s.Verdict, s.Message = Supported, "The record has these words."
	case best.misread:
		s.Verdict, s.Message = Supported, "The record has these words; "+best.diff()+": it is a scan, and letters were read wrong there."
	default:
		s.Verdict, s.Message = Differs, "The record has nearly these words: "+best.diff()+"."
	}
	if len(parts) > 1 {
		s.Message += " What was left out of the quotation stands between them."
	}
	at := best.passage.At
	if at.Locator.Page > 0 && at.Locator.Row == 0 && at.Locator.To == 0 {
		at.Locator.From, at.Locator.To = best.start, best.end
	}
	s.Evidence = []Evidence{{at, oneLine(string([]rune(best.passage.Text)[best.start:best.end]))}}
	for _, c := range best.passage.Corrections {
		if s.Verdict == Disagree && c.Notice.Item != "" {
			s.Evidence = append(s.Evidence, Evidence{c.Notice, oneLine(c.Statement)})
		}
	}
}

// rank orders finds: fewest changes first, text before scans.
func (f found) rank() int {
	n := f.distance * 4
	if f.passage.OCR {
		n += 2
	}
	if f.passage.At.Locator.Row > 0 {
		n++
	}
	return n
}

// tells reports whether a quotation of two words of which one differs is known by
// the other: a long and seldom one.
func tells(q quotation, f found) bool {
	for _, w := range quoteWords(q.text) {
		if len([]rune(w)) >= 9 && strings.Contains(fold2(string([]rune(f.passage.Text)[f.start:f.end])), " "+w+" ") {
			return true
		}
	}
	return false
}

// diff says the changes in words.
func (f found) diff() string {
	var out []string
	for i, c := range f.changes {
		if i == 4 {
			out = append(out, fmt.Sprintf("and %d more", len(f.changes)-i))
			break
		}
		switch {
		case c.said == "":
			out = append(out, "“"+c.is+"” is left out")
		case c.is == "":
			out = append(out, "“"+c.said+"” does not stand there")
		default:
			out = append(out, "“"+c.said+"” is “"+c.is+"” there")
		}
	}
	return strings.Join(out, ", ")
}
