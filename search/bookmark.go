package search

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"

	"readingroom/archive"
)

// A bookmark is where a list of results goes on: after an item, in its order. It
// says by what statistics it was ranked, so that the scores of what was there
// are the same on the next page, whatever came in meanwhile.
type bookmark struct {
	Of     uint64       `json:"q"` // a sum of what was asked
	Key    string       `json:"k,omitempty"`
	Score  float64      `json:"s,omitempty"`
	Number string       `json:"n"`
	Places [kinds]int   `json:"p"`
	Words  [kinds]int64 `json:"w"`
	With   []uint64     `json:"d,omitempty"` // of each word in the order of its compilation, how many places had it
	Fronts [kinds]*spot `json:"f"`           // where they end
	Shown  int          `json:"i"`           // items before this
}

// maxWith is for how many words of a query it is remembered how many places had
// them.
const maxWith = 1024

func (m bookmark) String() string {
	b, err := json.Marshal(m)
	if err != nil {
		return "" // numbers that are none: then there is no next page
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// readBookmark reads what String prints, for the same request.
func readBookmark(s string, r Request) (*bookmark, error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	m := new(bookmark)
	if err == nil {
		err = json.Unmarshal(b, m)
	}
	if err != nil || len(s) > 1<<15 {
		return nil, fmt.Errorf("cursor %.20q is none: take the next of an earlier answer: %w", s, archive.ErrInvalid)
	}
	if m.Of != asked(r) {
		return nil, fmt.Errorf("the cursor is of another search: %w", archive.ErrInvalid)
	}
	return m, nil
}

// asked is a sum of all that decides which items there are and in what order.
func asked(r Request) uint64 {
	h := fnv.New64a()
	var quoted []byte
	add := func(all ...string) {
		for _, s := range all {
			quoted = append(strconv.AppendQuote(quoted[:0], s), ',')
			h.Write(quoted)
		}
	}
	add(r.Query, r.Like, r.Item, r.Sort)
	add(r.Kinds...)
	for _, name := range Facets {
		values := slices.Clone(r.Filters[name])
		slices.Sort(values)
		add(values...)
		add(name)
	}
	return h.Sum64()
}
