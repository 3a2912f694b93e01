// Package ingest is the way in: files are stored, extracted, linked and
// indexed, and an interruption at any moment loses nothing and doubles nothing.
//
//	in := ingest.New(db, blobs, contents, sandbox.Extract, index)
//	go in.Run(ctx)                           // the workers
//	a, err := in.Begin(ctx, ingest.Order{Paths: []string{"release/"}, Source: "ICE"})
//	err = in.Take(ctx, a)                    // all files kept
//	err = in.Wait(ctx, a.Number, nil)        // all files searchable
//
// The queue is the job table of the store. A step's result and the next step
// are written in one transaction, so that a process killed between two steps
// goes on at the next start, and one killed inside a step does it again.
package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"readingroom/archive"
	"readingroom/archive/blob"
	"readingroom/archive/content"
	"readingroom/archive/extract"
	"readingroom/archive/link/gazetteer"
	"readingroom/archive/store"
)

// An Indexer makes documents searchable.
type Indexer interface {
	// Index puts documents in, replacing what was known of each; it is durable
	// when it returns.
	Index(ctx context.Context, docs []content.Document) error
	// Label gives an item other labels, without indexing it again. Of an item that
	// is not there it is archive.ErrNotFound.
	Label(ctx context.Context, item string, labels archive.Labels) error
	// Rebuild makes the index anew from docs while the old one goes on
	// answering. It closes their files.
	Rebuild(ctx context.Context, docs iter.Seq2[content.Document, error], progress func(done int)) error
	// NeedsRebuild reports that the index was lost, damaged or of another version.
	NeedsRebuild() bool
	// Stats counts what the index holds.
	Stats() (items, pages, rows uint64)
}

// Extract reads one original, which it opened, and gives what it finds to the
// sink: extract.Sandbox.Extract, or a fake.
type Extract func(ctx context.Context, f *os.File, name string, sink archive.Sink) (extract.Outcome, error)

// Ingest takes records in. Make it with New; one process has one.
type Ingest struct {
	db       *store.Store
	blobs    blob.Dir
	contents content.Dir
	extract  Extract
	index    Indexer

	Workers int              // documents read at a time; the number of cores
	Now     func() time.Time // the clock
	Log     *slog.Logger
	Home    string // the archive's own folder, which is not taken into itself

	Gazetteer *gazetteer.Gazetteer // of the places that records speak of; nil: the built-in one
	Names     uint32               // tells what was added to it from what was added before; 0: nothing

	rebuilding sync.Mutex // one rebuild at a time
	owner      string
	changed    notice

	mu        sync.Mutex
	trouble   error    // why work stands still, or nil
	passwords []string // the latest last; never changed in place
}

// New returns an Ingest over the parts of an archive.
func New(db *store.Store, blobs blob.Dir, contents content.Dir, read Extract, index Indexer) *Ingest {
	return &Ingest{
		db: db, blobs: blobs, contents: contents, extract: read, index: index,
		Workers: runtime.NumCPU(), Now: time.Now, Log: slog.Default(),
		owner: fmt.Sprintf("%d", os.Getpid()),
	}
}

// lease is how long a job is held. It ends with the process, at the latest.
const lease = time.Hour

// retry is how long Run waits after trouble that is no document's fault.
const retry = 10 * time.Second

// Run works the queue until ctx ends. It first takes up what an earlier
// process left: leases, interrupted intakes, a lost index. Trouble that is no
// document's fault, such as a full disk, is kept for Trouble to tell, and the
// work is tried again.
func (in *Ingest) Run(ctx context.Context) error {
	err := in.db.ReleaseAll(ctx)
	for {
		if err == nil {
			err = in.run(ctx)
		}
		if ctx.Err() != nil {
			return nil
		}
		in.setTrouble(err)
		in.Log.Error("the work on incoming records stopped and will be tried again", "error", err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(retry):
		}
		in.setTrouble(nil)
		err = in.db.ReleaseAll(ctx)
	}
}

func (in *Ingest) run(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	if in.index.NeedsRebuild() {
		g.Go(func() error { return in.rebuildLost(ctx) })
	}
	g.Go(func() error { return in.indexer(ctx) })
	for range in.Workers {
		g.Go(func() error { return in.worker(ctx) })
	}
	return g.Wait()
}

// worker reads and links documents, one after the other.
func (in *Ingest) worker(ctx context.Context) error {
	for {
		more := in.changed.wait()
		did, err := in.step(ctx)
		if err != nil {
			return err
		}
		if did {
			in.changed.tell()
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-more:
		}
	}
}

// step does one job, if there is one: what was begun is finished first.
func (in *Ingest) step(ctx context.Context) (did bool, err error) {
	for _, s := range []struct {
		step store.Step
		do   func(context.Context, *store.Job) error
	}{{store.StepLink, in.linkOne}, {store.StepExtract, in.extractOne}} {
		job, err := in.db.Claim(ctx, in.owner, in.Now(), lease, s.step)
		if err != nil {
			return false, err
		}
		if job == nil {
			continue
		}
		if err := s.do(ctx, job); err != nil && !errors.Is(err, store.ErrLost) {
			// Given back, for the next try or the next start.
			err = fmt.Errorf("item %s (%s): %s: %w", job.Item.Number, job.Item.Name, s.step, err)
			return false, errors.Join(err, in.db.Release(context.WithoutCancel(ctx), job))
		}
		return true, nil
	}
	return false, nil
}

func (in *Ingest) setTrouble(err error) {
	in.mu.Lock()
	in.trouble = err
	in.mu.Unlock()
	in.changed.tell()
}

// Trouble returns why work stands still, or nil.
func (in *Ingest) Trouble() error {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.trouble
}

// A notice wakes everybody who waits for a change.
type notice struct {
	mu sync.Mutex
	ch chan struct{}
}

// wait returns a channel that is closed at the next tell.
func (n *notice) wait() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ch == nil {
		n.ch = make(chan struct{})
	}
	return n.ch
}

func (n *notice) tell() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ch != nil {
		close(n.ch)
		n.ch = nil
	}
}
