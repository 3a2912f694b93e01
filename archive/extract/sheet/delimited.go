package sheet

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"readingroom/archive"
	"readingroom/archive/extract/internal/plain"
)

// A quoted field longer than this, or with more line ends, was opened by a
// quotation mark that nobody closed: the file is then read line by line.
const (
	maxQuoted      = 64 << 10
	maxQuotedLines = 50
)

// ReadDelimited reads text whose fields are separated by commas, semicolons,
// tabs or bars (RFC 4180 and what is called CSV besides) as one table with the
// sheet "". Rows are numbered as records, from 1, the header being one.
func ReadDelimited(r io.ReaderAt, size int64, s archive.Sink) error {
	return DefaultBudget.ReadDelimited(r, size, s)
}

// ReadDelimited is the function ReadDelimited within a budget.
func (b Budget) ReadDelimited(r io.ReaderAt, size int64, s archive.Sink) error {
	charset, _, err := plain.Scan(r, size)
	if err != nil {
		return err
	}
	skip := false
	text := func() *bufio.Reader {
		in := bufio.NewReaderSize(&lineEnds{r: charset.Reader(io.NewSectionReader(r, 0, size))}, 64<<10)
		if skip {
			_, _ = in.ReadString('\n')
		}
		return in
	}
	comma, stated := delimiter(text())
	skip = stated
	stray, err := strayQuote(text(), comma)
	if err != nil {
		return err
	}
	var next records = newQuoted(text(), comma)
	if stray > 0 {
		next = &lineByLine{in: text(), comma: comma}
	}
	left := b
	w := &writer{sink: s, left: &left, table: archive.Table{Number: 1}}
	for n := 1; !w.full; n++ {
		cells, err := next.read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("record %d: %w", n, err)
		}
		if blank(cells) {
			continue
		}
		if err := w.row(line{Row: archive.Row{Number: n, Cells: append([]string(nil), cells...)}}); err != nil {
			return err
		}
	}
	if err := w.end(); err != nil {
		return err
	}
	return notices(s, w, stray)
}

// notices says what was odd; stray is the row of a stray quotation mark, or 0.
func notices(s archive.Sink, w *writer, stray int) error {
	if !w.begun {
		return errors.New("the file holds no rows")
	}
	if stray > 0 {
		text := fmt.Sprintf("A quotation mark in this file is never closed where it should be, first in row %d, so that it was read line by line; a cell of several lines may have come apart.", stray)
		if err := s.Notice(archive.Notice{Code: "quotes", Text: text}); err != nil {
			return err
		}
	}
	if w.ragged == 0 {
		return nil
	}
	text := fmt.Sprintf("%d rows have more or fewer cells than the header; they are kept as they are.", w.ragged)
	if w.ragged == 1 {
		text = "One row has more or fewer cells than the header; it is kept as it is."
	}
	return s.Notice(archive.Notice{Code: "ragged", Text: text})
}

// delimiter finds what separates the fields: what a first line "sep=;" states
// (stated: it is not a record), else the one of , ; tab | that splits the first 200
// lines into the most even number of fields.
func delimiter(in *bufio.Reader) (comma rune, stated bool) {
	head, _ := in.Peek(64 << 10)
	lines := strings.SplitN(string(head), "\n", 201)
	first := strings.TrimSpace(lines[0])
	if len(first) == 5 && strings.EqualFold(first[:4], "sep=") {
		return rune(first[4]), true
	}
	if len(first) == 0 && strings.HasPrefix(strings.ToLower(lines[0]), "sep=\t") {
		return '\t', true
	}
	if len(lines) == 201 {
		lines = lines[:200]
	}
	best := 0.0
	comma = ','
	for _, c := range ",;\t|" {
		share, fields := Evenness(strings.Join(lines, "\n"), c)
		if score := share * (1 + min(float64(fields), 20)/20); fields > 1 && score > best {
			best, comma = score, c
		}
	}
	return comma, false
}

// Evenness says how evenly a delimiter splits a text into records: the usual
// number of fields, and the share of records that have so many.
func Evenness(text string, comma rune) (share float64, fields int) {
	r := newQuoted(bufio.NewReader(strings.NewReader(text)), comma)
	counts, total := map[int]int{}, 0
	for {
		record, err := r.read()
		if err != nil {
			break
		}
		counts[len(record)]++
		total++
	}
	most := 0
	for n, c := range counts {
		if c > most || c == most && n > fields {
			fields, most = n, c
		}
	}
	if total == 0 {
		return 0, 0
	}
	return float64(most) / float64(total), fields
}

