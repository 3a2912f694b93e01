package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBackup writes an archive into a file while a server owns it, and makes the
// same archive from it elsewhere.
func TestBackup(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "release", "one.txt"), []byte("the draft speaks of a sally port"))
	write(t, filepath.Join(dir, "release", "two.csv"), []byte("County,Declined\nVentura County,188\n"))
	must(t, dir, "import", "release")
	served(t, dir, "serve", "--addr", "127.0.0.1:0")
	if r := must(t, dir, "backup", "b.tar"); !strings.Contains(r.out, "Backed up: 2 originals, in b.tar.") {
		t.Error(r.out)
	}
	if r := must(t, dir, "restore", "--data", "again", "b.tar"); !strings.Contains(r.out, "Restored: 2 originals, in again.") {
		t.Error(r.out)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"search", "--data", "again", "sally port"}, 0, "1 hit in 1 document"},
		{[]string{"search", "--data", "again", "ventura 188"}, 0, "1 hit in 1 document"},
		{[]string{"verify", "--data", "again"}, 0, "2 originals"},
		{[]string{"backup", "b.tar"}, 1, "b.tar: it is there already"},
		{[]string{"backup", "--data", "nowhere", "c.tar"}, 1, "nowhere: no archive here"},
		{[]string{"backup"}, 2, "name one file"},
		{[]string{"restore", "--data", "again", "b.tar"}, 1, "again: it is there already, and no empty folder"},
		{[]string{"restore", "--data", "b.tar", "b.tar"}, 1, "b.tar: it is there already"},
		{[]string{"restore", "--data", "other", "release/one.txt"}, 1, "it is no backup"},
	} {
		r := readingroom(t, dir, c.args...)
		if r.code != c.code || !strings.Contains(r.out+r.err, c.says) {
			t.Errorf("%v: exit code %d, %s%s\nwant %d, %s", c.args, r.code, r.out, r.err, c.code, c.says)
		}
	}
	// Of a file that is cut short nothing is made.
	whole, err := os.ReadFile(filepath.Join(dir, "b.tar"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "short.tar"), whole[:len(whole)/2])
	if r := readingroom(t, dir, "restore", "--data", "short", "short.tar"); r.code != 1 {
		t.Errorf("a file cut short: %+v", r)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "readingroom-*e-*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}
