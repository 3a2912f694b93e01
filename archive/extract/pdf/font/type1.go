package font

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
)

var type1Entry = regexp.MustCompile(`dup\s+(8#[0-7]+|16#[0-9a-fA-F]+|\d+)\s*/([^\s/{}\[\]()<>%]+)\s+put`)

// type1Encoding reads the encoding of a Type 1 font program from its part in
// the clear: "dup 65 /A put". It is nil where that is StandardEncoding.
func type1Encoding(b []byte) map[int]string {
	if i := bytes.Index(b, []byte("eexec")); i >= 0 {
		b = b[:i]
	}
	i := bytes.Index(b, []byte("/Encoding"))
	if i < 0 {
		return nil
	}
	out := map[int]string{}
	for _, m := range type1Entry.FindAllSubmatch(b[i:], 512) {
		digits, base := string(m[1]), 10
		if radix, rest, ok := strings.Cut(digits, "#"); ok {
			base, _ = strconv.Atoi(radix)
			digits = rest
		}
		if code, err := strconv.ParseInt(digits, base, 16); err == nil && code < 256 {
			out[int(code)] = string(m[2])
		}
	}
	return out
}
