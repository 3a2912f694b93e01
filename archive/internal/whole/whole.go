// Package whole writes files that are there as a whole or not at all, whenever
// the power goes.
//
//	f, err := whole.Create(dir)   // dir/1234.tmp
//	defer f.Drop()
//	_, err = f.Write(…)
//	err = f.Keep("ab/abcdef", 0o444)
package whole

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const unfinished = ".tmp"

// A File is being written under a temporary name.
type File struct {
	*os.File
	dir  string
	kept bool
}

// Create begins a file that will stand somewhere below dir.
func Create(dir string) (*File, error) {
	f, err := os.CreateTemp(dir, "*"+unfinished)
	if err != nil {
		return nil, err
	}
	return &File{File: f, dir: dir}, nil
}

// Keep gives the file its name, relative to the folder it was created for,
// replacing an older file of that name. When it returns without an error, file
// and name are on the disk, not only in its cache.
func (f *File) Keep(name string, mode fs.FileMode) error {
	if err := errors.Join(f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		return err
	}
	path := filepath.Join(f.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	f.kept = true
	return Sync(f.dir, name)
}

// Drop forgets a file that was not kept.
func (f *File) Drop() {
	if !f.kept {
		f.Close()
		os.Remove(f.Name())
	}
}

// Sync brings the names of dir/name and of the folder it stands in to the disk.
func Sync(dir, name string) error {
	return errors.Join(syncDir(filepath.Dir(filepath.Join(dir, name))), syncDir(dir))
}

// Unfinished reports whether a name is that of a file that was never kept.
func Unfinished(name string) bool { return strings.HasSuffix(name, unfinished) }

// Sweep makes the folder where there is none and removes what was never kept.
func Sweep(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	all, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range all {
		if !e.IsDir() && Unfinished(e.Name()) {
			if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
