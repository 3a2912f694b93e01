package search

// The fields of the three indexes.
const (
	fieldText     = "text"  // a page's text, a row's values, all names of an item
	fieldTitle    = "title" // the title and the file's name
	fieldFrom     = "from"  // of a mail, or of the messages on an item's pages
	fieldTo       = "to"    // of those, with whom they were copied to
	fieldCc       = "cc"
	fieldSubject  = "subject"
	fieldAttached = "attached" // the names of what is attached to them; a mail with attachments has the word "attachment", too
	fieldItem     = "item"     // the number of the item a page or row is of
	fieldHeader   = "header"   // the labels of a row's columns
	fieldOften    = "often"    // of the words of a page, those that it has several times, by how often
	fieldPair     = "pair"     // of a page or row, the smallest words that stand side by side
	fieldSide     = "side"     // of a page, the classes of what stands side by side
	fieldLength   = "length"   // of a page or row, the class of its length
	fieldLine     = "line"     // of a page or row, its words in their order; stored
	fieldAside    = "aside"    // of the words of the text, those that stand beside it only: in the labels above a row, in the header or footer of a page, in a stamp on it
)
