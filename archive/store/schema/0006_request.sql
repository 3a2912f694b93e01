-- +goose Up

-- Requests for records. Where one stands is computed from its events and stored
-- nowhere.

CREATE TABLE agency (
	slug         TEXT PRIMARY KEY,        -- dhs, dhs/ice
	jurisdiction TEXT NOT NULL,           -- us, us/ca
	law          TEXT NOT NULL,           -- the code of the law that requests to it are made under
	facts        TEXT NOT NULL            -- JSON: the agency
);

-- Laws that this archive's keeper added or changed; the others come with the program.
CREATE TABLE law (
	code  TEXT PRIMARY KEY,
	facts TEXT NOT NULL                   -- JSON: the law
);

CREATE TABLE request (
	id         TEXT PRIMARY KEY,
	number     TEXT NOT NULL UNIQUE,      -- R2017-003
	year       BIGINT NOT NULL,
	serial     BIGINT NOT NULL,
	agency     TEXT NOT NULL,
	law        TEXT NOT NULL,
	visibility TEXT NOT NULL,             -- public or private
	facts      TEXT NOT NULL,             -- JSON: the request
	created_at BIGINT NOT NULL,
	UNIQUE (year, serial)
);

-- A request as it was before it was amended.
CREATE TABLE request_was (
	id      TEXT PRIMARY KEY,
	request TEXT NOT NULL REFERENCES request (id),
	facts   TEXT NOT NULL,
	until   BIGINT NOT NULL               -- when it was amended
);
CREATE INDEX request_was_request ON request_was (request);

-- What happened to a request. Rows are only ever added: one that was entered
-- wrongly is corrected by another that names it.
CREATE TABLE event (
	id         TEXT PRIMARY KEY,
	request    TEXT NOT NULL REFERENCES request (id),
	kind       TEXT NOT NULL,
	day        TEXT NOT NULL,             -- when it happened, YYYY-MM-DD
	item       TEXT REFERENCES item (id), -- the document that shows it
	accession  TEXT REFERENCES accession (id), -- the intake that brought its release
	corrects   TEXT REFERENCES event (id),
	facts      TEXT NOT NULL,             -- JSON: the event
	entered_by TEXT NOT NULL,
	entered_at BIGINT NOT NULL
);
CREATE INDEX event_request ON event (request);
CREATE INDEX event_item ON event (item);
CREATE INDEX event_accession ON event (accession);
CREATE INDEX accession_request ON accession (request);
