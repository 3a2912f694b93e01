-- +goose Up

-- The e-mails that stand on an item's pages: itself, printed ones, quoted ones.
-- They are derived, and made anew with the links of the item.
CREATE TABLE message (
	item    TEXT NOT NULL REFERENCES item (id),
	number  BIGINT NOT NULL,           -- from 1, through the item
	sent_at BIGINT NOT NULL,           -- by the clock on the wall, in minutes since 1970; 0: not known
	thread  TEXT NOT NULL,             -- the print of its thread's first message
	print   TEXT NOT NULL,
	head    TEXT NOT NULL,             -- JSON: what was found on the page
	trace   TEXT NOT NULL,             -- JSON: what it is known by elsewhere
	PRIMARY KEY (item, number)
);
CREATE INDEX message_thread ON message (thread);
CREATE INDEX message_print ON message (print);

-- What messages must share to be one, or of one thread.
CREATE TABLE message_key (
	name    TEXT NOT NULL,
	item    TEXT NOT NULL REFERENCES item (id),
	number  BIGINT NOT NULL,
	sent_at BIGINT NOT NULL,
	PRIMARY KEY (name, item, number)
);
CREATE INDEX message_key_item ON message_key (item);

-- The version of what found an item's messages; 0: nothing did.
ALTER TABLE item ADD COLUMN messages_by BIGINT NOT NULL DEFAULT 0;
