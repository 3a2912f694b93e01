package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/content"
	"readingroom/archive/extract/pdf/document"
	"readingroom/archive/extract/pdf/document/acroform"
	"readingroom/archive/extract/pdf/document/action"
	"readingroom/archive/extract/pdf/document/attached"
	"readingroom/archive/extract/pdf/document/remark"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
	"readingroom/archive/extract/pdf/object"
)

// A beside gathers what a file holds beside its pages, and gives it to the
// sink: some of it with the page where it belongs, the rest at the end.
type beside struct {
	pages *pages
	tree  *tree
	file  *object.File
	size  int64 // of the file as it came; 0: not compared with its earlier states

	labels  document.Labels
	files   *attached.Files
	actions action.Found
	xfa     *acroform.XFA
	filled  bool // page 1 gives its values
	earlier *earlier
	layers  layers

	// Of the present page:
	comments []remark.Comment
	painted  string         // all that stands on it, without spaces
	covered  []archive.Box  // redactions that were marked and not carried out
	under    []archive.Word // the words under them
}

func newBeside(file *object.File, p *pages, t *tree) *beside {
	b := &beside{pages: p, tree: t, file: file}
	b.labels = document.LabelsOf(file.Doc)
	b.files = attached.Of(file)
	b.actions = action.Of(file.Doc)
	b.xfa = acroform.Of(file)
	return b
}

// about returns what the document says of itself.
func (b *beside) about() archive.About {
	a := document.About(b.file)
	a.Outline = document.Outline(b.file.Doc, func() map[string]int { return pageNumbers(b.file.Doc) })
	return a
}

// pageNumbers returns the number of each page by its reference.
func pageNumbers(doc *pdf.Reader) map[string]int {
	numbers := map[string]int{}
	var t tree
	t.page = func(pdf.Value, inherited, error) error {
		if _, met := numbers[t.ref]; !met && t.ref != "" {
			numbers[t.ref] = t.count
		}
		return nil
	}
	_ = t.walkFrom(doc) // those that were met
	return numbers
}

// maxAnnots is how many annotations of a page are looked at.
const maxAnnots = 5000

// passed takes the files that are pinned to a page which was given before: the
// files of a document are given after its pages.
func (b *beside) passed(node pdf.Value) {
	var annots []pdf.Value
	_ = object.Guard(func() { annots = object.Elements(node.Key("Annots"), maxAnnots) }) // then there are none
	_ = object.Guard(func() { b.files.AddPage(node, annots) })
}

// read takes what lies on a page, and takes away the words that should not be
// seen, before they are put in order.
func (b *beside) read(node pdf.Value, in inherited, frame content.Frame, r *content.Result) {
	var annots []pdf.Value
	_ = object.Guard(func() { annots = object.Elements(node.Key("Annots"), maxAnnots) }) // then there are none
	b.files.AddPage(node, annots)
	b.actions.AddPage(node, annots)
	var redactions []remark.Redaction
	b.comments, redactions = remark.Of(annots)
	b.painted, b.covered, b.under = "", nil, nil
	if len(b.comments) > 0 {
		var all strings.Builder
		for _, g := range r.Glyphs {
			all.WriteString(g.Text)
		}
		b.painted = squeeze(all.String())
	}
	b.layers.read(b.pages, node, in, frame, r)
	if b.earlier != nil {
		b.earlier.keep(b.tree.ref, b.pages.number, node, in)
	}
	for _, r := range redactions {
		b.covered = append(b.covered, frame.Shown(r))
	}
	b.holdBack(&r.Page)
}

// holdBack takes off a page, whichever reader found it, what stands under
// redactions that were marked and never carried out, and reports whether there
// was anything: the words are in the file, and were not meant to be released.
func (b *beside) holdBack(r *mark.Page) bool {
	if len(b.covered) == 0 {
		return false
	}
	var under []mark.Glyph
	r.Glyphs = slices.DeleteFunc(r.Glyphs, func(g mark.Glyph) bool {
		at := g.Box()
		x, y := (at[0]+at[2])/2, (at[1]+at[3])/2
		for _, c := range b.covered {
			if x >= c[0] && x <= c[2] && y >= c[1] && y <= c[3] {
				under = append(under, g)
				return true
			}
		}
		return false
	})
	l := layout.Of(&mark.Page{Width: r.Width, Height: r.Height, Glyphs: under})
	if words := l.Words(); len(words) > len(b.under) {
		b.under = words
	}
	return len(under) > 0
}

// laid takes a page as the first reader put it in order.
func (b *beside) laid(l layout.Page) {
	if b.earlier != nil {
		b.earlier.words(b.tree.ref, l.Words(), b.under)
	}
}

// add completes a page that was read: its label, the values of a form that it
// does not show, and the comments on it.
func (b *beside) add(page *archive.Page) {
	page.Label = b.labels.Of(page.Number)
	if b.earlier != nil && b.earlier.pages[b.tree.ref] == nil {
		b.earlier.short = true
	}
	if page.Number == 1 && b.xfa != nil && len(b.xfa.Values) > 0 && placeholder(page, b.xfa) {
		var lines []string
		for _, v := range b.xfa.Values {
			lines = append(lines, v.Field+": "+v.Text)
		}
		page.Text, page.Words = strings.Join(lines, "\n"), []archive.Word{}
		b.filled = true
	}
	for _, c := range b.covered {
		if len(b.under) > 0 {
			page.Marks = append(page.Marks, archive.Mark{Kind: archive.MarkCovered, Box: c})
		}
	}
	for _, c := range b.comments {
		if c.OnWords && strings.Contains(b.painted, squeeze(c.Text)) {
			continue // a copy, of what may have to be held back
		}
		page.Text = strings.TrimPrefix(page.Text+"\n\n["+byLine(c)+"] "+c.Text, "\n\n")
	}
	b.comments = nil
}

