package letter

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"readingroom/archive"
)

// perhaps marks sentences that say what may be, not what is.
var perhaps = regexp.MustCompile(`(?is)\b(?:if|whether|should\s+you|should\s+we|unless|in\s+the\s+event|may\s+be|might|would\s+be|could\s+be|once|until|in\s+cases?\s+where|to\s+the\s+extent)\b`)

var (
	day          = `(` + dayForm + `)`
	requestedOn  = regexp.MustCompile(`(?is)\b(?:(?:your|the|this|a|an|my|our)\s+(?:[\w/,().-]+\s+){0,7}?request|your\s+(?:[\w/,().-]+\s+){0,5}?(?:letter|e-?mail|submission|correspondence|inquiry))s?(?:\s+\([^)]{1,60}\))?,?\s+(?:was\s+|were\s+)?(?:dated|of|submitted\s+(?:on|via\s+[\w\s]{1,30}\s+on)|sent\s+on|filed\s+on|made\s+on|postmarked)\s+` + day)
	requestedDay = regexp.MustCompile(`(?is)\byour\s+` + day + `,?\s+(?:[\w/()-]+\s+){0,6}?(?:request|letter|e-?mail)\b|\b(?:on|dated)\s+` + day + `,\s+(?:you|(?:the\s+)?plaintiff|I|we)\s+(?:submitted|sent|filed|made|requested|asked)\b|\b(?:plaintiff|requester)\s+(?:submitted|sent|filed|made)\s+.{0,120}?\bon\s+` + day)
	receivedOn   = regexp.MustCompile(`(?is)\breceived\s+(?:[\w’',/()-]+\s+){0,14}?on\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?` + day + `|\b(?:date\s+)?received:?\s+` + day + `|\bon\s+` + day + `,?\s+(?:[\w’',()-]+\s+){0,12}?received\b|\breceipt\s+(?:of\s+)?.{0,90}?\bon\s+` + day + `|\breceived\s+` + day + `|\breceived\s+(?:in|by)\s+(?:this|our)\s+office\s+` + day)
	determined   = regexp.MustCompile(`(?is)\bdetermined\s+that\b`)
	requestedBy  = regexp.MustCompile(`(?is)\b(?:your|my|our)\s+(?:[\w/,()-]+\s+){0,7}?request\s+(?:[\w/,().-]+\s+){1,9}?(?:dated|submitted\s+on|sent\s+on|filed\s+on)\s+` + day)
	sameDay      = regexp.MustCompile(`(?is)\breceived\s+(?:it\s+|the\s+same\s+)?(?:on\s+)?(?:the|that)\s+same\s+day\b|\bon\s+the\s+same\s+day\b.{0,30}\breceived\b`)
	aboutAppeal  = regexp.MustCompile(`(?is)\bappeal`)
	appealWithin = regexp.MustCompile(`(?is)\bwithin\s+(` + countForm + `)[\s-]+(?:(working|business|calendar)\s+)?days?\b|\b(` + countForm + `)[\s-]+(?:(working|business|calendar)[\s-]+)?days?\s+(?:from|after|of|in\s+which)\b`)
	byDay        = regexp.MustCompile(`(?is)\b(?:by|before|(?:no|not)\s+later\s+than|on\s+or\s+before|deadline\s+(?:is|of))\s+(?:close\s+of\s+business\s+(?:on\s+)?|5:00\s*p\.?m\.?\s+(?:on\s+)?)?` + day)
	extends      = regexp.MustCompile(`(?is)\bunusual\s+circumstances\b|\bexten(?:d|ds|ding|ded|sion)\b.{0,120}\b(?:time|limit|deadline|days?|respon[ds]\w*|552\(a\)\(6\)\(B\))|\b(?:additional|extra)\s+` + countForm + `\s+(?:\w+\s+){0,2}days?\b`)
	extendsBy    = regexp.MustCompile(`(?is)\b(` + countForm + `)[\s-]+(?:additional\s+)?(?:(working|business|calendar)[\s-]+)?days?\b`)
	willProduce  = regexp.MustCompile(`(?is)\b(?:produc\w+|releas\w+|provid\w+|respon\w+|complete\w*)\b`)
	money        = regexp.MustCompile(`\$\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{2})?`)
	feeWords     = regexp.MustCompile(`(?is)\b(?:fees?|charges?|costs?|payment|remit|invoice|pay)\b`)
	noAmountOwed = regexp.MustCompile(`(?is)\b(?:willing|agree[ds]?|up\s+to|exceed\w*|excess|less\s+than|minimum|threshold|more\s+than|over|per\s+(?:page|hour|quarter)|a\s+page|each|an\s+hour|limit|under)\b`)
	estimates    = regexp.MustCompile(`(?is)\bestimat\w*|\banticipat\w*|\bapproximately\b`)
	asks         = regexp.MustCompile(`(?is)\b(?:please\s+(?:send|remit|pay|submit|make)|remit|amount\s+(?:due|owed)|total\s+(?:fee|cost|charge|amount)\w*|you\s+owe|is\s+due|invoice|fees?\s+(?:is|are|of|for|assessed|total\w*)|(?:cost|charge)\s+(?:is|of|for)|prepay\w*|advance\s+payment|payment\s+of)\b`)
	free         = regexp.MustCompile(`(?is)\b(?:there\s+(?:is|are)\s+no\s+(?:fee|charge|cost)s?|no\s+(?:fee|charge|cost)s?\s+(?:is|are|was|were|will\s+be|has\s+been|have\s+been)\s+(?:associated|assessed|charged|due|owed|involved|incurred|required)|(?:at\s+)?no\s+(?:charge|cost)\s+(?:to\s+you|for\s+(?:this|processing))|free\s+of\s+charge|(?:will\s+not|not)\s+(?:be\s+charg(?:ed|ing)|charg(?:e|ing))|fees?\s+(?:has|have|is|are|was|were)\s+(?:been\s+)?waived|waiv(?:ed|ing)\s+(?:all\s+|the\s+|any\s+)?fees?)\b`)
	waiver       = regexp.MustCompile(`(?is)\bfee\s+waiver\b|\bwaiver\s+of\s+(?:all\s+)?fees\b`)
	hasten       = regexp.MustCompile(`(?is)\bexpedit(?:ed|ion|ing)\b`)
	grants       = regexp.MustCompile(`(?is)\b(?:is|are|has\s+been|have\s+been|was|were|am|hereby|should\s+be|must\s+be)\s+(?:hereby\s+|being\s+|therefore\s+)?(?:grant(?:ed|ing)|approv(?:ed|ing))\b|\bgranting\s+(?:your|the)\b|\bwe\s+(?:have\s+)?grant(?:ed)?\b|\bI\s+(?:have\s+)?grant(?:ed)?\b`)
	denies       = regexp.MustCompile(`(?is)\b(?:is|are|has\s+been|have\s+been|was|were|am|hereby|should\s+be|must\s+be)\s+(?:hereby\s+|being\s+|therefore\s+)?(?:den(?:ied|ying))\b|\bdenying\s+(?:your|the)\b|\bwe\s+(?:have\s+|must\s+)?den(?:y|ied)\b|\bI\s+(?:have\s+|must\s+)?den(?:y|ied)\b`)
)

