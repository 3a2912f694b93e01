package search

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
)

// values prints a facet of a result.
func (a *testArchive) values(r Request, facet string) string {
	a.t.Helper()
	var out []string
	for _, f := range a.search(r).Facets {
		if f.Name == facet {
			for _, v := range f.Values {
				s := fmt.Sprintf("%s:%d", v.Value, v.Count)
				if v.Selected {
					s += "*"
				}
				out = append(out, s)
			}
		}
	}
	return strings.Join(out, " ")
}

// production is an archive of released records with labels.
func production(t testing.TB) *testArchive {
	a := newArchive(t)
	english := "the jail of the county was asked for this and that by the agency"
	a.index(
		testDoc{
			n: 1, date: "2017-01-28", mediaType: "application/pdf", size: 500, title: "Beta",
			labels: archive.Labels{Agencies: []string{"dhs/ice"}, Requests: []string{"2017-ICE-1"}, Releases: []string{"First"}, Tags: []string{"jail"}},
			pages:  []string{english + " one", english + " two"}, marks: map[int]string{1: "(b)(6) (b)(7)(C)", 2: "(b)(6)"},
		},
		testDoc{
			n: 2, date: "2017-03-01", mediaType: "application/pdf", size: 900, title: "alpha",
			labels: archive.Labels{Agencies: []string{"dhs/cbp"}, Requests: []string{"2017-ICE-1"}, Corrected: true, Family: testNumber(1)},
			pages:  []string{english + " one"}, marks: map[int]string{1: "(b)(6)"},
		},
		testDoc{
			n: 3, date: "2018-06-01", mediaType: "message/rfc822", size: 100, title: "Carta",
			labels: archive.Labels{Agencies: []string{"epa"}},
			pages:  []string{"la cárcel jail del condado que los oficiales y las personas del lugar por una razón"},
		},
		testDoc{n: 4, mediaType: "text/csv", title: "", tables: []testTable{{header: []string{"A"}, rows: [][]string{{"jail 7"}}}}, reports: "2017-Q1"},
	)
	return a
}

func TestLabelFacets(t *testing.T) {
	a := production(t)
	for _, c := range []struct {
		filter, facet, want string
	}{
		{"", "agency", "dhs:2 dhs/cbp:1 dhs/ice:1 epa:1"},
		{"agency=dhs", "agency", "dhs:2* dhs/cbp:1 dhs/ice:1 epa:1"},
		{"agency=dhs", "type", "pdf:2"},
		{"", "type", "pdf:2 csv:1 eml:1"},
		{"", "request", "2017-ICE-1:2"},
		{"", "release", "First:1"},
		{"", "tag", "jail:1"},
		{"", "corrected", "yes:1"},
		{"corrected=yes", "exemption", "(b)(6):1"},
		{"", "exemption", "(b)(6):2 (b)(7)(C):1"},
		{"exemption=b7C", "exemption", "(b)(6):2 (b)(7)(C):1*"},
		{"exemption=(b)(7)(C)", "agency", "dhs:1 dhs/ice:1"},
		{"", "language", "en:2 es:1"},
		{"language=es", "agency", "epa:1"},
		{"language=es&tag=jail", "tag", "jail:0*"},
	} {
		r := Request{Query: "jail", Filters: map[string][]string{}}
		for _, f := range strings.Split(c.filter, "&") {
			if name, v, ok := strings.Cut(f, "="); ok {
				r.Filters[name] = append(r.Filters[name], v)
			}
		}
		if got := a.values(r, c.facet); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.filter, c.facet, got, c.want)
		}
	}
	if got := a.found(Request{Filters: map[string][]string{"exemption": {"b6"}}}); got != "1:p1 1:p2 2:p1" {
		t.Errorf("under an exemption alone: %s", got)
	}
	// Labels count anew at once.
	if err := a.Label(t.Context(), testNumber(3), archive.Labels{Tags: []string{"jail", "new"}}); err != nil {
		t.Fatal(err)
	}
	if got := a.values(Request{Query: "jail"}, "tag"); got != "jail:2 new:1" {
		t.Errorf("tags after a label: %s", got)
	}
	if got := a.values(Request{Query: "jail"}, "agency"); got != "dhs:2 dhs/cbp:1 dhs/ice:1" {
		t.Errorf("agencies after a label: %s", got)
	}
}

