package main

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"readingroom/archive"
	"readingroom/archive/store"
)

// backedUp are the folders that go into a backup beside the database: the
// originals, and what was read from them, which takes long to read again.
var backedUp = []string{"blobs", "contents"}

func newBackup(data *string) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write all of the archive into one file, while it is served or not",
		Long: `Backup writes a tar file with the database as it stands, the originals, and what was
read from them. A server and an import may go on meanwhile. The index and the pictures
of pages are left out: they are made anew after readingroom restore.`,
		Example: `  readingroom backup /mnt/backup/records-2026-05-04.tar`,
		Args:    oneFile,
		RunE: func(c *cobra.Command, args []string) error {
			n, err := backup(c.Context(), *data, args[0])
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "Backed up: %s, in %s.\n", plural(n, "original", "originals"), args[0])
			return err
		},
	}
}

func newRestore(data *string) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Make an archive from what readingroom backup wrote",
		Long: `Restore makes the archive that --data names, where there is none yet, from a backup. Its
index is made with the first search, import or start of the server; readingroom verify
reads every original again.`,
		Example: `  readingroom restore --data /srv/records /mnt/backup/records-2026-05-04.tar`,
		Args:    oneFile,
		RunE: func(c *cobra.Command, args []string) error {
			n, err := restore(*data, args[0])
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "Restored: %s, in %s.\n", plural(n, "original", "originals"), *data)
			return err
		},
	}
}

func oneFile(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return errors.New("name one file")
	}
	return nil
}

// backup writes the file whole or not at all, and counts the originals in it.
// Originals are written before the database speaks of them and are never changed,
// so those that are there after the database was copied are all that it knows.
func backup(ctx context.Context, data, file string) (originals int, err error) {
	if _, err := os.Stat(filepath.Join(data, databaseFile)); err != nil {
		return 0, fmt.Errorf("%s: no archive here", data)
	}
	if _, err := os.Lstat(file); err == nil {
		return 0, fmt.Errorf("%s: it is there already", file)
	}
	dir, err := os.MkdirTemp(filepath.Dir(file), "readingroom-backup-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	database := filepath.Join(dir, databaseFile)
	if err := store.Copy(ctx, filepath.Join(data, databaseFile), database); err != nil {
		return 0, err
	}
	f, err := os.OpenFile(filepath.Join(dir, "backup"), os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	w := tar.NewWriter(f)
	err = put(w, database, databaseFile)
	if err == nil {
		err = put(w, filepath.Join(data, namesFile), namesFile)
	}
	for _, folder := range backedUp {
		if err != nil {
			break
		}
		err = filepath.WalkDir(filepath.Join(data, folder), func(path string, e fs.DirEntry, err error) error {
			if err != nil || !e.Type().IsRegular() || strings.HasSuffix(path, ".tmp") {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if folder == "blobs" {
				originals++
			}
			name, err := filepath.Rel(data, path)
			if err != nil {
				return err
			}
			return put(w, path, filepath.ToSlash(name))
		})
	}
	if err := errors.Join(err, w.Close()); err != nil {
		return 0, err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return 0, err
	}
	return originals, os.Rename(f.Name(), file)
}

// put writes a file into a tar; one that is not there is passed over.
func put(w *tar.Writer, path, name string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	h := &tar.Header{Name: name, Size: info.Size(), Mode: int64(info.Mode().Perm()), ModTime: info.ModTime().Truncate(time.Second)}
	if err := w.WriteHeader(h); err != nil {
		return err
	}
	_, err = io.CopyN(w, f, info.Size())
	return err
}

// restore unpacks a backup beside the folder, and gives it its name once all is there.
func restore(data, file string) (originals int, err error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	data = filepath.Clean(data)
	if there, err := os.ReadDir(data); len(there) > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("%s: it is there already, and no empty folder: %w", data, archive.ErrConflict)
	}
	if err := os.Remove(data); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	dir, err := os.MkdirTemp(filepath.Dir(data), "readingroom-restore-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	r := tar.NewReader(f)
	for n := 0; ; n++ {
		h, err := r.Next()
		if err == io.EOF && n > 0 {
			break
		}
		if err != nil || n == 0 && h.Name != databaseFile {
			return 0, fmt.Errorf("%s: it is no backup, or is cut short: %w", file, errors.Join(archive.ErrInvalid, err))
		}
		top, _, _ := strings.Cut(h.Name, "/")
		if h.Typeflag != tar.TypeReg || !filepath.IsLocal(h.Name) || top != "blobs" && top != "contents" && h.Name != databaseFile && h.Name != namesFile {
			return 0, fmt.Errorf("%s: %q is nothing that a backup holds: %w", file, h.Name, archive.ErrInvalid)
		}
		if top == "blobs" {
			originals++
		}
		if err := take(r, h, filepath.Join(dir, filepath.FromSlash(h.Name))); err != nil {
			return 0, fmt.Errorf("%s: %w", h.Name, err)
		}
	}
	return originals, os.Rename(dir, data)
}

func take(r io.Reader, h *tar.Header, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, os.FileMode(h.Mode)&0o777)
	if err != nil {
		return err
	}
	_, err = io.CopyN(f, r, h.Size)
	return errors.Join(err, f.Sync(), f.Close(), os.Chtimes(path, h.ModTime, h.ModTime))
}
