// Package attached finds the files inside a PDF: those it lists, those pinned
// to a page, those of a portfolio (ISO 32000-1, 7.11.4 and 12.3.5).
//
//	/Names <</EmbeddedFiles <</Names [(1) <</Type /Filespec /UF (notes.xls) /EF <</F 9 0 R>>>>]>>>>
//	  -> File{Name: "notes.xls"}, whose Bytes are those of stream 9
package attached

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/object"
)

// What is read of one document.
const (
	maxFiles  = 10_000
	maxFile   = 256 << 20 // bytes of one
	maxFolder = 32        // folders in folders
)

// A File is a file inside a PDF.
type File struct {
	Name   string // as the PDF claims, with the folders of a portfolio; never ""
	file   *object.File
	stream pdf.Value
}

// Bytes returns what the file holds. Beside an error it returns what came
// before the damage; object.ErrTooLarge where it is larger than 256 MiB.
func (f File) Bytes() ([]byte, error) { return f.file.Bytes(f.stream, maxFile) }

// Files are those found so far, each once.
type Files struct {
	Found     []File
	Portfolio bool // the document is a wrapping for its files
	More      bool // there are more than are read

	file    *object.File
	folders map[int64]string // of a portfolio, by number
	seen    map[string]bool  // references of streams
}

// Of returns the files that a document lists.
func Of(file *object.File) *Files {
	f := &Files{file: file, seen: map[string]bool{}}
	var catalog, names pdf.Value
	_ = object.Guard(func() { catalog = file.Doc.Trailer().Key("Root") }) // then it lists none
	_ = object.Guard(func() {
		if c := catalog.Key("Collection"); c.Kind() == pdf.Dict {
			f.Portfolio = true
			f.readFolders(c)
		}
	})
	_ = object.Guard(func() { names = catalog.Key("Names").Key("EmbeddedFiles") })
	f.tree(names)
	f.associated(catalog)
	return f
}

func (f *Files) tree(names pdf.Value) {
	object.EachName(names, func(name string, spec pdf.Value, _ string) bool {
		f.add(spec, object.TextString(name))
		return !f.More
	})
}

// associated takes the files that an object names as belonging to it (ISO 32000-2, 14.13).
func (f *Files) associated(v pdf.Value) {
	_ = object.Guard(func() { // then there are none
		list := v.Key("AF")
		if list.Kind() == pdf.Dict {
			f.add(list, "")
		}
		for i := 0; i < list.Len() && !f.More; i++ {
			_ = object.Guard(func() { f.add(list.Index(i), "") })
		}
	})
}

// AddPage takes the files of a page: those pinned to it by its annotations,
// those of its rich media, and those that belong to it.
func (f *Files) AddPage(page pdf.Value, annots []pdf.Value) {
	f.associated(page)
	for _, a := range annots {
		_ = object.Guard(func() { // one that breaks is passed over
			switch a.Key("Subtype").Name() {
			case "FileAttachment":
				f.add(a.Key("FS"), "")
			case "RichMedia":
				f.tree(a.Key("RichMediaContent").Key("Assets"))
			}
		})
		if f.More {
			return
		}
	}
}

// add takes the file of a file specification. Several may name the same one.
func (f *Files) add(spec pdf.Value, key string) {
	embedded := spec.Key("EF")
	refs := object.Refs(embedded)
	for _, k := range []string{"UF", "F", "Unix", "Mac", "DOS"} {
		stream := embedded.Key(k)
		if stream.Kind() != pdf.Stream {
			continue
		}
		if ref := refs[k]; ref == "" || f.seen[ref] {
			return
		}
		if f.More = len(f.Found) == maxFiles; f.More {
			return
		}
		f.seen[refs[k]] = true
		f.Found = append(f.Found, File{Name: f.name(spec, key), file: f.file, stream: stream})
		return
	}
}

// name returns what a file is called: as its specification says, else as the
// list of files does.
func (f *Files) name(spec pdf.Value, key string) (name string) {
	folder, key := f.folder(key)
	for _, k := range []string{"UF", "F", "Unix", "Mac", "DOS"} {
		_ = object.Guard(func() { name = strings.TrimSpace(object.TextString(spec.Key(k).RawString())) })
		if name != "" {
			return folder + name
		}
	}
	if key = strings.TrimSpace(key); key != "" {
		return folder + key
	}
	return fmt.Sprintf("attachment %d", len(f.Found)+1)
}

// errFolders ends the reading of folders that are too many.
var errFolders = errors.New("too many folders")

// readFolders reads the folders of a portfolio (ISO 32000-2, 12.3.5.3).
func (f *Files) readFolders(collection pdf.Value) {
	f.folders = map[int64]string{}
	var read func(v pdf.Value, above string, depth int)
	read = func(v pdf.Value, above string, depth int) {
		for v.Kind() == pdf.Dict && depth < maxFolder {
			id := v.Key("ID")
			if _, met := f.folders[id.Int64()]; met || id.Kind() != pdf.Integer {
				return
			}
			if len(f.folders) == maxFiles {
				panic(errFolders)
			}
			path := above
			if name := object.TextString(v.Key("Name").RawString()); depth > 0 && name != "" && len(above) < 1000 {
				path += name + "/"
			}
			f.folders[id.Int64()] = path
			read(v.Key("Child"), path, depth+1)
			v = v.Key("Next")
		}
	}
	_ = object.Guard(func() { read(collection.Key("Folders"), "", 0) }) // the rest stands in no folder
}

// folder parts the key of a portfolio's file, "<3>report.doc", into the
// path of the folder and the name.
func (f *Files) folder(key string) (path, name string) {
	number, rest, ok := strings.Cut(strings.TrimPrefix(key, "<"), ">")
	var id int64
	if !ok || !strings.HasPrefix(key, "<") || f.folders == nil {
		return "", key
	}
	if _, err := fmt.Sscanf(number, "%d", &id); err != nil {
		return "", key
	}
	return f.folders[id], rest
}
