package outlook

import (
	"errors"
	"fmt"
	"io"

	"github.com/richardlehane/mscfb"
)

// A file is a compound file ([MS-CFB]) that holds one message.
type file struct {
	root  *storage
	left  int64 // bytes that its streams may yet have: sound ones share no sector
	names names
	log   *log
}

// A storage is a folder of a compound file.
type storage struct {
	name    string
	streams map[string]*mscfb.File
	folders []*storage
	byName  map[string]*storage
}

func newStorage(name string) *storage {
	return &storage{name: name, streams: map[string]*mscfb.File{}, byName: map[string]*storage{}}
}

func (s *storage) folder(name string) *storage {
	if f := s.byName[name]; f != nil {
		return f
	}
	f := newStorage(name)
	s.byName[name] = f
	s.folders = append(s.folders, f)
	return f
}

// openFile reads the folders of a compound file; their streams are read when asked for.
func openFile(r io.ReaderAt, size int64) (f *file, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%v", v)
		}
	}()
	doc, err := mscfb.New(r)
	if err != nil {
		return nil, err
	}
	f = &file{root: newStorage(""), left: size, log: &log{}}
	for {
		e, err := doc.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if len(e.Path) > 2*MaxDepth+2 { // an attachment and its message are a folder each
			f.log.tooDeep = true
			continue
		}
		at := f.root
		for _, name := range e.Path {
			at = at.folder(name)
		}
		if e.FileInfo().IsDir() {
			at.folder(e.Name)
		} else {
			at.streams[e.Name] = e
		}
	}
	f.names = f.readNames(f.root.byName["__nameid_version1.0"])
	return f, nil
}

// chunk is how much of a stream is asked for at once: the library takes
// quadratic time over the sectors of one request.
const chunk = 32 << 10

// bytes reads a stream, as much of it as there is.
func (f *file) bytes(e *mscfb.File) (b []byte) {
	defer func() {
		if recover() != nil {
			f.log.damaged = true
		}
	}()
	if e == nil {
		return nil
	}
	for int64(len(b)) < e.Size {
		n := min(chunk, e.Size-int64(len(b)), f.left)
		if n <= 0 {
			f.log.damaged = true
			return b
		}
		at := len(b)
		b = append(b, make([]byte, n)...)
		k, err := e.Read(b[at:])
		f.left -= int64(k)
		b = b[:at+k]
		if err != nil && !errors.Is(err, io.EOF) || k == 0 {
			f.log.damaged = true
			return b
		}
	}
	return b
}
