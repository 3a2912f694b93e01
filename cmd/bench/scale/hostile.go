package scale

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"

	"readingroom/search"
	"readingroom/search/press"
)

// attacked is how others fared while 200 odd queries ran at once.
type attacked struct {
	Alone, Beside []time.Duration // of normal queries, by the clock
	Odd           []time.Duration // of the odd ones
	All           time.Duration   // until the last of those was answered
	Wrong         []string        // those that were no answers
}

func (r *run) hostile(ctx context.Context) error {
	var typed []string
	for _, q := range press.New(seed).Mixed(min(r.pages, 5000), 100) {
		typed = append(typed, q.Typed)
	}
	var a attacked
	if _, err := r.child(ctx, typed, &a, "attack", r.dir); err != nil {
		return err
	}
	r.table("200 hostile queries at once", []string{"what", "median, ms", "95th percentile, ms", "to reach"}, [][]string{
		{fmt.Sprintf("%d normal queries alone", len(a.Alone)), ms(quantile(a.Alone, .5)), ms(quantile(a.Alone, .95)), ""},
		{fmt.Sprintf("%d normal queries meanwhile", len(a.Beside)), ms(quantile(a.Beside, .5)), ms(quantile(a.Beside, .95)), "95th within twice"},
		{"the hostile ones", ms(quantile(a.Odd, .5)), ms(quantile(a.Odd, .95)), ""},
		{"until the last is answered", ms(a.All), "", ""},
	}, fmt.Sprintf("Milliseconds of the clock, %d cores. %d of the 200 were not answered.", runtime.NumCPU(), len(a.Wrong)))
	for _, w := range a.Wrong {
		fmt.Fprintln(r.log, "not answered:", w)
	}
	return nil
}

// attack is "attack DIR": normal queries alone for a while, and then beside the
// odd ones until all of those are answered.
func attack(ctx context.Context, args []string) error {
	var typed []string
	if err := json.NewDecoder(os.Stdin).Decode(&typed); err != nil {
		return err
	}
	x, err := openIndex(args[0])
	if err != nil {
		return err
	}
	defer x.Close()
	n := 0
	normal := func(took *[]time.Duration) error {
		q := typed[n%len(typed)]
		n++
		begun := time.Now()
		_, err := x.Search(ctx, search.Request{Query: q})
		if took != nil {
			*took = append(*took, time.Since(begun))
		}
		return err
	}
	var a attacked
	for i := range 4 * len(typed) {
		took := &a.Alone
		if i < len(typed) {
			took = nil
		}
		if err := normal(took); err != nil {
			return err
		}
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	begun := time.Now()
	for _, q := range press.Hostile() {
		wg.Go(func() {
			_, err := x.Search(ctx, search.Request{Query: q})
			took := time.Since(begun)
			mu.Lock()
			defer mu.Unlock()
			a.Odd = append(a.Odd, took)
			if err != nil {
				a.Wrong = append(a.Wrong, fmt.Sprintf("%.80q: %v", q, err))
			}
		})
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
			if err := normal(&a.Beside); err != nil {
				return err
			}
		}
	}
	a.All = time.Since(begun)
	return say(a)
}
