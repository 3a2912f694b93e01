package archive

import (
	"io"
	"slices"
	"strings"
)

// A Box is a rectangle on a page in points (1/72 inch), origin top left:
// x0, y0, x1, y1.
type Box [4]float64

// Union returns the smallest box around both.
func (b Box) Union(c Box) Box {
	return Box{min(b[0], c[0]), min(b[1], c[1]), max(b[2], c[2]), max(b[3], c[3])}
}

// A Word is a run of characters without space, where it stands.
type Word struct {
	Text string `json:"text"`
	Box  Box    `json:"box"`
	// Confidence of a word read from a picture, 1 to 100; 0 where the file states the characters.
	Confidence int `json:"confidence,omitempty"`
}

// Origin says how a page's text was come by.
type Origin string

// The origins of a page's text.
const (
	OriginText Origin = "text" // the file states its characters
	OriginOCR  Origin = "ocr"  // read from a picture
)

// A Page is a page of a document, or the whole of one that has no pages.
type Page struct {
	Number int     `json:"number"` // from 1
	Width  float64 `json:"width"`  // points; 0 where the format has no page size
	Height float64 `json:"height"`
	Origin Origin  `json:"origin"`
	Text   string  `json:"text"`
	Words  []Word  `json:"words"`
	Label  string  `json:"label,omitempty"`  // the page's number as the document writes it ("iv"), where that is another
	Reader string  `json:"reader,omitempty"` // what read it, where that is not the first reader of its format: "pdfium", "tesseract"
	Why    string  `json:"why,omitempty"`    // a sentence: why not the first
	Marks  []Mark  `json:"marks,omitempty"`
	Dated  Day     `json:"dated,omitempty"` // of a first page: the day that the document states for itself on it
}

// A Mark is something on a page that tells what the page is or what was done
// to it before it was released.
type Mark struct {
	Kind MarkKind `json:"kind"`
	Text string   `json:"text,omitempty"` // as it stands there: "(b)(6), (b)(7)(C)"
	Code string   `json:"code,omitempty"` // of an exemption or a Bates number, in one spelling: "(b)(7)(C)", "ICE-000123"
	Box  Box      `json:"box"`
}

// MarkKind says what a mark is.
type MarkKind string

// The kinds of marks.
const (
	MarkExemption MarkKind = "exemption" // the exemption under which something was withheld; one Mark each
	MarkWithheld  MarkKind = "withheld"  // a sheet in place of a page that was withheld
	MarkStamp     MarkKind = "stamp"     // RELEASE IN PART, DECLASSIFIED, a case number
	MarkBates     MarkKind = "bates"     // the number of a page in a production
	MarkBlackBox  MarkKind = "black-box" // a dark box over what was blacked out
	MarkWhiteBox  MarkKind = "white-box" // a light box over what was taken out
	MarkCovered   MarkKind = "covered"   // text that still stands in the file under a box; it is held back
	MarkHeader    MarkKind = "header"    // lines at the head of the page that its neighbours have too
	MarkFooter    MarkKind = "footer"
	MarkFootnote  MarkKind = "footnote"
)

