package web

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/ingest"
)

// This file is the machinery for our own command line: where a server owns the
// archive, import, reindex and verify hand their work to it. The guard lets
// only this machine in, with the administrator's token.

// work is what was begun by a request and goes on after it.
type work struct {
	mu    sync.Mutex
	last  map[string]*WorkLine
	going sync.WaitGroup
	take  map[string]string // accession -> "" while its files come in, or why that stopped
}

// A WorkLine is a piece of work on the whole archive.
type WorkLine struct {
	Name   string    `json:"name"` // reindex or verify
	Begun  time.Time `json:"begun"`
	Done   int       `json:"done"`
	Of     int       `json:"of,omitempty"`
	Busy   bool      `json:"busy"`
	Result string    `json:"result,omitempty"`
}

// Wait returns when the work that requests began and that goes on after them
// has ended. It does so soon after the site's Context.
func (s *Site) Wait() { s.work.going.Wait() }

func (w *work) lines() []WorkLine {
	w.mu.Lock()
	defer w.mu.Unlock()
	lines := []WorkLine{}
	for _, name := range []string{"reindex", "verify", "ocr"} {
		if l := w.last[name]; l != nil {
			lines = append(lines, *l)
		}
	}
	return lines
}

func (w *work) busy() bool {
	for _, l := range w.lines() {
		if l.Busy {
			return true
		}
	}
	return false
}

// begin notes a piece of work; it is refused while the same goes on.
func (w *work) begin(name string, now time.Time) (progress func(done, of int), end func(result string), err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.last == nil {
		w.last = map[string]*WorkLine{}
	}
	if l := w.last[name]; l != nil && l.Busy {
		return nil, nil, &fault{http.StatusConflict, "This is going on already.", archive.ErrConflict}
	}
	l := &WorkLine{Name: name, Begun: now.UTC(), Busy: true}
	w.last[name] = l
	progress = func(done, of int) {
		w.mu.Lock()
		l.Done, l.Of = done, of
		w.mu.Unlock()
	}
	end = func(result string) {
		w.mu.Lock()
		l.Busy, l.Result = false, result
		w.mu.Unlock()
	}
	return progress, end, nil
}

// taking notes that an accession's files come in; false where they do already.
func (w *work) taking(accession string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if trouble, ok := w.take[accession]; ok && trouble == "" {
		return false
	}
	if w.take == nil {
		w.take = map[string]string{}
	}
	w.take[accession] = ""
	return true
}

// taken notes how that ended.
func (w *work) taken(accession string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if delete(w.take, accession); err != nil {
		w.take[accession] = err.Error()
	}
}

func (w *work) trouble(accession string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.take[accession]
}

// newImport begins an intake of paths of this machine and answers at once.
func (s *Site) newImport(c *gin.Context) {
	var o ingest.Order
	d := json.NewDecoder(http.MaxBytesReader(c.Writer, c.Request.Body, 1<<20))
	if err := d.Decode(&o); err != nil {
		s.fail(c, invalid("The order could not be read: %v.", err))
		return
	}
	if len(o.Paths) == 0 {
		s.fail(c, invalid("The order names no paths."))
		return
	}
	for i, p := range o.Paths {
		o.Paths[i] = archive.RawPath(p) // JSON is text; a path may hold any bytes
	}
	a, err := s.Ingest.Begin(c.Request.Context(), o)
	if err != nil {
		s.fail(c, err)
		return
	}
	if s.work.taking(a.Number) {
		s.work.going.Go(func() {
			err := s.Ingest.Take(s.Context, a)
			if err != nil && s.Context.Err() == nil {
				s.Log.Error("an intake stopped", "accession", a.Number, "error", err)
			}
			s.work.taken(a.Number, err)
		})
	}
	c.Header("Location", importURL(a.Number))
	writeJSON(c, http.StatusAccepted, gin.H{"accession": a.Number})
}

// importReport is the JSON of `readingroom import`, up to now: open while files
// are being taken in, with how many documents wait and why work stands still.
func (s *Site) importReport(c *gin.Context) {
	ctx, number := c.Request.Context(), c.Param("accession")
	a, err := s.Store.Accession(ctx, number)
	if err != nil {
		s.fail(c, err)
		return
	}
	r, err := s.Ingest.Report(ctx, number)
	if err != nil {
		s.fail(c, err)
		return
	}
	r.Seconds = s.Now().Sub(a.Received).Seconds()
	if why := s.work.trouble(number); why != "" {
		r.Trouble = why
	}
	writeJSON(c, http.StatusOK, r)
}

// reindex rebuilds what is derived, and answers when it is done. It goes on
// when the asker goes away; /-/status tells how far it is.
func (s *Site) reindex(c *gin.Context) {
	progress, end, err := s.work.begin("reindex", s.Now())
	if err != nil {
		s.fail(c, err)
		return
	}
	done := 0
	err = s.Ingest.Reindex(s.Context, func(n int) { done = n; progress(n, 0) })
	if err != nil {
		end("It stopped; the reason is in the server’s log.")
		s.Log.Error("work on the archive stopped", "error", err)
		s.fail(c, err)
		return
	}
	end("Done: " + count(done, "document", "documents") + ".")
	writeJSON(c, http.StatusOK, gin.H{"items": done})
}

// verify re-reads every original, and answers with what it found.
func (s *Site) verify(c *gin.Context) {
	progress, end, err := s.work.begin("verify", s.Now())
	if err != nil {
		s.fail(c, err)
		return
	}
	v, err := s.Ingest.Verify(s.Context, progress)
	if err != nil {
		end("It stopped; the reason is in the server’s log.")
		s.Log.Error("work on the archive stopped", "error", err)
		s.fail(c, err)
		return
	}
	end("Done: " + count(v.Originals, "original", "originals") + ", " + countOrNo(len(v.Faults), "fault", "faults") + ".")
	writeJSON(c, http.StatusOK, v)
}

// ocr has the scans read that were not, and answers with what came of it.
func (s *Site) ocr(c *gin.Context) {
	var order struct {
		Lang string `json:"lang"`
	}
	if err := c.ShouldBindJSON(&order); err != nil || s.Scans == nil {
		s.fail(c, &fault{status: http.StatusBadRequest, text: "The order could not be read.", err: err})
		return
	}
	progress, end, err := s.work.begin("ocr", s.Now())
	if err != nil {
		s.fail(c, err)
		return
	}
	r, err := s.Scans(s.Context, order.Lang, progress)
	if err != nil {
		end("It stopped; the reason is in the server’s log.")
		s.Log.Error("work on the archive stopped", "error", err)
		s.fail(c, &fault{status: http.StatusConflict, text: upperFirst(err.Error()) + ".", err: err})
		return
	}
	end("Done: " + count(r.Items, "document", "documents") + " read again, " + countOrNo(r.Pages, "page", "pages") + " from pictures.")
	writeJSON(c, http.StatusOK, r)
}