// possible reports whether a sentence says what may be. "We have determined that
// ten may be released" is how some agencies say that they are.
func (s sentence) possible() bool {
	t := s.text
	if determined.MatchString(t) {
		t = mayBe.ReplaceAllString(t, "are")
	}
	return perhaps.MatchString(t)
}

var mayBe = regexp.MustCompile(`(?i)\bmay\s+be\b`)

// dates finds the days that a sentence states of the request and of what is to come.
func dates(s sentence, before string) []found {
	if !s.speaks("0", "1", "2", "3", "same day", "days") {
		return nil
	}
	var out []found
	add := func(w What, text, written string) {
		if d := dayOf(written); d != "" {
			out = append(out, found{w, d, text})
		}
	}
	each := func(w What, re *regexp.Regexp) {
		for _, m := range re.FindAllStringSubmatch(s.text, 3) {
			for _, g := range m[1:] {
				if g != "" {
					add(w, m[0], g)
					break
				}
			}
		}
	}
	each(Requested, requestedOn)
	for _, re := range []*regexp.Regexp{requestedDay, requestedBy} {
		if len(out) == 0 {
			each(Requested, re)
		}
	}
	asked := len(out)
	each(Received, receivedOn)
	if len(out) == asked && asked > 0 && sameDay.MatchString(s.text) {
		add(Received, sameDay.FindString(s.text), out[0].value)
	}
	if aboutAppeal.MatchString(s.text) || aboutAppeal.MatchString(before) && strings.Contains(s.text, "days") {
		for _, m := range appealWithin.FindAllStringSubmatch(s.text, 1) {
			n, kind := m[1]+m[3], strings.ToLower(m[2]+m[4])
			if c := countOf(n); c > 0 && c <= 365 {
				out = append(out, found{AppealDays, daysIn(c, kind), m[0]})
			}
		}
		if aboutAppeal.MatchString(s.text) {
			each(AppealBy, byDay)
		}
		return out
	}
	if willProduce.MatchString(s.text) && !strings.Contains(strings.ToLower(s.text), "your request by") {
		each(ProducedBy, byDay)
	}
	return out
}

