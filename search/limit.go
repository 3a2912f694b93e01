package search

import (
	"context"
	"errors"
	"time"
)

// errTimeUp is why an answer stops where its time is over.
var errTimeUp = errors.New("the time of this search is over")

// defaultTime is how long an answer may take.
const defaultTime = 10 * time.Second

// patience is how long a search goes on before it waits at the gate, and how
// long it stays behind it at a time.
const patience = 50 * time.Millisecond

// limited is the context of an answer, which ends with its time. A search that
// takes long waits its turn when it next looks whether it may go on: what is
// heavy often shows only then.
func (a *answer) limited() (context.Context, context.CancelFunc) {
	limit := a.req.Time
	if limit <= 0 {
		limit = defaultTime
	}
	ctx, cancel := context.WithTimeoutCause(a.outer, limit, errTimeUp)
	return &patient{ctx, a, time.Now().Add(patience)}, cancel
}

// unlimited is the context of an answer that may take as long as it does, but waits
// its turn like others.
func (a *answer) unlimited() context.Context {
	return &patient{a.outer, a, time.Now().Add(patience)}
}

// A patient context is that of one answer, used by one goroutine.
type patient struct {
	context.Context
	answer *answer
	until  time.Time
}

// Err waits at the gate once the search has gone on for long, and lets others
// go first each time it has gone on for as long again.
func (p *patient) Err() error {
	if now := time.Now(); now.After(p.until) {
		p.answer.leave()
		_ = p.answer.enter(p.Context) // of a context that ended, which is told below
		p.until = time.Now().Add(patience)
	}
	return p.Context.Err()
}

// holding is the context of somebody who keeps others waiting, and must not wait
// at the gate for one of them.
func holding(ctx context.Context) context.Context {
	if p, ok := ctx.(*patient); ok {
		return p.Context
	}
	return ctx
}

// over reports whether an error means that the time is over, and no more.
func over(ctx context.Context, err error) bool {
	return err != nil && errors.Is(context.Cause(ctx), errTimeUp)
}

const tooLong = "This took too long, and was stopped: there may be more than was found by then. Ask for less at once."
