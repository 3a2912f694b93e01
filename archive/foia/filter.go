package foia

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"readingroom/archive"
)

// A Filter chooses among the entries of a list; what is "" chooses nothing.
type Filter struct {
	List         List
	Agency       string // slug or a part of it: "dhs" is its components too, "ice" is dhs/ice
	Component    string // the same, of those it was addressed to or went to
	Law          string // code
	Status       string // a stage, or the status of a clock; "due-today" is "due today"
	Outcome      string // a disposition; "none" is none yet
	Jurisdiction string // "us/ca" is its counties and cities too
	Tag          string
	Requester    string
	Text         string // words of its title, text, numbers, agency or requester, all of them
}

// Chosen returns the entries that a filter lets through.
func (f Filter) Chosen(all []Entry) []Entry {
	out := []Entry{}
	for _, e := range all {
		if f.Lets(e) {
			out = append(out, e)
		}
	}
	return out
}

// Lets reports whether a filter lets an entry through.
func (f Filter) Lets(e Entry) bool {
	r, s := e.Case.Request, e.Case.Standing
	return (f.List == "" || e.Is(f.List)) &&
		(f.Agency == "" || within(r.Agency, f.Agency)) &&
		(f.Component == "" || within(r.Agency, f.Component) || slices.ContainsFunc(s.Components, func(c string) bool { return within(c, f.Component) })) &&
		(f.Law == "" || r.Law == f.Law) &&
		(f.Status == "" || f.stands(s)) &&
		(f.Outcome == "" || same(string(s.Outcome), f.Outcome) || s.Outcome == "" && f.Outcome == "none") &&
		(f.Jurisdiction == "" || e.Case.Agency.Jurisdiction == f.Jurisdiction || strings.HasPrefix(e.Case.Agency.Jurisdiction, f.Jurisdiction+"/")) &&
		(f.Tag == "" || slices.ContainsFunc(r.Tags, func(t string) bool { return strings.EqualFold(t, f.Tag) })) &&
		(f.Requester == "" || strings.EqualFold(r.Requester, f.Requester)) &&
		(f.Text == "" || f.says(e.Case))
}

// within reports whether an agency's slug is, or is part of, the one asked for.
func within(slug, asked string) bool {
	return strings.Contains("/"+slug+"/", "/"+strings.ToLower(strings.Trim(asked, "/"))+"/")
}

// same compares words that an address writes with hyphens.
func same(is, asked string) bool {
	return strings.EqualFold(strings.ReplaceAll(is, "-", " "), strings.ReplaceAll(asked, "-", " "))
}

func (f Filter) stands(s Standing) bool {
	if same(string(s.Stage), f.Status) {
		return true
	}
	for _, a := range []*Account{s.Clock, s.Decision} {
		if a != nil && same(string(a.Status), f.Status) {
			return true
		}
	}
	return false
}

func (f Filter) says(c Case) bool {
	r := c.Request
	all := []string{r.Number, r.Title, r.Text, r.Requester, c.Agency.Name, c.Agency.Short, strings.Join(r.Tags, " ")}
	for _, t := range c.Standing.Tracking {
		all = append(all, t.Number)
	}
	for _, l := range c.Standing.Suits {
		all = append(all, l.Title, l.Docket)
	}
	said := strings.ToLower(strings.Join(all, "\n"))
	for w := range strings.FieldsSeq(strings.ToLower(f.Text)) {
		if !strings.Contains(said, w) {
			return false
		}
	}
	return true
}

// Orders are the names that entries can be sorted by; one with a minus sign
// before it is the other way round.
var Orders = []string{"due", "number", "title", "agency", "stage", "requester", "filed", "last"}

// SortEntries sorts by one of Orders, "" being "due". What has no such value
// comes last either way.
func SortEntries(all []Entry, by string) error {
	name, down := strings.CutPrefix(by, "-")
	if name == "" {
		name = "due"
	}
	if !slices.Contains(Orders, name) {
		return fmt.Errorf("sort: %q is none of %s: %w", short(by), strings.Join(Orders, ", "), archive.ErrInvalid)
	}
	key := func(e Entry) string {
		r, s := e.Case.Request, e.Case.Standing
		switch name {
		case "due":
			if e.Due == nil {
				return ""
			}
			return e.Due.Date
		case "number":
			return r.Number
		case "title":
			return strings.ToLower(r.Title)
		case "agency":
			return strings.ToLower(cmp.Or(e.Case.Agency.Name, r.Agency))
		case "stage":
			return string(s.Stage)
		case "requester":
			return strings.ToLower(r.Requester)
		case "filed":
			return s.Filed
		}
		return s.Last
	}
	slices.SortStableFunc(all, func(a, b Entry) int {
		x, y := key(a), key(b)
		switch {
		case x == y:
			return cmp.Compare(b.Case.Request.Number, a.Case.Request.Number) // the newest first
		case x == "":
			return 1
		case y == "":
			return -1
		case down:
			return cmp.Compare(y, x)
		}
		return cmp.Compare(x, y)
	})
	return nil
}
