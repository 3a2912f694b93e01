package scale

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/search"
	"readingroom/search/press"
)

// Pages reads the text of a file's pages.
type Pages func(ctx context.Context, path string) ([]string, error)

// items is how many queries there are for items that are known.
const items = 500

// found is how often they were found.
type found struct {
	Documents, Places, Asked int
	First, Ten               int // as typed
	AgainFirst, AgainTen     int // the same, and where nothing was found, each word again with ~
	OnPagesMisread           int
	Missed                   []string
}

func (r *run) known(ctx context.Context) error {
	if _, err := os.Stat(r.corpus); err != nil {
		fmt.Fprintf(r.w, "\nKnown items: not measured, there is no folder %s of real records.\n", r.corpus)
		return nil
	}
	var f found
	if _, err := r.child(ctx, nil, &f, "items", r.dir, r.corpus); err != nil {
		return err
	}
	share := func(n int) string { return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(max(1, f.Asked))) }
	r.table(fmt.Sprintf("Known items: %d queries over %d pages and rows of %d real records", f.Asked, f.Places, f.Documents),
		[]string{"what", "first", "among the first ten", "to reach"}, [][]string{
			{"as typed", share(f.First), share(f.Ten), ""},
			{"and where nothing is found, again with `~` after each word", share(f.AgainFirst), share(f.AgainTen), "90 %, 98 %"},
		}, fmt.Sprintf("A query is five words in a row that no other page or row has in a row, the rarest such of twenty drawn by lot, typed without quotation marks. "+
			"Before they are indexed, 2 %% of the words of all pages are misread as optical reading misreads them: so were some of the words of %d queries.", f.OnPagesMisread))
	for _, m := range f.Missed {
		fmt.Fprintln(r.log, "missed:", m)
	}
	return nil
}

// A spot is a page or a row of a real record.
type spot struct {
	doc   int
	at    archive.Locator
	words []string // as they are, before any is misread
}

var (
	letters  = regexp.MustCompile(`[\pL\pN]+`)
	typeable = regexp.MustCompile(`^(\pL+(['’-]\pL+)*|\d{1,6})$`) // what somebody may type who saw it
)

