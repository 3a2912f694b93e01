package search

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"golang.org/x/sync/errgroup"

	segment "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
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
	item   []uint32
	place  []place
	length []uint8 // the class of its length in words; nil: not known
	about  [subjects]runs
	states runs // of the places, those that are states
	words  vocabularies
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
	ix, err := scorch.NewScorch(scorch.Name, map[string]any{"path": path, "bolt_timeout": "1s"}, queue)
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
	r, err := s.index.Reader()
	if err != nil {
		return nil, err
	}
	snap := r.(*scorch.IndexSnapshot)
	v := &view{kind: s.kind, snap: snap}
	live := make(map[uint64]*column, len(snap.Segments()))
	s.mu.Lock()
	defer s.mu.Unlock()
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
	n := uint64(seg.FullSize())
	col := &column{item: make([]uint32, n), place: make([]place, n)}
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
	named("keys", func() error { return s.keys(seg, col) })
	named(fieldLength, func() (err error) {
		col.length, err = readLengths(seg)
		return err
	})
	named(fieldHeader, func() error { return readTerms(seg, fieldHeader, s.known.headers) })
	for i, field := range subjectFields {
		named(field, func() (err error) {
			if col.about[i], err = readRuns(seg, field, s.known.about[i]); err == nil && subject(i) == ofPlace {
				col.states = col.about[i].only(s.known.about[i].terms(), func(t string) bool { return parsePlace(t).state })
			}
			return err
		})
	}
	return col, g.Wait()
}

// keys reads of which item each document is a place, and which.
func (s *shelf) keys(seg *scorch.SegmentSnapshot, col *column) error {
	var last []byte
	ord := uint32(0)
	for i := range col.item {
		id, err := seg.DocID(uint64(i))
		if err != nil {
			return fmt.Errorf("%d: %w", i, err)
		}
		item, p := splitID(id)
		if i == 0 || !bytes.Equal(item, last) {
			last, ord = item, s.items.get(string(item))
		}
		col.item[i], col.place[i] = ord, p
	}
	return nil
}

// readLengths reads the classes of the lengths of a segment's documents; nil
// where they are not known.
func readLengths(seg *scorch.SegmentSnapshot) ([]uint8, error) {
	if !slices.Contains(seg.Segment().Fields(), fieldLength) {
		return nil, nil
	}
	out := make([]uint8, seg.FullSize())
	return out, eachTerm(seg, fieldLength, func(dict segment.TermDictionary, term string) error {
		class, _ := strconv.Atoi(term)
		docs, err := posting(dict, term)
		if err != nil || docs == nil {
			return err
		}
		docs.Iterate(func(doc uint32) bool {
			out[doc] = uint8(class)
			return true
		})
		return nil
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
	segment int   // of the document asked for last
	average uint8 // the class of the length of its documents
	dicts   map[dictKey]segment.TermDictionary
}

type dictKey struct {
	segment int
	field   string
}

// dictionary opens the words of a field of a segment; nil where it has none.
func (v *view) dictionary(n int, field string) (segment.TermDictionary, error) {
	key := dictKey{n, field}
	if d, ok := v.dicts[key]; ok {
		return d, nil
	}
	d, err := v.snap.Segments()[n].Segment().Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("%s index: %s: %w", v.kind, field, err)
	}
	if v.dicts == nil {
		v.dicts = map[dictKey]segment.TermDictionary{}
	}
	v.dicts[key] = d
	return d, nil
}

func (v *view) Close() error { return v.snap.Close() }

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

// term opens the documents that have a term.
func (v *view) term(field, term string, scored, positions bool) (index.TermFieldReader, error) {
	return v.snap.TermFieldReader(context.Background(), []byte(term), field, scored, scored, positions)
}
