package segment

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum/levenshtein"
)

// A model is what a segment should have, by the numbers of its documents.
type model []given

type given struct {
	key    string
	terms  map[string][]string // by field, as often as they are there
	often  bool                // of the field text, those that come several times are in often
	kept   string
	values map[string]string // nil: it has what is kept
}

func (g given) document(order int) *Document {
	return NewDocument(g.key, order, func(d *Document) {
		for field, terms := range g.terms {
			if field == "text" && g.often {
				d.IndexOften(field, "often", terms)
			} else {
				d.Index(field, terms...)
			}
		}
		if g.values == nil {
			d.Keep([]byte(g.kept))
		}
		for name, v := range g.values {
			d.Store(name, []byte(v))
		}
	})
}

// postings are the documents of each term of each field.
func (m model) postings() map[string]map[string][]uint32 {
	all := map[string]map[string][]uint32{}
	add := func(field, term string, doc int) {
		if all[field] == nil {
			all[field] = map[string][]uint32{}
		}
		if docs := all[field][term]; len(docs) == 0 || docs[len(docs)-1] != uint32(doc) {
			all[field][term] = append(docs, uint32(doc))
		}
	}
	for doc, g := range m {
		for field, terms := range g.terms {
			times := map[string]int{}
			for _, t := range terms {
				add(field, t, doc)
				times[t]++
			}
			for t, n := range times {
				for class, from := range OftenFrom {
					if field == "text" && g.often && n >= from {
						add("often", Often(t, class), doc)
					}
				}
			}
		}
	}
	return all
}

func random(r *rand.Rand, serial, n int) model {
	m := make(model, n)
	for i := range m {
		g := given{key: key(r, serial, i), terms: map[string][]string{}, often: r.IntN(2) == 0}
		for range r.IntN(40) {
			g.terms["text"] = append(g.terms["text"], fmt.Sprint("w", int(30*r.ExpFloat64())))
		}
		if serial%3 != 0 { // not all segments have it
			g.terms["place"] = []string{fmt.Sprint("county ", i/50)}
		}
		if r.IntN(4) > 0 {
			g.kept = strings.Repeat("x", r.IntN(3)*r.IntN(90))
		} else {
			g.values = map[string]string{"entry": strings.Repeat("{}", r.IntN(99)), "title": "t"}
		}
		m[i] = g
	}
	return m
}

// key is the key of the ith document of a segment: most are numbered, with gaps.
func key(r *rand.Rand, serial, i int) string {
	switch r.IntN(8) {
	case 0:
		return fmt.Sprintf("item/%d/p%d", serial, 1000+7*i)
	case 1:
		return fmt.Sprintf("2026-%03d-%04d", serial, i)
	case 2:
		return fmt.Sprintf("%d none %c", serial, 'a'+i%26) + strings.Repeat("z", i/26)
	case 3:
		return fmt.Sprintf("%d-%030d", serial, i)
	}
	return fmt.Sprintf("item/%d/t%dr%d", serial, i/100, i%100)
}

