package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// A jsonWriter writes one JSON document:
//
//	{"title": "…", "facts": {…}, "columns": ["County"], "notes": […],
//	"rows": [
//	{"row":12,"cite":"2026-017-0003:Declined!12","cells":["Ventura County"]}
//	],
//	"remarks": ["…"]}
//
// Fields that say nothing are left out of a row.
type jsonWriter struct {
	w       *bufio.Writer
	line    bytes.Buffer
	enc     *json.Encoder
	fields  []string
	rows    int
	remarks []string
	err     error
}

func newJSON(w io.Writer) *jsonWriter {
	j := &jsonWriter{w: bufio.NewWriterSize(w, 32<<10)}
	j.enc = json.NewEncoder(&j.line)
	j.enc.SetEscapeHTML(false) // it is JSON and never read as HTML
	return j
}

// value prints v to the line, without the end of line that an Encoder adds.
func (j *jsonWriter) value(v any) {
	if err := j.enc.Encode(v); err != nil && j.err == nil {
		j.err = err
	}
	j.line.Truncate(max(0, j.line.Len()-1))
}

func (j *jsonWriter) flush() error {
	if _, err := j.w.Write(j.line.Bytes()); err != nil && j.err == nil {
		j.err = err
	}
	j.line.Reset()
	return j.err
}

func (j *jsonWriter) Begin(h Head) error {
	j.fields = h.Fields
	j.line.WriteString(`{"title": `)
	j.value(h.Title)
	j.line.WriteString(`, "facts": {`)
	for i, f := range h.Facts {
		if i > 0 {
			j.line.WriteByte(',')
		}
		j.value(f.Name)
		j.line.WriteByte(':')
		j.value(f.Text)
	}
	j.line.WriteString("},\n\"columns\": ")
	j.value(append([]string{}, h.Columns...))
	j.line.WriteString(",\n\"notes\": ")
	j.value(append([]string{}, h.Notes...))
	j.line.WriteString(",\n\"rows\": [\n")
	return j.flush()
}

func (j *jsonWriter) Row(fields []any, cells []string) error {
	if j.rows++; j.rows > 1 {
		j.line.WriteString(",\n")
	}
	j.line.WriteByte('{')
	for i, f := range fields {
		if text(j.fields[i], f) == "" {
			continue
		}
		j.value(j.fields[i])
		j.line.WriteByte(':')
		j.value(f)
		j.line.WriteByte(',')
	}
	j.line.WriteString(`"cells":`)
	if cells == nil {
		cells = []string{}
	}
	j.value(cells)
	j.line.WriteByte('}')
	return j.flush()
}

func (j *jsonWriter) Note(text string) error {
	j.remarks = append(j.remarks, text)
	return nil
}

func (j *jsonWriter) Close() error {
	j.line.WriteString("\n],\n\"remarks\": ")
	j.value(append([]string{}, j.remarks...))
	j.line.WriteString("}\n")
	if err := j.flush(); err != nil {
		return err
	}
	return j.w.Flush()
}
