package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"readingroom/archive"
	"readingroom/archive/foia"
	"readingroom/archive/store"
)

// An Order says what to take in, and what is known of where it comes from.
type Order struct {
	Paths   []string `json:"paths"` // files and folders of this machine; none for an upload
	Source  string   `json:"source"`
	Title   string   `json:"title"`
	Request string   `json:"request"` // the number of the request they answer, or a tracking number of it
	Release string   `json:"release"`
	By      string   `json:"by"`
	// Event is what their coming is to the request, such as a release; it is
	// recorded with the accession. nil: nothing that its history should tell.
	Event *foia.Event `json:"event,omitempty"`
	// Passwords to try on documents that are encrypted. They are kept in memory
	// until the process ends, and nowhere else.
	Passwords []string `json:"passwords,omitempty"`
}

// Begin opens an accession for an order. Where an intake of the same paths
// from the same source was interrupted, it returns that one, to be gone on with.
func (in *Ingest) Begin(ctx context.Context, o Order) (archive.Accession, error) {
	a := archive.Accession{
		Source: strings.TrimSpace(o.Source), Title: strings.TrimSpace(o.Title), Request: strings.TrimSpace(o.Request),
		Release: strings.TrimSpace(o.Release), By: o.By, Received: in.Now().UTC(),
	}
	for _, p := range o.Paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return a, fmt.Errorf("%s: %w", archive.ExactPath(p), err)
		}
		if err := in.mayTake(abs); err != nil {
			return a, fmt.Errorf("%s: %w", archive.ExactPath(p), err)
		}
		a.Roots = append(a.Roots, archive.ExactPath(abs))
	}
	if err := in.answers(ctx, &a, &o); err != nil {
		return a, err
	}
	if err := in.learn(ctx, o.Passwords); err != nil {
		return a, err
	}
	if a.Source == "" {
		a.Source = unnamed
	}
	if a.Title == "" && len(o.Paths) > 0 {
		a.Title = titleOf(a.Roots)
	}
	open, err := in.db.OpenAccessions(ctx)
	if err != nil {
		return a, err
	}
	for _, was := range open {
		if len(a.Roots) > 0 && slices.Equal(was.Roots, a.Roots) && was.Source == a.Source && was.Request == a.Request && was.Release == a.Release {
			return was, in.tell(ctx, was, o)
		}
	}
	if a, err = in.db.NewAccession(ctx, a); err != nil {
		return a, err
	}
	return a, in.tell(ctx, a, o)
}

// unnamed is the source of records of which nobody said who gave them.
const unnamed = "unnamed source"

// mayTake reports why a path cannot be taken in, if it cannot be.
func (in *Ingest) mayTake(abs string) error {
	if strings.ContainsRune(abs, 0) {
		return fmt.Errorf("no path holds a NUL: %w", archive.ErrInvalid)
	}
	info, err := os.Stat(abs)
	if err != nil {
		return plainPathError(err)
	}
	for _, own := range in.own() {
		for dir := abs; ; dir = filepath.Dir(dir) {
			if above, err := os.Stat(dir); err == nil && os.SameFile(above, own) {
				return fmt.Errorf("it is inside the archive's own folder: %w", archive.ErrInvalid)
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
	}
	if info.IsDir() {
		d, err := os.Open(abs)
		if err != nil {
			return plainPathError(err)
		}
		return d.Close()
	}
	return nil
}

// own is the archive's own folder, which is never taken into itself.
func (in *Ingest) own() []os.FileInfo {
	if info, err := os.Stat(in.Home); in.Home != "" && err == nil {
		return []os.FileInfo{info}
	}
	return nil
}

// titleOf names an intake after what it was told to take.
func titleOf(roots []string) string {
	first := archive.ShowName(archive.RawPath(roots[0]))
	switch len(roots) {
	case 1:
		return first
	case 2:
		return first + " and one other"
	}
	return fmt.Sprintf("%s and %d others", first, len(roots)-1)
}

var errNoFile = fmt.Errorf("no such file or folder%w", quiet{archive.ErrNotFound})

// quiet is an error that is known by what it wraps and adds no words.
type quiet struct{ error }

func (quiet) Error() string   { return "" }
func (q quiet) Unwrap() error { return q.error }

// plainPathError leaves out the path that the message begins with already.
func plainPathError(err error) error {
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errNoFile
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("may not be read by this user%w", quiet{fs.ErrPermission})
	case errors.As(err, &p):
		return p.Err
	}
	return err
}

// together is how many files are recorded in one transaction.
const together = 64

// Take keeps all files of an accession's paths, as originals with a job each,
// and closes the accession. What cannot be read is recorded as an omission and
// stops nothing else. Taking an accession again that was interrupted goes on.
func (in *Ingest) Take(ctx context.Context, a archive.Accession) error {
	var some []found
	for f := range walk(a.Roots, in.own()...) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if some = append(some, f); len(some) == together {
			if err := in.keep(ctx, a.Number, some); err != nil {
				return err
			}
			some = some[:0]
		}
	}
	if err := in.keep(ctx, a.Number, some); err != nil {
		return err
	}
	return in.db.CloseAccession(ctx, a.Number)
}

