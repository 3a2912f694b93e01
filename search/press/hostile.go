package press

import (
	"fmt"
	"strings"
)

// Hostile returns 200 queries such as nobody types in earnest.
func Hostile() []string {
	var many strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&many, "word%d ", i)
	}
	some := []string{
		many.String(),
		strings.Repeat("a* ", 500), strings.Repeat("*a* ", 500), strings.Repeat("*a*e*o*u* ", 60), strings.Repeat("?", 500), "*", "**", "?*?", "*?*?*?*",
		strings.Repeat("(", 1000) + "jail" + strings.Repeat(")", 1000), strings.Repeat("(a OR ", 1000), strings.Repeat("-(", 1000) + "jail", strings.Repeat("NOT ", 1000) + "jail",
		strings.Repeat("the ", 1000), `"` + strings.Repeat("of the ", 1000) + `"`, "the of and to a in", `"the of"~100000`, `"a b"~-5`, "the NEAR/99999999999999999999 of",
		strings.Repeat(`"`, 1001), `?!.,;:`, `""""`, `((((`, `))))`, `-`, `--`, `- -`, `OR`, `AND OR NOT`, `NOT`, `~`, `^`, `^^^`, `~~~2`, "\\", "/", "//", "///", `":"`, `:`, `::`, `a:`, `title:`, `title:""`, `title::x`,
		"\u202e\u202d\u200f\u200e", "\u202ejail", "ja\u0000il", "\xff\xfe\xfd", "jail\xc3\x28", "\xed\xa0\x80", strings.Repeat("\u0301", 3000), "a" + strings.Repeat("\u0301", 3000), strings.Repeat("𝔞", 2000), "\ufeff", "\n\t\r\v",
		`/(a+)+$/`, `/((a|b)*c)*d/`, `/` + strings.Repeat("(x", 500) + `/`, `/[/`, `/*/`, `/.*/`, `/(.*)(.*)(.*)(.*)/`, `/a{1000}/`, `/(a{1,100}){1,100}/`, `/` + strings.Repeat("a?", 200) + strings.Repeat("a", 200) + `/`, `/\pL+\pN*/`, `/(?i)JAIL/`, `/jail`, `/(?P<n>a)\k<n>/`,
		strings.Repeat("word~ ", 200), strings.Repeat("word~2 ", 200), "a~9", "a~-1", "a~1e9", strings.Repeat("q", 5000) + "~2", strings.Repeat("q", 100_000),
		"date:2017-99-99", "date:..", "date:9999999999", "date:>", "date:2017-02-03..2017-01-28", "pages:>1e400", "pages:>-1", "pages:x", "pages:>999999999999999999999999", "amount:>=", "amount:NaN..Inf", "size:99999TB",
		`column:`, `column:""=`, `column:"Declined">`, `column:">50`, `column:a>b>c`, `column:declined>0 column:declined<1e300`, `exemption:`, `exemption:(((((b)`, `bates:`, `bates:..`, `bates:A-1..A-999999999999`, `bates:Z-9..A-1`,
		"place:", "place:us/../../etc", "place:us/ca/" + strings.Repeat("x", 3000), "period:FY99999", "period:2017-Q9", "item:", "item:../..", "kind:nothing", "type:a/b/c", "tag:" + strings.Repeat("x", 5000), "sheet:", "year:99999", "year:-1",
		"word^999999999999", "word^-1", "word^NaN", "word^", "^2", "(a b)^3^3^3", "<script>alert(1)</script>", "'; DROP TABLE page; --", "%00%0a", "${jndi:ldap://x}", "{{7*7}}", "a AND AND b", "a OR OR b", "a OR OR OR OR", "-the", "-(the OR of)", "-*", "NOT *a*",
		"jail AND (NOT jail)", "jail -jail", `"jail -jail"`, `from:(to:(cc:x))`, `title:(a OR (b AND -c))`, `title:*`, `title:/a.*/`, `title:"a b"~3`, "東京*", "*東*", "東~", "\U0010ffff", strings.Repeat("東", 3000),
	}
	for i := 0; len(some) < 200; i++ {
		some = append(some, strings.Repeat(fmt.Sprintf(`(w%d* OR *x%d* OR "of the to" OR -(y~2) `, i, i), 20+i))
	}
	return some[:200]
}
