package searchtest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"readingroom/search"
	"readingroom/search/press"
)

// enough is how long any answer may take, on a busy machine, with 200 at once.
const enough = 60 * time.Second

// hostile: whatever is typed is answered, and soon; 200 at once, while others
// search in peace.
func (s *suite) hostile(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), enough)
	defer cancel()
	ask := func(r search.Request) (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v", p)
			}
		}()
		_, err = s.Search(ctx, r)
		return err
	}
	queries := press.Hostile()
	if len(queries) != 200 {
		t.Fatalf("%d queries", len(queries))
	}
	var wg sync.WaitGroup
	wg.Add(len(queries))
	for _, q := range queries {
		go func() {
			defer wg.Done()
			if err := ask(search.Request{Query: q}); err != nil {
				t.Errorf("%.60q: %v", q, err)
			}
		}()
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	good := 0
	for running := true; running; good++ {
		select {
		case <-done:
			running = false
		default:
		}
		q := query{typed: s.fillers[good%50], want: word(s.fillers[good%50])}
		want := 0
		for _, d := range s.docs {
			for _, p := range d.places {
				if q.matches(p) {
					want++
				}
			}
		}
		r := q.request()
		r.Limit = 5
		res, err := s.Search(ctx, r)
		if err != nil || res.Count != want {
			t.Errorf("%s, beside hostile ones: %d places, not %d (%v)", q, res.Count, want, err)
		}
	}
	t.Logf("%d searches beside them", good)
	// An answer that may take no time is one, if a short one.
	if _, err := s.Search(t.Context(), search.Request{Query: "*a* OR *o* OR /.*u.*/", Time: 1}); err != nil {
		t.Errorf("a search without time: %v", err)
	}
	// Who does not want to wait does not.
	gone, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.Search(gone, search.Request{Query: s.fillers[0]}); err == nil {
		t.Error("a search that was called off is answered")
	}
}
