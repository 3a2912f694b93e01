package press

import (
	"fmt"
	"math"
	"strings"

	"readingroom/archive"
)

// exemptions are those that records are withheld under, the most usual first.
var exemptions = []string{"(b)(6)", "(b)(7)(C)", "(b)(5)", "(b)(7)(E)", "(b)(4)", "(b)(7)(A)", "(b)(3)", "(b)(1)"}

// fact makes up a sentence with something in it that people look for.
func (w *writer) fact() (string, archive.Mark) {
	none := archive.Mark{}
	switch w.IntN(9) {
	case 0:
		return fmt.Sprintf("Case No. %s was filed in %s.", w.docket(), w.countyName()), none
	case 1:
		return fmt.Sprintf("A total of %s was paid to %s on %s.", w.money(), w.person(), w.written()), none
	case 2:
		return fmt.Sprintf("From: %s To: %s", w.address(), w.address()), none
	case 3:
		code := exemptions[min(len(exemptions)-1, int(w.ExpFloat64()*2))]
		return "[" + code + "]", archive.Mark{Kind: archive.MarkExemption, Text: code, Code: code}
	case 4:
		return fmt.Sprintf("The %s sheriff reported %d incidents in %d.", w.countyName(), w.IntN(2500), w.year()), none
	case 5:
		return fmt.Sprintf("Deputy %s (badge #%d) responded at %d:%02d hours.", w.person(), 100+w.IntN(9000), w.IntN(24), w.IntN(60)), none
	case 6:
		return fmt.Sprintf("Invoice INV-%06d in the amount of %s.", w.IntN(1_000_000), w.money()), none
	case 7:
		return fmt.Sprintf("Phone: (%d) 555-%04d.", 200+w.IntN(799), w.IntN(10_000)), none
	}
	return fmt.Sprintf("%s stated that the matter was referred to %s.", w.person(), w.countyName()), none
}

func (w *writer) docket() string {
	return fmt.Sprintf("%02d-%s-%05d", 5+w.IntN(20), []string{"cv", "cr", "mj", "sc"}[w.IntN(4)], w.IntN(100_000))
}

// money is an amount; small ones are common.
func (w *writer) money() string {
	return "$" + thousands(int(math.Exp(w.NormFloat64()*2+8)))
}

func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

func (w *writer) person() string {
	return capital(w.given[w.IntN(len(w.given))]) + " " + capital(w.family[w.IntN(len(w.family))])
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func (w *writer) address() string {
	p := strings.Fields(w.person())
	return fmt.Sprintf("%s %s <%s.%s@%s.gov>", p[0], p[1], strings.ToLower(p[0]), strings.ToLower(p[1]), w.Word(600+w.IntN(40)))
}

// day is a day of the twenty years from 2005, as YYYY-MM-DD; written is one as
// people write it.
func (w *writer) day() string {
	return fmt.Sprintf("%d-%02d-%02d", 2005+w.IntN(20), 1+w.IntN(12), 1+w.IntN(28))
}

func (w *writer) written() string {
	return fmt.Sprintf("%s %d, %d", months[w.IntN(12)], 1+w.IntN(28), w.year())
}

var months = strings.Fields("January February March April May June July August September October November December")

func (w *writer) year() int {
	y := 2005 + w.IntN(20)
	w.years = append(w.years, y)
	return y
}

// countyName names a county, mostly that of the document.
func (w *writer) countyName() string {
	i := w.county
	if w.IntN(3) == 0 {
		i = int(w.place.Uint64())
	}
	w.counted = append(w.counted, i)
	return w.Counties[i].Name
}
