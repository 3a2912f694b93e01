package syntax

import (
	"fmt"
	"strings"
	"testing"
)

// printed prints a token: names /x, strings (x), lists in brackets.
func printed(t Token) string {
	switch t.Kind {
	case Number:
		return fmt.Sprint(t.Num)
	case String:
		return fmt.Sprintf("(%s)", t.Text)
	case Name:
		return "/" + string(t.Text)
	case Array, Dict:
		var parts []string
		for _, e := range t.List {
			parts = append(parts, printed(e))
		}
		if t.Kind == Dict {
			return "<<" + strings.Join(parts, " ") + ">>"
		}
		return "[" + strings.Join(parts, " ") + "]"
	}
	return string(t.Text)
}

func all(b []byte) string {
	l := NewLexer(b)
	var out []string
	for t := l.Next(); t.Kind != End; t = l.Next() {
		out = append(out, printed(t))
	}
	return strings.Join(out, " ")
}

func TestNext(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"", ""},
		{"/F1 12 Tf", "/F1 12 Tf"},
		{"[(A) -120 <42>] TJ", "[(A) -120 (B)] TJ"},
		{"(a(b)c\\)) Tj", "(a(b)c)) Tj"},
		{"(\\101\\12x\\q\\\n)", "(A\nxq)"},
		{"(a\r\nb)", "(a\nb)"},
		{"(never closed", "(never closed)"},
		{"<4", "(@)"},
		{"<41 4 2>", "(AB)"},
		{"<41[(x)]TJ", "(A) [(x)] TJ"},
		{"/A#42#2x", "/AB#2x"},
		{"/", "/"},
		{"<</A [1 2] /B <</C (x)>>>> BDC", "<</A [1 2] /B <</C (x)>>>> BDC"},
		{"<</A [1 2>> BDC", "<</A [1 2] BDC>>"},
		{"% a comment\n1% another\r2", "1 2"},
		{"1.5 -.5 +2 --3 4. 1.2.3 12-34 .", "1.5 -0.5 2 -3 4 1.2 12 0"},
		{"1e5 - +", "1e5 - +"},
		{"q1Q", "q1Q"},
		{"]>> ) }", "] >> ) }"},
		{strings.Repeat("9", 500), "0"},
		{"T*'\"", "T*'\""},
	} {
		if got := all([]byte(tc.in)); got != tc.want {
			t.Errorf("%q: %q, want %q", tc.in, got, tc.want)
		}
	}
}

func TestSkipImage(t *testing.T) {
	for _, tc := range []struct {
		in   string
		size int
		want string
	}{
		{" abc EI Q", -1, "Q"},
		{" abc EI Q", 3, "Q"},
		{" a EI\x80b EI Q", -1, "Q"},
		{" EIEI EI Q", 4, "Q"},
		{" x EI y EI Q", 6, "Q"},
		{" abcEI Q", -1, "Q"},
		{" no end", -1, ""},
		{"", 5, ""},
	} {
		l := NewLexer([]byte(tc.in))
		l.SkipImage(tc.size)
		if got := strings.TrimSpace(string(l.Rest())); got != tc.want {
			t.Errorf("%q of %d: %q is left, want %q", tc.in, tc.size, got, tc.want)
		}
	}
}

func FuzzLexer(f *testing.F) {
	for _, s := range []string{"/F1 12 Tf [(A) -120 <42>] TJ", "BI /W 2 ID xx EI", "<</A <</B [(\\101)]>>>> BDC", "((((", "<<<<[[[", "%\r%"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		l := NewLexer(b)
		left := len(l.Rest())
		for l.Next().Kind != End {
			if n := len(l.Rest()); n >= left {
				t.Fatalf("a token took no bytes, %d left", n)
			} else {
				left = n
			}
			if left%7 == 3 {
				l.SkipImage(left % 5)
				left = len(l.Rest())
				if left == 0 {
					break
				}
			}
		}
	})
}