// A Table is the head of a table; its rows follow it.
type Table struct {
	Number     int      `json:"number"`  // from 1, through the whole item
	Page       int      `json:"page"`    // where it begins; 0 for a sheet
	OnPage     int      `json:"on_page"` // its number among the tables of its page; 0 for a sheet that is one table
	Sheet      string   `json:"sheet"`   // "" for a page's table and for text such as CSV
	Title      string   `json:"title"`
	Header     []string `json:"header"`      // the name of each column, one line each
	HeaderRows []int    `json:"header_rows"` // the rows of a sheet that the header was read from, as numbered in the file
	Hidden     bool     `json:"hidden"`      // the sheet is hidden in the file
	Rows       int      `json:"rows"`        // how many rows follow; known once all are read

	Box        Box      `json:"box,omitzero"`         // on the page where it begins
	Confidence float64  `json:"confidence,omitempty"` // that it is a table and its cells are these, up to 1; 0: not a guess
	Footnotes  []string `json:"footnotes,omitempty"`  // of a sheet: what its text boxes and its rows that are notes say
	Grid       []Cell   `json:"grid,omitempty"`       // the cells of the header as they stand on the page
	Pieces     []Piece  `json:"pieces,omitempty"`     // its parts by page; known once all rows are read
	Redrawn    bool     `json:"redrawn,omitempty"`    // by a reader

	// Of a sheet, or of text such as CSV.
	Head          []Row `json:"head,omitempty"`           // the rows above the data as they stand there: the lines of its title, its header
	HiddenColumns []int `json:"hidden_columns,omitempty"` // that are hidden in the file, from 1
	FirstRow      int   `json:"first_row,omitempty"`      // the first row that belongs to it, as numbered in the file
	LastRow       int   `json:"last_row,omitempty"`       // the last; known once all are read
}

// A Piece is the part of a table that stands on one page.
type Piece struct {
	Page   int `json:"page"`
	OnPage int `json:"on_page"` // its number among the tables of that page
	First  int `json:"first"`   // the number of its first row
	Rows   int `json:"rows"`
	Box    Box `json:"box"`
}

// A Cell is a cell of a table as it stands on the page. Rows and columns count
// from 0 through the whole table, its header included; a header that is
// repeated on a later page is not counted again.
type Cell struct {
	Row     int    `json:"row"`
	Col     int    `json:"col"`
	RowSpan int    `json:"rowspan"`
	ColSpan int    `json:"colspan"`
	Text    string `json:"text"`
	Box     Box    `json:"box"`
}

// A Row is a row of the table before it.
type Row struct {
	Number int      `json:"number"` // as numbered in the file, from 1; gaps are blank rows
	Page   int      `json:"page"`   // 0 for a sheet
	Cells  []string `json:"cells"`  // as shown in the file, from the first column; what spans several rows stands in each
	Hidden bool     `json:"hidden"`

	OnPage int      `json:"on_page,omitempty"` // of the piece it stands in; 0 for a sheet
	Group  []string `json:"group,omitempty"`   // the labels that stand above it and hold for it, outermost first
	Box    Box      `json:"box,omitzero"`
	Grid   []Cell   `json:"grid,omitempty"`  // the cells that begin in it, or in the labels right above it
	Under  []string `json:"under,omitempty"` // of the first row of a later page: the footnotes under the table there

	// Of a sheet.
	Values   []string  `json:"values,omitempty"`   // what its cells hold, where that is not what they show: 0.125 for "12.5%", 2014-01-02 for "1/2/14"; else ""
	Filled   []int     `json:"filled,omitempty"`   // its cells, from 1, that repeat a merged cell whose text stands above or left of them
	Comments []Comment `json:"comments,omitempty"` // on its cells, also on empty ones
	Note     bool      `json:"note,omitempty"`     // it is no data: a source, a remark under the table
}

// Blank reports whether a cell says nothing: it is empty, a dash, "N/A". A
// nought says something.
func Blank(cell string) bool {
	c := strings.Trim(cell, " \t\n.*-‐‑–—$")
	return c == "" || strings.EqualFold(c, "n/a") || strings.EqualFold(c, "na")
}

// A Comment is what somebody wrote on a cell.
type Comment struct {
	Col    int    `json:"col"` // from 1
	Author string `json:"author,omitempty"`
	Date   string `json:"date,omitempty"` // RFC 3339 or YYYY-MM-DD
	Text   string `json:"text"`
}

// maxFootnotes is how many notes that come with rows are listed with their table.
const maxFootnotes = 100

