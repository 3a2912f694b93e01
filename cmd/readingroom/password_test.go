package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// locked is a letter that is encrypted with AES-256 under the password "blue".
const locked = "testdata/locked.pdf"

func TestPasswords(t *testing.T) {
	dir := t.TempDir()
	b, err := os.ReadFile(locked)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "locked.pdf"), b)

	for _, c := range []struct {
		args string
		code int
		says string
	}{
		{"extract locked.pdf", 1, "locked.pdf: The PDF is encrypted and needs a password; give it with --password."},
		{"extract --password red locked.pdf", 1, "needs a password; none of those given opens it"},
		{"extract --password red --password blue locked.pdf", 0, "Dear Requester"},
	} {
		r := readingroom(t, dir, strings.Fields(c.args)...)
		if r.code != c.code || !strings.Contains(r.out+r.err, c.says) {
			t.Errorf("%s: exit code %d, want %d; want %q in %s%s", c.args, r.code, c.code, c.says, r.out, r.err)
		}
	}

	if r := readingroom(t, dir, "import", "locked.pdf"); r.code != 1 || !strings.Contains(r.err, "needs a password") {
		t.Errorf("without a password: %+v", r)
	}
	if f := searchFor(t, dir, "Requester"); f.Count != 0 {
		t.Errorf("without a password: %+v", f)
	}
	// The same bytes again, with the password: they are not new, and are read.
	r := decode[report](t, must(t, dir, "import", "--json", "--password", "blue", "locked.pdf"))
	if r.Duplicates != 1 || r.Waiting != 0 || len(r.SetAside) != 0 {
		t.Errorf("with it: %+v", r)
	}
	if f := searchFor(t, dir, "Requester"); f.Count != 1 {
		t.Errorf("with it: %+v", f)
	}
	// Nothing of it stays.
	err = filepath.WalkDir(filepath.Join(dir, "readingroom-data"), func(p string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(p)
		if strings.Contains(string(b), "blue") {
			t.Errorf("%s holds the password", p)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
