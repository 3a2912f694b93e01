package export

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
)

func TestSafePath(t *testing.T) {
	for p, want := range map[string]string{
		"release/a.pdf": "release/a.pdf", "../../etc/passwd": "etc/passwd", "/abs": "abs", "a//b/./c": "a/b/c", "": "_", "..": "_", "/": "_",
		`a\b:c*?.txt`: "a_b_c__.txt", "con": "_con", "COM1.txt": "_COM1.txt", "console.txt": "console.txt", "end. ": "end_", "tab\tname\n": "tab_name_",
		"Doña Ana.pdf": "Doña Ana.pdf", "Don\u0303a": "Do\u00f1a", "a\u202egnp.exe": "a_gnp.exe", "bad\xffutf": "bad_utf", "...": "_",
		strings.Repeat("é", 200) + ".pdf": strings.Repeat("é", 118) + ".pdf",
	} {
		if got := safePath(p); got != want {
			t.Errorf("%q: %q, want %q", p, got, want)
		}
	}
}

func TestNoNameIsTakenTwice(t *testing.T) {
	n := newNames()
	for _, c := range [][2]string{
		{"a/b.pdf", "a/b.pdf"}, {"A/B.PDF", "A/B (2).PDF"}, {"a/b.pdf", "a/b (3).pdf"}, {"a", "a (2)"}, {"a/b.pdf/c", "a_b.pdf_c (2)"}, {"x?", "x_"}, {"x*", "x_ (2)"},
	} {
		if got := n.take(c[0]); got != c[1] {
			t.Errorf("%q: %q, want %q", c[0], got, c[1])
		}
	}
}

func FuzzNames(f *testing.F) {
	f.Add("a/b", "A/b", "a")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		n, files := newNames(), map[string]bool{}
		for _, p := range []string{a, b, c, a, b + "/" + a, a + "/" + c, c} {
			got := n.take(p)
			if got == "" || path.IsAbs(got) || path.Clean(got) != got || strings.HasPrefix(got, "..") || !utf8.ValidString(got) || strings.ContainsAny(got, "\\:\x00\n") {
				t.Errorf("%q becomes %q", p, got)
			}
			if files[fold(got)] {
				t.Errorf("%q is taken twice", got)
			}
			files[fold(got)] = true
		}
		for file := range files {
			for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
				if files[dir] {
					t.Errorf("%q is a file and a folder", dir)
				}
			}
		}
	})
}

// keep is a file of an accession; "" as its text: it is lost.
func keep(p, text string) Original {
	return Original{Path: p, Digest: archive.DigestOf([]byte(text)), Modified: time.Date(2017, 1, 28, 12, 0, 0, 0, time.UTC), Open: func() (io.ReadCloser, error) {
		if text == "" {
			return nil, archive.ErrNotFound
		}
		return io.NopCloser(strings.NewReader(text)), nil
	}}
}

func bagged(t testing.TB, files ...Original) ([]byte, *Bag) {
	t.Helper()
	var out bytes.Buffer
	b, err := NewBag(t.Context(), &out, "2026-017")
	check(t, err)
	b.Document([]string{"path", "file", "reason"})
	for _, f := range files {
		file, fault, err := b.Add(f)
		check(t, err)
		b.Document([]string{f.Path, file, fault})
	}
	check(t, b.Close([]Fact{{"Source-Organization", "ICE\nof the U.S."}, {"Request", ""}}))
	return out.Bytes(), b
}

func unzipped(t testing.TB, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	check(t, err)
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		check(t, err)
		text, err := io.ReadAll(r)
		check(t, err)
		all[f.Name] = string(text)
	}
	return all
}

// valid proves a bag as RFC 8493, 3 says.
func valid(t testing.TB, name string, files map[string]string) (faults []string) {
	t.Helper()
	if !strings.HasPrefix(files[name+"/bagit.txt"], "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n") {
		t.Error("no bag")
	}
	listed := map[string]bool{}
	for _, m := range []string{"manifest-sha256.txt", "tagmanifest-sha256.txt"} {
		for line := range strings.Lines(files[name+"/"+m]) {
			sum, file, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
			file = strings.NewReplacer("%0A", "\n", "%0D", "\r", "%25", "%").Replace(file)
			text, there := files[name+"/"+file]
			if !ok || !there || fmt.Sprintf("%x", sha256.Sum256([]byte(text))) != sum {
				faults = append(faults, file)
			}
			listed[name+"/"+file] = true
		}
	}
	for f := range files {
		if !listed[f] && f != name+"/tagmanifest-sha256.txt" {
			t.Errorf("%s is in no manifest", f)
		}
	}
	return faults
}

func TestBag(t *testing.T) {
	files := []Original{keep("release/a%.pdf", "aaa"), keep("../b.txt", "bb"), keep("release/A%.pdf", "aaa")}
	b, bag := bagged(t, files...)
	again, _ := bagged(t, files...)
	if !bytes.Equal(b, again) {
		t.Error("the same accession gives other bytes")
	}
	got := unzipped(t, b)
	if bad := valid(t, "2026-017", got); len(bad) > 0 || len(bag.Faults()) > 0 {
		t.Error(bad, bag.Faults())
	}
	if got["2026-017/data/release/a%.pdf"] != "aaa" || got["2026-017/data/b.txt"] != "bb" || got["2026-017/data/release/A% (2).pdf"] != "aaa" {
		t.Error(got)
	}
	if info := got["2026-017/bag-info.txt"]; info != "Source-Organization: ICE of the U.S.\nPayload-Oxum: 8.3\n" {
		t.Errorf("%q", info)
	}
	lines, err := csv.NewReader(strings.NewReader(got["2026-017/documents.csv"])).ReadAll()
	check(t, err)
	if d := cmp.Diff([]string{"../b.txt", "data/b.txt", ""}, lines[2]); d != "" {
		t.Error(d)
	}
}

func TestABagSaysWhatIsNotWhole(t *testing.T) {
	other := keep("changed.pdf", "changed")
	other.Digest = archive.DigestOf([]byte("as it was"))
	b, bag := bagged(t, keep("a.pdf", "a"), keep("lost.pdf", ""), other)
	got := unzipped(t, b)
	if d := cmp.Diff([]string{"data/changed.pdf"}, valid(t, "2026-017", got)); d != "" {
		t.Error(d)
	}
	if len(bag.Faults()) != 2 || !strings.Contains(got["2026-017/faults.txt"], "data/lost.pdf: The original is not in the archive") {
		t.Error(bag.Faults())
	}
	if _, there := got["2026-017/data/lost.pdf"]; there {
		t.Error("what is lost is there")
	}
}

func TestABagEndsWithItsReader(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	b, err := NewBag(ctx, io.Discard, "x")
	check(t, err)
	stop()
	endless := Original{Path: "endless", Open: func() (io.ReadCloser, error) { return io.NopCloser(zeros{}), nil }}
	if _, _, err := b.Add(endless); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
