// Package series puts the reports of an archive into series by themselves: the
// same title but for its period, from the same source, made alike.
//
//	Weekly Declined Detainer Outcome Report       3 reports, every week
//	  2017-01-28..2017-02-03   206 rows
//	  2017-02-04..2017-02-10    47 rows, two more copies
//	  2017-02-11..2017-02-17    38 rows
//
// Pure: facts of documents in, series out. An editor's word on a document goes
// before all the rest.
package series

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/report"
)

// A Document is a document that may be an issue of a series.
type Document struct {
	Item   string
	Title  string
	Name   string // of its file
	Source string
	Date   archive.Day
	Facts  report.Facts
	Put    *string // the slug of the series an editor put it into, "" for none; nil: nobody said
}

// A Series is reports of one kind from one source, by the time they report on.
type Series struct {
	Slug     string
	Title    string
	Source   string
	Issues   []Issue
	Rhythm   string // "weekly", "quarterly"; "" where there is none
	Breaks   []Break
	Changes  []Change
	Sections []Family

	key string
}

// An Issue is one report of a series, with the copies of it.
type Issue struct {
	Document
	Copies []Document // others of the same period
}

// A Break is where an issue does not begin where the one before it ends.
type Break struct {
	Kind          BreakKind
	Before, After int            // the issues
	Period        archive.Period // what is missing, or is reported on twice
	Days          int
	Missing       int // about how many issues that is; 0: not known
}

// A BreakKind is a kind of break.
type BreakKind string

// The kinds of breaks.
const (
	Gap        BreakKind = "gap"
	Suspension BreakKind = "suspension" // a gap as long as several issues
	Overlap    BreakKind = "overlap"
	Rhythm     BreakKind = "rhythm"   // from weekly to quarterly
	Calendar   BreakKind = "calendar" // from calendar to fiscal periods
)

// A Change is what a later issue words in another way.
type Change struct {
	What    string // "section title", "column", "section"
	Issue   int    // the first that has it
	Was, Is string // "" where there was none, or is none any more
	WasAt   archive.Place
	IsAt    archive.Place
}

// A Family is one section through all issues.
type Family struct {
	Key    string
	Title  string // of the latest, without its period
	Points []Point
}

// A Point is a section in one issue.
type Point struct {
	Issue   int
	Section report.Section
	At      archive.Place
}

// Find puts documents into series. A series has at least two periods, unless an
// editor made it.
func Find(docs []Document) []Series {
	groups := map[string][]Document{}
	for _, d := range docs {
		if key, ok := groupOf(d); ok {
			groups[key] = append(groups[key], d)
		}
	}
	var found []Series
	for _, group := range groups {
		for _, alike := range split(group) {
			if s, ok := build(alike); ok {
				found = append(found, s)
			}
		}
	}
	slices.SortFunc(found, func(a, b Series) int {
		return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Issues[0].Item, b.Issues[0].Item))
	})
	found = name(found)
	return put(found, docs)
}

// KeyOf is what the reports of a series share besides their source; "" of a
// document that stands in none unless an editor puts it there.
func KeyOf(f report.Facts) string {
	if f.Notice || f.Period.From == "" || len(f.Key) < 4 {
		return ""
	}
	return f.Key
}

// groupOf is what the documents of a series share; not ok for one that is none.
func groupOf(d Document) (string, bool) {
	key := KeyOf(d.Facts)
	return strings.ToLower(strings.Join(strings.Fields(d.Source), " ")) + "\x00" + key, key != "" && d.Put == nil
}

// split parts documents of one title by how they are made: those with tables
// share a header with others of the series, those without stand where there is
// room (a scan whose tables were not read is still a copy).
func split(group []Document) [][]Document {
	var kinds [][]Document
	var bare []Document
	for _, d := range sorted(group) {
		if len(d.Facts.Sections) == 0 {
			bare = append(bare, d)
			continue
		}
		i := slices.IndexFunc(kinds, func(k []Document) bool { return slices.ContainsFunc(k, func(e Document) bool { return alike(d, e) }) })
		if i < 0 {
			kinds = append(kinds, nil)
			i = len(kinds) - 1
		}
		kinds[i] = append(kinds[i], d)
	}
	if len(kinds) == 1 {
		kinds[0] = append(kinds[0], bare...)
	} else if len(bare) > 0 {
		kinds = append(kinds, bare)
	}
	return kinds
}

// alike reports whether two documents have a section with nearly the same columns.
func alike(a, b Document) bool {
	for _, x := range a.Facts.Sections {
		for _, y := range b.Facts.Sections {
			if likeness(x.Header, y.Header) >= 0.5 {
				return true
			}
		}
	}
	return false
}

