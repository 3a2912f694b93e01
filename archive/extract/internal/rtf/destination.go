package rtf

import (
	"fmt"
	"strings"
	"time"
)

// A destination says what the text of a group is.
type destination byte

const (
	body   destination = iota + 1
	unseen             // nothing a reader of the document sees
	fonts              // the table of fonts
	kept               // a property of the document
	aside              // a note, a header, a footer
	tag                // part of the HTML
)

// maxKept is how much is kept of a note or a property, in bytes.
const maxKept = 64 << 10

const maxAuthors = 10_000

// unseenGroups hold what is not shown, although \* does not say so.
var unseenGroups = map[string]bool{
	"colortbl": true, "stylesheet": true, "filetbl": true, "listtable": true, "listoverridetable": true, "info": true,
	"pict": true, "objdata": true, "datafield": true, "fldinst": true, "xe": true, "tc": true, "tcn": true, "rxe": true, "txe": true,
	"nonesttables": true, "shprslt": true, "ftnsep": true, "ftnsepc": true, "ftncn": true, "aftnsep": true, "aftnsepc": true, "aftncn": true,
	"mhtmltag": true, "pntxta": true, "pntxtb": true, "template": true, "nextfile": true, "private": true, "keycode": true,
}

// keptGroups are the properties and names that are kept.
var keptGroups = map[string]bool{
	"title": true, "subject": true, "author": true, "keywords": true, "creatim": true, "revtim": true,
	"generator": true, "atnauthor": true, "revtbl": true,
}

// asides are the groups whose text stands at the foot of the page.
var asides = map[string]bool{
	"header": true, "headerl": true, "headerr": true, "headerf": true,
	"footer": true, "footerl": true, "footerr": true, "footerf": true,
	"footnote": true, "annotation": true,
}

// destination begins a destination, where the word is one.
func (r *reader) destination(t token) bool {
	name := t.word
	switch {
	case r.dest == unseen && (name == "shptxt" || name == "dptxbxtext" || name == "ud"):
		if r.resumes != 0 {
			r.dest = r.resumes
		}
	case r.dest == unseen:
		// Only what is within \info is kept; the rest has no meaning here.
		if r.name != "info" || !keptGroups[name] {
			return unseenGroups[name]
		}
		r.keep(name)
	case name == "fonttbl":
		r.to(fonts)
	case name == "shpinst", name == "do", name == "upr":
		from := r.dest
		r.to(unseen)
		r.resumes = from
	case name == "htmltag":
		if r.html == nil {
			r.to(unseen)
		} else {
			r.to(tag)
		}
	case unseenGroups[name]:
		r.to(unseen)
		r.name = name
	case keptGroups[name] && r.dest == body && len(r.outer) > 0:
		r.keep(name)
	case asides[name] && r.dest == body:
		r.beginAside(name)
	case name == "nesttableprops":
	default:
		return false
	}
	return true
}

func (r *reader) to(d destination) {
	r.dest, r.name, r.resumes = d, "", 0
	r.begun = true
}

func (r *reader) keep(name string) {
	r.to(kept)
	r.name = name
	r.info.Reset()
	r.time = [3]int{}
}

func (r *reader) beginAside(name string) {
	if r.flow == nil {
		r.to(unseen)
		return
	}
	mark := ""
	if name == "footnote" {
		r.notes++
		mark = fmt.Sprintf("[%d] ", r.notes)
		r.put(strings.TrimSpace(mark))
	}
	r.to(aside)
	r.name = name
	r.hidden, r.deleted = false, false
	r.aside.Reset()
	if name == "annotation" {
		by := r.author
		if by == "" {
			by = "nobody named"
		}
		mark = "[Comment by " + by + "] "
	}
	r.aside.WriteString(mark)
}

// close ends the destination that begins with this group.
func (r *reader) close() {
	switch r.dest {
	case aside:
		text := strings.TrimSpace(r.aside.String())
		if r.name == "footnote" || r.name == "annotation" {
			r.flow.Note(text)
		} else if !r.seen[text] && len(r.seen) < 100 {
			r.seen[text] = true
			r.flow.Note(text)
		}
		r.author = ""
	case kept:
		r.property(strings.Join(strings.Fields(r.info.String()), " "))
	case unseen:
		if r.name == "info" {
			r.giveAbout()
		}
	}
}

func (r *reader) property(v string) {
	switch r.name {
	case "title":
		r.about.Title = v
	case "subject":
		r.about.Subject = v
	case "author":
		r.about.Author = v
	case "keywords":
		r.about.Keywords = v
	case "generator":
		r.about.Program = strings.TrimSuffix(v, ";")
	case "creatim":
		r.about.Created = r.day()
	case "revtim":
		r.about.Modified = r.day()
	case "atnauthor":
		r.author = v
	case "revtbl":
		for name := range strings.SplitSeq(v, ";") {
			if len(r.authors) < maxAuthors {
				r.authors = append(r.authors, strings.TrimSpace(name))
			}
		}
	}
}

func (r *reader) date(t token) {
	if r.dest == kept {
		r.time[map[string]int{"yr": 0, "mo": 1, "dy": 2}[t.word]] = t.n
	}
}

// day prints the date of \creatim; its hour has no offset and is anybody's.
func (r *reader) day() string {
	y, m, d := r.time[0], r.time[1], r.time[2]
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1900 || y > 9999 || t.Year() != y || int(t.Month()) != m || t.Day() != d {
		return ""
	}
	return t.Format(time.DateOnly)
}

// giveAbout gives what the document says of itself, once.
func (r *reader) giveAbout() {
	if !r.given && r.flow != nil && r.err == nil && !r.about.IsZero() {
		r.given = true
		r.err = r.sink.About(r.about)
	}
}
