package font

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// A legacy is a predefined CMap whose codes are those of a character set.
type legacy struct {
	ordering string
	decoder  *encoding.Decoder // nil: UTF-16
	lead     [2]byte           // the first and the last byte that begins two
	single   [2]byte           // those of them that stand alone after all
}

// predefined returns the CMap of a name in ISO 32000-1, table 118; nil for Identity and unknown ones.
func predefined(name string) *legacy {
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(name, p) {
				return true
			}
		}
		return false
	}
	wide := [2]byte{0x81, 0xfe}
	switch {
	case has("UniJIS"):
		return &legacy{ordering: "Japan1"}
	case has("UniGB"):
		return &legacy{ordering: "GB1"}
	case has("UniCNS"):
		return &legacy{ordering: "CNS1"}
	case has("UniKS"):
		return &legacy{ordering: "Korea1"}
	case has("RKSJ"):
		return &legacy{"Japan1", japanese.ShiftJIS.NewDecoder(), [2]byte{0x81, 0xfc}, [2]byte{0xa0, 0xdf}}
	case name == "EUC-H" || name == "EUC-V":
		return &legacy{"Japan1", japanese.EUCJP.NewDecoder(), [2]byte{0x8e, 0xfe}, [2]byte{}}
	case has("GBK", "GB-EUC", "GBpc"):
		return &legacy{"GB1", simplifiedchinese.GBK.NewDecoder(), wide, [2]byte{}}
	case has("KSC"):
		return &legacy{"Korea1", korean.EUCKR.NewDecoder(), wide, [2]byte{}}
	case has("B5", "HKscs"):
		return &legacy{"CNS1", traditionalchinese.Big5.NewDecoder(), wide, [2]byte{}}
	}
	return nil
}

func (l *legacy) length(s []byte) int {
	switch {
	case l.decoder == nil:
		if len(s) >= 4 && s[0]&0xfc == 0xd8 {
			return 4
		}
		return 2
	case s[0] < l.lead[0] || s[0] > l.lead[1] || s[0] >= l.single[0] && s[0] <= l.single[1] && l.single[1] > 0:
		return 1
	}
	return 2
}

func (l *legacy) text(s []byte) string {
	if l.decoder == nil {
		return utf16Text(s)
	}
	b, err := l.decoder.Bytes(s)
	if err != nil {
		return ""
	}
	return string(b)
}
