// Package content keeps what was extracted from an original in one compressed
// file, from which a single page or a few rows can be read alone.
//
// The file is a zip archive of JSON entries, so that any tool can look into it:
//
//	pages/000012.json      one archive.Page, its text but not its words
//	words/000012.json      where its words stand
//	tables/2/000003.jsonl  the fourth run of up to 32 rows of table 2, one a line
//	readings/000012.json   the tables of page 12 as they were found, where a reader redrew them
//	content.json           the Head, written last: a file without it is not whole
//
// It is named after the digest of the original and is derived: losing it costs
// the time to extract again, nothing else. archive/zip was chosen over a format
// of our own because its directory gives random access and people can open it.
package content

import (
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"readingroom/archive"
	"readingroom/archive/internal/whole"
)

// Version is the version of the file's layout. A file of another version is
// treated as absent, and made anew.
const Version = 5

// runLength is how many rows share an entry: enough to compress well, few
// enough that a search result of sixty rows does not wait for their neighbours.
const runLength = 32

// Head is what is known of the whole content without reading a page.
type Head struct {
	Version   int              `json:"version"`
	Reader    int              `json:"reader"` // the version of the readers that made it
	MediaType string           `json:"media_type"`
	Kind      archive.Kind     `json:"kind"`
	Reason    string           `json:"reason"` // why nothing, or not all, was read; ""
	About     archive.About    `json:"about"`
	Mail      *archive.Mail    `json:"mail,omitempty"`
	Pages     int              `json:"pages"`
	Tables    []Table          `json:"tables"`
	Parts     []archive.Part   `json:"parts"`
	Notices   []archive.Notice `json:"notices"`
}

// A Table is a table's head, with where its runs of rows begin.
type Table struct {
	archive.Table
	Runs []int `json:"runs"` // the number of the first row of each run
}

// A Reading is a table, or its part on one page, as it was found there before a
// reader redrew it.
type Reading struct {
	Page  int           `json:"page"`
	Box   archive.Box   `json:"box"`
	Table archive.Table `json:"table"`
	Rows  []archive.Row `json:"rows"`
}

// Rows counts the rows of all tables.
func (h Head) Rows() int {
	n := 0
	for _, t := range h.Tables {
		n += t.Rows
	}
	return n
}

// A Document is an item together with its content and the sources that gave
// it: all that the index needs to know of it.
type Document struct {
	Item     archive.Item
	Sources  []string
	Labels   archive.Labels
	File     *File                    // nil where the item could not be read: it is found by its name
	Messages []archive.Message        // the e-mails on its pages
	Period   archive.Period           // that it reports on; zero where that is not known
	Spoken   iter.Seq2[Spoken, error] // what its pages and rows speak of, in their order; nil: not known
}

// A Spoken is what a page, or a row, speaks of.
type Spoken struct {
	Page, Table, Row int                    // of a row, Page is 0
	Places           []archive.Jurisdiction // each once, with all that they lie in
	Maybe            []archive.Jurisdiction // the candidates of what is in doubt
	Periods          []archive.Period       // but those that end before they begin
	Columns          []Column               // of a row: of its cells, where it says so itself; of row 0: of the table
}

// A Column is a column of a table with the period that it is of: of each row
// that has a cell there which is not blank.
type Column struct {
	Col    int // from 1
	Period archive.Period
}

// Under returns what a row speaks of, with what the table says of its columns.
// Its title speaks of the rows that speak of no time themselves.
func (sp Spoken) Under(table Spoken, cells []string) Spoken {
	own := sp.Periods
	for _, c := range table.Columns {
		if c.Col <= len(cells) && !archive.Blank(cells[c.Col-1]) && !slices.Contains(sp.Periods, c.Period) &&
			!slices.ContainsFunc(sp.Columns, func(o Column) bool { return o.Col == c.Col }) {
			sp.Periods = append(sp.Periods[:len(sp.Periods):len(sp.Periods)], c.Period)
		}
	}
	if len(own) == 0 && len(table.Columns) == 0 {
		sp.Periods = table.Periods
	}
	return sp
}

// A Dir is a folder of content files, by digest.
type Dir struct{ root string }

// OpenDir makes the folder where it does not exist yet, and removes what an
// interrupted writer left behind.
func OpenDir(root string) (Dir, error) { return Dir{root}, whole.Sweep(root) }

// name is where the content of an original stands in the folder.
func name(digest archive.Digest) string {
	s := digest.String()
	return filepath.Join(s[:2], s+".zip")
}

func (d Dir) path(digest archive.Digest) string { return filepath.Join(d.root, name(digest)) }

// Remove forgets the content of an original; it is no error if there is none.
func (d Dir) Remove(digest archive.Digest) error {
	if err := os.Remove(d.path(digest)); err != nil && !os.IsNotExist(err) {
		return err
	}
	return nil
}

func wordsEntry(n int) string      { return fmt.Sprintf("words/%06d.json", n) }
func readingsEntry(n int) string   { return fmt.Sprintf("readings/%06d.json", n) }
func pageEntry(n int) string       { return fmt.Sprintf("pages/%06d.json", n) }
func runEntry(table, n int) string { return fmt.Sprintf("tables/%d/%06d.jsonl", table, n) }

const headEntry = "content.json"
