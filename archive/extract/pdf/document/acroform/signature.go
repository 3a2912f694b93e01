package acroform

import (
	"crypto/x509"
	"encoding/asn1"
	"math/big"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/object"
)

// A Signature is what a file says of a digital signature. It is not verified.
type Signature struct {
	By     string // the name in its certificate, else the one stated; "" for none
	Date   string // RFC 3339 or YYYY-MM-DD, or ""
	Reason string
	End    int64 // how many bytes of the file were signed, from its start; 0: it does not say
}

const (
	maxFields     = 50_000
	maxFieldDepth = 32
	maxSignatures = 50
)

// Signatures reads the signatures of a document in the order of its fields.
func Signatures(doc *pdf.Reader) []Signature {
	var fields pdf.Value
	_ = object.Guard(func() { fields = doc.Trailer().Key("Root").Key("AcroForm").Key("Fields") }) // then there are none
	w := signatureWalk{}
	w.walk(fields, "", 0)
	return w.found
}

type signatureWalk struct {
	found []Signature
	met   int
}

func (w *signatureWalk) walk(fields pdf.Value, above string, depth int) {
	for i := 0; i < fields.Len() && depth < maxFieldDepth && w.met < maxFields && len(w.found) < maxSignatures; i++ {
		w.met++
		_ = object.Guard(func() { // a field that breaks is passed over
			f := fields.Index(i)
			kind := above
			if v := f.Key("FT").Name(); v != "" {
				kind = v
			}
			if v := f.Key("V"); kind == "Sig" && v.Kind() == pdf.Dict {
				if s, ok := signature(v); ok {
					w.found = append(w.found, s)
				}
				return
			}
			w.walk(f.Key("Kids"), kind, depth+1)
		})
	}
}

// signature reads a signature dictionary (ISO 32000-1, 12.8.1). A time stamp
// is nobody's signature.
func signature(v pdf.Value) (s Signature, ok bool) {
	if v.Key("SubFilter").Name() == "ETSI.RFC3161" {
		return s, false
	}
	text := func(key string) string {
		return strings.Join(strings.Fields(object.TextString(v.Key(key).RawString())), " ")
	}
	s = Signature{By: text("Name"), Date: object.Date(v.Key("M").RawString()), Reason: text("Reason")}
	if r := v.Key("ByteRange"); r.Len() == 4 {
		s.End = r.Index(2).Int64() + r.Index(3).Int64()
	}
	contents := v.Key("Contents").RawString()
	if name := signer([]byte(contents)); name != "" {
		s.By = name
	}
	return s, contents != "" || s.By != ""
}

// signer returns the name in the certificate of who signed, from a PKCS #7
// message (RFC 5652), or "".
func signer(der []byte) string {
	var message struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue `asn1:"explicit,tag:0"`
	}
	if _, err := asn1.Unmarshal(der, &message); err != nil {
		return ""
	}
	var signed struct {
		Version      int
		Digests      asn1.RawValue
		Info         asn1.RawValue
		Certificates struct{ Raw asn1.RawContent } `asn1:"optional,tag:0"`
		Revoked      struct{ Raw asn1.RawContent } `asn1:"optional,tag:1"`
		Signers      []struct {
			Version int
			Signer  struct {
				Issuer asn1.RawValue
				Serial *big.Int
			}
		} `asn1:"set"`
	}
	_, err := asn1.Unmarshal(message.Content.Bytes, &signed)
	var all asn1.RawValue
	if _, err := asn1.Unmarshal(signed.Certificates.Raw, &all); err != nil {
		return ""
	}
	certificates, cerr := x509.ParseCertificates(all.Bytes)
	if cerr != nil || len(certificates) == 0 {
		return ""
	}
	who := certificates[0]
	if err == nil && len(signed.Signers) > 0 {
		for _, c := range certificates {
			if c.SerialNumber.Cmp(signed.Signers[0].Signer.Serial) == 0 {
				who = c
			}
		}
	}
	if name := who.Subject.CommonName; name != "" {
		return strings.Join(strings.Fields(name), " ")
	}
	return strings.Join(who.Subject.Organization, " ")
}
