package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"readingroom/archive/ingest"
	"readingroom/fixtures"
)

// TestOCR takes a scanned letter in without Tesseract, and reads it later.
func TestOCR(t *testing.T) {
	dir := t.TempDir()
	b, err := fixtures.Collection().Open("mail/2017-03-24-letter-scanned.pdf")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	f, err := os.Create(filepath.Join(dir, "letter.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.ReadFrom(b); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if r := readingroom(t, dir, "import", "letter.pdf"); r.code != 0 {
		t.Fatalf("exit code %d: %s", r.code, r.err)
	}
	const words = "Franklin County Pennsylvania"
	if found := searchFor(t, dir, words); found.Count != 0 {
		t.Errorf("a scan that was not read is found: %+v", found.Hits)
	}
	if r := readingroom(t, dir, "ocr", "--lang", "xyz"); r.code == 0 || !strings.Contains(r.err, "xyz") && !strings.Contains(r.err, "not installed") {
		t.Errorf("no such language: exit code %d: %s", r.code, r.err)
	}
	if _, err := exec.LookPath("tesseract"); err != nil {
		if r := readingroom(t, dir, "ocr"); r.code != 1 || !strings.Contains(r.err, "tesseract is not installed") {
			t.Errorf("exit code %d: %s", r.code, r.err)
		}
		t.Skip(err)
	}
	r := readingroom(t, dir, "ocr", "--json")
	if r.code != 0 {
		t.Fatalf("exit code %d: %s", r.code, r.err)
	}
	if got := decode[ingest.Scans](t, r); got.Items != 1 || got.Pages == 0 || got.Unread != 0 {
		t.Errorf("%+v", got)
	}
	if found := searchFor(t, dir, words); found.Count == 0 {
		t.Error("what was read is not found")
	}
	if again := decode[ingest.Scans](t, readingroom(t, dir, "ocr", "--json")); again.Items != 0 {
		t.Errorf("read a second time: %+v", again)
	}
}
