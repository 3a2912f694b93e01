// Package scratch makes folders for temporary files, and removes those that
// were left behind by a program which was killed:
//
//	$TMPDIR/readingroom-extract-1022035287/lock    held while its owner runs
//
// The system lets go of a lock when its holder ends, however it ends. So a
// folder whose lock is free is nobody's.
package scratch

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

const lockName = "lock"

// A Folder is a folder of this process.
type Folder struct {
	Path string
	lock *flock.Flock
}

// Make makes a folder whose name begins with prefix.
func Make(prefix string) (Folder, error) {
	dir, err := os.MkdirTemp("", prefix)
	if err != nil {
		return Folder{}, err
	}
	f := Folder{dir, flock.New(filepath.Join(dir, lockName))}
	_, _ = f.lock.TryLock() // where there are no locks, none is found free either
	return f, nil
}

// Remove removes the folder with all that is in it.
func (f Folder) Remove() error {
	_ = f.lock.Close() // Windows removes no open file
	return os.RemoveAll(f.Path)
}

// How long a folder is left alone after it was last changed: that nobody holds,
// since its owner may be about to; and that has no lock.
const (
	fresh    = time.Minute
	lockless = 24 * time.Hour
)

// Sweep removes the folders whose names begin with prefix and that nobody
// holds, and tells of each before. What cannot be removed is left.
func Sweep(prefix string, tell func(path string)) {
	entries, _ := os.ReadDir(os.TempDir())
	for _, e := range entries {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), prefix) {
			continue
		}
		path := filepath.Join(os.TempDir(), e.Name())
		if info, err := e.Info(); err == nil && stale(path, info) {
			tell(path)
			_ = os.RemoveAll(path) // it may be another user's
		}
	}
}

func stale(path string, info fs.FileInfo) bool {
	age := time.Since(info.ModTime())
	lock := filepath.Join(path, lockName)
	if held, err := os.Lstat(lock); err != nil || !held.Mode().IsRegular() {
		return os.IsNotExist(err) && age > lockless
	}
	l := flock.New(lock, flock.SetFlag(os.O_RDWR))
	free, err := l.TryLock()
	_ = l.Close()
	return free && err == nil && age > fresh
}
