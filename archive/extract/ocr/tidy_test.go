package ocr

import (
	"testing"

	"readingroom/archive/extract/pdf/mark"
)

// row stands blobs of so many dots side by side, 4 dots apart; 0 leaves 12 dots white.
func row(x, high int, wide ...int) (out []blob) {
	for _, w := range wide {
		if w == 0 {
			x += 8
			continue
		}
		out = append(out, blob{x, 100 - high, x + w, 100, w * high})
		x += w + 4
	}
	return out
}

func TestUndirty(t *testing.T) {
	full, speck := row(0, 20, 10, 10, 10), row(0, 2, 2)[0]
	for _, tc := range []struct {
		in, want string
		parts    []blob
	}{
		{"‘Jan", "Jan", full},
		{"_Jan", "Jan", full},
		{"Jan’", "Jan", full},
		{"‘Jan", "Jan", append([]blob{speck}, row(10, 20, 10, 10, 10)...)},
		{"‘Jan", "‘Jan", row(0, 20, 5, 10, 10, 10)}, // a quote that is there
		{"Jan", "Jan", full},
		{"’17", "’17", row(0, 20, 10, 10, 10)},
		{"‘", "‘", row(0, 20, 4)},
		{"‘Jan", "‘Jan", nil},
	} {
		if got, _ := undirty(word{text: tc.in}, tc.parts, 28); got.text != tc.want {
			t.Errorf("%s on %v: %s, want %s", tc.in, tc.parts, got.text, tc.want)
		}
	}
}

func TestUnstop(t *testing.T) {
	for _, tc := range []struct {
		in    string
		parts []blob
		want  string
	}{
		{"as.is", row(0, 20, 10, 10, 0, 5, 10), "as is"},
		{"as.is", row(0, 20, 10, 10, 5, 10), "as.is"},              // no room for a space
		{"as.is", row(0, 20, 10, 10, 2, 5, 10), "as.is"},           // the stop is there
		{"12.50", row(0, 20, 10, 10, 0, 10, 10), "12.50"},          // figures stay
		{"U.S.A", row(0, 20, 10, 2, 10, 2), "U.S.A"},               // more than one
		{"is.", row(0, 20, 5, 10), "is."},                          // at the end
		{"sé.is", row(0, 20, 10, 10, 0, 5, 10), "sé is"},           // by letters, not bytes
		{"as.is", nil, "as.is"},                                    // nothing to go by
		{".is", row(0, 20, 5, 10), ".is"},                          // at the beginning
		{"a.b", append(row(0, 20, 10), row(40, 20, 10)...), "a b"}, // letter by letter
	} {
		a, b, two := unstop(word{text: tc.in}, tc.parts, 28)
		got := a.text
		if two {
			got += " " + b.text
		}
		if got != tc.want {
			t.Errorf("%s: %s, want %s", tc.in, got, tc.want)
		}
	}
}

