// Package segment makes the segments of which bleve's index consists: of
// documents, and of other segments.
//
// bleve (scorch) has the care of them: which there are, when they are written,
// when they are merged, what of them was deleted, who still reads them. Of it, zap
// opens a segment, and they are in its format, version 17, so that all that bleve
// does with a segment works as with one of its own. They are made here because
// what the search needs of them is less, and can be had for a third of the time:
//
//   - a term has documents, and nothing more of each of them;
//   - the documents of a batch are numbered in their order, where bleve takes them
//     as they come, so that what follows each other is kept as a run;
//   - what is kept of a document can be looked at where it lies in the file.
//
// vellum and roaring were chosen because zap's format is made of them.
package segment

import (
	"fmt"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"readingroom/archive"
)

// Type and Version name the plugin to bleve, which writes them beside the index.
const (
	Type    = "readingroom"
	Version = 1
)

var register = sync.OnceFunc(func() { scorch.RegisterSegmentPlugin(plugin{}, false) })

// Config is what makes bleve use the plugin, as its configuration.
func Config() map[string]any {
	register()
	return map[string]any{"forceSegmentType": Type, "forceSegmentVersion": Version}
}

type plugin struct{ zap.ZapPlugin }

func (plugin) Type() string    { return Type }
func (plugin) Version() uint32 { return Version }

// Of is the file of a segment of an index.
func Of(s segment.Segment) (*File, error) {
	if s, ok := s.(interface{ file() *File }); ok {
		return s.file(), nil
	}
	return nil, fmt.Errorf("segment of type %T: %w", s, archive.ErrCorrupt)
}

// A segment in memory, and one in a file.
type (
	made struct {
		*zap.SegmentBase
		f *File
	}
	opened struct {
		*zap.Segment
		f *File
	}
)

func (m made) file() *File   { return m.f }
func (o opened) file() *File { return o.f }

func (p plugin) Open(path string) (segment.Segment, error) { return p.OpenUsing(path, nil) }

func (p plugin) OpenUsing(path string, config map[string]any) (segment.Segment, error) {
	s, err := p.ZapPlugin.OpenUsing(path, config)
	if err != nil {
		return nil, err
	}
	z := s.(*zap.Segment)
	f, err := open(z.Data(), z.NumDocs(), z.StoredIndexOffset(), z.SectionsIndexOffset())
	if err != nil {
		z.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return opened{z, f}, nil
}

func (p plugin) New(docs []index.Document) (segment.Segment, uint64, error) {
	return p.NewUsing(docs, nil)
}

func (plugin) NewUsing(docs []index.Document, config map[string]any) (segment.Segment, uint64, error) {
	m := makers.Get().(*maker)
	defer makers.Put(m)
	b, err := m.make(docs)
	if err != nil {
		return nil, 0, err
	}
	stats, ok := config[segment.StatsKey].(*segment.Stats)
	if !ok {
		stats = new(segment.Stats)
	}
	base, err := zap.InitSegmentBase(b.data, b.sum, zap.DefaultChunkMode, b.docs, b.stored, b.fields, config, stats)
	if err != nil {
		return nil, 0, err
	}
	f, err := open(b.data, b.docs, b.stored, b.fields)
	return made{base, f}, uint64(len(b.data)), err
}

func (p plugin) Merge(segments []segment.Segment, drops []*roaring.Bitmap, path string, stop chan struct{}, report segment.StatsReporter) ([][]uint64, uint64, error) {
	return p.MergeUsing(segments, drops, path, stop, report, nil)
}
