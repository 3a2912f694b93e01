package pdf

import (
	"crypto/md5"
	"crypto/rc4"
	"fmt"
	"strings"
	"testing"
)

// rc4Letter encrypts a letter with RC4 and no password (ISO 32000-1, 7.6): V is
// 1 for a key of 40 bits, 2 for one of 128.
func rc4Letter(t *testing.T, v int) []byte {
	t.Helper()
	const pad = "\x28\xbf\x4e\x5e\x4e\x75\x8a\x41\x64\x00\x4e\x56\xff\xfa\x01\x08\x2e\x2e\x00\xb6\xd0\x68\x3e\x80\x2f\x0c\xa9\xfe\x64\x53\x69\x7a"
	owner := strings.Repeat("A", 32)
	crypt := func(key []byte, s string) string {
		c, err := rc4.NewCipher(key)
		if err != nil {
			t.Fatal(err)
		}
		b := []byte(s)
		c.XORKeyStream(b, b)
		return string(b)
	}
	sum := md5.Sum([]byte(pad + owner + "\xfc\xff\xff\xff" + "\x00\x11"))
	key, r, user := sum[:5], 2, ""
	if v == 1 {
		user = crypt(key, pad)
	} else {
		for range 50 {
			sum = md5.Sum(sum[:])
		}
		key, r = sum[:], 3
		id := md5.Sum([]byte(pad + "\x00\x11"))
		user = string(id[:])
		for i := range 20 {
			k := make([]byte, len(key))
			for j := range k {
				k[j] = key[j] ^ byte(i)
			}
			user = crypt(k, user)
		}
		user += strings.Repeat("\x00", 16)
	}
	object := func(n byte, s string) string {
		k := md5.Sum(append(append([]byte{}, key...), n, 0, 0, 0, 0))
		return crypt(k[:min(len(key)+5, 16)], s)
	}
	return pdfOf(fmt.Sprintf("/ID [<0011> <0011>] /Info 6 0 R /Encrypt <</Filter /Standard /V %d /R %d /Length %d /P -4 /O <%x> /U <%x>>>", v, r, len(key)*8, owner, user),
		"<</Type /Catalog /Pages 2 0 R /AF [7 0 R]>>", "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 612 792]>>",
		"<</Type /Page /Parent 2 0 R /Resources <</Font <</F1 4 0 R>>>> /Contents 5 0 R>>", font,
		stream("", object(5, "BT /F1 12 Tf 72 700 Td (Dear Requester) Tj ET")),
		fmt.Sprintf("<</Title <%x>>>", object(6, "Letter")), fmt.Sprintf("<</UF <%x> /EF <</F 8 0 R>>>>", object(7, "a.txt")), stream("", object(8, "notes")))
}

func TestCipher(t *testing.T) {
	rec, err := read(t, rc4Letter(t, 2))
	if err != nil || rec.Pages[0].Text != "Dear Requester" || told(rec) != "title Letter\npart a.txt 5\n" {
		t.Errorf("128 bits: %v %+v", err, rec)
	}
	rec, err = read(t, rc4Letter(t, 1))
	if err != nil || rec.Pages[0].Text != "Dear Requester" || told(rec) != "title Letter\npart a.txt 5\n" {
		t.Errorf("40 bits, which the library gets wrong: %v %+v", err, rec)
	}
}
