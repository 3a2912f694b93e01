package sheet

import (
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// figures prints numbers as a workbook's number formats have them: 41641 as
// "2014-01-02" with format 14, 0.125 as "12.50%" with "0.00%". A cell of an empty
// workbook for each format lets excelize do it, so that a number shows the same
// whichever kind of workbook it comes from.
type figures struct {
	date1904 bool
	dates    map[format]bool // whether a format shows dates
	codes    map[format]dateCode

	book   *excelize.File
	places map[format]string // the cell of each format; "": shown in general
	known  map[amount]string // what was printed of late
}

// An amount is a number and the cell it was printed in.
type amount struct {
	value float64
	place string
}

// A format is a number format: built in where it has a number alone.
type format struct {
	number int
	code   string
}

// shortDate is how the short date of the machine is shown.
const shortDate = "yyyy-mm-dd"

const (
	maxBuiltIn = 81   // the last format that has no code in the file (ECMA-376 part 1, 18.8.30)
	maxFormats = 4000 // of a workbook; Excel writes fewer
	maxCode    = 255  // bytes of a format's code
	maxKnown   = 16_384
	scratch    = "Sheet1"
)

func newFigures(date1904 bool) (*figures, error) {
	f := excelize.NewFile(excelize.Options{ShortDatePattern: shortDate})
	err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &date1904})
	return &figures{date1904: date1904, dates: map[format]bool{}, codes: map[format]dateCode{}, book: f, places: map[format]string{}, known: map[amount]string{}}, err
}

func (f *figures) close() { _ = f.book.Close() }

// text prints a number in a format.
func (f *figures) text(v float64, number int, code string) string {
	if number == 14 || number == 22 {
		code = "" // the machine's own short date, whatever the file says it was there
	}
	fm := format{number, code}
	if code != "" {
		fm.number = 0
	}
	place, ok := f.places[fm]
	if !ok {
		place = f.place(fm)
		f.places[fm] = place
	}
	if place == "" {
		return general(v)
	}
	if s, ok := plainly(v, fm); ok {
		return s
	}
	if s, ok := f.dateCode(fm).print(v, f.date1904); ok && s != "" {
		return s
	}
	key := amount{v, place}
	if s, ok := f.known[key]; ok {
		return s
	}
	s := f.printed(v, place)
	if len(f.known) >= maxKnown {
		clear(f.known)
	}
	f.known[key] = s
	return s
}

// dateCode returns a format taken apart; nil where it shows no dates, or more than those.
func (f *figures) dateCode(fm format) dateCode {
	c, ok := f.codes[fm]
	if !ok {
		code := fm.code
		if code == "" {
			code = builtInDates[fm.number]
		}
		if c = parseDate(code); len(f.codes) < maxFormats {
			f.codes[fm] = c
		}
	}
	return c
}

// printed has excelize print a number in a cell: tens of microseconds.
func (f *figures) printed(v float64, place string) (s string) {
	defer func() {
		if p := recover(); p != nil {
			s = general(v)
		}
	}()
	if err := f.book.SetCellDefault(scratch, place, strconv.FormatFloat(v, 'f', -1, 64)); err != nil {
		return general(v)
	}
	s, err := f.book.GetCellValue(scratch, place)
	if err != nil {
		return general(v)
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// place makes a cell for a format; "" where it is shown in general.
func (f *figures) place(fm format) string {
	general := fm.code == "" && (fm.number == 0 || fm.number > maxBuiltIn) || strings.EqualFold(fm.code, "general") || fm.code == "@" || fm.number == 49
	if general || len(fm.code) > maxCode || len(f.places) >= maxFormats {
		return ""
	}
	style := &excelize.Style{NumFmt: fm.number}
	if fm.code != "" {
		style.CustomNumFmt = &fm.code
	}
	id, err := f.book.NewStyle(style)
	place := "A" + strconv.Itoa(len(f.places)+1)
	if err != nil || f.book.SetCellStyle(scratch, place, place, id) != nil {
		return ""
	}
	return place
}

// general prints a number in no format: in 15 digits, as Excel keeps them.
func general(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return strconv.FormatInt(int64(v), 10)
	}
	short := strconv.FormatFloat(v, 'f', -1, 64)
	if digits := len(strings.Trim(strings.Replace(strings.TrimPrefix(short, "-"), ".", "", 1), "0")); digits > 15 {
		return strconv.FormatFloat(v, 'G', 15, 64)
	}
	return short
}
