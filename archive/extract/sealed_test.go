package extract

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"readingroom/archive"
)

func TestSealed(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for cell, v := range map[string]any{"A1": "State", "B1": "n", "A2": "Ohio", "B2": 3} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	plain, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	sealed := func(password string) []byte {
		b, err := excelize.Encrypt(plain.Bytes(), &excelize.Options{Password: password})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, tc := range []struct {
		name      string
		file      []byte
		passwords []string
		reason    string
		rows      int
	}{
		{"no password", sealed("secret"), nil, "The file is an encrypted Office document and needs a password.", 0},
		{"the right one", sealed("secret"), []string{"wrong", "secret"}, "", 1},
		{"a wrong one", sealed("secret"), []string{"wrong"}, "The file is an encrypted Office document and needs a password; none of those given opens it.", 0},
		{"Excel's own", sealed(excelPassword), nil, "", 1},
		{"cut short", sealed("secret")[:3000], []string{"secret"}, "", 0},
	} {
		var rec Recorder
		ctx := WithPasswords(t.Context(), tc.passwords)
		out, err := sandbox(t).Extract(ctx, fileOf(t, "a.xlsx", tc.file), "a.xlsx", &rec)
		if err != nil {
			t.Fatal(err)
		}
		if tc.name == "cut short" {
			if out.Reason == "" {
				t.Error("half of a file is read")
			}
			continue
		}
		if out.Reason != tc.reason || len(tc.reason) > 0 != NeedsPassword(out.Reason) {
			t.Errorf("%s: %q, want %q", tc.name, out.Reason, tc.reason)
		}
		rows := 0
		for _, table := range rec.Tables {
			rows += len(table.Rows)
		}
		if rows != tc.rows {
			t.Errorf("%s: %d rows, want %d", tc.name, rows, tc.rows)
		}
	}
	hard := bytes.Replace(sealed("secret"), []byte("EncryptionInfo"), []byte("EncryptionInfo"), 1)
	hard = append(hard, []byte(`spinCount="2000000000"`)...)
	out, err := Document(t.Context(), bytes.NewReader(hard), int64(len(hard)), "a.xlsx", &Recorder{})
	if err != nil || !strings.Contains(out.Reason, "more work") {
		t.Errorf("%q, %v", out.Reason, err)
	}
}

// TestConverted reads a document that only LibreOffice can, where it is installed.
func TestConverted(t *testing.T) {
	xlsb := corpus + "/sheets/poi/date.xlsb"
	f, err := os.Open(xlsb)
	if err != nil {
		t.Skipf("no real records: %v", err)
	}
	defer f.Close()
	b := sandbox(t)
	b.Options.NoLibreOffice = true
	out, err := b.Extract(t.Context(), f, "date.xlsb", &Recorder{})
	if err != nil || !strings.Contains(out.Reason, "are read by way of LibreOffice, which is not installed") {
		t.Errorf("without LibreOffice: %q, %v", out.Reason, err)
	}
	b.Options.NoLibreOffice = false
	if (Options{}).in(t.Context()).LibreOffice.Path == "" {
		t.Skip("LibreOffice is not installed")
	}
	var rec Recorder
	out, err = b.Extract(t.Context(), f, "date.xlsb", &rec)
	if err != nil || out.Reason != "" || len(rec.Tables) != 1 || !strings.Contains(rec.Tables[0].Rows[0].Cells[0], "2013") {
		t.Errorf("%q, %v, %+v", out.Reason, err, rec.Tables)
	}
	if !slices.ContainsFunc(rec.Notices, func(n archive.Notice) bool { return n.Code == "converted" && strings.Contains(n.Text, "LibreOffice ") }) {
		t.Errorf("%+v", rec.Notices)
	}
}
