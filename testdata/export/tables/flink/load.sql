-- Adds the events of a file to the table that `schema.sql` makes. Each has its number in it; so made:
-- awk '{ sub(/^{/, "{\"record\":" NR ","); print }' events.ndjson > /tmp/numbered.ndjson
-- A field is a value or a list of values, in objects in objects; those behind the second step may be one list of
-- objects. What does not convert is no value.

SET 'table.dml-sync' = 'true';

CREATE TEMPORARY TABLE documents (
  record BIGINT,
  `@timestamp` STRING,
  `event` ROW<`category` STRING, `sequence` STRING>,
  `host` ROW<`ip` STRING>,
  `process` ROW<`interactive` STRING, `parent` STRING, `pid` STRING, `start` STRING>,
  `source` ROW<`ip` STRING>,
  `unknown` ROW<`number` STRING>,
  `user` ROW<`id` STRING>
) WITH (
  'connector' = 'filesystem',
  'path' = '/tmp/numbered.ndjson',
  'format' = 'json',
  'json.ignore-parse-errors' = 'true'
);

INSERT INTO events
SELECT
  record,
  CASE
    WHEN REGEXP(time_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$')
    THEN (CAST(TIMESTAMPDIFF(DAY, DATE '1970-01-01', TRY_CAST(SUBSTRING(time_text, 1, 10) AS DATE)) AS BIGINT) * 86400
        + COALESCE(TRY_CAST(SUBSTRING(time_text, 12, 2) AS BIGINT), 0) * 3600
        + COALESCE(TRY_CAST(SUBSTRING(time_text, 15, 2) AS BIGINT), 0) * 60
        + COALESCE(TRY_CAST(REGEXP_EXTRACT(time_text, 'T[0-9:]{5}:([0-9]{2})', 1) AS BIGINT), 0)
        + COALESCE(CASE REGEXP_EXTRACT(time_text, 'T.*([+-])', 1) WHEN '-' THEN 1 WHEN '+' THEN -1 END
            * (TRY_CAST(REGEXP_EXTRACT(time_text, '([0-9]{2}):?[0-9]{2}$', 1) AS BIGINT) * 3600
            + TRY_CAST(REGEXP_EXTRACT(time_text, '([0-9]{2})$', 1) AS BIGINT) * 60), 0)) * 1000000000
        + COALESCE(TRY_CAST(RPAD(REGEXP_EXTRACT(time_text, '[.]([0-9]+)', 1), 9, '0') AS BIGINT), 0)
    WHEN REGEXP(time_text, '^-?[0-9]{1,13}$') THEN CAST(time_text AS BIGINT) * 1000000 END,
  CASE WHEN d.`event`.`category` LIKE '[%' THEN COALESCE(ARRAY_REMOVE(JSON_QUERY(d.`event`.`category`, '$' RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER), CAST(NULL AS STRING)), ARRAY[d.`event`.`category`]) WHEN d.`event`.`category` IS NOT NULL THEN ARRAY[d.`event`.`category`] END,
  CASE WHEN d.`event`.`sequence` LIKE '[%' THEN COALESCE(ARRAY_REMOVE(JSON_QUERY(d.`event`.`sequence`, '$' RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER), CAST(NULL AS STRING)), ARRAY[d.`event`.`sequence`]) WHEN d.`event`.`sequence` IS NOT NULL THEN ARRAY[d.`event`.`sequence`] END,
  SPLIT(NULLIF(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(LOWER(ARRAY_JOIN(CASE WHEN d.`host`.`ip` LIKE '[%' THEN COALESCE(ARRAY_REMOVE(JSON_QUERY(d.`host`.`ip`, '$' RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER), CAST(NULL AS STRING)), ARRAY[d.`host`.`ip`]) WHEN d.`host`.`ip` IS NOT NULL THEN ARRAY[d.`host`.`ip`] END, CHR(31))), '(?<![^\x{1f}])::ffff:(?=[0-9]+[.])', ''), '(?<![^\x{1f}])(?=::)|(?<=::)(?![^\x{1f}])', '0'), '(?<=(?<![^\x{1f}])(?=(?:[^\x{1f}:]*:){2,7}[^\x{1f}:]*(?![^\x{1f}]))[^\x{1f}]{0,39})::', ':0::'), '(?<=(?<![^\x{1f}])(?=(?:[^\x{1f}:]*:){2,7}[^\x{1f}:]*(?![^\x{1f}]))[^\x{1f}]{0,39})::', ':0::'), '(?<=(?<![^\x{1f}])(?=(?:[^\x{1f}:]*:){2,7}[^\x{1f}:]*(?![^\x{1f}]))[^\x{1f}]{0,39})::', ':0::'), '(?<=(?<![^\x{1f}])(?=(?:[^\x{1f}:]*:){2,7}[^\x{1f}:]*(?![^\x{1f}]))[^\x{1f}]{0,39})::', ':0::'), '(?<=(?<![^\x{1f}])(?=(?:[^\x{1f}:]*:){2,7}[^\x{1f}:]*(?![^\x{1f}]))[^\x{1f}]{0,39})::', ':0::'), '(?<=(?<![^\x{1f}])(?=(?:[^\x{1f}:]*:){2,7}[^\x{1f}:]*(?![^\x{1f}]))[^\x{1f}]{0,39})::', ':0::'), '::', ':'), '(?<=:|(?<![^\x{1f}]))(?=[0-9a-f]{1,3}(?::|(?<=:[0-9a-f]{1,3})(?![^\x{1f}])))', '0'), '(?<=:|(?<![^\x{1f}]))(?=[0-9a-f]{1,3}(?::|(?<=:[0-9a-f]{1,3})(?![^\x{1f}])))', '0'), '(?<=:|(?<![^\x{1f}]))(?=[0-9a-f]{1,3}(?::|(?<=:[0-9a-f]{1,3})(?![^\x{1f}])))', '0'), ''), CHR(31)),
  TRY_CAST(CASE WHEN d.`process`.`interactive` LIKE '[%' THEN COALESCE(ARRAY_REMOVE(JSON_QUERY(d.`process`.`interactive`, '$' RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER), CAST(NULL AS STRING)), ARRAY[d.`process`.`interactive`]) WHEN d.`process`.`interactive` IS NOT NULL THEN ARRAY[d.`process`.`interactive`] END AS ARRAY<BOOLEAN>),
  COALESCE(ARRAY_REMOVE(JSON_QUERY(d.`process`.`parent`, '$.thread.name' RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER), CAST(NULL AS STRING)), ARRAY_REMOVE(JSON_QUERY(d.`process`.`parent`, '$[0:].thread.name' RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER), CAST(NULL AS STRING)), ARRAY_REMOVE(JSON_QUERY(d.`process`.`parent`, '$.thread[0:].name' RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER), CAST(NULL AS STRING))),
  TRY_CAST(CASE WHEN d.`process`.`pid` LIKE '[%' THEN COALESCE(ARRAY_REMOVE(JSON_QUERY(d.`process`.`pid`, '$' RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER), CAST(NULL AS STRING)), ARRAY[d.`process`.`pid`]) WHEN d.`process`.`pid` IS NOT NULL THEN ARRAY[d.`process`.`pid`] END AS ARRAY<BIGINT>),
  CASE WHEN d.`process`.`start` LIKE '[%' THEN COALESCE(ARRAY_REMOVE(JSON_QUERY(d.`process`.`start`, '$' RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER), CAST(NULL AS STRING)), ARRAY[d.`process`.`start`]) WHEN d.`process`.`start` IS NOT NULL THEN ARRAY[d.`process`.`start`] END,
  SPLIT(NULLIF(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(LOWER(ARRAY_JOIN(CASE WHEN d.`source`.`ip` LIKE '[%' THEN COALESCE(ARRAY_REMOVE(JSON_QUERY(d.`source`.`ip`, '$' RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER), CAST(NULL AS STRING)), ARRAY[d.`source`.`ip`]) WHEN d.`source`.`ip` IS NOT NULL THEN ARRAY[d.`source`.`ip`] END, CHR(31))), '(?<![^\x{1f}])::ffff:(?=[0-9]+[.])', ''), '(?<![^\x{1f}])(?=::)|(?<=::)(?![^\x{1f}])', '0'), '(?<=(?<![^\x{1f}])(?=(?:[^\x{1f}:]*:){2,7}[^\x{1f}:]*(?![^\x{1f}]))[^\x{1f}]{0,39})::', ':0::'), '(?<=(?<![^\x{1f}])(?=(?:[^\x{1f}:]*:){2,7}[^\x{1f}:]*(?![^\x{1f}]))[^\x{1f}]{0,39})::', ':0::'), '(?<=(?<![^\x{1f}])(?=(?:[^\x{1f}:]*:){2,7}[^\x{1f}:]*(?![^\x{1f}]))[^\x{1f}]{0,39})::', ':0::'), '(?<=(?<![^\x{1f}])(?=(?:[^\x{1f}:]*:){2,7}[^\x{1f}:]*(?![^\x{1f}]))[^\x{1f}]{0,39})::', ':0::'), '(?<=(?<![^\x{1f}])(?=(?:[^\x{1f}:]*:){2,7}[^\x{1f}:]*(?![^\x{1f}]))[^\x{1f}]{0,39})::', ':0::'), '(?<=(?<![^\x{1f}])(?=(?:[^\x{1f}:]*:){2,7}[^\x{1f}:]*(?![^\x{1f}]))[^\x{1f}]{0,39})::', ':0::'), '::', ':'), '(?<=:|(?<![^\x{1f}]))(?=[0-9a-f]{1,3}(?::|(?<=:[0-9a-f]{1,3})(?![^\x{1f}])))', '0'), '(?<=:|(?<![^\x{1f}]))(?=[0-9a-f]{1,3}(?::|(?<=:[0-9a-f]{1,3})(?![^\x{1f}])))', '0'), '(?<=:|(?<![^\x{1f}]))(?=[0-9a-f]{1,3}(?::|(?<=:[0-9a-f]{1,3})(?![^\x{1f}])))', '0'), ''), CHR(31)),
  TRY_CAST(CASE WHEN d.`unknown`.`number` LIKE '[%' THEN COALESCE(ARRAY_REMOVE(JSON_QUERY(d.`unknown`.`number`, '$' RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER), CAST(NULL AS STRING)), ARRAY[d.`unknown`.`number`]) WHEN d.`unknown`.`number` IS NOT NULL THEN ARRAY[d.`unknown`.`number`] END AS ARRAY<DOUBLE>),
  CASE WHEN d.`user`.`id` LIKE '[%' THEN COALESCE(ARRAY_REMOVE(JSON_QUERY(d.`user`.`id`, '$' RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER), CAST(NULL AS STRING)), ARRAY[d.`user`.`id`]) WHEN d.`user`.`id` IS NOT NULL THEN ARRAY[d.`user`.`id`] END
FROM (
  SELECT *,
    CASE WHEN d.`@timestamp` LIKE '[%' THEN COALESCE(ARRAY_REMOVE(JSON_QUERY(d.`@timestamp`, '$' RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER), CAST(NULL AS STRING)), ARRAY[d.`@timestamp`]) WHEN d.`@timestamp` IS NOT NULL THEN ARRAY[d.`@timestamp`] END[1] AS time_text
  FROM documents AS d
) AS d;
