package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"readingroom/archive"
	"readingroom/archive/blob"
	"readingroom/archive/content"
	"readingroom/archive/extract"
	"readingroom/archive/store"
)

// extractOne reads an original in a child process and stores what it holds.
func (in *Ingest) extractOne(ctx context.Context, job *store.Job) error {
	it := job.Item
	receipts, err := in.db.Receipts(ctx, it.Number)
	if err != nil {
		return err
	}
	if len(receipts) == 0 {
		return fmt.Errorf("it has no receipt: %w", archive.ErrCorrupt)
	}
	if w, err := in.db.Withdrawn(ctx, it.Number); w != nil || err != nil {
		return in.blank(ctx, job, w, err)
	}
	f, err := in.blobs.Open(it.Digest)
	if errors.Is(err, archive.ErrNotFound) {
		it.Reason = "The original is missing from the archive's own store; import it again."
		return in.db.Extracted(ctx, job, it, 0, nil, in.Now())
	}
	if err != nil {
		return err
	}
	defer f.Close()

	was, err := in.contents.Open(it.Digest) // what it was read as until now
	if err == nil {
		defer was.Close()
	}
	w, err := in.contents.Create(it.Digest)
	if err != nil {
		return err
	}
	defer w.Abort()
	sink := &sink{Writer: w, ctx: ctx, blobs: in.blobs, under: receipts[0].Path, seen: map[string]int{}}
	outcome, err := in.extract(in.Unlock(ctx), f, it.Name, sink)
	if err != nil {
		return err
	}
	head, err := w.Commit(func(h *content.Head) {
		h.Reader, h.MediaType, h.Kind, h.Reason = extract.Version, outcome.MediaType, outcome.Kind, outcome.Reason
		if h.Reason != "" && h.Pages+len(h.Tables)+len(h.Parts) > 0 { // read in part
			h.Notices = append(h.Notices, archive.Notice{Code: "incomplete", Text: h.Reason})
			h.Reason = ""
		}
	})
	if err != nil {
		return err
	}
	// Read without them first: the tables that a grid replaces are to be told
	// from those it does not, and a page's words may come after them.
	grids, err := in.db.Grids(ctx, it.Number)
	if err != nil {
		return err
	}
	if len(grids) > 0 {
		if head, err = in.redraw(it.Digest, grids); err != nil {
			return err
		}
	}
	if was != nil {
		if err := in.remember(ctx, it, was); err != nil {
			return err
		}
	}
	return in.db.Extracted(ctx, job, described(it, head), extract.Version, sink.arrivals, in.Now())
}

// described fills in what the content says of the item.
func described(it archive.Item, h content.Head) archive.Item {
	it.MediaType, it.Kind, it.Reason = h.MediaType, h.Kind, h.Reason
	it.Pages, it.Tables, it.Rows = h.Pages, len(h.Tables), h.Rows()
	it.Title = it.Name
	if t := ownTitle(h.About.Title); t != "" {
		it.Title = t
	}
	it.Date = ""
	if h.Mail != nil {
		if s := oneLine(h.Mail.Subject); s != "" {
			it.Title = s
		}
		it.Date = dayOf(h.Mail.Date)
	}
	return it
}

// ownTitle returns a document's own title where it is one: programs write
// file names and placeholders into that field.
func ownTitle(s string) string {
	s = oneLine(s)
	low := strings.ToLower(s)
	for _, no := range []string{"untitled", "microsoft word - ", "microsoft powerpoint - ", "microsoft excel - ", "slide 1", "powerpoint presentation", "(anonymous)", "title"} {
		if low == no || strings.HasPrefix(low, no) && strings.HasSuffix(no, " ") {
			return ""
		}
	}
	if ext := path.Ext(low); len(s) < 4 || len(ext) > 2 && len(ext) < 6 && !strings.Contains(s, " ") {
		return ""
	}
	return s
}

func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 300 {
		s = string(r[:299]) + "…"
	}
	return s
}

// dayOf returns the day of a time in RFC 3339 or of a day, or "".
func dayOf(s string) string {
	if len(s) < len(time.DateOnly) {
		return ""
	}
	if _, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)]); err != nil {
		return ""
	}
	return s[:len(time.DateOnly)]
}

// anew has an item read again whose content was lost: it is only derived.
func (in *Ingest) anew(ctx context.Context, job *store.Job, err error) error {
	if !errors.Is(err, archive.ErrNotFound) && !errors.Is(err, archive.ErrCorrupt) {
		return err
	}
	return in.reread(ctx, job.Item)
}

// reread sends an item through the queue once more.
func (in *Ingest) reread(ctx context.Context, it archive.Item) error {
	if err := in.db.Reread(ctx, []string{it.Number}); err != nil {
		return err
	}
	in.changed.tell()
	return nil
}

// A sink gives a reader's finds to the content writer, and keeps the bytes of
// parts as originals of their own.
type sink struct {
	*content.Writer
	ctx      context.Context
	blobs    blob.Dir
	under    string // the path of the item within its accession
	seen     map[string]int
	arrivals []store.Arrival
}

// Part implements archive.Sink.
func (s *sink) Part(name string, body io.Reader) error {
	digest, size, _, err := s.blobs.Put(s.ctx, body)
	if err != nil {
		return fmt.Errorf("part %s: %w", archive.ShowName(name), err)
	}
	s.AddPart(archive.Part{Name: name, Digest: digest, Size: size})
	show := archive.ShowName(name)
	s.arrivals = append(s.arrivals, store.Arrival{
		Digest: digest, Size: size, Name: show, Origin: archive.ExactPath(name),
		Path: unique(s.seen, path.Join(s.under, show)),
	})
	return nil
}

// unique returns p, or where it is taken "p (2)", and so on, and takes it. seen
// holds the names that are taken, with the number that each was given last.
func unique(seen map[string]int, p string) string {
	free := p
	for seen[free] > 0 {
		seen[p]++
		free = fmt.Sprintf("%s (%d)", p, seen[p])
	}
	seen[free] = 1
	return free
}
