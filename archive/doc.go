// Package archive holds the nouns of the archive as plain values.
//
//	Accession 2026-017          one intake: from whom, when, by whom
//	└ Item 2026-017-0003        one document: distinct bytes, known by their SHA-256
//	  ├ Receipt                 each time those bytes arrived, under which name
//	  ├ Page, Table, Row        what was read from it
//	  ├ Part                    a document inside it, an item of its own
//	  └ Locator p12:t2:r5       a place in it, as short text
//
// The way of a record through the program, with the package that does each step:
//
//	bytes -> stored -> extracted -> linked -> indexed -> searched -> cited
//	         blob      extract      link      search     query       cite
//
// Originals are the truth; everything else is derived from them, carries the
// version of what made it, and can be made again. Imports point down only;
// floors_test.go keeps the floors as data.
//
// Three choices differ from what one might expect:
//
// An item is its bytes. The same report received three times is one item with
// three receipts, so that a search shows it once and its page shows every way
// it came; an attachment that was also released alone is one item, too.
//
// The content of an item (package content) is a zip file of JSON entries named
// after the digest, not rows in SQL: a million pages stay out of the database,
// one page is read in one seek, and anybody can open it.
//
// Readers tell what they find to a Sink as they go, across a process boundary,
// so that a document of a million rows streams and a reader that is killed
// leaves what it had read.
package archive
