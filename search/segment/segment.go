// Package segment makes the segments of which bleve's index consists: of
// documents, and of other segments.
//
// bleve (scorch) has the care of them: which there are, when they are written,
// when they are merged, what of them was deleted, who still reads them. What is in
// them is decided here, and read here, because what the search needs of them is
// less than bleve's own have, and can be had for a third of the time and in less
// room:
//
//   - a term has documents, and nothing more of each of them;
//   - the documents of a batch are numbered in their order, where bleve takes them
//     as they come, so that what follows each other is kept as a run, and keys that
//     are numbered as the documents are take no room;
//   - what is kept of a document can be looked at where it lies in the file.
//
// The format is said at writer. vellum and roaring were chosen because bleve's own
// segments are made of them.
package segment

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	"github.com/blevesearch/mmap-go"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"readingroom/archive"
)

// Type and Version name the plugin to bleve, which writes them beside the index.
const (
	Type    = "readingroom"
	Version = 2
)

var register = sync.OnceFunc(func() { scorch.RegisterSegmentPlugin(plugin{}, false) })

// Config is what makes bleve use the plugin, as its configuration.
func Config() map[string]any {
	register()
	return map[string]any{"forceSegmentType": Type, "forceSegmentVersion": Version}
}

type plugin struct{}

func (plugin) Type() string    { return Type }
func (plugin) Version() uint32 { return Version }

// Of is the file of a segment of an index.
func Of(s segment.Segment) (*File, error) {
	if s, ok := s.(interface{ file() *File }); ok {
		return s.file(), nil
	}
	return nil, fmt.Errorf("segment of type %T: %w", s, archive.ErrCorrupt)
}

// A made is a segment in memory.
type made struct{ *File }

func (plugin) New(docs []index.Document) (segment.Segment, uint64, error) {
	m := makers.Get().(*maker)
	defer makers.Put(m)
	data, err := m.make(docs)
	if err != nil {
		return nil, 0, err
	}
	f, err := open(data)
	return made{f}, uint64(len(data)), err
}

func (made) AddRef()       {}
func (made) DecRef() error { return nil }
func (made) Close() error  { return nil }

// Persist writes the segment to a file.
func (m made) Persist(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.Write(m.data); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(path)
	}
	return err
}

// An opened is a segment in a file, which is mapped until nobody refers to it.
type opened struct {
	*File
	path   string
	mapped mmap.MMap
	refs   atomic.Int64
}

func (plugin) Open(path string) (segment.Segment, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	o := &opened{path: path}
	o.refs.Store(1)
	if o.mapped, err = mmap.Map(f, mmap.RDONLY, 0); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if o.File, err = open(o.mapped); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), o.mapped.Unmap())
	}
	return o, nil
}

func (o *opened) Path() string { return o.path }
func (o *opened) AddRef()      { o.refs.Add(1) }
func (o *opened) Close() error { return o.DecRef() }

func (o *opened) DecRef() error {
	if o.refs.Add(-1) > 0 {
		return nil
	}
	return o.mapped.Unmap()
}

// bleve has nothing to configure, and merges may be told of.

func (p plugin) NewUsing(docs []index.Document, _ map[string]any) (segment.Segment, uint64, error) {
	return p.New(docs)
}

func (p plugin) OpenUsing(path string, _ map[string]any) (segment.Segment, error) {
	return p.Open(path)
}

func (p plugin) MergeUsing(segments []segment.Segment, drops []*roaring.Bitmap, path string, stop chan struct{}, report segment.StatsReporter, _ map[string]any) ([][]uint64, uint64, error) {
	return p.Merge(segments, drops, path, stop, report)
}
