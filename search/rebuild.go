package search

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"sync"
	"sync/atomic"

	"readingroom/archive"
	"readingroom/archive/content"
)

// A build is the next generation while it is being made.
type build struct {
	gen   *generation
	stop  context.CancelCauseFunc
	ended chan struct{}
	done  atomic.Int64 // documents

	mu      sync.Mutex
	touched map[string]bool           // items that changed since: theirs is the newer word
	labels  map[string]archive.Labels // of items that were labelled since
}

// change makes a change that came in meanwhile. What goes wrong ends the
// build, not the change: the index that answers has it.
func (b *build) change(numbers []string, do func(*generation) error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, n := range numbers {
		b.touched[n] = true
	}
	if err := do(b.gen); err != nil {
		b.stop(err)
	}
}

// label keeps the labels of an item, for when its document comes, and gives them
// to it where it is there.
func (b *build) label(ctx context.Context, item string, labels archive.Labels) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.labels[item] = labels
	if err := b.gen.label(ctx, item, labels); err != nil && !errors.Is(err, archive.ErrNotFound) {
		b.stop(err)
	}
}

// put writes documents of the archive, unless they changed since.
func (b *build) put(ctx context.Context, docs []content.Document) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	fresh := docs[:0]
	for _, d := range docs {
		if !b.touched[d.Item.Number] {
			if l, ok := b.labels[d.Item.Number]; ok {
				d.Labels = l
			}
			fresh = append(fresh, d)
		}
	}
	return b.gen.put(ctx, fresh)
}

// How many documents are held at a time while rebuilding: their files are open.
const rebuildRun = 64

// Rebuild implements Index: what is indexed or removed meanwhile goes to both
// generations. After an error or a crash the next Rebuild begins again.
func (x *Embedded) Rebuild(ctx context.Context, docs iter.Seq2[content.Document, error], progress func(done int)) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	b, err := x.begin(stop)
	if err != nil {
		return err
	}
	defer close(b.ended)
	if err = b.fill(ctx, docs, progress); err == nil {
		err = b.gen.settle(ctx)
	}
	if err == nil {
		err = x.switchTo(ctx, b)
	}
	if err != nil {
		x.mu.Lock()
		x.build = nil
		x.mu.Unlock()
		// A change that had seen the build may still be at work in it.
		x.writes.Lock()
		defer x.writes.Unlock()
		return errors.Join(fmt.Errorf("rebuild: %w", err), b.gen.abandon(), os.RemoveAll(b.gen.dir))
	}
	return nil
}

func (x *Embedded) begin(stop context.CancelCauseFunc) (*build, error) {
	x.writes.Lock() // what was indexed before this is in docs, what comes after in both
	defer x.writes.Unlock()
	x.mu.Lock()
	defer x.mu.Unlock()
	switch {
	case x.current == nil || x.ended.Err() != nil:
		return nil, errClosed
	case x.build != nil:
		return nil, fmt.Errorf("rebuild: one is running: %w", archive.ErrConflict)
	}
	g, err := x.create()
	if err != nil {
		return nil, fmt.Errorf("rebuild: %w", err)
	}
	x.build = &build{gen: g, stop: stop, ended: make(chan struct{}), touched: map[string]bool{}, labels: map[string]archive.Labels{}}
	return x.build, nil
}

// fill writes all documents, a run at a time.
func (b *build) fill(ctx context.Context, docs iter.Seq2[content.Document, error], progress func(int)) (err error) {
	var run []content.Document
	size, done := 0, 0
	flush := func() error {
		files := make([]*content.File, 0, len(run))
		for _, d := range run {
			if d.File != nil {
				files = append(files, d.File)
			}
		}
		n := len(run)
		err := b.put(ctx, run)
		for _, f := range files {
			f.Close()
		}
		run, size = nil, 0
		if err == nil && progress != nil {
			progress(done + n)
		}
		done += n
		b.done.Store(int64(done))
		return err
	}
	defer func() {
		for _, d := range run {
			if d.File != nil {
				d.File.Close()
			}
		}
	}()
	for doc, err := range docs {
		if err == nil {
			err = context.Cause(ctx)
		}
		if err != nil {
			if doc.File != nil {
				doc.File.Close()
			}
			return err
		}
		run = append(run, doc)
		if doc.File != nil {
			h := doc.File.Head()
			size += h.Pages + h.Rows()/10
		}
		if len(run) < rebuildRun && size < batchPlaces {
			continue
		}
		if err := flush(); err != nil {
			return errors.Join(err, context.Cause(ctx))
		}
	}
	if err := flush(); err != nil {
		return errors.Join(err, context.Cause(ctx))
	}
	return context.Cause(ctx)
}

// swap makes the new generation the one that answers, and returns the old one,
// which is retiring.
func (x *Embedded) swap(ctx context.Context, b *build) (old *generation, err error) {
	x.writes.Lock() // so that no change reaches one of the two only
	defer x.writes.Unlock()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	if err := x.appoint(b.gen, true); err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	old = x.current
	x.current, x.stale, x.build = b.gen, false, nil
	x.retiring.Add(1)
	return old, nil
}

// switchTo makes the new generation the one that answers. The old one is
// closed and removed when the searches that use it have ended.
func (x *Embedded) switchTo(ctx context.Context, b *build) error {
	old, err := x.swap(ctx, b)
	if err != nil {
		return err
	}
	defer x.retiring.Done()
	old.uses.Wait()
	// What cannot be removed now is when the index is opened next.
	_ = errors.Join(old.abandon(), os.RemoveAll(old.dir))
	return nil
}
