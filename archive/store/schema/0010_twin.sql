-- +goose Up

-- Pages that are the same but for what was withheld, stamped or misread.
-- All of it is derived, and made anew when an item is linked.

-- Of whose pages there are sketches.
CREATE TABLE sketched (
	no    INTEGER PRIMARY KEY,
	item  TEXT NOT NULL UNIQUE REFERENCES item (id),
	pages BIGINT NOT NULL              -- how many of them say enough to be sketched
);

-- The numbers of the sketches. There are a dozen to a page, so the rows are short.
CREATE TABLE sketch (
	print    BIGINT NOT NULL,
	sketched BIGINT NOT NULL REFERENCES sketched (no),
	page     BIGINT NOT NULL,
	PRIMARY KEY (print, sketched, page)
);
CREATE INDEX sketch_of ON sketch (sketched);

-- Two pages that are twins, each pair once: of two items the one sketched first is a.
CREATE TABLE twin (
	a        BIGINT NOT NULL REFERENCES sketched (no),
	a_page   BIGINT NOT NULL,
	b        BIGINT NOT NULL REFERENCES sketched (no),
	b_page   BIGINT NOT NULL,
	alike    BIGINT NOT NULL,          -- per thousand of the words of both
	likeness TEXT NOT NULL,            -- JSON
	PRIMARY KEY (a, a_page, b, b_page)
);
CREATE INDEX twin_b ON twin (b, b_page);
