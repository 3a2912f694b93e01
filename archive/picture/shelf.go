package picture

import (
	"container/list"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"time"
)

// A shelf knows the pictures of a kind, and when each was last asked for.
type shelf struct {
	all  map[string]*list.Element // by name
	used list.List                // of *kept, the latest first
	size int64
}

type kept struct {
	name string
	size int64
	at   time.Time
}

// load finds the pictures that are in root/kind.
func (s *shelf) load(root, kind string) error {
	s.all = map[string]*list.Element{}
	var found []kept
	err := filepath.WalkDir(filepath.Join(root, kind), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // removed, or never made
			}
			return err
		}
		info, err := e.Info()
		if err != nil {
			return nil
		}
		name, err := filepath.Rel(root, path)
		found = append(found, kept{name, info.Size(), info.ModTime()})
		return err
	})
	slices.SortFunc(found, func(a, b kept) int { return a.at.Compare(b.at) })
	for _, k := range found {
		s.put(k.name, k.size, k.at)
	}
	return err
}

// put puts a picture in front.
func (s *shelf) put(name string, size int64, at time.Time) {
	if e := s.all[name]; e != nil {
		s.size -= e.Value.(*kept).size
		s.used.Remove(e)
	}
	s.all[name] = s.used.PushFront(&kept{name, size, at})
	s.size += size
}

// touch says that a picture was asked for, and reports whether that is worth
// writing down: once an hour is.
func (s *shelf) touch(name string, now time.Time) bool {
	e := s.all[name]
	if e == nil {
		return false
	}
	s.used.MoveToFront(e)
	k := e.Value.(*kept)
	if now.Sub(k.at) < time.Hour {
		return false
	}
	k.at = now
	return true
}

// oldest forgets those that nobody asked for the longest, until the rest is
// within the limit, and returns their names. One is always left.
func (s *shelf) oldest(limit int64) (names []string) {
	for s.size > limit && s.used.Len() > 1 {
		k := s.used.Remove(s.used.Back()).(*kept)
		delete(s.all, k.name)
		s.size -= k.size
		names = append(names, k.name)
	}
	return names
}
