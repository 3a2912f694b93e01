package foialog

import (
	"regexp"
	"slices"
	"strings"

	"readingroom/archive/foia"
)

// outcomes are tried in turn.
var outcomes = []struct {
	says *regexp.Regexp
	is   foia.Disposition
}{
	{regexp.MustCompile(`withdr[ae]w`), foia.WasWithdrawn},
	{regexp.MustCompile(`duplicat`), foia.Duplicate},
	{regexp.MustCompile(`\bno (?:responsive |such |agency |public |relevant )*(?:records?|documents?|docs?|files?|info\w*|materials?)\b|records? (?:do |does |did )?not (?:exist|found|located)|unable to locate|not (?:located|found)\b|none (?:located|found)|nothing responsive|non[- ]?existent|\bnrr?\b|does not exist`), foia.NoRecords},
	{regexp.MustCompile(`partial|in[- ]part\b|\bpartly\b|redact|grant\w*\s*(?:/|and|&)\s*(?:den|with)|with deletions|some (?:records )?(?:withheld|denied)|^rip$`), foia.PartialGrant},
	{regexp.MustCompile(`\bfees?\b|non-?payment`), foia.FeeRelated},
	{regexp.MustCompile(`not reasonably described|insufficient (?:info|desc|detail)|too (?:vague|broad)|vague|overly broad|fail\w* to (?:clarif|specif)`), foia.NotDescribed},
	{regexp.MustCompile(`improper|not (?:a )?proper|imperfect|unperfected|invalid|not a (?:foia|valid|public records)`), foia.Improper},
	{regexp.MustCompile(`not (?:an? )?(?:agency|public|city|county|state|our) record|no jurisdiction|not (?:the )?(?:custodian|maintained)|wrong agency`), foia.NotAgency},
	{regexp.MustCompile(`den(?:y|ied|ial)|withheld|withhold|exempt|glomar|neither confirm|reject|^dif$`), foia.FullDenial},
	{regexp.MustCompile(`^(?:all )?(?:records? )?(?:were )?(?:referr|transferr|forwarded|redirected)`), foia.AllReferred},
	{regexp.MustCompile(`grant|releas|disclos|provided|produced|fulfil|approved|records? sent|sent records|all records|^rif$|^full$`), foia.FullGrant},
	{regexp.MustCompile(`referr|transfer|forward|redirect|routed|sent to (?:another|other)`), foia.AllReferred},
	{regexp.MustCompile(`other|admin|abandon|no (?:response|reply)|cancel|moot|litigation`), foia.OtherDisposal},
}

// Outcome says a disposition, as logs word it, in the words of the annual FOIA
// report; "" where it says none, such as "closed".
func Outcome(words string) foia.Disposition {
	words = strings.ToLower(oneLine(words))
	if words == "" || len(words) > 300 {
		return ""
	}
	for _, o := range outcomes {
		if o.says.MatchString(words) {
			return o.is
		}
	}
	return ""
}

var (
	federalExemption = regexp.MustCompile(`(?i)(?:5 ?u\.?s\.?c\.?,? ?§? ?)?(?:552 ?)?\(?\bb\)? ?[- ]?\(? ?([1-9])\)?(?: ?\(?([a-f])\b\)?)?`)
	numberExemption  = regexp.MustCompile(`(?i)^(?:ex(?:emption|\.)?s?\.? ?)?([1-9])(?: ?\(?([a-f])\)?)?$`)
	exemptionParts   = regexp.MustCompile(`\s*(?:[;,/&\n]|\band\b)\s*`)
)

// exemptions reads a cell of exemptions: "(b)(6)" each, where they are of the
// federal law; others as they are written.
func exemptions(cell string) []string {
	cell = oneLine(strings.ReplaceAll(cell, "\n", ";"))
	var out []string
	add := func(e string) {
		if e != "" && !slices.Contains(out, e) && len(out) < 40 {
			out = append(out, e)
		}
	}
	federal := func(number, letter string) string {
		e := "(b)(" + number + ")"
		if letter != "" && number == "7" {
			e += "(" + strings.ToUpper(letter) + ")"
		}
		return e
	}
	if all := federalExemption.FindAllStringSubmatch(cell, 40); all != nil {
		for _, m := range all {
			add(federal(m[1], m[2]))
		}
		return out
	}
	for _, p := range exemptionParts.Split(cell, 40) {
		p = strings.Trim(p, " .")
		switch m := numberExemption.FindStringSubmatch(p); {
		case m != nil:
			add(federal(m[1], m[2]))
		case !saysNone.MatchString(p):
			add(cut(p, 120))
		}
	}
	return out
}

var saysNone = regexp.MustCompile(`(?i)^(?:none|no|n/?a|not applicable|-*|nothing|0)$`)

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return s
}
