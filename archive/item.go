package archive

import (
	"strings"
	"time"

	"github.com/google/uuid"
)

// NewID returns a fresh internal key: a UUIDv7 (RFC 9562), which sorts by the
// time it was made. People never see it; they see numbers such as 2026-017-0003.
func NewID() (uuid.UUID, error) { return uuid.NewV7() }

// An Accession is one intake of records: everything that came in together,
// from one source, at one time.
type Accession struct {
	ID       uuid.UUID
	Number   string    // "2026-017"
	Source   string    // who released or gave the records, as the archive says it
	Title    string    // what it is, in a line; the source and date where nobody said
	By       string    // who took it in: the user of the machine, or "upload"
	Received time.Time // when it was taken in, to the millisecond
	Release  string    // the release it belongs to ("First production, 45 pages"), or ""
	Request  string    // the FOIA request it answers, by number, or ""
	Roots    []string  // the paths it was told to take in, absolute; empty for an upload
	Open     bool      // its files are still being taken in (or the intake was interrupted)
}

// Giver is who gave the records, without under which law: of "DHS, under FOIA" DHS.
func (a Accession) Giver() string {
	who, _, _ := strings.Cut(a.Source, ", under ")
	return who
}

// Kind says what sort of document an item is, in the words of the facets.
type Kind string

// The kinds of document. KindOther is stored and found by name only.
const (
	KindPDF         Kind = "pdf"
	KindEmail       Kind = "email"
	KindSpreadsheet Kind = "spreadsheet"
	KindText        Kind = "text"
	KindImage       Kind = "image"
	KindArchive     Kind = "archive" // a container whose files are items of their own
	KindOther       Kind = "other"
)

// State says how far an item has come on its way in. It only moves forward,
// one step at a time, each in the transaction that stores the step's result.
type State string

// The states of an item.
const (
	StateReceived  State = "received"  // the bytes are kept
	StateExtracted State = "extracted" // pages, tables and parts were read
	StateLinked    State = "linked"    // dates and places were found in them
	StateIndexed   State = "indexed"   // searchable
	StateAside     State = "aside"     // kept and searchable by name, but not read: see Reason
)

// An Item is one document of the archive: distinct bytes, whatever their names.
type Item struct {
	ID        uuid.UUID
	Number    string // "2026-017-0003"
	Accession string // the number of the accession that brought it first
	Parent    string // the number of the item it was a part of, or ""
	Digest    Digest
	Size      int64
	MediaType string // found from the bytes, never from the name
	Kind      Kind
	Name      string // the file's name when it first came
	Title     string // the document's own title, or its subject, or its name
	Date      string // the date it bears, YYYY-MM-DD, or ""
	State     State
	Reason    string // why it was set aside, or ""
	Pages     int
	Tables    int
	Rows      int
	Created   time.Time
}

// Year returns the year of the item's own date, or 0 where it bears none.
func (it Item) Year() int {
	t, err := time.Parse(time.DateOnly, it.Date)
	if err != nil {
		return 0
	}
	return t.Year()
}

// A Receipt records one arrival of an item's bytes: the same document may
// arrive many times, under other names, from other sources, inside other items.
type Receipt struct {
	Accession string // number
	Item      string // number
	Parent    string // the item it was a part of, or ""
	Path      string // within the accession, with "/"; for a part: "mail.eml/report.xlsx"
	Origin    string // the path it was read from, as ExactPath prints it
	Name      string // its last element, made fit to show
	Modified  time.Time
	Duplicate bool // the archive had these bytes already
}

// An Omission is something an accession was told to take in but could not: a
// folder that may not be read, a link that leads out of the folder.
type Omission struct {
	Path   string // within the accession
	Origin string // as ExactPath prints it
	Reason string
}
