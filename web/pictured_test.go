package web

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"readingroom/archive"
	"readingroom/archive/blob"
	"readingroom/archive/extract"
	"readingroom/archive/extract/pdf"
	"readingroom/archive/ingest"
	"readingroom/fixtures"
)

// readFixture reads a sample PDF: its words as our reader finds them, its
// tables as their truth says. Anything else it reads as a sample.
func readFixture(ctx context.Context, f *os.File, name string, sink archive.Sink) (extract.Outcome, error) {
	truth, err := fixtures.TruthOf("ddor/" + name)
	if err != nil {
		return readSample(ctx, f, name, sink)
	}
	info, err := f.Stat()
	if err == nil {
		err = pdf.Read(f, info.Size(), pagesOnly{sink})
	}
	onPage := map[int]int{}
	for _, t := range truth.Tables {
		table, rows := tableOf(t, onPage)
		if err == nil {
			err = sink.Table(table)
		}
		for _, r := range rows {
			if err == nil {
				err = sink.Row(r)
			}
		}
	}
	return extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF}, err
}

// pagesOnly leaves out the tables that the reader finds: what is shown of a
// table is tested apart from how it is found.
type pagesOnly struct{ archive.Sink }

func (pagesOnly) Table(archive.Table) error { return nil }
func (pagesOnly) Row(archive.Row) error     { return nil }

// tableOf is a table with the boxes that its truth gives it.
func tableOf(t fixtures.Table, onPage map[int]int) (archive.Table, []archive.Row) {
	table := archive.Table{Page: t.Page, Title: t.Title, Header: t.Header, Confidence: 0.97}
	var rows []archive.Row
	at, last := 1, 0
	for i, r := range t.Rows {
		if r.Page != last {
			last = r.Page
			onPage[last]++
		}
		row := archive.Row{Number: i + 1, Page: r.Page, OnPage: onPage[last], Cells: r.Cells}
		if r.Group != "" {
			row.Group = strings.Split(r.Group, " / ")
		}
		for c, b := range r.Boxes {
			box := archive.Box(b)
			if c == 0 {
				row.Box = box
			}
			row.Box = row.Box.Union(box)
			row.Grid = append(row.Grid, archive.Cell{Row: at, Col: c, RowSpan: 1, ColSpan: 1, Text: r.Cells[c], Box: box})
		}
		if i == 0 && len(row.Grid) > 0 { // the header stands over it
			table.OnPage, table.Box = row.OnPage, row.Box
			for c, h := range t.Header {
				b := row.Grid[c].Box
				table.Grid = append(table.Grid, archive.Cell{Row: 0, Col: c, RowSpan: 1, ColSpan: 1, Text: h, Box: archive.Box{b[0], b[1] - 20, b[2], b[1]}})
				table.Box = table.Box.Union(table.Grid[c].Box)
			}
		}
		at++
		if r.Page == t.Page {
			table.Box = table.Box.Union(row.Box)
		}
		rows = append(rows, row)
	}
	return table, rows
}

// pdftoppm makes pictures with poppler's program where it is installed, else
// white ones. It keeps them: a browser asks for the same ones again and again.
type pdftoppm struct {
	blobs blob.Dir
	made  sync.Map
}

func (p *pdftoppm) Picture(ctx context.Context, digest archive.Digest, page int, crop archive.Box, width int) ([]byte, error) {
	key := fmt.Sprint(digest, page, crop, width)
	if b, ok := p.made.Load(key); ok {
		return b.([]byte), nil
	}
	b, err := p.draw(ctx, digest, page, crop, width)
	if err == nil {
		p.made.Store(key, b)
	}
	return b, err
}

func (p *pdftoppm) draw(ctx context.Context, digest archive.Digest, page int, crop archive.Box, width int) ([]byte, error) {
	f, err := p.blobs.Open(digest)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	program, err := exec.LookPath("pdftoppm")
	head := make([]byte, 4)
	if _, readErr := f.ReadAt(head, 0); err != nil || readErr != nil || string(head) != "%PDF" {
		return white(crop, width), nil
	}
	whole := crop
	if crop == (archive.Box{}) {
		whole = archive.Box{0, 0, 612, 792}
	}
	scale := float64(width) / (whole[2] - whole[0]) // pixels of a point
	px := func(v float64) string { return fmt.Sprint(int(v*scale + 0.5)) }
	return exec.CommandContext(ctx, program, "-png", "-singlefile", "-f", fmt.Sprint(page), "-l", fmt.Sprint(page), "-r", fmt.Sprintf("%.4f", 72*scale),
		"-x", px(whole[0]), "-y", px(whole[1]), "-W", fmt.Sprint(width), "-H", px(whole[3]-whole[1]), f.Name()).Output()
}

// white is an empty page, or a part of one.
func white(crop archive.Box, width int) []byte {
	shape := 792.0 / 612
	if crop != (archive.Box{}) {
		shape = (crop[3] - crop[1]) / (crop[2] - crop[0])
	}
	img := image.NewPaletted(image.Rect(0, 0, width, max(1, int(float64(width)*shape+0.5))), color.Palette{color.White})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // to memory
	}
	return b.Bytes()
}

