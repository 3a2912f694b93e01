package press

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/content"
)

// A Document is a printed document, all of it in memory.
type Document struct {
	Item     archive.Item
	Sources  []string
	Labels   archive.Labels
	Mail     *archive.Mail
	Messages []archive.Message
	Pages    []archive.Page
	Tables   []Table
	Period   archive.Period
	Spoken   []Spoken // in the order of pages and rows
}

// A Table is a table with its rows.
type Table struct {
	archive.Table
	Data []archive.Row
}

// A Spoken is what a page, or a row of the first table, speaks of: counties by
// their places among the press's, and whole years.
type Spoken struct {
	Page, Row int
	Counties  []int
	Years     []int
}

func (d *Document) is(k archive.Kind, mediaType, extension string) {
	d.Item.Kind, d.Item.MediaType = k, mediaType
	d.Item.Name += extension
	d.Item.Digest = archive.DigestOf([]byte(d.Item.Number))
}

// agencies are those that released documents, the first the most often.
var agencies = []string{"dhs/ice", "doj/fbi", "dhs/cbp", "usda/aphis", "state", "dhs/uscis", "doj/eoir", "epa", "dod/army", "hhs/cdc", "doi/fws", "dol"}

// documentsOfRequest is how many documents a request brings: they come one after
// the other, in a production or a few.
const documentsOfRequest = 40

// label says how the nth document came to be released.
func (w *writer) label(d *Document, n int) {
	request := rand.New(rand.NewPCG(w.seed<<8|3, uint64(n/documentsOfRequest)))
	a := agencies[min(len(agencies)-1, int(request.ExpFloat64()*3))]
	name := strings.ToUpper(a[strings.IndexByte(a, '/')+1:])
	d.Sources = []string{name}
	d.Labels = archive.Labels{
		Agencies: []string{a},
		Requests: []string{fmt.Sprintf("%d-%s-%05d", 2005+request.IntN(20), name, request.IntN(90_000))},
		Releases: []string{fmt.Sprintf("Production %d", 1+w.IntN(1+request.IntN(12)))},
	}
	if w.IntN(10) == 0 {
		d.Labels.Tags = []string{[]string{"read", "important", "to check"}[w.IntN(3)]}
	}
	d.Labels.Corrected = w.IntN(40) == 0
}

// spoken takes what was named since the last call.
func (w *writer) spoken(s Spoken) Spoken {
	slices.Sort(w.counted)
	slices.Sort(w.years)
	s.Counties, s.Years = slices.Clone(slices.Compact(w.counted)), slices.Clone(slices.Compact(w.years))
	w.counted, w.years = w.counted[:0], w.years[:0]
	return s
}

// Put writes the content of a document and opens it. The file of what it
// returns is the caller's to close.
func (p *Press) Put(dir content.Dir, d Document) (content.Document, error) {
	if err := d.write(dir); err != nil {
		return content.Document{}, fmt.Errorf("document %s: %w", d.Item.Number, err)
	}
	return p.Open(dir, d)
}

// Open opens a document that Put wrote. Pages and Tables of d may be nil.
func (p *Press) Open(dir content.Dir, d Document) (content.Document, error) {
	f, err := dir.Open(d.Item.Digest)
	if err != nil {
		return content.Document{}, err
	}
	return content.Document{
		Item: d.Item, Sources: d.Sources, Labels: d.Labels, File: f, Messages: d.Messages, Period: d.Period, Spoken: p.Said(d.Spoken),
	}, nil
}

func (d Document) write(dir content.Dir) error {
	w, err := dir.Create(d.Item.Digest)
	if err != nil {
		return err
	}
	defer w.Abort()
	if d.Mail != nil {
		err = w.Mail(*d.Mail)
	}
	for _, p := range d.Pages {
		err = errors.Join(err, w.Page(p))
	}
	for _, t := range d.Tables {
		err = errors.Join(err, w.Table(t.Table))
		for _, r := range t.Data {
			err = errors.Join(err, w.Row(r))
		}
	}
	if err != nil {
		return err
	}
	_, err = w.Commit(func(h *content.Head) { h.Kind, h.MediaType = d.Item.Kind, d.Item.MediaType })
	return err
}

// Said gives what is spoken of as the index takes it.
func (p *Press) Said(all []Spoken) iter.Seq2[content.Spoken, error] {
	return func(yield func(content.Spoken, error) bool) {
		for _, s := range all {
			out := content.Spoken{Page: s.Page, Row: s.Row}
			if s.Row > 0 {
				out.Table = 1
			}
			for _, c := range s.Counties {
				county := p.Counties[c]
				out.Places = append(out.Places, county)
				if state, ok := p.states[county.Code]; ok && !slices.Contains(out.Places, state) {
					out.Places = append(out.Places, state)
				}
			}
			for _, y := range s.Years {
				out.Periods = append(out.Periods, Year(y))
			}
			if !yield(out, nil) {
				return
			}
		}
	}
}

// Year is a year as a period.
func Year(y int) archive.Period {
	return archive.Period{From: fmt.Sprintf("%04d-01-01", y), Until: fmt.Sprintf("%04d-01-01", y+1)}
}
