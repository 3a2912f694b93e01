package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"readingroom/archive"
	"readingroom/archive/cite"
)

// A resolution is what became of a citation, with the citation as far as it is known.
type resolution struct {
	cite.Answer
	Cited archive.Citation
	Check string // the address named, to tell its reading from others
}

// resolve says what became of a citation of a place. check is of the reading
// that is meant, "" for the first. archive.ErrNotFound where there never was
// such a place. The first time that a passage, a row or a cell is asked for,
// what it says is kept.
func (s *Site) resolve(req *http.Request, p archive.Place, check string) (resolution, error) {
	ctx := req.Context()
	out := resolution{Cited: archive.Citation{Place: p}, Check: check}
	it, err := s.Store.Item(ctx, p.Item)
	if err != nil {
		return out, err
	}
	out.Cited.Digest = it.Digest
	var r cite.Record
	if r.Withdrawn, err = s.Store.Withdrawn(ctx, p.Item); err != nil {
		return out, err
	}
	if r.Withdrawn != nil {
		out.Answer, err = cite.Resolve(out.Cited, r)
		return out, err
	}
	var files shelf
	defer files.close()
	o, err := s.openItem(req, p.Item)
	if err != nil {
		return out, err
	}
	files.add(o)
	r.Document, r.Corrections = o.document(), o.corrected
	for _, number := range o.newer {
		d, err := s.documentOn(req, &files, number)
		if err != nil {
			return out, err
		}
		if d != nil {
			r.Newer = append(r.Newer, *d)
		}
	}
	known, err := s.recall(ctx, &out, r.Document)
	if err != nil {
		return out, err
	}
	if !known { // what this reading said is not known, and it is not what stands there
		out.State = cite.Lost
		return out, nil
	}
	if out.Answer, err = cite.Resolve(out.Cited, r); err != nil || out.State != cite.Lost {
		return out, err
	}
	if r.Copies, err = s.copies(req, &files, p.Item); err != nil || len(r.Copies) == 0 {
		return out, err
	}
	out.Answer, err = cite.Resolve(out.Cited, r)
	return out, err
}

// recall finds out what a citation said: what was kept of it, else what stands
// there now, which is then kept.
func (s *Site) recall(ctx context.Context, r *resolution, d cite.Document) (known bool, err error) {
	kept, err := s.kept(ctx, r.Cited.Place)
	if err != nil {
		return false, err
	}
	for _, k := range kept {
		if r.Check == "" || k.Selector.Check() == r.Check {
			r.Cited = k
			return true, nil
		}
	}
	now, err := cite.Quote(d, r.Cited.Locator)
	if errors.Is(err, archive.ErrNotFound) && r.Check == "" {
		return true, nil // resolving says so
	}
	if err != nil || r.Check != "" && now.Check() != r.Check {
		if errors.Is(err, archive.ErrNotFound) {
			err = nil
		}
		return false, err
	}
	r.Cited.Selector = now
	s.keep(ctx, r.Cited)
	return true, nil
}

// kept is what is kept of a place, the first reading first. A cell is read in
// what is kept of its row.
func (s *Site) kept(ctx context.Context, p archive.Place) ([]archive.Citation, error) {
	kept, err := s.Store.Citations(ctx, p)
	if err != nil || len(kept) > 0 || p.Locator.Col == 0 || p.Locator.LastRow > 0 {
		return kept, err
	}
	row := p
	row.Locator.Col = 0
	rows, err := s.Store.Citations(ctx, row)
	for _, c := range rows {
		if col := p.Locator.Col; col <= len(c.Selector.Cells) {
			c.Place, c.Selector.Exact = p, c.Selector.Cells[col-1]
			kept = append(kept, c)
		}
	}
	return kept, err
}

// readOtherwise reports whether what stands at a place may be read otherwise
// one day: a page stays the page it is.
func readOtherwise(l archive.Locator) bool { return l.Row > 0 || l.To > 0 || l.Par > 0 }

// keep keeps what a citation says. Where that cannot be done, the archive is
// read all the same.
func (s *Site) keep(ctx context.Context, c archive.Citation) {
	if !readOtherwise(c.Locator) {
		return
	}
	if c.Locator.Col > 0 && c.Locator.LastRow == 0 && len(c.Selector.Cells) > 0 { // its row says it too
		c.Locator.Col, c.Selector.Exact = 0, strings.Join(c.Selector.Cells, "\t")
	}
	if _, err := s.Store.KeepCitations(ctx, []archive.Citation{c}, s.Now()); err != nil && ctx.Err() == nil {
		s.Log.Error("a citation was not kept", "item", c.Item, "place", c.Locator.String(), "error", err)
	}
}

// A shelf closes what was opened.
type shelf []opened

func (f *shelf) add(o opened) { *f = append(*f, o) }

func (f *shelf) close() {
	for _, o := range *f {
		o.close()
	}
}

// documentOn opens a document; nil where it was withdrawn.
func (s *Site) documentOn(req *http.Request, files *shelf, number string) (*cite.Document, error) {
	o, err := s.openItem(req, number)
	if errors.As(err, new(*gone)) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	files.add(o)
	d := o.document()
	return &d, nil
}

// copiesAtMost is how many copies are looked through for what was lost.
const copiesAtMost = 5

// copies are other copies and versions of the same document.
func (s *Site) copies(req *http.Request, files *shelf, number string) ([]cite.Document, error) {
	ctx := req.Context()
	numbers, err := s.Store.Family(ctx, number)
	if err != nil {
		return nil, err
	}
	place, err := s.seriesPlace(ctx, number)
	if err != nil {
		return nil, err
	}
	if place != nil {
		for _, o := range place.Others {
			numbers = append(numbers, o.Number)
		}
	}
	seen := map[string]bool{number: true}
	var out []cite.Document
	for _, n := range numbers {
		if seen[n] || len(out) == copiesAtMost {
			continue
		}
		seen[n] = true
		d, err := s.documentOn(req, files, n)
		if err != nil {
			return nil, err
		}
		if d != nil {
			out = append(out, *d)
		}
	}
	return out, nil
}