// TestUnknownValues: it is said that nothing has a value that is asked for.
func TestUnknownValues(t *testing.T) {
	a := production(t)
	for _, c := range []struct{ name, value, want string }{
		{"kind", "bogus", "No document here has the kind “bogus”."},
		{"year", "abc", "No document here has the year “abc”."},
		{"year", "2017", ""},
		{"agency", "dhs", ""},
		{"place", "us/zz", "Nothing here speaks of the place “us/zz”."},
		{"exemption", "b6", ""},
		{"exemption", "b1", "Nothing here is withheld under “(b)(1)”."},
	} {
		res := a.search(Request{Query: "jail", Filters: map[string][]string{c.name: {c.value}}})
		got := ""
		for _, n := range res.Notes {
			if strings.Contains(n, " here ") {
				got += n
			}
		}
		if got != c.want {
			t.Errorf("%s=%s: %q, want %q", c.name, c.value, got, c.want)
		}
	}
}

func TestFamily(t *testing.T) {
	a := production(t)
	res := a.search(Request{Query: "county"})
	if len(res.Groups) != 1 || res.Items != 2 {
		t.Fatalf("a family of 2 is %d groups of %d items", len(res.Groups), res.Items)
	}
	g := res.Groups[0]
	if both := append(slices.Clone(g.Siblings), g.Item.Number); !slices.Contains(both, testNumber(1)) || !slices.Contains(both, testNumber(2)) || len(both) != 2 {
		t.Errorf("%s has the siblings %q", g.Item.Number, g.Siblings)
	}
	if res.Folded != 1 || a.search(Request{}).Folded != 0 {
		t.Errorf("%d are folded, and %d in a list of all", res.Folded, a.search(Request{}).Folded)
	}
	if got := order(a.search(Request{})); got != "3 2 1 4" {
		t.Errorf("a list of all items folds some: %s", got)
	}
}

func TestSortAndTimeline(t *testing.T) {
	a := production(t)
	for _, c := range []struct{ sort, want string }{
		{"date", "3 2 1 4"}, {"-date", "1 2 3 4"}, {"title", "1 3 4 2"}, {"-title", "2 4 3 1"}, {"size", "2 1 3 4"}, {"-size", "4 3 1 2"},
	} {
		if got := order(a.search(Request{Sort: c.sort})); got != c.want {
			t.Errorf("%s: %s, want %s", c.sort, got, c.want)
		}
	}
	for _, c := range []struct{ interval, want string }{
		{"year", "2017:3 2018:1"}, {"quarter", "2017-Q1:3 2018-Q2:1"}, {"month", "2017-01:2 2017-03:1 2018-06:1"}, {"", ""},
	} {
		var got []string
		for _, b := range a.search(Request{Query: "jail", Interval: c.interval}).Timeline {
			got = append(got, fmt.Sprintf("%s:%d", b.Period, b.Count))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("by %s: %s, want %s", c.interval, s, c.want)
		}
	}
	if _, err := a.Search(t.Context(), Request{Interval: "week"}); !errors.Is(err, archive.ErrInvalid) {
		t.Errorf("by week: %v", err)
	}
}

func TestLike(t *testing.T) {
	a := newArchive(t)
	a.index(
		testDoc{n: 1, pages: []string{"the deputy declined a detainer that was lodged against an inmate of the jail", "cooking pasta with tomatoes"}},
		testDoc{n: 2, pages: []string{"an inmate whom the deputy released; the detainer was declined, though lodged"}},
		testDoc{n: 3, pages: []string{"tomatoes are cooked with garlic and pasta in a pan"}},
		testDoc{n: 4, pages: []string{"nothing of the sort"}},
	)
	for _, c := range []struct{ like, query, want string }{
		{"2026-001-0001:p1", "", "2:p1"},
		{"2026-001-0001:p2", "", "3:p1"},
		{"2026-001-0001:p2", "garlic", "3:p1"},
		{"2026-001-0001:p2", "inmate", ""},
		{"2026-001-0002", "", "1:p1"},
		{"2026-001-0004:p1", "", ""},
	} {
		if got := a.found(Request{Like: c.like, Query: c.query}); got != c.want {
			t.Errorf("like %s %s: %s, want %s", c.like, c.query, got, c.want)
		}
	}
	for like, want := range map[string]error{
		"2026-001-0099:p1": archive.ErrNotFound, "2026-001-0001:p9": archive.ErrNotFound, "nonsense": archive.ErrInvalid, "2026-001-0001:Sheet!4": archive.ErrInvalid,
	} {
		if _, err := a.Search(t.Context(), Request{Like: like}); !errors.Is(err, want) {
			t.Errorf("like %s: %v, want %v", like, err, want)
		}
	}
	for _, k := range []string{"row", "item"} {
		if _, err := a.Search(t.Context(), Request{Like: "2026-001-0001:p1", Kinds: []string{k}}); err != nil {
			t.Errorf("like a page, among kind %s: %v", k, err)
		}
	}
	if s := a.search(Request{Like: "2026-001-0001:p1"}).Groups[0].Hits[0].Snippet; !slices.ContainsFunc(s, func(p Span) bool { return p.Mark }) {
		t.Errorf("nothing is marked in %q", s)
	}
}

