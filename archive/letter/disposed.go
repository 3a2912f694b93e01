package letter

import (
	"regexp"
	"strings"

	"readingroom/archive/foia"
)

// disposals are tried in turn on each sentence that says what is.
var disposals = []struct {
	is   foia.Disposition
	says *regexp.Regexp
}{
	{foia.NoRecords, regexp.MustCompile(`(?is)\b(?:no|any)\s+(?:\w+\s+){0,2}(?:records?|documents?|information)\s+(?:\w+\s+){0,4}?(?:were|was|are|have\s+been|has\s+been|could\s+be)\s+(?:located|found|identified|discovered)|\b(?:unable|not\s+able)\s+to\s+(?:locate|identify|find)\s+(?:any\s+)?(?:\w+\s+){0,2}(?:records?|documents?|information|files?)|\b(?:did\s+not|failed\s+to|could\s+not)\s+(?:locate|find|identify|yield|reveal|produce|uncover)\s+(?:any\s+)?(?:\w+\s+){0,2}(?:records?|documents?|information)|\b(?:do|does)\s+not\s+(?:have|possess|maintain)\s+(?:any\s+)?(?:\w+\s+){0,2}(?:records?|documents?|information)\b|\b(?:found|located|identified|has|have)\s+no\s+(?:\w+\s+){0,2}(?:records?|documents?)\b|\bno\s+(?:responsive\s+)?records\s+(?:responsive|exist)|\bthere\s+are\s+no\s+(?:\w+\s+){0,2}(?:records|documents)\b`)},
	{foia.PartialGrant, regexp.MustCompile(`(?is)\bgrant(?:ed|ing)?\b.{0,30}\bin\s+part\b|\bpartial(?:ly)?\s+(?:grant|deni|release|disclos|withh|denying)\w*|\b(?:releas|disclos|provid|withh|den)\w*\s+(?:\w+\s+){0,5}in\s+part\b|\bin\s+part\b.{0,30}\b(?:releas|withh|den(?:ied|ying)|grant)\w*|\b(?:portions|parts|some|certain\s+(?:information|portions|material|records|pages))\b.{0,90}\b(?:(?:is|are|was|were|being|been|must\s+be|will\s+be)\s+)+(?:being\s+)?(?:withheld|redacted|denied|deleted|excised)\b|\b(?:withh(?:eld|olding)|redact(?:ed|ing))\s+(?:\w+\s+){0,3}(?:portions|parts|certain|some)\b|\bportions\s+(?:\w+\s+){0,3}withheld\b|\breleas\w*\s+with\s+excisions\b|\bwith\s+(?:redactions|excisions|deletions|certain\s+information\s+(?:redacted|withheld))\b`)},
	{foia.FullDenial, regexp.MustCompile(`(?is)\bneither\s+confirm\s+nor\s+deny\b|\b(?:your|the|this)\s+(?:[\w/()-]+\s+){0,4}?request\s+(?:[\w/(),-]+\s+){0,9}?(?:is|has\s+been|must\s+be)\s+(?:\w+\s+){0,2}denied\b|\b(?:deny|denying|denied)\s+your\s+(?:\w+\s+){0,3}request\b|\b(?:withh(?:eld|olding|old)|denied|denying)\b.{0,40}\b(?:them|the\s+records|all\s+(?:\w+\s+){0,3}(?:records|documents|pages)|records)\b.{0,30}\bin\s+(?:full|(?:their|its)\s+entirety)\b|\b(?:records|documents|pages|they|which)\b.{0,60}\b(?:withheld|denied|exempt)\b.{0,40}\bin\s+(?:full|(?:their|its)\s+entirety)\b`)},
	{foia.FullGrant, regexp.MustCompile(`(?is)\bgrant(?:ed|ing)\b.{0,40}\bin\s+(?:full|its\s+entirety)\b|\bfull(?:y)?\s+grant\w*|\b(?:releas|disclos|provid)\w*\b.{0,60}\bin\s+(?:full|(?:their|its)\s+entirety)\b|\bwithout\s+(?:any\s+)?(?:redactions?|excisions?|deletions?)\b|\bno\s+(?:information|material|portions?)\s+(?:\w+\s+){0,3}withheld\b|\bI\s+am\s+granting\s+your\s+request\b|\bwe\s+are\s+granting\s+your\s+request\b|\byour\s+request\s+(?:is|has\s+been)\s+granted\b`)},
	{foia.WasWithdrawn, regexp.MustCompile(`(?is)\b(?:request|it)\s+(?:\w+\s+){0,3}(?:as|is|has\s+been|was)\s+(?:considered\s+)?withdrawn\b|\byou\s+(?:have\s+)?with(?:drew|drawn)\s+your\s+request\b|\bconfirms?\s+(?:\w+\s+){0,3}withdrawal\s+of\s+your\s+request\b`)},
	{foia.Duplicate, regexp.MustCompile(`(?is)\bduplicat\w+\s+(?:of\s+)?(?:\w+\s+){0,3}request\b|\brequest\s+is\s+(?:a\s+)?duplicat`)},
	{foia.FeeRelated, regexp.MustCompile(`(?is)\bclos\w+\b.{0,80}\b(?:non-?payment|failure\s+to\s+pay|fees?)\b|\b(?:non-?payment|failure\s+to\s+pay)\b.{0,80}\bclos\w+`)},
	{foia.NotAgency, regexp.MustCompile(`(?is)\bnot\s+agency\s+records\b`)},
	{foia.Improper, regexp.MustCompile(`(?is)\bnot\s+(?:a\s+)?(?:proper|valid)\s+(?:foia\s+|public\s+records\s+)?request\b`)},
	{foia.OtherDisposal, regexp.MustCompile(`(?is)\b(?:has\s+been|have|is|was|are|were)\s+(?:been\s+)?(?:administratively\s+clos(?:ed|ing))\b`)},
}

