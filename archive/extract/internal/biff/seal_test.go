package biff

import (
	"bytes"
	"crypto/md5"
	"slices"
	"testing"
)

// TestObfuscation uses the hash that OpenOffice's documentation of the format
// works out by hand (4.18.4): that of "abcdefghij" is FEF1.
func TestObfuscation(t *testing.T) {
	if newObfuscation(0, 0xfef1, "abcdefghij") == nil {
		t.Error("the password does not fit its hash")
	}
	if newObfuscation(0, 0xfef1, "abcdefghik") != nil {
		t.Error("another password fits")
	}
}

// TestRC4 seals a workbook with the password that Excel tries itself, and one
// that somebody must know.
func TestRC4(t *testing.T) {
	for _, password := range []string{openPassword, "secret"} {
		salt := bytes.Repeat([]byte{7}, 16)
		verifier := bytes.Repeat([]byte{9}, 16)
		hash := md5.Sum(verifier)
		key := rc4Key(salt, password)
		sealedVerifier, sealedHash := slices.Clone(verifier), slices.Clone(hash[:])
		(&blocked{key: key}).open(sealedVerifier, 0)
		(&blocked{key: key}).open(sealedHash, 16)
		pass := rec(kindFilePass, uint16(1), uint16(1), uint16(1), salt, sealedVerifier, sealedHash)
		var cells [][]byte
		for i := range 200 { // over several blocks
			cells = append(cells, rec(kindNumber, place(uint16(i), 0, 0), float64(i)))
		}
		plain := book8(rec(0x1af, string(pass[4:])), cells...) // a record of no meaning in its place
		want := show(plain)
		file := slices.Clone(plain)
		c := &blocked{key: key}
		for at := 0; at < len(file); {
			kind, n := le.Uint16(file[at:]), int(le.Uint16(file[at+2:]))
			body := file[at+4 : at+4+n]
			switch kind {
			case kindBOF:
			case 0x1af:
				le.PutUint16(file[at:], kindFilePass)
			case kindBoundSheet:
				c.open(body[4:], int64(at+8))
			default:
				c.open(body, int64(at+4))
			}
			at += 4 + n
		}
		if got := show(file, "wrong", "secret"); got != want {
			t.Errorf("%s: %.200s", password, got)
		}
		if got := show(file, "wrong"); password != openPassword && got != ErrEncrypted.Error() {
			t.Errorf("%s: %.200s without it", password, got)
		}
	}
}
