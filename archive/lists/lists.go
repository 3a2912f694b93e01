// Package lists reads the documents of an archive as reports: the lists of
// places in them, the series they are issues of, what was corrected, and whether
// their totals add up.
//
//	r := &lists.Reader{Store: db, Contents: contents, Gazetteer: gazetteer.Load()}
//	answers, err := r.Compare(ctx, places, []archive.Place{{Item: "2026-001-0002"}})
//
// It fetches what the packages compare, series, correct and audit need, which
// hold no files themselves.
package lists

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/link/gazetteer"
	"readingroom/archive/report"
	"readingroom/archive/series"
	"readingroom/archive/store"
)

// A Reader reads lists. It may be used by many goroutines.
type Reader struct {
	Store     *store.Store
	Contents  content.Dir
	Gazetteer *gazetteer.Gazetteer // nil: the embedded one
	Now       func() time.Time

	docs   kept[[]series.Document]
	series kept[[]series.Series]
}

// kept is held in memory until what it was made of changes. What took long to
// make is held ten times as long besides: while an archive of a hundred thousand
// reports comes in, each page would wait for all of it to be made anew.
type kept[T any] struct {
	mu    sync.Mutex
	stamp string // "": nothing is kept
	value T
	until time.Time // held, whatever changes
}

// long is how long making may take before it is long.
const long = time.Second / 4

// get returns what is kept, or makes it anew. What make says is not whole is not
// kept: making it may have changed what it is made of.
func (k *kept[T]) get(ctx context.Context, now func() time.Time, stamp func(context.Context) (string, error), make func(context.Context) (value T, whole bool, err error)) (T, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	begun := now()
	if k.stamp != "" && begun.Before(k.until) {
		return k.value, nil
	}
	as, err := stamp(ctx)
	if err != nil || as == k.stamp {
		return k.value, err
	}
	value, whole, err := make(ctx)
	if err != nil || !whole {
		return value, err
	}
	k.stamp, k.value, k.until = as, value, begun
	if end := now(); end.Sub(begun) > long {
		k.until = end.Add(10 * end.Sub(begun))
	}
	return value, nil
}

func (k *kept[T]) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.stamp = ""
}

// Forget has Documents and Series look at the archive anew, after what somebody
// did who looks for it to be seen at once.
func (r *Reader) Forget() {
	r.docs.forget()
	r.series.forget()
}

func (r *Reader) gazetteer() *gazetteer.Gazetteer {
	if r.Gazetteer != nil {
		return r.Gazetteer
	}
	return gazetteer.Load()
}

// Facts returns what an item says of itself as a report. It reads them where
// that was not done yet.
func (r *Reader) Facts(ctx context.Context, it archive.Item) (report.Facts, error) {
	b, err := r.Store.Facts(ctx, it.Number, report.Version)
	if errors.Is(err, archive.ErrNotFound) {
		return r.read(ctx, it)
	}
	if err != nil {
		return report.Facts{}, err
	}
	return decode(it.Number, b)
}

func decode(item string, b []byte) (report.Facts, error) {
	var f report.Facts
	if err := json.Unmarshal(b, &f); err != nil {
		return f, fmt.Errorf("facts of item %s: %v: %w", item, err, archive.ErrCorrupt)
	}
	return f, nil
}

// read reads the facts of an item and keeps them.
func (r *Reader) read(ctx context.Context, it archive.Item) (report.Facts, error) {
	f, err := r.Contents.Open(it.Digest)
	if errors.Is(err, archive.ErrNotFound) {
		return report.Facts{Version: report.Version, Title: it.Title, Key: report.Key(it.Title)}, nil // not read yet, or set aside
	}
	if err != nil {
		return report.Facts{}, err
	}
	defer f.Close()
	facts, err := report.Read(it, f)
	if err != nil {
		return facts, err
	}
	p, ok, err := r.Store.Reporting(ctx, it.Number)
	if err != nil {
		return facts, err
	}
	if ok && p.Period.From < p.Period.Until && p.Granularity != "day" && f.Head().Mail == nil && p.Period != facts.Period.Period {
		facts.Period = report.Period{Period: p.Period, Text: p.Text, Label: p.Label, Calendar: p.Calendar}
		if p.Page > 0 {
			facts.Period.At = archive.Locator{Page: p.Page, From: p.Start, To: p.End}
		}
	}
	b, err := json.Marshal(facts)
	if err != nil {
		return facts, err
	}
	return facts, r.Store.SetFacts(ctx, it.Number, report.Version, b, series.KeyOf(facts), r.Now())
}

// Documents returns all documents that were read, as they may be in a series.
func (r *Reader) Documents(ctx context.Context) ([]series.Document, error) {
	return r.docs.get(ctx, r.Now, r.Store.ReportsStamp, func(ctx context.Context) ([]series.Document, bool, error) {
		all, err := r.Store.Reports(ctx, report.Version)
		if err != nil {
			return nil, false, err
		}
		return r.documents(ctx, all)
	})
}

// Series returns the series of the archive, by title.
func (r *Reader) Series(ctx context.Context) ([]series.Series, error) {
	return r.series.get(ctx, r.Now, r.Store.SeriesStamp, func(ctx context.Context) ([]series.Series, bool, error) {
		all, err := r.Store.InSeries(ctx, report.Version)
		if err != nil {
			return nil, false, err
		}
		docs, whole, err := r.documents(ctx, all)
		return series.Find(docs), whole, err
	})
}

// readAtOnce is how many documents are read for their facts while somebody waits:
// only an older archive has any that were not when they came in.
const readAtOnce = 500

// documents are reports as they may be in a series; whole says that the facts of
// all were known.
func (r *Reader) documents(ctx context.Context, all []store.Report) (docs []series.Document, whole bool, err error) {
	docs = make([]series.Document, 0, len(all))
	left := readAtOnce
	for _, x := range all {
		var facts report.Facts
		switch {
		case x.Facts != nil:
			facts, err = decode(x.Number, x.Facts)
		case left == 0: // the next caller goes on
			facts = report.Facts{Title: x.Title}
		default:
			left--
			facts, err = r.read(ctx, x.Item)
		}
		if err != nil {
			return nil, false, fmt.Errorf("item %s: %w", x.Number, err)
		}
		docs = append(docs, series.Document{Item: x.Number, Title: x.Title, Name: x.Name, Source: x.Source, Date: x.Date, Facts: facts, Put: x.Series})
	}
	return docs, left == readAtOnce, nil
}

// SeriesOf returns the series that an item is in; ok is false where it is in none.
func (r *Reader) SeriesOf(ctx context.Context, item string) (s series.Series, ok bool, err error) {
	if may, err := r.Store.MayBeInSeries(ctx, item); err != nil || !may {
		return s, false, err
	}
	all, err := r.Series(ctx)
	i := slices.IndexFunc(all, func(s series.Series) bool { _, _, in := s.Where(item); return in })
	if i < 0 {
		return s, false, err
	}
	return all[i], true, err
}
