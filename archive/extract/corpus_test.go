package extract

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"readingroom/archive"
)

// corpus is a folder of real records beside the module; it is not part of it.
const corpus = "../../../shared/corpus"

// TestCorpus reads every real record there is in a child and asks for a
// sensible share of each kind.
func TestCorpus(t *testing.T) {
	if _, err := os.Stat(corpus); err != nil {
		t.Skipf("no real records at %s: %v", corpus, err)
	}
	if testing.Short() {
		t.Skip("takes a minute")
	}
	type count struct{ all, read, empty, pages, rows, parts int }
	counts := map[string]*count{}
	reasons := map[string][]string{}
	b := sandbox(t)
	err := filepath.WalkDir(corpus, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(p)
		if err != nil {
			return err
		}
		defer f.Close()
		var rec Recorder
		out, err := b.Extract(t.Context(), f, filepath.Base(p), &rec)
		if err != nil {
			t.Errorf("%s: %v", p, err)
			return nil
		}
		if out.MediaType == "" || out.Kind == "" {
			t.Errorf("%s: no media type: %+v", p, out)
		}
		c := counts[out.MediaType]
		if c == nil {
			c = &count{}
			counts[out.MediaType] = c
		}
		c.all++
		c.pages += len(rec.Pages)
		c.parts += len(rec.Parts)
		text := 0
		for _, p := range rec.Pages {
			text += len(p.Text)
		}
		for _, tab := range rec.Tables {
			c.rows += len(tab.Rows)
			text += len(tab.Rows) + len(tab.Header)
		}
		name, _ := filepath.Rel(corpus, p)
		switch {
		case out.Reason != "":
			reasons[out.Reason] = append(reasons[out.Reason], name)
		case text == 0 && len(rec.Parts) == 0:
			c.empty++
			reasons["(read, and nothing in it)"] = append(reasons["(read, and nothing in it)"], fmt.Sprintf("%s %v", name, rec.Notices))
			fallthrough
		default:
			c.read++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range sorted(counts) {
		c := counts[k]
		t.Logf("%-70s %4d files, %4d read (%d with nothing in it), %5d pages, %6d rows, %4d parts", k, c.all, c.read, c.empty, c.pages, c.rows, c.parts)
	}
	for _, k := range sorted(reasons) {
		t.Logf("%4d  %s\n      %s", len(reasons[k]), k, strings.Join(reasons[k][:min(len(reasons[k]), 400)], "\n      "))
	}
	for _, want := range []struct {
		mediaType string
		share     float64
	}{{"application/pdf", 0.95}, {"message/rfc822", 0.99}, {"text/csv", 1}, {xlsxType, 0.9}, {xlsType, 0.94}, {odsType, 1}, {"text/plain", 1}} {
		c := counts[want.mediaType]
		if c == nil || float64(c.read) < want.share*float64(c.all) {
			t.Errorf("%s: read %+v, want a share of %v", want.mediaType, c, want.share)
		}
	}
}

func sorted[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

var _ archive.Sink = (*Recorder)(nil)