// byLine says whose comment it is: "Comment by J. Doe, 2017-01-02".
func byLine(c remark.Comment) string {
	s := "Comment"
	if c.By != "" {
		s += " by " + c.By
	}
	if c.Date != "" {
		s += ", " + c.Date[:len("2006-01-02")]
	}
	return s
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// placeholder reports whether a page only says that the form cannot be shown:
// Adobe's programs put "Please wait…" there, in the language of the form.
func placeholder(page *archive.Page, x *acroform.XFA) bool {
	const few = 150 // words
	return strings.Contains(page.Text, "If this message is not eventually replaced") || x.Dynamic && len(page.Words) < few
}

// pageNotices says what should be known of the page that was just given.
func (b *beside) pageNotices() error {
	n := len(b.under)
	if n == 0 {
		return nil
	}
	b.under = nil
	return b.pages.notice("unapplied-redaction", b.pages.number,
		"Page %d has redactions that were marked and never carried out: %s under them, still in the file. They are held back here; tell whoever released it before you pass on the original.",
		b.pages.number, countWords(n, "stands", "stand"))
}

// countWords counts words: "1 word stands", "12 words stand".
func countWords(n int, one, many string) string {
	if n == 1 {
		return "1 word " + one
	}
	return fmt.Sprintf("%d words %s", n, many)
}

// rest gives what belongs to the document as a whole, once all pages are read.
func (b *beside) rest() error {
	steps := []func() error{b.formNotices, b.layers.notices, b.actionNotice, b.parts, b.earlierNotices}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (b *beside) formNotices() error {
	if b.filled {
		if err := b.pages.notice("xfa", 1, "This is an XFA form, which only Adobe's programs can lay out. Page 1 gives the names of its fields and what was filled in; its layout was not read."); err != nil {
			return err
		}
	}
	const slack = 64 // bytes: line ends and the like
	signatures := acroform.Signatures(b.file.Doc)
	var last int64 // how far any reaches
	for _, s := range signatures {
		last = max(last, s.End)
	}
	for _, s := range signatures {
		text := "Signed digitally"
		if s.By != "" {
			text += " by " + s.By
		}
		if s.Date != "" {
			text += " on " + s.Date[:len("2006-01-02")]
		}
		if s.Reason != "" {
			text += fmt.Sprintf(" (%s)", s.Reason)
		}
		text += ". So the file says; the signature was not checked."
		if s.End == last && last > 0 && last+slack < b.size {
			text += " Something was added to the file after that."
		}
		if err := b.pages.notice("signed", 0, "%s", document.OneLine(text, 500)); err != nil {
			return err
		}
	}
	return nil
}

func (b *beside) actionNotice() error {
	var does []string
	for _, k := range action.All {
		if b.actions[k] {
			does = append(does, string(k))
		}
	}
	if len(does) == 0 {
		return nil
	}
	return b.pages.notice("active", 0, "The original is active when it is opened elsewhere: it %s. Nothing of that was run here.", and(does))
}

// and joins words as people do: "a, b and c".
func and(list []string) string {
	if n := len(list) - 1; n > 0 {
		return strings.Join(list[:n], ", ") + " and " + list[n]
	}
	return strings.Join(list, "")
}

// maxAttached is how many bytes of attached files are handed on in all.
const maxAttached = 2 << 30

// parts hands on the files inside the document.
func (b *beside) parts() error {
	var total int
	given := 0
	for _, f := range b.files.Found {
		body, err := f.Bytes()
		name := document.OneLine(f.Name, 200)
		if total += len(body); errors.Is(err, object.ErrTooLarge) || total > maxAttached {
			if err := b.pages.notice("limit", 0, "The attached file %q is larger than is read and was left out.", name); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			what := "could not be read"
			if len(body) > 0 {
				what = "is damaged and was read in part"
			}
			if err := b.pages.notice("damaged", 0, "The attached file %q %s: %v.", name, what, plainError(err)); err != nil {
				return err
			}
			if len(body) == 0 {
				continue
			}
		}
		given++
		if b.pages.sinkErr = b.pages.sink.Part(f.Name, bytes.NewReader(body)); b.pages.sinkErr != nil {
			return b.pages.sinkErr
		}
	}
	switch {
	case b.files.More:
		return b.pages.notice("limit", 0, "There are more attached files than are read of one document; those after %d were left out.", given)
	case b.files.Portfolio && given == 1:
		return b.pages.notice("portfolio", 0, "This is a portfolio, a wrapping for 1 file; it became an item of its own.")
	case b.files.Portfolio && given > 0:
		return b.pages.notice("portfolio", 0, "This is a portfolio of %d files; each became an item of its own.", given)
	}
	return nil
}