// fields are the words of a text as one sees them, without the signs about them.
func fields(text string) []string {
	var out []string
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		if w = strings.Trim(w, ".,;:!?\"'“”‘’()[]<>*-–—"); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// window is how many words a query has.
const window = 5

// A library is real records, as they are indexed and as they are.
type library struct {
	r     *rand.Rand
	docs  []press.Document
	spots []spot
	with  map[string]int            // spots that have a word
	runs  map[[window]string]int    // 1 + the spot that alone has these words in a row; -1: several have
	dirty map[string]map[string]int // by place: the words that were misread there
}

// knownItems is "items DIR CORPUS".
func knownItems(ctx context.Context, args []string, pages Pages) error {
	l := &library{r: rand.New(rand.NewPCG(seed, 9)), with: map[string]int{}, runs: map[[window]string]int{}, dirty: map[string]map[string]int{}}
	if err := l.read(ctx, args[1], pages); err != nil {
		return err
	}
	x, contents, err := emptyIndex(filepath.Join(args[0], "known"))
	if err != nil {
		return err
	}
	defer x.Close()
	p := press.New(seed)
	for some := range slices.Chunk(l.docs, 50) {
		var batch []content.Document
		for _, d := range some {
			doc, err := p.Put(contents, d)
			if err != nil {
				return err
			}
			defer doc.File.Close()
			batch = append(batch, doc)
		}
		if err := x.Index(ctx, batch); err != nil {
			return err
		}
	}
	f := found{Documents: len(l.docs), Places: len(l.spots)}
	for tried := 0; f.Asked < items && tried < 20*items; tried++ {
		i := l.r.IntN(len(l.spots))
		if tried%3 > 0 { // two of three are pages
			for l.spots[i].at.Page == 0 {
				i = l.r.IntN(len(l.spots))
			}
		}
		words := l.distinct(i)
		if words == nil {
			continue
		}
		f.Asked++
		at := archive.Place{Item: l.docs[l.spots[i].doc].Item.Number, Locator: l.spots[i].at}.String()
		misread := slices.ContainsFunc(words, func(w string) bool { return l.dirty[at][w] > 0 })
		if misread {
			f.OnPagesMisread++
		}
		rank, none, err := rankOf(ctx, x, strings.Join(words, " "), at)
		if err != nil {
			return err
		}
		again := rank
		if none {
			if again, _, err = rankOf(ctx, x, strings.Join(words, "~ ")+"~", at); err != nil {
				return err
			}
		}
		add := func(rank int, first, ten *int) {
			if rank == 1 {
				*first++
			}
			if rank >= 1 && rank <= 10 {
				*ten++
			}
		}
		add(rank, &f.First, &f.Ten)
		add(again, &f.AgainFirst, &f.AgainTen)
		if again != 1 {
			f.Missed = append(f.Missed, fmt.Sprintf("%s: %q, place %d, misread %v", at, strings.Join(words, " "), again, misread))
		}
	}
	return say(f)
}

// rankOf returns at which place of the results a place stands, best first; 0
// where it is not among the first ten items. none: nothing was found at all.
func rankOf(ctx context.Context, x search.Index, typed, at string) (rank int, none bool, err error) {
	res, err := x.Search(ctx, search.Request{Query: typed, Limit: 10, Places: 10})
	if err != nil {
		return 0, false, err
	}
	type scored struct {
		at    string
		score float64
	}
	var all []scored
	for _, g := range res.Groups {
		for _, h := range g.Hits {
			all = append(all, scored{archive.Place{Item: h.Item, Locator: h.Locator}.String(), h.Score})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	return 1 + slices.IndexFunc(all, func(s scored) bool { return s.at == at }), res.Count == 0, nil
}

// distinct returns words that stand in a row at a spot and nowhere else, the
// rarest of those that were drawn; nil where there are none.
func (l *library) distinct(i int) []string {
	words := l.spots[i].words
	if len(words) < window {
		return nil
	}
	var best []string
	most := 0.0
	for range 20 {
		k := l.r.IntN(len(words) - window + 1)
		w := words[k : k+window]
		if l.runs[[window]string(w)] != i+1 || slices.ContainsFunc(w, func(s string) bool { return !typeable.MatchString(s) }) {
			continue
		}
		rare := 0.0
		for _, s := range w {
			rare += math.Log(float64(len(l.spots)) / float64(l.with[s]))
		}
		if rare > most {
			best, most = w, rare
		}
	}
	return best
}

// read takes the real records in: e-mails and PDFs by page, tables by row.
func (l *library) read(ctx context.Context, corpus string, pages Pages) error {
	for _, folder := range []string{"emails", "pdf/doctor", "pdf/ice", "pdf/pdfplumber", "pdf/tabula", "pdf/icdar2013-eu", "foia-logs", "detainers"} {
		err := filepath.WalkDir(filepath.Join(corpus, folder), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return nil // a folder that is absent has no records
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
			switch ext := strings.ToLower(filepath.Ext(path)); {
			case ext == ".csv" && !strings.HasPrefix(folder, "pdf"):
				return l.sheet(path)
			case ext == ".txt" && folder == "emails", ext == ".pdf" && pages != nil:
				text, err := l.pages(ctx, path, ext, pages)
				if err != nil || len(text) == 0 {
					return err
				}
				l.document(path, text)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if len(l.spots) == 0 {
		return fmt.Errorf("%s: no records: %w", corpus, archive.ErrNotFound)
	}
	return nil
}

func (l *library) pages(ctx context.Context, path, ext string, pages Pages) ([]string, error) {
	if ext == ".pdf" {
		return pages(ctx, path)
	}
	b, err := os.ReadFile(path)
	return strings.Split(strings.ToValidUTF8(string(b), " "), "\f"), err
}

func (l *library) begin(path string) *press.Document {
	d := press.Document{Item: archive.Item{
		Number: archive.ItemNumber("2026-003", len(l.docs)+1), Accession: "2026-003", State: archive.StateIndexed, Kind: archive.KindText,
		Name: filepath.Base(path), Title: filepath.Base(path), Digest: archive.DigestOf([]byte(path)),
	}}
	l.docs = append(l.docs, d)
	return &l.docs[len(l.docs)-1]
}

func (l *library) document(path string, pages []string) {
	d := l.begin(path)
	for i, text := range pages {
		at := archive.Locator{Page: i + 1}
		l.spot(at, text)
		d.Pages = append(d.Pages, archive.Page{Number: i + 1, Origin: archive.OriginOCR, Text: l.noisy(archive.Place{Item: d.Item.Number, Locator: at}, text)})
	}
}

// sheet takes a table of text, with commas between. A file that is not one is
// passed over: here it is search that is measured.
func (l *library) sheet(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	r := csv.NewReader(strings.NewReader(strings.ReplaceAll(strings.ToValidUTF8(string(b), " "), "\r", "\n")))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	all, err := r.ReadAll()
	if err != nil || len(all) < 2 {
		return nil
	}
	d := l.begin(path)
	d.Item.Kind = archive.KindSpreadsheet
	t := press.Table{Table: archive.Table{Number: 1, Header: all[0]}}
	for i, cells := range all[1:] {
		row := archive.Row{Number: i + 2, Cells: cells}
		t.Data = append(t.Data, row)
		l.spot(archive.RowLocator(t.Table, row.Number), strings.Join(cells, " "))
	}
	d.Tables = []press.Table{t}
	return nil
}

func (l *library) spot(at archive.Locator, text string) {
	s := spot{doc: len(l.docs) - 1, at: at, words: fields(text)}
	l.spots = append(l.spots, s)
	n := len(l.spots)
	seen := map[string]bool{}
	for i, w := range s.words {
		if !seen[w] {
			seen[w] = true
			l.with[w]++
		}
		if i+window > len(s.words) {
			continue
		}
		run := [window]string(s.words[i : i+window])
		if was := l.runs[run]; was == 0 {
			l.runs[run] = n
		} else if was != n {
			l.runs[run] = -1
		}
	}
}

// noisy misreads 2 % of the words of a page.
func (l *library) noisy(at archive.Place, text string) string {
	dirty := map[string]int{}
	l.dirty[at.String()] = dirty
	return letters.ReplaceAllStringFunc(text, func(w string) string {
		if l.r.IntN(50) > 0 {
			return w
		}
		out := press.Misread(w, l.r)
		if out != w {
			dirty[strings.ToLower(w)]++
		}
		return out
	})
}
