package release

import (
	"strings"
	"testing"
)

func TestCodes(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		// 5 U.S.C. 552(b), as agencies print it.
		{"(b)(6)", "(b)(6)"},
		{"(b) (6)", "(b)(6)"},
		{"( b ) ( 6 )", "(b)(6)"},
		{"(B)(6)", "(b)(6)"},
		{"b6", "(b)(6)"},
		{"B6", "(b)(6)"},
		{"(b6)", "(b)(6)"},
		{"b(6)", "(b)(6)"},
		{"b (6)", "(b)(6)"},
		{"(b)6", "(b)(6)"},
		{"(b) 6", "(b)(6)"},
		{"(b)(7)", "(b)(7)"},
		{"(b)(7)(C)", "(b)(7)(C)"},
		{"(b) (7)(C)", "(b)(7)(C)"},
		{"(b) (7) (C)", "(b)(7)(C)"},
		{"(b)(7)c", "(b)(7)(C)"},
		{"(b)(7)C", "(b)(7)(C)"},
		{"(b)(7)-(C)", "(b)(7)(C)"},
		{"(b)(7C)", "(b)(7)(C)"},
		{"(b)7(C)", "(b)(7)(C)"},
		{"(b)7c", "(b)(7)(C)"},
		{"(b7c)", "(b)(7)(C)"},
		{"b(7)(e)", "(b)(7)(E)"},
		{"b(7)c", "(b)(7)(C)"},
		{"b7C", "(b)(7)(C)"},
		{"b7c", "(b)(7)(C)"},
		{"B7(E)", "(b)(7)(E)"},
		{"B-5", "(b)(5)"},
		{"b7-E", "(b)(7)(E)"},
		{"b7D -1", "(b)(7)(D)"},
		{"b6 -1,2", "(b)(6)"},
		{"b7E-3", "(b)(7)(E)"},
		{"B6 Per State", "(b)(6)"},
		{"(b)(5)-DPP", "(b)(5)"},
		{"(b)(5) - AWP", "(b)(5)"},
		{"(b)(5)(DPP)", "(b)(5)"},
		{"(b)(3):10 U.S.C. 130b", "(b)(3)"},
		{"(b)(3) 50 USC 3024(i)(1)", "(b)(3)"},
		{"(b)(3)-P.L. 86-36", "(b)(3)"},
		{"(b)(6); (b)(7)(C)", "(b)(6) (b)(7)(C)"},
		{"(b)(6),(b)(7)(C)", "(b)(6) (b)(7)(C)"},
		{"(b)(6)(b)(7)(C)", "(b)(6) (b)(7)(C)"},
		{"(b)(4) (b)(6)", "(b)(4) (b)(6)"},
		{"(b)(6)/(b)(7)(c)", "(b)(6) (b)(7)(C)"},
		{"(b)(6)/(7)(C)", "(b)(6) (b)(7)(C)"},
		{"(b)(6), (7)(C), (7)(E)", "(b)(6) (b)(7)(C) (b)(7)(E)"},
		{"(b)(6) & (7)(C)", "(b)(6) (b)(7)(C)"},
		{"(b)(7)(C), (E)", "(b)(7)(C) (b)(7)(E)"},
		{"(b)(7)(A), (b)(7)(C)", "(b)(7)(A) (b)(7)(C)"},
		{"b6, b7C", "(b)(6) (b)(7)(C)"},
		{"b6,7c", "(b)(6) (b)(7)(C)"},
		{"B5,B6", "(b)(5) (b)(6)"},
		{"(bX6)", "(b)(6)"},
		{"(b)(6}", "(b)(6)"},
		{"(b)(6).", "(b)(6)"},
		{"[(b)(6)]", "(b)(6)"},
		{"Exemption 6", "(b)(6)"},
		{"Exemption (b)(7)(C)", "(b)(7)(C)"},
		{"Exemption b(6)", "(b)(6)"},
		{"FOIA Exemption 4", "(b)(4)"},
		{"Exemptions 6 and 7(C)", "(b)(6) (b)(7)(C)"},
		{"EX. 7(E)", "(b)(7)(E)"},
		{"Ex. 5", "(b)(5)"},
		{"Ex 6", "(b)(6)"},
		{"Ex. (b)(6)", "(b)(6)"},
		{"Ex.4, Ex.6", "(b)(4) (b)(6)"},
		{"Ex. 6 - Personal Privacy", "(b)(6)"},

		// Executive Order 13526 and its kind; the Privacy Act; the Presidential Records Act.
		{"1.4(D)", "1.4(d)"},
		{"1.4 (b)", "1.4(b)"},
		{"B1,1.4(B)(D)", "(b)(1) 1.4(b) 1.4(d)"},
		{"B1,1.4(B),1.4(D),B5,B6", "(b)(1) 1.4(b) 1.4(d) (b)(5) (b)(6)"},
		{"1.4(c) & (d)", "1.4(c) 1.4(d)"},
		{"1.4(a) (b)(6)", "1.4(a) (b)(6)"},
		{"(b)(1) 1.4a", "(b)(1)"},
		{"EO 13526 1.4(c)", "1.4(c)"},
		{"E.O. 13526, Section 1.4(d)", "1.4(d)"},
		{"Sec. 1.4(c)", "1.4(c)"},
		{"3.3(b)(1)", "3.3(b)(1)"},
		{"25X1", "25X1"},
		{"50X1-HUM", "50X1"},
		{"(j)(2)", "(j)(2)"},
		{"(k)(2); (b)(7)(E)", "(k)(2) (b)(7)(E)"},
		{"(d)(5)", "(d)(5)"},
		{"j2", "(j)(2)"},
		{"P6/b(6)", "P6 (b)(6)"},

		// Laws of the states.
		{"Gov. Code § 6254(f)", "Cal. Gov. Code 6254(f)"},
		{"Government Code section 7923.600", "Cal. Gov. Code 7923.600"},
		{"CPRA 7923.600", "Cal. Gov. Code 7923.600"},
		{"GC 7927.700", "Cal. Gov. Code 7927.700"},
		{"6254(k)", "Cal. Gov. Code 6254(k)"},
		{"Texas Gov't Code 552.108", "Tex. Gov't Code 552.108"},
		{"Gov’t Code § 552.108(a)(1)", "Tex. Gov't Code 552.108(a)(1)"},
		{"Sec. 552.147", "Tex. Gov't Code 552.147"},
		{"F.S. 119.071(4)(d)", "Fla. Stat. 119.071(4)(d)"},
		{"119.071(2)(c)1.", "Fla. Stat. 119.071(2)(c)1"},
		{"7(1)(c)", "5 ILCS 140/7(1)(c)"},
		{"5 ILCS 140/7(1)(b)", "5 ILCS 140/7(1)(b)"},
		{"POL 87(2)(b)", "N.Y. Pub. Off. Law 87(2)(b)"},
		{"§ 87(2)(e)(iv)", "N.Y. Pub. Off. Law 87(2)(e)(iv)"},
		{"RCW 42.56.240(1)", "RCW 42.56.240(1)"},

		// Other laws, other things.
		{"", ""},
		{"(b)(1)(i)", ""},
		{"164.512(b)(1)", ""},
		{"552(b)(6)", ""},
		{"(b)(6)(A)", ""},
		{"(b)(12)", ""},
		{"(b)", ""},
		{"(6)", ""},
		{"(7)(C)", ""},
		{"B61", ""},
		{"AB6", ""},
		{"B6.5", ""},
		{"b6@example.org", ""},
		{"6B8BA9DA", ""},
		{"A-B6", ""},
		{"11.4(d)", ""},
		{"1.4", ""},
		{"$1.4(d)", ""},
		{"Ex. 12", ""},
		{"Exhibit 6", ""},
		{"Example 5", ""},
		{"expert 5", ""},
		{"exec 5", ""},
		{"B52", ""},
		{"7(1)", ""},
	} {
		var got []string
		for _, c := range codesIn(tc.text) {
			got = append(got, c.norm)
			if c.start < 0 || c.start >= c.end || c.end > len(tc.text) {
				t.Errorf("%q: %+v", tc.text, c)
			}
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%q: %q, want %q", tc.text, got, tc.want)
		}
	}
}

func FuzzCodes(f *testing.F) {
	for _, s := range []string{"(b)(7)(C), (E)", "b6, b7C", "Exemptions 6 and 7(C)", "1.4(c) & (d)", "Gov. Code § 6254(f)", "(bX6)", "(b)(6),", "b7", "Ex."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, c := range codesIn(s) {
			if c.start < 0 || c.start >= c.end || c.end > len(s) || c.start < last && c.norm[0] == '(' {
				t.Errorf("%q: %+v after %d", s, c, last)
			}
			last = c.start
		}
	})
}
