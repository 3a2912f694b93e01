package mail

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// decodeTransfer undoes a transfer encoding and reports whether all of it was
// sound. What is broken is decoded as far as it goes; base64 that yields
// nothing is returned as it stands.
func decodeTransfer(b []byte, encoding string) ([]byte, bool) {
	encoding, _, _ = strings.Cut(strings.ToLower(encoding), ";")
	switch strings.TrimSpace(encoding) {
	case "base64":
		return decodeBase64(b)
	case "quoted-printable":
		return decodeQuoted(b)
	}
	return b, true
}

// decodeBase64 skips everything outside the alphabet, as RFC 2045, 6.8 wants,
// and begins anew after padding: some programs join encoded pieces.
func decodeBase64(b []byte) ([]byte, bool) {
	out := make([]byte, 0, base64.StdEncoding.DecodedLen(len(b)))
	sound := true
	var group [4]byte
	n := 0
	flush := func() {
		if n > 1 {
			var three [3]byte
			k, _ := base64.RawStdEncoding.Decode(three[:], group[:n])
			out = append(out, three[:k]...)
		} else if n == 1 {
			sound = false
		}
		n = 0
	}
	for _, c := range b {
		switch {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '+', c == '/':
			group[n] = c
			if n++; n == 4 {
				flush()
			}
		case c == '=':
			flush()
		case c != '\n' && c != '\r' && c != ' ' && c != '\t':
			sound = false
		}
	}
	flush()
	if len(out) == 0 && len(bytes.TrimSpace(b)) > 0 {
		return b, false
	}
	return out, sound
}

// decodeQuoted decodes quoted-printable (RFC 2045, 6.7); an equals sign that
// begins no escape stays.
func decodeQuoted(b []byte) ([]byte, bool) {
	out := make([]byte, 0, len(b))
	sound := true
	for len(b) > 0 {
		line, rest, ended := bytes.Cut(b, []byte("\n"))
		b = rest
		crlf := bytes.HasSuffix(line, []byte("\r"))
		line = bytes.TrimRight(line, " \t\r")
		soft := bytes.HasSuffix(line, []byte("="))
		if soft {
			line = line[:len(line)-1]
		}
		for i := 0; i < len(line); i++ {
			if line[i] != '=' {
				out = append(out, line[i])
				continue
			}
			if i+2 < len(line) {
				hi, lo := unhex(line[i+1]), unhex(line[i+2])
				if hi >= 0 && lo >= 0 {
					out = append(out, byte(hi<<4|lo))
					i += 2
					continue
				}
			}
			sound = false
			out = append(out, '=')
		}
		if soft || !ended {
			continue
		}
		if crlf {
			out = append(out, '\r')
		}
		out = append(out, '\n')
	}
	return out, sound
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}
