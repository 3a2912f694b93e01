-- +goose Up

-- What a place said when it was first cited. A link carries no words, so they
-- are kept here, once for each reading of a place: read_as tells two readings
-- apart that the document had at different times. The oldest is what a link
-- without more means. Only what may be read otherwise is kept: passages, rows
-- and cells; a page stays the page it is.
CREATE TABLE citation (
	item    TEXT NOT NULL REFERENCES item (id),
	locator TEXT NOT NULL,
	read_as TEXT NOT NULL,               -- the selector's check
	turn    BIGINT NOT NULL,             -- among the readings of the place, from 0
	digest  TEXT NOT NULL,               -- of the bytes
	exact   TEXT NOT NULL,
	prefix  TEXT NOT NULL,
	suffix  TEXT NOT NULL,
	cells   TEXT NOT NULL,               -- JSON: cells, header, group; "" of a passage
	made_at BIGINT NOT NULL,
	PRIMARY KEY (item, locator, read_as)
);

-- An item that is no longer shown. Nothing is deleted: its number and this
-- reason stay, and a withdrawal that was lifted says by whom.
CREATE TABLE withdrawal (
	id        TEXT PRIMARY KEY,
	item      TEXT NOT NULL REFERENCES item (id),
	reason    TEXT NOT NULL,
	made_by   TEXT NOT NULL,
	made_at   BIGINT NOT NULL,
	lifted_by TEXT NOT NULL,
	lifted_at BIGINT NOT NULL            -- 0: it holds
);
CREATE UNIQUE INDEX withdrawal_item ON withdrawal (item) WHERE lifted_at = 0;
CREATE INDEX withdrawal_all ON withdrawal (item);

-- An item that takes the place of another: a corrected or later version of it.
CREATE TABLE replacement (
	id        TEXT PRIMARY KEY,
	item      TEXT NOT NULL REFERENCES item (id),
	by_item   TEXT NOT NULL REFERENCES item (id),
	note      TEXT NOT NULL,
	made_by   TEXT NOT NULL,
	made_at   BIGINT NOT NULL,
	undone_by TEXT NOT NULL,
	undone_at BIGINT NOT NULL            -- 0: it holds
);
CREATE UNIQUE INDEX replacement_item ON replacement (item) WHERE undone_at = 0;
CREATE INDEX replacement_all ON replacement (item);
CREATE INDEX replacement_by ON replacement (by_item);

-- An article that cites an item: proposed by a reader, accepted by an editor.
CREATE TABLE mention (
	id       TEXT PRIMARY KEY,
	item     TEXT NOT NULL REFERENCES item (id),
	locator  TEXT NOT NULL,
	url      TEXT NOT NULL,
	title    TEXT NOT NULL,
	day      TEXT NOT NULL,              -- of the article; ""
	quote    TEXT NOT NULL,
	made_by  TEXT NOT NULL,
	made_at  BIGINT NOT NULL,
	verdict  TEXT NOT NULL,              -- proposed, accepted, declined
	ruled_by TEXT NOT NULL,
	ruled_at BIGINT NOT NULL
);
CREATE INDEX mention_item ON mention (item, verdict);
