package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readingroom/web"
)

// An export is the same alone and through a server.
func TestExport(t *testing.T) {
	dir := t.TempDir()
	samples(t, dir)
	readingroom(t, dir, "import", "--source", "ICE", "release")
	found := decode[web.ResultsPage](t, must(t, dir, "search", "--json", `"Ventura County" kind:spreadsheet`))
	if len(found.Hits) == 0 {
		t.Fatal("the sample has no row of Ventura County")
	}
	row := found.Hits[0]
	mail := decode[web.ResultsPage](t, must(t, dir, "search", "--json", "kind:email")).Groups[0].Document
	original, err := os.ReadFile(filepath.Join(dir, "release", mail.Name))
	if err != nil {
		original, err = os.ReadFile(filepath.Join(dir, "release", "mail", mail.Name))
	}
	if err != nil {
		t.Fatal(err)
	}
	accession := mail.Accession
	all := [][]string{
		{"export", row.Item + ":" + row.Locator},
		{"export", "--format", "json", row.Item + ":" + row.Locator},
		{"export", "--search", `"Ventura County"`},
		{"export", "--in", "all", "--search", `"Ventura County"`},
		{"export", "--format", "eml", mail.Number},
		{"export", mail.Number},
		{"export", accession},
		{"export", "--format", "xlsx", "--search", `"Ventura County"`},
	}
	var alone []string
	for _, args := range all {
		alone = append(alone, must(t, dir, args...).out)
	}
	for _, table := range []string{alone[0], alone[2]} {
		rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
		if err != nil || len(rows) < 2 || !strings.Contains(table, "Ventura County") || !strings.Contains(table, "http://127.0.0.1:8080/cite/"+row.Item+":") {
			t.Errorf("%d rows: %v, %.300s", len(rows), err, table)
		}
	}
	if alone[4] != string(original) || alone[5] != string(original) {
		t.Error("the message is not the original")
	}
	z, err := zip.NewReader(strings.NewReader(alone[6]), int64(len(alone[6])))
	if err != nil || len(z.File) < sampleFiles(t) || z.File[0].Name != accession+"/bagit.txt" {
		t.Fatalf("%v: %d files", err, len(z.File))
	}
	for _, c := range []struct {
		code int
		says string
		args []string
	}{
		{2, "give one accession", nil},
		{2, "give one accession", []string{"--search", "a", "2026-017"}},
		{2, "want an accession", []string{"x"}},
		{2, "--format eml: want csv, xlsx, json", []string{"--format", "eml", "--search", "a"}},
		{2, "--format csv: want zip", []string{"--format", "csv", accession}},
		{1, "not in this archive", []string{"2026-099-0001"}},
		{1, "not in this archive", []string{"2026-099"}},
		{1, "is no e-mail", []string{"--format", "eml", row.Item}},
		{1, "stands in no table", []string{mail.Number + ":p1"}},
		{1, "so there is no page 9", []string{mail.Number + ":p9"}},
		{1, "has no table", []string{"--format", "csv", mail.Number}},
	} {
		if r := readingroom(t, dir, append([]string{"export"}, c.args...)...); r.code != c.code || !strings.Contains(r.err, c.says) || r.out != "" {
			t.Errorf("%v: exit code %d, %q", c.args, r.code, r.err)
		}
	}
	must(t, dir, "export", "-o", "bag.zip", accession)
	if b, err := os.ReadFile(filepath.Join(dir, "bag.zip")); err != nil || !bytes.Equal(b, []byte(alone[6])) {
		t.Errorf("the file is another: %v", err)
	}
	readingroom(t, dir, "export", "-o", "none.zip", "2026-099")
	if left, _ := filepath.Glob(filepath.Join(dir, "none.zip*")); len(left) > 0 {
		t.Errorf("what failed left %v", left)
	}

	addr := served(t, dir, "serve", "--addr", "127.0.0.1:0")
	for i, args := range all[:len(all)-2] { // the packed ones hold the address
		if got := strings.ReplaceAll(must(t, dir, args...).out, addr, "http://127.0.0.1:8080"); got != alone[i] {
			t.Errorf("%v: through the server %.300q, alone %.300q", args, got, alone[i])
		}
	}
	if r := readingroom(t, dir, "export", "2026-099"); r.code != 1 || !strings.Contains(r.err, "not in this archive") {
		t.Errorf("%d %s", r.code, r.err)
	}
}
