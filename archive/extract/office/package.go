package office

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
	maxPart    = 256 << 20 // bytes of one part, unpacked
	maxParts   = 50_000
	maxElement = 500 // elements in elements
)

var (
	errTooLarge  = errors.New("it is larger than is read")
	errDoctype   = errors.New("it has a document type declaration, which no office program writes")
	errEncrypted = errors.New("the file is encrypted and needs a password")
)

// A container is an office file, taken apart.
type container struct {
	files map[string]*zip.File
	names []string
}

func openContainer(r io.ReaderAt, size int64) (*container, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("the file is damaged: %w", err)
	}
	if len(z.File) > maxParts {
		return nil, fmt.Errorf("the file has %d parts: %w", len(z.File), errTooLarge)
	}
	c := &container{files: map[string]*zip.File{}}
	for _, f := range z.File {
		name := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		if c.files[name] == nil {
			c.files[name] = f
			c.names = append(c.names, name)
		}
	}
	return c, nil
}

// open opens a part; the names of parts do not tell capitals from small letters.
func (c *container) open(name string) (io.ReadCloser, error) {
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
		return nil, errEncrypted
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return r, nil
}

// A walker is told of the elements of a part in turn.
type walker interface {
	begin(e xml.StartElement)
	end(name string)
	text(s string)
	err() error // ends the walk
}

// walk reads a part. Names come without their prefix, and attributes too; a
// part that ends before its end is read as far as it goes, and the error says so.
func (c *container) walk(name string, w walker) error {
	r, err := c.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	in := &io.LimitedReader{R: r, N: maxPart}
	d := xml.NewDecoder(in)
	depth := 0
	for {
		tok, err := d.RawToken()
		switch {
		case err == io.EOF && in.N == 0:
			return fmt.Errorf("%s: %w", name, errTooLarge)
		case err == io.EOF && depth > 0:
			return fmt.Errorf("%s: it is cut short", name)
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w", name, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxElement {
				return fmt.Errorf("%s: more than %d elements lie in each other", name, maxElement)
			}
			w.begin(t)
		case xml.EndElement:
			depth--
			w.end(t.Name.Local)
		case xml.CharData:
			w.text(string(t))
		case xml.Directive:
			return fmt.Errorf("%s: %w", name, errDoctype)
		}
		if err := w.err(); err != nil {
			return err
		}
	}
}

// attr returns an attribute by its local name.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// A relation leads from one part to another (ECMA-376 part 2, 9.3).
type relation struct {
	id, kind, target string
	external         bool
}

// relations returns where a part leads to; none where it does not say.
func (c *container) relations(of string) []relation {
	dir, file := path.Split(of)
	w := &relationReader{dir: dir}
	if c.walk(path.Join(dir, "_rels", file+".rels"), w) != nil && len(w.all) == 0 {
		return nil
	}
	return w.all
}

type relationReader struct {
	dir string
	all []relation
}

func (w *relationReader) begin(e xml.StartElement) {
	if e.Name.Local != "Relationship" || len(w.all) >= maxParts {
		return
	}
	r := relation{id: attr(e, "Id"), kind: path.Base(attr(e, "Type")), target: attr(e, "Target"), external: strings.EqualFold(attr(e, "TargetMode"), "External")}
	if !r.external {
		if strings.HasPrefix(r.target, "/") {
			r.target = strings.TrimPrefix(path.Clean(r.target), "/")
		} else {
			r.target = path.Join(w.dir, r.target)
		}
	}
	w.all = append(w.all, r)
}
func (w *relationReader) end(string)  {}
func (w *relationReader) text(string) {}
func (w *relationReader) err() error  { return nil }

// related returns the first part of a kind that a part leads to, or "".
func related(rels []relation, kind string) string {
	for _, r := range rels {
		if r.kind == kind && !r.external {
			return r.target
		}
	}
	return ""
}
