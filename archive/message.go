package archive

// A Message is an e-mail that stands on the pages of an item: the item itself,
// where that is an e-mail, one that was printed, or one that is quoted in another.
type Message struct {
	Number int  `json:"number"` // from 1, through the item
	Page   int  `json:"page"`   // where its head begins
	Line   int  `json:"line"`   // of that page's text, from 1
	Start  int  `json:"start"`  // of its head, in code points of that page's text, from 0
	End    int  `json:"end"`    // where the head ends, on that page
	Body   Span `json:"body"`

	From        string `json:"from"` // as written, in one line; what an exemption stands for is left out
	To          string `json:"to"`
	Cc          string `json:"cc"`
	Bcc         string `json:"bcc,omitempty"`
	Date        string `json:"date"` // RFC 3339; "-00:00" where no time zone is written, a day where no time is, "" where it cannot be read
	Sent        string `json:"sent"` // the date as written
	Subject     string `json:"subject"`
	Attachments string `json:"attachments,omitempty"`
	Importance  string `json:"importance,omitempty"`

	Depth      int      `json:"depth"`              // 0: it is not quoted; 1: in a message of depth 0
	Form       string   `json:"form"`               // what its head looks like: "mail", "labels", "wrote", "lotus", "gmail", "groupwise"
	Withheld   []string `json:"withheld,omitempty"` // the fields that an exemption stands in
	Confidence float64  `json:"confidence"`         // that it is a message with this head, up to 1

	MessageID  string   `json:"message_id,omitempty"` // as a mail claims; never an identity
	References []string `json:"references,omitempty"` // the Message-IDs it claims to answer, the last the nearest
}

// A Span is a run of text that may go over pages. Start and End count code
// points of the first and of the last page's text.
type Span struct {
	Page  int `json:"page"`
	Start int `json:"start"`
	Last  int `json:"last_page"`
	End   int `json:"end"`
}
