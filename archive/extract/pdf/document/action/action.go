// Package action tells what a PDF would do to whoever opens it: run scripts,
// start programs, send its form somewhere (ISO 32000-1, 12.6). None of it is
// ever done here.
//
//	/OpenAction <</S /Launch /F (cmd.exe)>>  ->  "starts a program"
package action

import (
	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/object"
)

// A Kind is something a PDF may do, as a verb and its object: "runs JavaScript".
type Kind string

// The kinds of action that a reader should know of. Links that wait for a
// click are in most documents and none of them.
const (
	Script Kind = "runs JavaScript"
	Launch Kind = "starts a program or opens a file"
	Submit Kind = "sends what is filled in to an address"
	Import Kind = "takes data from another file"
	Remote Kind = "opens another document or a web page by itself"
	Media  Kind = "plays sound, film or Flash"
)

// All are the kinds in the order in which they are told.
var All = []Kind{Script, Launch, Submit, Import, Remote, Media}

// Found are the actions met so far.
type Found map[Kind]bool

// maxNext is how many actions that follow one another are looked through.
const maxNext = 32

// Of returns the actions of a document as a whole.
func Of(doc *pdf.Reader) Found {
	f := Found{}
	var catalog pdf.Value
	_ = object.Guard(func() { catalog = doc.Trailer().Key("Root") }) // then there are none
	_ = object.Guard(func() { f.add(catalog.Key("OpenAction"), true, 0) })
	f.additional(catalog)
	var scripts pdf.Value
	_ = object.Guard(func() { scripts = catalog.Key("Names").Key("JavaScript") })
	object.EachName(scripts, func(_ string, v pdf.Value, _ string) bool {
		f.add(v, true, 0)
		return !f[Script]
	})
	return f
}

// AddPage adds the actions of a page and of its annotations.
func (f Found) AddPage(page pdf.Value, annots []pdf.Value) {
	f.additional(page)
	for _, a := range annots {
		_ = object.Guard(func() { // one that breaks is passed over
			f.add(a.Key("A"), false, 0)
			f.additional(a)
			switch a.Key("Subtype").Name() {
			case "RichMedia", "Movie", "Sound", "Screen", "3D":
				f[Media] = true
			}
		})
	}
}

// additional adds the actions that something besides a click sets off: a page
// that opens, a field that is left.
func (f Found) additional(v pdf.Value) {
	_ = object.Guard(func() {
		events := v.Key("AA")
		for i, key := range events.Keys() {
			if i == maxNext {
				break
			}
			_ = object.Guard(func() { f.add(events.Key(key), true, 0) })
		}
	})
}

// add takes an action and those that follow it. Unasked: no click is needed.
func (f Found) add(a pdf.Value, unasked bool, depth int) {
	if a.Kind() != pdf.Dict || depth > maxNext {
		return
	}
	switch a.Key("S").Name() {
	case "JavaScript":
		f[Script] = true
	case "Launch":
		f[Launch] = true
	case "SubmitForm":
		f[Submit] = true
	case "ImportData":
		f[Import] = true
	case "URI", "GoToR", "GoToE":
		if unasked {
			f[Remote] = true
		}
	case "Movie", "Sound", "Rendition", "RichMediaExecute":
		f[Media] = true
	}
	next := a.Key("Next")
	f.add(next, unasked, depth+1)
	if depth == 0 {
		for i := range min(next.Len(), maxNext) {
			f.add(next.Index(i), unasked, depth+1)
		}
	}
}
