package web

import (
	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/audit"
)

// An AuditPart is what came of adding up a table, or a whole document.
type AuditPart struct {
	Agree     int             `json:"agree"`
	Differ    int             `json:"differ"`
	Findings  []FindingLine   `json:"findings"`
	Unchecked []UncheckedLine `json:"unchecked"`
	Left      string          `json:"left,omitempty"` // what was not looked at
	URL       string          `json:"url"`            // all of it
}

// A FindingLine is a total that was recomputed.
type FindingLine struct {
	audit.Finding
	Place string `json:"place"` // where it is printed
	URL   string `json:"url"`
	Of    string `json:"of,omitempty"` // the rows it was recomputed from: the first
	OfEnd string `json:"of_end,omitempty"`
	OfURL string `json:"-"`
	Where string `json:"-"`
}

// An UncheckedLine is a total that was left out.
type UncheckedLine struct {
	Text  string `json:"text"`
	Place string `json:"place,omitempty"`
	URL   string `json:"url,omitempty"`
	Where string `json:"-"`
}

// A TotalLine is what a column adds up to with and without its corrected rows.
type TotalLine struct {
	Column  string `json:"column"` // "" for the number of rows
	With    string `json:"with"`
	Without string `json:"without"`
}

// TotalsPage is the audit of a document.
type TotalsPage struct {
	Document Document   `json:"document"`
	Audit    *AuditPart `json:"audit"`
}

func (p *TotalsPage) table() [][]string {
	rows := [][]string{{"agrees", "kind", "table", "column", "printed", "computed", "place", "from", "to", "text"}}
	for _, f := range p.Audit.Findings {
		says := "differs"
		if f.Agrees {
			says = "agrees"
		}
		rows = append(rows, []string{says, string(f.Kind), digits(f.Table), f.Column, f.Printed, f.Computed, f.Place, f.Of, f.OfEnd, f.Text})
	}
	for _, u := range p.Audit.Unchecked {
		rows = append(rows, []string{"not checked", "", "", "", "", "", u.Place, "", "", u.Text})
	}
	return rows
}

func (s *Site) itemTotals(c *gin.Context) (*TotalsPage, error) {
	o, err := s.open(c)
	defer o.close()
	if err != nil {
		return nil, err
	}
	if o.file == nil {
		return nil, notRead(o.Item)
	}
	p := &TotalsPage{Document: documentOf(o.Item)}
	p.Audit, err = s.audit(c, o, 0)
	return p, err
}

func (s *Site) audit(c *gin.Context, o opened, table int) (*AuditPart, error) {
	got, err := s.Lists.Audit(c.Request.Context(), o.Item, table)
	if err != nil {
		return nil, err
	}
	part := &AuditPart{Findings: []FindingLine{}, Unchecked: []UncheckedLine{}, Left: got.Left, URL: totalsURL(o.Number)}
	for _, f := range got.Findings {
		l := FindingLine{Finding: f, Place: placeIn(o, f.At), URL: PlaceURL(o.Number, f.At), Where: inWords(f.At)}
		if !f.From.IsZero() {
			l.Of, l.OfEnd, l.OfURL = placeIn(o, f.From), placeIn(o, f.To), PlaceURL(o.Number, f.From)
		}
		if f.Agrees {
			part.Agree++
		} else {
			part.Differ++
		}
		part.Findings = append(part.Findings, l)
	}
	for _, u := range got.Unchecked {
		part.Unchecked = append(part.Unchecked, UncheckedLine{u.Text, placeIn(o, u.At), PlaceURL(o.Number, u.At), inWords(u.At)})
	}
	return part, nil
}

func placeIn(o opened, l archive.Locator) string {
	return archive.Place{Item: o.Number, Locator: l}.String()
}

// Any reports whether there is anything to say.
func (p *AuditPart) Any() bool {
	return p != nil && (len(p.Findings) > 0 || len(p.Unchecked) > 0 || p.Left != "")
}

// auditTable says of a table what its totals are, and what they are without the
// rows that were corrected.
func (s *Site) auditTable(c *gin.Context, o opened, t archive.Table, p *TablePage) error {
	p.Corrections = correctionNotes(o.touched.Table(t.Number))
	o.markRows(t.Number, p.Rows)
	sums, err := s.Lists.Sums(c.Request.Context(), o.Item, t.Number, o.touched.TakenOut(t.Number))
	if err != nil {
		return err
	}
	for _, x := range sums {
		p.Totals = append(p.Totals, TotalLine{x.Name, audit.Print(x.With), audit.Print(x.Without)})
	}
	p.Audit, err = s.audit(c, o, t.Number)
	return err
}
