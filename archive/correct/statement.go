package correct

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"readingroom/archive"
)

// says are the words by which a notice says what was wrong. The first that fits
// a sentence counts.
var says = []struct {
	kind archive.CorrectionKind
	re   *regexp.Regexp
}{
	{archive.CorrectedName, regexp.MustCompile(`(?i)\b(?:similar(?:ly)?[- ]named|same[- ]named|(?:same|similar|identical) names?|namesakes?|names? (?:is|are|were) (?:similar|the same|alike)|confused with|mistaken for|of (?:a|the) (?:same|similar) name)\b`)},
	{archive.CorrectedIssue, regexp.MustCompile(`(?i)\b(?:wrong (?:place|agency|agencies|jurisdictions?|count(?:y|ies)|facilit(?:y|ies)|office|address|recipient)|(?:issued|sent|addressed|lodged|attributed|credited) (?:\w+ ){0,3}(?:in error|by mistake|erroneously|incorrectly|to another)|(?:erroneously|incorrectly|mistakenly|wrongly) (?:issued|sent|addressed|lodged|attributed|listed|included|recorded|booked)|misdirected|misattributed)\b`)},
	{archive.CorrectedTransfer, regexp.MustCompile(`(?i)\b(?:transferred|transfers?|moved to another|released elsewhere|in the custody of another|handed over)\b`)},
	{archive.CorrectedNumber, regexp.MustCompile(`(?i)\b(?:should (?:read|be|have (?:read|been)) (?:[a-z]+ ){0,3}\$?\d[\d,.]*|instead of \$?\d[\d,.]*|(?:from \$?\d[\d,.]* to|\bnot) \$?\d[\d,.]*|(?:correct|revised|actual) (?:number|figure|total|count|value)s?|(?:number|figure|total|count)s? (?:was|were|is|are|has been|have been) (?:revised|changed|corrected|overstated|understated))\b`)},
	{archive.CorrectedSuperseded, regexp.MustCompile(`(?i)\b(?:supersed(?:es?|ed|ing)|(?:is|are|was|were|has been|have been) replaced|replaces)\b`)},
	{archive.CorrectedWithdrawn, regexp.MustCompile(`(?i)\b(?:withdraws?|withdrawn|withdrew|retract(?:s|ed)?|rescind(?:s|ed)?|(?:should|must|may) not be (?:used|relied on|relied upon)|disregard(?:ed)?|takes? back|taken back|removed from (?:the|this|its))\b`)},
	{archive.CorrectedOtherwise, regexp.MustCompile(`(?i)\b(?:did not decline|should not (?:have been|be) (?:listed|included|counted|taken)|(?:was|were|is|are) (?:not correct|incorrect|wrong|an error|in error)|in error|by mistake)\b`)},
}

// kindOf returns what a sentence says was wrong, "" for nothing.
func kindOf(s string) archive.CorrectionKind {
	for _, x := range says {
		if x.re.MatchString(s) {
			return x.kind
		}
	}
	return ""
}

// A unit is a sentence, or a part of one between semicolons, with the list below
// it where it ends in a colon. Offsets are code points of the page's text.
type unit struct {
	page     int
	block    int // where its paragraph begins
	from, to int
	text     string
	heading  string
}

// Statements returns what a notice says, place by place. A sentence that names
// no place but says that the whole is withdrawn or superseded is one statement.
func Statements(n Notice) []Statement {
	var out []Statement
	for _, p := range n.Pages {
		var before unit
		for _, u := range units(p) {
			last := before
			before = u
			kind, lead := kindOf(u.text), ""
			if kind == "" && bullet.MatchString(u.text) { // a list right under its heading
				kind, lead = kindOf(u.heading), u.heading+": "
			}
			if kind == "" {
				continue
			}
			places := placesIn(n.Links, u)
			if len(places) == 0 && last.block == u.block && refers.MatchString(u.text) {
				if places = placesIn(n.Links, last); len(places) > 0 {
					u.from, u.text = last.from, last.text+" "+u.text
				}
			}
			if len(places) == 0 && (kind == archive.CorrectedWithdrawn || kind == archive.CorrectedSuperseded) {
				places = append(places, archive.PlaceLink{})
			}
			for _, l := range places {
				s := Statement{kind, quote(u, l, lead), archive.Locator{Page: p.Number, From: u.from, To: u.to}, l.Jurisdiction, u.heading + " " + u.text}
				same := func(t Statement) bool { return t.Kind == s.Kind && t.Place.Slug == s.Place.Slug }
				if !slices.ContainsFunc(out, same) {
					out = append(out, s)
				}
			}
		}
	}
	// What is said of a place in particular goes before what is said of it in passing.
	return slices.DeleteFunc(out, func(s Statement) bool {
		return s.Kind == archive.CorrectedOtherwise && slices.ContainsFunc(out, func(t Statement) bool {
			return t.Kind != s.Kind && t.Place.Slug == s.Place.Slug && t.Place.Slug != ""
		})
	})
}