func TestSuggest(t *testing.T) {
	a := library(t)
	a.index(
		testDoc{
			n: 6, title: "Detention of minors", date: "2020-01-01", pages: []string{"Franklin County detains"},
			about: map[int]string{1: "us/ia/franklin-county"}, labels: archive.Labels{Agencies: []string{"dhs/detention-office"}, Tags: []string{"to be read"}},
		},
	)
	for _, c := range []struct{ typed, want string }{
		{"deten", "word detention|agency agency:dhs/detention-office|title Detention of minors"},
		{"jail deta", "word jail detainer"},
		{"-deta", "word -detainer|word -detains"},
		{"jail !deta", "word jail !detainer"},
		{"prison OR deta", "word prison OR detainer|word prison OR detains"},
		{`"jail deta`, `word "jail detainer`},
		{"column:Salary>50 rele", "word column:Salary>50 released"},
		{"declined detainers fi", "title Declined detainers, first quarter"},
		{"frank", `word franklin|place place:"Franklin County, Iowa"`},
		{"County of V", `source source:"County of Ventura"`},
		{"to be re", `tag tag:"to be read"`},
		{"", ""},
		{"jail ", ""},
		{"\xff\xfe", ""},
		{strings.Repeat("a", 2000), ""},
	} {
		got, err := a.Suggest(t.Context(), c.typed, 0)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, s := range got {
			all = append(all, s.Kind+" "+s.Text)
		}
		for _, want := range strings.Split(c.want, "|") {
			if want != "" && !slices.Contains(all, want) {
				t.Errorf("%.40q: no %s among %s", c.typed, want, strings.Join(all, "|"))
			}
		}
		for _, s := range got {
			if strings.Contains(s.Text, " ") && s.Kind == "word" && s.Count > 0 && s.Count != a.search(Request{Query: s.Text}).Count {
				t.Errorf("%.40q: %s is said to be found %d times", c.typed, s.Text, s.Count)
			}
		}
		if c.typed == "jail deta" && slices.Contains(all, "word jail detains") {
			t.Error("what does not stand with the words before is suggested")
		}
		if strings.HasPrefix(c.typed, "-") && slices.ContainsFunc(got, func(s Suggestion) bool { return s.Kind != "word" }) {
			t.Errorf("%.40q: %q", c.typed, all)
		}
		if c.want == "" && len(got) > 0 || len(got) > defaultSuggestions {
			t.Errorf("%.40q: %q", c.typed, all)
		}
	}
}

