package extract

import (
	"math"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
)

// TestPacked packs words and cells of which every field says something, so that
// a field that is added and not packed is noticed.
func TestPacked(t *testing.T) {
	var word archive.Word
	var cell archive.Cell
	fill(t, reflect.ValueOf(&word).Elem())
	fill(t, reflect.ValueOf(&cell).Elem())
	words := []archive.Word{word, {}, {Text: "naïve", Box: archive.Box{-1.25, 700, 1e6, 12345.67}, Confidence: 100}}
	cells := []archive.Cell{cell, {}, {Row: 5000, Col: -1, Text: "a\nb"}}
	var p packer
	p.words(words)
	got, ok := (&unpacker{left: string(p)}).words()
	if diff := cmp.Diff(words, got); diff != "" || !ok {
		t.Errorf("words (-packed +unpacked) %v:\n%s", ok, diff)
	}
	p = p[:0]
	p.cells(cells)
	gotCells, ok := (&unpacker{left: string(p)}).cells()
	if diff := cmp.Diff(cells, gotCells); diff != "" || !ok {
		t.Errorf("cells (-packed +unpacked) %v:\n%s", ok, diff)
	}
	for n := 1; n < len(p); n++ {
		if _, ok := (&unpacker{left: string(p[:n])}).words(); ok && n < 3 {
			t.Errorf("%d bytes of cells are words", n)
		}
	}
}

// fill sets every field of a struct to what is not its zero.
func fill(t *testing.T, v reflect.Value) {
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.String:
			f.SetString("text")
		case reflect.Int:
			f.SetInt(int64(i + 2))
		case reflect.Array:
			for k := range f.Len() {
				f.Index(k).SetFloat(float64(k) + .25)
			}
		default:
			t.Fatalf("%s: a %s is not packed", v.Type().Field(i).Name, f.Kind())
		}
	}
}

func TestHundredths(t *testing.T) {
	for x, want := range map[float64]int{1.234: 123, -.005: -1, math.Inf(1): 1e12, math.Inf(-1): -1e12} {
		if got := hundredths(x); got != want {
			t.Errorf("hundredths(%v) = %d, not %d", x, got, want)
		}
	}
	if got := hundredths(math.NaN()); got != 0 {
		t.Errorf("hundredths(NaN) = %d", got)
	}
}

func FuzzUnpack(f *testing.F) {
	var p packer
	p.words([]archive.Word{{Text: "Dear", Box: archive.Box{72, 83, 98.01, 94.6}}})
	f.Add([]byte(p))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01})
	f.Fuzz(func(t *testing.T, b []byte) {
		words, ok := (&unpacker{left: string(b)}).words()
		if len(words) > len(b) || ok && len(words) == 0 && len(b) > 0 {
			t.Errorf("%d bytes are %d words, %v", len(b), len(words), ok)
		}
		_, _ = (&unpacker{left: string(b)}).cells()
	})
}
