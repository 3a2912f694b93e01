-- +goose Up

-- What records speak of. Derived from their content: the tables down to
-- doubt can be emptied and are filled again by linking. A county may be
-- named in each of a million rows, so the rows are short: the integer keys of
-- names, words and rules stand in them.

-- A linking of an item: its links bear this number. Links are written in
-- pieces, and count once their linking is the current one.
CREATE TABLE linking (
	no          INTEGER PRIMARY KEY,
	item        TEXT NOT NULL REFERENCES item (id),
	version     BIGINT NOT NULL,         -- of the linker
	is_current  BIGINT NOT NULL,
	unsure      BIGINT NOT NULL,         -- links that another prior might change
	prior_items BIGINT NOT NULL,         -- how many other items the prior rested on
	span        BIGINT NOT NULL,         -- the period it reports on; 0: not known
	phrase      BIGINT NOT NULL,         -- the words that say so; 0: none do
	page        BIGINT NOT NULL,         -- where they stand; 0: not on a page
	start_at    BIGINT NOT NULL,
	end_at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX linking_item ON linking (item) WHERE is_current = 1;
CREATE INDEX linking_all ON linking (item);
CREATE INDEX linking_span ON linking (span) WHERE is_current = 1;

CREATE TABLE jurisdiction (
	id   INTEGER PRIMARY KEY,
	slug TEXT NOT NULL UNIQUE,           -- us/ca/ventura-county
	code TEXT NOT NULL,
	kind TEXT NOT NULL,
	name TEXT NOT NULL
);

-- Each jurisdiction with those it lies in, and with itself.
CREATE TABLE jurisdiction_within (
	place BIGINT NOT NULL REFERENCES jurisdiction (id),
	above BIGINT NOT NULL REFERENCES jurisdiction (id),
	PRIMARY KEY (above, place)
);
CREATE INDEX jurisdiction_above ON jurisdiction_within (place);

-- Words as they stand in records, and as they are compared.
CREATE TABLE phrase (
	id    INTEGER PRIMARY KEY,
	words TEXT NOT NULL UNIQUE,
	alike TEXT NOT NULL
);
CREATE INDEX phrase_alike ON phrase (alike);

CREATE TABLE rule (
	id   INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
);

-- The jurisdictions that may be meant, the most likely first; many links share them.
CREATE TABLE choice (
	id  INTEGER PRIMARY KEY,
	ids TEXT NOT NULL UNIQUE             -- of jurisdictions, with a comma between them
);
CREATE TABLE choice_of (
	choice BIGINT NOT NULL REFERENCES choice (id),
	rank   BIGINT NOT NULL,
	place  BIGINT NOT NULL REFERENCES jurisdiction (id),
	PRIMARY KEY (choice, rank)
);

CREATE TABLE place_link (
	id         INTEGER PRIMARY KEY,
	linking    BIGINT NOT NULL,
	spot       BIGINT NOT NULL,          -- the page; or the table * 2^32 + the row
	page       BIGINT,                   -- of a row; NULL for a sheet's
	col        BIGINT,
	start_at   BIGINT NOT NULL,
	end_at     BIGINT NOT NULL,
	found      BIGINT,                   -- what the linker says; 0: in doubt; NULL: nothing, an editor added it
	place      BIGINT NOT NULL,          -- what holds; 0: in doubt
	struck     BIGINT NOT NULL,
	decision   TEXT,                     -- of an editor, by which it holds
	phrase     BIGINT NOT NULL,
	rule       BIGINT NOT NULL,
	confidence BIGINT NOT NULL,          -- per thousand
	choice     BIGINT,
	x0 BIGINT, y0 BIGINT, x1 BIGINT, y1 BIGINT -- tenths of a point; NULL: no box
);
CREATE INDEX place_link_spot ON place_link (linking, spot);
CREATE INDEX place_link_place ON place_link (place, linking, spot) WHERE place <> 0;
CREATE INDEX place_link_doubt ON place_link (linking, phrase) WHERE found = 0;
CREATE INDEX place_link_decided ON place_link (linking) WHERE decision IS NOT NULL;
CREATE INDEX place_link_decision ON place_link (decision) WHERE decision IS NOT NULL;

-- How often an item speaks of a jurisdiction or of one within it.
CREATE TABLE place_count (
	place   BIGINT NOT NULL,
	linking BIGINT NOT NULL,
	pages   BIGINT NOT NULL,             -- that speak of it
	row_count BIGINT NOT NULL,
	links   BIGINT NOT NULL,
	doubts  BIGINT NOT NULL,             -- links of which it is a candidate only
	PRIMARY KEY (place, linking)
);
CREATE INDEX place_count_linking ON place_count (linking);

-- A period, read one way.
CREATE TABLE span (
	id          INTEGER PRIMARY KEY,
	from_day    TEXT NOT NULL,
	until_day   TEXT NOT NULL,           -- the first day after it
	label       TEXT NOT NULL,
	granularity TEXT NOT NULL,
	calendar    TEXT NOT NULL,
	flags       TEXT NOT NULL,           -- with spaces between them
	UNIQUE (from_day, until_day, label, granularity, calendar, flags)
);

CREATE TABLE period_link (
	id       INTEGER PRIMARY KEY,
	linking  BIGINT NOT NULL,
	spot     BIGINT NOT NULL,
	page     BIGINT,
	col      BIGINT,
	start_at BIGINT NOT NULL,
	end_at   BIGINT NOT NULL,
	span     BIGINT NOT NULL,
	phrase   BIGINT NOT NULL
);
CREATE INDEX period_link_spot ON period_link (linking, spot);

CREATE TABLE period_count (
	span    BIGINT NOT NULL,
	linking BIGINT NOT NULL,
	links   BIGINT NOT NULL,
	PRIMARY KEY (span, linking)
);
CREATE INDEX period_count_linking ON period_count (linking);

-- The sums of place_count: of the archive (''), of each source ('source ICE')
-- and of each request ('request 2017-ICFO-1'), which are the prior of its items.
CREATE TABLE place_total (
	collection TEXT NOT NULL,
	place      BIGINT NOT NULL,
	items      BIGINT NOT NULL,          -- with links
	doubtful   BIGINT NOT NULL,          -- items where it is a candidate only
	pages      BIGINT NOT NULL,
	row_count  BIGINT NOT NULL,
	links      BIGINT NOT NULL,
	doubts     BIGINT NOT NULL,
	PRIMARY KEY (collection, place)
);

-- How many linked items those sums are of.
CREATE TABLE collection (
	name  TEXT PRIMARY KEY,
	items BIGINT NOT NULL
);

-- Words of an item that are in doubt: the queue of what editors may settle.
CREATE TABLE doubt (
	linking BIGINT NOT NULL,
	phrase  BIGINT NOT NULL,
	choice  BIGINT NOT NULL,
	links   BIGINT NOT NULL,
	first   BIGINT NOT NULL,             -- the first of the links
	PRIMARY KEY (linking, phrase, choice)
);

-- What editors decided of links. Nothing is deleted; what is undone is undone
-- by a further row. Not derived.
CREATE TABLE place_decision (
	id       TEXT PRIMARY KEY,
	act      TEXT NOT NULL,              -- settle, add, strike or undo
	scope    TEXT NOT NULL,              -- of settle: link, item or source
	item     TEXT REFERENCES item (id),  -- NULL for a source
	source   TEXT NOT NULL,
	page     BIGINT NOT NULL,
	tbl      BIGINT NOT NULL,
	row_no   BIGINT NOT NULL,
	col      BIGINT NOT NULL,
	start_at BIGINT NOT NULL,
	end_at   BIGINT NOT NULL,
	words    TEXT NOT NULL,
	slug     TEXT NOT NULL,              -- the jurisdiction meant, as it was called then
	code     TEXT NOT NULL,
	kind     TEXT NOT NULL,
	name     TEXT NOT NULL,
	was      TEXT NOT NULL,              -- the slug of what held before; "": in doubt, or nothing
	reason   TEXT NOT NULL,
	made_by  TEXT NOT NULL,
	made_at  BIGINT NOT NULL,
	undoes   TEXT REFERENCES place_decision (id)
);
CREATE INDEX place_decision_item ON place_decision (item);
CREATE INDEX place_decision_source ON place_decision (source);
CREATE UNIQUE INDEX place_decision_undoes ON place_decision (undoes);

-- Periods were kept without the place in a table.
DROP TABLE period;
INSERT INTO job (item, step, attempt, owner, lease_until)
	SELECT id, 'link', 0, '', 0 FROM item WHERE state IN ('linked', 'indexed')
	ON CONFLICT (item) DO UPDATE SET step = 'link', attempt = job.attempt + 1, owner = '', lease_until = 0 WHERE job.step = 'index';
