package letter

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"readingroom/archive"
)

// A sentence is a stretch of a page's text that says one thing: a sentence, or
// a line that stands alone, such as a date or "Re: …".
type sentence struct {
	page int
	from int    // code points before it
	text string // as it stands there, line ends included
	line int    // the line of the page it begins on, from 0
	low  string // the text in small letters
}

// speaks reports whether any of these words stands in the sentence: what else is
// looked for in it takes long.
func (s sentence) speaks(words ...string) bool {
	for _, w := range words {
		if strings.Contains(s.low, w) {
			return true
		}
	}
	return false
}

// quote is the sentence on one line, cut where it is very long.
func (s sentence) quote() string {
	q := strings.Join(strings.Fields(s.text), " ")
	if r := []rune(q); len(r) > 600 {
		q = string(r[:599]) + "…"
	}
	return q
}

func (s sentence) at() archive.Locator {
	return archive.Locator{Page: s.page, From: s.from, To: s.from + utf8.RuneCountInString(s.text)}
}

var (
	// shortened words after which a full stop ends no sentence
	shortened = regexp.MustCompile(`(?i)(?:^|[\s(“"§])(?:u\.s|u\.s\.c|c\.f\.r|d\.c|d\.d\.c|n\.y|s\.d\.n\.y|n\.d\.\s?cal|no|nos|mr|mrs|ms|dr|hon|jr|sr|inc|co|corp|llc|v|vs|st|ave|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|e\.g|i\.e|etc|sec|secs|art|fed|gov|gov['’]t|dep['’]t|dept|pub|off|supp|stat|ex|exs|attn|rev|ext|tel|p|pp|cal|tex|wash|ill|fla|cir|[a-z])\.$`)
	ownLine   = regexp.MustCompile(`(?i)^\s*(?:re|subject|subj|in re|date|dear|via|from|to|sincerely|respectfully|attn|attention|case no|civil action|foia|request|tracking|appeal)\b.{0,140}[:#]|^\s*(?:dear\b.*|sincerely,?|very truly yours,?|respectfully,?)\s*$`)
)

// sentences parts the text of a page.
func sentences(p archive.Page) []sentence {
	if len(p.Text) > maxText {
		return nil
	}
	var out []sentence
	points, line := 0, 0 // before the block
	for _, b := range blocks(p.Text) {
		out = append(out, within(p.Number, b, points, line)...)
		points += utf8.RuneCountInString(b)
		line += strings.Count(b, "\n")
	}
	return out
}

// maxText is how long the text of a page of a letter is at most, in bytes.
const maxText = 200_000

// blocks parts a text after blank lines, and around lines that stand alone;
// together they are the text.
func blocks(text string) []string {
	var out []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	for l := range strings.Lines(text) {
		bare := strings.TrimSpace(l)
		switch {
		case bare == "":
			b.WriteString(l)
			flush()
		case isDate(bare), ownLine.MatchString(l), strings.HasPrefix(bare, "•"):
			flush()
			b.WriteString(l)
			if isDate(bare) || strings.HasSuffix(bare, ",") {
				flush()
			}
		default:
			b.WriteString(l)
		}
	}
	flush()
	return out
}

// within parts a block into sentences.
func within(page int, block string, points, line int) []sentence {
	var out []sentence
	begin := 0
	add := func(end int) {
		text := block[begin:end]
		lead := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
		bare := strings.TrimSpace(text)
		if bare != "" {
			out = append(out, sentence{
				page: page, from: points + utf8.RuneCountInString(block[:begin+lead]), text: bare, line: line + strings.Count(block[:begin+lead], "\n"),
				low: strings.ToLower(bare),
			})
		}
		begin = end
	}
	for i := 0; i < len(block); i++ {
		switch block[i] {
		case '.', '?', '!', ';':
		default:
			continue
		}
		end := i + 1
		for end < len(block) && strings.ContainsRune(`)"'`, rune(block[end])) {
			end++
		}
		for strings.HasPrefix(block[end:], "”") || strings.HasPrefix(block[end:], "’") {
			end += len("”")
		}
		if end < len(block) && !isSpace(block[end]) {
			continue
		}
		if block[i] == ';' {
			continue
		}
		rest := strings.TrimLeftFunc(block[end:], unicode.IsSpace)
		next, _ := utf8.DecodeRuneInString(rest)
		if rest != "" && !unicode.IsUpper(next) && !unicode.IsDigit(next) && !strings.ContainsRune("“\"(•[§", next) {
			continue
		}
		if block[i] == '.' && (shortened.MatchString(block[max(begin, i-12):i+1]) || unicode.IsDigit(next) && endsInNo(block[begin:i])) {
			continue
		}
		add(end)
	}
	add(len(block))
	return out
}

func endsInNo(s string) bool { return numberWord.MatchString(s) }

var numberWord = regexp.MustCompile(`(?i)\b(?:no|nos|p|pp|sec|ex)$`)

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' }
