package document

import (
	"sort"
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/object"
)

// Labels are the numbers of a document's pages as the document writes them
// (ISO 32000-1, 12.4.2).
type Labels []labelRange

// A labelRange holds from its first page to that of the next one.
type labelRange struct {
	from   int64 // from 0
	prefix string
	style  string
	start  int64
}

const maxLabel = 60 // characters

// LabelsOf reads the labels of a document.
func LabelsOf(doc *pdf.Reader) (l Labels) {
	var root pdf.Value
	_ = object.Guard(func() { root = doc.Trailer().Key("Root").Key("PageLabels") }) // then there are none
	object.EachNumber(root, func(n int64, v pdf.Value) bool {
		r := labelRange{from: n, start: 1}
		_ = object.Guard(func() {
			r.prefix = object.TextString(v.Key("P").RawString())
			r.style = v.Key("S").Name()
			if s := v.Key("St"); s.Kind() == pdf.Integer && s.Int64() >= 1 {
				r.start = s.Int64()
			}
		})
		l = append(l, r)
		return true
	})
	sort.SliceStable(l, func(i, j int) bool { return l[i].from < l[j].from })
	return l
}

// Of returns the label of page n, counted from 1: "" where the document has
// none for it, and where it is the number itself.
func (l Labels) Of(n int) string {
	i := sort.Search(len(l), func(i int) bool { return l[i].from >= int64(n) }) - 1
	if i < 0 {
		return ""
	}
	r := l[i]
	at := r.start + int64(n-1) - r.from
	label := OneLine(r.prefix+r.numeral(at), maxLabel)
	if label == strconv.Itoa(n) {
		return ""
	}
	return label
}

func (r labelRange) numeral(n int64) string {
	switch r.style {
	case "D":
		return strconv.FormatInt(n, 10)
	case "R":
		return roman(n)
	case "r":
		return strings.ToLower(roman(n))
	case "A":
		return letters(n)
	case "a":
		return strings.ToLower(letters(n))
	}
	return ""
}

// roman writes a number in Roman numerals: 1999 is MCMXCIX. What is larger
// than those are used for comes in digits.
func roman(n int64) string {
	if n < 1 || n > 9999 {
		return strconv.FormatInt(n, 10)
	}
	var b strings.Builder
	for _, d := range []struct {
		value int64
		text  string
	}{
		{1000, "M"},
		{900, "CM"},
		{500, "D"},
		{400, "CD"},
		{100, "C"},
		{90, "XC"},
		{50, "L"},
		{40, "XL"},
		{10, "X"},
		{9, "IX"},
		{5, "V"},
		{4, "IV"},
		{1, "I"},
	} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.text)
		}
	}
	return b.String()
}

// letters writes A to Z, then AA, BB to ZZ, then AAA.
func letters(n int64) string {
	if n < 1 || n > 26*maxLabel {
		return strconv.FormatInt(n, 10)
	}
	return strings.Repeat(string(rune('A'+(n-1)%26)), int((n-1)/26)+1)
}
