-- The table that the rules read. Run this at the start of each session: `sql-client.sh -i schema.sql`.
--
-- A field is a list, since it can have several values; a field without a value is an empty list or null. No text has the
-- character U+001F. Times are nanoseconds since 1970; addresses are `10.0.0.1`, and eight groups of four digits:
-- `fe80:0000:0000:0000:0000:0000:0000:0001`.
-- `load.sql` fills the table from JSON. A table of your own does as well, or a view, if `rowtime` is its time attribute.

SET 'execution.runtime-mode' = 'batch';

CREATE TABLE events (
  record BIGINT,
  `@timestamp` BIGINT,
  `event.category` ARRAY<STRING>,
  `event.sequence:json` ARRAY<STRING>,
  `host.ip` ARRAY<STRING>,
  `process.interactive` ARRAY<BOOLEAN>,
  `process.parent.thread.name` ARRAY<STRING>,
  `process.pid` ARRAY<BIGINT>,
  `process.start:date` ARRAY<STRING>,
  `source.ip` ARRAY<STRING>,
  `unknown.number:double` ARRAY<DOUBLE>,
  `user.id` ARRAY<STRING>,
  rowtime AS COALESCE(TO_TIMESTAMP_LTZ(`@timestamp` / 1000000, 3), TO_TIMESTAMP_LTZ(0, 3)),
  WATERMARK FOR rowtime AS rowtime - INTERVAL '5' SECOND
) WITH (
  'connector' = 'filesystem',
  'path' = '/tmp/events',
  'format' = 'json'
);
