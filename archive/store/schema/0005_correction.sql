-- +goose Up

-- What was called a correction until now is a table that a reader drew anew. A
-- correction is what records say of records: that earlier ones are wrong.
DROP INDEX correction_item;
ALTER TABLE correction RENAME TO redrawing;
CREATE INDEX redrawing_item ON redrawing (item, page);

-- A statement that earlier figures or lists are wrong, with what says so.
-- Nothing is changed or deleted: what became of it stands in ruling.
CREATE TABLE correction (
	id        TEXT PRIMARY KEY,
	kind      TEXT NOT NULL,
	day       TEXT NOT NULL,           -- of the notice; ""
	place     TEXT NOT NULL,           -- the slug of the jurisdiction it is about; ""
	about     TEXT NOT NULL,           -- what it is about, in words
	statement TEXT NOT NULL,           -- quoted
	notice    TEXT REFERENCES item (id),
	locator   TEXT NOT NULL,           -- where the notice says so
	source    TEXT NOT NULL,           -- what says so, where that is no document of the archive
	made_by   TEXT NOT NULL,
	made_at   BIGINT NOT NULL
);
CREATE INDEX correction_notice ON correction (notice);

-- What a correction is about: a whole document, a table, a row, a cell, a passage.
CREATE TABLE correction_touch (
	correction TEXT NOT NULL REFERENCES correction (id),
	item       TEXT NOT NULL REFERENCES item (id),
	locator    TEXT NOT NULL,
	why        TEXT NOT NULL,
	place      BIGINT NOT NULL,        -- its turn among them, from 1
	PRIMARY KEY (correction, item, locator)
);
CREATE INDEX correction_touch_item ON correction_touch (item);

-- What was said of a correction, the latest holds: accepted, declined, undone,
-- replaced.
CREATE TABLE ruling (
	id         TEXT PRIMARY KEY,
	correction TEXT NOT NULL REFERENCES correction (id),
	verdict    TEXT NOT NULL,
	note       TEXT NOT NULL,
	made_by    TEXT NOT NULL,
	made_at    BIGINT NOT NULL
);
CREATE INDEX ruling_correction ON ruling (correction);

-- What an editor said of a document's place in the series: the series it is
-- put into, or "" for none. The latest holds.
CREATE TABLE series_ruling (
	id      TEXT PRIMARY KEY,
	item    TEXT NOT NULL REFERENCES item (id),
	series  TEXT NOT NULL,
	note    TEXT NOT NULL,
	made_by TEXT NOT NULL,
	made_at BIGINT NOT NULL
);
CREATE INDEX series_ruling_item ON series_ruling (item);

-- What a document says of itself as a report, as JSON. Derived from its content.
CREATE TABLE report (
	item    TEXT PRIMARY KEY REFERENCES item (id),
	version BIGINT NOT NULL,
	facts   TEXT NOT NULL,
	made_at BIGINT NOT NULL
);
