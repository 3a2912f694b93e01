package libreoffice

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestSockets tells the name that LibreOffice 7.4 gave its socket.
func TestSockets(t *testing.T) {
	const profile = "/tmp/scr/readingroom-office-3608691271/profile"
	if got := Sockets(profile); !slices.Contains(got, "/tmp/OSL_PIPE_SingleOfficeIPC_98add44cbd3914259bcad374d917aa") {
		t.Errorf("%v", got)
	}
}

// program writes a shell script that stands for LibreOffice.
func program(t *testing.T, script string) Program {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("no shell scripts here")
	}
	path := filepath.Join(t.TempDir(), "soffice")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	return Program{Path: path}
}

func TestConvert(t *testing.T) {
	const toOut = `while [ "$1" != --outdir ]; do shift; done; mkdir "$2"; `
	for _, tc := range []struct{ name, script, want, wrong string }{
		{"it writes", toOut + `cat "$3" > "$2/document.docx"`, "a letter", ""},
		{"it writes and fails", toOut + `cat "$3" > "$2/document.docx"; exit 1`, "a letter", ""},
		{"it ends well and wrote nothing", "exit 0", "", "it wrote nothing"},
		{"it fails", "echo Error: no filter >&2; exit 3", "", "exit status 3: Error: no filter"},
		{"it wants to start again", `mkdir -p "${1#-env:UserInstallation=file://}"; case "$1" in *-2) ;; *) exit 81;; esac; ` + toOut + `cat "$3" > "$2/document.docx"`, "a letter", ""},
	} {
		f, err := program(t, tc.script).Convert(context.Background(), strings.NewReader("a letter"), 8, Word)
		if err != nil {
			if tc.wrong == "" || !strings.Contains(err.Error(), tc.wrong) {
				t.Errorf("%s: %v, want %q", tc.name, err, tc.wrong)
			}
			continue
		}
		b := make([]byte, 100)
		n, _ := f.Read(b)
		f.Close()
		if string(b[:n]) != tc.want {
			t.Errorf("%s: %q", tc.name, b[:n])
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := program(t, "sleep 10").Convert(ctx, strings.NewReader("x"), 1, Slides); err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
}
