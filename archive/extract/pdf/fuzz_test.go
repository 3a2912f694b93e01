package pdf

import (
	"bytes"
	"math"
	"testing"

	"readingroom/archive/extract/internal/record"
)

// FuzzRepair reads files by what is found in them, whatever their own lists say.
func FuzzRepair(f *testing.F) {
	f.Add(letter())
	f.Add(letter()[:300])
	f.Add([]byte("%PDF-1.5\n1 0 obj<</Type/ObjStm/N 2/First 8/Length 60>>stream\n2 0 3 40<</Type/Catalog/Pages 3 0 R>>     <</Kids[4 0 R]>>\nendstream endobj 4 0 obj<</Type/Page>>endobj trailer<</Root 2 0 R>>"))
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj 8388607 65535 obj endobj 99999999999 0 obj"))
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := newView(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		file, err := repair(v)
		if err != nil {
			return
		}
		if err := probe(file.Doc); err == nil && count(file.Doc) == 0 {
			t.Error("a page was found, and none counted")
		}
	})
}

// FuzzContent interprets content streams: what is painted stands somewhere.
func FuzzContent(f *testing.F) {
	for _, content := range []string{
		"BT /F1 12 Tf 72 700 Td (Dear) Tj 0 -14 TD [(Sir) -250 (or)] TJ T* (Madam) ' 1 2 (x) \" ET",
		"q 1 0 0 1 72 700 cm /X Do Q 0 0 9 9 re W n 0 0 m 9 9 l S BI /W 1 /H 1 /BPC 8 ID x EI",
		"/OC /M BDC BT 3 Tr 50 Tz 9 Ts /F1 1e30 Tf 1 0 0 0 0 0 Tm (x) Tj ET EMC /Span <</ActualText (y)>> BDC BT /F1 9 Tf (z) Tj ET EMC",
		"/G gs [1 2 3] 0 d 1 0 0 rg 0 0 100 1 re f 1 w 0 0 m 100 0 l s",
	} {
		f.Add([]byte(content))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		b := sheet("", "/XObject <</X 6 0 R>> /ExtGState <</G <</LW 2 /Font [4 0 R 9]>>>> /Properties <</M <</Type /OCG>>>>", string(content),
			stream(form+" /Resources <</Font <</F1 4 0 R>> /XObject <</X 6 0 R>>>>", "BT /F1 9 Tf (form) Tj ET /X Do"))
		var rec record.Recorder
		if err := Read(bytes.NewReader(b), int64(len(b)), &rec); err != nil || len(rec.Pages) != 1 {
			t.Fatalf("%d pages, %v", len(rec.Pages), err)
		}
		for _, w := range rec.Pages[0].Words {
			for _, x := range w.Box {
				if math.IsNaN(x) || math.IsInf(x, 0) {
					t.Errorf("%q stands at %v", w.Text, w.Box)
				}
			}
			if w.Text == "" || w.Box[0] > w.Box[2] || w.Box[1] > w.Box[3] {
				t.Errorf("%q stands at %v", w.Text, w.Box)
			}
		}
	})
}
