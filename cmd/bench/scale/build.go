package scale

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/search"
	"readingroom/search/press"
)

// built is what the making of an index took.
type built struct {
	Places  int
	Text    int64         // bytes of what is indexed
	CPU     time.Duration // to index, from the stored content
	Reading time.Duration // of that, to read and unpack the content; measured apart
	Close   time.Duration // of that, for what was left to do at the end
	Size    int64         // bytes on disk, closed
	Held    int64         // the most bytes of memory besides mapped files; 0 where that cannot be told
}

// An engine is made ready by a step of its own.
type engine struct{ name, step string }

func (r *run) build(ctx context.Context) error {
	var rows [][]string
	for _, kind := range []string{texts, tables} {
		unit, most := "pages", r.pages
		if kind == tables {
			unit, most = "rows", r.rows
		}
		if most == 0 {
			continue
		}
		all, err := r.printed(ctx, kind, most)
		if err != nil {
			return err
		}
		text := max(all.PageText, all.RowText)
		fmt.Fprintf(r.log, "printed %d documents with %d %s, %s of text; %s\n", all.Documents, most, unit, mb(text), load())
		engines := []engine{{"readingroom", "index"}, {"SQLite FTS5, modernc", "fts"}}
		if r.alone {
			engines = engines[:1]
		}
		for _, who := range engines {
			var b built
			peak, err := r.child(ctx, nil, &b, who.step, r.dir, kind)
			if err != nil {
				return err
			}
			index := b.CPU - b.Reading
			rows = append(rows, []string{
				who.name, fmt.Sprintf("%d %s, %s", b.Places, unit, mb(text)), fmt.Sprintf("%.0f", float64(b.Places)/index.Seconds()),
				fmt.Sprintf("%.0f", float64(b.Places)/b.CPU.Seconds()), mb(b.Size), fmt.Sprintf("%.2f", float64(b.Size)/float64(text)), mb(b.Held), mb(peak),
			})
			fmt.Fprintln(r.log, rows[len(rows)-1], load())
		}
	}
	r.table("Building", []string{"engine", "of", "a CPU-second", "the same with reading", "index", "to text", "peak memory", "with mapped files"}, rows,
		"A CPU-second is one of the processor time of the whole process, its analysis, merging and collecting of garbage included. With reading: "+
			"from the stored content, as `reindex` takes it. Peak memory: resident, besides the index itself, which the system may keep in memory or not.")
	return nil
}

// printed prints the documents, unless they are there from an earlier run.
func (r *run) printed(ctx context.Context, kind string, most int) (all printed, err error) {
	path := filepath.Join(r.dir, kind+".json")
	b, err := os.ReadFile(path)
	if err == nil && json.Unmarshal(b, &all) == nil && max(all.Pages, all.Rows) == most && all.Sample == sample() {
		return all, nil
	}
	all = printed{}
	if _, err := r.child(ctx, nil, &all, "print", r.dir, kind, fmt.Sprint(most)); err != nil {
		return all, err
	}
	if b, err = json.Marshal(all); err == nil {
		err = os.WriteFile(path, b, 0o644)
	}
	return all, err
}

// sample tells one press from another: by what it prints first.
func sample() archive.Digest {
	p := press.New(seed)
	return archive.DigestOf(fmt.Append(nil, p.Text(1).Pages[0].Text, p.Sheet(1).Tables[0].Data, p.Text(2).Spoken))
}

// batch is how many pages, or tens of rows, are indexed at once, about as many as
// reindex does.
const batch = 1000

// buildIndex is "index DIR KIND".
func buildIndex(ctx context.Context, args []string) error {
	dir, kind := args[0], args[1]
	contents, err := content.OpenDir(filepath.Join(dir, "contents"))
	if err != nil {
		return err
	}
	p := press.New(seed)
	var b built
	begun := cpu()
	if err := documents(dir, kind, contents, p, func(d press.Document, doc content.Document) error {
		b.Places += d.Item.Pages + d.Item.Rows
		return read(doc)
	}); err != nil {
		return err
	}
	b.Reading = cpu() - begun
	path := filepath.Join(dir, "index")
	before := int64(0)
	if kind == texts {
		if err := os.RemoveAll(path); err != nil {
			return err
		}
	} else if before, err = size(path); err != nil {
		return err
	}
	held := watchHeld()
	begun = cpu()
	x, err := search.Open(path, contents)
	if err != nil {
		return err
	}
	defer func() { x.Close() }()
	var docs []content.Document
	places := 0
	flush := func() error {
		err := x.Index(ctx, docs)
		for _, d := range docs {
			d.File.Close()
		}
		docs, places = nil, 0
		return err
	}
	if err := documents(dir, kind, contents, p, func(d press.Document, doc content.Document) error {
		docs = append(docs, doc)
		if places += d.Item.Pages + d.Item.Rows/10; places < batch {
			return nil
		}
		return flush()
	}); err != nil {
		return err
	}
	if err := flush(); err != nil {
		return err
	}
	closing := cpu()
	if err := x.Settle(ctx); err != nil { // as it does by itself a few seconds later
		return err
	}
	if err := x.Close(); err != nil {
		return err
	}
	b.CPU, b.Close, b.Held = cpu()-begun, cpu()-closing, held()
	if x, err = search.Open(path, contents); err != nil {
		return err
	}
	time.Sleep(time.Second) // in which bleve removes what merging has left behind
	if err := x.Close(); err != nil {
		return err
	}
	after, err := size(path)
	b.Size = after - before
	if err != nil {
		return err
	}
	return say(b)
}

// watchHeld looks at the memory of this process every few milliseconds, and
// says in the end what was the most.
func watchHeld() (most func() int64) {
	done, said := make(chan struct{}), make(chan int64)
	go func() {
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		n := int64(0)
		for {
			n = max(n, memory("RssAnon:"))
			select {
			case <-tick.C:
			case <-done:
				said <- n
				return
			}
		}
	}()
	return func() int64 {
		close(done)
		return <-said
	}
}

// read goes through all of a document, as one does who indexes it.
func read(doc content.Document) error {
	defer doc.File.Close()
	for _, err := range doc.File.Pages() {
		if err != nil {
			return err
		}
	}
	for _, t := range doc.File.Head().Tables {
		for _, err := range doc.File.Rows(t.Number, 0) {
			if err != nil {
				return err
			}
		}
	}
	for _, err := range doc.Spoken {
		if err != nil {
			return err
		}
	}
	return nil
}
