package search

import (
	"context"
	"runtime"

	"readingroom/search/query"
)

// A gate lets in few heavy searches at once, half as many as there are cores:
// the others find the rest of the machine free, and the heavy ones wait in line.
type gate chan struct{}

func newGate() gate { return make(gate, max(1, runtime.NumCPU()/2)) }

// enter waits for its turn. leave is called once.
func (g gate) enter(ctx context.Context) (leave func(), err error) {
	select {
	case g <- struct{}{}:
		return func() { <-g }, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// What makes a search a heavy one.
const (
	heavyLeaves   = 24      // words
	heavyPatterns = 2       // of those, such as stand for several
	heavyMatches  = 400_000 // places to go through
)

// heavy reports whether a query is a heavy one by what it asks.
func heavy(root query.Node) bool {
	leaves, patterns := 0, 0
	query.Leaves(root, func(leaf query.Node, _ string, _ bool) {
		leaves++
		if expands(leaf) {
			patterns++
		}
	})
	return leaves > heavyLeaves || patterns > heavyPatterns
}