// keep stores some files side by side and records them in their order, so that
// numbers do not depend on which was stored first.
func (in *Ingest) keep(ctx context.Context, accession string, some []found) error {
	arrivals := make([]store.Arrival, len(some))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(in.Workers)
	for i, f := range some {
		if f.reason != "" {
			continue
		}
		g.Go(func() (err error) {
			arrivals[i], some[i].reason, err = in.keepOne(gctx, f)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	kept := arrivals[:0]
	for i, f := range some {
		if f.reason == "" {
			kept = append(kept, arrivals[i])
			continue
		}
		o := archive.Omission{Path: f.path, Origin: archive.ExactPath(f.origin), Reason: f.reason}
		if err := in.db.Omit(ctx, accession, o); err != nil {
			return err
		}
	}
	if _, err := in.db.Receive(ctx, accession, kept, in.Now()); err != nil {
		return err
	}
	in.changed.tell()
	return nil
}

// keepOne stores one file. A file that cannot be read is a reason; bytes that
// cannot be written are an error.
func (in *Ingest) keepOne(ctx context.Context, f found) (a store.Arrival, reason string, err error) {
	file, err := f.open()
	if err != nil {
		return a, sentence(plainPathError(err)), nil
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return a, sentence(plainPathError(err)), nil
	}
	if !info.Mode().IsRegular() {
		return a, notAFile, nil
	}
	r := &failing{r: file}
	digest, size, _, err := in.blobs.Put(ctx, r)
	if r.err != nil {
		return a, sentence(plainPathError(r.err)), nil
	}
	if err != nil {
		return a, "", fmt.Errorf("%s: it could not be kept: %w", archive.ExactPath(f.origin), err)
	}
	return store.Arrival{
		Digest: digest, Size: size, Path: f.path, Origin: archive.ExactPath(f.origin),
		Name: archive.ShowName(f.origin), Modified: info.ModTime(),
	}, "", nil
}

// failing remembers an error of its reader, to tell it from one of the writer.
type failing struct {
	r   io.Reader
	err error
}

func (f *failing) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err != nil && err != io.EOF {
		f.err = err
	}
	return n, err
}

func sentence(err error) string {
	s := err.Error()
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// Add keeps one uploaded file in an accession begun without paths.
func (in *Ingest) Add(ctx context.Context, accession, name string, body io.Reader) error {
	digest, size, _, err := in.blobs.Put(ctx, body)
	if err != nil {
		return fmt.Errorf("%s: it could not be kept: %w", archive.ShowName(name), err)
	}
	show := archive.ShowName(name)
	free := path.Clean(show)
	for n := 2; ; n++ { // the same file twice is two arrivals
		taken, err := in.db.Arrived(ctx, accession, free)
		if err != nil {
			return err
		}
		if !taken {
			break
		}
		free = fmt.Sprintf("%s (%d)", path.Clean(show), n)
	}
	_, err = in.db.Receive(ctx, accession, []store.Arrival{{
		Digest: digest, Size: size, Path: free, Origin: archive.ExactPath(name), Name: show, Modified: time.UnixMilli(0),
	}}, in.Now())
	in.changed.tell()
	return err
}

// Finish closes an accession begun without paths.
func (in *Ingest) Finish(ctx context.Context, accession string) error {
	return in.db.CloseAccession(ctx, accession)
}

// Resume goes on with all intakes that were interrupted: those of paths are
// taken to their end, uploads are closed with what had arrived. An intake whose
// paths are not all there, on a disk that is not mounted perhaps, stays open
// and is told.
func (in *Ingest) Resume(ctx context.Context) error {
	open, err := in.db.OpenAccessions(ctx)
	if err != nil {
		return err
	}
	var left []error
	for _, a := range open {
		err := in.resume(ctx, a)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			left = append(left, fmt.Errorf("accession %s (%s) was interrupted and cannot go on: %w", a.Number, a.Title, err))
		}
	}
	return errors.Join(left...)
}

func (in *Ingest) resume(ctx context.Context, a archive.Accession) error {
	if len(a.Roots) == 0 {
		return in.Finish(ctx, a.Number)
	}
	for _, root := range a.Roots {
		if err := in.mayTake(archive.RawPath(root)); err != nil {
			return fmt.Errorf("%s: %w", root, err)
		}
	}
	return in.Take(ctx, a)
}
