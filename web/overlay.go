package web

import (
	"cmp"
	"slices"
	"strings"

	"readingroom/archive"
)

// A Marking is what the page says of one thing that was done to it, and where:
// marks that say the same are one.
type Marking struct {
	Kind   archive.MarkKind
	Says   string // "Exemption (b)(6)"
	Why    string // what that means
	Warn   bool   // somebody should look
	Places []int  // the numbers of its boxes on the picture
	More   int    // places that are not numbered: there are too many
}

// markingsNamed is up to how many boxes bear the name of their mark; among more,
// each bears its number only, and the list beside says what it is.
const markingsNamed = 8

// markingsShown is how many boxes of marks are drawn on one page.
const markingsShown = 300

type markName struct {
	kind archive.MarkKind
	name string
	why  string
}

// kindsOfMark are the marks of a release, the weightiest first. What a page has
// at its head and foot is none.
var kindsOfMark = []markName{
	{archive.MarkWithheld, "Withheld sheet", "This sheet stands in place of a page that was not released."},
	{archive.MarkExemption, "Exemption", ""},
	{archive.MarkCovered, "Covered text", "It still stands in the file under a box. It is held back here, and not searched."},
	{archive.MarkBlackBox, "Black box", "What was here was blacked out."},
	{archive.MarkWhiteBox, "White box", "What was here was taken out."},
	{archive.MarkStamp, "Stamp", ""},
	{archive.MarkBates, "Production number", ""},
}

// exemptions are what may be withheld under the Freedom of Information Act,
// 5 U.S.C. 552(b), in few words.
var exemptions = map[string]string{
	"(b)(1)": "classified for national security", "(b)(2)": "internal personnel rules", "(b)(3)": "another law forbids it",
	"(b)(4)": "trade secrets, confidential business information", "(b)(5)": "privileged within the government",
	"(b)(6)": "personal privacy", "(b)(7)(A)": "it could interfere with enforcement", "(b)(7)(B)": "a fair trial",
	"(b)(7)(C)": "personal privacy, in law enforcement records", "(b)(7)(D)": "a confidential source",
	"(b)(7)(E)": "techniques of law enforcement", "(b)(7)(F)": "somebody’s life or safety", "(b)(8)": "supervision of banks", "(b)(9)": "wells",
}

// markings groups the marks of the release on a page, and gives each box that
// can be drawn its number.
func markings(marks []archive.Mark, page archive.Box) (all []Marking, drawn []Overlay) {
	for _, m := range marks {
		i := rank(m.Kind)
		if i < 0 {
			continue
		}
		x := Marking{Kind: m.Kind, Says: kindsOfMark[i].name, Why: kindsOfMark[i].why, Warn: m.Kind == archive.MarkCovered}
		label := kindsOfMark[i].name
		switch m.Kind {
		case archive.MarkExemption, archive.MarkBates:
			label = cut(oneLine(cmp.Or(m.Code, m.Text)), 60)
			x.Says, x.Why = strings.TrimSpace(x.Says+" "+label), exemptions[m.Code]
		case archive.MarkStamp, archive.MarkWithheld:
			if text := cut(oneLine(m.Text), 80); text != "" {
				x.Says += ": " + text
			}
		}
		at := slices.IndexFunc(all, func(y Marking) bool { return y.Kind == x.Kind && y.Says == x.Says })
		if at < 0 {
			at, all = len(all), append(all, x)
		}
		box := within(m.Box, page)
		switch {
		case !visible(box):
		case len(drawn) == markingsShown:
			all[at].More++
		default:
			n := len(drawn) + 1
			all[at].Places = append(all[at].Places, n)
			o := overlay("mark "+string(kindsOfMark[i].kind), box, digits(n)+" "+cut(label, 24), "mark-"+digits(n))
			if m.Kind == archive.MarkExemption { // it says itself what it is, and often stands in a box
				o.Label, o.LY = digits(n), points(box[3]+6)
			}
			drawn = append(drawn, o)
		}
	}
	if len(drawn) > markingsNamed {
		for i := range drawn {
			drawn[i].Label, _, _ = strings.Cut(drawn[i].Label, " ")
		}
	}
	slices.SortStableFunc(all, func(a, b Marking) int { return cmp.Compare(rank(a.Kind), rank(b.Kind)) })
	return all, drawn
}

func rank(k archive.MarkKind) int {
	return slices.IndexFunc(kindsOfMark, func(n markName) bool { return n.kind == k })
}
