package web

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/lists"
	"readingroom/search"
)

// A CorrectionNote is a correction that stands, as the places that it touches
// show it.
type CorrectionNote struct {
	URL       string                 `json:"url"`
	Kind      archive.CorrectionKind `json:"kind"`
	Words     string                 `json:"words"` // the kind, in words
	About     string                 `json:"about"`
	Statement string                 `json:"statement"`
	Date      string                 `json:"date,omitempty"`   // of the notice, YYYY-MM-DD
	Notice    string                 `json:"notice,omitempty"` // the place that says so
	Source    string                 `json:"source,omitempty"` // where that is no document of the archive

	NoticeURL string `json:"-"`
}

func correctionNote(c archive.Correction) CorrectionNote {
	n := CorrectionNote{
		URL: correctionURL(c.ID), Kind: c.Kind, Words: c.Kind.Words(), About: c.About, Statement: c.Statement, Date: c.Date,
		Notice: c.Notice.String(), Source: c.Source,
	}
	if n.Notice != "" {
		n.NoticeURL = PlaceURL(c.Notice.Item, c.Notice.Locator)
	}
	return n
}

func correctionNotes(all []archive.Correction) []CorrectionNote {
	var out []CorrectionNote
	for _, c := range all {
		out = append(out, correctionNote(c))
	}
	return out
}

// sameNotice gathers notes that one notice makes of one kind, so that a
// document with many says it in few lines.
func sameNotice(all []CorrectionNote) [][]CorrectionNote {
	var out [][]CorrectionNote
	for _, n := range all {
		item, _, _ := strings.Cut(n.Notice, ":")
		i := slices.IndexFunc(out, func(g []CorrectionNote) bool {
			other, _, _ := strings.Cut(g[0].Notice, ":")
			return g[0].Kind == n.Kind && other == item && g[0].Source == n.Source
		})
		if i < 0 {
			out = append(out, nil)
			i = len(out) - 1
		}
		out[i] = append(out[i], n)
	}
	return out
}

// corrected are the corrections that a place of the item stands under.
func (o opened) corrected(l archive.Locator) []archive.Correction {
	switch {
	case !o.touched.Any():
		return nil
	case l.IsZero():
		return o.touched.All()
	case l.Page > 0 && l.Table == 0:
		return o.touched.Page(l.Page)
	case o.file == nil:
		return o.touched.Whole()
	}
	t, row, err := o.file.Find(l)
	if err != nil {
		return o.touched.Whole()
	}
	if row == 0 {
		return o.touched.Table(t.Number)
	}
	return o.touched.Row(t.Number, row)
}

// markRows says which rows are corrected.
func (o opened) markRows(table int, rows []Row) {
	for i := range rows {
		rows[i].Corrected = len(o.touched.Row(table, rows[i].Number)) > 0
	}
}

// warn adds to a citation that what it cites was corrected.
func (s *Site) warn(c *gin.Context, cited *Citation, all []archive.Correction) {
	if len(all) == 0 {
		return
	}
	first := all[0]
	cited.Corrections = correctionNotes(all)
	source := first.Source
	if first.Notice.Item != "" {
		source = s.absolute(c.Request, PlaceURL(first.Notice.Item, first.Notice.Locator))
	}
	day := ""
	if first.Date != "" {
		day = " of " + longDay(first.Date)
	}
	cited.Text += fmt.Sprintf(" Corrected by the notice%s (%s): %s", day, source, first.Kind.Words())
	if first.About != "" {
		cited.Text += " (" + first.About + ")"
	}
	if n := len(all) - 1; n > 0 {
		cited.Text += fmt.Sprintf("; and %s", count(n, "more correction", "more corrections"))
	}
	cited.Text += "."
}

// MarkCorrected marks the hits that a correction touches.
func (p *ResultsPage) MarkCorrected(ctx context.Context, r *lists.Reader) error {
	touched, err := r.TouchedAll(ctx, p.numbers())
	if err == nil {
		p.correct(touched)
	}
	return err
}

// correct marks the hits that a correction touches: touched is by item.
func (p *ResultsPage) correct(touched map[string]lists.Touched) {
	if len(touched) == 0 {
		return
	}
	p.Hits = p.Hits[:0]
	for i := range p.Groups {
		p.Groups[i].correct(touched[p.Groups[i].Document.Number], room)
		p.Hits = append(p.Hits, p.Groups[i].Hits...)
	}
}

func (g *HitGroup) correct(t lists.Touched, room int) {
	if !t.Any() {
		return
	}
	for i := range g.Hits {
		h := &g.Hits[i]
		all := hitCorrections(t, h.Kind, h.Table, h.Row, h.Page)
		h.Corrected, h.Corrections = len(all) > 0, correctionNotes(all)
	}
	g.Corrections = correctionNotes(t.All())
	g.Blocks = hitBlocks(g.Hits, room)
}

// hitCorrections are the corrections that a hit stands under.
func hitCorrections(t lists.Touched, kind string, table, row, page int) []archive.Correction {
	switch kind {
	case "row":
		return t.Row(table, row)
	case "page":
		return t.Page(page)
	}
	return t.All()
}

// correctedHits looks up the corrections of hits that come document by document.
type correctedHits struct {
	item    string
	touched lists.Touched
}

func (of *correctedHits) corrections(ctx context.Context, r *lists.Reader, h search.Hit) ([]archive.Correction, error) {
	if of.item != h.Item {
		touched, err := r.Touched(ctx, h.Item)
		if err != nil {
			return nil, err
		}
		of.item, of.touched = h.Item, touched
	}
	return hitCorrections(of.touched, h.Kind, h.Table, h.Row, h.Page), nil
}

// numbers are the numbers of the documents that were found.
func (p *ResultsPage) numbers() []string {
	var out []string
	for _, g := range p.Groups {
		out = append(out, g.Document.Number)
	}
	return out
}
