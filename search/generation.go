package search

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	index "github.com/blevesearch/bleve_index_api"

	"readingroom/archive"
	"readingroom/search/segment"
)

// A generation is one whole index on disk: three shelves, and a file that says
// what they are.
type generation struct {
	dir      string
	shelves  [kinds]*shelf
	queue    *index.AnalysisQueue
	analyzer *analyzer
	items    *ordinals
	known    *known
	catalog  atomic.Pointer[catalog]
	records  records

	placeTerms  parsed[placeTerm]
	periodTerms parsed[archive.Period]

	write sync.Mutex // one writer at a time
	uses  sync.WaitGroup
}

// seal is what generation.json says. It is written last of all.
type seal struct {
	Version int  `json:"version"`
	Whole   bool `json:"whole"` // everything the archive had was put in
}

const sealName = "generation.json"

// errVersion: the generation was made by another version of this package.
var errVersion = errors.New("another version")

func newGeneration(dir string) (*generation, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	return openShelves(dir, true)
}

// openGeneration opens what newGeneration made and seal finished.
func openGeneration(dir string) (g *generation, whole bool, err error) {
	defer func() { // what is damaged may make bleve panic
		if r := recover(); r != nil {
			g, err = nil, fmt.Errorf("index %s: %v: %w", filepath.Base(dir), r, archive.ErrCorrupt)
		}
	}()
	var s seal
	b, err := os.ReadFile(filepath.Join(dir, sealName))
	if err == nil {
		err = json.Unmarshal(b, &s)
	}
	if err == nil && s.Version != Version {
		err = fmt.Errorf("%w: %d", errVersion, s.Version)
	}
	if err != nil {
		return nil, false, fmt.Errorf("index %s: %w", filepath.Base(dir), err)
	}
	g, err = openShelves(dir, false)
	if err != nil {
		return nil, false, err
	}
	if err := errors.Join(g.check(), g.load()); err != nil {
		g.abandon()
		return nil, false, fmt.Errorf("index %s: %w", filepath.Base(dir), err)
	}
	return g, s.Whole, nil
}

func openShelves(dir string, create bool) (*generation, error) {
	g := &generation{
		dir: dir, analyzer: newAnalyzer(), queue: index.NewAnalysisQueue(2),
		items: &ordinals{of: map[string]uint32{}}, known: newKnown(),
	}
	g.catalog.Store(&catalog{})
	for k := range kinds {
		s, err := openShelf(dir, k, create, g.queue, g.items, g.known)
		if err != nil {
			g.abandon()
			return nil, err
		}
		g.shelves[k] = s
	}
	return g, nil
}

// finish writes the seal.
func (g *generation) finish(whole bool) error {
	b, err := json.Marshal(seal{Version, whole})
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(g.dir, sealName), b)
}

// load reads the catalog from the stored items.
func (g *generation) load() error {
	v, err := g.shelves[items].view()
	if err != nil {
		return err
	}
	defer v.Close()
	changed, headers := map[uint32]*entry{}, map[string][]string{}
	for i, seg := range v.snap.Segments() {
		file, err := segment.Of(seg.Segment())
		if err != nil {
			return err
		}
		for n := range file.Docs() {
			if v.deleted(v.starts[i] + n) {
				continue
			}
			e := &entry{}
			var bad error
			err := file.Stored(n, func(name string, value []byte) bool {
				if name == storedEntry {
					bad = json.Unmarshal(value, e)
				}
				return true
			})
			if err = errors.Join(err, bad); err != nil {
				return fmt.Errorf("entry: %w", err)
			}
			e.share(headers)
			changed[g.items.get(e.Number)] = g.know(e)
		}
	}
	c := (&catalog{}).with(changed)
	g.catalog.Store(c)
	// Also after a crash, when nothing says how much there was, no item may have
	// lost a place.
	got, err := g.counts()
	for k, n := range got {
		if err == nil && int(n) < c.places[k] {
			err = fmt.Errorf("holds %d %ss, not %d: %w", n, kind(k), c.places[k], archive.ErrCorrupt)
		}
	}
	return err
}

// countsName is the file that says what the shelves held when they were closed.
const countsName = "closed.json"

// check compares the shelves with what they held when they were last closed.
// Where bleve cannot read a file it goes on without, from an older state or
// from none, and only says so in the log. After a crash there is no such file;
// then bleve's own word, that it lost nothing, has to do.
func (g *generation) check() error {
	path := filepath.Join(g.dir, countsName)
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	var want [kinds]uint64
	if err == nil {
		err = json.Unmarshal(b, &want)
	}
	if err != nil {
		return err
	}
	got, err := g.counts()
	if err == nil && got != want {
		err = fmt.Errorf("holds %d places, not %d: %w", got, want, archive.ErrCorrupt)
	}
	return errors.Join(err, os.Remove(path))
}

func (g *generation) counts() (n [kinds]uint64, err error) {
	for k, s := range g.shelves {
		if n[k], err = s.count(); err != nil {
			return n, err
		}
	}
	return n, nil
}

// close closes the shelves. The caller knows that no search is running.
func (g *generation) close() error {
	n, err := g.counts()
	if err == nil {
		var b []byte
		if b, err = json.Marshal(n); err == nil {
			err = writeFile(filepath.Join(g.dir, countsName), b)
		}
	}
	return errors.Join(err, g.abandon())
}

// abandon closes what is open, and promises nothing.
func (g *generation) abandon() error {
	var errs []error
	for _, s := range g.shelves {
		if s != nil {
			errs = append(errs, s.index.Close())
		}
	}
	g.queue.Close()
	return errors.Join(errs...)
}

// writeFile puts a file in its place at once and for good.
func writeFile(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // harmless once renamed
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	if dir, err := os.Open(filepath.Dir(path)); err == nil { // not all systems can
		dir.Sync()
		dir.Close()
	}
	return nil
}