// made makes the segment, its documents given in any order.
func (m model) made(t *testing.T, r *rand.Rand) segment.Segment {
	t.Helper()
	var docs []index.Document
	for i, g := range m {
		d := g.document(i)
		d.VisitFields(func(f index.Field) { f.Analyze() })
		docs = append(docs, d)
	}
	r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
	s, _, err := plugin{}.New(docs)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// check compares a segment with what it should have.
func (m model) check(t *testing.T, s segment.Segment) {
	t.Helper()
	f, err := Of(s)
	if err != nil || s.Count() != uint64(len(m)) || f.Docs() != uint64(len(m)) {
		t.Fatalf("%d documents, %d of the file, want %d; %v", s.Count(), f.Docs(), len(m), err)
	}
	for doc, key := range f.Keys() {
		if string(key) != m[doc].key {
			t.Fatalf("document %d is %q, want %q", doc, key, m[doc].key)
		}
	}
	for doc, g := range m {
		id, err := s.DocID(uint64(doc))
		if string(id) != g.key || err != nil {
			t.Fatalf("document %d is %q, want %q; %v", doc, id, g.key, err)
		}
		if n, ok := f.Find(g.key); n != uint64(doc) || !ok {
			t.Fatalf("%s: document %d, %v, want %d", g.key, n, ok, doc)
		}
		if g.values == nil {
			if v, err := f.Kept(uint64(doc)); string(v) != g.kept || err != nil {
				t.Fatalf("%s: keeps %q, want %q; %v", g.key, v, g.kept, err)
			}
			continue
		}
		stored := map[string]string{}
		if err := f.Stored(uint64(doc), func(name string, v []byte) bool {
			stored[name] = string(v)
			return true
		}); err != nil || !maps.Equal(stored, g.values) {
			t.Fatalf("%s: stored %q, want %q; %v", g.key, stored, g.values, err)
		}
	}
	odd := []uint32{}
	for doc := 1; doc < len(m); doc += 2 {
		odd = append(odd, uint32(doc))
	}
	several := make([][]byte, len(odd))
	if err := f.Several(odd, several); err != nil {
		t.Fatal(err)
	}
	for i, doc := range odd {
		if v, _ := f.Kept(uint64(doc)); !bytes.Equal(several[i], v) {
			t.Fatalf("document %d: keeps %q among several, want %q", doc, several[i], v)
		}
	}
	want := m.postings()
	if fields := slices.Sorted(maps.Keys(want)); !slices.Equal(s.Fields(), fields) {
		t.Fatalf("fields %q, want %q", s.Fields(), fields)
	}
	for field, terms := range want {
		got := map[string][]uint32{}
		mine := f.Terms(field)
		if err := mine.Each(nil, nil, func(term []byte, p Postings) bool {
			docs, err := p.Docs()
			n, err2 := p.Count()
			if err != nil || err2 != nil || n != docs.GetCardinality() {
				t.Fatalf("%s %q: counts %d; %v, %v", field, term, n, err, err2)
			}
			got[string(term)] = docs.ToArray()
			return true
		}); err != nil {
			t.Fatal(err)
		}
		if !maps.EqualFunc(got, terms, slices.Equal) {
			t.Fatalf("%s: %v, want %v", field, got, terms)
		}
		for term, docs := range terms {
			if got, err := mine.Docs(term); err != nil || !slices.Equal(got.ToArray(), docs) {
				t.Fatalf("%s %q: %v, want %v; %v", field, term, got, docs, err)
			}
		}
		if docs, err := mine.Docs("nowhere"); docs != nil || err != nil {
			t.Fatalf("%s: of a term that is not there %v, %v", field, docs, err)
		}
	}
	if f.Terms("nothing") != nil {
		t.Error("there are terms of a field that is not there")
	}
}

// What is made, written, merged with some documents dropped, and merged again, is
// what was given.
func TestSegmentsAreWhatWasGiven(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 0))
		merged := func(ms []model, segments []segment.Segment, name string) (model, segment.Segment) {
			var left model
			drops := make([]*roaring.Bitmap, len(ms))
			for i, m := range ms {
				for doc, g := range m {
					if r.IntN(5) > 0 || i%2 > 0 {
						left = append(left, g)
						continue
					}
					if drops[i] == nil {
						drops[i] = roaring.New()
					}
					drops[i].Add(uint32(doc))
				}
			}
			path := filepath.Join(t.TempDir(), name)
			numbers, size, err := plugin{}.Merge(segments, drops, path, nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			next := uint64(0)
			for i := range ms {
				for doc, n := range numbers[i] {
					if drops[i] != nil && drops[i].Contains(uint32(doc)) {
						if n != dropped {
							t.Fatalf("a document that was dropped is number %d", n)
						}
						continue
					}
					if n != next {
						t.Fatalf("document %d of segment %d is number %d, want %d", doc, i, n, next)
					}
					next++
				}
			}
			if info, err := os.Stat(path); err != nil || uint64(info.Size()) != size {
				t.Fatalf("%d bytes written, they say; %v", size, err)
			}
			s, err := plugin{}.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.Close() })
			left.check(t, s)
			return left, s
		}
		var ms, twice []model
		var segments, files []segment.Segment
		for serial := range 1 + r.IntN(7) {
			m := random(r, serial, 1+r.IntN(400))
			s := m.made(t, r)
			m.check(t, s)
			ms, segments = append(ms, m), append(segments, s)
			if r.IntN(2) == 0 { // as bleve writes it
				path := filepath.Join(t.TempDir(), "one")
				if err := s.(segment.UnpersistedSegment).Persist(path); err != nil {
					t.Fatal(err)
				}
				one, err := plugin{}.Open(path)
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { one.Close() })
				m.check(t, one)
				segments[len(segments)-1] = one
			}
		}
		for i, half := 0, r.IntN(len(ms)+1); i < 2; i++ {
			m, s := merged(ms[:half], segments[:half], fmt.Sprint(i))
			twice, files = append(twice, m), append(files, s)
			ms, segments, half = ms[half:], segments[half:], len(ms)-half
		}
		merged(twice, files, "both")
	}
}

