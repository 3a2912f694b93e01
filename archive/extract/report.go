package extract

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"

	"readingroom/archive"
	"readingroom/archive/message"
)

// A Report is what "extract --json" prints of one file, and of each part in
// it, by WriteJSON. Arrays are never null.
type Report struct {
	File      string            `json:"file"`
	MediaType string            `json:"media_type"`
	Kind      archive.Kind      `json:"kind"`
	Digest    archive.Digest    `json:"digest"`
	Size      int64             `json:"size"`
	Reason    string            `json:"reason"` // why it was not read, or ""
	About     archive.About     `json:"about"`
	Pages     []archive.Page    `json:"pages"`
	Tables    []ReportTable     `json:"tables"`
	Mail      *archive.Mail     `json:"mail"`     // null: not an e-mail
	Messages  []archive.Message `json:"messages"` // on its pages: the mail itself, printed ones, quoted ones
	Parts     []ReportPart      `json:"parts"`
	Notices   []archive.Notice  `json:"notices"`
}

// A ReportTable is a table with its rows.
type ReportTable struct {
	Number     int            `json:"number"`
	Page       int            `json:"page"`
	Sheet      string         `json:"sheet"`
	Title      string         `json:"title"`
	Box        archive.Box    `json:"box,omitzero"`
	Confidence float64        `json:"confidence,omitempty"` // up to 1; left out where the file states its cells
	HeaderRows int            `json:"header_rows"`          // how many rows the header was read from
	Header     []string       `json:"header"`
	Hidden     bool           `json:"hidden"`
	Cells      []archive.Cell `json:"cells,omitempty"` // as they stand on the page, from 0, the header included
	Rows       []ReportRow    `json:"rows"`            // of a large sheet the first ones; see All
	Footnotes  []string       `json:"footnotes,omitempty"`

	Head          []archive.Row `json:"head,omitempty"` // of a sheet: the rows above its data, as they stand there
	HiddenColumns []int         `json:"hidden_columns,omitempty"`
	FirstRow      int           `json:"first_row,omitempty"` // of a sheet
	LastRow       int           `json:"last_row,omitempty"`

	aside *spool // holds the rows that follow those in Rows; nil: there are none
	index int    // of the table there
}

// A ReportRow is a row and the place where it stands.
type ReportRow struct {
	Locator string   `json:"locator"`
	Page    int      `json:"page"`
	Cells   []string `json:"cells"`
	Hidden  bool     `json:"hidden"`

	Group []string    `json:"group,omitempty"` // labels that stand above it and hold for it, outermost first
	Box   archive.Box `json:"box,omitzero"`

	Values   []string          `json:"values,omitempty"` // what the cells hold where they show something else
	Filled   []int             `json:"filled,omitempty"` // the cells, from 1, that repeat a merged one
	Comments []archive.Comment `json:"comments,omitempty"`
	Note     bool              `json:"note,omitempty"` // it is a note to the table
}

// A ReportPart is a document inside a document.
type ReportPart struct {
	Name string `json:"name"` // as the container claims
	Report
}

// How deep parts within parts are read for a Report, and how many in all.
const (
	maxReportDepth = 8
	maxReportParts = 10_000
)

// Report reads a file and all parts in it. file is the name to print.
func (b Sandbox) Report(ctx context.Context, f *os.File, file string) (Report, error) {
	left := maxReportParts
	rep, err := b.report(ctx, f, file, nil, &left)
	rep.File = file
	return rep, err
}

// report reads one document; above are the digests of those that it is inside.
func (b Sandbox) report(ctx context.Context, f *os.File, name string, above []archive.Digest, left *int) (Report, error) {
	rep := Report{
		File: name, Pages: []archive.Page{}, Tables: []ReportTable{}, Messages: []archive.Message{},
		Parts: []ReportPart{}, Notices: []archive.Notice{},
	}
	sum := sha256.New()
	var err error
	if rep.Size, err = io.Copy(sum, io.NewSectionReader(f, 0, 1<<62)); err != nil {
		return rep, err
	}
	sum.Sum(rep.Digest[:0])
	for _, d := range above {
		if d == rep.Digest {
			return rep.unread(f, "It holds itself; it was not read again.")
		}
	}
	switch {
	case len(above) > maxReportDepth:
		return rep.unread(f, "It lies too deep in other documents and was not read.")
	case *left < 0:
		return rep.unread(f, "There are too many documents inside this one; it was not read.")
	}
	above = append(above[:len(above):len(above)], rep.Digest)
	var rec reportSink
	rec.Body = func(name string, body io.Reader) error {
		*left--
		part, err := b.reportPart(ctx, name, body, above, left)
		if err == nil {
			rep.Parts = append(rep.Parts, part)
		}
		return err
	}
	out, err := b.Extract(ctx, f, name, &rec)
	rep.fill(out, &rec)
	return rep, err
}

// reportPart reads a part by way of a file that is gone when it was read.
func (b Sandbox) reportPart(ctx context.Context, name string, body io.Reader, above []archive.Digest, left *int) (part ReportPart, err error) {
	f, err := os.CreateTemp("", "readingroom-part-")
	if err != nil {
		return part, err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	if _, err := io.Copy(f, body); err != nil {
		return part, err
	}
	rep, err := b.report(ctx, f, archive.ShowName(name), above, left)
	return ReportPart{Name: name, Report: rep}, err
}

// unread fills in what is known of a document that is not read.
func (r Report) unread(f *os.File, reason string) (Report, error) {
	r.MediaType, r.Kind = Sniff(nil, f, r.Size, r.File)
	r.Reason = reason
	return r, nil
}

func (r *Report) fill(out Outcome, rec *reportSink) {
	r.MediaType, r.Kind, r.Reason = out.MediaType, out.Kind, out.Reason
	r.About, r.Mail = rec.AboutIt, rec.MailIt
	r.Pages = append(r.Pages, rec.Pages...)
	r.Messages = append(r.Messages, message.Of(rec.Pages, rec.MailIt)...)
	r.Notices = append(r.Notices, rec.Notices...)
	for i, t := range rec.Tables {
		table := ReportTable{
			Number: t.Number, Page: t.Page, Sheet: t.Sheet, Title: t.Title,
			HeaderRows: t.HeaderCount(), Header: t.Header, Hidden: t.Hidden, Rows: make([]ReportRow, 0, len(t.Rows)),
			Box: t.Box, Confidence: t.Confidence, Footnotes: t.Footnotes, Cells: t.Grid,
			Head: t.Head, HiddenColumns: t.HiddenColumns, FirstRow: t.FirstRow, LastRow: t.LastRow,
		}
		for _, row := range t.Rows {
			table.Rows = append(table.Rows, reportRow(t.Table, row))
			table.Cells = append(table.Cells, row.Grid...)
		}
		if rec.spool != nil && rec.spool.tables[i][1] > 0 {
			table.aside, table.index = rec.spool, i
		}
		r.Tables = append(r.Tables, table)
	}
}

func reportRow(t archive.Table, row archive.Row) ReportRow {
	return ReportRow{
		Locator: archive.RowLocator(t, row.Number).String(), Page: row.Page, Cells: row.Cells, Hidden: row.Hidden,
		Group: row.Group, Box: row.Box, Values: row.Values, Filled: row.Filled, Comments: row.Comments, Note: row.Note,
	}
}
