package biff

import (
	"math"

	"readingroom/archive/extract/internal/book"
)

// isCell reports whether the record read last holds cells.
func (b *Book) isCell() bool {
	switch b.in.kind {
	case kindLabelSST, kindNumber, kindRK, kindMulRK, kindLabel, kindRString, kindBoolErr, kindFormula, kindFormula3, kindFormula4:
		return true
	case kindInteger2, kindNumber2, kindLabel2, kindBoolErr2:
		return b.version == 2
	}
	return false
}

// cells reads the cells of a sheet as they come. take returns where it keeps a
// cell until the next, since the text of a formula follows it.
func (b *Book) cells(s Sheet, take func(row int, c book.Cell) (*book.Cell, error)) error {
	var awaits *book.Cell // the text of its formula
	return b.records(s, func() error {
		if b.in.kind == kindString || b.in.kind == kindString2 && b.version == 2 {
			if awaits != nil {
				awaits.Text = b.result()
				awaits = nil
			}
			return nil
		}
		x := b.in.body
		if !b.isCell() || len(x) < 8 {
			return nil
		}
		awaits = nil
		row, column := int(le.Uint16(x)), int(le.Uint16(x[2:]))
		if b.in.kind == kindMulRK {
			for i := 4; i+8 <= len(x) && column < maxColumns; i, column = i+6, column+1 {
				c := book.Cell{Column: column, IsNumber: true, Number: rk(le.Uint32(x[i+2:])), Format: b.formatOf(int(le.Uint16(x[i:])))}
				if _, err := take(row, c); err != nil {
					return err
				}
			}
			return nil
		}
		c, follows := b.cell(column)
		if column >= maxColumns || c.Text == "" && !c.IsNumber && !follows {
			return nil
		}
		kept, err := take(row, c)
		if follows {
			awaits = kept
		}
		return err
	})
}

// cell reads the record of one cell. follows says that its text is in a record
// after it.
func (b *Book) cell(column int) (c book.Cell, follows bool) {
	x := b.in.body
	c = book.Cell{Column: column}
	if b.version == 2 && b.in.kind < 8 { // the style takes three bytes, of which the second has the format
		c.Format, x = int(x[5]&0x3f), x[7:]
	} else {
		c.Format, x = b.formatOf(int(le.Uint16(x[4:]))), x[6:]
	}
	switch kind := b.in.kind; {
	case kind == kindLabelSST && len(x) >= 4:
		c.Text = b.strings.at(le.Uint32(x))
	case kind == kindNumber && len(x) >= 8, kind == kindNumber2 && len(x) >= 8:
		c.IsNumber, c.Number = true, math.Float64frombits(le.Uint64(x))
	case kind == kindRK && len(x) >= 4:
		c.IsNumber, c.Number = true, rk(le.Uint32(x))
	case kind == kindInteger2 && len(x) >= 2:
		c.IsNumber, c.Number = true, float64(le.Uint16(x))
	case kind == kindBoolErr && len(x) >= 2, kind == kindBoolErr2 && len(x) >= 2:
		c.Text = truth(x[0])
		if x[1] != 0 {
			c.Text = fault(x[0])
		}
	case kind == kindLabel && len(x) >= 2, kind == kindRString && len(x) >= 2:
		in := b.in.bodyFrom(8)
		if n := int(le.Uint16(x)); b.version >= 8 {
			c.Text, _ = in.unicode(n)
		} else {
			c.Text, _ = in.bytes(n, b.page)
		}
	case kind == kindLabel2 && len(x) >= 1:
		c.Text, _ = b.in.bodyFrom(8).bytes(int(x[0]), b.page)
	case (kind == kindFormula || kind == kindFormula3 || kind == kindFormula4) && len(x) >= 8:
		return b.formula(c, x)
	}
	if math.IsNaN(c.Number) || math.IsInf(c.Number, 0) {
		return book.Cell{Column: column, Text: fault(0x24)}, false
	}
	return c, false
}

// formula reads what a formula came to when the file was saved ([MS-XLS] 2.5.133).
func (b *Book) formula(c book.Cell, x []byte) (_ book.Cell, follows bool) {
	if le.Uint16(x[6:]) != 0xffff {
		c.IsNumber, c.Number = true, math.Float64frombits(le.Uint64(x))
		if math.IsNaN(c.Number) || math.IsInf(c.Number, 0) {
			return book.Cell{Column: c.Column, Text: fault(0x24)}, false
		}
		return c, false
	}
	switch x[0] {
	case 0:
		return c, true
	case 1:
		c.Text = truth(x[2])
	case 2:
		c.Text = fault(x[2])
	}
	return c, false
}

// result reads the text that a formula came to.
func (b *Book) result() string {
	x := b.in.body
	var s string
	switch {
	case b.version == 2 && len(x) >= 1:
		s, _ = b.in.bodyFrom(1).bytes(int(x[0]), b.page)
	case b.version >= 8 && len(x) >= 2:
		s, _ = b.in.bodyFrom(2).unicode(int(le.Uint16(x)))
	case len(x) >= 2:
		s, _ = b.in.bodyFrom(2).bytes(int(le.Uint16(x)), b.page)
	}
	return s
}

// rk unpacks a number of four bytes ([MS-XLS] 2.5.217).
func rk(v uint32) float64 {
	f := math.Float64frombits(uint64(v&^3) << 32)
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

func truth(v byte) string {
	if v != 0 {
		return "TRUE"
	}
	return "FALSE"
}

// fault prints an error value ([MS-XLS] 2.5.10).
func fault(v byte) string {
	switch v {
	case 0x00:
		return "#NULL!"
	case 0x07:
		return "#DIV/0!"
	case 0x0f:
		return "#VALUE!"
	case 0x17:
		return "#REF!"
	case 0x1d:
		return "#NAME?"
	case 0x24:
		return "#NUM!"
	case 0x2b:
		return "#GETTING_DATA"
	}
	return "#N/A"
}
