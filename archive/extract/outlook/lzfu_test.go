package outlook

import (
	"encoding/binary"
	"strings"
	"testing"
)

// packed packs rich text without looking for what repeats.
func packed(s string) []byte {
	var body []byte
	for i := 0; i < len(s); i += 8 {
		body = append(append(body, 0), s[i:min(i+8, len(s))]...)
	}
	return packedHead(body, len(s), lzfuPacked)
}

func unpackedRTF(s string) []byte { return packedHead([]byte(s), len(s), lzfuPlain) }

func packedHead(body []byte, size int, kind uint32) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(body)+12))
	b = binary.LittleEndian.AppendUint32(b, uint32(size))
	b = binary.LittleEndian.AppendUint32(b, kind)
	return append(binary.LittleEndian.AppendUint32(b, 0), body...)
}

func TestUnpack(t *testing.T) {
	for _, tc := range []struct {
		name, body, want string
		size             int
		bad              bool
	}{
		// The example of [MS-OXRTFCP], 3.1: "{\rtf1\ansi\ansicpg1252\pard hello world}" begins in the window.
		{"references into the window", "\x03\x00\x0a\x00\x72c\x70g125\x42\x32\x0a\xf3 hel\x09\x00\x20bw\x05\xb0ld}\x0a\x80\x0f\xa0", "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", 43, false},
		{"a reference that runs into itself", "\x02a\x0c\xf8", "aaaaaaaaaaa", 11, false},
		{"the end", "\x02a\x0d\x00 not read", "a", 1, false},
		{"cut within a reference", "\x02a\x0c", "a", 100, true},
		{"nothing", "", "", 0, false},
	} {
		got, err := unpack(packedHead([]byte(tc.body), tc.size, lzfuPacked))
		if string(got) != tc.want || (err != nil) != tc.bad {
			t.Errorf("%s: %q %v, want %q", tc.name, got, err, tc.want)
		}
	}
	for _, b := range []string{"", "short", strings.Repeat("x", 20)} {
		if _, err := unpack([]byte(b)); err == nil {
			t.Errorf("%q was unpacked", b)
		}
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add(packed(`{\rtf1 hello}`))
	f.Add(unpackedRTF(`{\rtf1 hello}`))
	f.Add(packedHead([]byte("\x02a\x0c\xf8\x00"), 11, lzfuPacked))
	f.Fuzz(func(t *testing.T, b []byte) {
		out, _ := unpack(b)
		if len(out) > 9*len(b) {
			t.Errorf("%d bytes from %d", len(out), len(b))
		}
	})
}
