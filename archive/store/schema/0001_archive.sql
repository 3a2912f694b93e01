-- +goose Up

-- One schema for SQLite and PostgreSQL: keys are UUIDv7 as text, times are
-- milliseconds since 1970 UTC, days are YYYY-MM-DD, flags are 0 and 1.

CREATE TABLE accession (
	id          TEXT PRIMARY KEY,
	number      TEXT NOT NULL UNIQUE,  -- 2026-017
	year        BIGINT NOT NULL,
	serial      BIGINT NOT NULL,
	source      TEXT NOT NULL,
	title       TEXT NOT NULL,
	received_by TEXT NOT NULL,
	received_at BIGINT NOT NULL,
	release     TEXT NOT NULL,
	request     TEXT NOT NULL,
	roots       TEXT NOT NULL,         -- a JSON array of paths
	is_open     BIGINT NOT NULL,       -- its files are still being taken in
	next_item   BIGINT NOT NULL,       -- the serial the next item gets
	UNIQUE (year, serial)
);

CREATE TABLE item (
	id         TEXT PRIMARY KEY,
	number     TEXT NOT NULL UNIQUE,   -- 2026-017-0003
	accession  TEXT NOT NULL REFERENCES accession (id),
	parent     TEXT REFERENCES item (id),
	digest     TEXT NOT NULL UNIQUE,
	size       BIGINT NOT NULL,
	name       TEXT NOT NULL,
	media_type TEXT NOT NULL,
	kind       TEXT NOT NULL,
	title      TEXT NOT NULL,
	date       TEXT NOT NULL,
	state      TEXT NOT NULL,
	reason     TEXT NOT NULL,
	pages      BIGINT NOT NULL,
	tables     BIGINT NOT NULL,
	row_count  BIGINT NOT NULL,
	reader     BIGINT NOT NULL,        -- the version of the readers that read it; 0: not read
	created_at BIGINT NOT NULL
);
CREATE INDEX item_accession ON item (accession);
CREATE INDEX item_parent ON item (parent);

-- Each arrival of an item's bytes.
CREATE TABLE receipt (
	id          TEXT PRIMARY KEY,
	accession   TEXT NOT NULL REFERENCES accession (id),
	item        TEXT NOT NULL REFERENCES item (id),
	parent      TEXT REFERENCES item (id),
	path        TEXT NOT NULL,
	origin      TEXT NOT NULL,
	name        TEXT NOT NULL,
	modified_at BIGINT NOT NULL,
	duplicate   BIGINT NOT NULL,
	UNIQUE (accession, path)
);
CREATE INDEX receipt_item ON receipt (item);

-- What could not be taken in at all.
CREATE TABLE omission (
	accession TEXT NOT NULL REFERENCES accession (id),
	path      TEXT NOT NULL,
	origin    TEXT NOT NULL,
	reason    TEXT NOT NULL,
	PRIMARY KEY (accession, path)
);

-- The work that is left: an item has a job until it is searchable. owner,
-- attempt and lease_until fence off a worker that was thought dead.
CREATE TABLE job (
	item        TEXT PRIMARY KEY REFERENCES item (id),
	step        TEXT NOT NULL,         -- extract, link or index
	attempt     BIGINT NOT NULL,
	owner       TEXT NOT NULL,
	lease_until BIGINT NOT NULL
);
CREATE INDEX job_step ON job (step, item);

-- The days and periods a page speaks of, with the words that say so.
CREATE TABLE period (
	item       TEXT NOT NULL REFERENCES item (id),
	page       BIGINT NOT NULL,
	start_at   BIGINT NOT NULL,        -- in code points of the page's text
	end_at     BIGINT NOT NULL,
	words      TEXT NOT NULL,
	from_day   TEXT NOT NULL,
	until_day  TEXT NOT NULL,          -- the first day after it
	PRIMARY KEY (item, page, start_at)
);

-- Few facts about the archive itself.
CREATE TABLE setting (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
);
