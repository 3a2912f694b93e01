package search

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"readingroom/search/segment"
)

// A shelf is the bleve index of one kind of place.
type shelf struct {
	kind  kind
	index index.Index
	items *ordinals
	known *known

	mu      sync.Mutex
	columns map[uint64]*column // by segment
}

// A column says of each document of a segment, in its order, what place it is.
// Segments never change, so it is read once for each.
type column struct {
	file    *segment.File
	item    []uint32
	place   []place
	names   lines
	length  []uint8            // the class of its length in words; nil: not known
	about   [subjects]runs     // but for exemptions, of which the sets say all
	counted [subjects][]uint32 // the sets of what each counts for; nil: nothing
	words   vocabularies
}

// set is that of what a document counts for.
func (c *column) set(of subject, d uint32) uint32 {
	if c.counted[of] == nil {
		return 0
	}
	return c.counted[of][d]
}

func openShelf(dir string, k kind, create bool, queue *index.AnalysisQueue, items *ordinals, known *known) (*shelf, error) {
	path := filepath.Join(dir, k.String()+"s")
	if _, err := os.Stat(filepath.Join(path, "root.bolt")); create != errors.Is(err, os.ErrNotExist) {
		if err == nil {
			err = os.ErrExist
		}
		return nil, fmt.Errorf("%s index: %w", k, err)
	}
	// Without a bolt_timeout, an index that another process holds hangs for ever.
	config := segment.Config()
	config["path"], config["bolt_timeout"] = path, "1s"
	ix, err := scorch.NewScorch(scorch.Name, config, queue)
	if err == nil {
		err = ix.Open()
	}
	if err != nil {
		return nil, fmt.Errorf("%s index: %w", k, err)
	}
	return &shelf{kind: k, index: ix, items: items, known: known, columns: map[uint64]*column{}}, nil
}

// count returns how many places are on the shelf.
func (s *shelf) count() (uint64, error) {
	r, err := s.index.Reader()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return r.DocCount()
}

// view takes hold of the shelf as it is now. Close lets it go.
func (s *shelf) view() (*view, error) {
	s.mu.Lock() // first, so that nobody who has an older state makes it the last one
	defer s.mu.Unlock()
	r, err := s.index.Reader()
	if err != nil {
		return nil, err
	}
	snap := r.(*scorch.IndexSnapshot)
	v := &view{kind: s.kind, snap: snap}
	live := make(map[uint64]*column, len(snap.Segments()))
	for _, seg := range snap.Segments() {
		col := s.columns[seg.Id()]
		if col == nil {
			if col, err = s.read(seg); err != nil {
				snap.Close()
				return nil, err
			}
		}
		live[seg.Id()] = col
		v.columns = append(v.columns, col)
		v.starts = append(v.starts, v.total)
		v.total += uint64(seg.FullSize())
	}
	s.columns = live
	return v, nil
}

// read reads the column of a segment. There may be millions of documents, and
// searches wait: it is done in several pieces at once.
func (s *shelf) read(seg *scorch.SegmentSnapshot) (*column, error) {
	file, err := segment.Of(seg.Segment())
	if err != nil {
		return nil, fmt.Errorf("%s index: %w", s.kind, err)
	}
	n := file.Docs()
	col := &column{file: file, item: make([]uint32, n), place: make([]place, n)}
	var g errgroup.Group
	g.SetLimit(runtime.NumCPU())
	named := func(what string, do func() error) {
		g.Go(func() (err error) {
			defer recovered(&err)
			if err = do(); err != nil {
				err = fmt.Errorf("%s index: %s: %w", s.kind, what, err)
			}
			return err
		})
	}
	named("keys", func() error {
		s.keys(col)
		return nil
	})
	named(fieldLength, func() (err error) {
		col.length, err = readLengths(file)
		return err
	})
	if s.kind == items {
		named(fieldLine, func() (err error) {
			col.names, err = readLines(file)
			return err
		})
	}
	named(fieldHeader, func() error { return readTerms(file, fieldHeader, s.known.headers) })
	for i, field := range subjectFields {
		named(field, func() (err error) {
			var all runs
			switch {
			case s.kind == items: // names speak of nothing
				return nil
			case subject(i) == ofExemption:
				all, err = readExemptions(file, s.known.about[i])
			default:
				all, err = readRuns(file, field, s.known.about[i])
				col.about[i] = all
			}
			if err == nil {
				col.counted[i] = s.known.counted[i].column(all)
			}
			return err
		})
	}
	return col, g.Wait()
}

// keys reads of which item each document is a place, and which.
func (s *shelf) keys(col *column) {
	var last []byte
	ord := uint32(0)
	for i, key := range col.file.Keys() {
		item, p := splitID(key)
		if i == 0 || !bytes.Equal(item, last) {
			last, ord = append(last[:0], item...), s.items.get(string(item))
		}
		col.item[i], col.place[i] = ord, p
	}
}

// readLengths reads the classes of the lengths of a segment's documents; nil
// where they are not known.
func readLengths(file *segment.File) ([]uint8, error) {
	terms := file.Terms(fieldLength)
	if terms == nil {
		return nil, nil
	}
	out := make([]uint8, file.Docs())
	return out, eachTerm(terms, func(term []byte, docs *roaring.Bitmap) {
		class, _ := strconv.Atoi(string(term))
		docs.Iterate(func(doc uint32) bool {
			out[doc] = uint8(class)
			return true
		})
	})
}

// A view is a shelf at one moment. Its documents are numbered from 0 to total,
// with gaps where one was deleted. One goroutine uses it.
type view struct {
	kind    kind
	snap    *scorch.IndexSnapshot
	columns []*column
	starts  []uint64
	total   uint64
	segment int // of the document asked for last
	dicts   map[dictKey]*segment.Terms
}

type dictKey struct {
	segment int
	field   string
}

// terms opens the terms of a field of a segment; nil where it has none.
func (v *view) terms(n int, field string) *segment.Terms {
	key := dictKey{n, field}
	if t, ok := v.dicts[key]; ok {
		return t
	}
	t := v.columns[n].file.Terms(field)
	if v.dicts == nil {
		v.dicts = map[dictKey]*segment.Terms{}
	}
	v.dicts[key] = t
	return t
}

func (v *view) Close() error { return v.snap.Close() }

// stored calls visit for the values that are stored of a document, by its key, until it
// returns false; ok where there is such a document.
func (v *view) stored(key string, visit func(name string, value []byte) bool) (ok bool, err error) {
	for i, col := range v.columns {
		if doc, ok := col.file.Find(key); ok && !v.deleted(v.starts[i]+doc) {
			return true, col.file.Stored(doc, visit)
		}
	}
	return false, nil
}

// at returns the ordinal of the item that a document is of, and its place there.
func (v *view) at(doc uint64) (uint32, place) {
	v.find(doc)
	i := doc - v.starts[v.segment]
	col := v.columns[v.segment]
	return col.item[i], col.place[i]
}

func (v *view) find(doc uint64) {
	if doc < v.starts[v.segment] {
		v.segment = 0
	}
	for v.segment+1 < len(v.starts) && doc >= v.starts[v.segment+1] {
		v.segment++
	}
}

// deleted reports whether a document is no longer there.
func (v *view) deleted(doc uint64) bool {
	v.find(doc)
	gone := v.snap.Segments()[v.segment].Deleted()
	return gone != nil && gone.Contains(uint32(doc-v.starts[v.segment]))
}
