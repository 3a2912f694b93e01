package scale

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"time"

	"readingroom/archive/content"
	"readingroom/search"
	"readingroom/search/press"
)

// mix is what a day's queries took, over pages, rows and names.
type mix struct {
	Open            time.Duration // by the clock, to the first answer
	Found, Shown    []time.Duration
	OfThe, Infix    []time.Duration
	Searchable      []time.Duration // by the clock: a new page, until it is found
	Anonymous, Most int64           // bytes of memory besides mapped files; and with them
}

func (r *run) mixedQueries(ctx context.Context) error {
	p := press.New(seed)
	var typed []string
	for _, q := range p.Mixed(min(r.pages, 5000), r.mixed) {
		typed = append(typed, q.Typed)
	}
	var infix []string
	for _, q := range p.Queries(min(r.pages, 5000), 30) {
		if q.Class == "infix" {
			infix = append(infix, q.Typed)
		}
	}
	var m mix
	if _, err := r.child(ctx, [][]string{typed, infix}, &m, "mix", r.dir); err != nil {
		return err
	}
	line := func(what string, took []time.Duration, target string) []string {
		return []string{what, ms(quantile(took, .5)), ms(quantile(took, .95)), target}
	}
	r.table(fmt.Sprintf("A day's queries, over %d pages and %d rows", r.pages, r.rows), []string{"what", "median, ms", "95th percentile, ms", "to reach"}, [][]string{
		line(fmt.Sprintf("%d mixed queries, with facets and groups", len(typed)), m.Found, "95th below 50"),
		line("the same, with the snippets of twenty items", m.Shown, ""),
		line(`"of the", "to the", "in the"`, m.OfThe, "below 50"),
		line("*infix*", m.Infix, "below 50"),
		line("a new page, until it is found", m.Searchable, "below 1,000"),
		{"opened, to the first answer", ms(m.Open), "", "below 5,000"},
		{"memory besides mapped files", mb(m.Anonymous), "", "below 1,500 MB"},
	}, "Milliseconds of processor time; of the clock for a new page and for the opening.")
	return nil
}

// askMixed is "mix DIR".
func askMixed(ctx context.Context, args []string) error {
	var typed [][]string
	if err := json.NewDecoder(os.Stdin).Decode(&typed); err != nil {
		return err
	}
	var m mix
	begun := time.Now()
	x, err := openIndex(args[0])
	if err != nil {
		return err
	}
	defer x.Close()
	if _, err := x.Search(ctx, search.Request{Query: "county jail"}); err != nil {
		return err
	}
	m.Open = time.Since(begun)
	one := func(took *[]time.Duration, r search.Request) error {
		if _, err := x.Search(ctx, r); err != nil { // warms
			return fmt.Errorf("%q: %w", r.Query, err)
		}
		begun := cpu()
		_, err := x.Search(ctx, r)
		*took = append(*took, cpu()-begun)
		return err
	}
	for _, q := range typed[0] {
		if err := one(&m.Found, brief(q)); err != nil {
			return err
		}
	}
	for _, q := range typed[0][:min(200, len(typed[0]))] {
		if err := one(&m.Shown, search.Request{Query: q}); err != nil {
			return err
		}
	}
	for _, q := range []string{`"of the"`, `"to the"`, `"in the"`} {
		for range 3 {
			if err := one(&m.OfThe, brief(q)); err != nil {
				return err
			}
		}
	}
	for _, q := range typed[1] {
		if err := one(&m.Infix, brief(q)); err != nil {
			return err
		}
	}
	for n := range 20 {
		took, err := searchable(ctx, x, args[0], n)
		if err != nil {
			return err
		}
		m.Searchable = append(m.Searchable, took)
	}
	debug.FreeOSMemory()
	m.Anonymous, m.Most = memory("RssAnon:"), memory("VmHWM:")
	return say(m)
}

// searchable puts a new document of one page into the index, and tells how long
// it takes until it is found. It is taken out again.
func searchable(ctx context.Context, x search.Index, dir string, n int) (time.Duration, error) {
	contents, err := content.OpenDir(filepath.Join(dir, "contents"))
	if err != nil {
		return 0, err
	}
	p := press.New(seed)
	d := p.Text(10_000_000 + n)
	word := fmt.Sprintf("newlycome%d", n)
	d.Pages[0].Text += " " + word
	doc, err := p.Put(contents, d)
	if err != nil {
		return 0, err
	}
	defer doc.File.Close()
	begun := time.Now()
	if err := x.Index(ctx, []content.Document{doc}); err != nil {
		return 0, err
	}
	res, err := x.Search(ctx, brief(word))
	took := time.Since(begun)
	if err == nil && res.Count != 1 {
		err = fmt.Errorf("%s is found %d times", word, res.Count)
	}
	return took, errors.Join(err, x.Remove(ctx, d.Item.Number))
}

// memory is what Linux says of this process's memory, in bytes; 0 elsewhere.
func memory(what string) int64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := bytes.Cut(b, []byte(what))
	f := bytes.Fields(rest)
	if len(f) == 0 {
		return 0
	}
	n, _ := strconv.ParseInt(string(f[0]), 10, 64)
	return n << 10
}
