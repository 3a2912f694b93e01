package score

import "testing"

func TestCheck(t *testing.T) {
	labels := []Said{
		{0, 3, "figure", "supported", "", "142", ""},
		{10, 13, "figure", "differs", "digits", "260", ""},
		{20, 30, "quote", "differs", "quote", "words", ""},
		{40, 42, "figure", "absent", "county", "12", ""},
	}
	found := []Said{
		{0, 12, "figure", "supported", "", "142 detaine", ""},
		{10, 13, "figure", "differs", "", "260", ""},
		{18, 31, "quote", "supported", "", "words", ""},
		{40, 42, "figure", "absent", "", "12", ""},
		{50, 52, "figure", "partly", "", "9", ""},
	}
	var c Check
	c.Add("an article", labels, found)
	if p, n := c.Precision(); n != 2 || p != 0.5 {
		t.Errorf("precision %v of %d", p, n)
	}
	if r, n := c.Recall(); n != 3 || r < 0.66 || r > 0.67 {
		t.Errorf("recall %v of %d", r, n)
	}
	if f, n := c.Found(); n != 1 || f != 1 {
		t.Errorf("found %v of %d", f, n)
	}
	if len(c.Slips) != 1 || c.Extra["partly"] != 1 {
		t.Errorf("%v %v", c.Slips, c.Extra)
	}
}
