package letter

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// pagesRead is how many pages of a document are read as a letter: what follows
// is what it encloses.
const pagesRead = 6

// act says that a sentence does something.
type act struct {
	kind  Kind
	words []string // one of them stands there
	says  *regexp.Regexp
	never *regexp.Regexp // not where this stands too; nil: always
}

var (
	request1  = `(?:I|we|the\s+undersigned)\s+(?:hereby\s+|respectfully\s+|am\s+|are\s+)?(?:request(?:ing)?|seek(?:ing)?|ask(?:ing)?)\b`
	notAsking = regexp.MustCompile(`(?is)\bwe\s+(?:are\s+)?(?:ask\w*|request\w*)\s+that\s+you\b|\byour\s+request\b`)
	acts      = []act{
		{kind: Order, words: []string{"order"}, says: regexp.MustCompile(`(?is)\b(?:it\s+is\s+)?(?:hereby\s+|further\s+)*ORDERED\s+that\b|\bthe\s+court\s+(?:hereby\s+)?orders\b|^\s*(?:MINUTE\s+)?ORDER\s*$`)},
		{kind: Complaint, words: []string{"complaint", "brings"}, says: regexp.MustCompile(`(?is)^\s*COMPLAINT(?:\s+FOR\s+[\w ]+)?\s*$|\bplaintiff\b.{0,120}\bbrings?\s+this\s+(?:action|suit|lawsuit)\b|\bcomplaint\s+for\s+(?:declaratory|injunctive)\b`)},
		{kind: AppealAcknowledgement, words: []string{"appeal"}, says: regexp.MustCompile(`(?is)\backnowledg\w+\s+(?:the\s+)?(?:receipt\s+of\s+)?(?:your|the)\s+(?:\w+\s+){0,4}appeal\b|\b(?:received|in\s+receipt\s+of)\s+your\s+(?:\w+\s+){0,4}appeal\b|\byour\s+(?:\w+\s+){0,3}appeal\s+(?:[\w.]+\s+){0,10}(?:was|has\s+been)\s+received\b`)},
		{kind: Appeal, words: []string{"appeal"}, says: regexp.MustCompile(`(?is)\b(?:I|we)\s+(?:hereby\s+|write\s+to\s+|am\s+writing\s+to\s+|are\s+writing\s+to\s+|respectfully\s+)?appeal\b|\bthis\s+(?:letter\s+)?(?:is|constitutes|serves\s+as)\s+(?:an?\s+|my\s+|our\s+)(?:\w+\s+){0,3}appeal\b`)},
		{kind: Acknowledgement, words: []string{"acknowledg", "received", "assigned", "given", "logged", "docketed"}, says: regexp.MustCompile(`(?is)\backnowledg\w+\s+(?:the\s+)?(?:receipt\s+of\s+)?(?:your|the|this|a)\s+(?:[\w/()-]+\s+){0,9}?(?:request|letter|e-?mail|correspondence)\b|\backnowledg\w+\s+(?:your\s+request|receipt)\b|\b(?:we|this\s+office|our\s+office)\s+(?:have\s+|has\s+)?received\s+your\s+(?:[\w/()-]+\s+){0,6}?request\b|\byour\s+(?:[\w/()-]+\s+){0,6}?request\s+(?:[\w/()-]+\s+){0,6}?(?:has\s+been|was)\s+(?:received|assigned|given|logged|docketed)\b`), never: regexp.MustCompile(`(?is)\backnowledg\w+\s+that\s+the\b`)},
		{kind: Clarification, words: []string{"clarif", "specif", "describe", "narrow", "perfect", "information", "detail", "broad", "vague"}, says: regexp.MustCompile(`(?is)\b(?:please|you\s+(?:must|need\s+to)|we\s+(?:need|require|ask)\s+(?:that\s+)?you(?:\s+to)?|need\s+you\s+to)\s+(?:\w+\s+){0,3}(?:clarify|specify|describe|narrow|perfect|provide\s+(?:additional|more|further)\s+(?:information|detail))|\b(?:need|require|request)s?\s+(?:additional|more|further)\s+(?:information|clarification|details?)\b|\brequest\s+(?:\w+\s+){0,3}(?:does\s+not|fails\s+to)\s+(?:reasonably\s+|adequately\s+|sufficiently\s+)?describe\b|\bseek(?:ing)?\s+clarification\b|\b(?:is|too)\s+(?:overly\s+)?(?:broad|vague)\b.{0,60}\b(?:please|clarif|narrow)`), never: regexp.MustCompile(`(?is)\byou\s+may\s+(?:narrow|wish)\b|\bif\s+you\b`)},
		{kind: Interim, words: []string{"release", "response", "production", "installment", "determination"}, says: regexp.MustCompile(`(?is)\b(?:interim|partial|first|second|third|fourth|fifth|sixth|initial|rolling|next|\d+(?:st|nd|rd|th))\s+(?:interim\s+|partial\s+|rolling\s+)?(?:release|response|production|installment|determination)\b`), never: regexp.MustCompile(`(?is)\b(?:full\s+grant|initial\s+determination\s+(?:is|was|of)|first\s+response\s+team)`)},
		{kind: Referral, words: []string{"refer", "transfer", "forward", "rout"}, says: regexp.MustCompile(`(?is)\b(?:refer(?:red|ring)|transferr(?:ed|ing)|forward(?:ed|ing)|rout(?:ed|ing))\b.{0,100}\b(?:request|records|documents|pages)?\b.{0,40}\bto\b.{0,160}\b(?:agency|department|protection|enforcement|archives|command|services|office|bureau|division|component|service|center|administration|ICE|CBP|USCIS|FBI|DHS|DOJ|FOIA)\b`), never: regexp.MustCompile(`(?is)\byou\s+may\b|\bpayment\b|\b(?:please|kindly)\s+(?:refer|forward)\b`)},
	}
	completes = regexp.MustCompile(`(?is)\b(?:completes?\s+(?:\w+\s+){0,3}(?:production|response|release|processing)|final\s+(?:response|release|production|determination)|this\s+(?:completes|concludes))\b`)
	actsFOIA  = regexp.MustCompile(`(?is)\b(?:freedom\s+of\s+information|F\.?O\.?I\.?A\.?|FOIPA|FOIL|public\s+records?|open\s+records|5\s+u\.\s?s\.\s?c\.\s*§?\s*552|right[\s-]to[\s-]know|public\s+information\s+act)\b`)
	toProduce = regexp.MustCompile(`(?is)\b(?:produc|process|releas)\w*\b.{0,80}\b(?:records|pages|documents)\b.{0,200}\bby\b`)
	inCourt   = regexp.MustCompile(`(?is)\b(?:plaintiff|defendant|district\s+court)\b`)
	asking    = regexp.MustCompile(`(?is)\b(?:under|pursuant\s+to)\b.{0,200}\b` + request1 + `|\b` + request1 + `.{0,160}\b(?:records|documents|copies|information|access|following)\b|\bthis\s+is\s+a\s+request\s+(?:under|for|made|pursuant)\b|\bthis\s+letter\s+(?:is|constitutes)\s+(?:a|an|my|our)\s+(?:\w+\s+){0,4}request\b`)
)