// daysIn writes a number of days: "90", "60 working".
func daysIn(n int, kind string) string {
	if kind == "working" || kind == "business" {
		return strconv.Itoa(n) + " working"
	}
	return strconv.Itoa(n)
}

// extension finds by how much a sentence extends the time to answer; ok says
// that it does so, by however much.
func extension(s sentence) (f found, ok bool) {
	if !s.speaks("exten", "unusual circumstances", "additional", "extra") {
		return f, false
	}
	m := extends.FindString(s.text)
	if m == "" || aboutAppeal.MatchString(s.text) || perhaps.MatchString(s.text) && !strings.Contains(strings.ToLower(s.text), "invok") || notExtended.MatchString(s.text) {
		return f, false
	}
	if !extending.MatchString(s.text) {
		return f, false
	}
	for _, d := range extendsBy.FindAllStringSubmatch(s.text, 3) {
		n := countOf(d[1])
		if n == 20 && strings.Contains(s.text, "beyond") || n <= 0 || n > 365 {
			continue
		}
		if n == 20 && !strings.Contains(strings.ToLower(s.text), "additional") {
			continue // the limit that is extended
		}
		return found{ExtendedBy, daysIn(n, strings.ToLower(d[2])), d[0]}, true
	}
	return found{ExtendedBy, "", m}, true
}

var (
	extending   = regexp.MustCompile(`(?is)\binvok\w+|\bexten(?:d|ds|ding|ded)\b|\brequir\w+\s+(?:an\s+)?(?:additional|exten\w+)|\bneed\w*\s+(?:an\s+)?(?:additional|exten\w+)|\bunusual\s+circumstances\s+(?:exist|apply|that\s+exist)|\b(?:falls?\s+within|due\s+to|because\s+of|presents?|involves?)\s+(?:the\s+)?["“]?unusual\s+circumstances|\btak(?:e|ing)\s+(?:an\s+)?(?:additional|exten\w+)|\bunusual\s+circumstances["”]?\s+(?:exist|apply)`)
	notExtended = regexp.MustCompile(`(?is)\b(?:you\s+may|do\s+not|no)\s+(?:\w+\s+){0,3}exten`)
)

