// Package search finds pages and table rows by their words.
//
//	x, err := search.Open(dir, contents)
//	if x.NeedsRebuild() {
//		err = x.Rebuild(ctx, everything, nil)
//	}
//	err = x.Index(ctx, []content.Document{doc})
//	found, err := x.Search(ctx, search.Request{Query: `ventura "immigration detainer" -draft`})
//
// The unit is a page or a row, so that every hit is a place that can be cited;
// hits are grouped by item. The index is derived: what it holds can be made
// again from the items and their content, and is, when Version changes.
//
// bleve was chosen because it is Go throughout and keeps what it acknowledged;
// it serves as an index of postings only, whose files package segment makes: what
// a word is, how a query is read, ranked, grouped, counted and shown is decided here.
package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"readingroom/archive"
	"readingroom/archive/content"
)

// Version says what is indexed, and how. It is stored with the index; an index
// of another version is made anew.
const Version = 11

// An Embedded is the Index within this program, on bleve. It holds the words of
// the archive, in a folder of its own:
//
//	lock         held by the process that has the index open
//	current      the name of the generation that answers
//	g0003/       a generation
//
// It may be used by several goroutines. One process at a time has it open.
type Embedded struct {
	root     string
	contents content.Dir
	lock     *bolt.DB
	gate     *gate

	mu      sync.RWMutex // guards what follows; held to look, not to work
	current *generation  // nil once closed
	stale   bool         // current is not whole
	lost    bool         // there was one that could not be opened
	serial  int          // of the generation made last
	build   *build       // the rebuild that is running, or nil

	retiring sync.WaitGroup // generations that were replaced, and are still asked

	writes sync.RWMutex // held shared by each Index and Remove, whole by the switch

	settling sync.Mutex  // held while the index settles
	quiet    *time.Timer // runs out when nothing was indexed for a while
	ended    context.Context
	end      context.CancelFunc // by Close
}

const currentName = "current"

// Open opens the index in a folder, or makes one. Where there was none, or one
// that is damaged or of another version, the index is empty and NeedsRebuild.
// contents is where the text of snippets is read from. Where another process
// has the index open, the error is archive.ErrConflict, at once.
func Open(dir string, contents content.Dir) (*Embedded, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	// A lock file that all systems know, from the store that bleve itself rests on.
	lock, err := bolt.Open(filepath.Join(dir, "lock"), 0o644, &bolt.Options{Timeout: time.Millisecond})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, fmt.Errorf("search index %s: open in another process: %w", dir, archive.ErrConflict)
	}
	if err != nil {
		return nil, fmt.Errorf("search index %s: lock: %w", dir, err)
	}
	x := &Embedded{root: dir, contents: contents, lock: lock, gate: newGate()}
	x.ended, x.end = context.WithCancel(context.Background())
	x.quiet = time.AfterFunc(settleAfter, x.settleQuietly)
	if err := x.open(); err != nil {
		x.quiet.Stop()
		x.end()
		lock.Close()
		return nil, fmt.Errorf("search index %s: %w", dir, err)
	}
	return x, nil
}

func (x *Embedded) open() error {
	b, err := os.ReadFile(filepath.Join(x.root, currentName))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	x.lost = err == nil
	name := strings.TrimSpace(string(b))
	if n, ok := generationSerial(name); ok {
		g, whole, err := openGeneration(filepath.Join(x.root, name))
		if refused(err) {
			return err // not damaged, and not ours to replace
		}
		if err == nil {
			x.current, x.stale, x.serial = g, !whole, n
		}
	}
	if x.serial, err = x.sweep(); err != nil {
		if x.current != nil {
			err = errors.Join(err, x.current.abandon())
		}
		return err
	}
	if x.current != nil {
		return nil
	}
	g, err := x.create()
	if err != nil {
		return err
	}
	if err := x.appoint(g, false); err != nil {
		g.abandon()
		return err
	}
	x.current, x.stale = g, true
	_, err = x.sweep()
	return err
}

// refused reports whether the system would not let something be opened, now or by
// this user, which says nothing of whether it is whole.
func refused(err error) bool {
	return slices.ContainsFunc([]error{os.ErrPermission, syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM}, func(e error) bool { return errors.Is(err, e) })
}

func generationSerial(name string) (int, bool) {
	var n int
	_, err := fmt.Sscanf(name, "g%d", &n)
	return n, err == nil && name == generationName(n)
}

func generationName(n int) string { return fmt.Sprintf("g%04d", n) }

