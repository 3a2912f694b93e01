package twin

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// page is a page of an agency's memorandum.
const page = `MEMORANDUM FOR the Field Office Director. On 14 March 2017 officers of the Denver office lodged a detainer
with the county jail for a person held on a charge of assault. The sergeant on duty, Dana Whitfield, told Officer R. Okafor
by telephone that the jail would not hold anyone beyond the time of release without a warrant signed by a judge. At 2140 the
person was released through the front door. The supervisor asked that the matter be put in the weekly report, and that the
sheriff be written to before the next meeting of the working group. Total detainers declined in the county this month: 17.`

func TestTwins(t *testing.T) {
	for _, c := range []struct {
		name string
		b    string
		ocr  bool
		want bool
	}{
		{"the same", page, false, true},
		{"other line ends", strings.ReplaceAll(page, " ", "\n"), false, true},
		{"names withheld", strings.NewReplacer("Dana Whitfield", "(b)(6), (b)(7)(C)", "R. Okafor", "(b)(6), (b)(7)(C)").Replace(page), false, true},
		{"half withheld", page[:300] + " (b)(5) " + page[len(page)-120:], false, true},
		{"stamped", "RELEASED IN PART\n" + page + "\n2017-ICFO-23540 000123", false, true},
		{"read from a picture", strings.NewReplacer("lodged", "1odged", "warrant", "warrarnt", "county", "c0unty", "meeting", "rneeting").Replace(page), true, true},
		{"another month's figures", strings.NewReplacer("14 March", "11 April", "2140", "0915", ": 17", ": 23").Replace(page), false, false},
		{"another county's", strings.NewReplacer("Denver", "Boise", "assault", "theft", "Dana Whitfield", "Ann Marsh", "R. Okafor", "T. Lund", "sergeant", "deputy", "judge", "magistrate").Replace(page), false, false},
		{"something else", strings.Repeat("The inspection of the kennels found nothing to remark upon in the feeding of the animals. ", 6), false, false},
		{"one line of it", page[:90], false, false},
		{"nothing", "", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := Compare(Page{Text: page}, Page{Text: c.b, OCR: c.ocr})
			if got := l.Twins(c.ocr); got != c.want {
				t.Errorf("twins %v, want %v: %+v", got, c.want, l)
			}
			if n := shared(Sketch(page), Sketch(c.b)); c.want && n < Shared {
				t.Errorf("the sketches share %d of %d", n, Size)
			}
		})
	}
}

func shared(a, b []uint64) (n int) {
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}

// Pages that lose every third sentence and a word in forty to the reader are
// still proposed, nearly always.
func TestSketchesOfNoisyPagesMeet(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	met := 0
	const pages = 200
	for range pages {
		var whole, part []string
		for s := range 25 {
			for range 14 {
				w := fmt.Sprintf("w%c%c%d", 'a'+rune(r.IntN(26)), 'a'+rune(r.IntN(26)), r.IntN(40))
				whole = append(whole, w)
				if r.IntN(40) == 0 {
					w += "x"
				}
				if s%3 > 0 {
					part = append(part, w)
				}
			}
		}
		if shared(Sketch(strings.Join(whole, " ")), Sketch(strings.Join(part, " "))) >= Shared {
			met++
		}
	}
	if met < pages*97/100 {
		t.Errorf("%d of %d pages met", met, pages)
	}
}

func TestDiff(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		loose bool
		want  string
	}{
		{"one two three", "one two three", false, "=one two three|one two three"},
		{"one two three", "one three", false, "=one|one -two| =three|three"},
		{"one three", "one two three", false, "=one|one +|two =three|three"},
		{"by Ann Marsh on Monday", "by (b)(6) on Monday", false, "=by|by *Ann Marsh|(b)(6) =on Monday|on Monday"},
		{"issued 188 here", "issued 138 here", true, "=issued|issued ~188|138 =here|here"},
		{"the c0unty jail", "the county jail", true, "=the c0unty jail|the county jail"},
		{"the detainer was", "the detalner was", true, "=the detainer was|the detalner was"},
		{"held (Charged), Larceny (Charged) today", "held (b)(7)(C) today", false, "=held|held *(Charged), Larceny (Charged)|(b)(7)(C) =today|today"},
		{"", "", false, ""},
		{"“A”", "", false, "-A|"},
	} {
		var got []string
		for _, p := range Diff(c.a, c.b, c.loose) {
			sign := map[Op]string{Same: "=", OnlyA: "-", OnlyB: "+", Changed: "~"}[p.Op]
			if p.Codes {
				sign = "*"
			}
			got = append(got, sign+cut(c.a, p.A)+"|"+cut(c.b, p.B))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q against %q: %s, want %s", c.a, c.b, s, c.want)
		}
	}
}

func cut(s string, at Span) string { return string([]rune(s)[at.From:at.To]) }

// The pages of real documents are no twins of one another, but for those that
// are: blank forms and sheets repeated on purpose are looked at by eye.
func TestRealPagesAreNotTwins(t *testing.T) {
	names, _ := filepath.Glob("../../../shared/corpus/emails/state-foia/*.txt")
	if len(names) == 0 {
		t.Skip("no released e-mails here to read")
	}
	texts, sketches := map[string]string{}, map[string][]uint64{}
	for _, n := range names[:min(len(names), 150)] {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		texts[n], sketches[n] = string(b), Sketch(string(b))
	}
	twins := 0
	for i, a := range names[:len(texts)] {
		for _, b := range names[i+1 : len(texts)] {
			if shared(sketches[a], sketches[b]) < Shared {
				continue
			}
			if l := Compare(Page{Text: texts[a]}, Page{Text: texts[b]}); l.Twins(false) {
				twins++
				t.Logf("%s and %s: %+v", filepath.Base(a), filepath.Base(b), l)
			}
		}
	}
	if twins > len(texts)/5 {
		t.Errorf("%d pairs of %d e-mails are twins", twins, len(texts))
	}
}

func FuzzDiff(f *testing.F) {
	f.Add("one two (b)(6) three", "one two Ann three", true)
	f.Add("", "\xff\u202e\u00ad", false)
	f.Fuzz(func(t *testing.T, a, b string, loose bool) {
		if len(a)+len(b) > 4000 {
			return
		}
		at := [2]int{}
		for _, p := range Diff(a, b, loose) {
			if p.A.From < at[0] || p.B.From < at[1] || p.A.To < p.A.From || p.B.To < p.B.From {
				t.Fatalf("%+v after %v", p, at)
			}
			at = [2]int{p.A.To, p.B.To}
		}
		if at[0] > utf8.RuneCountInString(a) || at[1] > utf8.RuneCountInString(b) {
			t.Fatalf("it ends at %v", at)
		}
		if x, y := Compare(Page{Text: a}, Page{Text: b}), Compare(Page{Text: b}, Page{Text: a}); x.Same > 0 != (y.Same > 0) {
			t.Fatalf("%+v the one way, %+v the other", x, y)
		}
	})
}
