package foialog

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"readingroom/archive"
)

// A kind is what the cells of a column look like: shares of those that say
// anything, from 0 to 1.
type kind struct {
	cells                                              int // that say anything
	dates, serials, numbers, outcomes, states, exempts float64
	names, bodies, fees                                float64
	distinct                                           float64
	length                                             float64 // code points of a cell
}

var (
	stateWords = regexp.MustCompile(`(?i)^(?:(?:re-?)?open(?:ed)?|closed?|pending|completed?|in (?:process|progress|review|litigation)|on ?hold|active|processing|assigned|assigned for .*|under (?:review|appeal)|awaiting.*|perfected|received|new|submitted|new request|case (?:opened|closed)|documents? (?:added|delivered)|request (?:opened|closed|pending|perfected)|overdue|suspended|appealed|done|finished|response overdue|initial evaluation|delivered|c|o|p)$`)
	someone    = regexp.MustCompile(`^(?:(?:Mr|Ms|Mrs|Dr|Hon|Prof)\.? )?(?:\p{Lu}[\pL'’.-]*,? ){1,3}\p{Lu}[\pL'’.-]*,?(?: (?:Jr|Sr|II|III|Esq)\.?)?$`)
	body       = regexp.MustCompile(`(?i)\b(?:inc|llc|llp|l\.l\.c|pllc|corp|company|co|news|times|post|press|tribune|herald|journal|university|college|school|foundation|association|assoc|law|firm|attorneys?|group|institute|center|society|union|council|committee|project|watch|media|tv|radio|associates|consulting|department|office|bureau|city of|county of|services|bank|partners|pc|p\.c|org|aclu|fund|coalition)\b\.?`)
	lettered   = regexp.MustCompile(`(?i)^\W*(?:\(?b\)?\W?\(?[1-9]|ex|5 u\.?s)`)
	payer      = regexp.MustCompile(`(?i)^(?:commercial(?: use)?(?: requester)?|news media|media|educational.*|scientific.*|all others?|others?|other requester|non-?commercial.*|representative of.*media|edu(?:cation)?|i{1,3}|individual|public interest|first party|privacy act|category [iv\d]+)$`)
)

// kindOf looks at the cells of a column: as they are shown, and as they are held
// where that is another thing.
func kindOf(cells, values []string) kind {
	var k kind
	seen := map[string]bool{}
	count := func(yes bool, n *float64) {
		if yes {
			*n++
		}
	}
	for i, c := range cells {
		c = strings.TrimSpace(c)
		if archive.Blank(c) {
			continue
		}
		held := c
		if i < len(values) && values[i] != "" {
			held = values[i]
		}
		k.cells++
		seen[c] = true
		k.length += float64(min(utf8.RuneCountInString(c), 400))
		short := utf8.RuneCountInString(c) < 60
		isDay := short && len(days(held, Auto)) > 0
		count(isDay && !bareSerial(held), &k.dates)
		count(isDay && bareSerial(held), &k.serials)
		all := numbers(c)
		number := true
		for _, n := range all {
			number = number && isNumber(n)
		}
		count(number, &k.numbers)
		if !short && utf8.RuneCountInString(c) > 120 {
			continue
		}
		count(Outcome(c) != "" && utf8.RuneCountInString(c) < 100, &k.outcomes)
		count(stateWords.MatchString(c), &k.states)
		count(short && !isDay && lettered.MatchString(c) && federalExemption.MatchString(c), &k.exempts)
		count(short && someone.MatchString(c) && !body.MatchString(c), &k.names)
		count(body.MatchString(c), &k.bodies)
		count(payer.MatchString(c), &k.fees)
	}
	if k.cells == 0 {
		return k
	}
	n := float64(k.cells)
	for _, p := range []*float64{&k.dates, &k.serials, &k.numbers, &k.outcomes, &k.states, &k.exempts, &k.names, &k.bodies, &k.fees, &k.length} {
		*p /= n
	}
	k.distinct = float64(len(seen)) / n
	return k
}

// fits says how well cells that look so bear out that a column is of a field
// which its name suggests: a sum to add to how surely it does, or false where
// they speak against it.
func (k kind) fits(f Field, sure int) (add int, ok bool) {
	if k.cells == 0 {
		return -10, true
	}
	switch f {
	case Received, Due, Closed:
		days := k.dates + k.serials
		if days >= 0.5 {
			return 20, true
		}
		// Where a request is not closed yet, logs say so in words.
		return 0, days >= 0.2 || sure >= 95 && days > 0
	case Number:
		if k.numbers >= 0.6 {
			return 20, true
		}
		return 0, sure >= 75 && k.length < 40
	case Subject:
		switch {
		case k.dates > 0.6:
			return 0, false
		case k.numbers > 0.6 && k.distinct > 0.8 && sure < 90:
			return 0, false
		case k.length > 30:
			return 20, true
		}
		return 0, true
	case Requester:
		if sure < 80 && k.names >= 0.5 {
			return 15, true
		}
		return 0, k.dates < 0.5 && k.length < 150 && (sure >= 80 || k.numbers < 0.6 && k.length < 60)
	case Status:
		if k.states >= 0.5 {
			return 20, true
		}
		if k.outcomes > 0.6 {
			return -30, true
		}
		return 0, k.dates < 0.5
	case Disposition:
		if k.states > 0.8 && k.outcomes < 0.2 {
			return -40, true
		}
		if k.outcomes >= 0.5 {
			return 20, true
		}
		return 0, k.dates < 0.5 && (sure >= 90 || k.length < 60)
	case FeeCategory:
		if k.fees >= 0.5 {
			return 25, true
		}
		return 0, sure >= 80
	case Exemptions:
		return 0, k.dates < 0.5 && k.length < 150
	case Organization:
		return 0, k.dates < 0.5
	case Agency, Component:
		return 0, k.dates < 0.5 && k.length < 80 && (sure > 65 || k.names < 0.5)
	}
	return 0, true
}

// speaksFor says of what field a column is by its cells alone, and how surely;
// named says that the table has names for its columns, which do not say.
func (k kind) speaksFor(named bool) (Field, int) {
	switch {
	case k.cells == 0:
		return None, 0
	case k.numbers >= 0.8 && k.distinct >= 0.8 && k.serials < 0.8 && k.dates < 0.2 && !named:
		return Number, 56
	case k.exempts >= 0.7 && k.cells > 1:
		return Exemptions, 52
	case k.states >= 0.7:
		return Status, 54
	case k.outcomes >= 0.6 && k.length < 60 && k.distinct < 0.9:
		return Disposition, 54
	case k.outcomes >= 0.8 && k.length < 40:
		return Disposition, 50
	case k.length >= 40 && k.distinct > 0.5:
		return Subject, 52
	case named:
		return None, 0
	case k.dates+k.serials >= 0.7:
		return Received, 50
	case k.fees >= 0.7:
		return FeeCategory, 48
	case k.names >= 0.6:
		return Requester, 46
	case k.bodies >= 0.4:
		return Organization, 44
	case k.length >= 15 && k.numbers < 0.3:
		return Subject, 42
	}
	return None, 0
}
