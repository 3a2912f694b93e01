package archive

import "io"

// A Box is a rectangle on a page in points (1/72 inch), origin top left:
// x0, y0, x1, y1.
type Box [4]float64

// A Word is a run of characters without space, where it stands.
type Word struct {
	Text string `json:"text"`
	Box  Box    `json:"box"`
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
}

// A Table is the head of a table; its rows follow it.
type Table struct {
	Number     int      `json:"number"`  // from 1, through the whole item
	Page       int      `json:"page"`    // 0 for a sheet
	OnPage     int      `json:"on_page"` // its number among the tables of its page; 0 for a sheet
	Sheet      string   `json:"sheet"`   // "" for a page's table and for text such as CSV
	Title      string   `json:"title"`
	Header     []string `json:"header"`      // the name of each column, one line each
	HeaderRows []int    `json:"header_rows"` // the rows the header was read from, as numbered in the file
	Hidden     bool     `json:"hidden"`      // the sheet is hidden in the file
	Rows       int      `json:"rows"`        // how many rows follow; known once all are read
}

// A Row is a row of the table before it.
type Row struct {
	Number int      `json:"number"` // as numbered in the file, from 1; gaps are blank rows
	Page   int      `json:"page"`   // 0 for a sheet
	Cells  []string `json:"cells"`  // as shown in the file, from the first column
	Hidden bool     `json:"hidden"`
}

// A Mail is the head of an e-mail.
type Mail struct {
	From      string `json:"from"`
	To        string `json:"to"`
	Cc        string `json:"cc"`
	Date      string `json:"date"` // RFC 3339, or "" where the mail states none that can be read
	Subject   string `json:"subject"`
	MessageID string `json:"message_id"` // as claimed; never an identity
}

// About is what a document says of itself.
type About struct {
	Title   string `json:"title,omitempty"`
	Author  string `json:"author,omitempty"`
	Created string `json:"created,omitempty"` // RFC 3339 or YYYY-MM-DD
	Program string `json:"program,omitempty"` // the software that made it
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
