package claim

import (
	"regexp"
	"slices"
	"strings"

	"readingroom/archive"
)

// rowsOf picks the rows that are about a place, and of them those that words near
// the figure name; named says by which.
func (l *ledger) rowsOf(f *figure, m *mention, place *Spot) (rows []int, named string) {
	if place != nil {
		body := m != nil && isBody(m, place)
		if body {
			want := fold2(m.text)
			l.named()
			for i, r := range l.Rows {
				if !r.Total && strings.Contains(l.folded[i], want) && (len(r.Places) == 0 || r.shares(*place)) {
					rows = append(rows, i)
				}
			}
			named = m.text
			if len(rows) == 0 && bodyOf(place.Slug) != "" { // a county's jail stands for it
				named = ""
				for i, r := range l.Rows {
					if !r.Total && r.in(parentOf(*place)) {
						rows = append(rows, i)
					}
				}
			}
		} else {
			for i, r := range l.Rows {
				if !r.Total && r.in(*place) {
					rows = append(rows, i)
				}
			}
		}
	} else {
		for i, r := range l.Rows {
			if !r.Total {
				rows = append(rows, i)
			}
		}
	}
	if r, n := l.labelled(f, rows); n != "" {
		return r, n
	}
	return rows, named
}

// isBody reports whether a mention is of a house or an office, and not of a
// place by its name: "Rikers Island" is in the Bronx.
func isBody(m *mention, place *Spot) bool {
	if m.kind == archive.JurisdictionAgency {
		return true
	}
	return !strings.Contains(fold2(place.Name), fold2(m.text)) && m.kind != archive.JurisdictionState && m.kind != archive.JurisdictionPlace && bodyWords.MatchString(m.text+" ")
}

var bodyWords = regexp.MustCompile(`(?i)\b(?:jail|prison|penitentiary|center|centre|complex|facility|island|correctional|institution|office|department|house)\b`)

// parentOf is the county of its jail.
func parentOf(s Spot) Spot {
	for _, w := range s.Within {
		if w != s.Slug && (strings.HasSuffix(w, "-county") || strings.HasSuffix(w, "-parish")) {
			return Spot{Slug: w, Within: []string{w}}
		}
	}
	return s
}

func fold2(s string) string {
	return " " + strings.Join(quoteWords(s), " ") + " "
}

// labelled picks the rows that words about a figure name: "assault", "Lakeshore
// Law Clinic". Of a table whose rows are about places, only names count.
func (l *ledger) labelled(f *figure, rows []int) ([]int, string) {
	if !l.placed && len(l.values) > 0 {
		for _, words := range []string{f.beside, f.across} {
			said := stemsOf(words)
			said.add(f.acts)
			said.add(f.noun)
			if r, n := l.byWords(said, rows); n != "" {
				return r, n
			}
			if r, n := l.byLead(f, stemsOf(words), rows); n != "" {
				return r, n
			}
			if len(stemsOf(words)) > 0 && words == f.beside && f.beside != "" {
				break
			}
		}
		return nil, ""
	}
	return l.byName(f, rows)
}

// byWords picks the one row whose label has most of its words there.
func (l *ledger) byWords(said stems, rows []int) ([]int, string) {
	best, at, most, tie := 0.0, -1, 0, false
	for _, i := range rows {
		label := l.label(i)
		want := stemsOf(label)
		if len(want) == 0 {
			continue
		}
		n := want.shared(said)
		share := float64(n) / float64(len(want))
		if share < 0.6 {
			continue
		}
		switch {
		case share > best || share == best && n > most:
			best, at, most, tie = share, i, n, false
		case share == best && n == most && label != l.label(at):
			tie = true
		}
	}
	if at < 0 || tie {
		return nil, ""
	}
	var all []int // the same label may stand in the rows of several years
	for _, i := range rows {
		if l.label(i) == l.label(at) {
			all = append(all, i)
		}
	}
	return all, l.label(at)
}

// byLead picks the one row whose label begins with a word that is said, where no
// other label has that word: "18 for weapons" of "Weapons and crimes against
// persons". So little can confirm a figure, not put it in doubt: the row has it.
func (l *ledger) byLead(f *figure, said stems, rows []int) (found []int, named string) {
	first := func(label string) string {
		for _, w := range strings.Fields(label) {
			for x := range stemsOf(w) {
				return x
			}
		}
		return ""
	}
	for _, i := range rows {
		label := l.label(i)
		lead := first(label)
		if lead == "" || !said[lead] || label == named {
			continue
		}
		if named != "" {
			return nil, ""
		}
		for _, k := range rows {
			if other := l.label(k); other != label && stemsOf(other)[lead] {
				return nil, ""
			}
		}
		named = label
	}
	for _, i := range rows {
		if named != "" && l.label(i) == named && slices.ContainsFunc(l.Rows[i].Cells, func(cell string) bool { return strings.TrimSpace(cell) == printValue(f.value, count) }) {
			found = append(found, i)
		}
	}
	if len(found) == 0 {
		return nil, ""
	}
	return found, named
}

// label is what names a row.
func (l *ledger) label(i int) string {
	for _, c := range l.names {
		if c <= len(l.Rows[i].Cells) && !archive.Blank(l.Rows[i].Cells[c-1]) {
			return oneLine(l.Rows[i].Cells[c-1])
		}
	}
	return ""
}

// byName picks the rows that have a value in a column of names which stands about
// the figure word for word.
func (l *ledger) byName(f *figure, rows []int) ([]int, string) {
	for _, said := range f.names {
		words, best := fold2(said), ""
		for _, name := range l.named() {
			if len(name) > len(best) && strings.Contains(words, name) {
				best = name
			}
		}
		if best == "" {
			continue
		}
		var out []int
		for _, i := range rows {
			if strings.Contains(l.folded[i], best) {
				out = append(out, i)
			}
		}
		if len(out) > 0 {
			return out, strings.TrimSpace(best)
		}
	}
	return nil, ""
}

// named are the names that stand in the columns of names, each once, as they are
// compared; those of places are none.
func (l *ledger) named() []string {
	if l.folded != nil {
		return l.known
	}
	l.folded = make([]string, len(l.Rows))
	seen := map[string]bool{}
	for i, r := range l.Rows {
		l.folded[i] = fold2(r.words())
		for _, c := range l.names {
			if r.Total || c > len(r.Cells) {
				continue
			}
			for part := range strings.FieldsFuncSeq(r.Cells[c-1], func(r rune) bool { return r == '\n' || r == ',' || r == ';' }) {
				name := fold2(part)
				if seen[name] {
					continue
				}
				seen[name] = true
				n := strings.Count(name, " ") - 1
				if n < 1 || n > 7 || n == 1 && (stopWords[strings.TrimSpace(name)] || len(name) < 6) || len(stemsOf(name)) == 0 || l.isPlace(i, part) {
					continue
				}
				l.known = append(l.known, name)
			}
		}
	}
	return l.known
}

// isPlace reports whether part of a cell names a place of the row.
func (l *ledger) isPlace(i int, part string) bool {
	part = fold2(part)
	return slices.ContainsFunc(l.Rows[i].Places, func(s Spot) bool { return strings.Contains(fold2(s.Name), part) }) || strings.HasSuffix(part, " county ") || len(strings.TrimSpace(part)) < 4
}
