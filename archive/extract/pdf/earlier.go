package pdf

import (
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/content"
	"readingroom/archive/extract/pdf/document/revision"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
	"readingroom/archive/extract/pdf/object"
)

// What is read of the earlier states of a file.
const (
	maxStates     = 5      // the first and the last ones
	maxReread     = 300    // pages, in all
	maxCompared   = 10_000 // pages, in all
	maxKeptWords  = 1_000_000
	maxParts      = 2000 // streams and annotations of a page that are looked at
	maxGoneListed = 20   // pages that get a notice each
)

// An earlier compares the pages of a file with what they were in its earlier states.
type earlier struct {
	r         io.ReaderAt
	ends      []int64
	passwords []string
	pages     map[string]*kept // by reference
	kept      int              // words of theirs
	short     bool             // not all pages could be kept
}

// A kept page is what is remembered of a page as it is.
type kept struct {
	number int
	print  uint64 // of its objects
	words  []string
}

// compareWith has the file compared with its earlier states, where it has any.
func (b *beside) compareWith(r io.ReaderAt, size int64) {
	b.size = size
	ends, err := revision.Ends(r, size)
	if err != nil || len(ends) == 0 {
		return
	}
	if len(ends) > maxStates {
		ends = append(ends[:1:1], ends[len(ends)-maxStates+1:]...)
	}
	b.earlier = &earlier{r: r, ends: ends, passwords: b.pages.second.options.Passwords, pages: map[string]*kept{}}
}

// keep remembers a page as it is.
func (e *earlier) keep(ref string, number int, node pdf.Value, in inherited) {
	if ref != "" && e.kept <= maxKeptWords {
		e.pages[ref] = &kept{number: number, print: fingerprint(node, in)}
	}
}

// words remembers what a page shows, and what is held back of it.
func (e *earlier) words(ref string, lists ...[]archive.Word) {
	k := e.pages[ref]
	if k == nil {
		return
	}
	for _, list := range lists {
		e.kept += len(list)
		for _, w := range list {
			k.words = append(k.words, w.Text)
		}
	}
}

func shownWords(p *mark.Page) []string {
	var out []string
	l := layout.Of(p)
	for _, w := range l.Words() {
		out = append(out, w.Text)
	}
	return out
}

// fingerprint sums up the objects of a page. A later state that leaves a
// page alone leaves them where they stand in the file.
func fingerprint(node pdf.Value, in inherited) uint64 {
	h := fnv.New64a()
	left := maxParts
	add := func(v pdf.Value) {
		if left--; left > 0 {
			_, _ = io.WriteString(h, v.String())
		}
	}
	each := func(list pdf.Value, f func(pdf.Value)) {
		for i := 0; i < list.Len() && left > 0; i++ {
			_ = object.Guard(func() { f(list.Index(i)) })
		}
	}
	_ = object.Guard(func() { // what breaks in one state breaks in the other
		add(node)
		add(in.resources)
		body := node.Key("Contents")
		if body.Kind() == pdf.Stream {
			add(body)
		}
		each(body, add)
	})
	_ = object.Guard(func() {
		forms := in.resources.Key("XObject")
		for i, name := range forms.Keys() {
			if i == maxParts {
				break
			}
			add(forms.Key(name))
		}
	})
	_ = object.Guard(func() {
		each(node.Key("Annots"), func(a pdf.Value) {
			add(a)
			add(a.Key("AP").Key("N"))
		})
	})
	return h.Sum64()
}

// earlierNotices says which pages of an earlier state had words that are gone.
func (b *beside) earlierNotices() error {
	if b.earlier == nil || len(b.earlier.pages) == 0 {
		return nil
	}
	gone := b.earlier.gone()
	numbers := make([]int, 0, len(gone))
	for n := range gone {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for i, n := range numbers {
		var err error
		switch {
		case n == 0:
			err = b.pages.notice("revision", 0,
				"The file was changed after it was made: an earlier version, still in the file, has pages that are no more in it, with %s not shown here.", countWords(gone[n], "that is", "that are"))
		case i > maxGoneListed:
			return b.pages.notice("revision", 0, "Earlier versions of more pages, still in the file, have words that they no longer show: %s.", pageRanges(numbers[i:]))
		default:
			err = b.pages.notice("revision", n,
				"Page %d was changed after the file was made: an earlier version, still in the file, has %s no longer on the page and not shown here.", n, countWords(gone[n], "that is", "that are"))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// gone returns how many words of each page are gone, at most, since any of the
// earlier states; under 0 those of pages that are gone.
func (e *earlier) gone() map[int]int {
	gone := map[int]int{}
	left, compared := maxReread, 0
	var all []string // of the file as it is
	for _, k := range slices.SortedFunc(maps.Values(e.pages), func(a, b *kept) int { return a.number - b.number }) {
		all = append(all, k.words...)
	}
	for _, end := range e.ends {
		v, err := newView(io.NewSectionReader(e.r, 0, end), end)
		if err != nil {
			continue
		}
		v.passwords = e.passwords
		file, err := openView(v)
		if err != nil {
			continue
		}
		doc := content.NewDocument(file)
		var lost []string // words of pages that are gone
		t := tree{}
		t.page = func(node pdf.Value, in inherited, broken error) error {
			if compared++; compared > maxCompared {
				return errPages
			}
			now := e.pages[t.ref]
			if now == nil && e.short {
				return nil // it may be there all the same
			}
			if broken != nil || t.ref == "" || now != nil && now.print == fingerprint(node, in) {
				return nil
			}
			if left--; left < 0 {
				return errPages
			}
			var before []string
			_ = object.Guard(func() { // a page that was broken had no words
				before = shownWords(&doc.Page(node, in.resources, frameOf(node, in)).Page)
			})
			if now == nil {
				lost = append(lost, before...)
			} else if n := revision.Gone(before, now.words); n > 0 {
				gone[now.number] = max(gone[now.number], n)
			}
			return nil
		}
		_ = t.walkFrom(file.Doc) // those pages that can be read
		if n := revision.Gone(lost, all); n > 0 {
			gone[0] = max(gone[0], n)
		}
	}
	return gone
}

// pageRanges prints numbers of pages: "pages 1 to 3, 7".
func pageRanges(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		switch {
		case j > i+1:
			parts = append(parts, fmt.Sprintf("%d to %d", numbers[i], numbers[j]))
		case j > i:
			parts = append(parts, strconv.Itoa(numbers[i]), strconv.Itoa(numbers[j]))
		default:
			parts = append(parts, strconv.Itoa(numbers[i]))
		}
		i = j + 1
	}
	if len(parts) > 30 {
		parts = append(parts[:30], "…")
	}
	if len(numbers) == 1 {
		return "page " + parts[0]
	}
	return "pages " + strings.Join(parts, ", ")
}
