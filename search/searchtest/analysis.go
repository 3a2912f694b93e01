package searchtest

import "strings"

// analysis are queries in which it matters what a word is. What stands before
// the bar is typed.
const analysis = `
17-cv-01234                 | docket
"17-cv-01234"               | docket
17-CV-01234                 | docket
17–cv–01234                 | docket
01234                       | docket
01234 -01999                | docket
18-cv-01999                 | docket2
2014-APHIS-04270-F          | tracking
2014-aphis-04270-f          | tracking
04270                       | tracking
aphis                       | tracking
$5,000                      | five
5000                        | five
5,000                       | five
5,000.00                    | five
$15,000                     | fifteen
15000                       | fifteen
$1,234.50                   | cents
1234.5                      | cents
(b)(4)                      | b4
b(4)                        | b4
(b)(7)(E)                   | b7e
b(7)(e)                     | b7e
b7E                         | b7e
(b) (7) (E)                 | b7e
Exemption 7(E)              | b7e
"Exemption 7(E)"            | b7e
withheld Exemption 7        | b7e
withheld NEAR/3 b7E         | b7e
withheld NEAR/4 Exemption 7 | b7e
(b)(7)                      | b7e
b7                          | b7e
maria.lopez@lakecounty.gov  | address
Maria.Lopez@LakeCounty.gov  | address
lakecounty                  | address
lopez                       | address
202-555-0143                | phone
0143                        | phone
3/14/2011                   | day
2011-03-14                  | day
March 14, 2011              | day
14 Mar 2011                 | day
"Mar. 14th, 2011"           | day
"on 3/14/2011 there"        | day
"on Mar. 14, 2011 there"    | day
there NEAR/3 "14 March 2011" | day
March 14                    | day
March 15, 2011              | range
4/2/2011                    | range
Mar. 2011                   | day month range
2011-03                     | day month range
"Mar. 2011"                 | month
-(March 2011) 9/13          | slash
9/13                        | slash
"9/13"                      | slash
after 9/13                  | slash
"9 13"                      | slash apart
co-plaintiff                | closed
coplaintiff                 | closed
co-plaintiffs               | closed
coplaintiffs                | closed
coplaintiff NEAR/3 there    | closed
co-plaintiff NEAR/3 there   | closed
9/13 NEAR/2 there           | slash
I-771                       | form
I771                        | form
warden                      | possessive
warden's                    | possessive
warden’s office             | possessive
"warden office"             | possessive
O'Malley                    | obrien
o’malley                    | obrien
omalley                     | obrien
Doña                        | accent
dona                        | accent
"Doña Inés"                 | accent
ines                        | accent
financier                   | ligature
ﬁnancier                    | ligature
detention                   | hyphen
"detention centre"          | hyphen
"sally port"                | quotes
“sally port”                | quotes
sally port                  | quotes
東京                        | cjk
拘置所                      | cjk
東京拘置所                  | cjk
京東                        | cjk2
harbor                      | direction
muller                      | umlaut
Müller                      | umlaut
αθηνα                       | greek
INV-000771                  | code
000771                      | code
magistrate                  | ocr2
rnagistrate                 | ocr
magistrate~                 | ocr ocr2
magistrat~                  | ocr2
xiv                         | roman
patrolman                   | man men
patrolmen                   | man men
"patrolmen"                 | men
patrolman NEAR/2 heard      | man men
zymo-parcel                 | tied tied2
ZYMO–PARCELS                | tied tied2
"zymo-parcel"               | tied
"zymo parcels"              | tied2
zymo-parcels NEAR/2 there   | tied tied2
zymo-parcels~               | tied tied2
lexo-in                     | tied3
lexo-ins                    | tied3
`

func (c *corpus) analysis() []query {
	var out []query
	for line := range strings.Lines(analysis) {
		typed, keys, ok := strings.Cut(line, "|")
		if !ok {
			continue
		}
		out = append(out, query{typed: strings.TrimSpace(typed), want: planted(strings.Fields(keys)...)})
	}
	// What a page has planted, and a row has as a number.
	return append(out,
		query{typed: "188", want: anyOf(planted("188"), word("188"))},
		query{typed: "#188", want: anyOf(planted("188"), word("188"))},
		query{typed: "1,188", want: anyOf(planted("1188"), word("1188"))},
		query{typed: "un", want: planted("acronym")},
		query{typed: "U.N.", want: planted("acronym")},
	)
}
