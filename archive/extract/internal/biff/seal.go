package biff

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha1"
	"math/bits"
	"unicode/utf16"
)

// openPassword is what Excel itself tries without asking: it stands for
// "protected against changes, not against reading".
const openPassword = "VelvetSweatshop"

// A cipher takes the seal off bytes that stand at an offset of the stream.
type cipher interface {
	open(b []byte, at int64)
}

// unlock takes a FILEPASS record ([MS-XLS] 2.4.117): what follows is encrypted.
func (b *Book) unlock(passwords []string) error {
	x := b.in.body
	kind := 0
	if b.version >= 8 && len(x) >= 2 {
		kind, x = int(le.Uint16(x)), x[2:]
	}
	for _, password := range append([]string{openPassword}, passwords...) {
		var c cipher
		switch {
		case kind == 0 && len(x) >= 4:
			c = newObfuscation(le.Uint16(x), le.Uint16(x[2:]), password)
		case kind == 1 && len(x) >= 52 && le.Uint16(x) == 1:
			c = newRC4(x[4:20], x[20:36], x[36:52], password)
		case kind == 1 && len(x) >= 12 && le.Uint16(x[2:]) == 2:
			c = newCryptoAPI(x[4:], password)
		}
		if c != nil {
			b.in.seal = c
			return nil
		}
	}
	return ErrEncrypted
}

// unseal decrypts the record read last; some are never encrypted, nor is where
// a sheet stands ([MS-XLS] 2.2.10).
func (r *records) unseal() {
	from := 0
	switch r.kind {
	case kindBOF, kindFilePass, kindUserExclude, kindFileLock, kindInterface, kindRevisions, kindRevision:
		return
	case kindBoundSheet:
		from = min(4, len(r.body))
	}
	if _, xor := r.seal.(*obfuscation); xor {
		// its place in the key counts from the record's end
		r.seal.open(r.body[from:], r.start+int64(from)+int64(len(r.body)))
		return
	}
	r.seal.open(r.body[from:], r.start+int64(from))
}

// blocked is RC4 with a new key for each 1024 bytes of the stream.
type blocked struct {
	key   func(block uint32) []byte
	block int64
	now   *rc4.Cipher
	used  int // bytes of the block's key stream
}

const blockSize = 1024

func (c *blocked) open(b []byte, at int64) {
	for len(b) > 0 {
		block, in := at/blockSize, int(at%blockSize)
		if c.now == nil || block != c.block || in < c.used {
			now, err := rc4.NewCipher(c.key(uint32(block)))
			if err != nil {
				return
			}
			c.now, c.block, c.used = now, block, 0
		}
		var skipped [blockSize]byte
		c.now.XORKeyStream(skipped[:in-c.used], skipped[:in-c.used])
		n := min(len(b), blockSize-in)
		c.now.XORKeyStream(b[:n], b[:n])
		c.used = in + n
		b, at = b[n:], at+int64(n)
	}
}

// newRC4 is the encryption of Excel 97 ([MS-OFFCRYPTO] 2.3.6); nil: the
// password does not fit.
func newRC4(salt, verifier, verifierHash []byte, password string) cipher {
	c := &blocked{key: rc4Key(salt, password)}
	got, want := bytes.Clone(verifier), bytes.Clone(verifierHash)
	c.open(got, 0)
	c.open(want, int64(len(got)))
	if sum := md5.Sum(got); !bytes.Equal(sum[:], want) {
		return nil
	}
	return c
}

// rc4Key makes the keys of the blocks.
func rc4Key(salt []byte, password string) func(block uint32) []byte {
	h := md5.Sum(utf16le(password))
	mixed := md5.New()
	for range 16 {
		mixed.Write(h[:5])
		mixed.Write(salt)
	}
	base := mixed.Sum(nil)[:5]
	return func(block uint32) []byte {
		k := md5.Sum(le.AppendUint32(bytes.Clone(base), block))
		return k[:]
	}
}

// newCryptoAPI is the encryption of Excel 2002 and 2003 ([MS-OFFCRYPTO] 2.3.5);
// nil: the password does not fit, or the cipher is another than RC4.
func newCryptoAPI(x []byte, password string) cipher {
	if len(x) < 8 {
		return nil
	}
	head := int(le.Uint32(x[4:])) // behind flags and its own size
	x = x[8:]
	if head < 32 || head > len(x) {
		return nil
	}
	length := int(le.Uint32(x[16:]))
	if le.Uint32(x[8:]) != 0x6801 { // RC4
		return nil
	}
	if length == 0 {
		length = 40
	}
	if x = x[head:]; length%8 != 0 || length < 40 || length > 128 || len(x) < 4+16+16+4+20 || le.Uint32(x) != 16 {
		return nil
	}
	salt, verifier, verifierHash := x[4:20], x[20:36], x[40:60]
	base := sha1.Sum(append(bytes.Clone(salt), utf16le(password)...))
	c := &blocked{key: func(block uint32) []byte {
		k := sha1.Sum(le.AppendUint32(bytes.Clone(base[:]), block))
		key := k[:length/8]
		if length == 40 {
			key = append(bytes.Clone(key), make([]byte, 11)...)
		}
		return key
	}}
	got, want := bytes.Clone(verifier), bytes.Clone(verifierHash)
	c.open(got, 0)
	c.open(want, int64(len(got)))
	if sum := sha1.Sum(got); !bytes.Equal(sum[:], want) {
		return nil
	}
	return c
}

// obfuscation is the encryption of Excel 95 and before ([MS-OFFCRYPTO] 2.3.7.2).
type obfuscation struct{ key [16]byte }

// padding fills up the key behind the password.
var padding = [15]byte{0xbb, 0xff, 0xff, 0xba, 0xff, 0xff, 0xb9, 0x80, 0x00, 0xbe, 0x0f, 0x00, 0xbf, 0x0f, 0x00}

// newObfuscation returns nil where the password does not have the hash.
func newObfuscation(key, hash uint16, password string) cipher {
	if len(password) == 0 || len(password) > 15 {
		return nil
	}
	sum := uint16(len(password)) ^ 0xce4b
	for i, c := range []byte(password) {
		turn := (i + 1) % 15
		v := uint16(c)
		sum ^= v<<turn&0x7fff | v>>(15-turn)
	}
	if sum != hash {
		return nil
	}
	c := &obfuscation{}
	copy(c.key[copy(c.key[:], password):], padding[:])
	for i := range c.key {
		c.key[i] = bits.RotateLeft8(c.key[i]^byte(key>>(8*(i&1))), 2)
	}
	return c
}

func (c *obfuscation) open(b []byte, at int64) {
	for i := range b {
		b[i] = bits.RotateLeft8(b[i], 3) ^ c.key[(at+int64(i))&15]
	}
}

func utf16le(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = le.AppendUint16(b, u)
	}
	return b
}
