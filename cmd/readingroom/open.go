package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"sync/atomic"

	"github.com/gofrs/flock"

	"readingroom/archive"
	"readingroom/archive/blob"
	"readingroom/archive/content"
	"readingroom/archive/extract"
	"readingroom/archive/extract/scratch"
	"readingroom/archive/ingest"
	"readingroom/archive/link/gazetteer"
	"readingroom/archive/lists"
	"readingroom/archive/picture"
	"readingroom/archive/store"
	"readingroom/search"
)

// An opened archive: one process owns its data folder.
//
//	lock         held while a process owns the folder
//	owner.json   who that is, and how to reach it
//	archive.db   what is known
//	blobs/       the originals
//	contents/    what was extracted from them
//	pictures/    pictures of their pages, made when they are looked at
//	index/       what finds them
//	names.csv    agencies, jails and other names that the user adds, if any
type opened struct {
	dir      string
	lock     *flock.Flock
	db       *store.Store
	blobs    blob.Dir
	contents content.Dir
	pictures *picture.Dir
	sandbox  extract.Sandbox
	ocr      atomic.Pointer[extract.Options] // how pictures of pages are read; nil: they are not
	index    search.Index
	ingest   *ingest.Ingest
	base     string // the address that people use, where it is not the one listened on
}

// An owner is the process that holds a data folder.
type owner struct {
	PID   int    `json:"pid"`
	Addr  string `json:"addr,omitempty"` // where it serves, or ""
	Token string `json:"token,omitempty"`
}

// errHeld says that another process owns the data folder.
type errHeld struct {
	dir string
	owner
}

func (e errHeld) Error() string {
	doing := "is at work on it"
	if e.Addr != "" {
		doing = "serves it at " + e.Addr
	}
	who := fmt.Sprintf("process %d", e.PID)
	if e.PID == 0 { // owner.json is for its user's eyes
		who = "of another user"
	}
	return fmt.Sprintf("%s: another readingroom (%s) %s; wait for it, stop it, or name another folder with --data", e.dir, who, doing)
}

func (e errHeld) Unwrap() error { return archive.ErrConflict }

// existing opens an archive that is there already: to look for nothing in a
// new one because of a slip in --data would be a wrong answer.
func existing(ctx context.Context, dir string) (*opened, error) {
	if _, err := os.Stat(filepath.Join(dir, databaseFile)); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: no archive here yet; make one with readingroom import, or name it with --data", dir)
	}
	return openArchive(ctx, dir)
}

// openArchive takes hold of the data folder and opens what is in it, making
// what is not there yet, or fails at once with errHeld.
func openArchive(ctx context.Context, dir string) (*opened, error) {
	// Records may be in it that are not for every user of the machine.
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(dir, "lock"))
	held, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	if !held {
		return nil, errHeld{dir, readOwner(dir)}
	}
	o := &opened{dir: dir, lock: lock}
	if err := o.open(ctx); err != nil {
		return nil, errors.Join(err, o.Close())
	}
	return o, nil
}

// sweep removes what programs that were killed left among the system's
// temporary files.
func sweep() {
	extract.Sweep()
	scratch.Sweep(demoPrefix, func(string) {})
}

func (o *opened) open(ctx context.Context) (err error) {
	if err := o.own(""); err != nil {
		return err
	}
	if o.db, err = store.Open(ctx, filepath.Join(o.dir, databaseFile)); err != nil {
		return err
	}
	if o.blobs, err = blob.OpenDir(filepath.Join(o.dir, "blobs")); err != nil {
		return err
	}
	if o.contents, err = content.OpenDir(filepath.Join(o.dir, "contents")); err != nil {
		return err
	}
	if o.index, err = search.Open(filepath.Join(o.dir, "index"), o.contents); err != nil {
		return err
	}
	o.sandbox.Options.Cache = cacheDir(o.dir)
	o.ingest = ingest.New(o.db, o.blobs, o.contents, o.extract, o.index)
	o.ingest.Home = o.dir
	if o.ingest.Gazetteer, o.ingest.Names, err = gazetteerOf(o.dir); err != nil {
		return err
	}
	o.pictures, err = picture.Open(filepath.Join(o.dir, "pictures"), o.blobs, o.draw)
	return err
}

