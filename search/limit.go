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

// limited is the context of an answer, which ends with its time.
func limited(ctx context.Context, r Request) (context.Context, context.CancelFunc) {
	if r.Time <= 0 {
		r.Time = defaultTime
	}
	return context.WithTimeoutCause(ctx, r.Time, errTimeUp)
}

// over reports whether an error means that the time is over, and no more.
func over(ctx context.Context, err error) bool {
	return err != nil && errors.Is(context.Cause(ctx), errTimeUp)
}

const tooLong = "This took too long, and was stopped: there may be more than was found by then. Ask for less at once."