// Read reads the pages of a document as a letter. What is no letter about a
// request states nothing.
func Read(pages []archive.Page) Reading {
	r := Reading{Acts: []Act{}, Facts: []Fact{}}
	var all []sentence
	about, court := false, false
	for _, p := range pages[:min(len(pages), pagesRead)] {
		all = append(all, sentences(p)...)
		if p.Number == 1 {
			about = actsFOIA.MatchString(p.Text) || shaped.MatchString(p.Text)
			court = inCourt.MatchString(p.Text) || docket.MatchString(p.Text)
		} else {
			about = about || actsFOIA.MatchString(p.Text)
		}
		about = about || court && toProduce.MatchString(p.Text)
	}
	if !about || len(all) == 0 {
		return r
	}
	k := reader{Reading: &r, court: court, appealed: yourAppeal.MatchString(pages[0].Text)}
	k.read(all)
	return r
}

// A reader reads the sentences of one letter.
type reader struct {
	*Reading
	court    bool
	appealed bool // it speaks of the reader's appeal
	disposed []foia.Disposition
	dispose  *sentence // the first sentence that says so
	whole    int       // pages released in full; -1: not said
	part     int
	wholeAt  sentence
	final    bool
	asked    bool
}

func (r *reader) read(all []sentence) {
	r.whole, r.part = -1, -1
	if s, d := firstDay(all); d != "" {
		r.fact(s, found{Dated, d, s.quote()})
	}
	enumerated := enumerations(all)
	before := ""
	for _, s := range all {
		if len(s.text) > 4000 {
			continue
		}
		r.acts(s)
		for _, f := range numbers(s) {
			r.fact(s, f)
		}
		for _, f := range dates(s, before) {
			r.fact(s, f)
		}
		if !r.asked {
			for _, f := range fees(s) {
				r.fact(s, f)
			}
			if !enumerated[s.page] {
				for _, f := range exemptions(s) {
					r.fact(s, f)
				}
			}
			r.pages(s)
			r.disposes(s)
			if f, ok := extension(s); ok {
				r.act(Extension, s)
				if f.value != "" {
					r.fact(s, f)
				}
			}
		}
		r.final = r.final || completes.MatchString(s.text) && !perhaps.MatchString(s.text)
		before = s.text
	}
	r.end()
}

