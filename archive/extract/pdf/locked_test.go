package pdf

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"

	"readingroom/archive/extract/internal/record"
)

// locked is a PDF of one page, "Dear Requester", encrypted with AES-256
// (ISO 32000-2, 7.6.4, revision 6) under a password.
func locked(password string) []byte {
	key := []byte("0123456789abcdef0123456789abcdef") // of the file; there is nothing to hide in it
	zero := make([]byte, aes.BlockSize)
	cbc := func(key, iv, b []byte) []byte {
		c, err := aes.NewCipher(key)
		if err != nil {
			panic(err)
		}
		out := make([]byte, len(b))
		cipher.NewCBCEncrypter(c, iv).CryptBlocks(out, b)
		return out
	}
	// entries makes U and UE, or O and OE, which also depend on U.
	entries := func(password, salts, u string) (string, string) {
		check, seal := salts[:8], salts[8:]
		return string(hashed(password, check, u)) + salts, string(cbc(hashed(password, seal, u), zero, key))
	}
	u, ue := entries(password, "saltsaltSALTSALT", "")
	o, oe := entries("owner", "seasaltsSEASALTS", u)
	permissions := int32(-4)
	perms := binary.LittleEndian.AppendUint32(nil, uint32(permissions))
	perms = append(perms, "\xff\xff\xff\xffTadbrand"...)
	seal := func(s string) string {
		pad := aes.BlockSize - len(s)%aes.BlockSize
		return string(zero) + string(cbc(key, zero, []byte(s+strings.Repeat(string(rune(pad)), pad))))
	}
	return pdfOf("/Encrypt 6 0 R /ID [<00> <00>] /Info 7 0 R", catalog,
		"<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 612 792]>>",
		"<</Type /Page /Parent 2 0 R /Resources <</Font <</F1 4 0 R>>>> /Contents 5 0 R>>", font,
		stream("", seal("BT /F1 12 Tf 72 700 Td (Dear Requester) Tj ET")),
		fmt.Sprintf("<</Filter /Standard /V 5 /R 6 /Length 256 /P %d /U <%x> /UE <%x> /O <%x> /OE <%x> /Perms <%x> "+
			"/StmF /StdCF /StrF /StdCF /CF <</StdCF <</CFM /AESV3 /AuthEvent /DocOpen /Length 32>>>>>>",
			permissions, u, ue, o, oe, cbc(key, zero, perms)),
		fmt.Sprintf("<</Title <%x>>>", seal("Letter")))
}

// hashed is algorithm 2.B of 7.6.4.3.4.
func hashed(password, salt, u string) []byte {
	first := sha256.Sum256([]byte(password + salt + u))
	k := first[:]
	for round := 0; ; round++ {
		c, err := aes.NewCipher(k[:16])
		if err != nil {
			panic(err)
		}
		e := []byte(strings.Repeat(password+string(k)+u, 64))
		cipher.NewCBCEncrypter(c, k[16:32]).CryptBlocks(e, e)
		sum := 0
		for _, b := range e[:16] {
			sum += int(b)
		}
		switch sum % 3 {
		case 0:
			h := sha256.Sum256(e)
			k = h[:]
		case 1:
			h := sha512.Sum384(e)
			k = h[:]
		default:
			h := sha512.Sum512(e)
			k = h[:]
		}
		if round >= 63 && int(e[len(e)-1]) <= round-31 {
			return k[:32]
		}
	}
}

func TestPasswords(t *testing.T) {
	for _, tc := range []struct {
		name  string
		file  []byte
		given []string
		want  string // the text, or the error
	}{
		{"AES-256, no password needed", locked(""), nil, "Dear Requester"},
		{"AES-256", locked("blue"), []string{"red", "", "blue"}, "Dear Requester"},
		{"AES-256, the owner's", locked("blue"), []string{"owner"}, "Dear Requester"},
		{"AES-256, none", locked("blue"), nil, "the PDF is encrypted and needs a password; give it with --password"},
		{"AES-256, a wrong one", locked("blue"), []string{"red"}, "the PDF is encrypted and needs a password; none of those given opens it"},
		{"RC4, none", encrypted("secret"), nil, "the PDF is encrypted and needs a password; give it with --password"},
	} {
		rec, err := readWith(t, tc.file, Options{Passwords: tc.given})
		got := fmt.Sprint(err)
		if err == nil {
			got = text(rec)
			if rec.AboutIt.Title != "Letter" {
				t.Errorf("%s: About = %+v", tc.name, rec.AboutIt)
			}
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
		if err != nil && !errors.Is(err, errEncrypted) {
			t.Errorf("%s: %v is not errEncrypted", tc.name, err)
		}
	}
}

// text is all the text that was read.
func text(rec record.Recorder) string {
	var all []string
	for _, p := range rec.Pages {
		all = append(all, p.Text)
	}
	return strings.Join(all, "\f")
}
