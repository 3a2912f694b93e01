-- +goose Up

-- What the reports of one series share, so that series are put together without
-- looking at all other documents; '' for one that stands in none by itself.
ALTER TABLE report ADD COLUMN series TEXT NOT NULL DEFAULT '';
UPDATE report SET series = json_extract(facts, '$.key')
	WHERE json_extract(facts, '$.period.from') <> '' AND length(json_extract(facts, '$.key')) >= 4 AND json_extract(facts, '$.notice') IS NOT 1;
CREATE INDEX report_series ON report (series, made_at) WHERE series <> '';