// records are read one at a time; the slice is good until the next call.
type records interface{ read() ([]string, error) }

// quoted reads records as RFC 4180 has them.
type quoted struct{ csv *csv.Reader }

func newQuoted(in io.Reader, comma rune) quoted {
	r := csv.NewReader(in)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
	return quoted{r}
}

func (q quoted) read() ([]string, error) { return q.csv.Read() }

// strayQuote reads to the end and returns the row, counted as lineByLine counts
// them, of the first quotation mark that cannot have been closed where it
// should, or 0: its field is too long, lasts until the end of the file, or goes
// over line ends while encoding/csv had to be lenient with another mark in it
//
//	Dee,"the "x"),3
//	Ed,fine,4
//	Fay,"y",5
//
// which would make one record of three. It keeps nothing in memory.
func strayQuote(in *bufio.Reader, comma rune) (row int, err error) {
	q := quoting{comma: comma}
	rows, opened, last := 0, 0, '\n'
	for {
		c, n, err := in.ReadRune()
		if err == io.EOF {
			if q.state == quotedField && q.lines > 0 {
				return opened, nil
			}
			return 0, nil
		}
		if err != nil {
			return 0, err
		}
		if last == '\n' && c != '\n' {
			rows++
		}
		last = c
		if q.state == fieldStart {
			opened = rows
		}
		q.step(c, n)
		if q.length > maxQuoted || q.lines > maxQuotedLines || q.lenient && q.lines > 0 {
			return opened, nil
		}
	}
}

// quoting follows quotation marks as encoding/csv with LazyQuotes does.
type quoting struct {
	comma rune
	state int

	// Of the quoted field that was opened last:
	length, lines int
	lenient       bool // it holds a mark that is neither doubled nor its end
}

// The states of a quoting.
const (
	fieldStart = iota
	plainField
	quotedField
	afterQuote // after a mark in a quoted field, perhaps its end
)

// step takes the next character, which is n bytes long.
func (q *quoting) step(c rune, n int) {
	ends := c == q.comma || c == '\n'
	switch {
	case q.state == fieldStart && c == '"':
		q.state, q.length, q.lines, q.lenient = quotedField, 0, 0, false
	case q.state == quotedField && c == '"':
		q.state = afterQuote
	case q.state == afterQuote && !ends:
		q.state = quotedField
		q.length += n
		q.lenient = q.lenient || c != '"'
	case q.state == quotedField:
		q.length += n
		if c == '\n' {
			q.lines++
		}
	case ends:
		q.state = fieldStart
	default:
		q.state = plainField
	}
}

// lineByLine takes each line for a record, and quotation marks for what they
// are only where a line closes those that it opens.
type lineByLine struct {
	in    *bufio.Reader
	comma rune
}

func (l *lineByLine) read() ([]string, error) {
	for {
		line, err := l.in.ReadString('\n')
		if line == "" && err != nil {
			return nil, err
		}
		if line = strings.TrimSuffix(line, "\n"); line == "" {
			continue // as encoding/csv does
		}
		if strings.IndexByte(line, '"') >= 0 && l.closes(line) {
			if fields, err := newQuoted(strings.NewReader(line), l.comma).read(); err == nil {
				return fields, nil
			}
		}
		return strings.Split(line, string(l.comma)), nil
	}
}

// closes reports whether no quoted field is open at the end of a line.
func (l *lineByLine) closes(line string) bool {
	q := quoting{comma: l.comma}
	for _, c := range line {
		q.step(c, utf8.RuneLen(c))
	}
	return q.state != quotedField
}

// lineEnds turns "\r\n" and a lone "\r" into "\n", and drops NUL bytes.
type lineEnds struct {
	r  io.Reader
	cr bool // the last byte was a carriage return
}

func (l *lineEnds) Read(p []byte) (int, error) {
	for {
		n, err := l.r.Read(p)
		k := 0
		for _, c := range p[:n] {
			wasCR := l.cr
			l.cr = c == '\r'
			if c == 0 || c == '\n' && wasCR {
				continue
			}
			if c == '\r' {
				c = '\n'
			}
			p[k] = c
			k++
		}
		if k > 0 || err != nil || len(p) == 0 {
			return k, err
		}
	}
}
