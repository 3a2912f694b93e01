-- +goose Up

-- What speaks of a place is listed by its day, and counted by month: of the
-- United States everything does.
ALTER TABLE place_count ADD COLUMN day TEXT NOT NULL DEFAULT ''; -- the first that the item reports on, else its own
UPDATE place_count SET day = coalesce((SELECT coalesce(s.from_day, i.date) FROM linking n JOIN item i ON i.id = n.item LEFT JOIN span s ON s.id = n.span
	WHERE n.no = place_count.linking), '');
CREATE INDEX place_count_day ON place_count (place, day) WHERE links > 0;
CREATE INDEX place_count_doubt ON place_count (place, day) WHERE links = 0;

-- The sums of place_count by source and month, where it has links.
CREATE TABLE place_month (
	place     BIGINT NOT NULL,
	source    TEXT NOT NULL,
	month     TEXT NOT NULL,             -- 2017-02; '': not known
	items     BIGINT NOT NULL,
	pages     BIGINT NOT NULL,
	row_count BIGINT NOT NULL,
	PRIMARY KEY (place, source, month)
);
INSERT INTO place_month (place, source, month, items, pages, row_count)
	SELECT c.place, a.source, substr(c.day, 1, 7), count(*), sum(c.pages), sum(c.row_count)
	FROM place_count c JOIN linking n ON n.no = c.linking AND n.is_current = 1 JOIN item i ON i.id = n.item JOIN accession a ON a.id = i.accession
	WHERE c.links > 0 GROUP BY c.place, a.source, substr(c.day, 1, 7);
