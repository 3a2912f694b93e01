package scale

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"readingroom/archive/content"
	"readingroom/search"
	"readingroom/search/press"
)

// A class is a set of queries that are measured together.
type class struct {
	Name    string
	Kind    string // texts or tables
	Queries []one
}

// A one is a query, as each engine is asked it.
type one struct {
	Request search.Request
	SQL     []statement // none where it cannot be said
}

type statement struct {
	SQL  string
	Args []any
}

// An answer is what the queries of a class took, and found.
type answers struct {
	Name string
	CPU  []time.Duration // by query, the median of the rounds
	Hits []int
}

// brief answers as a search does, all facets counted, but for the snippets: to
// cut them from stored pages costs the same whatever was found, and the peer
// does not do it.
func brief(typed string, kinds ...string) search.Request {
	return search.Request{Query: typed, Kinds: kinds, Limit: 10, Places: 1, Brief: true}
}

// bare asks for the ten best and the total.
func bare(typed, kind string) search.Request {
	r := brief(typed, kind)
	r.Facets = []string{}
	return r
}

// withFacets asks for those facets that the peer counts, too.
func withFacets(typed, kind string) search.Request {
	r := brief(typed, kind)
	r.Facets = []string{"kind", "agency", "year", "place"}
	return r
}

const (
	ranked  = `SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rank LIMIT 10`
	counted = `SELECT count(*) FROM words WHERE words MATCH ?1`
)

func top(match string) []statement {
	return []statement{{ranked, []any{match}}, {counted, []any{match}}}
}

// faceted: the matches are kept once, and grouped and counted from there.
func faceted(match string) []statement {
	out := []statement{
		{`CREATE TEMP TABLE hit AS SELECT place.*, words.rank AS score FROM words JOIN place ON place.id = words.rowid WHERE words MATCH ?1`, []any{match}},
		{`SELECT doc, count(*), min(score) FROM hit GROUP BY doc ORDER BY 3 LIMIT 10`, nil},
		{`SELECT count(*), count(DISTINCT doc) FROM hit`, nil},
	}
	for _, facet := range []string{"kind", "agency", "year", "state"} {
		out = append(out, statement{`SELECT ` + facet + `, count(DISTINCT doc) FROM hit GROUP BY 1`, nil})
	}
	return append(out, statement{`DROP TABLE hit`, nil})
}