// What bleve asks of a segment by itself: which documents are replaced, and which
// terms are like another.
func TestAskedByBleve(t *testing.T) {
	m := model{
		{key: "2026-001-0001/p9", terms: map[string][]string{"text": {"jail", "mail"}}},
		{key: "2026-001-0001/p10", terms: map[string][]string{"text": {"jails"}}},
		{key: "2026-001-0001/p12", terms: map[string][]string{"text": {"court", "jail"}}},
		{key: "2026-001-0002/p1"},
	}
	s := m.made(t, rand.New(rand.NewPCG(1, 1)))
	for _, c := range []struct {
		keys string
		want []uint32
	}{
		{"2026-001-0001/p9 2026-001-0002/p1", []uint32{0, 3}},
		{"2026-001-0001/p12 2026-001-0001/p10", []uint32{1, 2}},
		{"2026-001-0001/p11 2026-001-0001/p13 2026-001-0001/p8 2026-001-0001/p09 2026-001-0001/p 2026-001-0002/p2 x 2026", nil},
	} {
		docs, err := s.DocNumbers(strings.Fields(c.keys))
		if err != nil || !slices.Equal(docs.ToArray(), c.want) {
			t.Errorf("%s: %v, want %v; %v", c.keys, docs, c.want, err)
		}
	}
	alike, err := levenshtein.NewLevenshteinAutomatonBuilder(1, false)
	if err != nil {
		t.Fatal(err)
	}
	jail, err := alike.BuildDfa("jail", 1)
	if err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string]string{"text": "jail jails mail", "nothing": ""} {
		dict, err := s.Dictionary(field)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		it := dict.AutomatonIterator(jail, nil, nil)
		for e, err := it.Next(); e != nil || err != nil; e, err = it.Next() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, e.Term)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
}

// A key is what its parts make.
func FuzzKey(f *testing.F) {
	for _, key := range []string{"", "a", "0", "10", "a0", "a00", "a10", "2026-001-0099", "t1r14", "9999999999999999999999"} {
		f.Add(key)
	}
	f.Fuzz(func(t *testing.T, key string) {
		stem, number := parts([]byte(key))
		if got := appendKey(nil, stem, number); string(got) != key {
			t.Errorf("%q became %q", key, got)
		}
		if next, n := parts(appendKey(nil, stem, number+1)); string(next) == string(stem) && n != number+1 {
			t.Errorf("after %q comes number %d, not %d", key, n, number+1)
		}
	})
}

// A dictionary may be larger than what is held of it in one piece.
func TestLargeDictionary(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 5))
	m := random(r, 1, 40)
	for i := range m {
		for range 2000 {
			m[i].terms["text"] = append(m[i].terms["text"], fmt.Sprintf("%016x", r.Uint64()))
		}
	}
	s := m.made(t, r)
	m.check(t, s)
	if f, _ := Of(s); len(f.data) < 4*pieceBytes {
		t.Errorf("%d bytes are no large segment", len(f.data))
	}
}

func TestMergeStops(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	stop := make(chan struct{})
	close(stop)
	path := filepath.Join(t.TempDir(), "merged")
	_, _, err := plugin{}.Merge([]segment.Segment{random(r, 1, 30).made(t, r)}, []*roaring.Bitmap{nil}, path, stop, nil)
	if err != segment.ErrClosed {
		t.Errorf("stopped: %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("half a segment is left")
	}
}

// Of a damaged segment, errors are told.
func FuzzDamaged(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 3))
	m := makers.New().(*maker)
	var docs []index.Document
	for i, g := range random(r, 1, 20) {
		d := g.document(i)
		d.VisitFields(func(f index.Field) { f.Analyze() })
		docs = append(docs, d)
	}
	whole, err := m.make(docs)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(0), byte(0), uint32(0), byte(0))
	f.Fuzz(func(t *testing.T, at uint32, with byte, at2 uint32, with2 byte) {
		data := bytes.Clone(whole)
		data[int(at)%len(data)] ^= with
		data[int(at2)%len(data)] ^= with2
		s, err := open(data)
		if err != nil {
			return
		}
		for doc := range min(s.Docs(), 100) {
			_, _ = s.Kept(doc)
			_ = s.Several([]uint32{0, uint32(doc)}, make([][]byte, 2))
			_ = s.Stored(doc, func(string, []byte) bool { return true })
			_, _ = s.DocID(doc)
		}
		_, _ = s.DocNumbers([]string{"item/1/t0r1", "1 none a"})
		for name := range s.fields {
			_, _ = s.Terms(name).Docs("w1")
		}
	})
}

// A file that is cut short does not open.
func TestCutShort(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 6))
	whole := random(r, 1, 30).made(t, r).(made).data
	path := filepath.Join(t.TempDir(), "cut")
	for _, n := range []int{0, 1, footBytes - 1, footBytes, len(whole) / 2, len(whole) - 1} {
		if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := (plugin{}).Open(path); err == nil {
			t.Errorf("%d bytes of %d open", n, len(whole))
		}
	}
}

// A segment of which all documents were dropped is none of them, and opens.
func TestMergeOfNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 4))
	m := random(r, 1, 30)
	all := roaring.New()
	all.AddRange(0, 30)
	path := filepath.Join(t.TempDir(), "merged")
	if _, _, err := (plugin{}).Merge([]segment.Segment{m.made(t, r)}, []*roaring.Bitmap{all}, path, nil, nil); err != nil {
		t.Fatal(err)
	}
	s, err := plugin{}.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	f, err := Of(s)
	if err != nil || f.Docs() != 0 || s.Count() != 0 {
		t.Fatalf("%d documents, %v", f.Docs(), err)
	}
	if docs, err := f.Terms("text").Docs("w1"); docs != nil || err != nil {
		t.Errorf("%v, %v", docs, err)
	}
}
