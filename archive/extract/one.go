package extract

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"readingroom/archive/extract/libreoffice"
)

// ExtractOne is the life of a child process: it takes its limits on itself,
// reads the document that is its standard input, or draws a page of it, writes
// what it finds to stdout in frames, and returns the exit status. It knows its
// job from the environment.
// A program calls it before anything else that takes time:
//
//	if len(os.Args) == 2 && os.Args[1] == "extract-one" {
//		os.Exit(extract.ExtractOne(os.Stdin, os.Stdout, os.Getenv))
//	}
func ExtractOne(stdin *os.File, stdout io.Writer, getenv func(string) string) int {
	var j job
	if err := json.Unmarshal([]byte(getenv(jobEnv)), &j); err != nil {
		fmt.Fprintln(os.Stderr, "extract-one is run by the program itself, not by people")
		return 2
	}
	if err := confine(j.Limits); err != nil {
		fmt.Fprintln(os.Stderr, "limits:", err)
		return 2
	}
	_ = shutFiles(j.folders()) // where the system can; what is read is the standard input
	w := newFrameWriter(stdout)
	if err := w.hello(); err != nil {
		return 1 // nobody listens
	}
	info, err := stdin.Stat()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if j.Picture != nil || j.Prepare {
		if err := drawOne(context.Background(), stdin, info.Size(), j, w); err != nil {
			return 1
		}
		return 0
	}
	j.asking = w.asking
	out, err := document(context.Background(), stdin, info.Size(), j.Name, paced{Options: j.Options, limits: j.Limits, pacer: w}, w)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := w.outcome(out); err != nil {
		return 1
	}
	return 0
}

// folders are those that a reader needs beside the system's own: to read,
// where its programs lie and their data; to write, for temporary files and for
// what it compiles once; for sockets.
func (j job) folders() (f folders) {
	f.readable = append(j.Tesseract.Folders(), j.LibreOffice.Folders()...)
	f.writable = []string{os.TempDir()}
	if j.Cache != "" {
		_ = os.MkdirAll(j.Cache, 0o700) // a reader does without it
		f.writable = append(f.writable, j.Cache)
	}
	if j.LibreOffice.Path != "" {
		f.sockets = libreoffice.SocketFolders
	}
	return f
}

// folders are what is left of the file system to a child.
type folders struct {
	readable, writable []string
	sockets            []string // where it may make sockets, and nothing else
}

// maxStack is the deepest recursion, in bytes: far more than any reader needs,
// far less than the 1 GB that Go allows.
const maxStack = 128 << 20

// gcPercent has less rubbish collected than is usual: a child lives shortly, and
// most of what it holds it holds to its end.
const gcPercent = 300

// confine takes the limits on this process.
func confine(l Limits) error {
	debug.SetMaxStack(maxStack)
	debug.SetGCPercent(gcPercent)
	if l.Memory > 0 {
		debug.SetMemoryLimit(l.Memory / 4 * 3) // the rest is for what the heap does not count
	}
	return confineSystem(l)
}
