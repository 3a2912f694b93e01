package check

import (
	"context"
	"errors"
	"strings"
	"unicode"

	"readingroom/archive"
	"readingroom/archive/claim"
	"readingroom/archive/content"
)

// Passages returns the texts of pages and rows that a quotation may come from.
func (r *Reader) Passages(ctx context.Context, quotations []string) ([][]claim.Passage, error) {
	l := newLoader(r)
	defer l.close()
	out := make([][]claim.Passage, len(quotations))
	for i, q := range quotations {
		seen := map[archive.Place]bool{}
		for n, query := range queriesOf(q) {
			hits, err := r.Find.Find(ctx, query, []string{"page", "row"}, hitsAtMost)
			if err != nil {
				return nil, err
			}
			for _, h := range hits {
				at := archive.Place{Item: h.Item, Locator: h.Locator}
				if seen[at] {
					continue
				}
				seen[at] = true
				p, ok, err := l.passage(ctx, h)
				if err != nil {
					return nil, err
				}
				if ok {
					out[i] = append(out[i], p)
				}
			}
			if n == 0 && len(out[i]) > 0 {
				break // all its words stand there as they are
			}
		}
	}
	return out, nil
}

// queriesOf are the searches that find what a quotation was taken from: its words
// as they are; else runs of a few of them, of which a changed word spoils but one.
func queriesOf(q string) []string {
	var words []string
	for part := range strings.FieldsFuncSeq(strings.ReplaceAll(q, "…", " … "), unicode.IsSpace) {
		if w := strings.TrimFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); w != "" && !strings.ContainsAny(w, "\"“”«»") {
			words = append(words, w)
		}
	}
	phrase := func(w []string) string { return `"` + strings.Join(w, " ") + `"` }
	var out []string
	if len(words) >= 2 && !strings.ContainsAny(q, "…[") && !strings.Contains(q, "...") {
		out = append(out, phrase(words[:min(len(words), 24)]))
	} else {
		out = append(out, "")
	}
	n := 3
	if len(words) < 8 {
		n = 2
	}
	var runs []string
	step := max(1, (len(words)-n)/16+1)
	if len(words) > 6 {
		step = max(step, 2)
	}
	for i := 0; i+n <= len(words) && len(runs) < 16; i += step {
		runs = append(runs, phrase(words[i:i+n]))
	}
	if len(words) <= 3 {
		for _, w := range words {
			if len(w) >= 8 {
				runs = append(runs, w)
			}
		}
	}
	if len(runs) > 0 {
		out = append(out, strings.Join(runs, " OR "))
	}
	return out
}

// A loader opens contents once for many places.
type loader struct {
	*Reader
	files map[string]*content.File
	items map[string]archive.Item
}

func newLoader(r *Reader) *loader {
	return &loader{r, map[string]*content.File{}, map[string]archive.Item{}}
}

func (l *loader) close() {
	for _, f := range l.files {
		if f != nil {
			f.Close()
		}
	}
}

// open opens the content of an item; nil where there is none.
func (l *loader) open(ctx context.Context, number string) (archive.Item, *content.File, error) {
	if f, ok := l.files[number]; ok {
		return l.items[number], f, nil
	}
	it, err := l.Lists.Store.Item(ctx, number)
	if err != nil {
		if errors.Is(err, archive.ErrNotFound) {
			err = nil
		}
		return it, nil, err
	}
	f, err := l.Lists.Contents.Open(it.Digest)
	if errors.Is(err, archive.ErrNotFound) || errors.Is(err, archive.ErrCorrupt) {
		f, err = nil, nil // it is being read anew
	}
	if err == nil {
		l.items[number], l.files[number] = it, f
	}
	return it, f, err
}

func (l *loader) passage(ctx context.Context, h Hit) (claim.Passage, bool, error) {
	p := claim.Passage{At: archive.Place{Item: h.Item, Locator: h.Locator}}
	_, f, err := l.open(ctx, h.Item)
	if f == nil || err != nil {
		return p, false, err
	}
	if h.Row > 0 {
		row, err := f.Row(h.Table, h.Row)
		if err != nil {
			return p, false, nil
		}
		p.Text = strings.Join(row.Cells, " | ")
	} else {
		page, err := f.Page(h.Page)
		if err != nil {
			return p, false, nil
		}
		p.Text, p.OCR = page.Text, page.Origin == archive.OriginOCR
	}
	touched, err := l.Lists.Touched(ctx, h.Item)
	if err != nil {
		return p, false, err
	}
	p.Corrections = touched.Whole()
	return p, true, nil
}
