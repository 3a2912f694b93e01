-- +goose Up

-- Documents that are read as logs of other people's requests, and how: that is
-- what a person said or accepted. The rest is derived from their content.
CREATE TABLE log (
	item      TEXT PRIMARY KEY REFERENCES item (id),
	how       TEXT NOT NULL,           -- JSON: what a person says of its columns
	agency    TEXT NOT NULL,           -- whose it is, where its rows do not say; ""
	version   BIGINT NOT NULL,         -- of the reader of logs; 0: to be read again
	tally     TEXT NOT NULL,           -- JSON: what became of its rows
	trouble   TEXT NOT NULL,           -- why it could not be read; ""
	made_by   TEXT NOT NULL,
	made_at   BIGINT NOT NULL,
	read_at   BIGINT NOT NULL
);

-- Each request as a row of a log states it.
CREATE TABLE log_entry (
	id           INTEGER PRIMARY KEY,
	item         TEXT NOT NULL REFERENCES item (id),
	table_no     BIGINT NOT NULL,
	row_no       BIGINT NOT NULL,      -- 0: what was taken for the header
	part         BIGINT NOT NULL,      -- from 1, where a row holds several
	locator      TEXT NOT NULL,
	number       TEXT NOT NULL,
	request      TEXT NOT NULL,        -- by what it is known in other logs; ""
	requester    TEXT NOT NULL,
	organization TEXT NOT NULL,
	agency       TEXT NOT NULL,
	component    TEXT NOT NULL,
	subject      TEXT NOT NULL,
	received     TEXT NOT NULL,        -- days; ""
	due          TEXT NOT NULL,
	closed       TEXT NOT NULL,
	days         BIGINT NOT NULL,      -- from received to closed; -1: not known
	status       TEXT NOT NULL,
	disposition  TEXT NOT NULL,
	outcome      TEXT NOT NULL,
	exemptions   TEXT NOT NULL,        -- a JSON array
	fee_category TEXT NOT NULL,
	notes        TEXT NOT NULL,        -- a JSON array
	words        TEXT NOT NULL,        -- all of it in small letters
	UNIQUE (item, table_no, row_no, part)
);
CREATE INDEX log_entry_request ON log_entry (request, id);
CREATE INDEX log_entry_received ON log_entry (received, id);
CREATE INDEX log_entry_place ON log_entry (item, locator);

-- The rows that are left out, and why.
CREATE TABLE log_left (
	item      TEXT NOT NULL REFERENCES item (id),
	turn      BIGINT NOT NULL,
	table_no  BIGINT NOT NULL,
	row_no    BIGINT NOT NULL,
	locator   TEXT NOT NULL,
	row_count BIGINT NOT NULL,
	reason    TEXT NOT NULL,
	words     TEXT NOT NULL,
	PRIMARY KEY (item, turn)
);