// fees finds what a sentence says of money.
func fees(s sentence) []found {
	if !s.speaks("fee", "charge", "cost", "pay", "$", "expedit", "invoice") {
		return nil
	}
	var out []found
	switch {
	case waiver.MatchString(s.text) && denies.MatchString(s.text) && !perhaps.MatchString(s.text):
		out = append(out, found{WaiverDenied, "", waiver.FindString(s.text)})
	case waiver.MatchString(s.text) && grants.MatchString(s.text) && !perhaps.MatchString(s.text):
		out = append(out, found{WaiverGranted, "", waiver.FindString(s.text)})
	case hasten.MatchString(s.text) && denies.MatchString(s.text) && !perhaps.MatchString(s.text):
		out = append(out, found{HastenDenied, "", hasten.FindString(s.text)})
	case hasten.MatchString(s.text) && grants.MatchString(s.text) && !perhaps.MatchString(s.text):
		out = append(out, found{HastenGranted, "", hasten.FindString(s.text)})
	}
	if m := free.FindString(s.text); m != "" && !perhaps.MatchString(s.text) && !s.speaks("request") || m != "" && s.speaks("associated with") && !perhaps.MatchString(s.text) {
		out = append(out, found{FeeNone, "0", m})
		return out
	}
	if !feeWords.MatchString(s.text) || noAmountOwed.MatchString(s.text) && !estimates.MatchString(s.text) && !asks.MatchString(s.text) {
		return out
	}
	for _, at := range money.FindAllStringSubmatchIndex(s.text, 6) {
		around := s.text[max(0, at[0]-40):min(len(s.text), at[1]+16)]
		if noAmountOwed.MatchString(strings.ToValidUTF8(around, "")) {
			continue
		}
		cents := int64(countOf(s.text[at[2]:at[3]])) * 100
		if at[4] >= 0 {
			cents += int64(countOf(s.text[at[4]+1 : at[5]]))
		}
		w := FeeAsked
		switch {
		case estimates.MatchString(s.text):
			w = FeeEstimated
		case !asks.MatchString(s.text):
			continue
		}
		if cents >= 0 {
			out = append(out, found{w, strconv.FormatInt(cents, 10), s.text[at[0]:at[1]]})
		}
	}
	return out
}

const (
	thePages = `(` + countForm + `)\s+(?:responsive\s+|total\s+|additional\s+|full\s+)*pages?\b`
	inFull   = `(?:in\s+(?:full|(?:their|its)\s+entiret(?:y|ies))|entirely|completely)`
)

var (
	onePage    = regexp.MustCompile(`(?is)\b` + thePages)
	heldBack   = regexp.MustCompile(`(?is)\b(?:withh\w+|den(?:y|ied|ying)|exempt\w*)\b[^;]{0,40}?` + thePages + `[^;,]{0,30}?\b` + inFull + `|\b` + thePages + `[^;,\d]{0,60}?\b(?:(?:are|were|is|was|has\s+been|have\s+been|be|being)\s+)?(?:being\s+)?(?:withheld|denied|exempt)\b[^;,]{0,25}?\b` + inFull + `|\bwithh\w+\s+` + inFull + `\s+` + thePages)
	openInPart = regexp.MustCompile(`(?is)\b(?:portions|parts)\s+of\s+(?:the\s+|these\s+|those\s+)?` + thePages + `|\b` + thePages + `[^;\d]{0,80}?\b(?:in\s+part|partially|with\s+(?:redactions|excisions|deletions|certain|some|portions))\b|\b(?:releas\w+|disclos\w+|withh\w+)\s+(?:in\s+part|partially)\s+` + thePages)
	openInFull = regexp.MustCompile(`(?is)\b` + thePages + `[^;\d]{0,60}?\b(?:releas\w+|disclos\w+|provid\w+|enclosed)?\s*` + inFull)
	opened     = regexp.MustCompile(`(?is)\b(?:releas\w+|enclos\w+|disclos\w+|attach\w+|provid\w+|forward\w+)\b[^;\d]{0,60}?\b` + thePages + `|\b` + thePages + `[^;\d]{0,50}?\b(?:(?:are|were|is|was|being|has\s+been|have\s+been)\s+)+(?:being\s+)?(?:released|enclosed|disclosed|attached|provided)\b`)
	looked     = regexp.MustCompile(`(?is)\bsearch\b.{0,120}?\b(?:produced|yielded|resulted\s+in|retrieved|uncovered)\s+(?:\w+\s+){0,3}?` + thePages + `|\b(?:process\w*|review(?:ed|ing)?|locat(?:ed|ing)|identif\w+|found|consist\w*\s+of|total\w*\s+of|totall?ing)\b[^;]{0,60}?\b` + thePages + `|\b` + thePages + `[^;]{0,40}?\b(?:were|was|have\s+been)\s+(?:located|processed|reviewed|identified)\b`)
)

