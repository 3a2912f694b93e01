package pdf

import (
	"encoding/csv"
	"encoding/xml"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
)

// records is a folder of real records beside the module; it is not part of it.
const records = "../../../../shared/corpus/pdf"

func recorded(t *testing.T, path string) *record.Recorder {
	t.Helper()
	f, err := os.Open(filepath.Join(records, path))
	if err != nil {
		t.Skipf("no real records at %s: %v", records, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	var rec record.Recorder
	if err := Read(f, info.Size(), &rec); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return &rec
}

// TestCompetitionTables reads the tables of the ICDAR 2013 competition's
// European half: the share of neighbouring cells that are found, and of those
// found that are there, as the competition counts them over all pages.
func TestCompetitionTables(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	files, _ := filepath.Glob(filepath.Join(records, "icdar2013-eu", "*.pdf"))
	if len(files) == 0 {
		t.Skipf("no real records at %s", records)
	}
	recall, precision, n := 0.0, 0.0, 0.0
	for _, f := range files {
		want := map[[3]string]int{}
		truths, _ := filepath.Glob(strings.TrimSuffix(f, ".pdf") + "-str.xml")
		for _, x := range truths {
			for _, cells := range truth(t, x) {
				neighbours(cells, want)
			}
		}
		if len(want) == 0 {
			continue
		}
		got := map[[3]string]int{}
		for _, table := range recorded(t, filepath.Join("icdar2013-eu", filepath.Base(f))).Tables {
			cells := table.Grid
			for _, r := range table.Rows {
				cells = append(cells, r.Grid...)
			}
			neighbours(cells, got)
		}
		hit := 0
		for k, v := range got {
			hit += min(v, want[k])
		}
		n++
		recall += float64(hit) / float64(total(want))
		precision += float64(hit) / float64(max(1, total(got)))
	}
	if recall /= n; recall < .98 {
		t.Errorf("%.3f of the neighbours are found", recall)
	}
	if precision /= n; precision < .97 {
		t.Errorf("%.3f of those found are there", precision)
	}
}

func total(m map[[3]string]int) int {
	n := 0
	for v := range maps.Values(m) {
		n += v
	}
	return n
}

// truth reads the tables of a competition file.
func truth(t *testing.T, path string) [][]archive.Cell {
	var doc struct {
		Regions []struct {
			Cells []struct {
				Row     int    `xml:"start-row,attr"`
				Col     int    `xml:"start-col,attr"`
				EndRow  string `xml:"end-row,attr"`
				EndCol  string `xml:"end-col,attr"`
				Content string `xml:"content"`
			} `xml:"cell"`
		} `xml:"table>region"`
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(b, &doc); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var out [][]archive.Cell
	for _, r := range doc.Regions {
		var cells []archive.Cell
		for _, c := range r.Cells {
			span := func(from int, to string) int {
				if n, err := strconv.Atoi(to); err == nil {
					return n - from + 1
				}
				return 1
			}
			cells = append(cells, archive.Cell{Row: c.Row, Col: c.Col, RowSpan: span(c.Row, c.EndRow), ColSpan: span(c.Col, c.EndCol), Text: c.Content})
		}
		out = append(out, cells)
	}
	return out
}

// neighbours counts the pairs of cells that stand side by side or one over the
// other, empty ones left out.
func neighbours(cells []archive.Cell, into map[[3]string]int) {
	at := map[[2]int]int{}
	rows, cols := 0, 0
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = strings.Map(func(r rune) rune {
			switch {
			case unicode.IsSpace(r):
				return -1
			case !unicode.IsLetter(r) && !unicode.IsDigit(r):
				return '_'
			}
			return unicode.ToLower(r)
		}, c.Text)
		for r := c.Row; r < c.Row+c.RowSpan && texts[i] != ""; r++ {
			for k := c.Col; k < c.Col+c.ColSpan; k++ {
				at[[2]int{r, k}] = i
				rows, cols = max(rows, r+1), max(cols, k+1)
			}
		}
	}
	for i, c := range cells {
		if texts[i] == "" {
			continue
		}
		right, below := map[int]bool{}, map[int]bool{}
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			for k := c.Col + c.ColSpan; k < cols; k++ {
				if j, ok := at[[2]int{r, k}]; ok {
					right[j] = true
					break
				}
			}
		}
		for k := c.Col; k < c.Col+c.ColSpan; k++ {
			for r := c.Row + c.RowSpan; r < rows; r++ {
				if j, ok := at[[2]int{r, k}]; ok {
					below[j] = true
					break
				}
			}
		}
		for j := range right {
			into[[3]string{texts[i], texts[j], "right"}]++
		}
		for j := range below {
			into[[3]string{texts[i], texts[j], "below"}]++
		}
	}
}

// TestChecksTables reads a federal table of 26 columns over 57 pages, in which
// older numbers still stand under the newer ones: every row of every state.
func TestChecksTables(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	got := map[string]int{}
	for _, table := range recorded(t, "nics/nics-checks-last-five-years.pdf").Tables {
		for _, r := range table.Rows {
			got[strings.ReplaceAll(strings.Join(r.Cells, "|"), ",", "")]++
		}
	}
	f, err := os.Open(filepath.Join(records, "nics/expected-nics-checks-last-five-years.csv"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	if _, err := r.Read(); err != nil {
		t.Fatal(err)
	}
	missing, n := 0, 0
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		n++
		if key := strings.Join(row[1:], "|"); got[key] > 0 {
			got[key]--
		} else if missing++; missing < 4 {
			t.Errorf("no row %s", key)
		}
	}
	if n < 3000 || missing > 0 {
		t.Errorf("%d of %d rows are missing", missing, n)
	}
}

// TestNoTables reads pages of running text, in which there is no table.
func TestNoTables(t *testing.T) {
	for _, name := range []string{
		"doctor/ca10_010110462922.pdf", "doctor/ca3_003112692106.pdf", "doctor/ca8_.pdf", "doctor/broken-mime.pdf", "doctor/rectangles_no.pdf",
		"pdfplumber/scotus-transcript-p1.pdf", "pdfplumber/cupertino_usd_4-6-16.pdf",
	} {
		for _, table := range recorded(t, name).Tables {
			t.Errorf("%s, page %d: a table of %d rows under %q", name, table.Page, len(table.Rows), table.Header)
		}
	}
}
