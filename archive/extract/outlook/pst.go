package outlook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"readingroom/archive"
)

// NoReadPST says why an Outlook mailbox was not read, and what to do.
const NoReadPST = "reading an Outlook mailbox takes the program readpst, which is not installed here: " +
	"install it (apt install pst-utils, dnf install libpst, brew install libpst) and run readingroom reindex"

// The limits of a mailbox that readpst takes apart.
const (
	maxUnpacked = 16 << 30
	maxFiles    = 500_000
)

// ReadPST takes an Outlook mailbox (.pst, .ost; [MS-PST]) apart with readpst of
// libpst: there is no library in Go to be had. Deleted items are taken, too. Each
// message, appointment and contact becomes a Part named by its folder.
func ReadPST(ctx context.Context, program string, r io.ReaderAt, size int64, s archive.Sink) error {
	if program == "" {
		return errors.New(NoReadPST)
	}
	dir, err := os.MkdirTemp("", "pst-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	box, out := filepath.Join(dir, "mailbox.pst"), filepath.Join(dir, "out")
	if err := errors.Join(copyTo(box, io.NewSectionReader(r, 0, size)), os.Mkdir(out, 0o700)); err != nil {
		return fmt.Errorf("the mailbox could not be made ready: %w", err)
	}
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, program, "-q", "-e", "-D", "-8", "-j", "0", "-o", out, box)
	cmd.Env, cmd.Dir, cmd.Stdout, cmd.Stderr = []string{"LC_ALL=C.UTF-8", "HOME=" + dir}, dir, &headWriter{&said}, &headWriter{&said}
	cmd.WaitDelay = time.Second
	ran := cmd.Run()
	if err := os.Remove(box); err != nil {
		return err
	}
	n, err := giveFolder(out, s)
	switch {
	case err != nil:
		return err
	case ran != nil && n == 0:
		first, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
		return fmt.Errorf("the mailbox could not be read: readpst: %w: %s", ran, first)
	case ran != nil:
		return s.Notice(archive.Notice{Code: "incomplete", Text: fmt.Sprintf("The program that reads Outlook mailboxes stopped before the end (%v); %d files were taken out.", ran, n)})
	case n == 0:
		return errors.New("the mailbox holds no message")
	}
	return nil
}

// giveFolder gives out the files that were made, folder by folder and in the
// order of their numbers.
func giveFolder(root string, s archive.Sink) (n int, err error) {
	var files []string
	total := int64(0)
	err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		total += info.Size()
		files = append(files, path)
		return nil
	})
	if err != nil {
		return 0, err
	}
	slices.SortFunc(files, func(a, b string) int {
		if c := strings.Compare(filepath.Dir(a), filepath.Dir(b)); c != 0 {
			return c
		}
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	if total > maxUnpacked || len(files) > maxFiles {
		return 0, fmt.Errorf("the mailbox unpacks to more than is taken from one (%d files, %d bytes)", len(files), total)
	}
	for _, path := range files {
		if err := giveFile(root, path, s); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func giveFile(root, path string, s archive.Sink) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	name, err := filepath.Rel(root, path)
	if err != nil {
		return err
	}
	return s.Part(filepath.ToSlash(name), f)
}

func copyTo(path string, r io.Reader) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}

// headWriter keeps the beginning of what a program says.
type headWriter struct{ b *bytes.Buffer }

func (h *headWriter) Write(p []byte) (int, error) {
	h.b.Write(p[:min(len(p), 4<<10-h.b.Len())])
	return len(p), nil
}
