package acroform

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"testing"
	"time"
)

// message is a PKCS #7 message with the certificates of these people, by
// their serial numbers from 1, signed by one of them.
func message(t *testing.T, signer int64, names ...string) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for i, name := range names {
		c := &x509.Certificate{SerialNumber: big.NewInt(int64(i) + 1), Subject: pkix.Name{CommonName: name}, NotAfter: time.Unix(1e9, 0)}
		der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, der...)
	}
	marshal := func(v any) asn1.RawValue {
		b, err := asn1.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return asn1.RawValue{FullBytes: b}
	}
	type who struct {
		Issuer pkix.RDNSequence
		Serial *big.Int
	}
	type signerInfo struct {
		Version int
		Who     who
		Digest  pkix.AlgorithmIdentifier
	}
	sha := pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}}
	signed := marshal(struct {
		Version      int
		Digests      []pkix.AlgorithmIdentifier `asn1:"set"`
		Info         struct{ Type asn1.ObjectIdentifier }
		Certificates asn1.RawValue
		Signers      []signerInfo `asn1:"set"`
	}{
		1,
		[]pkix.AlgorithmIdentifier{sha},
		struct{ Type asn1.ObjectIdentifier }{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}},
		asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: all},
		[]signerInfo{{1, who{nil, big.NewInt(signer)}, sha}},
	})
	return marshal(struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue
	}{
		asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2},
		asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: signed.FullBytes},
	}).FullBytes
}

func TestSigner(t *testing.T) {
	two := message(t, 2, "Root", "Jane  Doe")
	for _, tc := range []struct {
		name string
		der  []byte
		want string
	}{
		{"the one who signed", two, "Jane Doe"},
		{"padded", append(two[:len(two):len(two)], make([]byte, 100)...), "Jane Doe"},
		{"one certificate", message(t, 1, "Jane Doe"), "Jane Doe"},
		{"no certificate", message(t, 1), ""},
		{"cut short", two[:len(two)/2], ""},
		{"nothing", nil, ""},
		{"zeros", make([]byte, 100), ""},
	} {
		if got := signer(tc.der); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}
