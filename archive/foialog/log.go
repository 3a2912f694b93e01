package foialog

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"readingroom/archive"
)

// A Source is the tables of a document.
type Source struct {
	Tables []archive.Table
	Rows   func(table int) iter.Seq2[archive.Row, error] // of a table, by its number, in their order
}

// A Log is a document that is read as a log.
type Log struct {
	Plans []Plan
	src   Source
	how   How
}

// Open looks at the first rows of each table and says how it is read. It is
// archive.ErrInvalid where a column that How speaks of is in no table; that no
// table is a log is no error: see Log.Is.
func Open(src Source, how How) (*Log, error) {
	if err := how.Check(); err != nil {
		return nil, err
	}
	looking := map[string]bool{}
	for c := range how.Columns {
		looking[c] = true
	}
	l := &Log{src: src, how: how}
	var before *Plan
	for _, t := range src.Tables {
		var rows []archive.Row
		for r, err := range src.Rows(t.Number) {
			if err != nil {
				return nil, fmt.Errorf("table %d: %w", t.Number, err)
			}
			if rows = append(rows, r); len(rows) == sampled {
				break
			}
		}
		l.Plans = append(l.Plans, propose(t, rows, before, how, looking))
		if p := &l.Plans[len(l.Plans)-1]; p.Log {
			before = p
		}
	}
	if len(looking) > 0 {
		var missing, has []string
		for c := range looking {
			missing = append(missing, fmt.Sprintf("%q", c))
		}
		slices.Sort(missing)
		for _, p := range l.Plans {
			for _, c := range p.Columns {
				if len(has) < 40 && !slices.Contains(has, c.Name) {
					has = append(has, c.Name)
				}
			}
		}
		return l, fmt.Errorf("there is no column %s; the columns are %s: %w", strings.Join(missing, ", "), strings.Join(has, ", "), archive.ErrInvalid)
	}
	return l, nil
}

// Is reports whether any table is read as a log.
func (l *Log) Is() bool { return slices.ContainsFunc(l.Plans, func(p Plan) bool { return p.Log }) }

// Surely reports whether a table names, by the names of its columns, enough of
// requests to be a log without anybody saying so: their number or what they ask
// for, when they came in, and one thing more.
func (l *Log) Surely() bool {
	return slices.ContainsFunc(l.Plans, func(p Plan) bool {
		has := map[Field]bool{}
		for _, c := range p.Columns {
			if c.Field != None && c.Why == byItsName {
				has[c.Field] = true
			}
		}
		return p.Log && len(has) > 2 && has[Received] && (has[Number] || has[Subject])
	})
}

// WhyNot says why the document is no log; "" where it is.
func (l *Log) WhyNot() string {
	switch {
	case l.Is():
		return ""
	case len(l.Plans) == 0:
		return "no table was found in it, so it cannot be read as a log of requests"
	}
	best := l.Plans[0]
	for _, p := range l.Plans {
		if p.fields() > best.fields() {
			best = p
		}
	}
	return "it does not look like a log of requests: " + strings.ToLower(best.Why[:1]) + strings.TrimSuffix(best.Why[1:], ".") +
		"; say which columns are its tracking number, subject, received and so on"
}

// fields counts the columns that say something of a request.
func (p Plan) fields() (n int) {
	for _, c := range p.Columns {
		if c.Field != None {
			n++
		}
	}
	return n
}

// Lines goes through all rows of the document: each becomes entries, or is left
// out with the reason. The first error ends it.
func (l *Log) Lines() iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		for i, p := range l.Plans {
			t := l.src.Tables[i]
			if !p.Log {
				if !l.noLog(t, yield) {
					return
				}
				continue
			}
			r := &reader{plan: p, table: t, how: l.how}
			r.number, r.subject = p.columns(Number), p.columns(Subject)
			if !r.read(l.src.Rows(t.Number), yield) {
				return
			}
		}
	}
}

// told is how many rows of a table that is no log are told one by one.
const told = 500

// noLog gives the lines of a table that is no log.
func (l *Log) noLog(t archive.Table, yield func(Line, error) bool) bool {
	for _, r := range t.Head {
		if !yield(left(t, r, LeftNoLog), nil) {
			return false
		}
	}
	rest := Line{Table: t.Number, At: archive.RowLocator(t, 0), Left: LeftNoLog, Text: "the rest of it"}
	n := 0
	for r, err := range l.src.Rows(t.Number) {
		if err != nil {
			yield(Line{}, fmt.Errorf("table %d: %w", t.Number, err))
			return false
		}
		if n++; n > told {
			rest.Rows++
		} else if !yield(left(t, r, LeftNoLog), nil) {
			return false
		}
	}
	return rest.Rows == 0 || yield(rest, nil)
}

// A Tally counts what became of the rows of a log.
type Tally struct {
	Rows    int            `json:"rows"`     // all, blank ones and headers too
	Read    int            `json:"read"`     // that are entries
	Entries int            `json:"entries"`  // in them: a row may have two
	Left    int            `json:"left_out"` // the others
	Reasons map[Reason]int `json:"reasons"`  // of those, why
	Doubts  int            `json:"doubts"`   // entries with notes
}

// Add counts a line.
func (t *Tally) Add(l Line) {
	t.Rows += l.Count()
	if len(l.Entries) > 0 {
		t.Read++
		t.Entries += len(l.Entries)
		for _, e := range l.Entries {
			if len(e.Notes) > 0 {
				t.Doubts++
			}
		}
		return
	}
	t.Left += l.Count()
	if t.Reasons == nil {
		t.Reasons = map[Reason]int{}
	}
	t.Reasons[l.Left] += l.Count()
}
