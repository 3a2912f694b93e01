package office

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive/extract/internal/record"
)

func pages(t *testing.T, b string) []string {
	t.Helper()
	var rec record.Recorder
	if err := Read(strings.NewReader(b), int64(len(b)), &rec); err != nil {
		t.Fatal(err)
	}
	var out []string
	for i, p := range rec.Pages {
		if p.Number != i+1 {
			t.Errorf("page %d is numbered %d", i+1, p.Number)
		}
		out = append(out, p.Text)
	}
	return out
}

func TestRead(t *testing.T) {
	line := strings.Repeat("x", 99) + "\n"
	for _, tc := range []struct {
		name, file string
		want       []string
	}{
		{"one page", "hello\nthere\n", []string{"hello\nthere"}},
		{"form feeds", "one\n\ftwo\fthree", []string{"one", "two", "three"}},
		{"form feed at the end", "one\f", []string{"one"}},
		{"an empty page in between", "one\f\fthree", []string{"one", "", "three"}},
		{"line ends", "a\r\nb\rc\nd", []string{"a\nb\nc\nd"}},
		{"Latin-1", "d\xe9j\xe0 vu in a caf\xe9", []string{"déjà vu in a café"}},
		{"UTF-16 with a mark", "\xff\xfeh\x00i\x00", []string{"hi"}},
		{"UTF-16 without one", "h\x00e\x00l\x00l\x00o\x00", []string{"hello"}},
		{"UTF-8 with a mark", "\xef\xbb\xbfhi", []string{"hi"}},
		{"nothing but white space", "\n\n", []string{""}},
		{"long", strings.Repeat(line, 200), []string{strings.TrimSuffix(strings.Repeat(line, 164), "\n"), strings.TrimSuffix(strings.Repeat(line, 36), "\n")}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, pages(t, tc.file)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOneLine(t *testing.T) {
	got := pages(t, strings.Repeat("é", 300_000))
	if len(got) != 3 || strings.Join(got, "") != strings.Repeat("é", 300_000) {
		t.Errorf("%d pages", len(got))
	}
}

func TestReadHTML(t *testing.T) {
	var rec record.Recorder
	b := "<html><head><title>Appeal\n 7</title><style>p{}</style></head><body><p>Dear<br>Sir &amp; Madam</p><ul><li>one<li>two</ul></body>"
	if err := ReadHTML(strings.NewReader(b), int64(len(b)), &rec); err != nil {
		t.Fatal(err)
	}
	if rec.AboutIt.Title != "Appeal 7" || len(rec.Pages) != 1 || rec.Pages[0].Text != "Dear\nSir & Madam\n\n- one\n- two" {
		t.Errorf("%+v %+v", rec.AboutIt, rec.Pages)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("one\ftwo\r\nthree"))
	f.Add([]byte("\xff\xfeh\x00i\x00"))
	f.Add([]byte("<p>a<pre>\n b</pre><td>c"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, read := range []func(*record.Recorder) error{
			func(rec *record.Recorder) error { return Read(bytes.NewReader(b), int64(len(b)), rec) },
			func(rec *record.Recorder) error { return ReadHTML(bytes.NewReader(b), int64(len(b)), rec) },
		} {
			var rec record.Recorder
			if err := read(&rec); err != nil {
				t.Fatal(err)
			}
			if len(rec.Pages) == 0 {
				t.Error("no page")
			}
			for _, p := range rec.Pages {
				if !utf8.ValidString(p.Text) {
					t.Errorf("page %d is not UTF-8", p.Number)
				}
			}
		}
	})
}
