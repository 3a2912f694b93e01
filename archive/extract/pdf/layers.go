package pdf

import (
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/content"
	"readingroom/archive/extract/pdf/document"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/object"
)

// maxLayered is how many pages are read a second time with all layers shown.
const maxLayered = 100

// layers counts the words of a document that stand in layers which are off.
type layers struct {
	pages *pages
	all   *content.Document // every layer shown
	seen  int
	words int
	on    []int // the pages where they stand
}

// read looks at a page with all its layers shown, where any is off.
func (l *layers) read(p *pages, node pdf.Value, in inherited, frame content.Frame, r *content.Result) {
	l.pages = p
	if !p.doc.HasHiddenLayers() || l.seen == maxLayered {
		return
	}
	if l.all == nil {
		l.all = p.doc.AllLayers()
	}
	l.seen++
	_ = object.Guard(func() { // then the page is as it seems
		all := l.all.Page(node, in.resources, frame)
		shown, whole := layout.Of(&r.Page), layout.Of(&all.Page)
		if n := len(whole.Words()) - len(shown.Words()); n > 0 {
			l.words += n
			l.on = append(l.on, p.number)
		}
	})
}

// notices names the layers that hide words.
func (l *layers) notices() error {
	if l.words == 0 {
		return nil
	}
	var names []string
	for i, n := range l.pages.doc.HiddenLayers() {
		if i == 10 {
			names = append(names, "others")
			break
		}
		names = append(names, "“"+document.OneLine(n, 60)+"”")
	}
	what := "layers that are switched off"
	if len(names) > 0 {
		what += " (" + strings.Join(names, ", ") + ")"
	}
	return l.pages.notice("layers", 0, "The file has %s, and in them %s not shown: on %s. Programs that list the layers of a PDF can switch them on.",
		what, countWords(l.words, "that is", "that are"), pageRanges(l.on))
}
