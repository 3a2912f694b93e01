package extract

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"readingroom/archive"
)

// rowsHeld is how many rows of a document's sheets a Report holds in memory. The
// others wait in a temporary file until they are printed: a sheet may have a
// million of them.
const rowsHeld = 10_000

// A reportSink is a Recorder that puts most rows of large sheets aside.
type reportSink struct {
	Recorder
	held  int
	spool *spool
}

// Row takes a row.
func (s *reportSink) Row(row archive.Row) error {
	t := &s.Tables[len(s.Tables)-1]
	if t.Page > 0 {
		return s.Recorder.Row(row)
	}
	if s.held++; s.held <= rowsHeld {
		return s.Recorder.Row(row)
	}
	if s.spool == nil {
		var err error
		if s.spool, err = newSpool(); err != nil {
			return err
		}
	}
	t.Take(row)
	return s.spool.add(len(s.Tables)-1, reportRow(t.Table, row))
}

// A spool is rows in a temporary file, one a line, those of a table together.
type spool struct {
	file   *os.File
	out    *bufio.Writer
	size   int64
	tables map[int][2]int64 // where the rows of a table begin and end
}

func newSpool() (*spool, error) {
	f, err := os.CreateTemp("", "readingroom-rows-")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name()) // gone once it is closed, where the system can
	return &spool{file: f, out: bufio.NewWriterSize(f, 64<<10), tables: map[int][2]int64{}}, nil
}

func (s *spool) add(table int, r ReportRow) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil { // which ends in a line end
		return err
	}
	at, ok := s.tables[table]
	if !ok {
		at[0] = s.size
	}
	s.size += int64(b.Len())
	at[1] = s.size
	s.tables[table] = at
	_, err := s.out.Write(b.Bytes())
	return err
}

// lines reads the rows of a table as they were written.
func (s *spool) lines(table int) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		at, ok := s.tables[table]
		if !ok {
			return
		}
		if err := s.out.Flush(); err != nil {
			yield(nil, err)
			return
		}
		in := bufio.NewReaderSize(io.NewSectionReader(s.file, at[0], at[1]-at[0]), 64<<10)
		for {
			line, err := in.ReadBytes('\n')
			if err == io.EOF {
				return
			}
			if !yield(bytes.TrimSuffix(line, []byte("\n")), err) || err != nil {
				return
			}
		}
	}
}

// All are the rows of the table, those that are not held in memory too.
func (t ReportTable) All() iter.Seq2[ReportRow, error] {
	return func(yield func(ReportRow, error) bool) {
		for _, r := range t.Rows {
			if !yield(r, nil) {
				return
			}
		}
		if t.aside == nil {
			return
		}
		for line, err := range t.aside.lines(t.index) {
			var r ReportRow
			if err == nil {
				err = json.Unmarshal(line, &r)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// asideMark is the locator of the row that stands in the JSON where those of a
// table follow that are not held in memory. No row has such a one.
const asideMark = "\x00rows"

// WriteJSON prints the report as one JSON document.
func (r Report) WriteJSON(w io.Writer) error {
	var asides []ReportTable
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(r.marked(&asides)); err != nil {
		return err
	}
	rest := b.Bytes()
	for _, t := range asides {
		mark := bytes.Index(rest, []byte(`"locator": "\u0000rows"`))
		if mark < 0 {
			return errors.New("a table of the report is lost")
		}
		from, to := bytes.LastIndexByte(rest[:mark], '{'), mark+bytes.IndexByte(rest[mark:], '}')+1
		if _, err := w.Write(rest[:from]); err != nil {
			return err
		}
		if err := t.print(w); err != nil {
			return err
		}
		rest = rest[to:]
	}
	_, err := w.Write(rest)
	return err
}

// print prints the rows that are not held in memory.
func (t ReportTable) print(w io.Writer) error {
	out := bufio.NewWriterSize(w, 64<<10)
	first := true
	for line, err := range t.aside.lines(t.index) {
		if err != nil {
			return fmt.Errorf("rows of table %d: %w", t.Number, err)
		}
		if !first {
			_, _ = out.WriteString(",\n        ")
		}
		first = false
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return out.Flush()
}

// marked is the report with a mark for rows that are not held in memory, in the
// order in which they stand in its JSON.
func (r Report) marked(asides *[]ReportTable) Report {
	tables := make([]ReportTable, len(r.Tables))
	for i, t := range r.Tables {
		if t.aside != nil {
			*asides = append(*asides, t)
			t.Rows = append(t.Rows[:len(t.Rows):len(t.Rows)], ReportRow{Locator: asideMark})
		}
		tables[i] = t
	}
	r.Tables = tables
	inside := make([]ReportPart, len(r.Parts))
	for i, p := range r.Parts {
		inside[i] = ReportPart{Name: p.Name, Report: p.Report.marked(asides)}
	}
	r.Parts = inside
	return r
}
