package export

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"

	"readingroom/archive"
)

// A Bag writes files as a zip that is a BagIt bag (RFC 8493): the originals byte
// for byte below data/, beside them what anybody needs to prove that they are
// whole. Tools of the field check and keep it; people unpack it.
//
//	2026-017/bagit.txt
//	2026-017/data/release/2017-01-28.pdf
//	2026-017/documents.csv             what each is, those inside others too
//	2026-017/manifest-sha256.txt
//	2026-017/bag-info.txt
//	2026-017/tagmanifest-sha256.txt
//
// What is known once all files are written follows them, so that nothing waits
// for it. A file that is lost, or is not what it was, does not end the bag: it is
// named in documents.csv, and no checksum hides it.
type Bag struct {
	name  string
	out   *counted
	zip   *zip.Writer
	names *names

	manifest  strings.Builder
	tags      strings.Builder
	documents strings.Builder
	lines     *csvWriter // into documents
	bytes     int64
	files     int
	faults    []string
}

// counted is not for counting alone: archive/zip writes through it so that the
// context is looked at.
type counted struct {
	ctx context.Context
	w   io.Writer
}

func (c *counted) Write(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.w.Write(p)
}

// An Original is a file of a bag.
type Original struct {
	Path     string // as it came; made safe below data/
	Digest   archive.Digest
	Modified time.Time // zero: not known
	Packed   bool      // it does not get smaller
	Open     func() (io.ReadCloser, error)
}

// NewBag begins a bag, whose folder has the given name.
func NewBag(ctx context.Context, w io.Writer, name string) (*Bag, error) {
	out := &counted{ctx, w}
	b := &Bag{name: safeName(name), out: out, zip: zip.NewWriter(out), names: newNames()}
	b.lines = newCSV(&b.documents)
	return b, b.tag("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
}

// Faults are the files that are lost or not what they were, a sentence each.
func (b *Bag) Faults() []string { return b.faults }

// Add writes an original and returns the path it has in the bag, and what is
// wrong with it, or "". The error is one of writing.
func (b *Bag) Add(o Original) (file, fault string, err error) {
	file = "data/" + b.names.take(o.Path)
	r, err := o.Open()
	if err != nil {
		fault = "The original is not in the archive any more."
		b.faults = append(b.faults, file+": "+fault)
		return "", fault, nil
	}
	defer r.Close()
	w, err := b.entry(file, o.Modified, o.Packed)
	if err != nil {
		return "", "", err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, sum), r)
	if b.out.ctx.Err() != nil {
		return "", "", b.out.ctx.Err()
	}
	if err != nil {
		return "", "", fmt.Errorf("%s: %w", o.Path, err)
	}
	if archive.Digest(sum.Sum(nil)) != o.Digest {
		fault = "The bytes kept are not those that came in: their checksum is another."
		b.faults = append(b.faults, file+": "+fault)
	}
	b.files++
	b.bytes += n
	fmt.Fprintf(&b.manifest, "%s  %s\n", o.Digest, bagPath.Replace(file))
	return file, fault, nil
}

// bagPath writes a path in a manifest (RFC 8493, 2.1.3).
var bagPath = strings.NewReplacer("%", "%25", "\n", "%0A", "\r", "%0D")

// Document adds a line to documents.csv; the first names the columns.
func (b *Bag) Document(cells []string) {
	b.lines.width = max(b.lines.width, len(cells))
	_ = b.lines.Row(nil, cells) // into memory
}

// Close writes what describes the files, and ends the zip. info are lines of
// bag-info.txt.
func (b *Bag) Close(info []Fact) error {
	_ = b.lines.Close()
	var about strings.Builder
	for _, f := range append(info, Fact{"Payload-Oxum", fmt.Sprintf("%d.%d", b.bytes, b.files)}) {
		if f.Text = strings.Join(strings.Fields(f.Text), " "); f.Text != "" {
			fmt.Fprintf(&about, "%s: %s\n", f.Name, f.Text)
		}
	}
	type file struct{ name, text string }
	all := []file{{"documents.csv", b.documents.String()}, {"manifest-sha256.txt", b.manifest.String()}, {"bag-info.txt", about.String()}}
	if len(b.faults) > 0 {
		all = append(all, file{"faults.txt", strings.Join(b.faults, "\n") + "\n"})
	}
	for _, f := range all {
		if err := b.tag(f.name, f.text); err != nil {
			return err
		}
	}
	if err := b.write("tagmanifest-sha256.txt", b.tags.String(), nil); err != nil {
		return err
	}
	return b.zip.Close()
}

// tag writes a file that describes the others, and its checksum.
func (b *Bag) tag(name, text string) error {
	sum := sha256.New()
	if err := b.write(name, text, sum); err != nil {
		return err
	}
	fmt.Fprintf(&b.tags, "%x  %s\n", sum.Sum(nil), name)
	return nil
}

func (b *Bag) write(name, text string, sum hash.Hash) error {
	w, err := b.entry(name, time.Time{}, false)
	if err != nil {
		return err
	}
	if sum != nil {
		sum.Write([]byte(text))
	}
	_, err = io.WriteString(w, text)
	return err
}

func (b *Bag) entry(name string, modified time.Time, packed bool) (io.Writer, error) {
	h := &zip.FileHeader{Name: b.name + "/" + name, Method: zip.Deflate}
	if packed {
		h.Method = zip.Store
	}
	h.Modified = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the first day that zip can say
	if y := modified.Year(); y >= 1980 && y < 2108 {
		h.Modified = modified.UTC().Truncate(time.Second)
	}
	h.SetMode(0o644)
	return b.zip.CreateHeader(h)
}
