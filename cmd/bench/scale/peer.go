package scale

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the same SQLite, in Go, that keeps the archive's own records

	"readingroom/archive/content"
	"readingroom/search/press"
)

// The peer: an index of words without the texts, and beside it a table of what
// is filtered and counted, as one would lay it out for this.
const schema = `
CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='porter unicode61 remove_diacritics 2');
CREATE TABLE place (id INTEGER PRIMARY KEY, doc INTEGER NOT NULL, kind INTEGER NOT NULL, agency INTEGER NOT NULL, year INTEGER NOT NULL, day INTEGER NOT NULL, state INTEGER NOT NULL);
CREATE TABLE spoken (county INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (county, id)) WITHOUT ROWID;
`

const indexes = `CREATE INDEX place_day ON place (day); INSERT INTO words (words) VALUES ('optimize'); ANALYZE;`

func openPeer(dir, kind string, begin bool) (*sql.DB, string, error) {
	path := filepath.Join(dir, "peer-"+kind+".db")
	if begin {
		for _, end := range []string{"", "-wal", "-shm"} {
			os.Remove(path + end)
		}
	}
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=cache_size(-65536)&_pragma=temp_store(memory)")
	if err == nil {
		db.SetMaxOpenConns(1)
		if begin {
			_, err = db.Exec(schema)
		}
	}
	return db, path, err
}

// buildFTS is "fts DIR KIND".
func buildFTS(ctx context.Context, args []string) error {
	dir, kind := args[0], args[1]
	contents, err := content.OpenDir(filepath.Join(dir, "contents"))
	if err != nil {
		return err
	}
	p := press.New(seed)
	var b built
	begun := cpu()
	if err := documents(dir, kind, contents, p, func(d press.Document, doc content.Document) error {
		b.Places += d.Item.Pages + d.Item.Rows
		return read(doc)
	}); err != nil {
		return err
	}
	b.Reading = cpu() - begun
	held := watchHeld()
	begun = cpu()
	db, path, err := openPeer(dir, kind, true)
	if err != nil {
		return err
	}
	defer db.Close()
	f := &filler{ctx: ctx, db: db, press: p, agencies: map[string]int{}}
	if err := documents(dir, kind, contents, p, f.add); err != nil {
		return err
	}
	if err := f.flush(); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, indexes); err != nil {
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	b.CPU, b.Held = cpu()-begun, held()
	if b.Size, err = size(path); err != nil {
		return err
	}
	return say(b)
}

// A filler puts places into the peer, many in a transaction.
type filler struct {
	ctx      context.Context
	db       *sql.DB
	press    *press.Press
	tx       *sql.Tx
	words    *sql.Stmt
	place    *sql.Stmt
	spoken   *sql.Stmt
	agencies map[string]int
	id, doc  int
	waiting  int
}

func (f *filler) add(d press.Document, doc content.Document) error {
	defer doc.File.Close()
	if f.tx == nil {
		if err := f.begin(); err != nil {
			return err
		}
	}
	f.doc++
	agency, known := f.agencies[d.Labels.Agencies[0]]
	if !known {
		agency = len(f.agencies)
		f.agencies[d.Labels.Agencies[0]] = agency
	}
	year, day := 0, 0
	if t, err := time.Parse(time.DateOnly, d.Item.Date); err == nil {
		year, day = t.Year(), int(t.Unix()/86400)
	}
	kind := strings.Index("pdf email text spreadsheet", string(d.Item.Kind))
	n := 0
	put := func(text string) error {
		s := d.Spoken[n]
		n++
		f.id++
		state := 0
		for _, c := range s.Counties {
			if _, err := f.spoken.ExecContext(f.ctx, c, f.id); err != nil {
				return err
			}
			fmt.Sscan(strings.TrimLeft(f.press.Counties[c].Code[:2], "0"), &state)
		}
		if _, err := f.words.ExecContext(f.ctx, f.id, text); err != nil {
			return err
		}
		_, err := f.place.ExecContext(f.ctx, f.id, f.doc, kind, agency, year, day, state)
		return err
	}
	for page, err := range doc.File.Pages() {
		if err != nil {
			return err
		}
		if err := put(page.Text); err != nil {
			return err
		}
	}
	for _, t := range doc.File.Head().Tables {
		for row, err := range doc.File.Rows(t.Number, 0) {
			if err != nil {
				return err
			}
			if err := put(strings.Join(row.Cells, " ")); err != nil {
				return err
			}
		}
	}
	if f.waiting += n; f.waiting < 10_000 {
		return nil
	}
	return f.flush()
}

func (f *filler) begin() (err error) {
	if f.tx, err = f.db.BeginTx(f.ctx, nil); err != nil {
		return err
	}
	for _, s := range []struct {
		to  **sql.Stmt
		sql string
	}{
		{&f.words, `INSERT INTO words (rowid, text) VALUES (?, ?)`},
		{&f.place, `INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)`},
		{&f.spoken, `INSERT OR IGNORE INTO spoken VALUES (?, ?)`},
	} {
		if *s.to, err = f.tx.PrepareContext(f.ctx, s.sql); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) flush() error {
	if f.tx == nil {
		return nil
	}
	err := f.tx.Commit()
	f.tx, f.waiting = nil, 0
	return err
}