// refers begins a sentence about the places of the sentence before it.
var refers = regexp.MustCompile(`^(?:The (?:correct|revised|actual|right|individuals?|persons?|people|detainers?|figures?|numbers?|totals?|counts?)|Th(?:ese|ose|ey|is|at)|It|Their|Its|All|Both|None)\b`)

// placesIn are the counties, places and agencies that a unit names: of two at one
// spot the narrower, and no state that another's name holds.
func placesIn(links []archive.PlaceLink, u unit) []archive.PlaceLink {
	var out []archive.PlaceLink
	for _, l := range links {
		if l.Table != 0 || l.Page != u.page || l.Start < u.from || l.End > u.to || l.Slug == "" {
			continue
		}
		switch l.Kind {
		case archive.JurisdictionCountry:
			continue
		case archive.JurisdictionAgency:
			if strings.HasPrefix(l.Slug, "us/agency/") { // who says so
				continue
			}
		}
		if !slices.ContainsFunc(out, func(o archive.PlaceLink) bool { return o.Slug == l.Slug }) {
			out = append(out, l)
		}
	}
	return slices.DeleteFunc(out, func(l archive.PlaceLink) bool {
		return l.Kind == archive.JurisdictionState && slices.ContainsFunc(out, func(o archive.PlaceLink) bool {
			return o.Slug != l.Slug && strings.HasPrefix(o.Slug, l.Slug+"/")
		})
	})
}

// quoteAtMost is the longest quotation, in code points.
const quoteAtMost = 600

// quote is the unit without its list, and of the list only the place's line;
// lead goes before a list that has no sentence.
func quote(u unit, l archive.PlaceLink, lead string) string {
	text := u.text
	if lead != "" {
		text = lead + lineOf(u, l)
	} else if i := strings.Index(text, ":\n"); i > 0 && l.Text != "" {
		text = text[:i+1] + " " + lineOf(u, l)
	}
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > quoteAtMost {
		text = string(r[:quoteAtMost-1]) + "…"
	}
	return text
}

// lineOf is the line of a unit that a link stands in, without its bullet.
func lineOf(u unit, l archive.PlaceLink) string {
	runes := []rune(u.text)
	at := min(max(0, l.Start-u.from), len(runes))
	before, after := string(runes[:at]), string(runes[at:])
	before = before[strings.LastIndexByte(before, '\n')+1:]
	after, _, _ = strings.Cut(after, "\n")
	return bullet.ReplaceAllString(before+after, "")
}

var (
	bullet   = regexp.MustCompile(`^\s*(?:[•▪◦·‣∙*–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+`)
	boundary = regexp.MustCompile(`(?:[.!?][”"')]*\s+[“"'(]?\p{Lu})|;\s`)
	// a full stop that ends no sentence
	short = regexp.MustCompile(`(?:\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|St|Mr|Ms|Mrs|Dr|Co|Ill|Pa|Calif|Colo|Conn|Del|Fla|Ga|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Ala|Ariz|Ark|vs|v|U\.S|N\.[CDHJMY]|S\.[CD]|W\.Va|R\.I|D\.C)|\b\p{Lu})\.$`)
)