// likeness is the share of words that two texts have in common.
func likeness(a, b []string) float64 {
	x, y := wordSet(a...), wordSet(b...)
	both := 0
	for w := range x {
		if y[w] {
			both++
		}
	}
	if len(x)+len(y) == 0 {
		return 0
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

var word = regexp.MustCompile(`[\p{L}\p{N}]+`)

func wordSet(texts ...string) map[string]bool {
	out := map[string]bool{}
	for _, t := range texts {
		for _, w := range word.FindAllString(strings.ToLower(t), -1) {
			out[w] = true
		}
	}
	return out
}

// sorted puts documents into the order of what they report on, the one that
// says most of its sections first among those of one period.
func sorted(docs []Document) []Document {
	docs = slices.Clone(docs)
	slices.SortStableFunc(docs, func(a, b Document) int {
		p, q := a.Facts.Period, b.Facts.Period
		return cmp.Or(cmp.Compare(p.From, q.From), cmp.Compare(p.Until, q.Until), -cmp.Compare(cells(a), cells(b)), cmp.Compare(worn(a), worn(b)), cmp.Compare(len(a.Item), len(b.Item)), cmp.Compare(a.Item, b.Item))
	})
	return docs
}

// worn counts what the name of a file says was done to it.
func worn(d Document) int { return len(copied.FindAllString(strings.ToLower(d.Name+" "+d.Title), -1)) }

var copied = regexp.MustCompile(`copy|scan|redact|draft|\(\d\)`)

func cells(d Document) int {
	n := 0
	for _, s := range d.Facts.Sections {
		n += s.Rows
	}
	return n
}

// build makes the series of documents that belong together.
func build(docs []Document) (Series, bool) {
	var s Series
	for _, d := range sorted(docs) {
		n := len(s.Issues) - 1
		if n >= 0 && d.Facts.Period.Period == s.Issues[n].Facts.Period.Period && d.Facts.Period.From != "" {
			s.Issues[n].Copies = append(s.Issues[n].Copies, d)
			continue
		}
		s.Issues = append(s.Issues, Issue{Document: d})
	}
	if len(s.Issues) == 0 {
		return s, false
	}
	best := s.Issues[len(s.Issues)-1].Document // the latest that was least done to
	for _, x := range s.Issues {
		if worn(x.Document) <= worn(best) && x.Facts.Key == best.Facts.Key {
			best = x.Document
		}
	}
	s.Title, s.Source, s.key = strings.Trim(oneLine(report.WithoutPeriods(best.Facts.Title)), " ,;:-–—()"), best.Source, best.Facts.Key
	s.breaks()
	s.families()
	return s, len(s.Issues) > 1
}

func oneLine(t string) string { return strings.Join(strings.Fields(t), " ") }

// name gives each series its slug; of several with one title the later ones are numbered.
func name(all []Series) []Series {
	seen := map[string]int{}
	for i := range all {
		slug := Slug(all[i].key)
		if seen[slug]++; seen[slug] > 1 {
			slug = fmt.Sprintf("%s-%d", slug, seen[slug])
		}
		all[i].Slug = slug
	}
	return all
}

// Slug is a title as part of an address.
func Slug(title string) string {
	words := word.FindAllString(strings.ToLower(title), -1)
	slug := strings.Join(words, "-")
	if r := []rune(slug); len(r) > 80 {
		slug = strings.Trim(string(r[:80]), "-")
	}
	return cmp.Or(slug, "series")
}

// put does what editors said: it adds documents to series and makes new ones.
func put(all []Series, docs []Document) []Series {
	into := map[string][]Document{}
	for _, d := range docs {
		if d.Put != nil && *d.Put != "" {
			into[*d.Put] = append(into[*d.Put], d)
		}
	}
	for i, s := range all {
		more := into[s.Slug]
		if len(more) == 0 {
			continue
		}
		delete(into, s.Slug)
		for _, issue := range s.Issues {
			more = append(append(more, issue.Document), issue.Copies...)
		}
		made, _ := build(more)
		made.Slug, made.Title, made.Source = s.Slug, s.Title, s.Source
		all[i] = made
	}
	for slug, docs := range into {
		made, _ := build(docs)
		made.Slug = slug
		all = append(all, made)
	}
	slices.SortFunc(all, func(a, b Series) int { return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.Slug, b.Slug)) })
	return all
}

// Where returns the place of an item in the series: the issue, and whether it is
// a copy of it. ok is false where it is not in it.
func (s Series) Where(item string) (issue int, isCopy, ok bool) {
	for i, x := range s.Issues {
		if x.Item == item {
			return i, false, true
		}
		if slices.ContainsFunc(x.Copies, func(d Document) bool { return d.Item == item }) {
			return i, true, true
		}
	}
	return 0, false, false
}
