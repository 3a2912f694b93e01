package web

import (
	"readingroom/archive"
	"readingroom/archive/align"
)

// besideTable is how many points of margin there must be left of a table for its
// label to stand there, not above it.
const besideTable = 34

// sheet puts the picture of a page before its text, where there may be one.
func (s *Site) sheet(p *TextPage, v view, o opened, page archive.Page, at align.Page, unsure []Span, span string) (err error) {
	box, ok := sized(page)
	p.ShowText = true
	var drawn []Overlay
	p.Markings, drawn = markings(page.Marks, box)
	if !s.pictured(o.Item) || !ok {
		p.Bare = ok && o.Kind == archive.KindPDF
		unnumber(p.Markings)
		return nil
	}
	p.Picture = pictureURL(o.Number, p.Number, archive.Box{}, widthAsked)
	v.switches(p, o.Number, span)
	hits := map[int]bool{p.Number: len(p.Hits) > 0}
	for _, l := range p.Others {
		hits[l.Number] = true
	}
	if p.Thumbs, err = v.thumbs(o, p.Number, p.Query, hits); err != nil {
		return err
	}
	if len(p.Boxes) > 0 {
		p.Crop = cropOf(o.Number, page, p.Boxes, "The cited passage on page "+digits(p.Number))
	}
	if v.show == "text" {
		unnumber(p.Markings)
		return nil
	}
	zoom := v.zoom
	if zoom == "" {
		zoom = "fit"
	}
	p.Sheet = wholeSheet(o.Number, page, zoom)
	p.Sheet.Lines = lay(at, box, page.Text)
	for _, t := range p.Tables {
		for i, b := range t.onPage(p.Number) {
			if b = within(b, box); visible(b) {
				label := ""
				if i == 0 {
					label = "Table " + digits(t.Number)
				}
				o := overlay("table", b, label, "")
				if b[0] >= besideTable { // beside the table, where nothing stands
					o.Class, o.LX, o.LY = "table beside", points(b[0]-3), points(b[1]+7)
				}
				p.Sheet.Boxes = append(p.Sheet.Boxes, o)
			}
		}
	}
	for _, u := range unsure {
		p.Sheet.mark("unsure", box, at.Boxes(u.From, u.To))
	}
	p.Sheet.markHits(at, box, p.Hits)
	p.Sheet.mark("cited", box, p.Boxes)
	p.Sheet.Over = drawn
	if p.ShowText = v.show != "picture" && len(p.Blocks) > 0; p.ShowText {
		p.Sheet.Silent = true
	}
	if (p.Cited != nil || p.Region != nil) && len(p.Boxes) > 0 { // the address leads to the picture, which comes first
		for i := range p.Sheet.Boxes {
			if o := &p.Sheet.Boxes[i]; o.Class == "cited" {
				o.ID = "cited"
				break
			}
		}
		unname(p.Blocks)
	}
	return nil
}

// unnumber takes the places on the picture from marks, where it is not shown.
func unnumber(marks []Marking) {
	for i := range marks {
		marks[i].Places, marks[i].More = nil, 0
	}
}

// unname takes the name of the cited place from the text.
func unname(blocks []block) {
	clear := func(runs []run) {
		for i := range runs {
			runs[i].First = false
		}
	}
	for _, b := range blocks {
		clear(b.Runs)
		for _, l := range b.Lines {
			clear(l)
		}
		for _, row := range b.Grid {
			for _, cell := range row {
				clear(cell)
			}
		}
	}
}

// cropOf shows some boxes of a page, with what stands about them.
func cropOf(item string, page archive.Page, boxes []archive.Box, alt string) *Sheet {
	whole, ok := sized(page)
	all := archive.Box{}
	for i, b := range boxes {
		if b = within(b, whole); i == 0 {
			all = b
		} else {
			all = all.Union(b)
		}
	}
	if !ok || !visible(all) {
		return nil
	}
	const about = 18 // points
	part := within(archive.Box{all[0] - about, all[1] - about, all[2] + about, all[3] + about}, whole)
	s := cropSheet(item, page.Number, part, alt)
	s.mark("cited", whole, boxes)
	return s
}
