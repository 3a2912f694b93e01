package document

import "testing"

func TestNumerals(t *testing.T) {
	for _, tc := range []struct {
		style string
		n     int64
		want  string
	}{
		{"D", 12, "12"},
		{"R", 1999, "MCMXCIX"},
		{"r", 4, "iv"},
		{"r", 3888, "mmmdccclxxxviii"},
		{"R", 1 << 40, "1099511627776"},
		{"A", 1, "A"},
		{"A", 26, "Z"},
		{"A", 27, "AA"},
		{"a", 54, "bbb"},
		{"a", 1 << 40, "1099511627776"},
		{"", 5, ""},
		{"x", 5, ""},
	} {
		if got := (labelRange{style: tc.style}).numeral(tc.n); got != tc.want {
			t.Errorf("%d in %q: %q, want %q", tc.n, tc.style, got, tc.want)
		}
	}
}

func TestOf(t *testing.T) {
	l := Labels{{from: 1, style: "r", start: 1}, {from: 3, style: "D", prefix: "B\n- ", start: 9}, {from: 5, style: "D", start: 6}}
	for n, want := range map[int]string{1: "", 2: "i", 3: "ii", 4: "B - 9", 5: "B - 10", 6: "", 7: "", 1000: ""} {
		if got := l.Of(n); got != want {
			t.Errorf("page %d is %q, want %q", n, got, want)
		}
	}
	if got := Labels(nil).Of(1); got != "" {
		t.Errorf("without labels page 1 is %q", got)
	}
}

func TestOneLine(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{" a\r\n b\x00c ", "a b c"},
		{"\ufeffabc", "abc"},
		{"abcdef", "abcd…"},
		{"äöüßé", "äöüßé"},
		{"", ""},
	} {
		if got := OneLine(tc.in, 5); got != tc.want {
			t.Errorf("%q: %q, want %q", tc.in, got, tc.want)
		}
	}
}
