package press

import (
	"fmt"
	"math"

	"readingroom/archive"
)

var (
	subjects = []string{"detainers", "bookings", "incidents", "payments", "complaints", "inspections", "requests", "citations"}
	statuses = []string{"closed", "open", "referred", "declined", "lifted", "dismissed", "pending"}
	reasons  = []string{"failure to appear", "driving under the influence", "trespassing", "petty theft", "domestic violence", "traffic stop", "assault second degree", "mileage reimbursement", "legal services retainer", "water quality sample"}
)

// Sheet prints the nth spreadsheet, from 1: one table of 1 to 20,000 rows, 560
// in the mean, and nine columns. Row numbers begin after a title and a header.
func (p *Press) Sheet(n int) Document {
	w := p.document(2, n)
	subject := subjects[w.IntN(len(subjects))]
	d := Document{Item: archive.Item{
		Number: archive.ItemNumber("2026-002", n), Accession: "2026-002", State: archive.StateIndexed,
		Date: w.day(), Title: capital(subject) + " by county", Name: fmt.Sprintf("%s-%04d", subject, n),
	}}
	d.is(archive.KindSpreadsheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
	w.label(&d, n)
	t := Table{Table: archive.Table{
		Number: 1, Sheet: capital(subject), Title: d.Item.Title,
		Header: []string{"Case number", "Date", "County", "Officer", "Reason", "Status", "Amount", "Count", "Remarks"},
	}}
	year := 2005 + w.IntN(20)
	rows := min(20_000, 1+int(math.Exp(w.NormFloat64()*1.3+5.5)))
	for i := range rows {
		at := w.county
		if w.IntN(3) > 0 {
			at = int(w.place.Uint64())
		}
		remarks := ""
		for k := range 3 + w.IntN(10) {
			if k > 0 {
				remarks += " "
			}
			remarks += w.word()
		}
		number := i + 3
		t.Data = append(t.Data, archive.Row{Number: number, Cells: []string{
			w.docket(), fmt.Sprintf("%d/%d/%d", 1+w.IntN(12), 1+w.IntN(28), year), w.Counties[at].Name, w.person(),
			reasons[w.IntN(len(reasons))], statuses[min(len(statuses)-1, int(w.ExpFloat64()*2))], w.money(), fmt.Sprint(w.IntN(500)), remarks,
		}})
		w.counted, w.years = append(w.counted, at), append(w.years, year)
		d.Spoken = append(d.Spoken, w.spoken(Spoken{Row: number}))
	}
	d.Tables = []Table{t}
	d.Item.Tables, d.Item.Rows, d.Item.Size = 1, rows, int64(80*rows)
	return d
}
