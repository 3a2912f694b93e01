package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
)

// Copy writes the database at a path, as it stands at this moment, into a new
// file. Others may go on writing to it.
func Copy(ctx context.Context, path, to string) error {
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?_pragma=busy_timeout(10000)")
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `VACUUM INTO ?`, to)
	return errors.Join(plain(err), db.Close())
}
