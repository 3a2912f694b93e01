package web

import (
	"encoding/json"
	"strings"
	"testing"
)

// What a query was read as, how often its words are found, and what may have
// been meant, stand on the page and in its twin.
func TestTheResultsExplainThemselves(t *testing.T) {
	_, h := newArchive(t)
	a := get(t, h, "/search?q=cuonty")
	a.want(t, 200, ".how", "Read as cuonty")
	a.want(t, 200, ".meant", "Did you mean county")
	a = get(t, h, "/search?q=county+xyzzyplugh")
	a.want(t, 200, ".words", "xyzzyplugh 0")
	a.want(t, 200, ".none", "Without xyzzyplugh: county")
	a = get(t, h, "/search?q=county+detainer+xyzzyplugh&kind=pdf")
	a.want(t, 200, "", `<a href="/search?kind=pdf&amp;q=county">county</a>`)
	var twin struct {
		Reading    string                        `json:"reading"`
		Words      []struct{ Text string }       `json:"words"`
		DidYouMean []struct{ Query, URL string } `json:"did_you_mean"`
		Without    []struct {
			Query string
			Count int
		} `json:"without"`
	}
	a = get(t, h, "/search.json?q=cuonty+xyzzyplugh+detainer")
	if err := json.Unmarshal([]byte(a.body), &twin); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(twin.Reading, "cuonty AND xyzzyplugh AND detainer; 3 words") || len(twin.Words) != 3 {
		t.Errorf("read as %q, of %d words", twin.Reading, len(twin.Words))
	}
	if len(twin.DidYouMean) == 0 || twin.DidYouMean[0].Query != "county detainer" || twin.DidYouMean[0].URL != "/search?q=county+detainer" {
		t.Errorf("did you mean: %+v", twin.DidYouMean)
	}
	if len(twin.Without) == 0 || twin.Without[0].Query != "detainer" || twin.Without[0].Count == 0 {
		t.Errorf("without: %+v", twin.Without)
	}
}