func TestSigns(t *testing.T) {
	for in, want := range map[string]string{"Sheriff's": "Sheriff’s", "jails'": "jails’", "5'10": "5'10", "'tis": "'tis", "Doña": "Doña", "d'Ivoire's": "d’Ivoire’s"} {
		if got := apostrophes(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	for long, want := range map[float64]string{.25: "-", .5: "–", .95: "—"} {
		if got := dash(long); got != want {
			t.Errorf("%v: %s, want %s", long, got, want)
		}
	}
	for _, tc := range []struct {
		word string
		at   int
		want rune
	}{{"Dona", 2, 'ñ'}, {"NINO", 2, 'Ñ'}, {"Sao", 1, 'ã'}, {"Simoes", 3, 'õ'}, {"county", 1, 0}, {"cat", 1, 0}, {"cat", 3, 0}, {"", -1, 0}} {
		if got := tilded([]rune(tc.word), tc.at); got != tc.want {
			t.Errorf("%s at %d: %c, want %c", tc.word, tc.at, got, tc.want)
		}
	}
}

// Words of l and t as wide and high as they are, and one that may be misread.
func TestSettle(t *testing.T) {
	widths := map[rune][2]int{'l': {5, 22}, 't': {8, 18}, 'a': {13, 15}, '1': {8, 22}, '7': {8, 18}}
	line := 0
	set := func(text, drawn string, confidence int) (word, []blob) {
		line++
		var parts []blob
		x := 0
		for _, r := range drawn {
			d := widths[r]
			parts = append(parts, blob{x, 100 - d[1], x + d[0], 100, d[0] * d[1]})
			x += d[0] + 3
		}
		return word{text, 0, 78, x, 100, confidence, line}, parts
	}
	for _, tc := range []struct {
		name, read, drawn string
		confidence        int
		want              string
	}{
		{"an l read as t", "atta", "alla", 90, "alla"},
		{"one of two", "atla", "atta", 90, "atta"},
		{"right", "atta", "atta", 90, "atta"},
		{"read surely", "atta", "alla", settled, "atta"},
		{"read badly", "atta", "alla", mark.Sure - 1, "atta"},
		{"figures are never touched", "a7ta", "a7la", 90, "a7ta"},
		{"letters that touch", "atta", "al", 90, "atta"},
	} {
		var words []word
		var parts [][]blob
		add := func(w word, p []blob) { words, parts = append(words, w), append(parts, p) }
		for range fewest {
			add(set("tal", "tal", 97))
			add(set("lat", "lat", 97))
		}
		add(set(tc.read, tc.drawn, tc.confidence))
		settle(words, parts)
		if got := words[len(words)-1].text; got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestVote(t *testing.T) {
	at := func(text string, confidence int) word { return word{text, 10, 10, 60, 30, confidence, 1} }
	for _, tc := range []struct {
		name, first, second, third string
		known                      string
		want                       string
		sure                       bool
	}{
		{"two of three", "2018", "2010", "2010", "", "2010", true},
		{"all say the same", "2010", "2010", "2010", "", "2010", true},
		{"figures that nobody agrees on are not sure", "2018", "2010", "2016", "", "2018", false},
		{"a known word", "Illegal", "Ittegal", "Ittegal", "Illegal", "Illegal", true},
		{"figures are known by nothing", "2018", "2010", "2010", "2018", "2010", true},
		{"letters that nobody agrees on", "Polic", "Policy", "Poiicy", "", "Polic", true},
	} {
		w := at(tc.first, 80)
		known := map[string]int{}
		if tc.known != "" {
			known[tc.known] = 1
		}
		strip{}.vote(&w, [][]word{{at(tc.second, 75)}, {at(tc.third, 70)}}, known)
		if w.text != tc.want || (w.confidence >= mark.Sure) != tc.sure {
			t.Errorf("%s: %s, sure by %d", tc.name, w.text, w.confidence)
		}
	}
	// What stands elsewhere has no vote.
	w, other := at("2018", 80), word{"2010", 200, 10, 250, 30, 95, 1}
	strip{}.vote(&w, [][]word{{other}, {other}}, nil)
	if w.text != "2018" || w.confidence != 80 {
		t.Errorf("%+v", w)
	}
}

// A tilde is lifted off its letter; an i keeps its dot, a stroke stays a stroke.
func TestLift(t *testing.T) {
	d := newDesk(900, 200)
	d.write(t, 50, 100, 14, "Doña Ana: niño, mi isla, nn")
	s := sheetOf(d.Gray, 200).soft(14)
	if got := s.lift(); len(got) != 2 {
		t.Errorf("%d tildes in Doña and niño", len(got))
	}
	if len(s.lift()) != 0 {
		t.Error("a tilde is left")
	}
	bar := newDesk(300, 200)
	bar.write(t, 50, 100, 14, "nano")
	bar.fill(50, 66, 66, 70)
	if got := sheetOf(bar.Gray, 200).soft(14).lift(); len(got) != 0 {
		t.Error("a stroke above a letter was taken for a tilde")
	}
}