// classes are what is asked.
func (r *run) classes() []class {
	p := press.New(seed)
	queries := p.Queries(min(r.pages, 5000), r.each)
	var out []class
	of := func(name, which, kind string, ask func(q press.Query) one) {
		c := class{Name: name, Kind: kind}
		for _, q := range queries {
			if q.Class == which {
				c.Queries = append(c.Queries, ask(q))
			}
		}
		out = append(out, c)
	}
	plain := func(kind string) func(q press.Query) one {
		return func(q press.Query) one {
			o := one{Request: bare(q.Typed, kind)}
			if q.FTS != "" {
				o.SQL = top(q.FTS)
			}
			return o
		}
	}
	with := func(q press.Query) one { return one{Request: withFacets(q.Typed, "page"), SQL: faceted(q.FTS)} }
	for _, name := range press.Classes[:13] {
		of(name, name, texts, plain("page"))
	}
	const mid, common = "mid word", "common word"
	of("mid word, facets and groups", mid, texts, with)
	of("common word, facets and groups", common, texts, with)
	of("common word, all facets and groups", common, texts, func(q press.Query) one {
		return one{Request: brief(q.Typed, "page")}
	})
	of("common word, the latest first", common, texts, func(q press.Query) one {
		o := one{Request: bare(q.Typed, "page"), SQL: []statement{
			{`SELECT id FROM words JOIN place ON place.id = words.rowid WHERE words MATCH ?1 ORDER BY day DESC, id LIMIT 10`, []any{q.FTS}}, {counted, []any{q.FTS}},
		}}
		o.Request.Sort = "date"
		return o
	})
	of("common word, from the 990th on", common, texts, func(q press.Query) one {
		o := one{Request: bare(q.Typed, "page"), SQL: []statement{{ranked + ` OFFSET 990`, []any{q.FTS}}, {counted, []any{q.FTS}}}}
		o.Request.Offset = 990
		return o
	})
	of("mid word in a county", press.Classes[13], texts, func(q press.Query) one {
		o := one{Request: bare(q.Typed, "page"), SQL: []statement{
			{`SELECT id FROM words JOIN spoken ON spoken.id = words.rowid WHERE words MATCH ?1 AND county = ?2 ORDER BY rank LIMIT 10`, []any{q.FTS, q.County}},
			{`SELECT count(*) FROM words JOIN spoken ON spoken.id = words.rowid WHERE words MATCH ?1 AND county = ?2`, []any{q.FTS, q.County}},
		}}
		o.Request.Filters = map[string][]string{"place": {p.Counties[q.County].Slug}}
		return o
	})
	of("common word in two years", press.Classes[14], texts, func(q press.Query) one {
		days := func(s string) int {
			t, _ := time.Parse(time.DateOnly, s)
			return int(t.Unix() / 86400)
		}
		years := []string{q.From[:4], fmt.Sprint(atoi(q.From[:4]) + 1)}
		o := one{Request: bare(q.Typed, "page"), SQL: []statement{
			{`SELECT id FROM words JOIN place ON place.id = words.rowid WHERE words MATCH ?1 AND day >= ?2 AND day < ?3 ORDER BY rank LIMIT 10`, []any{q.FTS, days(q.From), days(q.Until)}},
			{`SELECT count(*) FROM words JOIN place ON place.id = words.rowid WHERE words MATCH ?1 AND day >= ?2 AND day < ?3`, []any{q.FTS, days(q.From), days(q.Until)}},
		}}
		o.Request.Filters = map[string][]string{"year": years}
		return o
	})
	of("common word, ten items with snippets", common, texts, func(q press.Query) one {
		return one{Request: search.Request{Query: q.Typed, Kinds: []string{"page"}, Limit: 10}}
	})
	if r.rows > 0 {
		for _, name := range []string{mid, common, press.Classes[3]} {
			of("rows: "+name, name, tables, plain("row"))
		}
		content, mixed := p.RowPhrases(r.each)
		for i, phrases := range [][]string{content, mixed} {
			c := class{Name: "rows: " + press.Classes[6+i], Kind: tables}
			for _, words := range phrases {
				c.Queries = append(c.Queries, one{Request: bare(`"`+words+`"`, "row"), SQL: top(`"` + words + `"`)})
			}
			out = append(out, c)
		}
		of("rows: common word, facets and groups", common, tables, func(q press.Query) one {
			return one{Request: withFacets(q.Typed, "row"), SQL: faceted(q.FTS)}
		})
	}
	return out
}

func atoi(s string) (n int) {
	fmt.Sscan(s, &n)
	return n
}

// published are milliseconds of processor time that Lucene 8.7 took at the
// median for the same sort of query over 200,000 pages and a million rows: ten
// best, exact total, and facets where they are named.
var published = map[string]float64{
	"rare word": 0.03, "mid word": 0.09, "common word": 0.67, "AND, mid and common": 0.40, "AND, two common": 1.4, "OR, two mid and a common": 1.7,
	"phrase of content words": 0.50, "phrase with words of grammar": 0.8, "only words of grammar": 61, "prefix of five": 0.23, "one letter wrong": 0.33, "infix": 31,
	"mid word, facets and groups": 0.68, "common word, facets and groups": 2.8, "common word, the latest first": 0.59, "common word, from the 990th on": 1.4,
	"mid word in a county": 0.68, "common word in two years": 1.7,
}

