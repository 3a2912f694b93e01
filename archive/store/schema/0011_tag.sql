-- +goose Up

-- What people filed an item under.
CREATE TABLE tag (
	item    TEXT NOT NULL REFERENCES item (id),
	name    TEXT NOT NULL,             -- in small letters
	made_by TEXT NOT NULL,
	made_at BIGINT NOT NULL,
	PRIMARY KEY (item, name)
);
CREATE INDEX tag_name ON tag (name);
