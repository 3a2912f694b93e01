package archive

import "time"

// A Mention is an article, a report or a filing that cites an item: "who cites
// this". A reader names it, an editor accepts or declines it.
type Mention struct {
	ID    string    `json:"id"`
	Place Place     `json:"place"` // what it cites
	URL   string    `json:"url"`   // http or https
	Title string    `json:"title"`
	Date  Day       `json:"date"`  // of the article; ""
	Quote string    `json:"quote"` // its words, or those it quotes; ""
	By    string    `json:"by"`    // who named it
	At    time.Time `json:"at"`

	Verdict Verdict   `json:"verdict"` // proposed, accepted or declined
	Ruler   string    `json:"ruled_by,omitempty"`
	Ruled   time.Time `json:"ruled,omitzero"`
}