// What takes too long stops with what it has, and says so.
func TestTimeUp(t *testing.T) {
	a := library(t)
	res, err := a.Search(t.Context(), Request{Query: "jail", Time: time.Nanosecond})
	if err != nil || !res.Short || len(res.Notes) == 0 {
		t.Errorf("short %v, notes %q, %v", res.Short, res.Notes, err)
	}
	if res := a.search(Request{Query: "jail"}); res.Short {
		t.Error("a search within its time is short")
	}
	// A long query waits at the gate before it is read.
	for range a.gate.free {
		if err := a.gate.enter(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
		defer a.gate.leave()
	}
	long := strings.Repeat("jail ", 1000)
	res, err = a.Search(t.Context(), Request{Query: long, Time: 20 * time.Millisecond})
	if err != nil || !res.Short || res.Query != long || len(res.Notes) != 1 {
		t.Errorf("a long one: short %v, query %.10q, notes %q, %v", res.Short, res.Query, res.Notes, err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Search(ended, Request{Query: "jail"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a search that nobody waits for: %v", err)
	}
}

// While the gate is shut, light searches pass it, and heavy ones wait no longer
// than they may.
func TestGate(t *testing.T) {
	a := library(t)
	all := a.gate.free
	for range all {
		if err := a.gate.enter(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
	}
	if res := a.search(Request{Query: "jail", Time: time.Minute}); res.Short {
		t.Error("a light search waited")
	}
	res := a.search(Request{Query: "a* b* c* d*", Time: 20 * time.Millisecond})
	if !res.Short {
		t.Error("a heavy search did not wait")
	}
	a.gate.leave()
	if res := a.search(Request{Query: "a* b* c* d*"}); res.Short {
		t.Error("a heavy search did not get its turn")
	}
	if a.gate.free != 1 || len(a.gate.line) != 0 {
		t.Errorf("a heavy search did not leave: %d free, %d in line", a.gate.free, len(a.gate.line))
	}
}

// Those come first that had the fewest turns, and then those that wait the longest.
func TestTurns(t *testing.T) {
	g := &gate{}
	order := make(chan string, 3)
	for i, w := range []struct {
		name string
		had  int
	}{{"third", 5}, {"first", 0}, {"second", 0}} {
		go func() {
			if g.enter(t.Context(), w.had) == nil {
				order <- w.name
			}
		}()
		for waiting := 0; waiting <= i; time.Sleep(time.Millisecond) {
			g.mu.Lock()
			waiting = len(g.line)
			g.mu.Unlock()
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := g.enter(ctx, 0); err == nil {
		t.Error("one that nobody waits for was let in")
	}
	for _, want := range []string{"first", "second", "third"} {
		if g.leave(); <-order != want {
			t.Errorf("not the %s", want)
		}
	}
	if g.leave(); g.free != 1 {
		t.Errorf("%d free", g.free)
	}
}

// What turns out to be heavy waits its turn at the gate when it is next asked
// whether it may go on.
func TestPatience(t *testing.T) {
	g := &gate{free: 1}
	a := &answer{gate: g, outer: t.Context()}
	ctx, cancel := a.limited()
	defer cancel()
	p := ctx.(*patient)
	if p.Err(); g.free != 1 {
		t.Error("it waited at once")
	}
	for turn := 1; turn <= 2; turn++ {
		p.until = time.Now().Add(-time.Second)
		if err := p.Err(); err != nil || g.free != 0 || a.turns != turn {
			t.Errorf("%v; %d free, turn %d of %d", err, g.free, a.turns, turn)
		}
	}
	second := &answer{gate: g, outer: t.Context(), req: Request{Time: 20 * time.Millisecond}}
	ctx, cancel = second.limited()
	defer cancel()
	ctx.(*patient).until = time.Now().Add(-time.Second)
	if err := ctx.Err(); !errors.Is(err, context.DeadlineExceeded) || !over(ctx, err) {
		t.Errorf("a second one did not wait until its time was over: %v", err)
	}
	if second.close(); g.free != 0 {
		t.Error("one that was not inside left")
	}
	if a.close(); g.free != 1 {
		t.Error("it did not leave")
	}
}

// Who makes a vocabulary, for which others wait, does not wait at the gate: one
// of those may be behind it.
func TestVocabularyIsMadeAtOnce(t *testing.T) {
	a := newArchive(t)
	var words strings.Builder
	for n := range 10_000 {
		fmt.Fprintf(&words, "w%d ", n)
	}
	a.index(testDoc{n: 1, pages: []string{words.String()}})
	v, err := a.current.shelves[pages].view()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	waiting := &answer{gate: &gate{}, outer: t.Context(), req: Request{Time: time.Minute}} // nobody is let in
	ctx, cancel := waiting.limited()
	defer cancel()
	ctx.(*patient).until = time.Now().Add(-time.Second)
	made := make(chan error)
	go func() {
		_, err := v.vocabularies(ctx, fieldText)
		made <- err
	}()
	select {
	case err := <-made:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(30 * time.Second):
		t.Error("it waits")
	}
}