// Take counts a row that was added to the table, and keeps its pieces and its notes.
func (t *Table) Take(r Row) {
	t.Rows++
	if r.OnPage == 0 {
		t.LastRow = max(t.LastRow, r.Number)
		if r.Note && len(t.Footnotes) < maxFootnotes {
			t.Footnotes = append(t.Footnotes, r.line())
		}
		return
	}
	for _, note := range r.Under {
		if len(t.Footnotes) < maxFootnotes && !slices.Contains(t.Footnotes, note) {
			t.Footnotes = append(t.Footnotes, note)
		}
	}
	last := len(t.Pieces) - 1
	if last < 0 || t.Pieces[last].Page != r.Page || t.Pieces[last].OnPage != r.OnPage {
		t.Pieces = append(t.Pieces, Piece{Page: r.Page, OnPage: r.OnPage, First: r.Number, Box: r.Box})
		last++
	}
	p := &t.Pieces[last]
	p.Rows++
	p.Box = p.Box.Union(r.Box)
}

// line is a row on one line, its empty cells left out.
func (r Row) line() string { return strings.Join(strings.Fields(strings.Join(r.Cells, " ")), " ") }

// HeaderCount returns how many rows the header was read from.
func (t Table) HeaderCount() int {
	n := len(t.HeaderRows)
	for _, c := range t.Grid {
		n = max(n, c.Row+c.RowSpan)
	}
	return n
}

// A Mail is the head of an e-mail.
type Mail struct {
	From      string `json:"from"`
	To        string `json:"to"`
	Cc        string `json:"cc"`
	Date      string `json:"date"` // RFC 3339, or "" where the mail states none that can be read
	Subject   string `json:"subject"`
	MessageID string `json:"message_id"` // as claimed; never an identity

	Bcc        string   `json:"bcc,omitempty"`
	References []string `json:"references,omitempty"` // the Message-IDs it claims to answer, the last the nearest; as claimed
}

// About is what a document says of itself.
type About struct {
	Title    string    `json:"title,omitempty"`
	Author   string    `json:"author,omitempty"`
	Subject  string    `json:"subject,omitempty"`
	Keywords string    `json:"keywords,omitempty"` // as the document lists them
	Created  string    `json:"created,omitempty"`  // RFC 3339 or YYYY-MM-DD
	Modified string    `json:"modified,omitempty"` // the same
	Program  string    `json:"program,omitempty"`  // the software that made it
	Outline  []Heading `json:"outline,omitempty"`  // in the order in which it stands there
}

// IsZero reports whether a document says nothing of itself.
func (a About) IsZero() bool {
	return len(a.Outline) == 0 && a.Title+a.Author+a.Subject+a.Keywords+a.Created+a.Modified+a.Program == ""
}

// A Heading is an entry of a document's own outline, or of its bookmarks.
type Heading struct {
	Title string `json:"title"`
	Level int    `json:"level"`          // from 1, the outermost
	Page  int    `json:"page,omitempty"` // where it leads; 0: to no page of the document
}

// A Part is a document inside a document: an attachment, a forwarded message,
// a file in a zip. It becomes an item of its own.
type Part struct {
	Name   string `json:"name"` // as the container claims; may hold any bytes a stranger chose
	Digest Digest `json:"digest"`
	Size   int64  `json:"size"`
}

// A Notice is something a reader of the document should know: a page that
// could not be read, a limit that was reached, a tool that would help.
type Notice struct {
	Code string `json:"code"` // one word or two, hyphenated: "encrypted", "no-text"
	Text string `json:"text"` // a sentence: what, and what to do
	Page int    `json:"page"` // 0: the whole document
}

// A Sink takes what a reader finds in a document, in the order in which it
// stands there. An error returned by a Sink stops the reader, which returns it.
type Sink interface {
	// About, Mail: at most once each.
	About(About) error
	Mail(Mail) error
	Page(Page) error
	// Table begins a table; each Row after it belongs to it.
	Table(Table) error
	Row(Row) error
	// Part is given the bytes of a document inside this one, and reads them to the end.
	Part(name string, body io.Reader) error
	Notice(Notice) error
}
