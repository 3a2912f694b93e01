package search

import (
	"context"
	"fmt"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
)

// settleAfter is how long nothing is indexed before the index settles by itself.
const settleAfter = 5 * time.Second

// Settle merges what was indexed in many pieces into few. To look a word up
// takes as long in each of them, be it small or large, so that a rare word is
// then found in little more than half of the time. The index does it by itself when nothing was
// indexed for a while, and answers meanwhile.
func (x *Embedded) Settle(ctx context.Context) error {
	x.settling.Lock()
	defer x.settling.Unlock()
	g, done, err := x.use()
	if err != nil {
		return err
	}
	defer done()
	return g.settle(ctx)
}

// settleQuietly settles as long as nobody closes the index. What goes wrong, the
// next time may put right.
func (x *Embedded) settleQuietly() { _ = x.Settle(x.ended) }

// settle merges the segments of all shelves. Large ones are left alone until
// there are several of about their size, so that a page that comes in now and
// then does not have all others written anew.
func (g *generation) settle(ctx context.Context) error {
	plan := mergeplan.DefaultMergePlanOptions
	plan.MaxSegmentsPerTier, plan.SegmentsPerMergeTask = 2, 30
	for _, s := range g.shelves {
		// Where it cannot write, it tries again for ever, and does not look at ctx.
		done := make(chan error, 1)
		go func() { done <- s.index.(*scorch.Scorch).ForceMerge(ctx, &plan) }()
		select {
		case err := <-done:
			if err != nil {
				return fmt.Errorf("%s index: settle: %w", s.kind, err)
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}
