package ingest

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"readingroom/archive"
)

const notAFile = "It is not a file but a device, a pipe or a socket."

// found is a file that walk came upon, or the reason why one cannot be taken.
type found struct {
	path   string // within the accession, made fit to show
	origin string
	reason string
	open   func() (*os.File, error)
}

// walk goes through the files of the roots in a fixed order. Inside a folder a
// link is followed only as far as it stays inside: os.Root sees to that even
// when the folder changes under our hands. Folders to skip are not entered,
// and what a system keeps about a folder is passed over.
func walk(roots []string, skip ...os.FileInfo) iter.Seq[found] {
	return func(yield func(found) bool) {
		seen := map[string]int{}
		for _, exact := range roots {
			root := archive.RawPath(exact)
			under := unique(seen, archive.ShowName(root))
			info, err := os.Stat(root)
			if err != nil {
				if !yield(found{path: under, origin: root, reason: sentence(plainPathError(err))}) {
					return
				}
				continue
			}
			if !info.IsDir() {
				f := found{path: under, origin: root, open: func() (*os.File, error) { return os.Open(root) }}
				if !info.Mode().IsRegular() { // opening a pipe would wait for its writer
					f.reason = notAFile
				}
				if !yield(f) {
					return
				}
				continue
			}
			if !walkFolder(root, under, skip, yield) {
				return
			}
		}
	}
}

// walkFolder reports whether more is wanted.
func walkFolder(root, under string, skip []os.FileInfo, yield func(found) bool) bool {
	dir, err := os.OpenRoot(root)
	if err != nil {
		return yield(found{path: under, origin: root, reason: sentence(plainPathError(err))})
	}
	defer dir.Close()
	seen := map[string]int{}
	more := true
	err = fs.WalkDir(dir.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() {
			if isOneOf(e, skip) {
				return fs.SkipDir
			}
			return nil
		}
		if err == nil && archive.IsLitter(name) {
			return nil
		}
		f := found{path: unique(seen, path.Join(under, showPath(name))), origin: filepath.Join(root, filepath.FromSlash(name))}
		switch {
		case err != nil:
			f.reason = sentence(plainPathError(err))
		case e.Type()&fs.ModeSymlink != 0:
			f.reason = whyNotFollowed(dir, name)
		case !e.Type().IsRegular():
			f.reason = notAFile
		}
		f.open = func() (*os.File, error) { return openIn(root, name) }
		if more = yield(f); !more {
			return fs.SkipAll
		}
		if err != nil && e != nil && e.IsDir() {
			return fs.SkipDir
		}
		return nil
	})
	if err != nil && more {
		return yield(found{path: under, origin: root, reason: sentence(plainPathError(err))})
	}
	return more
}

func isOneOf(e fs.DirEntry, skip []os.FileInfo) bool {
	if len(skip) == 0 {
		return false
	}
	info, err := e.Info()
	return err == nil && slices.ContainsFunc(skip, func(s os.FileInfo) bool { return os.SameFile(s, info) })
}

// openIn opens a file of a folder, wherever its links lead, but not outside.
func openIn(root, name string) (*os.File, error) {
	dir, err := os.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	return dir.Open(filepath.FromSlash(name))
}

// whyNotFollowed says why a symbolic link is not followed, or "".
func whyNotFollowed(dir *os.Root, name string) string {
	target, _ := dir.Readlink(filepath.FromSlash(name))
	info, err := dir.Stat(filepath.FromSlash(name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("It is a link to %s, which does not exist.", archive.ExactPath(target))
	case errors.Is(err, syscall.ELOOP):
		return "It is a link that leads back to itself."
	case err != nil:
		return fmt.Sprintf("It is a link that leads out of the folder, to %s; import that by its own path.", archive.ExactPath(target))
	case info.IsDir():
		return fmt.Sprintf("It is a link to the folder %s, which is taken where it stands.", archive.ExactPath(target))
	case !info.Mode().IsRegular():
		return notAFile
	}
	return ""
}

// showPath makes each element of a path fit to show.
func showPath(name string) string {
	parts := strings.Split(name, "/")
	for i, p := range parts {
		if p != "." {
			parts[i] = archive.ShowName(p)
		}
	}
	return path.Join(parts...)
}