func (r *run) ask(ctx context.Context) error {
	classes := r.classes()
	rounds := fmt.Sprint(r.rounds)
	var ours []answers
	if _, err := r.child(ctx, classes, &ours, "ours", r.dir, rounds); err != nil {
		return err
	}
	fmt.Fprintln(r.log, "readingroom is asked;", load())
	theirs, inC, err := r.askPeers(ctx, classes)
	if err != nil {
		return err
	}
	var rows [][]string
	at := func(all []answers, name string, q float64) time.Duration {
		i := slices.IndexFunc(all, func(a answers) bool { return a.Name == name && len(a.CPU) > 0 })
		if i < 0 {
			return 0
		}
		return quantile(all[i].CPU, q)
	}
	both := func(all []answers, name string) string {
		if at(all, name, .5) == 0 {
			return "–"
		}
		return ms(at(all, name, .5)) + " (" + ms(at(all, name, .95)) + ")"
	}
	for i, c := range classes {
		hits := slices.Sorted(slices.Values(ours[i].Hits))
		lucene := "–"
		if v := published[c.Name]; v > 0 && r.pages == 200_000 {
			lucene = fmt.Sprint(v)
		}
		rows = append(rows, []string{
			c.Name, fmt.Sprint(hits[len(hits)/2]), both(ours, c.Name), both(theirs, c.Name), both(inC, c.Name),
			times(at(ours, c.Name, .5), at(theirs, c.Name, .5)) + ", " + times(at(ours, c.Name, .5), at(inC, c.Name, .5)),
			times(at(ours, c.Name, .95), at(theirs, c.Name, .95)) + ", " + times(at(ours, c.Name, .95), at(inC, c.Name, .95)), lucene,
		})
		for _, peer := range [][]answers{theirs, inC} {
			if wrong := disagree(c, ours[i], peer); wrong != "" {
				fmt.Fprintln(r.log, c.Name+": "+wrong)
			}
		}
	}
	r.table("Asking", []string{"queries", "places found, median", "readingroom, ms", "SQLite FTS5 in Go, ms", "in C, ms", "faster at the median", "at the 95th percentile", "Lucene 8.7, ms"}, rows,
		fmt.Sprintf("Milliseconds of processor time at the median and, in brackets, at the 95th percentile of %d queries, each the median of %d times. ", r.each, r.rounds)+
			"Both: the ten best and the exact total; readingroom: of documents with their best page, SQLite: of pages. Four facets where the line says so, all thirteen where it says that. "+
			"Faster: than SQLite in Go, and in C. Lucene: measured once over another text of the same size and kind; – where nothing is comparable.")
	return nil
}

// askPeers asks the same of SQLite in Go, and of that in C where it is installed.
func (r *run) askPeers(ctx context.Context, classes []class) (theirs, inC []answers, err error) {
	if r.alone {
		return nil, nil, nil
	}
	if _, err := r.child(ctx, classes, &theirs, "theirs", r.dir, fmt.Sprint(r.rounds)); err != nil {
		return nil, nil, err
	}
	fmt.Fprintln(r.log, "SQLite in Go is asked;", load())
	inC, err = r.askC(ctx, classes)
	fmt.Fprintln(r.log, "SQLite in C is asked;", load())
	return theirs, inC, err
}

// disagree says where the two found something else, beyond what different
// stems and cuts of words explain.
func disagree(c class, ours answers, peer []answers) string {
	i := slices.IndexFunc(peer, func(a answers) bool { return a.Name == ours.Name })
	if i < 0 || len(peer[i].CPU) != len(ours.CPU) {
		return ""
	}
	a, b, worst := 0, 0, 0
	far := func(a, b int) int { return max(a-b, b-a) }
	for k := range ours.Hits {
		a, b = a+ours.Hits[k], b+peer[i].Hits[k]
		if far(ours.Hits[k], peer[i].Hits[k]) > far(ours.Hits[worst], peer[i].Hits[worst]) {
			worst = k
		}
	}
	if far(a, b) > 5+b/20 {
		return fmt.Sprintf("%d places in all, and %d in SQLite; %d and %d of %s", a, b, ours.Hits[worst], peer[i].Hits[worst], c.Queries[worst].Request.Query)
	}
	return ""
}

