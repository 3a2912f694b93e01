package main

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// TestWithdrawAndReplace decides about documents from the command line, alone and
// through a server.
func TestWithdrawAndReplace(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "release", "one.txt"), []byte("the draft speaks of a sally port"))
	write(t, filepath.Join(dir, "release", "two.txt"), []byte("the letter speaks of a sally port"))
	accession := decode[struct{ Accession string }](t, must(t, dir, "import", "--json", "release")).Accession
	item, other := accession+"-0001", accession+"-0002"
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"withdraw"}, 2, "the number of one document"},
		{[]string{"withdraw", item}, 2, "say why with --reason"},
		{[]string{"withdraw", "1999-001-0001", "--reason", "sealed"}, 1, "not in this archive"},
		{[]string{"withdraw", item, "--reason", "sealed"}, 0, item + " is no longer shown."},
		{[]string{"withdraw", item, "--reason", "sealed"}, 1, "withdrawn already"},
		{[]string{"search", "draft"}, 0, "0 hits"},
		{[]string{"withdraw", item, "--lift"}, 0, item + " is shown again."},
		{[]string{"search", "draft"}, 0, "1 hit"},
		{[]string{"replace", item}, 2, "--with"},
		{[]string{"replace", item, "--with", other, "--note", "the final one"}, 0, item + " is replaced by " + other},
		{[]string{"replace", item, "--undo"}, 0, "by nothing"},
		{[]string{"replace", item, "--undo"}, 1, item},
	} {
		r := readingroom(t, dir, c.args...)
		if r.code != c.code || !strings.Contains(r.out+r.err, c.says) {
			t.Errorf("%v: exit code %d, %s%s\nwant %d, %s", c.args, r.code, r.out, r.err, c.code, c.says)
		}
	}
	addr := served(t, dir, "serve", "--addr", "127.0.0.1:0")
	if r := readingroom(t, dir, "withdraw", item, "--reason", "sealed"); r.code != 0 {
		t.Errorf("through a server: %+v", r)
	}
	a, err := http.Get(addr + "/items/" + item)
	if err != nil {
		t.Fatal(err)
	}
	if a.Body.Close(); a.StatusCode != http.StatusGone {
		t.Errorf("what was withdrawn is answered with %s", a.Status)
	}
}
