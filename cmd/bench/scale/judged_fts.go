package scale

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// judgeFTS is "judgefts DIR COLLECTION".
func judgeFTS(ctx context.Context, args []string) error {
	c, err := readCollection(args[1])
	if err != nil {
		return err
	}
	path := filepath.Join(args[0], "peer-judged.db")
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := c.fill(ctx, db); err != nil {
		return err
	}
	marks, err := c.judge(func(words []string) (out []string, err error) {
		rows, err := db.QueryContext(ctx, `SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rank LIMIT ?2`, `"`+strings.Join(words, `" OR "`)+`"`, deep)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		for rows.Next() {
			var i int
			if err := rows.Scan(&i); err != nil {
				return nil, err
			}
			out = append(out, c.docs[i-1].ID)
		}
		return out, rows.Err()
	})
	if err != nil {
		return err
	}
	return say(marks)
}

// fill puts the documents into a table of SQLite.
func (c *collection) fill(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='porter unicode61 remove_diacritics 2')`); err != nil {
		return err
	}
	for i, d := range c.docs {
		if _, err := tx.ExecContext(ctx, `INSERT INTO words (rowid, text) VALUES (?, ?)`, i+1, d.flat()); err != nil {
			return fmt.Errorf("document %s: %w", d.ID, err)
		}
	}
	return tx.Commit()
}
