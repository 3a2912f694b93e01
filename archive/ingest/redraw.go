package ingest

import (
	"context"
	"maps"
	"slices"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/grid"
	"readingroom/archive/store"
)

// Redraw records how a reader drew parts of an item's tables, and has the item
// read again with them. Grid, By and Note of each are given.
func (in *Ingest) Redraw(ctx context.Context, item string, made []store.Redrawing) ([]store.Redrawing, error) {
	made, err := in.db.Redraw(ctx, item, made, in.Now())
	in.changed.tell()
	return made, err
}

// Undo takes a redrawing back, and has the item read again without it.
func (in *Ingest) Undo(ctx context.Context, item, id, by string) error {
	err := in.db.Undo(ctx, item, id, by, in.Now())
	in.changed.tell()
	return err
}

// redraw writes the content of an original once more, its tables as readers
// drew them. What was found instead is kept beside them.
func (in *Ingest) redraw(digest archive.Digest, grids []grid.Grid) (content.Head, error) {
	from, err := in.contents.Open(digest)
	if err != nil {
		return content.Head{}, err
	}
	defer from.Close()
	w, err := in.contents.Create(digest)
	if err != nil {
		return content.Head{}, err
	}
	defer w.Abort()
	head := from.Head()
	words := map[int][]archive.Word{} // of the pages that were drawn on
	grids = slices.DeleteFunc(grids, func(g grid.Grid) bool { return g.Page > head.Pages })
	for _, g := range grids {
		words[g.Page] = nil
	}
	for n := 1; n <= head.Pages; n++ {
		p, err := from.Page(n)
		if err != nil {
			return head, err
		}
		if p.Words, err = from.Words(n); err != nil {
			return head, err
		}
		if _, ok := words[n]; ok {
			words[n] = p.Words
		}
		if err := w.Page(p); err != nil {
			return head, err
		}
	}
	if err := redrawTables(from, w, grids, words); err != nil {
		return head, err
	}
	return w.Commit(func(h *content.Head) {
		h.Reader, h.MediaType, h.Kind, h.Reason = head.Reader, head.MediaType, head.Kind, head.Reason
		h.About, h.Mail, h.Parts, h.Notices = head.About, head.Mail, head.Parts, head.Notices
	})
}

// redrawTables copies the tables, those as they were found that no grid is
// about. Of these only the heads are held in memory.
func redrawTables(from *content.File, w *content.Writer, grids []grid.Grid, words map[int][]archive.Word) error {
	var found []grid.Found
	for _, t := range from.Head().Tables {
		f := grid.Found{Table: t.Table}
		if grid.Touched(t.Table, grids) {
			for r, err := range from.Rows(t.Number, 1) {
				if err != nil {
					return err
				}
				f.Rows = append(f.Rows, r)
			}
		}
		found = append(found, f)
	}
	tables, instead := grid.Apply(found, grids, func(page int) []archive.Word { return words[page] })
	for _, t := range tables {
		if err := w.Table(t.Table); err != nil {
			return err
		}
		if t.Number > 0 { // as it was found
			for r, err := range from.Rows(t.Number, 1) {
				if err != nil {
					return err
				}
				if err := w.Row(r); err != nil {
					return err
				}
			}
		}
		for _, r := range t.Rows {
			if err := w.Row(r); err != nil {
				return err
			}
		}
	}
	readings := map[int][]content.Reading{}
	for _, f := range instead {
		readings[f.Page] = append(readings[f.Page], content.Reading{Page: f.Page, Box: f.Box, Table: f.Table, Rows: f.Rows})
	}
	for _, page := range slices.Sorted(maps.Keys(readings)) {
		if err := w.Readings(page, readings[page]); err != nil {
			return err
		}
	}
	return nil
}