// extract reads an original in a child process.
func (o *opened) extract(ctx context.Context, f *os.File, name string, s archive.Sink) (extract.Outcome, error) {
	b := o.sandbox
	if how := o.ocr.Load(); how != nil {
		b.Options.NoOCR, b.Options.Tesseract, b.Options.Languages = how.NoOCR, how.Tesseract, how.Languages
	}
	return b.Extract(ctx, f, name, s)
}

// setOCR says how pictures of pages are read from now on.
func (o *opened) setOCR(how extract.Options) { o.ocr.Store(&how) }

// useOCR looks for what reads pictures of pages, and returns what there is to
// say of it.
func (o *opened) useOCR(ctx context.Context, flags ocrFlags) (says string, err error) {
	var how extract.Options
	if says, err = flags.set(ctx, &how); err == nil {
		o.setOCR(how)
	}
	return says, err
}

// lists reads the documents as reports.
func (o *opened) lists() *lists.Reader {
	return &lists.Reader{Store: o.db, Contents: o.contents, Gazetteer: o.ingest.Gazetteer, Now: o.ingest.Now}
}

// draw draws a page of an original in a child process.
func (o *opened) draw(ctx context.Context, original *os.File, digest archive.Digest, page int, crop archive.Box, width int) ([]byte, error) {
	want := extract.PictureOf{Page: page, Crop: crop, Width: width}
	if crop != (archive.Box{}) {
		c, err := o.contents.Open(digest)
		if err != nil {
			return nil, err
		}
		defer c.Close()
		p, err := c.Page(page)
		if err != nil {
			return nil, err
		}
		want.Paper = [2]float64{p.Width, p.Height}
	}
	return o.sandbox.Picture(o.ingest.Unlock(ctx), original, want)
}

// cacheDir is a folder for compiled readers: the user's, which all archives
// share and which outlives a demo, or where there is none the archive's own.
func cacheDir(data string) string {
	if dir, err := os.UserCacheDir(); err == nil {
		if dir = filepath.Join(dir, "readingroom"); os.MkdirAll(dir, 0o700) == nil {
			return dir
		}
	}
	return filepath.Join(data, "cache")
}

// Close gives the data folder free.
func (o *opened) Close() error {
	var errs []error
	if o.index != nil {
		errs = append(errs, o.index.Close())
	}
	if o.db != nil {
		errs = append(errs, o.db.Close())
	}
	os.Remove(filepath.Join(o.dir, ownerFile))
	return errors.Join(append(errs, o.lock.Unlock())...)
}

// gazetteerOf is the built-in gazetteer, with what the archive's user adds to
// it, and a sum that tells those names from others.
func gazetteerOf(dir string) (*gazetteer.Gazetteer, uint32, error) {
	path := filepath.Join(dir, namesFile)
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return gazetteer.Load(), 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	g, err := gazetteerWith(path)
	return g, crc32.ChecksumIEEE(b), err
}

const (
	namesFile    = "names.csv"
	databaseFile = "archive.db"
	ownerFile    = "owner.json"
)

// own writes down who owns the folder and where it can be reached. The token
// in it lets commands of the same user work through the server.
func (o *opened) own(addr string) error {
	who := owner{PID: os.Getpid(), Addr: addr}
	if addr != "" {
		who.Token = rand.Text()
	}
	b, err := json.Marshal(who)
	if err != nil {
		return err
	}
	tmp := filepath.Join(o.dir, ownerFile+".tmp")
	if err := os.WriteFile(tmp, b, 0o600); err != nil {
		return err
	}
	return os.Rename(tmp, filepath.Join(o.dir, ownerFile))
}

func readOwner(dir string) owner {
	var who owner
	if b, err := os.ReadFile(filepath.Join(dir, ownerFile)); err == nil {
		json.Unmarshal(b, &who) // a half-told owner is told by half
	}
	return who
}

// work runs the ingest while f runs, and stops it before it returns.
func (o *opened) work(ctx context.Context, f func(ctx context.Context) error) error {
	ctx, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- o.ingest.Run(ctx) }()
	err := f(ctx)
	stop()
	return errors.Join(err, <-done)
}
