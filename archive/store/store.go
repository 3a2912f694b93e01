// Package store keeps what the archive knows of its records, in SQL: a file of
// Go for each noun, a numbered file in schema/ for each change of the tables.
//
//	db, err := store.Open(ctx, "readingroom-data/archive.db")
//	it, err := db.Item(ctx, "2026-017-0003")
//
// modernc.org/sqlite was chosen because it needs no C compiler; goose because
// it runs numbered, embedded schema files on SQLite and PostgreSQL alike.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"sync"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"readingroom/archive"
)

//go:embed schema/*.sql
var schema embed.FS

// A Store is the archive's database. It may be used by many goroutines; writes
// take turns, reads do not wait for them.
type Store struct {
	write *sql.DB // one connection
	read  *sql.DB

	namer sync.Mutex // held while names is used
	names *names     // nil: none are remembered

	reckoned reckoned
}

// Open opens the database file, making it or bringing its tables up to date
// where needed.
func Open(ctx context.Context, path string) (*Store, error) {
	// FULL: a commit survives a power cut, which the queue relies on.
	dsn := func(extra string) string {
		return "file:" + (&url.URL{Path: path}).EscapedPath() +
			"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)" + extra
	}
	w, err := sql.Open("sqlite", dsn("&_txlock=immediate"))
	if err != nil {
		return nil, err
	}
	w.SetMaxOpenConns(1)
	r, err := sql.Open("sqlite", dsn("&_pragma=query_only(1)"))
	if err != nil {
		w.Close()
		return nil, err
	}
	r.SetMaxOpenConns(8)
	s := &Store{write: w, read: r}
	if err := s.migrate(ctx); err != nil {
		s.Close()
		return nil, fmt.Errorf("database %s: %w", path, err)
	}
	return s, nil
}

func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Sub(schema, "schema")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, s.write, files)
	if err != nil {
		return err
	}
	have, want, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if have > want {
		return fmt.Errorf("its tables are of version %d and this program knows only %d: use the newer program: %w", have, want, archive.ErrConflict)
	}
	_, err = p.Up(ctx)
	return err
}

// Close closes the database.
func (s *Store) Close() error { return errors.Join(s.read.Close(), s.write.Close()) }

// in runs f in one write transaction.
func (s *Store) in(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return plain(err)
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return plain(err)
	}
	return plain(tx.Commit())
}

// plain says in the reader's words what can be done about a database error.
func plain(err error) error {
	var e *sqlite.Error
	if errors.As(err, &e) {
		switch e.Code() & 0xff {
		case sqlite3.SQLITE_FULL:
			return fmt.Errorf("the disk is full: nothing of this step was kept; make room and start again (%w)", err)
		case sqlite3.SQLITE_READONLY:
			return fmt.Errorf("the database may not be written to (%w)", err)
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			return fmt.Errorf("%w: the database is damaged (%v)", archive.ErrCorrupt, err)
		}
	}
	return err
}

// Setting returns a named fact about the archive, or "".
func (s *Store) Setting(ctx context.Context, name string) (string, error) {
	var v string
	err := s.read.QueryRowContext(ctx, `SELECT value FROM setting WHERE name = ?`, name).Scan(&v)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return v, err
}

// SetSetting records a named fact.
func (s *Store) SetSetting(ctx context.Context, name, value string) error {
	_, err := s.write.ExecContext(ctx, `INSERT INTO setting (name, value) VALUES (?, ?)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return plain(err)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
