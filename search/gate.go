package search

import (
	"cmp"
	"container/heap"
	"context"
	"runtime"
	"sync"

	"readingroom/search/query"
)

// A gate lets in few heavy searches at once, half as many as there are cores:
// the others find the rest of the machine free, and the heavy ones wait in line.
// Nobody stays: who goes on for long leaves now and then, so that those come first
// that had the fewest turns so far. What is nearly done is then not kept waiting
// by what takes for ever.
type gate struct {
	mu    sync.Mutex
	free  int
	line  turns
	count int // of those that ever waited
}

func newGate() *gate { return &gate{free: max(1, runtime.NumCPU()/2)} }

// A turn is somebody who waits.
type turn struct {
	had, number int           // turns so far; its place among those with as many
	now         chan struct{} // closed when it is its turn
	at          int           // in the line; -1: no more
}

// enter waits for a turn of somebody who has had so many.
func (g *gate) enter(ctx context.Context, had int) error {
	g.mu.Lock()
	if g.free > 0 {
		g.free--
		g.mu.Unlock()
		return nil
	}
	g.count++
	t := &turn{had: had, number: g.count, now: make(chan struct{})}
	heap.Push(&g.line, t)
	g.mu.Unlock()
	select {
	case <-t.now:
		return nil
	case <-ctx.Done():
	}
	g.mu.Lock()
	if t.at >= 0 {
		heap.Remove(&g.line, t.at)
		g.mu.Unlock()
		return context.Cause(ctx)
	}
	g.mu.Unlock()
	g.leave() // it was let in at that moment
	return context.Cause(ctx)
}

// leave ends a turn.
func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.line) == 0 {
		g.free++
		return
	}
	close(heap.Pop(&g.line).(*turn).now)
}

// turns are in line: the first has had the fewest, and waits the longest of those.
type turns []*turn

func (l turns) Len() int { return len(l) }
func (l turns) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(l[i].had, l[j].had), cmp.Compare(l[i].number, l[j].number)) < 0
}

func (l turns) Swap(i, j int) {
	l[i], l[j] = l[j], l[i]
	l[i].at, l[j].at = i, j
}

func (l *turns) Push(t any) {
	t.(*turn).at = len(*l)
	*l = append(*l, t.(*turn))
}

func (l *turns) Pop() any {
	n := len(*l) - 1
	t := (*l)[n]
	*l, t.at = (*l)[:n], -1
	return t
}

// What makes a search a heavy one.
const (
	heavyTyped    = 2000      // bytes of the query
	heavyLeaves   = 24        // words
	heavyPatterns = 2         // of those, such as stand for several
	heavyMatches  = 4_000_000 // places to go through
)

// afterOthers are the turns that a heavy search is taken to have had: those that
// only turn out to be heavy come before it.
const afterOthers = 2

// heavy reports whether a query is a heavy one by what it asks.
func heavy(root query.Node) bool {
	leaves, patterns := 0, 0
	query.Leaves(root, func(leaf query.Node, _ string, _ bool) {
		leaves++
		patterns += patternsIn(leaf)
	})
	return leaves > heavyLeaves || patterns > heavyPatterns
}