// sweep removes all generations but the current one: what a crash left
// half-built, what is damaged. It returns the highest serial it saw.
func (x *Embedded) sweep() (int, error) {
	entries, err := os.ReadDir(x.root)
	if err != nil {
		return 0, err
	}
	high := x.serial
	for _, e := range entries {
		n, ok := generationSerial(e.Name())
		if !ok && filepath.Ext(e.Name()) != ".tmp" {
			continue
		}
		high = max(high, n)
		path := filepath.Join(x.root, e.Name())
		if x.current != nil && x.current.dir == path {
			continue
		}
		if err := os.RemoveAll(path); err != nil {
			return high, err
		}
	}
	return high, nil
}

// create makes a new generation, which is not yet current.
func (x *Embedded) create() (*generation, error) {
	x.serial++
	return newGeneration(filepath.Join(x.root, generationName(x.serial)))
}

// appoint makes a generation the one that is opened from now on.
func (x *Embedded) appoint(g *generation, whole bool) error {
	if err := g.finish(whole); err != nil {
		return err
	}
	return writeFile(filepath.Join(x.root, currentName), []byte(filepath.Base(g.dir)+"\n"))
}

// NeedsRebuild implements Index: it does from when the index was made anew by
// Open, until it is rebuilt.
func (x *Embedded) NeedsRebuild() bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.stale
}

// building says how far the index is from being whole; "" where it is.
func (x *Embedded) building() string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	switch {
	case !x.stale || x.build == nil && !x.lost:
		return ""
	case x.build == nil:
		return "The index was lost or is of another version, and will be made anew from what is stored. Until then not all is found."
	}
	return fmt.Sprintf("The index is being made anew from what is stored: %s so far. Not all is found yet.", many(int(x.build.done.Load()), "document"))
}

// use takes hold of the generation that answers. done lets it go.
func (x *Embedded) use() (g *generation, done func(), err error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.current == nil {
		return nil, nil, errClosed
	}
	x.current.uses.Add(1)
	return x.current, x.current.uses.Done, nil
}

var errClosed = errors.New("the search index is closed")

// Index implements Index.
func (x *Embedded) Index(ctx context.Context, docs []content.Document) error {
	numbers := make([]string, len(docs))
	for i, d := range docs {
		numbers[i] = d.Item.Number
	}
	return x.change(ctx, numbers, func(ctx context.Context, g *generation) error { return g.put(ctx, docs) })
}

// Remove implements Index.
func (x *Embedded) Remove(ctx context.Context, item string) error {
	return x.change(ctx, []string{item}, func(ctx context.Context, g *generation) error { return g.remove(ctx, item) })
}

// Label implements Index.
func (x *Embedded) Label(ctx context.Context, item string, labels archive.Labels) error {
	x.writes.RLock()
	defer x.writes.RUnlock()
	g, done, err := x.use()
	if err != nil {
		return err
	}
	defer done()
	x.mu.RLock()
	b := x.build
	x.mu.RUnlock()
	if b != nil { // before the other: it may not know the item yet, and be told of it
		b.label(context.WithoutCancel(ctx), item, labels)
	}
	return g.label(ctx, item, labels)
}

// change does the same to the generation that answers and to the one being built,
// which does not end because somebody gives up on a change.
func (x *Embedded) change(ctx context.Context, numbers []string, do func(context.Context, *generation) error) error {
	x.writes.RLock()
	defer x.writes.RUnlock()
	g, done, err := x.use()
	if err != nil {
		return err
	}
	defer done()
	x.quiet.Stop()
	defer x.quiet.Reset(settleAfter)
	if err := do(ctx, g); err != nil {
		return err
	}
	x.mu.RLock()
	b := x.build
	x.mu.RUnlock()
	if b != nil {
		b.change(numbers, func(g *generation) error { return do(context.WithoutCancel(ctx), g) })
	}
	return nil
}

// Stats implements Index.
func (x *Embedded) Stats() (itemCount, pageCount, rowCount uint64) {
	g, done, err := x.use()
	if err != nil {
		return 0, 0, 0
	}
	defer done()
	c := g.catalog.Load()
	return uint64(c.places[items]), uint64(c.places[pages]), uint64(c.places[rows])
}

// Close implements Index.
func (x *Embedded) Close() error {
	x.quiet.Stop()
	x.end()
	x.mu.Lock()
	b := x.build
	x.mu.Unlock()
	if b != nil {
		b.stop(errClosed)
		<-b.ended
	}
	x.writes.Lock()
	defer x.writes.Unlock()
	x.mu.Lock()
	g := x.current
	x.current = nil
	x.mu.Unlock()
	if g == nil {
		return nil
	}
	x.retiring.Wait()
	g.uses.Wait()
	return errors.Join(g.close(), x.lock.Close())
}
