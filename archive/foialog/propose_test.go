package foialog

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"readingroom/archive"
)

// sheetOf is a sheet with the given lines, their cells parted by " | ": the
// first head of them were taken for the header, or stand above it.
func sheetOf(head int, lines ...string) Source {
	t := archive.Table{Number: 1, FirstRow: 1, LastRow: len(lines)}
	var rows []archive.Row
	for i, l := range lines {
		r := archive.Row{Number: i + 1}
		for c := range strings.SplitSeq(l, "|") {
			r.Cells = append(r.Cells, strings.ReplaceAll(strings.TrimSpace(c), `\n`, "\n"))
		}
		switch {
		case i < head:
			t.Head = append(t.Head, r)
			t.Header, t.HeaderRows = r.Cells, []int{i + 1}
		case l != "":
			rows = append(rows, r)
		}
	}
	t.Rows = len(rows)
	return sourceOf(map[int][]archive.Row{1: rows}, t)
}

func sourceOf(rows map[int][]archive.Row, tables ...archive.Table) Source {
	return Source{Tables: tables, Rows: func(n int) iter.Seq2[archive.Row, error] {
		return func(yield func(archive.Row, error) bool) {
			for _, r := range rows[n] {
				if !yield(r, nil) {
					return
				}
			}
		}
	}}
}

var short = map[Field]string{
	None: "-", Number: "no", Requester: "who", Organization: "org", Agency: "agency", Component: "office", Subject: "what", Received: "in", Due: "due",
	Closed: "out", Status: "status", Disposition: "end", Exemptions: "ex", FeeCategory: "fee",
}

func fieldsOf(p Plan) string {
	var out []string
	for _, c := range p.Columns {
		out = append(out, short[c.Field])
	}
	return strings.Join(out, " ")
}

