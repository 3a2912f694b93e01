package rtf

import (
	"fmt"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
)

// show prints what was found: pages, tables, notices.
func show(rec *record.Recorder) string {
	var b strings.Builder
	for _, p := range rec.Pages {
		fmt.Fprintf(&b, "%d: %s\n", p.Number, strings.ReplaceAll(p.Text, "\n", "|"))
	}
	for _, table := range rec.Tables {
		fmt.Fprintf(&b, "table %s\n", strings.Join(table.Header, ", "))
		for _, r := range table.Rows {
			fmt.Fprintf(&b, "row %s\n", strings.Join(r.Cells, ", "))
		}
	}
	for _, n := range rec.Notices {
		fmt.Fprintf(&b, "[%s] %s\n", n.Code, n.Text)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	row := func(cells ...string) string {
		return `\trowd\cellx1000\cellx2000\pard\intbl ` + strings.Join(cells, `\cell `) + `\cell\row`
	}
	for _, tc := range []struct{ name, in, want string }{
		{"paragraphs", `Dear\par\pard Sir\line or\tab Madam` + "\\\n" + `x`, "1: Dear|Sir|or\tMadam|x\n"},
		{"line ends of the file", "De\r\nar", "1: Dear\n"},
		{"escapes", `\{a\\b\}\~c\_d\-e`, "1: {a\\b}\u00a0c-de\n"},
		{"signs", `\ldblquote a\rdblquote \emdash  b`, "1: “a”— b\n"},
		{"windows-1252", `Ren\'e9e \'80`, "1: Renée €\n"},
		{"bad digits", `a\'zzb\'e`, "1: azzb\x0e\n"},
		{"the document's page", `\ansicpg1251\'cf\'f0`, "1: Пр\n"},
		{"the font's page", `{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204{\*\panose 0}B;}}\f1 \'cf\plain\f0 \'e9`, "1: Пé\n"},
		{"two bytes", `{\fonttbl{\f1\fcharset128 M;}}\f1\'83A\'83\'42`, "1: アィ\n"},
		{"symbols", `{\fonttbl{\f3\fcharset2 Symbol;}}{\f3\'b7} a`, "1: • a\n"},
		{"unicode", `a\u8217 'b\u8217\'92c\uc0\u233 d`, "1: a’b’céd\n"},
		{"negative", `\u-10179?\u-8704?`, "1: 😀\n"},
		{"half a character", `\u-10179?x`, "1: x\n"},
		{"two stand-ins", `{\uc2\u233 xyz}\u233 xy`, "1: ézéy\n"},
		{"no stand-in", `\u233\par b`, "1: é|b\n"},
		{"unseen", `a{\*\unknown b{\v c}}{\pict\wmetafile8 0102}{\*\shppict{\pict 01}}{\stylesheet{\s0 Normal;}}d`, "1: ad\n"},
		{"binary", "a{\\pict\\bin4 }{}}}b", "1: ab\n"},
		{"field", `{\field{\*\fldinst HYPERLINK "x"}{\fldrslt here}}`, "1: here\n"},
		{"text box", `a{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt boxed}}{\shprslt old}}`, "1: aboxed\n"},
		{"old text box", `a{\*\do\dobxpage\dptxbx{\dptxbxtext\pard boxed}\dpx1}`, "1: aboxed\n"},
		{"unicode twin", `{\upr{old}{\*\ud{new \u233?}}}`, "1: new é\n"},
		{"pages", `one\page two\page`, "1: one\n2: two\n"},
		{"hidden", `a {\v b }c`, "1: a [hidden: b ]c\n[hidden-text] The document has hidden text in one place, marked [hidden: …].\n"},
		{
			"deleted", `{\*\revtbl{Unknown;}{J. Doe;}}We do {\deleted\revauthdel1 not }{\b\deleted\revauthdel1 ever\par}\deleted0 agree`,
			"1: We do [deleted: not ever]|agree\n[tracked-changes] Changes were tracked in this document: text deleted by J. Doe in one place is still in it, marked [deleted: …].\n",
		},
		{"notes", `a{\super\chftn}{\footnote\pard{\super\chftn} see b}{\*\atnid JD}{\*\atnauthor J. Doe}\chatn{\*\annotation{\*\atnref 1}why}{\header top}{\footer top}`, "1: a[1]||[1] see b|[Comment by J. Doe] why|top\n"},
		{
			"table", row("County", "Count") + row("Adams", "4") + row("Bell", "5") + `\pard after`,
			"1: County\tCount|Adams\t4|Bell\t5|after\ntable County, Count\nrow Adams, 4\nrow Bell, 5\n",
		},
		{
			"merged downward", `\trowd\clvmgf\cellx1\cellx2\pard\intbl a\cell b\cell\row\trowd\clvmrg\cellx1\cellx2\pard\intbl\cell c\cell\row` + row("d", "e"),
			"1: a\tb|\tc|d\te\ntable a, b\nrow a, c\nrow d, e\n",
		},
		{"a table in a cell", `\trowd\cellx1\pard\intbl\itap2 in\nestcell side\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}\pard\intbl\itap1 out\cell\row\pard z`, "1: in\tside|out|z\n"},
		{"cells without a table", `a\cell b\cell\row\pard c`, "1: a\tb\t|c\n"},
		{"cut short", `{\b a`, "1: a\n"},
	} {
		var rec record.Recorder
		in := `{\rtf1\ansi ` + tc.in + "}"
		if tc.name == "cut short" {
			tc.want += "[damaged] The document is cut short; what there is of it was read.\n"
		}
		if err := Read(strings.NewReader(in), int64(len(in)), &rec); err != nil {
			t.Errorf("%s: %v", tc.name, err)
		}
		if got := show(&rec); got != tc.want {
			t.Errorf("%s:\n%s\nwant\n%s", tc.name, got, tc.want)
		}
	}
}

func TestAbout(t *testing.T) {
	in := `{\rtf1{\*\generator Writer 1;}{\info{\title Weekly {\b report}}{\author Ren\'e9e}{\creatim\yr2015\mo1\dy20\hr13}{\revtim\yr2015\mo13\dy1}{\*\company X}}text}`
	var rec record.Recorder
	if err := Read(strings.NewReader(in), int64(len(in)), &rec); err != nil {
		t.Fatal(err)
	}
	if want := (archive.About{Title: "Weekly report", Author: "Renée", Created: "2015-01-20", Program: "Writer 1"}); fmt.Sprint(rec.AboutIt) != fmt.Sprint(want) {
		t.Errorf("%+v, want %+v", rec.AboutIt, want)
	}
	if got := rec.Pages[0].Text; got != "text" {
		t.Errorf("text %q", got)
	}
}

func TestHTML(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{`\fromhtml1 {\*\htmltag64 <p>}\htmlrtf\par\htmlrtf0 Dear{\*\mhtmltag84 x}{\*\htmltag84 &nbsp;}\htmlrtf \'a0\htmlrtf0 Sir{\*\htmltag72 </p>}`, "<p>Dear&nbsp;Sir</p>"},
		{`\fromhtml1{\fonttbl{\f1\fcharset204 B;}}\htmlrtf{\f1\htmlrtf0 \'cf\htmlrtf}\htmlrtf0{\*\htmltag0 \par <br>\{\}}`, "П\n<br>{}"},
		{`\fromhtml1 a\line b\tab c\lquote d\u8217 ?`, "a\nb\tc‘d’"},
	} {
		got, ok := HTML([]byte(`{\rtf1\ansi` + tc.in + `}`))
		if !ok || got != tc.want {
			t.Errorf("%s: %q %v, want %q", tc.in, got, ok, tc.want)
		}
	}
	if _, ok := HTML([]byte(`{\rtf1\ansi text}`)); ok {
		t.Error("found HTML where there is none")
	}
}