// pages finds how many pages a sentence says were looked at, released, withheld.
func pages(s sentence) []found {
	if !s.speaks("page") || !onePage.MatchString(s.text) || s.possible() {
		return nil
	}
	var out []found
	taken := map[int]bool{} // where the counts stand that are spoken for
	each := func(w What, re *regexp.Regexp) {
		for _, at := range re.FindAllStringSubmatchIndex(s.text, 6) {
			for g := 2; g+1 < len(at); g += 2 {
				if at[g] < 0 {
					continue
				}
				n := countOf(s.text[at[g]:at[g+1]])
				if !taken[at[g]] && n >= 0 {
					taken[at[g]] = true
					out = append(out, found{w, strconv.Itoa(n), s.text[at[0]:at[1]]})
				}
				break
			}
		}
	}
	each(InFull, heldBack)
	each(InPart, openInPart)
	released := len(out)
	if openInFull.MatchString(s.text) && opening.MatchString(s.text) {
		each(wholeReleased, openInFull)
	}
	each(Processed, looked)
	if len(out) == released || out[len(out)-1].what == Processed {
		each(Released, opened)
	}
	if m := stamped.FindStringSubmatch(s.text); m != nil && !slices.ContainsFunc(out, func(f found) bool { return f.what == Released }) {
		first, last := countOf(m[1]), countOf(m[2])
		if n := last - first + 1; n > 0 && n < 1_000_000 {
			out = append(out, found{Released, strconv.Itoa(n), m[0]})
		}
	}
	return out
}

// stamped are the numbers that stand on the pages of a production, from and to.
var stamped = regexp.MustCompile(`(?is)\b(?:numbered|bates[\s-]*(?:numbered|stamped|labell?ed|range|numbers?)?)\s*:?\s*(?:[A-Z][A-Z-]*[-\s]+(?:\d{2,4}-)?)?(\d{3,9})\s*(?:to|through|thru|[-–—])\s*(?:[A-Z][A-Z-]*[-\s]+(?:\d{2,4}-)?)?(\d{3,9})\b`)

// wholeReleased is pages released in full; together with those released in part
// they are the pages released.
const wholeReleased What = "pages released in full"

var opening = regexp.MustCompile(`(?is)\b(?:releas|enclos|disclos|provid)\w*`)

