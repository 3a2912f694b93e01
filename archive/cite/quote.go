package cite

import (
	"errors"
	"slices"
	"strings"

	"readingroom/archive"
)

// about is how many characters before and after a passage are kept with it.
const about = 48

// rangeAtMost is how many rows of a range are read.
const rangeAtMost = 500

// Quote returns what stands at a place. archive.ErrNotFound, with words for a
// reader, where the document has no such place.
func Quote(d Document, l archive.Locator) (archive.Selector, error) {
	switch {
	case l.IsZero():
		return archive.Selector{Exact: d.Item.Title}, nil
	case d.Text == nil:
		return archive.Selector{}, notFound("document %s was not read", d.Item.Number)
	case l.Row > 0:
		return quoteRow(d, l)
	case l.Table > 0 || l.Sheet != "":
		return quoteTable(d, l)
	case l.Mail != "" && d.Mail == nil:
		return archive.Selector{}, notFound("document %s is no e-mail", d.Item.Number)
	case l.Mail == archive.MailHead:
		return quoteHead(d, l)
	case l.Part > 0:
		if l.Part > len(d.Parts) {
			return archive.Selector{}, notFound("document %s has %d attachments, so there is none numbered %d", d.Item.Number, len(d.Parts), l.Part)
		}
		return archive.Selector{Exact: archive.ShowName(d.Parts[l.Part-1].Name)}, nil
	}
	return quoteText(d, l)
}

func quoteHead(d Document, l archive.Locator) (archive.Selector, error) {
	m := d.Mail
	lines := []struct{ field, text string }{{"from", m.From}, {"to", m.To}, {"cc", m.Cc}, {"date", m.Date}, {"subject", m.Subject}}
	var all []string
	for _, x := range lines {
		if l.Field == x.field {
			if x.text == "" {
				return archive.Selector{}, notFound("the head of e-mail %s has no line %q", d.Item.Number, l.Field)
			}
			return archive.Selector{Exact: x.text}, nil
		}
		if x.text != "" {
			all = append(all, x.field+": "+x.text)
		}
	}
	return archive.Selector{Exact: strings.Join(all, "\n")}, nil
}

// quoteText is a page, a region of one, a passage, or a paragraph of a body.
func quoteText(d Document, l archive.Locator) (archive.Selector, error) {
	p, err := d.Text.Page(max(l.Page, 1))
	if errors.Is(err, archive.ErrNotFound) {
		return archive.Selector{}, notFound("document %s has %d pages, so there is no page %d", d.Item.Number, d.Pages, max(l.Page, 1))
	}
	if err != nil {
		return archive.Selector{}, err
	}
	if l.Region != (archive.Region{}) {
		if b := l.Region.Box(); p.Width <= 0 || b[0] >= p.Width || b[1] >= p.Height {
			return archive.Selector{}, notFound("page %d of %s is %.0f by %.0f points, so nothing of it is in the region %s", l.Page, d.Item.Number, p.Width, p.Height, l)
		}
		return archive.Selector{Prefix: p.Text}, nil // of the page: by it the page is known again
	}
	runes := []rune(p.Text)
	from, to := l.From, l.To
	switch {
	case l.Par > 0:
		all := Paragraphs(p.Text)
		if l.Par > len(all) {
			return archive.Selector{}, notFound("the body of %s has %d paragraphs, so there is none numbered %d", d.Item.Number, len(all), l.Par)
		}
		from, to = all[l.Par-1].From, all[l.Par-1].To
	case to == 0:
		return archive.Selector{Exact: p.Text}, nil
	}
	if to > len(runes) {
		return archive.Selector{}, notFound("page %d of %s has %d characters, so there is no passage %d–%d", max(l.Page, 1), d.Item.Number, len(runes), from+1, to)
	}
	return selected(runes, from, to), nil
}

func selected(runes []rune, from, to int) archive.Selector {
	return archive.Selector{
		Exact:  string(runes[from:to]),
		Prefix: string(runes[max(0, from-about):from]),
		Suffix: string(runes[to:min(len(runes), to+about)]),
	}
}

// Place returns the span of a passage of a page: a paragraph's where one is named.
func Place(text string, l archive.Locator) (from, to int, ok bool) {
	if l.Par == 0 {
		return l.From, l.To, l.To > 0 && l.To <= len([]rune(text))
	}
	all := Paragraphs(text)
	if l.Par > len(all) {
		return 0, 0, false
	}
	return all[l.Par-1].From, all[l.Par-1].To, true
}