// acts finds what a sentence does.
func (r *reader) acts(s sentence) {
	if asking.MatchString(s.text) && !notAsking.MatchString(s.text) && !r.does(Acknowledgement) && !r.court && s.page == 1 && !r.does(Determination) && !r.does(Appeal) {
		r.act(Request, s)
		r.asked = true
	}
	for _, a := range acts {
		if !s.speaks(a.words...) || !a.says.MatchString(s.text) || a.never != nil && a.never.MatchString(s.text) {
			continue
		}
		switch a.kind {
		case Order, Complaint:
			if !r.court {
				continue
			}
		case Appeal:
			if perhaps.MatchString(s.text) {
				continue
			}
			r.asked = true
		case Referral, Interim:
			if perhaps.MatchString(s.text) || r.asked || r.court && a.kind == Referral {
				continue
			}
		default:
			if r.asked {
				continue
			}
		}
		r.act(a.kind, s)
	}
	if !r.asked && r.appealed && decided.MatchString(s.text) && !perhaps.MatchString(s.text) {
		for _, d := range decisions {
			if m := d.says.FindString(s.text); m != "" {
				r.act(AppealDecision, s)
				r.fact(s, found{Decision, string(d.is), m})
				break
			}
		}
	}
}

var (
	yourAppeal = regexp.MustCompile(`(?is)\byour\s+(?:\w+\s+){0,5}appeal\b|\bappeal\s+(?:no\.?|number|#)`)
	decided    = regexp.MustCompile(`(?is)\b(?:affirm|remand|revers|uph[oe]ld)\w*\b|\b(?:grant|den|clos|dismiss)\w*\b.{0,60}\bappeal\b|\bappeal\b.{0,60}\b(?:grant|den|clos|dismiss)\w*\b`)
)

func (r *reader) does(k Kind) bool {
	return slices.ContainsFunc(r.Acts, func(a Act) bool { return a.Kind == k })
}

func (r *reader) act(k Kind, s sentence) {
	if !r.does(k) {
		r.Acts = append(r.Acts, Act{k, s.quote(), s.at()})
	}
}

// factsAtMost is how many facts of one letter are kept.
const factsAtMost = 200

func (r *reader) fact(s sentence, f found) {
	if len(r.Facts) >= factsAtMost {
		return
	}
	for _, x := range r.Facts {
		if x.Value == f.value && (x.What == f.what || x.What == AppealNumber && f.what == TrackingNumber) {
			return
		}
	}
	r.Facts = append(r.Facts, Fact{f.what, f.value, strings.Join(strings.Fields(f.text), " "), s.quote(), s.at()})
}

