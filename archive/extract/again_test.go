package extract

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestReadAgain has a child die before the third of four pages, of the reader
// that is named.
func TestReadAgain(t *testing.T) {
	for _, tc := range []struct {
		of, pages, tables string
		reason, notice    string // regular expressions
	}{
		{"first", "both both second second", "1 2 3 4", `^$`, `^The PDF was read on after page 2 with the second reader, since .*: the reader crashed: exit status 3\.$`},
		{"second", "both both first first", "1 2 3 4", `^$`, `^The PDF was read on after page 2 with the first reader, since`},
		{"all", "both both", "1 2", `^The reader crashed: exit status 3\.$`, `^The PDF was read on after page 2 with the second reader`},
	} {
		t.Run(tc.of, func(t *testing.T) {
			var rec Recorder
			out, err := sandbox(t, "child:pdf:"+tc.of).Extract(t.Context(), fileOf(t, "a.pdf", []byte("%PDF-1.4")), "a.pdf", &rec)
			if err != nil || out.MediaType != "application/pdf" || !regexp.MustCompile(tc.reason).MatchString(out.Reason) {
				t.Errorf("%+v, %v, want %s", out, err, tc.reason)
			}
			var pages, tables []string
			for i, p := range rec.Pages {
				if pages = append(pages, p.Text); p.Number != i+1 {
					t.Errorf("page %d is given as page %d", p.Number, i+1)
				}
			}
			for _, table := range rec.Tables {
				tables = append(tables, fmt.Sprint(table.Number))
			}
			if got := strings.Join(pages, " "); got != tc.pages {
				t.Errorf("pages by %s, want %s", got, tc.pages)
			}
			if got := strings.Join(tables, " "); got != tc.tables {
				t.Errorf("tables %s, want %s", got, tc.tables)
			}
			if len(rec.Notices) != 1 || !regexp.MustCompile(tc.notice).MatchString(rec.Notices[0].Text) {
				t.Errorf("notices %+v, want %s", rec.Notices, tc.notice)
			}
			if rec.AboutIt.Title != "Four pages" {
				t.Errorf("About = %+v", rec.AboutIt)
			}
			noChildren(t)
		})
	}
}

// TestNotReadAgain: only a PDF has two readers.
func TestNotReadAgain(t *testing.T) {
	var rec Recorder
	out, err := sandbox(t, "child:exit").Extract(t.Context(), fileOf(t, "a.txt", []byte("text")), "a.txt", &rec)
	if err != nil || out.Reason == "" || len(rec.Notices) != 0 {
		t.Errorf("%+v, %v, %+v", out, err, rec.Notices)
	}
}

func TestPasswordsReachTheReader(t *testing.T) {
	o := Options{Passwords: []string{"red"}, Cache: "here"}
	ctx := WithPasswords(t.Context(), []string{"blue"})
	if got := o.in(ctx); !slices.Equal(got.Passwords, []string{"red", "blue"}) || got.Cache != "here" {
		t.Errorf("%+v", got)
	}
	if got := o.pdf(ctx).Passwords; !slices.Equal(got, o.Passwords) {
		t.Errorf("%+v", got)
	}
	if got := o.in(WithPasswords(context.Background(), nil)); len(got.Passwords) != 1 {
		t.Errorf("%+v", got)
	}
	for reason, want := range map[string]bool{
		"The PDF is encrypted and needs a password; give it with --password.": true,
		"The PDF is encrypted in a way that cannot be read yet.":              false,
		"": false,
	} {
		if NeedsPassword(reason) != want {
			t.Errorf("%q: %v", reason, !want)
		}
	}
}
