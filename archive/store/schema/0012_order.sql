-- +goose Up

-- What an archive of a million documents is listed, paged and counted by.

-- Documents stand in the order of their numbers: 2026-001-9999 before 2026-001-10000.
CREATE INDEX item_order ON item (length(number), number);
CREATE INDEX item_rows ON item (length(number), number) WHERE row_count > 0;
CREATE INDEX item_aside ON item (length(number), number) WHERE state = 'aside';

-- All that is counted of them.
DROP INDEX item_accession;
CREATE INDEX item_accession ON item (accession, state, kind, pages, tables, row_count);

CREATE INDEX receipt_parent ON receipt (parent) WHERE parent IS NOT NULL;
CREATE INDEX receipt_again ON receipt (accession) WHERE duplicate = 1;

-- Of ten thousand messages with one subject, those are looked at that were sent
-- about the same time.
CREATE INDEX message_key_at ON message_key (name, sent_at, item, number);