// units parts a page's text. Lines that run on make a paragraph; a line with a
// bullet belongs to the paragraph before it that ends in a colon, else is one of
// its own; a short line without a full stop before a paragraph is its heading.
func units(p archive.Page) []unit {
	type line struct {
		from, to int // code points
		text     string
	}
	var out []unit
	var block []line
	heading, points := "", 0
	flush := func() {
		if len(block) == 0 {
			return
		}
		var b strings.Builder
		for i, l := range block {
			if i > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(l.text)
		}
		text, from := b.String(), block[0].from
		words := len(strings.Fields(text))
		if len(block) == 1 && words <= 9 && !strings.ContainsAny(text[len(text)-1:], ".;:,") && !bullet.MatchString(text) {
			heading = text
		} else {
			out = append(out, parted(p.Number, from, text, heading)...)
		}
		block = nil
	}
	for raw := range strings.Lines(p.Text) {
		text := strings.TrimRight(raw, "\r\n ")
		n := utf8.RuneCountInString(raw)
		l := line{points, points + utf8.RuneCountInString(text), text}
		points += n
		switch {
		case strings.TrimSpace(text) == "":
			flush()
		case bullet.MatchString(text):
			if len(block) > 0 && !inList(block[0].text, block[len(block)-1].text) {
				flush()
			}
			block = append(block, l)
		case len(block) > 0 && bullet.MatchString(block[len(block)-1].text) && startsAnew(text, block[len(block)-1].text):
			flush() // the list is over
			block = append(block, l)
		case len(block) == 1 && headingLike(block[0].text) && startsAnew(text, block[0].text):
			flush()
			block = append(block, l)
		default:
			block = append(block, l)
		}
	}
	flush()
	return out
}

// inList reports whether a line with a bullet goes on with the block: after a
// colon, or after other lines with bullets.
func inList(first, last string) bool {
	return strings.HasSuffix(last, ":") || bullet.MatchString(last)
}

// startsAnew reports whether a line begins something, rather than going on with
// the line before it.
func startsAnew(text, before string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(text))
	return unicode.IsUpper(r) && !strings.HasSuffix(before, ",") && !strings.HasSuffix(before, " and")
}

func headingLike(s string) bool {
	words := len(strings.Fields(s))
	return words <= 9 && utf8.RuneCountInString(s) < 70 && s != "" && !strings.ContainsAny(s[len(s)-1:], ".;:,") && !bullet.MatchString(s)
}

// parted parts a paragraph at the ends of its sentences and its semicolons; a
// list below it stays with its last sentence.
func parted(page, from int, text, heading string) []unit {
	var out []unit
	begin := 0
	add := func(end int) {
		s := text[begin:end]
		lead := len(s) - len(strings.TrimLeft(s, " \n;"))
		body := strings.TrimRight(s[lead:], " \n")
		if body != "" {
			at := from + utf8.RuneCountInString(text[:begin+lead])
			out = append(out, unit{page, from, at, at + utf8.RuneCountInString(body), body, heading})
		}
		begin = end
	}
	list := strings.Index(text, ":\n")
	for _, m := range boundary.FindAllStringIndex(text, -1) {
		if list >= 0 && m[0] > list {
			break
		}
		end := m[0] + 1
		switch part := text[begin:end]; {
		case text[m[0]] == '.' && short.MatchString(part):
			continue
		case text[m[0]] == ';' && kindOf(part) == "": // "Franklin County, Iowa; Cook County, Illinois; and … were"
			continue
		}
		add(end)
	}
	add(len(text))
	return out
}

var longWord = regexp.MustCompile(`\p{L}{4,}`)

// stems are the longer words of a text without their endings, but names in
// capitals, which every list of an agency holds.
func stems(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range longWord.FindAllString(s, -1) {
		if strings.ToUpper(w) == w {
			continue
		}
		w = strings.ToLower(w)
		for _, end := range []string{"ing", "ed", "es", "s", "e"} {
			if cut, ok := strings.CutSuffix(w, end); ok && len(cut) >= 4 {
				w = cut
				break
			}
		}
		out[w] = true
	}
	return out
}

// general are words that say nothing of what a list counts.
var general = stems("jurisdiction jurisdictions county counties place places agency agencies state states list lists table section report reports which with that have these those from between period name names named similar")

// kinship counts the words that a statement shares with the title of a table, or
// with its columns where it has none.
func kinship(s Statement, t Table) int {
	words := t.Title
	if strings.TrimSpace(words) == "" {
		words = strings.Join(t.Header, " ")
	}
	said, n := stems(s.Context), 0
	for w := range stems(words) {
		if said[w] && !general[w] {
			n++
		}
	}
	return n
}
