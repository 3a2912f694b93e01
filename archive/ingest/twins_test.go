package ingest

import (
	"strings"
	"testing"
)

const memo = `MEMORANDUM FOR the Field Office Director. On 14 March 2017 officers of the Denver office lodged a detainer
with the county jail for a person held on a charge of assault. The sergeant on duty, Dana Whitfield, told Officer R. Okafor
by telephone that the jail would not hold anyone beyond the time of release without a warrant signed by a judge. At 2140 the
person was released through the front door. The supervisor asked that the matter be put in the weekly report.`

// TestTwins: a document that comes a second time with names withheld is a
// version of the first, whichever came first, and whether they came together or
// one after the other; one with other figures is none.
func TestTwins(t *testing.T) {
	withheld := strings.NewReplacer("Dana Whitfield", "(b)(6)", "R. Okafor", "(b)(6)").Replace(memo)
	other := strings.NewReplacer("14 March", "11 April", "2140", "0915", "Denver", "Boise", "assault", "theft", "Dana Whitfield", "Ann Marsh").Replace(memo)
	for _, intakes := range []([]map[string]string){
		{{"a.txt": memo}, {"b.txt": withheld}, {"c.txt": other}},
		{{"c.txt": other}, {"b.txt": withheld}, {"a.txt": memo}},
		{{"a.txt": memo, "b.txt": withheld, "c.txt": other}},
	} {
		h := openHouse(t, t.TempDir())
		h.extract = readWhole
		h.run(t)
		for _, in := range intakes {
			h.takeIn(t, files(t, in))
		}
		family := map[string]string{}
		for number, d := range h.shelf.docs {
			family[d.Item.Name] = d.Labels.Family
			if want, err := h.db.Labels(t.Context(), number); err != nil || want.Family != d.Labels.Family {
				t.Errorf("%s: the index has the family %q, the store %q, %v", d.Item.Name, d.Labels.Family, want.Family, err)
			}
			twins, err := h.db.Twins(t.Context(), number, 0)
			if err != nil {
				t.Fatal(err)
			}
			switch l := twins; {
			case d.Item.Name == "c.txt" && len(l) > 0, d.Item.Name != "c.txt" && len(l) != 1:
				t.Errorf("%s: %+v", d.Item.Name, l)
			case d.Item.Name == "a.txt" && (l[0].Likeness.OnlyA != 4 || l[0].Likeness.OnlyB != 0),
				d.Item.Name == "b.txt" && (l[0].Likeness.OnlyB != 4 || l[0].Likeness.OnlyA != 0):
				t.Errorf("%s: %+v", d.Item.Name, l[0].Likeness)
			}
		}
		if family["a.txt"] == "" || family["a.txt"] != family["b.txt"] || family["c.txt"] != "" {
			t.Errorf("families %v", family)
		}
		if err := h.db.RelinkOlder(t.Context(), 0, 1<<60); err != nil { // found anew, they are there once
			t.Fatal(err)
		}
		h.changed.tell()
		if err := h.Wait(t.Context(), "", nil); err != nil {
			t.Fatal(err)
		}
		for number, d := range h.shelf.docs {
			if twins, err := h.db.Twins(t.Context(), number, 0); err != nil || len(twins) != map[bool]int{true: 1}[d.Labels.Family != ""] {
				t.Errorf("%s, linked anew: %+v, %v", d.Item.Name, twins, err)
			}
		}
	}
}
