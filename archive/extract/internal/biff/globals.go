package biff

import (
	"errors"
	"fmt"
	"io"
)

const (
	maxSheets = 20_000
	maxStyles = 65_536
)

// globals reads the records before the first sheet's; before Excel 5, where a
// file is one sheet, those that the sheet begins with.
func (b *Book) globals(passwords []string) error {
	err := b.in.read()
	if err == io.EOF {
		err = errShort
	}
	if err != nil {
		return fmt.Errorf("the workbook is damaged: %w", err)
	}
	if b.version = versionOf(b.in); b.version == 0 {
		return errors.New("the workbook is damaged: it does not begin like one")
	}
	alone := b.version < 5 || len(b.in.body) >= 4 && le.Uint16(b.in.body[2:]) == 0x10 // a sheet, and nothing else
	for {
		err := b.in.read()
		if err == io.EOF || err == nil && b.in.kind == kindEOF {
			break
		}
		if err != nil {
			b.Broken = err
			break
		}
		if err := b.global(passwords); err != nil {
			return err
		}
	}
	if alone && len(b.Sheets) == 0 {
		b.Sheets = []Sheet{{}}
	}
	if len(b.Sheets) == 0 {
		return errors.Join(ErrNone, b.Broken)
	}
	return nil
}

// versionOf returns the version that a BOF record states; 0: it is none.
func versionOf(r *records) int {
	switch r.kind {
	case kindBOF2:
		return 2
	case kindBOF3:
		return 3
	case kindBOF4:
		return 4
	case kindBOF:
		if len(r.body) >= 2 && le.Uint16(r.body) == 0x600 {
			return 8
		}
		return 5
	}
	return 0
}

// global takes one record of those that the sheets share.
func (b *Book) global(passwords []string) error {
	x := b.in.body
	switch b.in.kind {
	case kindFilePass:
		return b.unlock(passwords)
	case kindDateMode:
		b.Date1904 = len(x) >= 2 && le.Uint16(x) == 1
	case kindCodePage:
		if len(x) >= 2 {
			b.page = codePage(le.Uint16(x))
		}
	case kindBoundSheet:
		b.addSheet()
	case kindXF, kindXF4, kindXF3, kindXF2:
		b.addStyle()
	case kindFormat, kindFormat2:
		b.addFormat()
	case kindSST:
		if err := b.readShared(); err != nil && b.Broken == nil {
			b.Broken = err
		}
	}
	return nil
}

// addSheet takes a BOUNDSHEET record; those of charts and programs hold no cells.
func (b *Book) addSheet() {
	x := b.in.body
	if len(x) < 7 || x[5] > 1 || len(b.Sheets) >= maxSheets {
		return
	}
	s := Sheet{start: int64(le.Uint32(x)), Hidden: x[4]&3 != 0}
	s.Name = b.name(x[6], 7)
	b.Sheets = append(b.Sheets, s)
}

// name reads a string of n characters that a record has from a byte on.
func (b *Book) name(n byte, from int) string {
	in := b.in.bodyFrom(from)
	var s string
	if b.version >= 8 {
		s, _ = in.unicode(int(n))
	} else {
		s, _ = in.bytes(int(n), b.page)
	}
	return s
}

// addStyle takes an XF record, of which only the number of its format is kept.
func (b *Book) addStyle() {
	x := b.in.body
	if len(x) < 4 || len(b.numberOf) >= maxStyles {
		return
	}
	number := int(x[1]) // of Excel 3 and 4
	switch b.in.kind {
	case kindXF:
		number = int(le.Uint16(x[2:]))
	case kindXF2:
		number = int(x[2] & 0x3f)
	}
	b.numberOf = append(b.numberOf, number)
}

// addFormat takes a FORMAT record; before Excel 5 their order is their number.
func (b *Book) addFormat() {
	x := b.in.body
	number, code := b.listed, ""
	switch {
	case b.version >= 8 && len(x) >= 5:
		number = int(le.Uint16(x))
		code, _ = b.in.bodyFrom(4).unicode(int(le.Uint16(x[2:])))
	case b.version >= 5 && len(x) >= 3:
		number, code = int(le.Uint16(x)), b.name(x[2], 3)
	case b.in.kind == kindFormat && len(x) >= 3:
		code = b.name(x[2], 3)
	case b.in.kind == kindFormat2 && len(x) >= 1:
		code = b.name(x[0], 1)
	default:
		return
	}
	b.listed++
	if len(b.formats) < maxStyles {
		b.formats[number] = code
	}
}

// formatOf returns the number of the format of a cell's style.
func (b *Book) formatOf(style int) int {
	if style < len(b.numberOf) {
		return b.numberOf[style]
	}
	return 0
}