// aside are sentences that speak of dispositions without being one: of fees, of
// what can be appealed, of what other laws say.
var aside = regexp.MustCompile(`(?is)\b(?:fee\s+waiver|waiver\s+of\s+fees|expedit\w+|appeal\w*|you\s+(?:may|can|have\s+the\s+right)|congress\s+excluded|exclud\w+\s+three|right\s+to|mediation|protects?\b|is\s+a\s+standard\s+notification)\b`)

// disposition finds how a sentence says that a request was disposed of; "" where it does not.
func disposition(s sentence) (found, bool) {
	if !s.speaks("grant", "den", "withh", "releas", "disclos", "provid", "record", "document", "redact", "confirm", "withdr", "duplicat", "clos", "request", "excis", "information") {
		return found{}, false
	}
	if s.possible() || aside.MatchString(s.text) {
		return found{}, false
	}
	for _, d := range disposals {
		if m := d.says.FindString(s.text); m != "" {
			if d.is == foia.FullDenial && strings.Contains(strings.ToLower(s.text), "in part") {
				return found{Disposition, string(foia.PartialGrant), m}, true
			}
			return found{Disposition, string(d.is), m}, true
		}
	}
	return found{}, false
}

// overall is how a request was disposed of by all that a letter's sentences say:
// some withheld and some released is a partial grant.
func overall(all []foia.Disposition) foia.Disposition {
	has := map[foia.Disposition]bool{}
	for _, d := range all {
		has[d] = true
	}
	switch {
	case has[foia.PartialGrant], has[foia.FullGrant] && has[foia.FullDenial]:
		return foia.PartialGrant
	case len(all) > 0:
		return all[0]
	}
	return ""
}

// decisions on an appeal, tried in turn.
var decisions = []struct {
	is   foia.AppealDecision
	says *regexp.Regexp
}{
	{foia.PartReversed, regexp.MustCompile(`(?is)\b(?:affirm|grant|den)\w*\b.{0,60}\bin\s+part\b|\baffirm\w*\b.{0,80}\b(?:remand|revers)\w*|\bpartly\s+(?:affirm|revers)\w*|\bappeal\s+is\s+granted\s+in\s+part`)},
	{foia.Reversed, regexp.MustCompile(`(?is)\b(?:I\s+am|we\s+are|I|we|is|hereby|been|has|am)\s+(?:\w+\s+){0,3}(?:remand|revers)\w*|\bremand(?:ed|ing)\s+(?:your|the|this)\b|\bappeal\s+(?:is|has\s+been)\s+(?:hereby\s+)?granted\b|\bgrant(?:ing|ed)?\s+your\s+(?:\w+\s+){0,3}appeal\b`)},
	{foia.Affirmed, regexp.MustCompile(`(?is)\b(?:I\s+am|we\s+are|I|we|is|hereby|been|has|am)\s+(?:\w+\s+){0,3}(?:affirm|uph[oe]ld)\w*|\bappeal\s+(?:is|has\s+been|must\s+be)\s+(?:hereby\s+)?denied\b|\bden(?:y|ying)\s+your\s+appeal\b`)},
	{foia.AppealClosed, regexp.MustCompile(`(?is)\b(?:clos|dismiss)\w*\b.{0,40}\bappeal\b|\bappeal\b.{0,40}\b(?:closed|dismissed|moot)\b`)},
}
