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
	zap "github.com/blevesearch/zapx/v17"
)

// A model is what a segment should have, by the numbers of its documents.
type model []given

type given struct {
	key    string
	terms  map[string][]string // by field, as often as they are there
	often  bool                // of the field text, those that come several times are in often
	values map[string]string
	kept   bool
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
		for field, v := range g.values {
			if g.kept {
				d.Keep(field, []byte(v))
			} else {
				d.Store(field, []byte(v))
			}
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
		add(keyField, g.key, doc)
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
		g := given{key: fmt.Sprintf("item/%d/p%d", serial, i), terms: map[string][]string{}, values: map[string]string{}, often: r.IntN(2) == 0}
		for range r.IntN(40) {
			g.terms["text"] = append(g.terms["text"], fmt.Sprint("w", int(30*r.ExpFloat64())))
		}
		if serial%3 != 0 { // not all segments have it
			g.terms["place"] = []string{fmt.Sprint("county ", i/50)}
		}
		if g.kept = r.IntN(4) > 0; g.kept {
			g.values["line"] = strings.Repeat("x", r.IntN(3)*r.IntN(90))
		} else {
			g.values["entry"], g.values["title"] = strings.Repeat("{}", r.IntN(99)), "t"
		}
		m[i] = g
	}
	return m
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

// check compares a segment with what it should have: by what zap reads of it, and by
// what the package does itself.
func (m model) check(t *testing.T, s segment.Segment, f *File) {
	t.Helper()
	if s.Count() != uint64(len(m)) || f.Docs() != uint64(len(m)) {
		t.Fatalf("%d documents, %d by itself, want %d", s.Count(), f.Docs(), len(m))
	}
	for doc, g := range m {
		id, err := s.DocID(uint64(doc))
		if string(id) != g.key || err != nil || string(f.Key(uint64(doc))) != g.key {
			t.Fatalf("document %d is %q, %q by itself, want %q; %v", doc, id, f.Key(uint64(doc)), g.key, err)
		}
		byZap, own := map[string]string{}, map[string]string{}
		err = s.VisitStoredFields(uint64(doc), func(field string, _ byte, v []byte, _ []uint64) bool {
			byZap[field] = string(v)
			return true
		})
		delete(byZap, keyField)
		if err != nil || !maps.Equal(byZap, g.values) {
			t.Fatalf("%s: stored %q, want %q; %v", g.key, byZap, g.values, err)
		}
		if err := f.Stored(uint64(doc), func(field string, v []byte) bool {
			own[field] = string(v)
			return true
		}); err != nil || !maps.Equal(own, g.values) {
			t.Fatalf("%s: stored %q by itself, want %q; %v", g.key, own, g.values, err)
		}
		if v, ok := f.Kept(uint64(doc)); g.kept && (!ok || string(v) != g.values["line"]) {
			t.Fatalf("%s: keeps %q, %v, want %q", g.key, v, ok, g.values["line"])
		}
	}
	odd := []uint32{}
	for doc := 1; doc < len(m); doc += 2 {
		odd = append(odd, uint32(doc))
	}
	several := make([][]byte, len(odd))
	f.Several(odd, several)
	for i, doc := range odd {
		if v, _ := f.Kept(uint64(doc)); !bytes.Equal(several[i], v) {
			t.Fatalf("document %d: keeps %q among several, want %q", doc, several[i], v)
		}
	}
	want := m.postings()
	for field, terms := range want {
		dict, err := s.Dictionary(field)
		if err != nil {
			t.Fatal(err)
		}
		own := map[string][]uint32{}
		mine := f.Terms(field)
		if err := mine.Each(nil, nil, func(term []byte, p Postings) bool {
			docs, err := p.Docs()
			n, err2 := p.Count()
			if err != nil || err2 != nil || n != docs.GetCardinality() {
				t.Fatalf("%s %q: counts %d; %v, %v", field, term, n, err, err2)
			}
			own[string(term)] = docs.ToArray()
			return true
		}); err != nil {
			t.Fatal(err)
		}
		if !maps.EqualFunc(own, terms, slices.Equal) {
			t.Fatalf("%s: %v by itself, want %v", field, own, terms)
		}
		for term, docs := range terms {
			got, err := mine.Docs(term)
			if err != nil || !slices.Equal(got.ToArray(), docs) {
				t.Fatalf("%s %q: %v, want %v; %v", field, term, got, docs, err)
			}
			list, err := dict.PostingsList([]byte(term), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			var byZap []uint32
			for it := list.Iterator(false, false, false, nil); ; {
				p, err := it.Next()
				if err != nil {
					t.Fatal(err)
				}
				if p == nil {
					break
				}
				byZap = append(byZap, uint32(p.Number()))
			}
			if !slices.Equal(byZap, docs) {
				t.Fatalf("%s %q: %v, want %v", field, term, byZap, docs)
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
// what was given, to zap as to this package.
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
			left.check(t, s, s.(opened).f)
			return left, s
		}
		var ms, twice []model
		var segments, files []segment.Segment
		for serial := range 1 + r.IntN(7) {
			m := random(r, serial, 1+r.IntN(400))
			s := m.made(t, r)
			m.check(t, s, s.(made).f)
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
				m.check(t, one, one.(opened).f)
				segments[len(segments)-1] = one
			}
		}
		for i := range 2 {
			m, s := merged(ms, segments, fmt.Sprint(i))
			twice, files = append(twice, m), append(files, s)
			ms, segments = ms[:1], segments[:1]
		}
		merged(twice, files, "both")
	}
}

// bleve opens what was merged by itself, too: there is nothing in it that it does not know.
func TestZapOpensIt(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	m := random(r, 1, 300)
	path := filepath.Join(t.TempDir(), "merged")
	if _, _, err := (plugin{}).Merge([]segment.Segment{m.made(t, r)}, []*roaring.Bitmap{nil}, path, nil, nil); err != nil {
		t.Fatal(err)
	}
	s, err := (&zap.ZapPlugin{}).Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	docs, err := s.DocNumbers([]string{m[7].key, m[200].key, "nobody"})
	if err != nil || !slices.Equal(docs.ToArray(), []uint32{7, 200}) {
		t.Errorf("%v; %v", docs, err)
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
		data := bytes.Clone(whole.data)
		data[int(at)%len(data)] ^= with
		data[int(at2)%len(data)] ^= with2
		s, err := open(data, whole.docs, whole.stored, whole.fields)
		if err != nil {
			return
		}
		for doc := range s.Docs() {
			s.Kept(doc)
			s.Several([]uint32{0, uint32(doc)}, make([][]byte, 2))
			_ = s.Stored(doc, func(string, []byte) bool { return true })
		}
		for _, field := range s.fields {
			terms := s.Terms(field.name)
			_, _ = terms.Docs("w1")
			_, _ = terms.Docs("item/1/p1")
		}
	})
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
