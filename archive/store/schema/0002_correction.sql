-- +goose Up

-- A part of a table on a page as a reader drew it. Nothing is deleted: what was
-- corrected again names its successor, what was undone says when and by whom.
CREATE TABLE correction (
	id          TEXT PRIMARY KEY,
	item        TEXT NOT NULL REFERENCES item (id),
	page        BIGINT NOT NULL,
	grid        TEXT NOT NULL,         -- JSON: box and lines, in points of the page
	made_by     TEXT NOT NULL,
	note        TEXT NOT NULL,
	made_at     BIGINT NOT NULL,
	replaced_by TEXT REFERENCES correction (id),
	undone_by   TEXT NOT NULL,
	undone_at   BIGINT NOT NULL        -- 0: it was not
);
CREATE INDEX correction_item ON correction (item, page);
