// Package blob keeps originals byte for byte under the digest of their
// content, and re-reads them to prove that they are still the same.
//
//	blobs/ab/abcdef…    the bytes whose SHA-256 is abcdef…, read-only
//	blobs/….tmp         being written; removed at the next start
//
// A blob is written to a temporary name, synced, and renamed, so that a name
// never stands for half a file. Nothing is ever changed, and nothing here
// deletes an original.
package blob

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"readingroom/archive"
	"readingroom/archive/internal/whole"
)

// A Dir is a folder of blobs.
type Dir struct{ root string }

// OpenDir makes the folder where it does not exist yet, and removes what an
// interrupted Put left behind.
func OpenDir(root string) (Dir, error) { return Dir{root}, whole.Sweep(root) }

// name is where a blob stands in the folder.
func name(digest archive.Digest) string {
	s := digest.String()
	return filepath.Join(s[:2], s)
}

func (d Dir) path(digest archive.Digest) string { return filepath.Join(d.root, name(digest)) }

// Put stores what r gives and returns its digest and size. held says that the
// same bytes were stored before; one copy is kept. When Put returns without an
// error the bytes are on the disk, not only in its cache.
func (d Dir) Put(ctx context.Context, r io.Reader) (digest archive.Digest, size int64, held bool, err error) {
	f, err := whole.Create(d.root)
	if err != nil {
		return digest, 0, false, err
	}
	defer f.Drop()
	hash := sha256.New()
	size, err = io.Copy(io.MultiWriter(f, hash), untilDone{ctx, r})
	if err != nil {
		return digest, 0, false, err
	}
	hash.Sum(digest[:0])
	if old, err := os.Stat(d.path(digest)); err == nil && old.Size() == size {
		// Whoever put it may have been killed before its name was safe.
		return digest, size, true, whole.Sync(d.root, name(digest))
	}
	return digest, size, false, f.Keep(name(digest), 0o444)
}

// untilDone stops a copy when its context ends.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (u untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}

// Open opens a blob for reading at any place in it.
func (d Dir) Open(digest archive.Digest) (*os.File, error) {
	f, err := os.Open(d.path(digest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("blob %s: %w", digest, archive.ErrNotFound)
	}
	return f, err
}

// Verify re-reads a blob: archive.ErrCorrupt where its bytes are not those of
// its name any more, archive.ErrNotFound where there is none.
func (d Dir) Verify(ctx context.Context, digest archive.Digest) error {
	f, err := d.Open(digest)
	if err != nil {
		return err
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, untilDone{ctx, f}); err != nil {
		return fmt.Errorf("blob %s: %w", digest, err)
	}
	if got := archive.Digest(hash.Sum(nil)); got != digest {
		return fmt.Errorf("blob %s: the bytes on the disk have digest %s: %w", digest, got, archive.ErrCorrupt)
	}
	return nil
}

// All goes through the digests of all blobs, in order; the first error ends it.
func (d Dir) All() iter.Seq2[archive.Digest, error] {
	return func(yield func(archive.Digest, error) bool) {
		err := fs.WalkDir(os.DirFS(d.root), ".", func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || whole.Unfinished(path) {
				return err
			}
			digest, err := archive.ParseDigest(e.Name())
			if err != nil {
				return nil // not ours; verify counts blobs by the store's list, too
			}
			if !yield(digest, nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield(archive.Digest{}, err)
		}
	}
}
