package picture

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"readingroom/archive"
	"readingroom/archive/internal/whole"
)

// making is a picture that is being made, for all who wait for it.
type making struct {
	done    chan struct{}
	picture []byte
	err     error
	waiting int
	stop    context.CancelFunc
}

// A failure is remembered for a while: to try is dear, and readers reload.
type failure struct {
	err   error
	until time.Time
}

const (
	remember    = time.Minute
	maxFailures = 4096
)

// make makes a picture, or waits for who makes it already. Whoever waits may go;
// when all have gone the making ends.
func (d *Dir) make(ctx context.Context, w wanted) ([]byte, error) {
	key := w.name()
	d.mu.Lock()
	if f, ok := d.failed[key]; ok {
		if d.Now().Before(f.until) {
			d.mu.Unlock()
			return nil, f.err
		}
		delete(d.failed, key)
	}
	m := d.making[key]
	if m == nil {
		on, stop := context.WithCancel(context.WithoutCancel(ctx))
		m = &making{done: make(chan struct{}), stop: stop}
		d.making[key] = m
		go d.run(on, m, w)
	}
	m.waiting++
	d.mu.Unlock()

	select {
	case <-m.done:
		return m.picture, m.err
	case <-ctx.Done():
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if m.waiting--; m.waiting == 0 {
		m.stop()
		if d.making[key] == m {
			delete(d.making, key) // who comes now begins anew
		}
	}
	return nil, ctx.Err()
}

// run makes a picture when it is its turn.
func (d *Dir) run(ctx context.Context, m *making, w wanted) {
	defer m.stop()
	select {
	case d.drawing <- struct{}{}:
		m.picture, m.err = d.draw(ctx, w)
		<-d.drawing
	case <-ctx.Done():
		m.err = ctx.Err()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	key := w.name()
	if m.err != nil && ctx.Err() == nil {
		if len(d.failed) >= maxFailures {
			clear(d.failed)
		}
		d.failed[key] = failure{m.err, d.Now().Add(remember)}
	}
	if d.making[key] == m {
		delete(d.making, key)
	}
	close(m.done)
}

// draw draws a picture and keeps it.
func (d *Dir) draw(ctx context.Context, w wanted) ([]byte, error) {
	original, err := d.blobs.Open(w.digest)
	if err != nil {
		return nil, err
	}
	defer original.Close()
	b, err := d.render(ctx, original, w.digest, w.page, w.crop, w.width)
	if err != nil {
		if errors.Is(err, archive.ErrNotFound) {
			return nil, err
		}
		return nil, fmt.Errorf("page %d of %s: %w", w.page, w.digest, err)
	}
	_ = d.keep(w, b) // a full disk hides no page; it is drawn again the next time
	return b, nil
}

// keep writes a picture, and removes others where there are too many.
func (d *Dir) keep(w wanted, b []byte) error {
	f, err := whole.Create(d.root)
	if err != nil {
		return err
	}
	defer f.Drop()
	if _, err := f.Write(b); err != nil {
		return err
	}
	if err := f.Keep(w.name(), 0o644); err != nil {
		return err
	}
	d.mu.Lock()
	s, limit := d.shelf(w)
	s.put(w.name(), int64(len(b)), d.Now())
	gone := s.oldest(limit)
	d.mu.Unlock()
	for _, name := range gone {
		if err := os.Remove(filepath.Join(d.root, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		_ = os.Remove(filepath.Dir(filepath.Join(d.root, name))) // where it was the last of its original
	}
	return nil
}
