package audit

import (
	"fmt"
	"strings"
	"testing"

	"readingroom/archive"
)

// tableOf reads a table from lines with bars: its title, its header, its rows. A
// line "# label" groups the rows below it.
func tableOf(t *testing.T, text string) Table {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(text), "\n")
	cells := func(s string) []string {
		all := strings.Split(s, "|")
		for i := range all {
			all[i] = strings.TrimSpace(all[i])
		}
		return all
	}
	out := Table{Table: archive.Table{Number: 1, Sheet: "S", Title: strings.TrimSpace(lines[0]), Header: cells(lines[1]), HeaderRows: []int{1}}}
	var group []string
	for i, l := range lines[2:] {
		if g, ok := strings.CutPrefix(strings.TrimSpace(l), "# "); ok {
			group = []string{g}
			continue
		}
		if note, ok := strings.CutPrefix(strings.TrimSpace(l), "* "); ok {
			out.Footnotes = append(out.Footnotes, note)
			continue
		}
		out.Rows = append(out.Rows, archive.Row{Number: i + 2, Cells: cells(l), Group: group})
	}
	out.Table.Rows = len(out.Rows)
	return out
}

// print is a result as one line: each finding as "+kind column printed" where
// it agrees, "!kind column printed computed" where not, "?" for one not checked.
func (r Result) print() string {
	var b []string
	for _, f := range r.Findings {
		if f.Agrees {
			b = append(b, fmt.Sprintf("+%s %s %s", f.Kind, f.Column, f.Printed))
		} else {
			b = append(b, fmt.Sprintf("!%s %s %s/%s", f.Kind, f.Column, f.Printed, f.Computed))
		}
	}
	for range r.Unchecked {
		b = append(b, "?")
	}
	return strings.Join(b, "; ")
}

