package analysis

// Small are the commonest words of English. That one of them stands between two
// others says little; a phrase with it is looked for as a whole.
var Small = map[string]bool{
	"the": true, "of": true, "and": true, "to": true, "in": true, "a": true, "is": true, "that": true, "for": true, "it": true,
	"was": true, "on": true, "with": true, "as": true, "be": true, "by": true, "at": true, "are": true, "this": true, "from": true,
	"or": true, "have": true, "an": true, "not": true, "had": true, "but": true, "which": true, "were": true, "you": true, "all": true,
	"has": true, "been": true, "one": true, "their": true, "we": true, "will": true, "would": true, "there": true, "if": true, "more": true,
	"no": true, "out": true, "so": true, "what": true, "up": true, "about": true, "who": true, "when": true, "can": true, "any": true,
	"its": true, "his": true, "her": true, "he": true, "she": true, "they": true, "i": true, "s": true, "do": true, "may": true,
}
