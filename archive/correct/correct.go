// Package correct reads a notice which says that earlier records are wrong, and
// proposes what it touches.
//
//	"The detainers booked on these counties were issued to agencies in similarly
//	 named places: • Franklin County, Iowa …"
//	-> same-name, Franklin County, Iowa: two rows of the report of Jan. 28 - Feb. 3
//
// It proposes; an editor decides. Pure: pages and rows in, proposals out.
package correct

import (
	"cmp"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/report"
)

// A Notice is a document that says so.
type Notice struct {
	Item    string
	Title   string
	Date    archive.Day
	Pages   []archive.Page
	Links   []archive.PlaceLink
	Periods []archive.Period // that it speaks of
}

// A Statement is one thing that a notice says of one place, or of a whole report.
type Statement struct {
	Kind    archive.CorrectionKind
	Quote   string
	At      archive.Locator
	Place   archive.Jurisdiction // zero: it is about no place
	Context string               // the words around it, which say what kind of list is meant
}

// A Report is a document that may be meant, with the rows that speak of the
// places that the notice names.
type Report struct {
	Item   string
	Title  string
	Key    string // its title without its period
	Period archive.Period
	Tables []Table
}

// A Table is a table of a report.
type Table struct {
	Number int
	At     archive.Locator
	Title  string
	Header []string
	Rows   []Row
}

// A Row is a row with the slugs of the places that it is about.
type Row struct {
	At    archive.Locator
	Slugs []string
}

// A Proposal is a correction, with places that may be meant too but are left
// out: in lists of another kind.
type Proposal struct {
	archive.Correction
	Besides []archive.Touch
}

// Meant reports whether a notice is about a report: the notice names its title
// and, where it names periods, one that the report is about.
func Meant(n Notice, r Report) bool {
	if r.Item == n.Item {
		return false
	}
	said := strings.ToLower(n.Title)
	for _, p := range n.Pages {
		said += "\n" + strings.ToLower(p.Text)
	}
	if strings.Contains(said, strings.ToLower(r.Item)) {
		return true
	}
	if len(strings.Fields(r.Key)) < 2 || !strings.Contains(squeeze(said), squeeze(r.Key)) && !strings.Contains(squeeze(said), squeeze(withoutRhythm(r.Key))) {
		return false
	}
	if len(n.Periods) == 0 || r.Period.From == "" {
		return true
	}
	return slices.Contains(n.Periods, r.Period)
}

// withoutRhythm: a notice may leave the "Weekly" of a title away.
func withoutRhythm(key string) string {
	for _, w := range []string{"daily ", "weekly ", "monthly ", "quarterly ", "annual ", "yearly "} {
		if rest, ok := strings.CutPrefix(key, w); ok && len(strings.Fields(rest)) > 2 {
			return rest
		}
	}
	return key
}

func squeeze(s string) string { return strings.Join(strings.Fields(report.Key(s)), " ") }

// Propose says what the statements of a notice touch in the reports that it is
// about. A statement that touches nothing that is known is proposed without: an
// editor may know what it means.
func Propose(n Notice, reports []Report) []Proposal {
	var out []Proposal
	for _, s := range Statements(n) {
		p := Proposal{Correction: archive.Correction{
			Kind: s.Kind, Date: n.Date, Slug: s.Place.Slug, About: s.Place.Name, Statement: s.Quote,
			Notice: archive.Place{Item: n.Item, Locator: s.At}, By: "readingroom",
		}}
		for _, r := range reports {
			if !Meant(n, r) {
				continue
			}
			if p.Date < r.Period.Until { // a notice is younger than what it corrects: that day is another's
				p.Date = ""
			}
			sure, besides := touches(s, r)
			p.Touches, p.Besides = append(p.Touches, sure...), append(p.Besides, besides...)
		}
		if p.About == "" && len(p.Touches) > 0 {
			p.About = cmp.Or(titleOf(reports, p.Touches[0].At.Item), n.Title)
		}
		out = append(out, p)
	}
	return out
}

func titleOf(reports []Report, item string) string {
	for _, r := range reports {
		if r.Item == item {
			return r.Title
		}
	}
	return ""
}

// touches are the places of a report that a statement is about: the rows about
// its place, in the tables whose words are the statement's; the whole report
// where it names no place.
func touches(s Statement, r Report) (sure, besides []archive.Touch) {
	if s.Place.Slug == "" {
		return []archive.Touch{{At: archive.Place{Item: r.Item}, Why: "The notice names the report."}}, nil
	}
	best := 0
	scores := make([]int, len(r.Tables))
	for i, t := range r.Tables {
		scores[i] = kinship(s, t)
		best = max(best, scores[i])
	}
	for i, t := range r.Tables {
		for _, row := range t.Rows {
			if !slices.Contains(row.Slugs, s.Place.Slug) {
				continue
			}
			touch := archive.Touch{At: archive.Place{Item: r.Item, Locator: row.At}, Why: "It lists " + s.Place.Name + "."}
			if best == 0 || scores[i] > 0 {
				sure = append(sure, touch)
			} else {
				touch.Why = "It names " + s.Place.Name + " in a list of another kind: “" + t.Title + "”."
				besides = append(besides, touch)
			}
		}
	}
	return sure, besides
}