func TestTotals(t *testing.T) {
	for _, c := range []struct{ name, table, want string }{
		{"a list", "Declined\nOffense|N\nAssault|16\nDrugs|39\nTotal|55", "+total N 55"},
		{"a wrong total", "Declined\nOffense|N\nAssault|16\nDrugs|39\nTotal|56", "!total N 56/55"},
		{"two columns, one wrong", "D\nX|N|M\na|16|1\nb|39|2\nTotal|55|4", "+total N 55; !total M 4/3"},
		{"no total", "Declined\nOffense|N\nAssault|16\nDrugs|39", ""},
		{"all of them first", "D\nCounty|N\nAll counties|55\na|16\nb|39", "+total N 55"},
		{"thousands, money, negative", "D\nX|N\na|$1,200.50\nb|(200.25)\nTotal|$1,000.25", "+total N $1,000.25"},
		{"footnotes' signs", "D\nX|N\na|16*\nb|39 [1]\nTotal|55†", "+total N 55†"},
		{"empty and dashed cells count as none", "D\nX|N\na|16\nb|-\nc|\nTotal|16", "+total N 16"},
		{"withheld", "D\nX|N\na|16\nb|(b)(7)(E)\nTotal|55", "?"},
		{"withheld, and the rest is more", "D\nX|N\na|60\nb|***\nTotal|55", "!total N 55/60"},
		{"below a bound, and it cannot be", "D\nX|N\na|16\nb|<5\nTotal|55", "!total N 55/16"},
		{"below a bound, and it can be", "D\nX|N\na|16\nb|<5\nTotal|19", "?"},
		{"subtotals by group", "D\nX|N\n# Texas\na|1\nb|2\nSubtotal|3\n# Iowa\nc|4\nd|5\nSubtotal|9\nGrand total|12", "+subtotal N 3; +subtotal N 9; +total N 12"},
		{"a wrong subtotal is not certain alone", "D\nX|N\n# Texas\na|1\nb|2\nSubtotal|4\n# Iowa\nc|4\nd|5\nSubtotal|9\nGrand total|12", "+subtotal N 9; +total N 12; ?"},
		{"a total of subtotals", "D\nX|N\nTexas total|3\nIowa total|9\nTotal|12", "+total N 12; ?; ?"},
		{"a list of some", "Top counties\nX|N\na|16\nb|9\nTotal|300", "+top N highest first; ?"},
		{"an average is no sum", "D\nX|Average days|N\na|3|1\nb|4|2\nTotal|3.5|3", "+total N 3"},
		{"years are no sum", "D\nX|Year\na|2016\nb|2017\nTotal|4033", ""},
		{"shares", "D\nX|N|Percent\na|1|33.3%\nb|2|66.7%\nTotal|3|100%", "+total N 3; +percent Percent 100%"},
		{"shares of several answers", "D\nX|N|Percent\na|1|50%\nb|2|90%\nTotal|3|100%", "+total N 3; ?"},
		{"rounding", "D\nX|Millions\na|1.4\nb|1.4\nTotal|2.9\n* Figures may not add up because of rounding.", "+total Millions 2.9"},
		{"across", "D\nX|Men|Women|Total\na|1|2|3\nb|2|2|4\nc|5|1|6\nd|1|1|2\ne|2|1|4", "+across Total 4 totals; !across Total 4/3"},
		{"across something else", "D\nX|Men|Women|Total\na|1|2|30\nb|2|2|44\nc|5|1|6", "?"},
		{"one row and its total", "D\nX|N\na|3\nTotal|3", "+total N 3"},
		{"a place called so", "D\nX|N\nTotalville|3\nb|4", ""},
		{"text columns", "D\nX|Y\na|b\nTotal|c", ""},
		{"top fifty that are three", "Top 3 Jurisdictions\nX|N\na|9\nb|8\nc|7", "+top  Top 3; +top N highest first"},
		{"top five that are three", "The five highest\nX|N\na|9\nb|8\nc|7", "!top  five highest/3 rows; +top N highest first"},
		{"top, with a total", "Top 3 Jurisdictions\nX|N\na|9\nb|8\nc|7\nTotal|24", "+total N 24; +top  Top 3; +top N highest first"},
		{"another order is no error", "Top 3 Jurisdictions\nX|N\na|7\nb|8\nOthers|70", "+top  Top 3"},
	} {
		if got := Of(tableOf(t, c.table)).print(); got != c.want {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	ten := "Highest Volume of Detainers Issued\nJurisdiction|Detainers Issued\na|51\nb|38\nc|68"
	for _, c := range []struct{ name, text, table, want string }{
		{"a count", "The three jurisdictions below got the most.\n\nJurisdiction\tDetainers", ten, "+count  three jurisdictions below"},
		{"a wrong count", "The four jurisdictions below got the most.", ten, "!count  four jurisdictions below/3 rows"},
		{"a share", "ICE issued 3,083 detainers. The three jurisdictions below\naccount for 5.1 % of all.", ten, "+count  three jurisdictions below; +share Detainers Issued 5.1 %"},
		{"a wrong share", "ICE issued 3,083 detainers. Those below account for 7 % of all.", ten, "!share Detainers Issued 7 %/5.1 %"},
		{"a share of what", "Those below account for 7 % of all.", ten, "?"},
		{"a share of one of two", "Of 3,083 detainers, and 900 detainers of before, those below account for 5.1 % of the first.", ten, "+share Detainers Issued 5.1 %"},
		{"a figure that is the sum", "In all 157 detainers were issued.", ten, "+count Detainers Issued 157"},
		{"a figure that is another", "In all 158 detainers were issued.", ten, ""},
		{"the sum, of something else", "In all 157 persons came.", ten, ""},
		{"a date", "On 3/157/2017 detainers were issued; Feb. 157, detainers.", ten, ""},
		{"a share of no list here", "Detainers account for 7 % of the 3,083 detainers.", ten, ""},
		{"nothing", "", ten, ""},
	} {
		table := tableOf(t, c.table)
		table.Page, table.OnPage, table.Sheet = 2, 1, ""
		got := Sentences([]archive.Page{{Number: 2, Text: c.text}}, []Table{table}).print()
		if got != c.want {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestWhereASentenceStands counts code points, so that the passage can be cited.
func TestWhereASentenceStands(t *testing.T) {
	table := tableOf(t, "D\nX|Declined\nä|100\nb|106")
	table.Page, table.OnPage, table.Sheet = 1, 1, ""
	text := "Über alles – “ja”.\n\nIn all 206 were declined."
	r := Sentences([]archive.Page{{Number: 1, Text: text}}, []Table{table})
	if len(r.Findings) != 1 {
		t.Fatalf("%+v", r)
	}
	at := r.Findings[0].At
	if got := string([]rune(text)[at.From:at.To]); got != "206" || at.Page != 1 {
		t.Errorf("%s is %q", at, got)
	}
}

func FuzzAudit(f *testing.F) {
	f.Add("Top 3\nX|N\na|9\nTotal|9", "The ten below account for 5 % of 9 N.")
	f.Fuzz(func(t *testing.T, table, text string) {
		if strings.Count(strings.TrimSpace(table), "\n") < 2 {
			return
		}
		x := tableOf(t, table)
		Of(x)
		for _, f := range Sentences([]archive.Page{{Number: 1, Text: text}}, []Table{x}).Findings {
			if f.At.To > len([]rune(text)) || f.At.From >= f.At.To {
				t.Errorf("%s of %q", f.At, text)
			}
		}
	})
}