func TestHostile(t *testing.T) {
	for name, in := range map[string]string{
		"deep":         strings.Repeat("{", 300_000) + "a" + strings.Repeat("}", 300_000),
		"deep notes":   strings.Repeat(`{\footnote `, 50_000),
		"tables":       strings.Repeat(`\itap2147483647\nestcell `, 20_000),
		"cells":        strings.Repeat(`\intbl\cell `, 100_000),
		"descriptions": strings.Repeat(`\trowd`+strings.Repeat(`\cellx1`, 100), 1000),
		"bin":          `\bin2147483647 a`,
		"uc":           `\uc2147483647\u1 a\u-99999999 b`,
		"number":       `\f99999999999999999999999\ansicpg-1\'e9`,
		"closed":       strings.Repeat("}", 1000),
	} {
		in = `{\rtf1 ` + in
		var rec record.Recorder
		if err := Read(strings.NewReader(in), int64(len(in)), &rec); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(rec.Pages) == 0 {
			t.Errorf("%s: no page", name)
		}
	}
	in := "no rich text"
	if err := Read(strings.NewReader(in), int64(len(in)), &record.Recorder{}); err == nil {
		t.Error("read what is no rich text")
	}
}

func FuzzRead(f *testing.F) {
	for _, in := range []string{
		`\trowd\cellx1\pard\intbl a\cell\row\itap2 b\nestcell\nestrow\pard c\par`,
		`{\info{\title a}{\creatim\yr1}}{\fonttbl{\f1\fcharset128 x;}}\f1\'83A\u-10179?{\v x{\footnote y\par}}`,
		`\fromhtml1{\*\htmltag64 <p>}\htmlrtf x\htmlrtf0{\upr{a}{\*\ud{b}}}{\shp{\*\shpinst{\shptxt c`,
		`{\deleted a\page b{\*\annotation c}{\header d\cell}}`,
	} {
		f.Add([]byte(in))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		in := `{\rtf1` + string(b) + `}`
		var rec record.Recorder
		if err := Read(strings.NewReader(in), int64(len(in)), &rec); err != nil {
			t.Error(err)
		}
		for i, p := range rec.Pages {
			if p.Number != i+1 {
				t.Errorf("page %d is numbered %d", i+1, p.Number)
			}
		}
		if html, _ := HTML([]byte(in)); len(html) > 4*len(in) {
			t.Errorf("%d bytes of HTML from %d", len(html), len(in))
		}
	})
}
