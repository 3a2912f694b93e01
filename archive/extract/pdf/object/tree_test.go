package object

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"
)

// treeOf returns object 1 of a file of these objects.
func treeOf(t *testing.T, objects ...string) pdf.Value {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var table strings.Builder
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table.String(), len(objects)+1, xref)
	doc, err := pdf.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return doc.Trailer().Key("Root")
}

func TestTrees(t *testing.T) {
	wide := "<</Kids [" + strings.Repeat("<</Kids [1 0 R 1 0 R]>> ", 1000) + "]>>"
	for _, tc := range []struct {
		name    string
		objects []string
		want    string
	}{
		{"leaves", []string{"<</Names [(a) 1 (b) 2]>>"}, "a=1 b=2 "},
		{"an odd one", []string{"<</Names [(a) 1 (b)]>>"}, "a=1 "},
		{"keys that are none", []string{"<</Names [1 1 (b) 2]>>"}, "b=2 "},
		{"kids", []string{"<</Kids [2 0 R <</Names [(c) 3]>> 3 0 R]>>", "<</Names [(a) 1]>>", "<</Names [(d) 4]>>"}, "a=1 c=3 d=4 "},
		{"a circle", []string{"<</Kids [2 0 R 1 0 R]>>", "<</Kids [1 0 R 2 0 R 3 0 R]>>", "<</Names [(a) 1]>>"}, "a=1 "},
		{"a broken kid", []string{"<</Kids [2 0 R 3 0 R]>>", "<<", "<</Names [(a) 1]>>"}, "a=1 "},
		{"circles upon circles", []string{wide}, ""},
		{"none", []string{"null"}, ""},
	} {
		var got strings.Builder
		EachName(treeOf(t, tc.objects...), func(name string, v pdf.Value, _ string) bool {
			fmt.Fprintf(&got, "%s=%d ", name, v.Int64())
			return true
		})
		if got.String() != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got.String(), tc.want)
		}
	}
	many := treeOf(t, "<</Nums ["+strings.Repeat("1 2 ", 2*maxTreeEntries)+"]>>")
	n := 0
	EachNumber(many, func(int64, pdf.Value) bool { n++; return true })
	if n != maxTreeEntries {
		t.Errorf("%d entries of very many", n)
	}
	n = 0
	EachNumber(many, func(int64, pdf.Value) bool { n++; return n < 3 })
	if n != 3 {
		t.Errorf("went on for %d", n)
	}
}