func quoteTable(d Document, l archive.Locator) (archive.Selector, error) {
	t, _, ok := tableOf(d, l)
	if !ok {
		return archive.Selector{}, noTable(d, l)
	}
	return archive.Selector{Exact: titled(t), Header: slices.Clone(t.Header)}, nil
}

func titled(t archive.Table) string {
	if t.Title != "" {
		return t.Title
	}
	return t.Sheet
}

func noTable(d Document, l archive.Locator) error {
	switch {
	case l.Sheet != "":
		return notFound("document %s has no sheet %q", d.Item.Number, l.Sheet)
	case l.Page > d.Pages:
		return notFound("document %s has %d pages, so there is no page %d", d.Item.Number, d.Pages, l.Page)
	case l.Page > 0:
		return notFound("page %d of %s has no table %d", l.Page, d.Item.Number, l.Table)
	}
	return notFound("document %s is not one table, so it has no record %d", d.Item.Number, l.Row)
}

// tableOf finds the table that a locator names a place in, and the row's number
// there. A row between two tables of a sheet is looked for in the first of it.
func tableOf(d Document, l archive.Locator) (archive.Table, int, bool) {
	at, row := -1, 0
	for i, t := range d.Tables {
		n, ok := t.RowOf(l.First())
		switch {
		case !ok:
		case t.Page > 0 || t.Spans(n) || n == 0:
			return t, n, true
		case at < 0:
			at, row = i, n
		}
	}
	if at < 0 {
		return archive.Table{}, 0, false
	}
	return d.Tables[at], row, true
}

func quoteRow(d Document, l archive.Locator) (archive.Selector, error) {
	t, n, ok := tableOf(d, l)
	if !ok {
		return archive.Selector{}, noTable(d, l)
	}
	row, err := rowAt(d, t, n)
	if errors.Is(err, archive.ErrNotFound) {
		return archive.Selector{}, notFound("this table of %s has %d rows, and none is numbered %d", d.Item.Number, t.Rows, l.Row)
	}
	if err != nil {
		return archive.Selector{}, err
	}
	if l.Col > max(len(row.Cells), len(t.Header)) && l.LastRow == 0 {
		return archive.Selector{}, notFound("row %d of this table has %d cells", l.Row, len(row.Cells))
	}
	s := archive.Selector{Cells: row.Cells, Header: slices.Clone(t.Header), Group: row.Group}
	if s.Exact, err = exactOf(d, t, row, l); err != nil {
		return s, err
	}
	s.Prefix, s.Suffix, err = besides(d, t, n)
	return s, err
}

// rowAt is a row of a table; of a sheet also one above the data.
func rowAt(d Document, t archive.Table, n int) (archive.Row, error) {
	row, err := d.Text.Row(t.Number, n)
	if errors.Is(err, archive.ErrNotFound) {
		if i := slices.IndexFunc(t.Head, func(r archive.Row) bool { return r.Number == n }); i >= 0 {
			return t.Head[i], nil
		}
	}
	return row, err
}

// exactOf is the text of a row, a cell or a range.
func exactOf(d Document, t archive.Table, row archive.Row, l archive.Locator) (string, error) {
	switch {
	case l.LastRow > 0:
		return rangeText(d, t, l)
	case l.Col > 0:
		return cell(row.Cells, l.Col), nil
	}
	return strings.Join(row.Cells, "\t"), nil
}

func cell(cells []string, col int) string {
	if col > len(cells) {
		return ""
	}
	return cells[col-1]
}

// rangeText is a range as one copies it out of a spreadsheet: tabs between
// cells, line ends between rows.
func rangeText(d Document, t archive.Table, l archive.Locator) (string, error) {
	var lines []string
	for r, err := range d.Text.Rows(t.Number, l.Row) {
		if err != nil {
			return "", err
		}
		if r.Number > l.LastRow || len(lines) == rangeAtMost {
			break
		}
		cells := r.Cells
		if l.Col > 0 {
			cells = nil
			for c := l.Col; c <= min(l.LastCol, max(len(r.Cells), len(t.Header))); c++ {
				cells = append(cells, cell(r.Cells, c))
			}
		}
		lines = append(lines, strings.Join(cells, "\t"))
	}
	return strings.Join(lines, "\n"), nil
}

// besides are the rows before and after a row, each on one line.
func besides(d Document, t archive.Table, n int) (before, after string, err error) {
	const gap = 20 // blank rows of a sheet have numbers too
	for r, err := range d.Text.Rows(t.Number, max(1, n-gap)) {
		if err != nil {
			return "", "", err
		}
		if r.Number < n {
			before = line(r.Cells)
		}
		if r.Number > n {
			after = line(r.Cells)
			break
		}
	}
	return clip(before, about), clip(after, about), nil
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