func TestPropose(t *testing.T) {
	for _, c := range []struct{ name, header, row, second, want string }{
		{"DHS", "Request ID | Requester Name | Request Description | Received Date | Target Date | Closed Date | Final Disposition", "2019-HQFO-00123 | Pat Lowe | All memoranda on the use of drones along the northern border | 01/07/2019 | 02/05/2019 | 03/01/2019 | Partial Grant/Partial Denial", "", "no who what in due out end"},
		{"ICE", "Case Number | Requester Name | Requester Organization | Received Date | Request Description | Exemptions | Status", "2020-ICFO-00042 | Lee, Kim | Harbor Legal Aid | 2/3/2020 | Detainers lodged with the jail of our county since 2017 | (b)(6), (b)(7)(C) | Closed", "", "no who org in what ex status"},
		{"EPA", "Tracking Number | Type | Track | Requester | Requester Organization | Submitted | Assigned To | Due | Detail | Closed Date | Dispositions | Exemption 5", "EPA-R5-2018-001234 | REQUEST | Simple | Ms. Ann Poe | Lake Watch | 01/09/2018 | Region 5 | 02/07/2018 | All sampling results from the site at the old foundry | 02/06/2018 | Full grant | No", "", "no - - who org in office due what out end ex"},
		{"FBI", "FOIPA # | Requester | Subject | Date Opened | Date Closed | Release Type", "1234567-000 | DOE, JANE | Any files on the Riverbend Bridge Company | 10/2/2015 | 11/30/2015 | RIP", "", "no who what in out end"},
		{"State", "Case Control Number | Requester’s Name | Subject of Request | Date of Request | Date Rec’d | Final Response Date | Results", "F-2014-12345 | R. Moss | Cables of 1978 between the embassy and the department about fisheries | 4-Mar-14 | 10-Mar-14 | 2-Dec-15 | Granted in part", "", "no who what - in out end"},
		{"city police", "Req. No. | Requester Name | Rec'd | Final Disposition | Request Description", "19-001 | Smith, J | 1/2/2019 | Granted | Body camera video of the stop at Main and Third", "", "no who in end what"},
		{"university", "PRR # | Requestor | Affiliation | Date Rcvd | Date Completed | Records Requested | Dept.", "U-18-33 | Ann Poe | Daily Bee | Jan 5, 2018 | Jan 19, 2018 | Coaching contracts and buyouts of the past five seasons | Athletics", "", "no who org in out what office"},
		{"perfected", "Request Number | Name | Date Perfected | Date Closed | Description", "2016-55 | Li Wen | 3/4/2016 | 3/30/2016 | Grant files of the arts program since 2012", "", "no who in out what"},
		{"names apart", "CASE NO. | LAST NAME | FIRST NAME | AFFILIATION | DATE RECEIVED | DATE DUE OUT | TRACK | SUBJECT | CLOSURE DATE", "11-057 | Wilson | Tyler | Zoo Watch | 2010-11-01 | 2010-12-01 | Fast | Requesting copy of all complaints about the roadside zoo | 2010-12-20", "", "no who who org in due - what out"},
		{"Texas city", "Reference No | Create Date | Customer Full Name | Company Name | Public Record Desired | Close Date | Request Status", "W012345-031519 | 3/15/2019 | Pat Roe | Roe Law LLP | All permits issued for the lot at 12 Elm Street since January | 3/29/2019 | Full Release", "", "no in who org what out end"},
		{"NextRequest", "Request ID | Request Text | Point of Contact | Request date | Status | Departments | Closed date", "22-1017 | Please send the contracts with the towing company and all invoices | Pat Lowe | 1/3/2022 | Closed | City Clerk | 1/20/2022", "", "no what - in status office out"},
		{"GovQA", "Reference Number | Requester | Summary of Request | Date Submitted | Required Completion Date | Assigned Dept | Request Status", "R000123-010220 | Ann Poe | Inspection history of the restaurant at 5 Oak Road | 1/2/2020 | 1/16/2020 | Health | Completed", "", "no who what in due office status"},
		{"no. alone", "No. | Name | Date | Request | Action Taken", "17 | R. Moss | 5/6/2011 | Minutes of the closed session of the board | Provided", "18 | L. Tran | 5/9/2011 | Bids received for the new fire engine | Denied", "no who in what end"},
		{"county", "Log # | Date Received | Received From | Organization | Information Requested | Date Due | Date Responded | Response", "2013-08 | 8/1/2013 | Pat Roe | KXYZ News | Salaries of all deputies and jail staff in 2012 | 8/8/2013 | 8/7/2013 | Granted", "", "no in - org what due out end"},
		{"Illinois", "FOIA # | Date of Receipt | Requestor | Requested Records | Response Due | Extension | Response Date | Approved/Denied", "F-100 | 9/9/2021 | L. Tran | Use of force reports of the last two years | 9/16/2021 | No | 9/15/2021 | Approved", "", "no in who what due - out end"},
		{"headings in capitals", "REQUEST_ID | REQ_NAME | ORG | DESCR | DT_RECD | DT_CLOSED | DISP | EXEMPT | FEE_CAT", "12345 | Smith John | Bee | All travel vouchers of the secretary since taking office | 20190102 | 20190205 | PG | b6 | Media", "12346 | Lowe Pat | Bee | All calendars of the secretary since taking office | 20190103 | 20190206 | FG | b5 | Media", "no who org what in out end ex fee"},
		{"categories", "FOIA Request # | Requester Category | Fee Category | Subject Matter | Date In | Date Out | Determination", "GSA-2015-000123 | Media | Media | The lease of the old post office building and its amendments | 1/7/2015 | 2/1/2015 | Denied in full", "", "no - fee what in out end"},
		{"status is a disposition", "Request # | Requester | Description | Received | Completed | Status", "A-1 | Ann Poe | All bids for the road salt contract of 2019 | 1/2/2019 | 1/9/2019 | Granted in full", "A-2 | Li Wen | Police reports about the fair | 1/3/2019 | 1/8/2019 | Denied", "no who what in out end"},
		{"agency named", "Agency | Component | Tracking # | Requestor Name | Request Description | Receipt Date | Disposition Date | Disposition", "USDA | APHIS | 2014-APHIS-01 | Young, A | Inspection reports of the zoo in the park for two years | 1/2/14 | 2/2/14 | Full Grant", "", "agency office no who what in out end"},
		{"estimates", "Control Number | Requested By | Estimated Completion Date | Actual Completion Date | Date Requested | Nature of Request", "C-9 | R. Moss | 3/3/2017 | 2/25/2017 | 2/3/2017 | Zoning appeals and their decisions since 2010", "", "no who due out in what"},
		{"reason closed", "Request Number | Requestor | Received On | Closed On | Closure Reason | Brief Description", "REQ-9 | R. Moss | 2/3/2017 | 2/25/2017 | No responsive records | Zoning appeals and their decisions since 2010", "", "no who in out end what"},
		{"exemptions cited", "Case ID | Organization Name | Requester Type | Topic | Date Logged | Exemptions Cited | Date of Final Response", "77-2016 | Roe Law LLP | Commercial | Contract with the operator of the toll lanes | 6/6/2016 | Ex. 4, Ex. 5 | 7/7/2016", "", "no org fee what in ex out"},
		{"a phone number is no number", "Request No | Phone Number | Number of Pages | Requester | Summary", "16-4 | 555-010-2000 | 12 | Ann Poe | Dog licenses issued in the past year by the town", "", "no - - who what"},
		{"received by is no date", "Received By | Date Received | Requester | Description of Records | Request Number", "Clerk | 4/4/2018 | Ann Poe | Dog licenses issued in the past year by the town | 18-4", "", "- in who what no"},
		{"serials", "Tracking # | Date Received | Date Closed | Subject", "T-1 | 43467 | 43480.5 | Bids for the road salt contract of 2019", "", "no in out what"},
		{"misspelled", "Reqest # | Requestors Name | Date Recieved | Description of Request | Date Closed", "1 | Ann Poe | 1/2/2019 | All bids for the road salt contract | 1/9/2019", "2 | Li Wen | 1/3/2019 | Police reports | 1/8/2019", "no who in what out"},
		{"two dates of receipt", "Request ID | Date Received by Agency | Date Perfected | Requester | Request", "2016-7 | 3/1/2016 | 3/4/2016 | Li Wen | Grant files of the arts program since 2012", "", "no in - who what"},
		{"blank column names", "Request ID |  | Received Date |  | Request Description", "2016-7 |  | 3/4/2016 |  | Grant files of the arts program since 2012", "", "no - in - what"},
		{"long names", "Request Tracking Number (Internal) | Requester / Representative | Subject Matter of the Request | Date Request Received by Agency | Date Request was Completed | Agency Determination | Requester Email", "A-17 | Ann Poe | Dog licenses issued in the past year by the town | 1/2/2019 | 1/9/2019 | Granted | a@example.org", "", "no who what in out end -"},
		{"abbreviated", "Ctrl No. | Recv Date | Reqstr | Org. | Descr. | Date Comp. | Dispo.", "C-17 | 1/2/2019 | Ann Poe | Bee | Dog licenses issued in the past year by the town | 1/9/2019 | Granted", "", "no in who org what out end"},
		{"British", "Ref | Requester | Date Received | Subject Matter | Outcome | Response Due Date", "FOI 12/345 | Media | 25/03/2019 | Parking fines issued near the hospital by month | Disclosed in part | 23/04/2019", "FOI 12/346 | Public | 28/03/2019 | Cost of the new logo | Disclosed | 28/04/2019", "no who in what end due"},
	} {
		lines := []string{c.header, c.row}
		if c.second != "" {
			lines = append(lines, c.second)
		}
		log, err := Open(sheetOf(1, lines...), How{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		p := log.Plans[0]
		if got := fieldsOf(p); got != c.want || !p.Log {
			t.Errorf("%s: %s, want %s; log %v: %s", c.name, got, c.want, p.Log, p.Why)
		}
	}
}

func TestNoLog(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
	}{
		{"counts by month", []string{"Month | Number of Requests | Number Closed", "January | 12 | 10", "February | 15 | 12"}},
		{"a budget", []string{"Account | Title | Amount", "100 | Salaries | 12,000", "200 | Travel | 3,000"}},
		{"a list of places", []string{"County | State | Detainers", "Clark County | Nevada | 51", "Cook County | Illinois | 12"}},
		{"empty", []string{"Request ID | Requester"}},
		{"figures", []string{"1 | 2 | 3", "4 | 5 | 6"}},
	} {
		log, err := Open(sheetOf(1, c.lines...), How{})
		if err != nil {
			t.Fatal(err)
		}
		if log.Is() && c.name != "empty" {
			t.Errorf("%s is a log: %s, %s", c.name, fieldsOf(log.Plans[0]), log.Plans[0].Why)
		}
		rows := 0
		for l, err := range log.Lines() {
			if err != nil || len(l.Entries) > 0 {
				t.Errorf("%s: %+v %v", c.name, l, err)
			}
			rows += l.Count()
		}
		if rows != len(c.lines) {
			t.Errorf("%s: %d of %d rows are accounted for", c.name, rows, len(c.lines))
		}
	}
}

func TestHow(t *testing.T) {
	src := sheetOf(1, "Id | Who | When | Then | Text", "7 | Ann Poe | 1/2/2019 | 5/2/2019 | Road salt", "8 | Li Wen | 3/2/2019 | 6/2/2019 | Dog licenses")
	how, err := ParseHow([]string{"tracking_number=Id", "requester = who", "received=C", "closed=Then", "subject=5"})
	if err != nil {
		t.Fatal(err)
	}
	how.Dates = DayFirst
	log, err := Open(src, how)
	if err != nil || fieldsOf(log.Plans[0]) != "no who in out what" {
		t.Fatalf("%v %v", log, err)
	}
	for l := range log.Lines() {
		if l.Row == 2 && (len(l.Entries) != 1 || l.Entries[0].Received != "2019-02-01" || l.Entries[0].Closed != "2019-02-05") {
			t.Errorf("%+v", l)
		}
	}
	none, _ := ParseHow([]string{"none=Who"})
	if log, err := Open(src, none); err != nil || strings.Contains(fieldsOf(log.Plans[0]), "who") {
		t.Errorf("%v %v", log, err)
	}
	for _, bad := range []string{"received", "received=", "colour=C", "=C"} {
		if _, err := ParseHow([]string{bad}); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	if _, err := ParseHow([]string{"received=C", "closed=C"}); err == nil {
		t.Error("a column is two things")
	}
	missing, _ := ParseHow([]string{"received=Date Rec'd"})
	if _, err := Open(src, missing); err == nil || !strings.Contains(err.Error(), `"Date Rec'd"`) || !strings.Contains(err.Error(), "When") {
		t.Errorf("%v", err)
	}
}

func TestParseField(t *testing.T) {
	for _, f := range append(slices.Clone(Fields), None) {
		name := string(f)
		if f == None {
			name = "none"
		}
		if got, err := ParseField(name); err != nil || got != f {
			t.Errorf("%s: %s %v", f, got, err)
		}
	}
	for name, want := range map[string]Field{"Request ID": Number, "description": Subject, "target-date": Due} {
		if got, err := ParseField(name); err != nil || got != want {
			t.Errorf("%s: %s %v", name, got, err)
		}
	}
}

func ExampleOpen() {
	log, _ := Open(sheetOf(1, "Req. No. | Requester Name | Rec'd | Final Disposition", "19-001 | Smith, J | 1/2/2019 | Granted"), How{})
	for line := range log.Lines() {
		for _, e := range line.Entries {
			fmt.Println(line.At, e.Number, e.Requester, e.Received, e.Outcome)
		}
	}
	// Output: r2 19-001 Smith, J 2019-01-02 full grant
}

// A row of data that happens to hold words of headers is no header.
func TestStatusesAreNoHeader(t *testing.T) {
	log, err := Open(sheetOf(1,
		"F-2019-01 | 1/2/2019 | Closed | Granted | All emails about the bridge project since 2015",
		"F-2019-02 | 1/3/2019 | Open | Received | All emails about the tunnel project since 2015"), How{})
	if err != nil || !log.Is() || log.Plans[0].Header != 0 {
		t.Fatalf("%+v %v", log.Plans, err)
	}
	n := 0
	for l := range log.Lines() {
		n += len(l.Entries)
	}
	if n != 2 {
		t.Errorf("%d entries", n)
	}
}
