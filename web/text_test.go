package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shape prints blocks: a line each, hits in [], what was cited in {}.
func shape(blocks []block) []string {
	marked := func(runs []run) string {
		var b strings.Builder
		for _, r := range runs {
			switch {
			case r.Cited && r.Hit:
				b.WriteString("{[" + r.Text + "]}")
			case r.Cited:
				b.WriteString("{" + r.Text + "}")
			case r.Hit:
				b.WriteString("[" + r.Text + "]")
			default:
				b.WriteString(r.Text)
			}
		}
		return strings.ReplaceAll(b.String(), "\n", "↵")
	}
	var out []string
	for _, b := range blocks {
		s := b.Kind + ":"
		switch b.Kind {
		case "lines":
			for _, l := range b.Lines {
				s += " " + marked(l) + " /"
			}
		case "grid":
			for _, row := range b.Grid {
				for _, c := range row {
					s += " " + marked(c) + " |"
				}
				s += "/"
			}
		default:
			s += " " + marked(b.Runs)
		}
		out = append(out, s)
	}
	return out
}

func TestSet(t *testing.T) {
	long := "The report names the jurisdictions that released aliens from"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", " \n", nil},
		{"an address stands", "Office\nStreet 1\nTown", []string{"lines: Office / Street 1 / Town /"}},
		{"prose runs on", long + "\ntheir custody.\nEnd", []string{"prose: " + long + "↵their custody.", "lines: End /"}},
		{"an empty line parts", long + "\n\ncustody", []string{"prose: " + long, "lines: custody /"}},
		{"a bullet parts", long + "\n• " + long, []string{"prose: " + long, "prose: • " + long}},
		{"capitals are a heading", "SECTION II\na", []string{"heading: SECTION II", "lines: a /"}},
		{"tabs are a grid", "a\tb\nc\t\nd", []string{"grid: a | b |/ c |  |/", "lines: d /"}},
		{"an empty line after every line parts nothing", long + "\n\n" + long + "\n\ncustody.\n\nEnd\n\nof it", []string{"prose: " + long + "↵↵" + long + "↵↵custody.", "lines: End / of it /"}},
	} {
		if diff := cmp.Diff(c.want, shape(set(c.text, nil, nil, nil))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	got := shape(set("é détainer was\ncited", spans("détainer", "é détainer was\ncited"), &Span{6, 20}, nil))
	if diff := cmp.Diff([]string{"lines: é [déta]{[iner]}{ was} / {cited} /"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSpans(t *testing.T) {
	for _, c := range []struct{ q, text, want string }{
		{"detainer", "Detainers were declined", "[Detainers] were declined"},
		{`"declined detainer"`, "declined detainers, a declined detainer", "declined detainers, a [declined detainer]"},
		{"detain*", "a detainee’s detainer", "a [detainee’s] [detainer]"},
		{"detainr~", "detainer retainer", "[detainer] retainer"},
		{"jail -draft", "a jail draft", "a [jail] draft"},
		{"kind:pdf jail", "a pdf of a jail", "a pdf of a [jail]"},
		{"jail OR prison", "jail, prison", "[jail], [prison]"},
		{`"sally port"`, "sally\nport", "[sally\nport]"},
		{"", "a", "a"},
	} {
		var b strings.Builder
		at, runes := 0, []rune(c.text)
		for _, s := range spans(c.q, c.text) {
			b.WriteString(string(runes[at:s.From]) + "[" + string(runes[s.From:s.To]) + "]")
			at = s.To
		}
		if got := b.String() + string(runes[at:]); got != c.want {
			t.Errorf("%s: %s, want %s", c.q, got, c.want)
		}
	}
}

func FuzzSet(f *testing.F) {
	f.Add("a\tb\n\nLONG", "a", 1, 3)
	f.Fuzz(func(t *testing.T, text, q string, from, to int) {
		text = strings.ToValidUTF8(text, "?")
		var cited *Span
		if n := len([]rune(text)); 0 <= from && from < to && to <= n {
			cited = &Span{from, to}
		}
		letters := func(s string) string { return strings.Join(strings.Fields(s), "") }
		var b strings.Builder
		for _, block := range set(text, spans(q, text), cited, nil) {
			all := append(block.Lines, block.Runs)
			for _, row := range block.Grid {
				all = append(all, row...)
			}
			for _, runs := range all {
				for _, r := range runs {
					b.WriteString(r.Text)
				}
			}
		}
		if letters(b.String()) != letters(text) {
			t.Errorf("setting %q changed it to %q", text, b.String())
		}
	})
}

func TestWords(t *testing.T) {
	for got, want := range map[string]string{
		number(0): "0", number(999): "999", number(1234567): "1,234,567", number(-1234): "-1,234",
		count(1, "page", "pages"): "1 page", count(1206, "row", "rows"): "1,206 rows", countOrNo(0, "row", "rows"): "no rows",
		size(999): "999 bytes", size(1000): "1 kB", size(1_234_567): "1.2 MB", size(45_600_000): "46 MB",
		longDay("2017-01-28"): "28 January 2017", longDay("2017-03-21T16:04:00Z"): "21 March 2017, 16:04 UTC", longDay("soon"): "soon",
		cut("one two three", 9): "one two…", disposition("inline", "a b.pdf"): `inline; filename="a b.pdf"`,
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
