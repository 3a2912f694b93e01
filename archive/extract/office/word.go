package office

import (
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/internal/flow"
	"readingroom/archive/extract/internal/parts"
)

// ReadWord reads a Word document (ECMA-376, WordprocessingML): its text with
// page breaks where Word last drew them, tables, text boxes, headers and
// footers, footnotes and comments at the foot of their page. Text that was
// deleted with changes tracked, and text that is hidden, is still in the file
// and stands marked in its place: "[deleted: not]". Files inside it are parts.
func ReadWord(r io.ReaderAt, size int64, s archive.Sink) error {
	c, err := parts.Open(r, size)
	if err != nil {
		return err
	}
	top := c.Relations("")
	main := parts.Related(top, "officeDocument")
	if main == "" {
		main = "word/document.xml"
	}
	about := c.About(parts.Related(top, "core-properties"), parts.Related(top, "extended-properties"))
	rels := c.Relations(main)
	notes := wordNotes(c, rels)
	f := flow.New(s)
	f.Paged = paged(c, main)
	w := &word{flow: f, notes: notes, changes: map[string]int{}, levels: headingStyles(c, parts.Related(rels, "styles"))}
	for _, kind := range []string{"header", "footer"} {
		for _, r := range rels {
			if r.Kind == kind && !r.External {
				w.running(wordText(c, r.Target))
			}
		}
	}
	err = c.Walk(main, w)
	if e := f.End(); e != nil {
		return e
	}
	if about.Outline = f.Outline(); !about.IsZero() {
		if err := s.About(about); err != nil {
			return err
		}
	}
	if err != nil && f.Err() == nil && w.words == 0 {
		return fmt.Errorf("the document is damaged: %w", err)
	}
	if err != nil {
		n := archive.Notice{Code: "damaged", Text: fmt.Sprintf("The document was read in part: %v.", err)}
		if err := s.Notice(n); err != nil {
			return err
		}
	}
	if err := w.changed(s); err != nil {
		return err
	}
	if err := embedded(c, rels, s); err != nil {
		return err
	}
	return c.Pictures(s)
}

// paged reports whether the document states where its pages end.
func paged(c *parts.File, name string) bool {
	p := &pageFinder{}
	_ = c.Walk(name, p)
	return p.found
}

type pageFinder struct{ found bool }

func (p *pageFinder) Begin(e xml.StartElement) {
	p.found = p.found || e.Name.Local == "lastRenderedPageBreak" || e.Name.Local == "br" && parts.Attr(e, "type") == "page"
}
func (p *pageFinder) End(string)  {}
func (p *pageFinder) Text(string) {}
func (p *pageFinder) Err() error {
	if p.found {
		return io.EOF
	}
	return nil
}

// A word takes the text out of a WordprocessingML part.
type word struct {
	flow    *flow.Flow
	notes   map[string]string // footnotes, endnotes and comments, by kind and number
	levels  map[string]int    // of headings, by the style of their paragraph
	changes map[string]int    // who changed the text: deletions
	hiddens int
	words   int

	path   []string // of the elements that count here
	cell   cellProps
	header bool // the row is marked as naming the columns
	before int  // columns left out at the beginning of the row
	run    runProps
	skip   int             // depth within what is not shown
	breaks int             // the words before the last page break
	seen   map[string]bool // running matter that was given
}

type cellProps struct {
	span  int
	below bool
	begun bool
}

type runProps struct {
	hidden   bool
	deleted  string // the mark it stands in
	openMark string // as written so far
}

func (w *word) Err() error { return w.flow.Err() }

func on(e xml.StartElement) bool {
	v := parts.Attr(e, "val")
	return v == "" || v == "1" || v == "true" || v == "on"
}

func (w *word) Begin(e xml.StartElement) {
	name := e.Name.Local
	if w.skip > 0 {
		w.skip++
		return
	}
	if name == "p" || name == "tbl" {
		w.inCell()
	}
	switch name {
	// A text box is there twice, for new programs and for old ones: the new form is read.
	case "Fallback", "instrText", "delInstrText", "pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "moveFrom", "docPartObj", "rPh":
		if name == "moveFrom" {
			w.unmark()
		}
		w.skip = 1
		return
	case "p":
		w.unmark()
		if slices.Contains(w.path, "p") { // of a text box within a paragraph
			w.flow.Line()
		}
	case "pStyle":
		if level := w.levels[parts.Attr(e, "val")]; level > 0 {
			w.flow.Heading(level)
		}
	case "outlineLvl":
		if n, err := strconv.Atoi(parts.Attr(e, "val")); err == nil && n >= 0 && n < 9 && w.parent() == "pPr" {
			w.flow.Heading(n + 1)
		}
	case "r":
		w.run.hidden = false
	case "vanish", "webHidden":
		if name == "vanish" {
			w.run.hidden = on(e)
		}
	case "del":
		if !slices.Contains([]string{"rPr", "trPr", "pPr"}, w.parent()) {
			w.run.deleted = "deleted"
			w.changes[parts.Attr(e, "author")]++
		}
	case "tab", "ptab":
		if w.parent() != "tabs" {
			w.put("\t")
		}
	case "br":
		if parts.Attr(e, "type") == "page" {
			w.pageBreak()
		} else {
			w.unmark()
			w.flow.Line()
		}
	case "cr":
		w.flow.Line()
	case "lastRenderedPageBreak":
		w.pageBreak()
	case "noBreakHyphen":
		w.put("-")
	case "sym":
		if n, err := strconv.ParseUint(parts.Attr(e, "char"), 16, 16); err == nil && n < 0xF000 {
			w.put(string(rune(n)))
		} else {
			w.put("•") // a picture font's own sign
		}
	case "footnoteReference", "endnoteReference", "commentReference":
		w.note(strings.TrimSuffix(name, "Reference"), parts.Attr(e, "id"))
	case "tbl":
		w.unmark()
		w.flow.TableBegin()
	case "tr":
		w.header, w.before = false, 0
	case "tblHeader":
		w.header = on(e)
	case "gridBefore":
		w.before, _ = strconv.Atoi(parts.Attr(e, "val"))
	case "tc":
		if w.before > 0 {
			w.flow.SkipColumns(w.before)
			w.before = 0
		}
		w.cell = cellProps{span: 1}
	case "gridSpan":
		w.cell.span, _ = strconv.Atoi(parts.Attr(e, "val"))
	case "vMerge":
		w.cell.below = parts.Attr(e, "val") != "restart"
	}
	w.path = append(w.path, name)
}

