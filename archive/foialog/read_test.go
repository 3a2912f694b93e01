package foialog

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"readingroom/archive"
)

// linesOf says what became of each row: "r2 19-001 2019-01-02", "r3 the header once more".
func linesOf(t *testing.T, src Source, how How) []string {
	t.Helper()
	log, err := Open(src, how)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for l, err := range log.Lines() {
		if err != nil {
			t.Fatal(err)
		}
		if len(l.Entries) == 0 {
			out = append(out, fmt.Sprintf("%s %s", l.At, l.Left))
			if l.Rows > 1 {
				out[len(out)-1] += fmt.Sprintf(" (%d)", l.Rows)
			}
		}
		for _, e := range l.Entries {
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", l.At, e.Number, e.Received, e.Subject)))
		}
	}
	return out
}

func expect(t *testing.T, name string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestLines(t *testing.T) {
	expect(t, "lines that are no requests", linesOf(t, sheetOf(3,
		"Town of Elm", "Log of requests, 2019", "Req. No. | Requester | Date Rec'd | Description | Date Closed",
		"January 2019", "19-001 | Poe | 1/2/2019 | Bids | 1/9/2019", "", "", "- | - | - | - | -",
		"Req. No. | Requester | Date Rec'd | Description | Date Closed", "19-002 | Moss | 1/3/2019 | Fines | ", " | | | by street and month | ",
		"19-003; 19-004 | Tran | 2/1/2019 | Dogs | pending", "Page 2 of 3", "Total Wine | | | |", "19-005 | Total Wine & More | 2/4/2019 | Total sales of spirits | ",
		"| | 2/5/2019 | no number here | ", "Total requests: 5", "Source: clerk's office"), How{}),
		"r1 a line above the header", "r2 a line above the header", "r3 the header", "r4 a heading or a line of text across the table",
		"r5 19-001 2019-01-02 Bids", "r6 blank (2)", "r8 blank", "r9 the header once more", "r10 19-002 2019-01-03 Fines by street and month",
		"r11 goes on with the row above, and was added to it", "r12 19-003 2019-02-01 Dogs", "r12 19-004 2019-02-01 Dogs",
		"r13 a heading or a line of text across the table", "r14 a heading or a line of text across the table", "r15 19-005 2019-02-04 Total sales of spirits",
		"r16  2019-02-05 no number here", "r17 a line of totals", "r18 a heading or a line of text across the table")

	expect(t, "no header: what was taken for it is a request", linesOf(t, sheetOf(1,
		"F-2019-01 | 1/2/2019 | J. Smith | All emails about the bridge project since 2015 | 2/2/2019", "F-2019-02 | 1/3/2019 | A. Doe | All emails about the tunnel project since 2015 |"), How{}),
		"r1 F-2019-01 2019-01-02 All emails about the bridge project since 2015", "r2 F-2019-02 2019-01-03 All emails about the tunnel project since 2015")

	expect(t, "the header lower down than it was looked for", linesOf(t, sheetOf(1,
		"Office of | the Clerk", "Printed | 1/5/2019", "Request # | Requester | Received | Subject", "7 | Poe | 1/2/2019 | Bids"), How{}),
		"r1 a line above the header", "r2 a line above the header", "r3 the header", "r4 7 2019-01-02 Bids")

	expect(t, "two rows in one", linesOf(t, sheetOf(1,
		"Request ID | Received | Subject", `A-1\nA-2 | 1/2/2019\n1/3/2019 | Bids\nFines`, `2019-ELM-\n00003 | 1/4/2019 | Dogs`, "2019- 00004 | 1/5/2019 | Cats"), How{}),
		"r1 the header", "r2 A-1 2019-01-02 Bids", "r2 A-2 2019-01-03 Fines", "r3 2019-ELM-00003 2019-01-04 Dogs", "r4 2019-00004 2019-01-05 Cats")
}

func TestSeveralTables(t *testing.T) {
	header := []string{"Request ID", "Requester", "Received", "Subject"}
	row := func(n int, cells ...string) archive.Row { return archive.Row{Number: n, Cells: cells} }
	head := func(sheet string, cells []string) archive.Table {
		return archive.Table{Sheet: sheet, FirstRow: 1, Header: cells, HeaderRows: []int{1}, Head: []archive.Row{row(1, cells...)}}
	}
	jan, feb, sum := head("Jan", header), head("Feb", []string{"2019-3", "Tran", "2/1/2019", "Dogs"}), head("Summary", []string{"Month", "Requests"})
	jan.Number, feb.Number, sum.Number = 1, 2, 3
	sum.Rows = 1
	src := sourceOf(map[int][]archive.Row{
		1: {row(2, "2019-1", "Poe", "1/2/2019", "Bids")}, 2: {row(2, "2019-4", "Moss", "2/2/2019", "Fines")}, 3: {row(2, "January", "1")},
	}, jan, feb, sum)
	expect(t, "a sheet a month, the second without a header", linesOf(t, src, How{}),
		"Jan!1 the header", "Jan!2 2019-1 2019-01-02 Bids", "Feb!1 2019-3 2019-02-01 Dogs", "Feb!2 2019-4 2019-02-02 Fines", "Summary!1 in a table that does not look like a log of requests", "Summary!2 in a table that does not look like a log of requests")

	page := archive.Table{Number: 1, Page: 1, OnPage: 1, Header: header, Pieces: []archive.Piece{{Page: 1, OnPage: 1, First: 1, Rows: 2}}}
	next := archive.Table{Number: 2, Page: 2, OnPage: 1, Header: []string{"2019-3", "Tran", "2/1/2019", "Dogs"}, Pieces: []archive.Piece{{Page: 2, OnPage: 1, First: 1, Rows: 1}}}
	src = sourceOf(map[int][]archive.Row{
		1: {row(1, "2019-1", "Poe", "1/2/2019", "Bids"), row(2, header...)}, 2: {row(1, "2019-4", "Moss", "2/2/2019", "Fines")},
	}, page, next)
	expect(t, "pages", linesOf(t, src, How{}),
		"p1:t1 the header", "p1:t1:r1 2019-1 2019-01-02 Bids", "p1:t1:r2 the header once more", "p2:t1 2019-3 2019-02-01 Dogs", "p2:t1:r1 2019-4 2019-02-02 Fines")
}

func TestMerged(t *testing.T) {
	src := sheetOf(1, "Request ID | Requester | Received | Subject", "2019-1 | Poe | 1/2/2019 | Bids for the bridge", "2019-1 | Poe | 1/2/2019 | and for the tunnel")
	rows := src.Rows
	src.Rows = func(n int) iter.Seq2[archive.Row, error] {
		return func(yield func(archive.Row, error) bool) {
			for r := range rows(n) {
				if r.Number == 3 {
					r.Filled = []int{1, 2, 3} // one cell over two rows
				}
				if !yield(r, nil) {
					return
				}
			}
		}
	}
	expect(t, "cells over two rows", linesOf(t, src, How{}),
		"r1 the header", "r2 2019-1 2019-01-02 Bids for the bridge and for the tunnel", "r3 goes on with the row above, and was added to it")
}

func TestEntry(t *testing.T) {
	header := "Request ID | Last Name | First Name | Organization | Received | Due | Closed | Subject | Status | Disposition | Exemptions | Fee Category"
	entry := func(row string) Entry {
		t.Helper()
		log, err := Open(sheetOf(1, header, row, "X-9 | Roe | Pat | Bee | 1/1/2019 | 1/2/2019 | 1/3/2019 | All of it | Closed | Denied | b5 | Media"), How{Agency: "Elm"})
		if err != nil {
			t.Fatal(err)
		}
		for l := range log.Lines() {
			if l.Row == 2 && len(l.Entries) == 1 {
				return l.Entries[0]
			}
		}
		t.Fatalf("%s: no entry", row)
		return Entry{}
	}
	e := entry("X-1 | Poe | Ann | Bee | March 4, 2019 | 4/1/2019 | 28-Mar-19 | Bids, all of them | Closed | Partial grant | (b)(6), (b)(7)(C); b 5 | Commercial")
	if e.Requester != "Poe, Ann" || e.Received != "2019-03-04" || e.Due != "2019-04-01" || e.Closed != "2019-03-28" || e.Agency != "Elm" ||
		strings.Join(e.Exemptions, " ") != "(b)(6) (b)(7)(C) (b)(5)" || e.Outcome != "partial grant" || e.FeeCategory != "Commercial" || len(e.Notes) != 0 {
		t.Errorf("%+v", e)
	}
	e = entry("X-2 | - |  | N/A | 3/4/2019 |  | 2/1/2019 | Bids |  |  | None | ")
	if e.Requester != "" || e.Organization != "" || len(e.Exemptions) != 0 || len(e.Notes) != 1 || !strings.Contains(e.Notes[0], "before it is received") {
		t.Errorf("%+v", e)
	}
	e = entry("X-3 | Poe | Ann |  | 13/45/2019 | | pending | Bids | | | |")
	if e.Received != "" || e.Closed != "" || e.Status != "pending" || len(e.Notes) != 1 || !strings.Contains(e.Notes[0], "13/45/2019") {
		t.Errorf("%+v", e)
	}
}

func TestDays(t *testing.T) {
	for _, c := range []struct {
		cell  string
		order Order
		want  string
	}{
		{"1/2/14", MonthFirst, "2014-01-02"},
		{"1/2/14", DayFirst, "2014-02-01"},
		{"25/2/14", MonthFirst, "2014-02-25"},
		{"01-02-2014", Auto, "2014-01-02"},
		{"1.2.2014", Auto, "2014-01-02"},
		{"2-Jan-14", Auto, "2014-01-02"},
		{"2 January 2014", Auto, "2014-01-02"},
		{"2nd of Jan. 2014", Auto, "2014-01-02"},
		{"January 2, 2014", Auto, "2014-01-02"},
		{"Thu, Jan 2nd, 2014", Auto, "2014-01-02"},
		{"Sept. 9, 2014", Auto, "2014-09-09"},
		{"2014-01-02", Auto, "2014-01-02"},
		{"2014-01-02T05:00:00Z", Auto, "2014-01-02"},
		{"2014/1/2 10:32 AM", Auto, "2014-01-02"},
		{"1/2/2014 10:32", Auto, "2014-01-02"},
		{"20140102", Auto, "2014-01-02"},
		{"41641", Auto, "2014-01-02"},
		{"41641.4375", Auto, "2014-01-02"},
		{"1/2/98", Auto, "1998-01-02"},
		{"3/4/2019; 3/9/2019", Auto, "2019-03-04 2019-03-09"},
		{"rec'd 1/2/14", Auto, "2014-01-02"},
		{"1/2/\n2014", Auto, "2014-01-02"},
		{"2/30/2014", Auto, ""},
		{"13/45/2019", Auto, ""},
		{"January 2014", Auto, ""},
		{"12345", Auto, ""},
		{"99999", Auto, ""},
		{"11-057", Auto, ""},
		{"1/2", Auto, ""},
		{"pending", Auto, ""},
		{"", Auto, ""},
		{"01/02/0014", Auto, ""},
	} {
		if got := strings.Join(days(c.cell, c.order), " "); got != c.want {
			t.Errorf("%q: %q, want %q", c.cell, got, c.want)
		}
	}
}

func TestKey(t *testing.T) {
	for _, c := range []struct{ number, agency, want string }{
		{"2014-APHIS-02346-F", "APHIS", "2014-APHIS-02346-F"},
		{"2014-aphis-02346-f ", "USDA", "2014-APHIS-02346-F"},
		{"FOIA 11-057", "Elm", "ELM/11-057"},
		{"11-057", "Elm", "ELM/11-057"},
		{"", "Elm", ""},
		{"-", "", ""},
		{"F-2014-12345", "State", "STATE/F-2014-12345"},
	} {
		if got := Key(c.number, c.agency); got != c.want {
			t.Errorf("%q of %q: %q, want %q", c.number, c.agency, got, c.want)
		}
	}
}

func TestOutcome(t *testing.T) {
	for words, want := range map[string]string{
		"Granted": "full grant", "Granted in full": "full grant", "Full Release": "full grant", "Released in part": "partial grant", "Partial Grant/Partial Denial": "partial grant",
		"Denied": "full denial", "Full denial based on exemptions": "full denial", "Denied - no records": "no records", "No Responsive Records": "no records", "Records not found": "no records",
		"Request withdrawn": "withdrawn", "Referred to another agency": "referred", "Duplicate request": "duplicate", "Fee-related reason": "fee-related", "Records not reasonably described": "not reasonably described",
		"Not reasonably described": "not reasonably described", "Improper FOIA request": "improper request", "Not an agency record": "not an agency record", "Closed": "", "": "", "RIP": "partial grant",
		"All records referred to another component": "referred",
	} {
		if got := string(Outcome(words)); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}

// Every row of a log is told once, as entries or with a reason.
func FuzzRead(f *testing.F) {
	f.Add("Request ID,Requester,Received,Subject\n2019-1,Poe,1/2/2019,Bids\n,,,more\nTotal,1,,", 1, "")
	f.Add("2019-1;2019-2,43467,x\n\n\n2019-3,1/2/19,y", 0, "received=B")
	f.Add("a,b\nTotal of,\nRequest ID,Subject,Received", 2, "none=A")
	f.Fuzz(func(t *testing.T, text string, head int, how string) {
		if len(text) > 1<<14 {
			return
		}
		lines := strings.Split(strings.ReplaceAll(text, "|", "/"), "\n")
		for i := range lines {
			lines[i] = strings.ReplaceAll(lines[i], ",", "|")
		}
		src := sheetOf(min(max(head, 0), len(lines)), lines...)
		h, err := ParseHow([]string{how})
		if err != nil {
			h = How{}
		}
		log, err := Open(src, h)
		if err != nil {
			return
		}
		seen := map[int]bool{}
		for l, err := range log.Lines() {
			if err != nil {
				t.Fatal(err)
			}
			if (len(l.Entries) == 0) == (l.Left == "") {
				t.Fatalf("row %d is read and left out, or neither: %+v", l.Row, l)
			}
			if l.Rows == 0 && l.Left != LeftNoLog {
				if seen[l.Row] {
					t.Fatalf("row %d is told twice", l.Row)
				}
				seen[l.Row] = true
			}
			for _, e := range l.Entries {
				for _, d := range []archive.Day{e.Received, e.Due, e.Closed} {
					if d != "" && (len(d) != 10 || d < "1950" || d > "2101") {
						t.Fatalf("%q is no day", d)
					}
				}
			}
		}
		if log.Is() {
			n := 0
			for i, l := range lines {
				if l == "" && i >= min(max(head, 0), len(lines)) {
					continue
				}
				if n++; !seen[i+1] {
					t.Fatalf("row %d is not told", i+1)
				}
			}
		}
	})
}
