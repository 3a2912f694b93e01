package object

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/ledongthuc/pdf"
)

// decode undoes one filter (ISO 32000-1, 7.4).
func decode(name string, params pdf.Value, b []byte, limit int) (out []byte, err error) {
	switch name {
	case "FlateDecode", "Fl":
		out, err = inflate(b, limit)
	case "LZWDecode", "LZW":
		early := 1
		if v := params.Key("EarlyChange"); v.Kind() == pdf.Integer {
			early = int(v.Int64())
		}
		out, err = unLZW(b, early, limit)
	case "ASCIIHexDecode", "AHx":
		return unHex(b), nil
	case "ASCII85Decode", "A85":
		return un85(b), nil
	case "RunLengthDecode", "RL":
		return unRun(b, limit)
	case "Crypt":
		return b, nil
	default:
		return nil, fmt.Errorf("unknown filter %s", name)
	}
	if p := params.Key("Predictor").Int64(); p > 1 && len(out) > 0 {
		var perr error
		if out, perr = unpredict(out, int(p), params); err == nil {
			err = perr
		}
	}
	return out, err
}

// inflate reads zlib data and forgives a header or a check sum that is wrong:
// the data between them is mostly sound.
func inflate(b []byte, limit int) ([]byte, error) {
	b = bytes.TrimLeft(b, "\r\n") // CVISION writes a line end too many after "stream"
	body := b
	if len(b) > 2 {
		body = b[2:]
	}
	out, err := inflateRaw(body, limit)
	if len(out) == 0 && err != nil {
		if raw, rerr := inflateRaw(b, limit); len(raw) > 0 {
			return raw, rerr
		}
	}
	return out, err
}

// inflaters are readers to be used again; each has tables of 40 kB.
var inflaters sync.Pool

func inflateRaw(b []byte, limit int) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(min(4*len(b), limit))
	in, ok := inflaters.Get().(io.Reader)
	if ok {
		_ = in.(flate.Resetter).Reset(bytes.NewReader(b), nil) // it never fails
	} else {
		in = flate.NewReader(bytes.NewReader(b))
	}
	defer inflaters.Put(in)
	_, err := io.Copy(&out, io.LimitReader(in, int64(limit)+1))
	if out.Len() > limit {
		out.Truncate(limit)
		return out.Bytes(), ErrTooLarge
	}
	return out.Bytes(), err
}

// unLZW reads LZW data: codes of 9 to 12 bits, 256 clears the table, 257 ends.
func unLZW(b []byte, early, limit int) ([]byte, error) {
	const clear, end, size = 256, 257, 4096
	var prefix [size]uint16
	var last [size]byte
	for i := range 256 {
		last[i] = byte(i)
	}
	var out []byte
	var acc uint32
	bits, width, next, prev := 0, 9, 258, -1
	var stack [size]byte
	for _, c := range b {
		acc = acc<<8 | uint32(c)
		bits += 8
		if bits < width {
			continue
		}
		bits -= width
		code := int(acc>>bits) & (1<<width - 1)
		switch {
		case code == clear:
			width, next, prev = 9, 258, -1
			continue
		case code == end:
			return out, nil
		case code > next || code == next && prev < 0:
			return out, errors.New("LZW data is damaged")
		}
		n, at := 0, code
		if code == next {
			n, at = 1, prev // the last byte is filled in below
		}
		for at >= 258 && n < size-1 {
			stack[n] = last[at]
			n, at = n+1, int(prefix[at])
		}
		stack[n] = byte(at)
		n++
		if code == next {
			stack[0] = byte(at)
		}
		if len(out)+n > limit {
			return out, ErrTooLarge
		}
		for i := n - 1; i >= 0; i-- {
			out = append(out, stack[i])
		}
		if prev >= 0 && next < size {
			prefix[next], last[next] = uint16(prev), byte(at)
			next++
		}
		prev = code
		for width < 12 && next+early >= 1<<width {
			width++
		}
	}
	return out, nil
}

func unHex(b []byte) []byte {
	out := make([]byte, 0, len(b)/2)
	var high byte
	half := false
	for _, c := range b {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		case c == '>':
			if half {
				out = append(out, high<<4)
			}
			return out
		default:
			continue
		}
		if half {
			out = append(out, high<<4|c)
		}
		high, half = c, !half
	}
	return out
}

func un85(b []byte) []byte {
	var out []byte
	var group [5]byte
	n := 0
	flush := func() {
		if n < 2 {
			return
		}
		for i := n; i < 5; i++ {
			group[i] = 'u'
		}
		var v uint32
		for _, c := range group {
			v = v*85 + uint32(c-'!')
		}
		four := [4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}
		out = append(out, four[:n-1]...)
		n = 0
	}
	b = bytes.TrimPrefix(bytes.TrimLeft(b, " \r\n\t"), []byte("<~"))
	for _, c := range b {
		switch {
		case c == '~':
			flush()
			return out
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
		case c >= '!' && c <= 'u':
			group[n] = c
			if n++; n == 5 {
				flush()
			}
		}
	}
	flush()
	return out
}

func unRun(b []byte, limit int) ([]byte, error) {
	var out []byte
	for i := 0; i < len(b) && b[i] != 128; {
		n := int(b[i])
		i++
		if n < 128 {
			k := min(n+1, len(b)-i)
			out = append(out, b[i:i+k]...)
			i += k
		} else if i < len(b) {
			out = append(out, bytes.Repeat(b[i:i+1], 257-n)...)
			i++
		}
		if len(out) > limit {
			return out[:limit], ErrTooLarge
		}
	}
	return out, nil
}

// unpredict undoes the TIFF and the PNG predictors (ISO 32000-1, 7.4.4.4).
func unpredict(b []byte, predictor int, params pdf.Value) ([]byte, error) {
	get := func(key string, or int) int {
		if v := params.Key(key); v.Kind() == pdf.Integer {
			return int(v.Int64())
		}
		return or
	}
	colors, depth, columns := get("Colors", 1), get("BitsPerComponent", 8), get("Columns", 1)
	if colors < 1 || colors > 64 || depth < 1 || depth > 16 || columns < 1 || columns > 1<<20 {
		return b, errors.New("a stream's predictor is damaged")
	}
	pixel, row := (colors*depth+7)/8, (colors*depth*columns+7)/8
	if predictor == 2 {
		if depth == 8 {
			for at := 0; at+row <= len(b); at += row {
				for i := at + pixel; i < at+row; i++ {
					b[i] += b[i-pixel]
				}
			}
		}
		return b, nil
	}
	out := make([]byte, 0, len(b))
	above := make([]byte, row)
	for at := 0; at < len(b); at += row + 1 {
		kind := b[at]
		line := b[at+1 : min(at+1+row, len(b))]
		for i := range line {
			var left, corner byte
			if i >= pixel {
				left, corner = line[i-pixel], above[i-pixel]
			}
			switch kind {
			case 1:
				line[i] += left
			case 2:
				line[i] += above[i]
			case 3:
				line[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				line[i] += paeth(left, above[i], corner)
			}
		}
		out = append(out, line...)
		copy(above, line)
	}
	return out, nil
}

func paeth(a, b, c byte) byte {
	abs := func(x int) int { return max(x, -x) }
	p := int(a) + int(b) - int(c)
	da, db, dc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case da <= db && da <= dc:
		return a
	case db <= dc:
		return b
	}
	return c
}