// newPictured is a site with pictures of its pages: a report of 35 pages whose
// tables go on over several (2026-001-0001), and a release with marks and words
// that were hard to read (2026-001-0002).
func newPictured(t testing.TB) *Site {
	t.Helper()
	s := newSiteWith(t, readFixture)
	s.Pictures = &pdftoppm{blobs: s.Blobs}
	report, err := fs.ReadFile(fixtures.Collection(), "ddor/2017-01-28-ddor-1.pdf")
	check(t, err)
	take(t, s, ingest.Order{Source: "U.S. Immigration and Customs Enforcement"},
		file{"2017-01-28-ddor-1.pdf", report}, file{"release.pdf", releaseSample().bytes(t)}, file{"front-door.eml", mailSample(t).bytes(t)})
	return s
}

// releaseSample is a page of a release, with what hostile files may say of it.
func releaseSample() sample {
	text := "RELEASE IN PART\n\nThe officer wa1ted in the sally port <b>with</b> the detainer\nof Ventura County, and left."
	var words []archive.Word
	x, y := 72.0, 100.0
	for line := range strings.Lines(text) {
		for w := range strings.FieldsSeq(line) {
			word := archive.Word{Text: w, Box: archive.Box{x, y, x + 6*float64(len(w)), y + 12}, Confidence: 96}
			if w == "wa1ted" {
				word.Confidence = 41
			}
			words = append(words, word)
			x += 6*float64(len(w)) + 5
		}
		x, y = 72, y+18
	}
	words = append(words, archive.Word{Text: "<script>", Box: archive.Box{-1e300, 5, 1e300, 9}}, archive.Word{Text: "far", Box: archive.Box{1e300, 1e300, 1e301, 1e301}})
	marks := []archive.Mark{
		{Kind: archive.MarkStamp, Text: "RELEASE IN PART", Box: archive.Box{72, 98, 200, 114}},
		{Kind: archive.MarkExemption, Text: "(b)(6), (b)(7)(C)", Code: "(b)(6)", Box: archive.Box{300, 200, 380, 212}},
		{Kind: archive.MarkExemption, Text: "(b)(6)", Code: "(b)(6)", Box: archive.Box{300, 260, 380, 272}},
		{Kind: archive.MarkExemption, Text: "(b)(6), (b)(7)(C)", Code: "(b)(7)(C)", Box: archive.Box{300, 215, 380, 227}},
		{Kind: archive.MarkBlackBox, Box: archive.Box{100, 300, 300, 330}},
		{Kind: archive.MarkCovered, Box: archive.Box{100, 400, 300, 430}},
		{Kind: archive.MarkBates, Text: "ICE-000123", Code: "ICE-000123", Box: archive.Box{500, 760, 580, 772}},
		{Kind: archive.MarkStamp, Text: "<script>alert(9)</script>", Box: archive.Box{-1e300, -1e300, 1e300, 1e300}},
		{Kind: archive.MarkBlackBox, Box: archive.Box{9, 9, 1, 1}},
		{Kind: archive.MarkHeader, Text: "head", Box: archive.Box{9, 9, 100, 20}},
		{Kind: "<unknown>", Text: "x", Box: archive.Box{9, 9, 100, 20}},
	}
	return sample{
		Outcome: extract.Outcome{MediaType: "application/pdf", Kind: archive.KindPDF},
		Pages: []archive.Page{
			{Number: 1, Width: 612, Height: 792, Origin: archive.OriginOCR, Text: text, Words: words, Marks: marks, Label: "iv", Reader: "tesseract", Why: "The page is a picture."},
			{Number: 2, Width: 0, Height: 792, Origin: archive.OriginText, Text: "no width"},
			{Number: 3, Width: 612, Height: 1e300, Origin: archive.OriginText, Text: "too high"},
			{Number: 4, Width: 612, Height: 792, Origin: archive.OriginText, Reader: "pdfium", Why: "Its fonts are damaged."},
		},
		Notices: []archive.Notice{{Code: noOCR, Page: 4, Text: "Page 4 is a scan and was not read: install tesseract."}},
		Tables: []sampleTable{{
			archive.Table{Page: 1, OnPage: 1, Title: "A guess", Header: []string{"a", "b"}, Confidence: 0.4, Footnotes: []string{"* <i>all</i>"}, Box: archive.Box{60, 90, 500, 140}},
			[]archive.Row{
				{Number: 1, Page: 1, OnPage: 1, Cells: []string{"The officer", "wa1ted"}, Box: archive.Box{60, 116, 500, 134}, Group: []string{"<u>Group</u>"}},
				{Number: 2, Page: 1, OnPage: 1, Cells: []string{"x", "y"}, Box: archive.Box{-1e300, 116, 1e300, 1e300}},
			},
		}},
	}
}
