package release

import (
	"slices"
	"strings"
)

// A statute is a law of a state under which records are withheld, and how its
// exemptions are printed on them.
type statute struct {
	name    string
	printed pattern  // its last group is the paragraph
	bare    bool     // the number alone may be much else
	keys    []string // one of them is in it
}

// statutes are those of the states whose agencies print them on releases. Each
// is followed by where the law says so.
var statutes = []statute{
	// California Public Records Act: Gov. Code 6254(a)–(ap), since 2023 sections 7920.000 to 7931.000 (Stats. 2021, ch. 614).
	{name: "Cal. Gov. Code", keys: []string{"6254", "6255", "792", "793"}, printed: form(`^(?i:(?:cal(?:ifornia|\.)?\s)?(?:gov(?:ernment|['’]t|t)?\.?\scode|gc|cpra)\s?(?:§+\s?|sec(?:tion|\.)?s?\s?)?)(6254(?:\.\d{1,2})?(?:\s?\([a-z]{1,2}\))?(?:\(\d\))?|6255|79[23]\d\.\d{3}(?:\s?\([a-z]\))?(?:\(\d\))?)`)},
	{name: "Cal. Gov. Code", keys: []string{"6254", "6255", "792", "793"}, printed: form(`^(6254\s?\([a-z]{1,2}\)(?:\(\d\))?|79[23]\d\.\d{3}(?:\([a-z]\))?(?:\(\d\))?)`), bare: true},
	// Texas Public Information Act: Gov't Code 552.101 to 552.163.
	{name: "Tex. Gov't Code", keys: []string{"552.1"}, printed: form(`^(?i:(?:tex(?:as|\.)?\s)?(?:gov(?:ernment|['’]t|t)?\.?\scode|tx\s?gc|tpia|pia)\s?(?:§+\s?|sec(?:tion|\.)?s?\s?)?)(552\.1\d{1,3}(?:\([a-z]\))?(?:\(\d\))?(?:\([A-Z]\))?)`)},
	{name: "Tex. Gov't Code", keys: []string{"552.1"}, printed: form(`^(?:(?i:sec(?:tion|\.)\s?)|§\s?)?(552\.1\d{1,3}(?:\([a-z]\))?(?:\(\d\))?(?:\([A-Z]\))?)`), bare: true},
	// Florida Statutes 119.071 and 119.0712, 119.0713.
	{name: "Fla. Stat.", keys: []string{"119.071"}, printed: form(`^(?i:(?:fla\.?|florida|f\.?\s?s\.?|s\.)\s?(?:stat(?:utes?|\.)?)?\s?(?:§+\s?|sec(?:tion|\.)?s?\s?)?)(119\.071\d?(?:\(\d\))?(?:\([a-z]{1,2}\))?(?:\d{1,2}\.)?(?:[a-z]\.)?)`)},
	{name: "Fla. Stat.", keys: []string{"119.071"}, printed: form(`^(?:§\s?)?(119\.071\d?(?:\(\d\))(?:\([a-z]{1,2}\))?(?:\d{1,2}\.)?(?:[a-z]\.)?)`)},
	// Illinois FOIA: 5 ILCS 140/7(1)(a)–(zz), 7.5(a)–(zz).
	{name: "5 ILCS 140/", keys: []string{"(1)", "7.5"}, printed: form(`^(?i:5\sILCS\s140/|sec(?:tion|\.)?\s|§\s?)?(7\s?\(1\)\s?\([a-z]{1,2}\)(?:\s?\((?:[ivx]{1,5}|\d)\))?|7\.5\s?\([a-z]{1,2}\))`)},
	// New York Public Officers Law (FOIL) 87(2)(a)–(u), 89(2)(b).
	{name: "N.Y. Pub. Off. Law", keys: []string{"87", "89"}, printed: form(`^(?i:(?:n\.?y\.?\s)?(?:pub(?:lic|\.)?\soff(?:icers|\.)?\slaw|p\.?o\.?l\.?|foil)\s?(?:§+\s?|sec(?:tion|\.)?s?\s?)?|§\s?)?(8[79]\s?\(2\)\s?\([a-u]\)(?:\s?\((?:[ivx]{1,4})\))?)`)},
	// Washington Public Records Act: RCW 42.56.210 to 42.56.640.
	{name: "RCW", keys: []string{"42.56"}, printed: form(`^(?i:RCW\s?)(42\.56\.\d{3}(?:\(\d{1,2}\))?(?:\([a-z]\))?)`)},
	// Virginia FOIA: Code 2.2-3705.1 to 2.2-3706.1.
	{name: "Va. Code", keys: []string{"2.2-370"}, printed: form(`^(?i:va\.?\scode\s?(?:§\s?)?|§\s?)(2\.2-370[56]\.?\d?(?:\(\d{1,2}\))?)`)},
	// Massachusetts: G.L. c. 4, § 7(26)(a)–(v).
	{name: "M.G.L. c. 4, § 7(26)", keys: []string{"26"}, printed: form(`^(?i:m?\.?g\.?l\.?\s?(?:c\.?|ch\.?)\s?4,?\s?(?:§|s\.|sec\.)\s?7,?\s?(?:\(26\)|26|cl\.?\s?26|clause 26(?:th)?)\s?)(\([a-v]\))`)},
	// New Jersey OPRA: N.J.S.A. 47:1A-1 to 47:1A-10.
	{name: "N.J.S.A.", keys: []string{"47:1A"}, printed: form(`^(?i:N\.?J\.?S\.?A?\.?\s?)(47:1A-\d{1,2}(?:\.\d)?)`)},
	// Pennsylvania Right-to-Know Law: 65 P.S. 67.708(b)(1)–(30).
	{name: "65 P.S.", keys: []string{"708"}, printed: form(`^(?i:65\sP\.?\s?S\.?\s?(?:§+\s?)?|RTKL\s?(?:§\s?)?)((?:67\.)?708\(b\)\(\d{1,2}\))`)},
	// Ohio Public Records Act: R.C. 149.43(A)(1)(a)–(qq).
	{name: "Ohio R.C.", keys: []string{"149.43"}, printed: form(`^(?i:(?:ohio\s)?(?:r\.?c\.?|rev\.\scode)\s?(?:§\s?)?)(149\.43\s?\(A\)\s?\(\d\)(?:\([a-z]{1,2}\))?)`)},
	// Michigan FOIA: MCL 15.243(1)(a)–(z).
	{name: "MCL", keys: []string{"15.243"}, printed: form(`^(?i:M\.?C\.?L\.?\s?(?:§\s?)?)(15\.243\s?\(1\)\s?\([a-z]\))`)},
	// Oregon: ORS 192.345, 192.355.
	{name: "ORS", keys: []string{"192.3"}, printed: form(`^(?i:ORS\s?)(192\.3[45]5\s?\(\d{1,2}\)(?:\([a-z]\))?)`)},
	// Colorado Open Records Act: C.R.S. 24-72-204; criminal justice records 24-72-304, 305.
	{name: "C.R.S.", keys: []string{"24-72"}, printed: form(`^(?i:C\.?R\.?S\.?\s?(?:§\s?)?)(24-72-[23]0[45](?:\(\d\))?(?:\([a-z]\))?(?:\([IVX]{1,4}\))?)`)},
	// Georgia Open Records Act: O.C.G.A. 50-18-72(a)(1)–(52).
	{name: "O.C.G.A.", keys: []string{"50-18-72"}, printed: form(`^(?i:O\.?C\.?G\.?A\.?\s?(?:§\s?)?)(50-18-72\s?\(a\)\s?\(\d{1,2}\)(?:\([A-Z]\))?)`)},
	// Arizona: A.R.S. 39-121 and following.
	{name: "A.R.S.", keys: []string{"39-12"}, printed: form(`^(?i:A\.?R\.?S\.?\s?(?:§\s?)?)(39-12[1-8](?:\.\d{2})?)`)},
	// Connecticut FOIA: C.G.S. 1-210(b)(1)–(28).
	{name: "C.G.S.", keys: []string{"1-210"}, printed: form(`^(?i:(?:conn\.\sgen\.\sstat\.|C\.?G\.?S\.?)\s?(?:§\s?)?)(1-210\s?\(b\)\s?\(\d{1,2}\))`)},
	// North Carolina: G.S. 132-1.1 to 132-1.14.
	{name: "N.C.G.S.", keys: []string{"132-1"}, printed: form(`^(?i:N\.?C\.?\s?G\.?S\.?\s?(?:§\s?)?|G\.S\.\s?(?:§\s?)?)(132-1\.\d{1,2}(?:\([a-z]\))?)`)},
	// Wisconsin: Wis. Stat. 19.36(1)–(13).
	{name: "Wis. Stat.", keys: []string{"19.36"}, printed: form(`^(?i:wis\.?\s?stat\.?\s?(?:§+\s?)?)(19\.36\s?\(\d{1,2}\)(?:\([a-z]\))?)`)},
	// Minnesota Government Data Practices Act: Minn. Stat. 13.
	{name: "Minn. Stat.", keys: []string{"13."}, printed: form(`^(?i:minn\.?\s?stat\.?\s?(?:§+\s?|ch\.\s?)?)(13\.\d{2,3}(?:\([a-z]\))?)`)},
}

// statutesIn returns the statutes that a text may name.
func statutesIn(text string) []statute {
	var out []statute
	for _, s := range statutes {
		if slices.ContainsFunc(s.keys, func(key string) bool { return strings.Contains(text, key) }) {
			out = append(out, s)
		}
	}
	return out
}

// stateCodes finds the exemption of a state that begins at a place.
func stateCodes(text string, at int, statutes []statute) []code {
	for _, s := range statutes {
		m := s.printed.compile().FindStringSubmatchIndex(text[at:])
		if m == nil {
			continue
		}
		end := at + m[1]
		if end < len(text) && (isLetter(text[end]) || isDigit(text[end]) || text[end] == '%') {
			continue
		}
		name := s.name
		if !strings.HasSuffix(name, "/") && !strings.HasSuffix(name, ")") {
			name += " "
		}
		paragraph := strings.ReplaceAll(text[at+m[2]:at+m[3]], " ", "")
		return []code{{start: at, end: end, norm: name + strings.TrimSuffix(paragraph, "."), bare: s.bare}}
	}
	return nil
}