// inCell begins the cell once its properties are read.
func (w *word) inCell() {
	if !w.cell.begun && w.cell.span > 0 && slices.Contains(w.path, "tc") {
		w.flow.CellBegin(w.cell.span, w.cell.below)
		w.cell.begun = true
	}
}

func (w *word) parent() string {
	if n := len(w.path); n > 0 {
		return w.path[n-1]
	}
	return ""
}

func (w *word) End(name string) {
	if w.skip > 0 {
		w.skip--
		return
	}
	if name == "tc" {
		w.inCell()
	}
	if n := len(w.path); n > 0 {
		w.path = w.path[:n-1]
	}
	switch name {
	case "p":
		w.unmark()
		w.flow.Paragraph()
	case "del":
		w.unmark()
		w.run.deleted = ""
	case "tc":
		w.flow.CellEnd()
		w.cell = cellProps{}
	case "tr":
		w.flow.RowEnd(w.header)
	case "tbl":
		w.flow.TableEnd()
		w.cell = cellProps{begun: true} // back in the cell around it, if there is one
	}
}

func (w *word) Text(s string) {
	if w.skip > 0 {
		return
	}
	switch w.parent() {
	case "t", "delText":
		w.put(s)
	}
}

// put adds text, marked where it is not shown in the document.
func (w *word) put(s string) {
	mark := ""
	switch {
	case w.run.deleted != "":
		mark = "deleted"
	case w.run.hidden:
		mark = "hidden"
	}
	if mark != w.run.openMark {
		w.unmark()
		if mark != "" {
			w.flow.Text("[" + mark + ": ")
			w.run.openMark = mark
			if mark == "hidden" {
				w.hiddens++
			}
		}
	}
	w.words++
	w.flow.Text(s)
}

func (w *word) unmark() {
	if w.run.openMark != "" {
		w.flow.Text("]")
		w.run.openMark = ""
	}
}

// pageBreak ends the page. Word writes where it last drew a break also where
// the document states one, so a second break right after one is the same.
func (w *word) pageBreak() {
	w.unmark()
	if w.words > w.breaks {
		w.flow.PageBreak()
		w.breaks = w.words
	}
}

func (w *word) note(kind, id string) {
	text, ok := w.notes[kind+id]
	if !ok {
		return
	}
	if kind != "comment" {
		w.put("[" + id + "]")
		text = "[" + id + "] " + text
	}
	w.flow.Note(text)
}

// running gives a header or footer once, at the foot of the first page.
func (w *word) running(text string) {
	if w.seen == nil {
		w.seen = map[string]bool{}
	}
	if !w.seen[text] {
		w.seen[text] = true
		w.flow.Note(text)
	}
}

// changed says what the document still holds of what was changed in it.
func (w *word) changed(s archive.Sink) error {
	if n := len(w.changes); n > 0 {
		total := 0
		var who []string
		for name, count := range w.changes {
			total += count
			if name != "" {
				who = append(who, name)
			}
		}
		slices.Sort(who)
		by := ""
		if len(who) > 0 {
			by = " by " + strings.Join(who[:min(len(who), 5)], ", ")
		}
		text := fmt.Sprintf("Changes were tracked in this document: %s%s still in it, marked [deleted: …].", count(total, "deletion", "deletions"), by+are(total))
		if err := s.Notice(archive.Notice{Code: "tracked-changes", Text: text}); err != nil {
			return err
		}
	}
	if w.hiddens > 0 {
		text := fmt.Sprintf("The document has hidden text in %s, marked [hidden: …].", count(w.hiddens, "place", "places"))
		return s.Notice(archive.Notice{Code: "hidden-text", Text: text})
	}
	return nil
}

func are(n int) string {
	if n == 1 {
		return " is"
	}
	return " are"
}

func count(n int, one, many string) string {
	if n == 1 {
		return "one " + one
	}
	return strconv.Itoa(n) + " " + many
}

// embedded gives the files inside the document as parts.
func embedded(c *parts.File, rels []parts.Relation, s archive.Sink) error {
	for _, r := range rels {
		if r.External || r.Kind != "package" && r.Kind != "oleObject" {
			continue
		}
		body, err := c.Part(r.Target)
		if err != nil {
			continue
		}
		err = s.Part(path.Base(r.Target), io.LimitReader(body, parts.MaxSize))
		body.Close()
		if err != nil {
			return err
		}
	}
	return nil
}