// askOurs is "ours DIR ROUNDS", with the classes on its input.
func askOurs(ctx context.Context, args []string) error {
	var classes []class
	if err := json.NewDecoder(os.Stdin).Decode(&classes); err != nil {
		return err
	}
	x, err := openIndex(args[0])
	if err != nil {
		return err
	}
	defer x.Close()
	all, err := asked(classes, atoi(args[1]), func(q one) (int, error) {
		res, err := x.Search(ctx, q.Request)
		return res.Count, err
	})
	if err != nil {
		return err
	}
	return say(all)
}

// emptyIndex makes an index in a folder, in place of what was there.
func emptyIndex(dir string) (search.Index, content.Dir, error) {
	if err := os.RemoveAll(dir); err != nil {
		return nil, content.Dir{}, err
	}
	contents, err := content.OpenDir(filepath.Join(dir, "contents"))
	if err != nil {
		return nil, contents, err
	}
	x, err := search.Open(filepath.Join(dir, "index"), contents)
	return x, contents, err
}

func openIndex(dir string) (search.Index, error) {
	contents, err := content.OpenDir(filepath.Join(dir, "contents"))
	if err != nil {
		return nil, err
	}
	return search.Open(filepath.Join(dir, "index"), contents)
}

// asked asks all queries once to warm up, and then so many times.
func asked(classes []class, rounds int, ask func(one) (int, error)) ([]answers, error) {
	out := make([]answers, len(classes))
	for i, c := range classes {
		out[i] = answers{Name: c.Name, Hits: make([]int, len(c.Queries))}
		took := make([][]time.Duration, len(c.Queries))
		for round := range rounds + 1 {
			for k, q := range c.Queries {
				begun := cpu()
				n, err := ask(q)
				d := cpu() - begun
				if errors.Is(err, errUnsaid) {
					continue
				}
				if err != nil {
					return nil, fmt.Errorf("%s: %q: %w", c.Name, q.Request.Query, err)
				}
				if out[i].Hits[k] = n; round > 0 {
					took[k] = append(took[k], d)
				}
			}
		}
		for _, t := range took {
			if len(t) > 0 {
				out[i].CPU = append(out[i].CPU, quantile(t, .5))
			}
		}
	}
	return out, nil
}

// errUnsaid: the engine has no way to be asked this.
var errUnsaid = errors.New("cannot be said")

// askTheirs is "theirs DIR ROUNDS".
func askTheirs(ctx context.Context, args []string) error {
	var classes []class
	if err := json.NewDecoder(os.Stdin).Decode(&classes); err != nil {
		return err
	}
	var all []answers
	for _, kind := range []string{texts, tables} {
		db, path, err := openPeer(args[0], kind, false)
		if err != nil {
			return err
		}
		defer db.Close()
		if _, err := os.Stat(path); err != nil {
			continue
		}
		mine := slices.DeleteFunc(slices.Clone(classes), func(c class) bool { return c.Kind != kind })
		out, err := asked(mine, atoi(args[1]), func(q one) (n int, err error) {
			if len(q.SQL) == 0 {
				return 0, errUnsaid
			}
			for _, s := range q.SQL {
				if err := drain(ctx, db, s, &n); err != nil {
					return 0, err
				}
			}
			return n, nil
		})
		if err != nil {
			return err
		}
		all = append(all, out...)
	}
	return say(all)
}

// askC asks the same of the SQLite that python3 has, over the same file.
func (r *run) askC(ctx context.Context, classes []class) ([]answers, error) {
	python, err := exec.LookPath("python3")
	if err == nil {
		err = exec.CommandContext(ctx, python, "-c", `import sqlite3; sqlite3.connect(":memory:").execute("create virtual table t using fts5(x)")`).Run()
	}
	if err != nil {
		fmt.Fprintln(r.log, "no python3 with FTS5: SQLite in C is not measured")
		return nil, nil
	}
	var all []answers
	c := exec.CommandContext(ctx, python, "-c", peerInC, filepath.Join(r.dir, "peer-%s.db"), fmt.Sprint(r.rounds))
	_, err = r.watch(c, classes, &all)
	return all, err
}

// count reports whether a statement says how many places there are.
func (s statement) count() bool { return strings.HasPrefix(s.SQL, "SELECT count(*)") }