func (r *reader) pages(s sentence) {
	for _, f := range pages(s) {
		n, _ := strconv.Atoi(f.value)
		switch f.what {
		case wholeReleased:
			if r.whole < 0 {
				r.whole, r.wholeAt = n, s
			}
			continue
		case InPart:
			if r.part < 0 {
				r.part = n
			}
		}
		r.fact(s, f)
	}
}

func (r *reader) disposes(s sentence) {
	f, ok := disposition(s)
	if !ok || r.court && !r.does(Interim) {
		return
	}
	if d := foia.Disposition(f.value); len(r.disposed) == 0 {
		first := s
		r.disposed, r.dispose = []foia.Disposition{d}, &first
	} else {
		r.disposed = append(r.disposed, d)
	}
}

// end draws what the sentences come to.
func (r *reader) end() {
	if r.whole >= 0 {
		if _, said := Reading(*r.Reading).First(Released); !said {
			r.fact(r.wholeAt, found{Released, strconv.Itoa(r.whole + max(0, r.part)), r.wholeAt.quote()})
		}
	} else if r.part >= 0 {
		if _, said := Reading(*r.Reading).First(Released); !said {
			f, _ := r.First(InPart)
			r.Facts = append(r.Facts, Fact{Released, f.Value, f.Text, f.Quote, f.At})
		}
	}
	onAppeal := r.does(AppealDecision) || r.does(AppealAcknowledgement) || r.does(Appeal)
	if d := overall(r.disposed); d != "" && !r.asked && !onAppeal {
		f := found{Disposition, string(d), r.dispose.quote()}
		switch {
		case r.does(Interim) && !r.final && d != foia.NoRecords:
		case d == foia.AllReferred:
		default:
			r.act(Determination, *r.dispose)
			r.fact(*r.dispose, f)
		}
	}
	for _, f := range r.Facts {
		if f.What == FeeEstimated && !r.asked {
			r.Acts = append(r.Acts, Act{FeeEstimate, f.Quote, f.At})
			break
		}
	}
	if f, ok := r.First(Released); ok && len(r.Acts) == 0 && !r.court { // an answer that does not say how it answers
		r.Acts = append(r.Acts, Act{Determination, f.Quote, f.At})
	}
	r.rank()
}

// ranks are the kinds of letters, what one is before all first.
var ranks = []Kind{
	Complaint, Order, AppealDecision, AppealAcknowledgement, Appeal, Request, Determination, Interim, Clarification, Acknowledgement, FeeEstimate, Extension, Referral,
}

func (r *reader) rank() {
	if r.does(Request) || r.does(Appeal) || r.does(Complaint) { // who asks decides nothing
		r.Acts = slices.DeleteFunc(r.Acts, func(a Act) bool {
			return a.Kind != Request && a.Kind != Appeal && a.Kind != Complaint || a.Kind == Request && r.does(Appeal)
		})
	}
	rank := func(k Kind) int { return slices.Index(ranks, k) }
	// A letter that acknowledges a request and asks what it means waits for the answer.
	slices.SortStableFunc(r.Acts, func(a, b Act) int { return rank(a.Kind) - rank(b.Kind) })
	if len(r.Acts) > 0 {
		r.Kind = r.Acts[0].Kind
	}
}

// enumerations are the pages that list all exemptions and say what each is for:
// the sheet that agencies enclose.
func enumerations(all []sentence) map[int]bool {
	seen := map[int]map[string]bool{}
	for _, s := range all {
		for _, m := range exemptionForm.FindAllStringSubmatch(s.text, 40) {
			if seen[s.page] == nil {
				seen[s.page] = map[string]bool{}
			}
			seen[s.page][m[1]] = true
		}
	}
	out := map[int]bool{}
	for p, exemptions := range seen {
		out[p] = len(exemptions) > 6 && exemptions["1"] && exemptions["8"]
	}
	return out
}

// Quoted is the text of a page that a locator names; "" where there is none such.
func Quoted(text string, l archive.Locator) string {
	if l.To > utf8.RuneCountInString(text) || l.From < 0 || l.From > l.To {
		return ""
	}
	return string([]rune(text)[l.From:l.To])
}