var (
	exemptionForm = regexp.MustCompile(`\(b\)\s*\(([1-9])\)(?:\s*\(([A-Fa-f])\))?`)
	exemptionList = regexp.MustCompile(`(?is)\bexemptions?\s+((?:\(?b?\)?\(?[1-9]\)?(?:\s?\(?[A-F]\)?)?(?:\s*(?:,\s*and|,|and|&|or)\s*)?)+)`)
	exemptionOne  = regexp.MustCompile(`([1-9])\)?(?:\s?\(?([A-Fa-f])\)?)?`)
	stateLaw      = regexp.MustCompile(`(?is)\b(?:gov(?:ernment|t|\.)?\s+code|pub(?:lic|\.)?\s+off(?:icers|\.)?\s+law)\s*(?:,?\s*(?:sections?|secs?\.?|§§?)\s*)?\d[\d.]*(?:\s?\([\w]{1,3}\))*|\b5\s+ILCS\s+140/7(?:\.5)?(?:\s?\([\w.-]{1,4}\))+|\bRCW\s+42\.56\.\d{3}(?:\s?\([\w]{1,3}\))*|\bsection\s+552\.\d{3}(?:\([\w]{1,3}\))*|§\s?87\s?\(2\)(?:\([\w]{1,3}\))+`)
	claims        = regexp.MustCompile(`(?is)\b(?:withh\w+|redact\w*|exempt\w*|den(?:y|ied|ying|ial)|excis\w+|delet\w+|pursuant\s+to|under|protect\w*)\b`)
	unclaimed     = regexp.MustCompile(`(?is)\b(?:do(?:es)?\s+not\s+(?:apply|claim)|not\s+(?:exempt|withh\w+)|challenge|any\s+of\s+the\s+nine|nine\s+exemptions|we\s+(?:ask|request)\b.{0,80}\bexempt)`)
)

// exemptions finds the exemptions that a sentence claims.
func exemptions(s sentence) []found {
	if !s.speaks("(b)", "exempt", "code", "law", "ilcs", "rcw", "552.") || !claims.MatchString(s.text) || perhaps.MatchString(s.text) || unclaimed.MatchString(s.text) {
		return nil
	}
	var out []found
	seen := map[string]bool{}
	add := func(v, text string) {
		if !seen[v] {
			seen[v] = true
			out = append(out, found{Exemption, v, text})
		}
	}
	federal := func(n, letter string) string {
		if letter != "" && n == "7" {
			return "(b)(" + n + ")(" + strings.ToUpper(letter) + ")"
		}
		return "(b)(" + n + ")"
	}
	for _, m := range exemptionForm.FindAllStringSubmatch(s.text, 30) {
		add(federal(m[1], m[2]), m[0])
	}
	for _, list := range exemptionList.FindAllStringSubmatch(s.text, 6) {
		for _, m := range exemptionOne.FindAllStringSubmatch(list[1], 12) {
			letter := m[2]
			if strings.EqualFold(letter, "a") && strings.Contains(strings.ToLower(list[1]), m[0]+"nd") {
				letter = "" // of "and"
			}
			add(federal(m[1], letter), strings.TrimSpace(list[0]))
		}
	}
	if withholds.MatchString(s.text) {
		for _, m := range stateLaw.FindAllString(s.text, 8) {
			v := strings.Join(strings.Fields(m), " ")
			if strings.HasPrefix(v, "§") {
				v = "Public Officers Law " + v
			}
			add(v, m)
		}
	}
	return out
}

var withholds = regexp.MustCompile(`(?is)\b(?:withh\w+|redact\w*|exempt\w*|den(?:y|ied|ying|ial))\b`)

// firstDay is the day at the head of a letter.
func firstDay(all []sentence) (sentence, archive.Day) {
	for _, s := range all {
		if s.page != 1 || s.line > 30 {
			break
		}
		if m := filedOn.FindStringSubmatch(s.text); m != nil {
			if d := dayOf(m[1]); d != "" {
				return s, d
			}
		}
		if greeting.MatchString(s.text) {
			break
		}
		for line := range strings.Lines(s.text) {
			if m := wholeDay.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
				if d := dayOf(m[1]); d != "" {
					return s, d
				}
			}
		}
	}
	return sentence{}, ""
}

var (
	filedOn  = regexp.MustCompile(`(?is)\bDocument\s+\d+\s+Filed\s+(\d{1,2}/\d{1,2}/\d{2,4})\b|^Filed:?\s+(` + dayForm + `)`)
	greeting = regexp.MustCompile(`(?is)^\s*(?:dear|to the foia officer|to whom)\b`)
)
