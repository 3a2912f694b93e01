// Package parts takes apart office files, which are zips of XML parts: those of
// Office Open XML (ECMA-376) and of OpenDocument (ISO 26300).
//
//	f, err := parts.Open(r, size)
//	err = f.Walk("content.xml", w)   // w.Begin(<text:p>), w.Text("Dear …"), w.End("p")
//
// archive/zip opens them. Their XML is read by a scanner of our own, since
// encoding/xml takes microseconds for each of a sheet's tens of millions of tags;
// it knows no entities of a file's own and so none that explode.
package parts

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// What is read of one office file, which is a zip of XML parts.
const (
	MaxSize    = 256 << 20 // bytes of one part, unpacked, where File.Limit does not say otherwise
	MaxCount   = 50_000    // parts
	maxElement = 500       // elements in elements
)

var (
	errNoZip    = errors.New("the directory at its end is missing or damaged, as where a file was cut short")
	errTooLarge = errors.New("it is larger than is read")
	errDoctype  = errors.New("it has a document type declaration, which no office program writes")

	// ErrEncrypted says that no part can be read.
	ErrEncrypted = errors.New("the file is encrypted and needs a password")
)

// A File is an office file, taken apart.
type File struct {
	Limit int64 // bytes of one part, unpacked
	files map[string]*zip.File
}

// Open reads what parts there are.
func Open(r io.ReaderAt, size int64) (*File, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("the file is damaged: %w", Why(err))
	}
	if len(z.File) > MaxCount {
		return nil, fmt.Errorf("the file has %d parts: %w", len(z.File), errTooLarge)
	}
	c := &File{Limit: MaxSize, files: map[string]*zip.File{}}
	for _, f := range z.File {
		name := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		if c.files[name] == nil {
			c.files[name] = f
		}
	}
	return c, nil
}

// Why says in words why a zip cannot be opened.
func Why(err error) error {
	if errors.Is(err, zip.ErrFormat) {
		return errNoZip
	}
	return err
}

// Part opens a part; the names of parts do not tell capitals from small letters.
func (c *File) Part(name string) (io.ReadCloser, error) {
	f := c.files[name]
	if f == nil {
		for n, other := range c.files {
			if strings.EqualFold(n, name) {
				f = other
			}
		}
	}
	if f == nil {
		return nil, fmt.Errorf("%s is missing", name)
	}
	if f.Flags&1 != 0 {
		return nil, ErrEncrypted
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return r, nil
}

// A Walker is told of the elements of a part in turn. An element's attributes
// are good until the next.
type Walker interface {
	Begin(e xml.StartElement)
	End(name string)
	Text(s string)
	Err() error // ends the walk
}

// Walk reads a part. Names come without their prefix, and attributes too; a
// part that ends before its end is read as far as it goes, and the error says so.
func (c *File) Walk(name string, w Walker) error {
	r, err := c.Part(name)
	if err != nil {
		return err
	}
	defer r.Close()
	in := &io.LimitedReader{R: r, N: c.Limit}
	x, err := newScanner(in)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	depth := 0
	err = x.scan(w, func(by int) error {
		if depth += by; depth > maxElement {
			return fmt.Errorf("more than %d elements lie in each other", maxElement)
		}
		return nil
	})
	switch {
	case err == io.EOF && w.Err() == nil && depth <= 0 && in.N > 0:
		return nil
	case w.Err() != nil:
		return w.Err()
	case (err == io.EOF || err == io.ErrUnexpectedEOF) && in.N == 0:
		err = errTooLarge
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		err = errors.New("it is cut short")
	}
	return fmt.Errorf("%s: %w", name, err)
}

// Attr returns an attribute by its local name.
func Attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// A Relation leads from one part to another (ECMA-376 part 2, 9.3).
type Relation struct {
	ID, Kind, Target string
	External         bool
}

// Relations returns where a part leads to; none where it does not say.
func (c *File) Relations(of string) []Relation {
	dir, file := path.Split(of)
	w := &relationReader{dir: dir}
	if c.Walk(path.Join(dir, "_rels", file+".rels"), w) != nil && len(w.all) == 0 {
		return nil
	}
	return w.all
}

type relationReader struct {
	dir string
	all []Relation
}

func (w *relationReader) Begin(e xml.StartElement) {
	if e.Name.Local != "Relationship" || len(w.all) >= MaxCount {
		return
	}
	r := Relation{ID: Attr(e, "Id"), Kind: path.Base(Attr(e, "Type")), Target: Attr(e, "Target"), External: strings.EqualFold(Attr(e, "TargetMode"), "External")}
	if !r.External {
		if strings.HasPrefix(r.Target, "/") {
			r.Target = strings.TrimPrefix(path.Clean(r.Target), "/")
		} else {
			r.Target = path.Join(w.dir, r.Target)
		}
	}
	w.all = append(w.all, r)
}
func (w *relationReader) End(string)  {}
func (w *relationReader) Text(string) {}
func (w *relationReader) Err() error  { return nil }

// Related returns the first part of a kind that a part leads to, or "".
func Related(rels []Relation, kind string) string {
	for _, r := range rels {
		if r.Kind == kind && !r.External {
			return r.Target
		}
	}
	return ""
}

// Sealed reports whether the parts of an OpenDocument file are encrypted.
func (c *File) Sealed() bool {
	w := &sealFinder{}
	_ = c.Walk("META-INF/manifest.xml", w)
	return w.found
}

type sealFinder struct{ found bool }

func (w *sealFinder) Begin(e xml.StartElement) {
	w.found = w.found || e.Name.Local == "encryption-data"
}
func (w *sealFinder) End(string)  {}
func (w *sealFinder) Text(string) {}
func (w *sealFinder) Err() error  { return nil }
