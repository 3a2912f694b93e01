package sheet

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/extract/internal/parts"
	"readingroom/archive/extract/internal/record"
)

// openBook makes an OpenDocument spreadsheet.
func openBook(t testing.TB, sheets string) []byte {
	return zipOf(t, part{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", 1}, part{"content.xml", `<office:document-content><office:automatic-styles>` +
		`<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>` +
		`<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>` +
		`</office:automatic-styles><office:body><office:spreadsheet>` + sheets + `</office:spreadsheet></office:body></office:document-content>`, 1})
}

func cell(text string) string {
	return "<table:table-cell><text:p>" + text + "</text:p></table:table-cell>"
}

func TestReadOpenDocument(t *testing.T) {
	const head, foot = `<table:table table:name="Log" table:style-name="ta1">`, `</table:table>`
	row := func(cells ...string) string {
		return "<table:table-row>" + strings.Join(cells, "") + "</table:table-row>"
	}
	names := row(cell("Name"), cell("Filed"), cell("Pages"))
	table := `table 1 "Log" title "" header [1] Name|Filed|Pages`
	for _, tc := range []struct {
		name, file string
		want       []string
	}{
		{"cells", head + names + row(cell("Ann"), `<table:table-cell office:value-type="date" office:date-value="2014-01-02"><text:p>01/02/14</text:p></table:table-cell>`, `<table:table-cell office:value="3"/>`) + foot, []string{table, "2 Ann|01/02/14|3"}},
		{"truth and blanks", head + names + row(`<table:table-cell office:boolean-value="true"/>`, `<table:table-cell/>`, cell("1")) + foot, []string{table, "2 TRUE||1"}},
		{"paragraphs", head + names + row(cell(`A<text:s text:c="2"/>b<text:tab/>c</text:p><text:p>d<text:span>e</text:span><text:line-break/>f`), cell("1"), cell("2")) + foot, []string{table, "2 A  b\tc\nde\nf|1|2"}},
		{"repeated", head + names + `<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>` + cell("1") + `<table:table-cell table:number-columns-repeated="16381"/></table:table-row><table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>` + row(cell("y"), cell("z"), cell("2")) + foot, []string{table, "2 x|x|1", "3 x|x|1", "1048574 y|z|2"}},
		{"hidden rows", head + names + `<table:table-row table:visibility="collapse">` + cell("a") + cell("b") + cell("1") + `</table:table-row><table:table-row-group table:display="false"><table:table-row>` + cell("c") + cell("d") + cell("2") + `</table:table-row></table:table-row-group>` + row(cell("e"), cell("f"), cell("3")) + foot, []string{table, "2 hidden a|b|1", "3 hidden c|d|2", "4 e|f|3"}},
		{"hidden sheet", strings.Replace(head, "ta1", "ta2", 1) + names + row(cell("a"), cell("b"), cell("1")) + foot, []string{strings.Replace(table, `"Log"`, `"Log" hidden`, 1), "2 a|b|1"}},
		{"covered", head + names + row(`<table:table-cell table:number-columns-spanned="2"><text:p>a</text:p></table:table-cell><table:covered-table-cell/>`, cell("1")) + foot, []string{table, "2 a|a|1"}},
		{"comment, shape, table in a cell", head + `<table:shapes><draw:frame><text:p>no</text:p></draw:frame></table:shapes>` + names + row(`<table:table-cell><office:annotation><dc:date>2014</dc:date><text:p>no</text:p></office:annotation><draw:frame><text:p>no</text:p></draw:frame><text:p>a</text:p><table:table><table:table-row>`+cell("no")+`</table:table-row></table:table></table:table-cell>`, cell("b"), cell("1")) + foot, []string{table, "2 a|b|1"}},
		{"tracked changes", `<table:tracked-changes><table:cell-content-change>` + cell("no") + `</table:cell-content-change></table:tracked-changes>` + head + names + row(cell("a"), cell("b"), cell("1")) + foot, []string{table, "2 a|b|1"}},
		{"an empty sheet before", `<table:table table:name="None"/>` + head + names + row(cell("a"), cell("b"), cell("1")) + foot, []string{table, "2 a|b|1"}},
		{"header rows", head + `<table:table-header-rows>` + names + `</table:table-header-rows>` + row(cell("a"), cell("b"), cell("1")) + foot, []string{table, "2 a|b|1"}},
		{"cut short", head + names + row(cell("a"), cell("b"), cell("1")) + "<table:table-row><<", []string{table, "2 a|b|1", "damaged"}},
	} {
		b := openBook(t, tc.file)
		var got record.Recorder
		if err := ReadOpenDocument(bytes.NewReader(b), int64(len(b)), &got); err != nil {
			t.Errorf("%s: %v", tc.name, err)
		}
		if diff := cmp.Diff(tc.want, saying(got)); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
}

// TestOpenDocumentBomb reads a row of 16,384 cells that stands there a million times.
func TestOpenDocumentBomb(t *testing.T) {
	b := openBook(t, `<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="1048576"><text:p>x</text:p></table:table-cell></table:table-row></table:table>`)
	var got record.Recorder
	err := Budget{Rows: 1 << 20, Cells: 1 << 18, Columns: 16384, Bytes: 1 << 30, Unzip: 1 << 20}.ReadOpenDocument(bytes.NewReader(b), int64(len(b)), &got)
	if err != nil || len(got.Notices) != 1 || got.Notices[0].Code != "limit" || len(got.Tables) != 1 {
		t.Errorf("%v %+v", err, got.Notices)
	}
}

func TestOpenDocumentRefused(t *testing.T) {
	sealed := zipOf(t, part{"META-INF/manifest.xml", `<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`, 1}, part{"content.xml", "??", 1})
	for _, tc := range []struct {
		name string
		file []byte
		want string
	}{
		{"encrypted", sealed, parts.ErrEncrypted.Error()},
		{"no zip", []byte("x"), "the file is damaged: "},
		{"no content", zipOf(t, part{"meta.xml", "<a/>", 1}), "the spreadsheet is damaged: content.xml is missing"},
		{"no spreadsheet", zipOf(t, part{"content.xml", "<a/>", 1}), "the file holds no spreadsheet"},
	} {
		var got record.Recorder
		err := ReadOpenDocument(bytes.NewReader(tc.file), int64(len(tc.file)), &got)
		if err == nil || !strings.HasPrefix(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", tc.name, err, tc.want)
		}
	}
}

func FuzzReadOpenDocument(f *testing.F) {
	f.Add(`<table:table table:name="a"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"><text:p>x</text:p></table:table-cell></table:table-row></table:table>`)
	f.Add(`<table:table><table:table-row-group><table:table-row/></table:table></table:table-row-group>`)
	f.Fuzz(func(t *testing.T, sheets string) {
		b := openBook(t, sheets)
		var got record.Recorder
		_ = Budget{Rows: 1000, Cells: 10000, Columns: 100, Bytes: 1 << 20, Unzip: 1 << 20}.ReadOpenDocument(bytes.NewReader(b), int64(len(b)), &got)
	})
}

// TestOpenDocumentLayout reads what stands in a sheet beside its cells.
func TestOpenDocumentLayout(t *testing.T) {
	text := func(s string) string { return `<table:table-cell><text:p>` + s + `</text:p></table:table-cell>` }
	b := openBook(t, `<table:table table:name="Log"><table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>`+
		`<table:table-row>`+text("State")+text("SSN")+text("n")+`</table:table-row>`+
		`<table:table-row><table:table-cell table:number-rows-spanned="2"><office:annotation><dc:creator>R. Roe</dc:creator><dc:date>2017-04-02T10:00:00</dc:date><text:p>with</text:p><text:p>hold</text:p></office:annotation><text:p>Ohio</text:p></table:table-cell>`+
		text("x")+`<table:table-cell office:value-type="percentage" office:value="0.125"><text:p>12.5%</text:p></table:table-cell></table:table-row>`+
		`<table:table-row><table:covered-table-cell/><table:table-cell/>`+text("2")+`</table:table-row></table:table>`)
	var rec record.Recorder
	if err := ReadOpenDocument(bytes.NewReader(b), int64(len(b)), &rec); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`table 1 "Log" title "" header [1] State|SSN|n`, "2 Ohio|x|12.5%", "3 Ohio||2"}, saying(rec)); diff != "" {
		t.Error(diff)
	}
	table := rec.Tables[0]
	if !slices.Equal(table.HiddenColumns, []int{2}) || !slices.Equal(table.Rows[1].Filled, []int{1}) || table.Rows[0].Values[2] != "0.125" {
		t.Errorf("hidden %v, filled %v, values %q", table.HiddenColumns, table.Rows[1].Filled, table.Rows[0].Values)
	}
	if diff := cmp.Diff([]archive.Comment{{Col: 1, Author: "R. Roe", Date: "2017-04-02", Text: "with\nhold"}}, table.Rows[0].Comments); diff != "" {
		t.Error(diff)
	}
}
